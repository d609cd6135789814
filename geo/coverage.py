"""Holes and overlaps between neighbouring areas: between whom, how large, how wide, and where."""

from collections.abc import Iterator
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo import crs
from geo.measures import area_km2

SMALLEST_KM2 = 1e-6  # a square metre: less is rounding
REACH = 0.001  # degrees, about 100 m: an open gap of up to twice this is a fault, a wider one a coast
SLENDER = 60.0  # perimeter squared over area: a square has 16, a strip of 13 to 1 has 60
NOTCH_KM2 = 0.005
SIDE, TOUCH = 0.25, 1e-9  # share of a gap's edge along an area, and degrees that are no distance
MOST_KM2 = 100.0  # a larger hole is an area that is missing, not a fault between two


@dataclass(frozen=True)
class Fault:
    """One hole or overlap.

    Parameters
    ----------
    kind
        ``hole`` or ``overlap``.
    positions
        Rows of the areas that it lies between.
    km2
        Geodesic area, square kilometres.
    width_m
        Width, metres: of the largest circle in it the diameter.
    longitude, latitude
        The middle of that circle, degrees.
    """

    kind: str
    positions: tuple[int, ...]
    km2: float
    width_m: float
    longitude: float
    latitude: float


def area_of(shape: BaseGeometry) -> float:
    """Geodesic area, square kilometres."""
    return float(area_km2(gpd.GeoSeries([shape], crs=crs.STORAGE)).iloc[0])


def _fault(kind: str, shape: BaseGeometry, positions: tuple[int, ...]) -> Fault | None:
    surface = area_of(shape)
    if surface < SMALLEST_KM2:
        return None
    one = gpd.GeoSeries([shape], crs=crs.STORAGE)
    metric = one.to_crs(crs.local(one.total_bounds))
    radius = metric.maximum_inscribed_circle()
    (middle,) = gpd.GeoSeries.from_xy(*radius.get_coordinates().iloc[:1].to_numpy().T, crs=metric.crs).to_crs(
        crs.STORAGE
    )
    return Fault(kind, positions, surface, 2 * float(radius.length.iloc[0]), float(middle.x), float(middle.y))


def _surfaces(shape: BaseGeometry) -> list[BaseGeometry]:
    return [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon" and part.area]


def _overlaps(shapes: list[BaseGeometry]) -> Iterator[Fault]:
    tree = shapely.STRtree(shapes)
    pairs = tree.query(shapes, predicate="intersects")
    for first, second in zip(*pairs, strict=True):
        if first >= second:
            continue
        for part in _surfaces(shapely.intersection(shapes[first], shapes[second])):
            fault = _fault("overlap", part, (int(first), int(second)))
            if fault is not None:
                yield fault


def _holes(shapes: list[BaseGeometry]) -> Iterator[Fault]:
    whole = shapely.union_all(shapes)
    own = [ring for shape in shapes for part in shapely.get_parts(shape) for ring in part.interiors]
    for part in shapely.get_parts(whole):
        for ring in part.interiors:
            hole = shapely.Polygon(ring)
            # What one area itself leaves out, such as a city within a county, is its own affair.
            if any(shapely.Polygon(inner).equals(hole) for inner in own):
                continue
            touched = tuple(int(i) for i in np.flatnonzero(shapely.intersects(shapes, hole)))
            fault = _fault("hole", hole, touched)
            if fault is not None and fault.km2 <= MOST_KM2:
                yield fault
    yield from _slits(shapes, whole)


def _slits(shapes: list[BaseGeometry], whole: BaseGeometry) -> Iterator[Fault]:
    """Gaps that are open to the outside: long and narrow, and along two areas at once."""
    if shapely.coverage_is_valid(shapes, gap_width=REACH):
        return
    filled = whole.buffer(REACH, quad_segs=2).buffer(-REACH, quad_segs=2)
    rings = [shapely.Polygon(ring) for part in shapely.get_parts(whole) for ring in part.interiors]
    for part in _surfaces(shapely.difference(filled, whole)):
        # Where the line between two areas meets the coast a notch is filled too: small, and no fault.
        if (
            part.length**2 < SLENDER * part.area
            or area_of(part) < NOTCH_KM2
            or any(ring.intersects(part) for ring in rings)
        ):
            continue
        edge = part.boundary
        along = [shapely.length(shapely.intersection(edge, shape.buffer(TOUCH))) / edge.length for shape in shapes]
        touched = tuple(i for i, share in enumerate(along) if share > SIDE)
        if len(touched) > 1 and (fault := _fault("hole", part, touched)) is not None:
            yield fault


def faults(areas: gpd.GeoSeries) -> list[Fault]:
    """Holes and overlaps between areas, largest first.

    Parameters
    ----------
    areas
        Valid polygons in EPSG:4326.
    """
    shapes = [shape for shape in areas if isinstance(shape, BaseGeometry)]
    found = [*_overlaps(shapes), *_holes(shapes)]
    return sorted(found, key=lambda fault: (-fault.km2, fault.kind, fault.positions))
