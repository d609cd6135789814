"""Ways between two points that stay inside some counties."""

import itertools
from functools import cached_property

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from geo.network import shortest

Points = npt.NDArray[np.float64]

LONGEST_DETOUR = 1.5  # times the straight way: a longer way round is no sketch of the line
_INSET, _COARSE, _SLACK = 0.012, 0.01, 0.003  # degrees: from the county line, of its vertices, of doubt


def plane(points: Points) -> Points:
    """Longitude shortened to the scale of latitude."""
    flat: Points = points * np.array([np.cos(np.radians(points[:, 1].mean())), 1.0])
    return flat


class Within:
    """Ways between points that stay inside some counties.

    Parameters
    ----------
    members
        Union of the counties, EPSG:4326.
    """

    def __init__(self, members: BaseGeometry) -> None:
        self.extent = members.buffer(_SLACK)
        shapely.prepare(self.extent)
        self._members = members

    @cached_property
    def _bends(self) -> Points:
        """Where a way may bend: corners well inside the counties."""
        return np.unique(shapely.get_coordinates(self._members.buffer(-_INSET).simplify(_COARSE)), axis=0)

    @cached_property
    def _seen(self) -> npt.NDArray[np.bool_]:
        return self._visible(self._bends, self._bends)

    def _visible(self, starts: Points, ends: Points) -> npt.NDArray[np.bool_]:
        """Which of the straight ways from each start to each end stay inside."""
        if not len(starts) or not len(ends):
            return np.zeros((len(starts), len(ends)), dtype=bool)
        pairs = np.stack([np.repeat(starts, len(ends), axis=0), np.tile(ends, (len(starts), 1))], axis=1)
        found = np.asarray(shapely.covers(self.extent, shapely.linestrings(pairs)))
        return found.reshape(len(starts), len(ends))

    def way(self, start: Points, end: Points) -> Points:
        """Vertices of the shortest way inside, both ends included; the straight one if there is none or it is long."""
        straight = np.array([start, end])
        if self._visible(straight[:1], straight[1:])[0, 0]:
            return straight
        vertices = np.vstack([straight, self._bends])
        flat = plane(vertices)
        seen = np.zeros((len(vertices), len(vertices)), dtype=bool)
        seen[2:, 2:] = self._seen
        seen[:2, 2:] = self._visible(straight, self._bends)
        seen[2:, :2] = seen[:2, 2:].T
        far = np.hypot(*(flat[:, None] - flat[None, :]).transpose(2, 0, 1))
        edges = {i: [(int(j), float(far[i, j])) for j in np.flatnonzero(row) if j != i] for i, row in enumerate(seen)}
        path = shortest(edges, 0, 1)
        length = sum(far[a, b] for a, b in itertools.pairwise(path))
        return vertices[path] if path and length <= LONGEST_DETOUR * far[0, 1] else straight
