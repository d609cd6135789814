"""A part of the ground on a part of the paper: the belt, the scale, true north."""

import math
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyproj
import shapely

from geo import crs
from geo.errors import LayerError
from layers.model import MapView
from layers.render.print.canvas import Box

PADDING = 0.02  # of the frame, on each side
_NICE = (1, 1.1, 1.2, 1.25, 1.3, 1.4, 1.5, 1.6, 1.75, 1.8, 2, 2.25, 2.5, 2.75, 3, 3.5, 4, 4.5, 5, 5.5, 6, 7, 8, 9, 10)


def nice_scale(denominator: float) -> int:
    """The next rounder denominator that is not smaller: 1:1,086,000 becomes 1:1,100,000."""
    power = 10.0 ** math.floor(math.log10(denominator))
    step = next(step for step in _NICE if step * power >= denominator * (1 - 1e-9))
    return round(step * power)


@cache
def transformer(source: str, target: str) -> pyproj.Transformer:
    """A change of system, longitude or easting first; making one takes a good part of a second."""
    return pyproj.Transformer.from_crs(source, target, always_xy=True)


@dataclass(frozen=True)
class Ground:
    """Where the ground lies on the paper.

    Parameters
    ----------
    code
        EPSG code of the 3-degree belt.
    box
        Part of the paper, millimetres.
    metres
        Grid metres in a millimetre of paper; a thousandth of the scale's denominator.
    east, north
        Grid coordinates of the middle of the box, metres.
    """

    code: str
    box: Box
    metres: float
    east: float
    north: float

    @property
    def middle(self) -> tuple[float, float]:
        """Longitude and latitude of the middle, degrees."""
        lon, lat = transformer(self.code, crs.STORAGE).transform(self.east, self.north)
        return float(lon), float(lat)

    def _factors(self) -> Any:  # noqa: ANN401  # pyproj's factors carry no public type
        return pyproj.Proj(self.code).get_factors(*self.middle)

    @property
    def grid_scale(self) -> float:
        """Grid metres in a true metre at the middle; 1 on the central meridian."""
        return float(self._factors().meridional_scale)

    @property
    def convergence(self) -> float:
        """Angle from true north to grid north at the middle, degrees, clockwise positive."""
        return float(self._factors().meridian_convergence)

    @property
    def denominator(self) -> float:
        """True metres on the ground for a metre of paper, at the middle."""
        return self.metres * 1000 / self.grid_scale

    def on_paper(self, kilometres: float) -> float:
        """Millimetres that a true distance takes at the middle."""
        return kilometres * 1000 * self.grid_scale / self.metres

    def project(self, shapes: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Shapes in EPSG:4326 to millimetres of paper."""
        forth = transformer(crs.STORAGE, self.code)
        x, y = (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2

        def place(lonlat: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
            easting, northing = forth.transform(lonlat[:, 0], lonlat[:, 1])
            return np.column_stack([x + (easting - self.east) / self.metres, y + (northing - self.north) / self.metres])

        placed: npt.NDArray[Any] = shapely.transform(shapes, place)
        return placed

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """One position to millimetres of paper."""
        spot = self.project(np.array([shapely.Point(lon, lat)]))[0]
        return float(spot.x), float(spot.y)


def wanted_bounds(view: MapView) -> tuple[float, float, float, float]:
    """West, south, east, north of what a map shows: its extent, its counties, else its features.

    Raises
    ------
    LayerError
        There is nothing to draw.
    """
    if view.extent is not None:
        return view.extent
    if len(view.counties.frame):
        west, south, east, north = (float(value) for value in view.counties.frame.total_bounds)
        return west, south, east, north
    boxes = [layer.frame.total_bounds for layer in view.shown() if len(layer.frame)]
    if not boxes:
        msg = "图上没有可画的内容：没有县级边界，所选图层也没有要素。"
        raise LayerError(msg, "恢复边界文件，或打开有要素的图层。")
    stacked = np.array(boxes)
    west, south = stacked[:, :2].min(axis=0) - 0.05
    east, north = stacked[:, 2:].max(axis=0) + 0.05
    return float(west), float(south), float(east), float(north)


def belt_of(view: MapView) -> str:
    """EPSG code of the 3-degree belt of the city, or of the extent where no boundary is known.

    Raises
    ------
    CRSError
        No belt holds the map.
    """
    bounds = wanted_bounds(view)
    if view.extent is None or not len(view.counties.frame):
        return crs.belt([bounds[0], bounds[2]])
    city = view.counties.frame.total_bounds
    code = crs.belt([city[0], city[2]])
    meridian = crs.meridian_of(code)
    if meridian is not None:
        crs.check_reach([bounds[0], bounds[2]], meridian)
    return code


def fit(view: MapView, box: Box, *, nice: bool = False) -> Ground:
    """The ground that a map shows, as large as fits into a box.

    Parameters
    ----------
    view
        The map.
    box
        Part of the paper, millimetres.
    nice
        Whether the scale is a round one.

    Raises
    ------
    CRSError
        The extent lies outside the belt of the city.
    LayerError
        There is nothing to draw.
    """
    code = belt_of(view)
    forth = transformer(crs.STORAGE, code)
    if view.extent is None and len(view.counties.frame):
        west, south, east, north = view.counties.frame.to_crs(code).total_bounds
    else:
        west, south, east, north = forth.transform_bounds(*wanted_bounds(view), densify_pts=21)
    room = 1 - 2 * PADDING
    metres = max((east - west) / (box[2] - box[0]), (north - south) / (box[3] - box[1])) / room
    middle_east, middle_north = (west + east) / 2, (south + north) / 2
    found = Ground(code, box, float(metres), float(middle_east), float(middle_north))
    if nice:
        exact = nice_scale(found.denominator) * found.grid_scale / 1000
        found = Ground(code, box, exact, found.east, found.north)
    return found
