"""A printed map as a picture of 300 dots per inch."""

from collections.abc import Callable

from layers.model import MapView
from layers.render.print import Layout, draw_sheet
from layers.render.print.sheet import DPI, quiet

SUFFIX, MIME = ".png", "image/png"


def make(view: MapView, layout: Layout, say: Callable[[str], None] = quiet, dpi: int = DPI) -> bytes:
    """One picture; equal input gives equal bytes. Errors as in :func:`layers.render.print.draw_sheet`."""
    return draw_sheet(view, layout, say).write("png", dpi)
