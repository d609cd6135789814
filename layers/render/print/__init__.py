"""Maps on paper: the map alone for slides, and whole sheets with legend, scale and sources."""

from layers.model import MapView
from layers.render.print.canvas import new_canvas
from layers.render.print.ground import fit
from layers.render.print.plot import draw_map
from layers.render.print.sheet import Layout, Sheet, draw_sheet

__all__ = ["Layout", "Sheet", "draw_sheet", "fit", "picture"]


def picture(view: MapView, width_mm: float, height_mm: float, dpi: int) -> bytes:
    """A PNG of the map alone, for a slide or a page: layers, water, names and badges, no furniture.

    Parameters
    ----------
    view
        What to draw; its extent, opacity and visible layers count.
    width_mm, height_mm
        Size of the picture in millimetres.
    dpi
        Dots per inch.

    Returns
    -------
    bytes
        A PNG of ``width_mm / 25.4 * dpi`` by ``height_mm / 25.4 * dpi`` pixels; equal
        input gives equal bytes.

    Raises
    ------
    FontMissingError
        No font with Chinese letters is at hand.
    CRSError
        The extent lies outside the 3-degree belt of the city.
    LayerError
        There is nothing to draw.
    """
    canvas = new_canvas(width_mm, height_mm)
    draw_map(view, canvas, fit(view, (0.0, 0.0, width_mm, height_mm)))
    return canvas.finish("png", dpi, {"Software": None})
