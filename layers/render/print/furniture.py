"""Scale bar, north arrow, inset and frame of a printed map."""

import math

import numpy as np
import numpy.typing as npt
import shapely
from matplotlib.patches import PathPatch, Polygon, Rectangle
from matplotlib.path import Path
from shapely.geometry.base import BaseGeometry

from geo import crs
from layers import palette
from layers.messages import Messages
from layers.model import MapView
from layers.render.print.canvas import MM, Box, Canvas
from layers.render.print.flow import line_height
from layers.render.print.ground import Ground, transformer
from layers.render.print.shapes import path_of

_STEPS = (1, 2, 4, 5, 10)
LINE = 0.5  # points
TICK = 1.0  # millimetres
BAND = 4.0  # millimetres outside of the frame for the degrees
QUIET = "#52606d"


def bar_length(ground: Ground, room: float) -> float:
    """Kilometres of a scale bar: a round figure that takes at most some millimetres."""
    most = room / ground.on_paper(1.0)
    power = 10.0 ** math.floor(math.log10(most))
    return max(step * power for step in _STEPS if step * power <= most)


def _figure(kilometres: float) -> str:
    return np.format_float_positional(kilometres, trim="-", precision=4)


def scale_bar(canvas: Canvas, ground: Ground, x: float, y: float, room: float, t: Messages) -> float:
    """Draw a bar of four parts, true at the middle of the map; returns its length in kilometres.

    Parameters
    ----------
    x, y
        Left end and lower edge of the bar, millimetres.
    room
        Millimetres that it may take, with its figures.
    """
    size = 7.0
    length = bar_length(ground, room - 11)
    whole = ground.on_paper(length)
    height = 1.3
    for part in range(4):
        colour = palette.INK if part % 2 == 0 else "white"
        left = x + 2 + whole * part / 4
        canvas.add(Rectangle((left, y), whole / 4, height, facecolor=colour, edgecolor=palette.INK, linewidth=LINE))
    unit = t("print.kilometres")
    for part in (0, 2, 4):
        text = _figure(length * part / 4)
        wide = canvas.length(text, size)
        canvas.write(x + 2 + whole * part / 4 - wide / 2, y + height + 0.9, text, size)
        if part == 4:
            canvas.write(x + 2 + whole + wide / 2 + 0.8, y + height + 0.9, unit, size)
    return length


def north_arrow(canvas: Canvas, ground: Ground, x: float, y: float, height: float, word: str) -> None:
    """Draw an arrow to true north, turned against the grid by the meridian convergence.

    Parameters
    ----------
    x, y
        Foot of the arrow, millimetres.
    height
        Of the arrow, millimetres.
    word
        What stands over it.
    """
    turn = math.radians(ground.convergence)
    shape = np.array([(0, 1), (0.32, 0), (0, 0.2), (-0.32, 0)]) * height
    # Grid north is up; true north lies anticlockwise of it by the convergence.
    rotation = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    placed = shape @ rotation.T + (x, y)
    canvas.add(Polygon(placed, closed=True, facecolor="white", edgecolor=palette.INK, linewidth=LINE))
    canvas.add(Polygon(placed[[0, 2, 3]], closed=True, facecolor=palette.INK, edgecolor=palette.INK, linewidth=LINE))
    size = 8.0
    wide = canvas.length(word, size, bold=True)
    tip = placed[0]
    canvas.write(float(tip[0]) - wide / 2, float(tip[1]) + 0.6, word, size, bold=True)


def north_words(ground: Ground, t: Messages) -> str:
    """What the arrow means: true north, and how far grid north is off."""
    off = ground.convergence
    if abs(off) < 0.05:
        return t("print.north_same")
    return t("print.north_east" if off > 0 else "print.north_west", angle=f"{abs(off):.1f}")


def system_words(ground: Ground, t: Messages) -> str:
    """Name and code of the reference system."""
    return t("print.system", meridian=crs.meridian_of(ground.code), code=ground.code)


def scale_words(ground: Ground) -> str:
    """The scale as a ratio, rounded to three digits: ``1:1 100 000``."""
    digits = 3 - len(str(round(ground.denominator)))
    return "1:" + f"{round(ground.denominator, digits):,.0f}".replace(",", " ")


