"""Errors planted in a copy of the shipped tables, each caught by the check that is for it."""

import geopandas as gpd

from geo import checks, frames
from geo.frames import Frames
from geo.paths import DataPaths
from tests import planting
from tests.contracts.names import named_after_counties


def found(copy: DataPaths, counties: gpd.GeoDataFrame) -> set[tuple[str, str, str]]:
    """Issues of a copy that the shipped tables do not have."""

    def keys(paths: DataPaths) -> set[tuple[str, str, str]]:
        data = frames.load_tables(paths)
        issues = [*data.issues, *checks.cross_table(data, counties)]
        return {(issue.table, issue.row, issue.type) for issue in issues}

    return keys(copy) - keys(DataPaths())


def test_component_dropped_from_a_counted_group(copy: DataPaths, chenzhou: Frames) -> None:
    planting.drop(copy.root / "projects/components.csv", lambda row: row["component_id"] == "cz-s02-06")
    assert ("components", "cz-s02/三点", "count-differs") in found(copy, chenzhou.counties)


def test_member_that_belongs_to_no_component(copy: DataPaths, chenzhou: Frames) -> None:
    path = copy.root / "projects/component_members.csv"
    planting.change(path, lambda row: row["component_id"] == "cz-s02-04", component_id="cz-s02-99")
    assert found(copy, chenzhou.counties) == {("component_members", "cz-s02-99/1", "unknown-reference")}


def test_link_moved_to_another_county(copy: DataPaths) -> None:
    path = copy.root / "projects/feature_areas.csv"
    planting.change(path, lambda row: row["feature_id"] == "cz-energy-002", area_code="431021")
    wrong = [row for row in named_after_counties(frames.load_tables(copy), {"431024": "嘉禾县"}) if not row.basis]
    assert [row.feature for row in wrong] == ["嘉禾县城镇生活垃圾焚烧发电厂"]


def test_county_code_with_two_digits_swapped(copy: DataPaths, chenzhou: Frames) -> None:
    path = copy.root / "projects/feature_areas.csv"
    planting.change(path, lambda row: row["feature_id"] == "cz-water-001", area_code="431202")
    assert found(copy, chenzhou.counties) == {("feature_areas", "cz-water-001/431202", "unknown-county")}


def test_range_turned_round(copy: DataPaths, chenzhou: Frames) -> None:
    path = copy.root / "projects/indicators.csv"
    planting.change(path, lambda row: row["indicator_id"] == "cz-ind-160", value_min="85", value_max="80")
    assert ("indicators", "cz-ind-160", "range-reversed") in found(copy, chenzhou.counties)


def test_seat_moved_into_the_neighbouring_county(copy: DataPaths, chenzhou: Frames) -> None:
    path = copy.root / "places.csv"
    planting.change(path, lambda row: row["place_id"] == "p-431021-seat", area_code="431024")
    assert found(copy, chenzhou.counties) == {("places", "p-431021-seat", "place-outside")}


def test_longitude_and_latitude_of_a_place_swapped(copy: DataPaths, chenzhou: Frames) -> None:
    path = copy.root / "places.csv"
    planting.change(path, lambda row: row["place_id"] == "p-431021-seat", longitude="25.75718", latitude="112.72881")
    assert ("places", "p-431021-seat", "out-of-range") in found(copy, chenzhou.counties)


def test_row_without_a_source(copy: DataPaths, chenzhou: Frames) -> None:
    path = copy.root / "projects/enterprises.csv"
    planting.change(path, lambda row: row["feature_id"] == "cz-firm-002", source_id="")
    assert ("enterprises", "cz-firm-002", "row-without-source") in found(copy, chenzhou.counties)
