"""Boundary files that can be used; those that are refused are in test_boundaries_refused."""

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo import crs
from geo.boundaries import Boundaries, counties_of, read_boundaries
from geo.boundary_checks import measured_shift
from geo.errors import BoundaryError
from geo.frames import Frames
from geo.issues import Severity
from tests.tiny.package import square, squares
from tests.tiny.rows import BING, CITY, JIA, YI

CODES = ["990101", "990102", "990103", "990104"]
NAMES = ["甲县", "乙县", "丙区", "丁区"]


@pytest.fixture(scope="session")
def areas(tiny_frames: Frames) -> pd.DataFrame:
    return tiny_frames.tables["areas"]


def read_own(path: Path, areas: pd.DataFrame) -> Boundaries:
    """A user's file, measured against the shipped squares."""
    found = read_boundaries(path, areas, CITY, reference=squares(CITY))
    assert found.origin == path.name
    assert found.frame.crs.to_string() == crs.STORAGE
    return found


def save(frame: gpd.GeoDataFrame, path: Path, **options: str) -> Path:
    frame.to_file(path, engine="pyogrio", **options)
    return path


def test_counties_of_a_city_come_in_the_order_of_the_table(areas: pd.DataFrame) -> None:
    assert counties_of(areas, CITY)["area_code"].tolist() == CODES
    assert counties_of(areas, "990900").empty


def test_shipped_file_is_read_whole_and_without_issues(areas: pd.DataFrame, tmp_path: Path) -> None:
    found = read_boundaries(save(squares(CITY), tmp_path / "a.geojson"), areas, CITY)
    assert found.origin == "shipped"
    assert not found.issues
    assert found.frame["area_code"].tolist() == CODES
    assert found.frame["name_zh"].tolist() == NAMES


def test_counties_are_matched_by_code_whatever_the_column_is_called(areas: pd.DataFrame, tmp_path: Path) -> None:
    own = squares(CITY).rename(columns={"area_code": "PAC"}).drop(columns=["name_zh", "name_en"])
    found = read_own(save(own.iloc[::-1], tmp_path / "own.geojson"), areas)
    assert found.frame["area_code"].tolist() == CODES
    assert found.frame.geometry.geom_equals(squares(CITY).geometry).all()
    assert not found.issues


def test_codes_stored_as_numbers_are_matched(areas: pd.DataFrame, tmp_path: Path) -> None:
    own = squares(CITY)[["area_code", "geometry"]].assign(area_code=lambda frame: frame["area_code"].astype(float))
    assert read_own(save(own, tmp_path / "own.gpkg"), areas).frame["area_code"].tolist() == CODES


def test_counties_are_matched_by_name_where_no_code_is(areas: pd.DataFrame, tmp_path: Path) -> None:
    own = squares(CITY)[["name_zh", "geometry"]].rename(columns={"name_zh": "县名"})
    own["县名"] = own["县名"] + " "
    found = read_own(save(own, tmp_path / "own.geojson"), areas)
    assert found.frame["area_code"].tolist() == CODES
    assert found.frame["name_zh"].tolist() == NAMES


def test_shapefile_in_gbk_is_read_by_its_cpg(areas: pd.DataFrame, tmp_path: Path) -> None:
    own = squares(CITY)[["name_zh", "geometry"]]
    path = save(own, tmp_path / "own.shp", encoding="GBK")
    assert path.with_suffix(".cpg").read_text(encoding="ascii") == "GBK"
    assert "甲县".encode("gbk") in path.with_suffix(".dbf").read_bytes()
    assert read_own(path, areas).frame["area_code"].tolist() == CODES


def test_shapefile_in_gbk_without_cpg_is_matched_by_code(areas: pd.DataFrame, tmp_path: Path) -> None:
    path = save(squares(CITY)[["area_code", "name_zh", "geometry"]], tmp_path / "own.shp", encoding="GBK")
    path.with_suffix(".cpg").unlink()
    assert read_own(path, areas).frame["name_zh"].tolist() == NAMES


@pytest.mark.parametrize("epsg", [4547, 4490])
def test_other_reference_systems_are_converted(areas: pd.DataFrame, tmp_path: Path, epsg: int) -> None:
    own = squares(CITY).to_crs(epsg)
    found = read_own(save(own, tmp_path / "own.gpkg"), areas)
    assert not found.issues
    apart = found.frame.geometry.to_crs(4547).hausdorff_distance(squares(CITY).geometry.to_crs(4547))
    assert (apart < 0.01).all()


def test_county_in_several_parts_is_put_together(areas: pd.DataFrame, tmp_path: Path) -> None:
    own = squares(CITY)
    west, south, east, north = own.geometry.iloc[0].bounds
    middle = (west + east) / 2
    halves = [shapely.box(west, south, middle, north), shapely.box(middle, south, east, north)]
    parts = gpd.GeoDataFrame({"area_code": [JIA, JIA]}, geometry=halves, crs=crs.STORAGE)
    found = read_own(save(pd.concat([own.iloc[1:], parts]), tmp_path / "own.gpkg"), areas)
    assert found.frame["area_code"].tolist() == CODES
    assert found.frame.geometry.iloc[0].equals(own.geometry.iloc[0])


def test_features_of_other_places_are_named_and_not_used(areas: pd.DataFrame, tmp_path: Path) -> None:
    codes = [f"88010{n}" for n in range(7)]
    others = gpd.GeoDataFrame({"area_code": codes}, geometry=[shapely.box(120, 30, 121, 31)] * 7, crs=crs.STORAGE)
    found = read_own(save(pd.concat([squares(CITY), others]), tmp_path / "own.geojson"), areas)
    (issue,) = found.issues
    assert (issue.type, issue.severity) == ("feature-unmatched", Severity.NOTICE)
    assert "7 个要素" in issue.message
    assert "880104 等" in issue.message
    assert found.frame["area_code"].tolist() == CODES


