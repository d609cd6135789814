from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest
import shapely

from geo import crs, frames
from geo.errors import MissingFileError, UnknownCityError
from geo.frames import Frames
from geo.issues import Issue, Severity
from geo.paths import DataPaths
from tests import planting
from tests.tiny.package import squares
from tests.tiny.rows import CITY, FEATURES, JIA, OTHER_CITY

Load = Callable[[], Frames]


def errors(loaded: Frames) -> list[Issue]:
    return [issue for issue in loaded.issues if issue.severity == Severity.ERROR]


def test_city_is_loaded_whole(tiny_frames: Frames) -> None:
    assert (tiny_frames.city_name_zh, tiny_frames.boundary_origin) == ("虚州市", "shipped")
    assert tiny_frames.version == tiny_frames.tables.package.version
    assert {name: len(frame) for name, frame in tiny_frames.features.items() if len(frame)} == {
        name: len(rows) for name, rows in FEATURES.items()
    }
    assert set(tiny_frames.features) == set(tiny_frames.tables.package.feature_tables)
    assert tiny_frames.components["structure_zh"].value_counts().to_dict() == {"一核两轴": 4, "三点": 2}
    assert not errors(tiny_frames)


def test_rows_of_a_county_come_in_the_order_of_the_text(tiny_frames: Frames) -> None:
    assert tiny_frames.industries["industry_zh"].tolist() == ["电子信息", "特色农业"]
    assert tiny_frames.roles["area_code"].tolist() == [JIA]


def test_city_without_a_plan_has_its_counties_and_no_rows(tiny: DataPaths) -> None:
    other = frames.load(tiny, OTHER_CITY)
    assert other.counties["name_zh"].tolist() == ["远县"]
    assert all(frame.empty for frame in other.features.values())
    tables = (other.components, other.structures, other.roles, other.industries, other.indicators)
    assert all(frame.empty for frame in tables)


def test_unknown_city_is_refused_with_those_that_are_known(tiny: DataPaths) -> None:
    for code in ("999999", JIA):
        with pytest.raises(UnknownCityError, match=code) as raised:
            frames.load(tiny, code)
        assert "990100、990200" in raised.value.remedy


def test_missing_descriptor_stops_the_load(tiny: DataPaths) -> None:
    tiny.package.unlink()
    with pytest.raises(MissingFileError):
        frames.load(tiny, CITY)


@pytest.mark.parametrize(
    "file",
    ["places.csv", "projects/parks.csv", "projects/feature_areas.csv", "projects/indicators.csv", "sources.csv"],
)
def test_any_missing_table_is_an_issue_and_the_rest_loads(tiny: DataPaths, load_tiny: Load, file: str) -> None:
    (tiny.root / file).unlink()
    loaded = load_tiny()
    assert [issue.type for issue in errors(loaded) if issue.row == file] == ["missing-file"]
    assert len(loaded.counties) == 4
    assert set(loaded.features) == set(loaded.tables.package.feature_tables)


def test_missing_boundary_file_leaves_rows_without_shape_but_counted(tiny: DataPaths, load_tiny: Load) -> None:
    tiny.boundary(CITY).unlink()
    loaded = load_tiny()
    assert [issue.type for issue in errors(loaded)] == ["boundary-refused"]
    assert loaded.counties.empty
    parks = loaded.features["parks"].set_index("feature_id")
    assert parks.loc["xz-park-001", "accuracy_code"] == "unlocated"
    assert parks.loc["xz-park-004", "accuracy_code"] == "approximate"
    assert len(parks) == 4


def test_own_boundary_is_used_and_named(tiny: DataPaths) -> None:
    path = tiny.root / "own.gpkg"
    metric = squares(CITY).to_crs(4547)
    metric.assign(geometry=metric.translate(50.0, 0.0)).to_file(path, engine="pyogrio")
    loaded = frames.load(replace(tiny, boundary_file=path), CITY)
    assert loaded.boundary_origin == "own.gpkg"
    assert not errors(loaded)
    assert loaded.counties.total_bounds[0] == pytest.approx(113.0005, abs=2e-5)


def test_refused_own_boundary_falls_back_to_the_shipped_one_and_says_so(tiny: DataPaths) -> None:
    path = tiny.root / "own.gpkg"
    own = squares(CITY)
    own["geometry"] = shapely.transform(own.geometry.to_numpy(), crs.wgs84_to_gcj02)
    own.to_file(path, engine="pyogrio")
    loaded = frames.load(replace(tiny, boundary_file=path), CITY)
    assert loaded.boundary_origin == "shipped"
    assert loaded.counties.total_bounds[0] == 113.0
    (issue,) = errors(loaded)
    assert (issue.table, issue.type) == ("own.gpkg", "boundary-refused")
    assert "GCJ-02" in issue.message
    assert "暂用自带边界" in issue.message


def test_missing_own_boundary_falls_back_too(tiny: DataPaths) -> None:
    loaded = frames.load(replace(tiny, boundary_file=tiny.root / "no.gpkg"), CITY)
    assert loaded.boundary_origin == "shipped"
    assert [issue.table for issue in errors(loaded)] == ["no.gpkg"]


def test_bad_row_is_an_issue_of_the_city_and_the_other_rows_are_located(tiny: DataPaths, load_tiny: Load) -> None:
    planting.change(tiny.root / "projects/parks.csv", lambda row: row["feature_id"] == "xz-park-002", source_id="")
    loaded = load_tiny()
    assert ("parks", "xz-park-002", "row-without-source") in {(i.table, i.row, i.type) for i in errors(loaded)}
    assert loaded.features["parks"]["feature_id"].tolist() == ["xz-park-001", "xz-park-003", "xz-park-004"]


def test_names_of_counties_and_sources_in_both_languages(tiny_frames: Frames) -> None:
    assert tiny_frames.county_name(JIA) == "甲县"
    assert tiny_frames.county_name(JIA, "en") == "Jia County"
    assert tiny_frames.county_name("990201") == "远县"
    assert tiny_frames.county_name("000000") == "000000"
    assert tiny_frames.source_titles() == {"xz-plan": "虚州规划"}
    assert tiny_frames.source_titles("en") == {"xz-plan": "Xu City plan"}


def test_cities_are_listed_in_the_order_of_the_table(tiny_frames: Frames) -> None:
    assert frames.city_codes(tiny_frames.tables) == [CITY, OTHER_CITY]
    assert isinstance(tiny_frames.tables["areas"], pd.DataFrame)
