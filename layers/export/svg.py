"""A printed map as SVG: text stays text, and the letters in use travel with it."""

from collections.abc import Callable

from layers.model import MapView
from layers.render.print import Layout, draw_sheet
from layers.render.print.sheet import quiet

SUFFIX, MIME = ".svg", "image/svg+xml"


def make(view: MapView, layout: Layout, say: Callable[[str], None] = quiet) -> bytes:
    """One drawing; equal input gives equal bytes. Errors as in :func:`layers.render.print.draw_sheet`."""
    return draw_sheet(view, layout, say).write("svg")
