"""Geometry and style columns as the paths and looks of matplotlib; pixels of the screen as points of paper."""

from math import sqrt
from typing import Any

import numpy as np
import shapely
from matplotlib.patches import Circle, Patch, PathPatch
from matplotlib.path import Path
from shapely.geometry.base import BaseGeometry

from layers import symbols
from layers.render.print.canvas import Box


def pixel(box: Box) -> float:
    """Points of paper for a pixel of the screen, so that symbols keep their share of the map."""
    size = sqrt((box[2] - box[0]) * (box[3] - box[1]))
    return float(np.clip(0.62 * sqrt(size / 190), 0.42, 1.1))


def path_of(shape: BaseGeometry) -> Path:
    """A polygon or line as one compound path."""
    parts = []
    for part in shapely.get_parts(shape):
        if isinstance(part, shapely.Polygon):
            oriented = shapely.orient_polygons(part)
            rings = [oriented.exterior, *oriented.interiors]
            parts += [Path(np.asarray(ring.coords)[:, :2], closed=True) for ring in rings]
        elif isinstance(part, shapely.LineString):
            parts.append(Path(np.asarray(part.coords)[:, :2]))
    return Path.make_compound_path(*parts)


def dashes(dash: str, unit: float) -> Any:  # noqa: ANN401  # a line style of matplotlib
    """An SVG dash array in pixels as a line style in points."""
    lengths = [float(part) * unit for part in dash.replace(",", " ").split()]
    if not lengths:
        return "solid"
    return (0, lengths if len(lengths) % 2 == 0 else lengths * 2)


def looks(style: Any, unit: float, opacity: float = 1.0) -> dict[str, Any]:  # noqa: ANN401  # a Style or a row
    """Keyword arguments of a patch for a style, or for a row with style columns."""
    fill = tuple(int(style.fill[at : at + 2], 16) / 255 for at in (1, 3, 5))
    line = tuple(int(style.line[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return {
        "facecolor": "none" if style.symbol == "line" else (*fill, style.fill_opacity * opacity),
        "edgecolor": (*line, opacity) if style.line_width else "none",
        "linewidth": style.line_width * unit,
        "linestyle": dashes(style.dash, unit),
        "capstyle": "round",
        "joinstyle": "round",
    }


def symbol_path(name: str, x: float, y: float, radius: float) -> Path:
    """The outline of a symbol around a point, in the unit of its radius; y upwards."""
    outlines = symbols.polygons(symbols.shape(name))
    placed = [Path(np.vstack([line, line[:1]]) * (radius, -radius) + (x, y), closed=True) for line in outlines]
    return Path.make_compound_path(*placed)


def mark(style: Any, x: float, y: float, radius: float, **look: Any) -> Patch:  # noqa: ANN401  # looks of matplotlib
    """The symbol of a style or a row with style columns, around a point."""
    if style.shape == "circle":
        return Circle((x, y), radius, **look)
    return PathPatch(symbol_path(style.shape, x, y, radius), **look)
