"""Holes and overlaps between counties are found, also where no vertex differs, and nothing else is."""

import geopandas as gpd
import pytest
import shapely

from geo.coverage import Fault, faults
from geo.crs import STORAGE

WEST, EAST, NORTH = (
    shapely.box(113, 26, 113.2, 26.2),
    shapely.box(113.2, 26, 113.4, 26.2),
    shapely.box(113, 26.2, 113.4, 26.4),
)
CUT = shapely.Polygon([(113, 26), (113.2, 26), (113.2, 26.199), (113.199, 26.2), (113, 26.2)])


def found(*shapes: shapely.Geometry) -> list[Fault]:
    return faults(gpd.GeoSeries(list(shapes), crs=STORAGE))


def test_neighbours_that_fit_have_no_fault() -> None:
    assert found(WEST, EAST, NORTH) == []  # the north has no vertex where west and east meet


def test_overlap() -> None:
    (fault,) = found(WEST, shapely.box(113.199, 26, 113.4, 26.2), NORTH)
    assert (fault.kind, fault.positions) == ("overlap", (0, 1))
    assert fault.width_m == pytest.approx(100, abs=1)
    assert fault.km2 == pytest.approx(0.1 * 22.16, rel=0.01)
    assert 113.199 < fault.longitude < 113.2


def test_hole_where_three_meet_though_every_vertex_has_its_match() -> None:
    (fault,) = found(CUT, EAST, NORTH)
    assert (fault.kind, fault.positions) == ("hole", (0, 1, 2))
    assert fault.km2 == pytest.approx(0.1 * 0.1108 / 2, rel=0.01)
    assert fault.longitude == pytest.approx(113.2, abs=1e-3)
    assert fault.latitude == pytest.approx(26.2, abs=1e-3)


def test_gap_that_is_open_to_the_outside() -> None:
    (fault,) = found(WEST, shapely.box(113.201, 26, 113.4, 26.2), NORTH)
    assert (fault.kind, fault.positions) == ("hole", (0, 1))
    assert fault.width_m == pytest.approx(100, rel=0.05)


def test_a_city_within_a_county_is_no_hole() -> None:
    ring = shapely.box(113, 26, 113.4, 26.4).difference(shapely.box(113.1, 26.1, 113.2, 26.2))
    assert found(ring) == []
    assert found(ring, shapely.box(113.1, 26.1, 113.2, 26.2)) == []