def draw_inset(canvas: Canvas, view: MapView, ground: Ground, box: Box) -> None:
    """Draw the whole city small, with the part that the map shows."""
    frame = view.counties.frame
    placed = frame.geometry.to_crs(ground.code)
    west, south, east, north = placed.total_bounds
    x0, y0, x1, y1 = box
    metres = max((east - west) / (x1 - x0 - 2), (north - south) / (y1 - y0 - 2))
    middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2

    def small(grid: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        shifted = grid - ((west + east) / 2, (south + north) / 2)
        return np.asarray(shifted / metres + (middle_x, middle_y))

    canvas.rectangle(box, facecolor="white", edgecolor="#9aa5b1", linewidth=LINE)
    for shape in shapely.transform(placed.to_numpy(), small):
        canvas.add(PathPatch(path_of(shape), facecolor=palette.NO_STATEMENT, edgecolor=palette.BOUNDARY, linewidth=0.4))
    half_w = (ground.box[2] - ground.box[0]) / 2 * ground.metres
    half_h = (ground.box[3] - ground.box[1]) / 2 * ground.metres
    corners = [
        (ground.east - half_w, ground.north - half_h), (ground.east + half_w, ground.north - half_h),
        (ground.east + half_w, ground.north + half_h), (ground.east - half_w, ground.north + half_h),
    ]  # fmt: skip
    seen = shapely.transform(shapely.Polygon(corners), small)
    canvas.add(
        PathPatch(path_of(seen), facecolor=(0.73, 0.11, 0.11, 0.12), edgecolor=palette.SELECTED, linewidth=1.0), box
    )


def graticule(canvas: Canvas, ground: Ground) -> None:
    """Draw ticks of longitude and latitude outside of the frame of the map, with their degrees."""
    x0, y0, x1, y1 = ground.box
    half_w, half_h = (x1 - x0) / 2 * ground.metres, (y1 - y0) / 2 * ground.metres
    west, south, east, north = transformer(ground.code, crs.STORAGE).transform_bounds(
        ground.east - half_w, ground.north - half_h, ground.east + half_w, ground.north + half_h, densify_pts=21
    )
    step = next((step for step in (1 / 60, 1 / 30, 1 / 12, 1 / 6, 0.25, 0.5, 1.0) if (east - west) / step <= 7), 2.0)
    sides = {
        "below": shapely.LineString([(x0, y0), (x1, y0)]),
        "above": shapely.LineString([(x0, y1), (x1, y1)]),
        "left": shapely.LineString([(x0, y0), (x0, y1)]),
        "right": shapely.LineString([(x1, y0), (x1, y1)]),
    }
    for value in np.arange(math.ceil(west / step), math.ceil(east / step)) * step:
        meridian = shapely.LineString([(value, at) for at in np.linspace(south, north, 40)])
        for side in ("below", "above"):
            _tick(canvas, ground.project(np.array([meridian]))[0], sides[side], side, float(value))
    for value in np.arange(math.ceil(south / step), math.ceil(north / step)) * step:
        parallel = shapely.LineString([(at, value) for at in np.linspace(west, east, 40)])
        for side in ("left", "right"):
            _tick(canvas, ground.project(np.array([parallel]))[0], sides[side], side, float(value))


def degrees_words(value: float) -> str:
    """Degrees and minutes: ``113°30′``."""
    degrees, minutes = divmod(round(value * 60), 60)
    return f"{degrees}°" + (f"{minutes:02d}′" if minutes else "")


def _tick(canvas: Canvas, line: BaseGeometry, edge: shapely.LineString, side: str, value: float) -> None:
    """A tick and its figure in the band outside of one side of the frame, away from the corners."""
    spots = [part for part in shapely.get_parts(line.intersection(edge)) if isinstance(part, shapely.Point)]
    size, text = 6.0, degrees_words(value)
    half = canvas.length(text, size) / 2
    for spot in spots:
        along = edge.project(spot)
        if not half + 1 < along < edge.length - half - 1:
            continue
        dx, dy = {"below": (0, -1), "above": (0, 1), "left": (-1, 0), "right": (1, 0)}[side]
        end = (spot.x + dx * TICK, spot.y + dy * TICK)
        canvas.add(PathPatch(Path([(spot.x, spot.y), end]), facecolor="none", edgecolor=palette.INK, linewidth=LINE))
        rise = TICK + 0.5
        if side == "below":
            canvas.write(spot.x - half, spot.y - rise - 0.8 * size * MM, text, size, colour=QUIET)
        elif side == "above":
            canvas.write(spot.x - half, spot.y + rise, text, size, colour=QUIET)
        elif side == "left":
            canvas.write(spot.x - rise, spot.y - half, text, size, colour=QUIET, turn=90)
        else:
            canvas.write(spot.x + rise + 0.8 * size * MM, spot.y - half, text, size, colour=QUIET, turn=90)


def paragraph(canvas: Canvas, lines: list[str], x: float, top: float, size: float, colour: str = palette.INK) -> float:
    """Write lines downwards from a height; returns the height below them."""
    for number, line in enumerate(lines):
        canvas.write(x, top - number * line_height(size) - size * MM, line, size, colour=colour)
    return top - len(lines) * line_height(size)
