import numpy as np
import prcoords
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import CRS

from geo import crs
from geo.errors import CRSError

CHINA = (st.floats(73.5, 135.0), st.floats(18.0, 53.5))


@pytest.mark.parametrize(
    ("longitudes", "code", "meridian"),
    [
        ([112.0, 114.0], "EPSG:4547", 114),
        ([112.5, 115.5], "EPSG:4547", 114),
        ([104.2, 105.9], "EPSG:4544", 105),
        ([75.0], "EPSG:4534", 75),
        ([134.0, 135.5], "EPSG:4554", 135),
    ],
)
def test_belt_has_the_central_meridian_nearest_the_data(longitudes: list[float], code: str, meridian: int) -> None:
    assert crs.belt(longitudes) == code
    parameters = {p.name: p.value for p in CRS(code).coordinate_operation.params}
    assert parameters["Longitude of natural origin"] == meridian
    assert parameters["False easting"] == 500000


def test_data_wider_than_a_belt_is_refused() -> None:
    with pytest.raises(CRSError, match="超出中央经线") as raised:
        crs.belt([106.0, 113.9])
    assert "分带" in raised.value.remedy


def test_data_far_from_the_meridian_of_its_middle_is_refused() -> None:
    with pytest.raises(CRSError, match="114°E"):
        crs.belt([111.7, 114.0])


@pytest.mark.parametrize("longitudes", [[26.0, 27.0], [-113.0, -112.0], [138.0, 139.0]])
def test_longitudes_outside_china_are_refused(longitudes: list[float]) -> None:
    with pytest.raises(CRSError, match="经度"):
        crs.belt(longitudes)


@given(*CHINA)
def test_gcj02_shift_equals_the_independent_formula(lon: float, lat: float) -> None:
    expected = prcoords.wgs_gcj((lat, lon))
    shifted = crs.wgs84_to_gcj02([[lon, lat]])[0]
    assert shifted == pytest.approx([expected.lon, expected.lat], abs=1e-7)


@given(*CHINA)
@settings(max_examples=300)
def test_gcj02_round_trip_stays_within_a_millimetre(lon: float, lat: float) -> None:
    back = crs.gcj02_to_wgs84(crs.wgs84_to_gcj02([[lon, lat]]))[0]
    _, _, metres = crs.GEOD.inv(lon, lat, *back)
    assert metres < 0.001


def test_gcj02_shift_of_chenzhou_is_the_measured_610_to_680_metres() -> None:
    points = np.array([[112.4, 25.0], [113.0, 25.8], [113.9, 26.7]])
    shifted = crs.wgs84_to_gcj02(points)
    _, _, metres = crs.GEOD.inv(*points.T, *shifted.T)
    assert ((metres > 600) & (metres < 690)).all()


def test_many_points_shift_as_each_alone() -> None:
    points = [[113.0, 25.8], [112.5, 27.9], [104.0, 30.7]]
    together = crs.wgs84_to_gcj02(points)
    assert together.shape == (3, 2)
    assert np.array_equal(together, np.vstack([crs.wgs84_to_gcj02([point]) for point in points]))
