"""The map itself: counties, water, layers, badges and names, in the order of the map on the screen."""

from typing import Any

import shapely
from matplotlib.patches import PathPatch
from shapely.geometry.base import BaseGeometry

from layers import palette
from layers.model import Layer, MapView
from layers.render.print.canvas import MM, Canvas
from layers.render.print.counties import draw_counties
from layers.render.print.ground import Ground
from layers.render.print.labels import along, around
from layers.render.print.shapes import looks, mark, path_of, pixel
from layers.render.print.work import SMALLEST, Plot, Work

PANES = ("fill", "line", "point")
NAME_LIMIT = 18  # letters of a name beside a feature without a short label; longer ones stay in the tables

Feature = tuple[Layer, Any, BaseGeometry]


def spot(shape: BaseGeometry) -> tuple[float, float]:
    """Where a point stands."""
    x, y = shapely.get_coordinates(shape)[0]
    return float(x), float(y)


def _inside(work: Work, layer: Layer, symbol: str) -> list[tuple[Any, BaseGeometry]]:
    """Rows of a symbol inside the frame, with their shape on paper; the others are counted."""
    chosen = layer.frame[layer.frame["symbol"] == symbol]
    if not len(chosen):
        return []
    placed = work.ground.project(chosen.geometry.to_numpy())
    seen = shapely.intersects(placed, work.frame)
    if layer is not work.view.backdrop and not seen.all():
        beyond = work.plot.outside
        beyond[layer.layer_id] = beyond.get(layer.layer_id, 0) + int((~seen).sum())
    return [(row, shape) for row, shape, kept in zip(chosen.itertuples(), placed, seen, strict=True) if kept]


def draw_layer(work: Work, layer: Layer, symbol: str) -> list[Feature]:
    """Draw the rows of a layer that have one symbol; returns them with their shape in millimetres."""
    found: list[Feature] = []
    for row, shape in _inside(work, layer, symbol):
        look = looks(row, work.unit, work.opacity(layer))
        if symbol == "point":
            work.canvas.add(mark(row, *spot(shape), row.radius * work.unit * MM, **look), work.ground.box)
        else:
            work.canvas.add(PathPatch(path_of(shape), **look), work.ground.box)
        if layer is not work.view.backdrop:
            work.note(layer, row)
        found.append((layer, row, shape))
    return found


def _label(work: Work, row: Any, shape: BaseGeometry, text: str, size: float, colour: str) -> None:  # noqa: ANN401
    width, height = work.size_of(text, size, bold=True)
    if row.symbol == "point":
        spots = around(*spot(shape), (row.radius + row.line_width / 2) * work.unit * MM, width, height)
    else:
        spots = along(shape, work.placer.frame, width, height)
    box = work.placer.take(spots, shape)
    if box is None:
        work.plot.unnamed.append(text)
    else:
        work.word(box, text, size, colour, bold=True)


def _label_features(work: Work, found: list[Feature]) -> None:
    """Short labels first, then the names of points and lines that have none, while there is room."""
    size = max(SMALLEST + 0.5, 11.5 * work.unit)
    for symbol in ("point", "line", "fill"):
        for _, row, shape in found:
            if row.label and row.symbol == symbol:
                _label(work, row, shape, row.label, size, palette.INK)
    small = max(SMALLEST, 10 * work.unit)
    for symbol in ("point", "line"):
        for _, row, shape in found:
            if row.label or row.symbol != symbol:
                continue
            if len(row.name) > NAME_LIMIT:
                work.plot.unnamed.append(row.name)
            else:
                _label(work, row, shape, row.name, small, row.line if symbol == "line" else palette.INK)


def draw_map(view: MapView, canvas: Canvas, ground: Ground, unit: float | None = None) -> Plot:
    """Draw a map on its part of the paper, without furniture.

    Parameters
    ----------
    view
        The map; only its visible layers are drawn.
    canvas
        Paper.
    ground
        Where the ground lies on it.
    unit
        Points for a pixel of the screen; from the size of the map if not given.

    Returns
    -------
    Plot
        What was drawn, and what was not.
    """
    work = Work(view, canvas, ground, unit or pixel(ground.box))
    draw_layer(work, view.counties, "fill")
    for symbol in ("fill", "line"):
        draw_layer(work, view.backdrop, symbol)
    found = [feature for symbol in PANES for layer in view.shown() for feature in draw_layer(work, layer, symbol)]
    for _, row, shape in found:
        if row.symbol == "point":
            work.placer.avoid([shape.buffer((row.radius + row.line_width / 2) * work.unit * MM)], 2.0)
        elif row.symbol == "line":
            work.placer.avoid([shape], 0.4)
    draw_counties(work)
    _label_features(work, found)
    return work.plot
