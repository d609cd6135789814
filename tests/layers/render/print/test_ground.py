from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.crs import GEOD
from geo.errors import CRSError, LayerError
from layers.model import MapView
from layers.render.print.furniture import bar_length, degrees_words
from layers.render.print.ground import Ground, fit, nice_scale, transformer

BOX = (10.0, 10.0, 210.0, 150.0)


def test_the_map_lies_in_the_three_degree_belt_and_fills_its_box(tiny_view: MapView) -> None:
    ground = fit(tiny_view, BOX)
    assert ground.code == "EPSG:4547"
    x0, y0, x1, y1 = shapely.total_bounds(ground.project(tiny_view.counties.frame.geometry.to_numpy()))
    assert x0 >= BOX[0]
    assert y0 >= BOX[1]
    assert x1 <= BOX[2]
    assert y1 <= BOX[3]
    assert max((x1 - x0) / 200, (y1 - y0) / 140) > 0.9


@pytest.mark.parametrize(
    ("lon", "lat", "belt"), [(113.03, 25.78, "EPSG:4547"), (112.0, 27.8, "EPSG:4547"), (116.0, 25.0, "EPSG:4548")]
)
def test_a_scale_bar_is_true_on_the_ground(lon: float, lat: float, belt: str) -> None:
    east, north = transformer("EPSG:4326", belt).transform(lon, lat)
    ground = Ground(belt, BOX, 900.0, east, north)
    length = bar_length(ground, 60)
    half = ground.on_paper(length) / 2 * ground.metres
    back = transformer(belt, "EPSG:4326")
    (west_lon, west_lat), (east_lon, east_lat) = (back.transform(east + step, north) for step in (-half, half))
    _, _, metres = GEOD.inv(west_lon, west_lat, east_lon, east_lat)
    assert metres / 1000 == pytest.approx(length, rel=0.0005)


@pytest.mark.parametrize(("lon", "sign"), [(113.0, -1), (115.0, 1)])
def test_convergence_is_the_angle_from_true_north_to_grid_north(lon: float, sign: int) -> None:
    east, north = transformer("EPSG:4326", "EPSG:4547").transform(lon, 26.0)
    ground = Ground("EPSG:4547", BOX, 900.0, east, north)
    up = transformer("EPSG:4547", "EPSG:4326").transform(east, north + 1000)
    azimuth, _, _ = GEOD.inv(lon, 26.0, *up)
    assert ground.convergence == pytest.approx(azimuth, abs=1e-4)
    assert np.sign(ground.convergence) == sign


def test_extent_chooses_the_part_and_keeps_the_belt_of_the_city(tiny_view: MapView) -> None:
    west, south, _, north = tiny_view.bounds
    ground = fit(replace(tiny_view, extent=(west, south, west + 0.1, north)), BOX)
    assert ground.code == fit(tiny_view, BOX).code
    lon, _ = ground.middle
    assert lon == pytest.approx(west + 0.05, abs=0.01)


def test_an_extent_outside_of_the_belt_is_refused(tiny_view: MapView) -> None:
    with pytest.raises(CRSError, match="3 度带"):
        fit(replace(tiny_view, extent=(118.0, 25.0, 119.0, 26.0)), BOX)


def test_without_boundary_the_features_give_the_extent(tiny_view: MapView) -> None:
    bare = replace(tiny_view.counties, frame=tiny_view.counties.frame.iloc[:0])
    ground = fit(replace(tiny_view, counties=bare), BOX)
    shapes = [shape for layer in tiny_view.shown() for shape in ground.project(layer.frame.geometry.to_numpy())]
    assert all(shapely.box(*BOX).buffer(0.01).contains(shape) for shape in shapes)


def test_nothing_at_all_is_refused(tiny_view: MapView) -> None:
    bare = replace(tiny_view.counties, frame=tiny_view.counties.frame.iloc[:0])
    with pytest.raises(LayerError):
        fit(replace(tiny_view, counties=bare, visible=()), BOX)


@given(st.floats(100, 5e7))
def test_a_nice_scale_is_a_little_smaller_and_round(denominator: float) -> None:
    found = nice_scale(denominator)
    assert denominator * 0.999 <= found <= denominator * 1.17
    assert len(str(found).rstrip("0")) <= 3


@pytest.mark.parametrize(("value", "words"), [(113.0, "113°"), (113.5, "113°30′"), (25 + 1 / 12, "25°05′")])
def test_degrees_are_written_with_minutes(value: float, words: str) -> None:
    assert degrees_words(value) == words