def test_county_that_the_file_lacks_is_named(areas: pd.DataFrame, tmp_path: Path) -> None:
    found = read_own(save(squares(CITY).iloc[[0, 1, 3]], tmp_path / "own.geojson"), areas)
    (issue,) = found.issues
    assert (issue.row, issue.type, issue.severity) == ("990103", "county-missing", Severity.ERROR)
    assert "丙区" in issue.message
    assert found.frame["area_code"].tolist() == ["990101", "990102", "990104"]


def test_county_without_geometry_counts_as_missing(areas: pd.DataFrame, tmp_path: Path) -> None:
    own = squares(CITY)
    own.loc[1, "geometry"] = None
    found = read_own(save(own, tmp_path / "own.geojson"), areas)
    assert [(issue.row, issue.type) for issue in found.issues] == [(YI, "county-missing")]
    assert len(found.frame) == 3


@pytest.mark.parametrize(("west", "kind"), [(113.15, "coverage-overlap"), (113.25, "broken-coverage")])
def test_overlap_and_gap_are_reported(areas: pd.DataFrame, tmp_path: Path, west: float, kind: str) -> None:
    own = squares(CITY)
    own.loc[1, "geometry"] = shapely.box(west, 26.2, 113.4, 26.4)
    types = {issue.type for issue in read_own(save(own, tmp_path / "own.geojson"), areas).issues}
    assert types == {kind, "area-differs"}


def test_ring_that_crosses_itself_is_reported_for_its_county(areas: pd.DataFrame, tmp_path: Path) -> None:
    own = squares(CITY)
    bowtie = shapely.Polygon([(113.2, 26.2), (113.4, 26.4), (113.4, 26.2), (113.2, 26.4)])
    own.loc[1, "geometry"] = bowtie
    issues = read_own(save(own, tmp_path / "own.gpkg"), areas).issues
    (invalid,) = [issue for issue in issues if issue.type == "invalid-geometry"]
    assert (invalid.row, invalid.severity) == (YI, Severity.WARNING)
    assert "乙县" in invalid.message


def test_area_off_the_official_figure_is_reported_with_both(areas: pd.DataFrame, tmp_path: Path) -> None:
    path = save(squares(CITY), tmp_path / "own.geojson")
    official = areas["official_area_km2"].where(areas["area_code"] != JIA, 500.0)
    (issue,) = read_own(path, areas.assign(official_area_km2=official)).issues
    assert (issue.row, issue.type, issue.severity) == (JIA, "area-differs", Severity.WARNING)
    assert "443" in issue.message
    assert "500" in issue.message
    assert "-11.5%" in issue.message


def test_area_is_not_judged_where_no_official_figure_is_known(areas: pd.DataFrame, tmp_path: Path) -> None:
    path = save(squares(CITY), tmp_path / "own.geojson")
    unknown = areas.assign(official_area_km2=float("nan"))
    assert not read_own(path, unknown).issues


def test_shift_is_measured_in_metres_east_and_north() -> None:
    reference = squares(CITY)
    metric = reference.to_crs(crs.local(reference.total_bounds))
    moved = metric.assign(geometry=metric.translate(120.0, -45.0)).to_crs(crs.STORAGE)
    assert measured_shift(moved, reference) == pytest.approx((120.0, -45.0), abs=0.01)


def test_one_county_drawn_differently_is_no_shift() -> None:
    reference = squares(CITY)
    own = reference.copy()
    own.loc[0, "geometry"] = shapely.box(113.1, 26.3, 113.2, 26.4)
    assert measured_shift(own, reference) == pytest.approx((0.0, 0.0), abs=0.01)


def test_holes_and_overlaps_name_counties_size_and_place(areas: pd.DataFrame, tmp_path: Path) -> None:
    frame = squares(CITY)
    frame.loc[frame["area_code"] == JIA, "geometry"] = square(JIA).buffer(0.002, join_style="mitre")
    frame.to_file(tmp_path / "own.geojson")
    found = read_boundaries(tmp_path / "own.geojson", areas, CITY, reference=squares(CITY))
    overlaps = [issue for issue in found.issues if issue.type == "coverage-overlap"]
    assert {issue.row for issue in overlaps} >= {f"{JIA}/{YI}", f"{JIA}/{BING}"}
    assert all("平方" in issue.message and "°E" in issue.message and "甲县" in issue.message for issue in overlaps)


def test_exchanged_codes_are_refused(areas: pd.DataFrame, tmp_path: Path) -> None:
    frame = squares(CITY)
    frame.to_file(tmp_path / "good.geojson")
    assert read_boundaries(tmp_path / "good.geojson", areas, CITY, reference=squares(CITY)).origin == "good.geojson"
    frame["area_code"] = frame["area_code"].replace({JIA: YI, YI: JIA})
    frame.to_file(tmp_path / "both.geojson")
    with pytest.raises(BoundaryError, match=r"不一致.*应为乙县，写作甲县"):
        read_boundaries(tmp_path / "both.geojson", areas, CITY, reference=squares(CITY))
    frame.drop(columns="name_zh").to_file(tmp_path / "codes.geojson")
    with pytest.raises(BoundaryError, match="乙县（990102）画在甲县的位置"):
        read_boundaries(tmp_path / "codes.geojson", areas, CITY, reference=squares(CITY))
