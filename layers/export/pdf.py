"""A printed map as PDF: vectors, real letters that can be searched, fonts embedded."""

from collections.abc import Callable

from layers.model import MapView
from layers.render.print import Layout, draw_sheet
from layers.render.print.sheet import quiet

SUFFIX, MIME = ".pdf", "application/pdf"


def make(view: MapView, layout: Layout, say: Callable[[str], None] = quiet) -> bytes:
    """One page; equal input gives equal bytes. Errors as in :func:`layers.render.print.draw_sheet`."""
    return draw_sheet(view, layout, say).write("pdf")
