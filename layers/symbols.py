"""Symbols as outlines of our own: small enough to read at 14 pixels, and without colour.

A shape is an SVG path in a box from -1 to 1, y downwards, of the absolute
commands ``M``, ``L``, ``C`` and ``Z``. Its outlines neither overlap nor hold
holes, so that any fill rule and any renderer draws the same.
"""

import math
import re

import numpy as np
from numpy.typing import NDArray

from geo.errors import LayerError

Points = list[tuple[float, float]]
CURVE_STEPS = 8
_TOKEN = re.compile(r"[MLCZ]|-?\d*\.?\d+")
_ARC = 0.5523  # control points of a cubic that draws a quarter of a circle


def _text(*points: tuple[float, float]) -> str:
    """Coordinates in hundredths, as path text."""
    return " ".join(f"{round(x, 2) + 0.0:g},{round(y, 2) + 0.0:g}" for x, y in points)


def _path(*outlines: Points) -> str:
    """Path text of closed outlines."""
    return " ".join(f"M{_text(first)} L{_text(*rest)} Z" for first, *rest in outlines)


def _mirrored(right: Points) -> Points:
    """An outline from its right half, given from top to bottom."""
    return right + [(-x, y) for x, y in reversed(right) if x]


def _regular(corners: int, turn: float = -90.0, inner: float = 1.0) -> Points:
    """A regular polygon; with ``inner`` below 1 a star of as many points."""
    count = corners if inner == 1.0 else 2 * corners
    found = []
    for number in range(count):
        angle = math.radians(turn + 360 * number / count)
        size = inner if inner != 1.0 and number % 2 else 1.0
        found.append((size * math.cos(angle), size * math.sin(angle)))
    return found


def _gear(teeth: int = 8) -> Points:
    found = []
    for tooth in range(teeth):
        for share, size in ((-0.28, 0.72), (-0.2, 1.0), (0.2, 1.0), (0.28, 0.72)):
            angle = math.radians(-90 + 360 * (tooth + share) / teeth)
            found.append((size * math.cos(angle), size * math.sin(angle)))
    return found


def _disc(radius: float) -> str:
    bend = _ARC * radius
    quarters = ((1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0))
    text = f"M{_text((radius, 0))}"
    for x, y, to_x, to_y in quarters:
        ends = (
            (x * radius + to_x * bend, y * radius + to_y * bend),
            (to_x * radius + x * bend, to_y * radius + y * bend),
            (to_x * radius, to_y * radius),
        )
        text += f" C{_text(*ends)}"
    return text + " Z"


SHAPES: dict[str, str] = {
    "circle": _disc(1.0),
    "square": _path([(-0.84, -0.84), (0.84, -0.84), (0.84, 0.84), (-0.84, 0.84)]),
    "diamond": _path([(0, -1), (1, 0), (0, 1), (-1, 0)]),
    "triangle": _path([(0, -0.95), (1, 0.8), (-1, 0.8)]),
    "triangle-down": _path([(-1, -0.8), (1, -0.8), (0, 0.95)]),
    "pentagon": _path(_regular(5)),
    "hexagon": _path(_regular(6)),
    "star": _path(_regular(5, inner=0.45)),
    "burst": _path(_regular(10, inner=0.68)),
    "cross": _path(
        [
            (-0.35, -1), (0.35, -1), (0.35, -0.35), (1, -0.35), (1, 0.35), (0.35, 0.35),
            (0.35, 1), (-0.35, 1), (-0.35, 0.35), (-1, 0.35), (-1, -0.35), (-0.35, -0.35),
        ]
    ),
    "bowtie": _path([(-1, -0.85), (0, -0.25), (1, -0.85), (1, 0.85), (0, 0.25), (-1, 0.85)]),
    "gear": _path(_gear()),
    "factory": _path(
        [
            (-1, 0.85), (-1, -0.9), (-0.6, -0.9), (-0.6, -0.05), (0, -0.45), (0, -0.05), (0.6, -0.45),
            (0.6, -0.05), (1, -0.05), (1, 0.85),
        ]
    ),
    "house": _path([(0, -0.95), (1, -0.05), (0.75, -0.05), (0.75, 0.85), (-0.75, 0.85), (-0.75, -0.05), (-1, -0.05)]),
    "crane": _path(
        [
            (-0.6, 0.95), (-0.6, -0.5), (-1, -0.5), (-1, -0.9), (1, -0.9), (1, 0.25), (0.65, 0.25), (0.65, -0.5),
            (-0.2, -0.5), (-0.2, 0.95),
        ]
    ),
    "plane": _path(
        _mirrored(
            [
                (0, -1), (0.18, -0.75), (0.18, -0.3), (1, 0.25), (1, 0.5), (0.18, 0.25), (0.18, 0.6), (0.5, 0.85),
                (0.5, 1), (0, 0.88),
            ]
        )
    ),
    "anchor": _path(
        _mirrored(
            [
                (0, -1), (0.3, -0.85), (0.3, -0.6), (0.15, -0.5), (0.6, -0.5), (0.6, -0.2), (0.15, -0.2), (0.15, 0.6),
                (0.6, 0.35), (0.5, 0.2), (1, 0.05), (0.95, 0.55), (0.8, 0.45), (0.5, 0.8), (0, 1),
            ]
        )
    ),
    "train": _path(
        _mirrored(
            [
                (0, -0.95), (0.6, -0.85), (0.75, -0.6), (0.75, 0.5), (0.45, 0.6), (0.75, 1), (0.4, 1), (0.15, 0.65),
                (0, 0.65),
            ]
        )
    ),
    "truck": _path(
        [
            (-1, -0.6), (0.2, -0.6), (0.2, -0.25), (0.65, -0.25), (1, 0.1), (1, 0.55), (0.8, 0.55), (0.6, 0.8),
            (0.4, 0.55), (-0.3, 0.55), (-0.5, 0.8), (-0.7, 0.55), (-1, 0.55),
        ]
    ),
    "bolt": _path([(0.45, -1), (-0.85, 0.25), (-0.15, 0.25), (-0.45, 1), (0.85, -0.3), (0.15, -0.3)]),
    "drop": "M0,-1 C0.2,-0.5 0.72,-0.1 0.72,0.32 C0.72,0.72 0.4,1 0,1 "
    "C-0.4,1 -0.72,0.72 -0.72,0.32 C-0.72,-0.1 -0.2,-0.5 0,-1 Z",
    "leaf": "M-0.95,0.95 L-0.7,0.5 C-1,-0.5 -0.2,-1 0.95,-0.95 C1,0.3 0.4,1 -0.45,0.7 Z",
    "heart": "M0,0.95 C-0.3,0.6 -1,0.25 -1,-0.3 C-1,-0.7 -0.72,-0.9 -0.48,-0.9 C-0.22,-0.9 -0.06,-0.7 0,-0.5 "
    "C0.06,-0.7 0.22,-0.9 0.48,-0.9 C0.72,-0.9 1,-0.7 1,-0.3 C1,0.25 0.3,0.6 0,0.95 Z",
    "shield": "M0,-1 L0.85,-0.7 L0.85,0 C0.85,0.5 0.45,0.85 0,1 C-0.45,0.85 -0.85,0.5 -0.85,0 L-0.85,-0.7 Z",
    "flag": _path([(-0.8, -1), (-0.45, -1), (-0.45, -0.9), (0.9, -0.45), (-0.45, 0.1), (-0.45, 1), (-0.8, 1)]),
    "tree": _path(
        _mirrored([(0, -1), (0.55, -0.3), (0.3, -0.3), (0.85, 0.5), (0.18, 0.5), (0.18, 1), (0, 1)])
    ),
    "mountain": _path([(-0.25, -0.85), (0.15, -0.15), (0.4, -0.5), (1, 0.75), (-1, 0.75)]),
    "temple": _path(
        _mirrored([(0, -0.95), (1, -0.4), (1, -0.15), (0.75, -0.15), (0.75, 0.6), (1, 0.6), (1, 0.9), (0, 0.9)])
    ),
    "spring": "M-1,0.15 L1,0.15 C1,0.65 0.55,0.95 0,0.95 C-0.55,0.95 -1,0.65 -1,0.15 Z "
    "M-0.45,-0.95 C-0.1,-0.6 -0.1,-0.4 -0.4,-0.1 C-0.75,-0.4 -0.7,-0.6 -0.45,-0.95 Z "
    "M0.45,-0.95 C0.8,-0.6 0.8,-0.4 0.5,-0.1 C0.15,-0.4 0.2,-0.6 0.45,-0.95 Z",
    "fish": "M-0.95,-0.55 L-0.5,-0.2 C-0.1,-0.65 0.6,-0.7 1,0 C0.6,0.7 -0.1,0.65 -0.5,0.2 L-0.95,0.55 Z",
}  # fmt: skip


