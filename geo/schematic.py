"""Schematic lines: through nodes in a sensible order, inside the member counties, smoothed as a planner sketches.

The line visits its nodes and says no more: it is no alignment. Lengths here are
degrees of latitude on a plane around the nodes, good enough for a sketch.
"""

import itertools
from collections.abc import Mapping, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.within import Points, Within, plane

OUTSIDE = "000000"  # crossed, and no county of the city
CROSSING = 0.01  # degrees, about 1 km: less inside a county is no crossing of it
EXACT = 10  # nodes up to which the shortest order is found exactly
_STEPS = 12  # points of a curve between two vertices
_BULGE = 0.12  # of the chord: a curve departs no farther from it
_DECIMALS = 6


def order(nodes: Points) -> list[int]:
    """Order in which a line visits nodes: the shortest open way through all of them.

    Parameters
    ----------
    nodes
        Shape (n, 2), degrees, longitude before latitude.

    Returns
    -------
    list[int]
        Positions in ``nodes``; of the two directions the one whose first node
        stands first in the text. More than ten nodes are taken along their
        principal axis.
    """
    count = len(nodes)
    if count < 3:
        return list(range(count))
    flat = plane(nodes)
    if count > EXACT:
        centred = flat - flat.mean(axis=0)
        found = [int(i) for i in np.argsort(centred @ np.linalg.svd(centred)[2][0], kind="stable")]
    else:
        found = _shortest_order(np.hypot(*(flat[:, None] - flat[None, :]).transpose(2, 0, 1)))
    return found if found[0] < found[-1] else found[::-1]


def _shortest_order(far: Points) -> list[int]:
    """Held and Karp: the best way to each node over each set of nodes."""
    count = len(far)
    best: dict[tuple[int, int], tuple[float, int]] = {(1 << i, i): (0.0, -1) for i in range(count)}
    for visited in range(1, 1 << count):
        for last in range(count):
            if (visited, last) not in best:
                continue
            length = best[visited, last][0]
            for other in range(count):
                if visited >> other & 1:
                    continue
                key, longer = (visited | 1 << other, other), length + float(far[last, other])
                if key not in best or longer < best[key][0] - 1e-12:
                    best[key] = (longer, last)
    visited = (1 << count) - 1
    last = min(range(count), key=lambda i: (round(best[visited, i][0], 9), i))
    found = []
    while last >= 0:
        found.append(last)
        visited, last = visited ^ 1 << last, best[visited, last][1]
    return found


def _curve(points: Points, at: int) -> Points:
    """Catmull-Rom, centripetal: from one vertex to the next, through both, with no cusp and no loop."""
    around = [points[i] for i in (max(at - 1, 0), at, at + 1, min(at + 2, len(points) - 1))]
    if at == 0:
        around[0] = 2 * points[0] - points[1]
    if at + 2 == len(points):
        around[3] = 2 * points[-1] - points[-2]
    gaps = [max(float(np.hypot(*(b - a))) ** 0.5, 1e-9) for a, b in itertools.pairwise(around)]
    t = np.concatenate([[0.0], np.cumsum(gaps)])
    u = np.linspace(t[1], t[2], _STEPS + 1)[:, None]

    def between(a: Points, b: Points, first: int, last: int) -> Points:
        mixed: Points = ((t[last] - u) * a + (u - t[first]) * b) / (t[last] - t[first])
        return mixed

    low, mid, high = (between(around[i], around[i + 1], i, i + 1) for i in range(3))
    return between(between(low, mid, 0, 2), between(mid, high, 1, 3), 1, 2)


def _tamed(curve: Points, within: Within | None) -> Points:
    """As much of a curve as neither departs far from its chord, runs past its ends nor leaves the members."""
    start, end = curve[0], curve[-1]
    chord = start + np.linspace(0, 1, len(curve))[:, None] * (end - start)
    span = float(np.hypot(*(end - start)))
    along, across = (end - start) / span, np.array([start[1] - end[1], end[0] - start[0]]) / span
    inside = within is not None and bool(shapely.covers(within.extent, shapely.LineString([start, end])))
    for strength in (1.0, 0.6, 0.3):
        tried: Points = chord + strength * (curve - chord)
        if np.abs((tried - start) @ across).max() > _BULGE * span or (np.diff(tried @ along) < 0).any():
            continue
        if not inside or (within is not None and shapely.covers(within.extent, shapely.LineString(tried))):
            return tried
    return np.array([start, end])


def sketch(nodes: Points, members: Within | None = None) -> shapely.LineString:
    """A smooth line that visits nodes in their order.

    Parameters
    ----------
    nodes
        Shape (n, 2) with n of two or more, degrees, longitude before latitude,
        no two neighbours equal.
    members
        Counties that it should not leave; None where none are known.

    Returns
    -------
    shapely.LineString
        EPSG:4326; every node is a vertex of it, exactly, in their order.
    """
    legs = [members.way(a, b) if members else np.array([a, b]) for a, b in itertools.pairwise(nodes)]
    vertices = np.vstack([legs[0][:1], *(leg[1:] for leg in legs)])
    pieces = [_tamed(_curve(vertices, at), members) for at in range(len(vertices) - 1)]
    ends = {tuple(vertex) for vertex in nodes}
    line = np.vstack([pieces[0][:1], *(piece[1:] for piece in pieces)])
    for at, vertex in enumerate(np.cumsum([0, *(len(piece) - 1 for piece in pieces)])):
        line[vertex] = vertices[at]
    return shapely.LineString([tuple(p) if tuple(p) in ends else tuple(np.round(p, _DECIMALS)) for p in line])


def crossed(line: BaseGeometry, shapes: Mapping[str, BaseGeometry], members: Sequence[str]) -> tuple[str, ...]:
    """Codes of counties that a line crosses without need of being told: those that are no members.

    Parameters
    ----------
    line
        EPSG:4326.
    shapes
        area_code to county.
    members
        Codes that belong to the line.

    Returns
    -------
    tuple
        Codes in the order of ``shapes``; :data:`OUTSIDE` last where it leaves the city.
    """
    lengths = {code: shapely.length(line.intersection(shape)) for code, shape in shapes.items()}
    found = [code for code, length in lengths.items() if code not in members and length > CROSSING]
    if lengths and shapely.length(line) - sum(lengths.values()) > CROSSING:
        found.append(OUTSIDE)
    return tuple(found)