def polygons(path: str) -> list[NDArray[np.float64]]:
    """The outlines of a path, curves cut into straight pieces.

    Parameters
    ----------
    path
        SVG path of the absolute commands ``M``, ``L``, ``C`` and ``Z``; every
        outline ends with ``Z``.

    Returns
    -------
    list of numpy.ndarray
        One array of shape (n, 2) an outline: x, y with y downwards; the first
        point is not repeated at the end.

    Raises
    ------
    LayerError
        The path has other commands or does not close.
    """
    left = _TOKEN.sub("", path).replace(",", "").strip()
    if left:
        msg = f"符号路径含不支持的命令 {left}；只用 M、L、C、Z。"
        raise LayerError(msg)
    found: list[NDArray[np.float64]] = []
    points: list[NDArray[np.float64]] = []
    for command, text in re.findall(r"([MLCZ])([^MLCZ]*)", path):
        values = np.array([float(part) for part in re.findall(r"-?\d*\.?\d+", text)])
        if values.size % 2 or (command == "C" and (values.size % 6 or not points)):
            msg = f"符号路径的坐标不成对：{command}{text}。"
            raise LayerError(msg)
        pairs = values.reshape(-1, 2)
        if command == "Z":
            found.append(np.array(points))
            points = []
        elif command == "C":
            for first in range(0, len(pairs), 3):
                points.extend(_curve(points[-1], *pairs[first : first + 3]))
        else:
            points.extend(pairs)
    if points or not found:
        msg = "符号路径没有闭合；每个轮廓以 Z 结束。"
        raise LayerError(msg)
    return [_open(outline) for outline in found]


def _curve(
    start: NDArray[np.float64], one: NDArray[np.float64], two: NDArray[np.float64], end: NDArray[np.float64]
) -> list[NDArray[np.float64]]:
    """Points of a cubic Bézier curve after its start."""
    steps = np.linspace(0, 1, CURVE_STEPS + 1)[1:]
    return [(1 - t) ** 3 * start + 3 * (1 - t) ** 2 * t * one + 3 * (1 - t) * t**2 * two + t**3 * end for t in steps]


def _open(outline: NDArray[np.float64]) -> NDArray[np.float64]:
    """The outline without a last point that repeats the first."""
    return outline[:-1] if len(outline) > 1 and np.allclose(outline[0], outline[-1]) else outline


def shape(name: str) -> str:
    """Path text of a symbol.

    Raises
    ------
    LayerError
        There is no such symbol.
    """
    if name not in SHAPES:
        msg = f"没有符号 {name}。"
        raise LayerError(msg, f"可用：{'、'.join(SHAPES)}。")
    return SHAPES[name]
