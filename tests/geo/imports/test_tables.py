"""GeoNames files and tables of places, good and bad."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo import crs
from geo.errors import (
    DamagedFileError,
    GeometryImportError,
    MissingColumnError,
    MissingFileError,
    ShiftedDatumError,
    SwappedAxesError,
    UnknownFormatError,
    WrongRegionError,
)
from geo.imports import run
from geo.imports.plan import Match, Plan

GEONAMES = [
    "1,Liangtian,Liangtian,良田镇|Liangtian Zhen,25.62,113.05,P,PPLA4,CN,,11,,,,0,,100,Asia/Shanghai,2024-01-01",
    "2,Dongjiang Hu,Dongjiang Hu,东江湖,25.83,113.39,H,LK,CN,,11,,,,0,,100,Asia/Shanghai,2023-01-01",
    "3,Leishui,Leishui,耒水,26.0,113.1,H,STM,CN,,11,,,,0,,100,Asia/Shanghai,2023-01-01",
    "4,Beijing,Beijing,北京,39.9,116.4,P,PPLC,CN,,22,,,,0,,50,Asia/Shanghai,2023-01-01",
    "5,Shatian,Shatian,沙田,25.90,113.94,P,PPL,CN,,11,,,,0,,100,Asia/Shanghai,2022-01-01",
]


def _geonames() -> str:
    return "".join("\t".join(line.split(",")).replace("|", ",") + "\n" for line in GEONAMES)


def _row(outcome: run.Outcome, feature_id: str) -> Match:
    (row,) = [row for row in outcome.rows if row.feature_id == feature_id]
    return row


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    def write(rows: list[tuple[object, ...]], columns: str = "名称,经度,纬度", name: str = "地点.csv") -> Path:
        path = tmp_path / name
        pd.DataFrame(rows, columns=columns.split(",")).to_csv(path, index=False)
        return path

    return write


@pytest.mark.parametrize("zipped", [False, True])
def test_geonames(tmp_path: Path, plan: Plan, *, zipped: bool) -> None:
    path = tmp_path / ("CN.zip" if zipped else "CN.txt")
    if zipped:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("readme.txt", "x")
            archive.writestr("CN.txt", _geonames())
    else:
        path.write_text(_geonames(), encoding="utf-8")
    outcome = run.run(path, plan, None)
    assert outcome.elements == 3
    assert outcome.manifest.licence == "CC BY 4.0"
    town = _row(outcome, "cz-town-005")
    assert (town.element_id, town.accuracy_code) == ("geonames 1", "approximate")
    assert _row(outcome, "cz-town-013").element_id == "geonames 5"
    # A river is known by one point only: no match.
    assert _row(outcome, "cz-water-032").status == "unmatched"


def test_geonames_with_other_columns(tmp_path: Path, plan: Plan) -> None:
    path = tmp_path / "CN.txt"
    path.write_text("a\tb\tc\n", encoding="utf-8")
    with pytest.raises(UnknownFormatError, match="19 列"):
        run.run(path, plan, None)


def test_geonames_cut_off(tmp_path: Path, plan: Plan) -> None:
    whole = tmp_path / "whole.zip"
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("CN.txt", _geonames())
    path = tmp_path / "CN.zip"
    path.write_bytes(whole.read_bytes()[:-40])
    with pytest.raises(DamagedFileError, match="损坏"):
        run.run(path, plan, None)


def test_places_by_name_by_id_and_in_gbk(table: Callable[..., Path], plan: Plan) -> None:
    path = table(
        [("良田镇", 113.05, 25.62, "苏仙区", ""), ("某园", 113.23, 25.97, "", "cz-park-049")],
        "名称,经度,纬度,县市区,要素编号",
    )
    path.write_bytes(path.read_text(encoding="utf-8").encode("gbk"))
    outcome = run.run(path, plan, None)
    assert _row(outcome, "cz-town-005").status == "matched"
    park = _row(outcome, "cz-park-049")
    assert (park.status, park.how, park.element_name) == ("matched", "文件写明要素编号", "某园")
    assert outcome.manifest.licence == "自有数据"


@pytest.mark.parametrize("suffix", [".xlsx", ".gpkg", ".geojson"])
def test_other_formats(tmp_path: Path, plan: Plan, suffix: str) -> None:
    path = tmp_path / f"places{suffix}"
    frame = gpd.GeoDataFrame(
        {"name": ["良田镇"], "lon": [113.05], "lat": [25.62]}, geometry=[shapely.Point(113.05, 25.62)], crs="EPSG:4326"
    )
    if suffix == ".gpkg":
        frame = frame.to_crs("EPSG:4547")
    if suffix == ".xlsx":
        import pyogrio  # noqa: PLC0415 - only here

        pyogrio.write_dataframe(pd.DataFrame(frame.drop(columns="geometry")), path, driver="XLSX")
    else:
        frame.to_file(path)
    row = _row(run.run(path, plan, None), "cz-town-005")
    assert row.status == "matched"
    assert row.geometry is not None
    assert row.geometry.distance(shapely.Point(113.05, 25.62)) < 1e-6


def test_duplicate_names_are_named_and_not_taken(table: Callable[..., Path], plan: Plan) -> None:
    outcome = run.run(table([("良田镇", 113.05, 25.62), ("良田镇", 113.06, 25.64)]), plan, None)
    assert [issue.type for issue in outcome.issues] == ["duplicate-name"]
    assert {row.status for row in outcome.rows if row.feature_id == "cz-town-005"} == {"ambiguous"}


def test_a_point_in_another_county_than_the_table_says(table: Callable[..., Path], plan: Plan) -> None:
    outcome = run.run(
        table([("良田镇", 113.6, 25.5, "苏仙区"), ("沙田镇", 113.94, 25.9, "桂东县")], "名称,经度,纬度,县市区"),
        plan,
        None,
    )
    assert [issue.type for issue in outcome.issues] == ["wrong-county"]
    assert _row(outcome, "cz-town-005").status == "unmatched"
    assert _row(outcome, "cz-town-013").status == "matched"


def test_a_bad_row_is_named(table: Callable[..., Path], plan: Plan) -> None:
    outcome = run.run(table([("良田镇", "东经113", 25.62), ("沙田镇", 113.94, 25.9)]), plan, None)
    assert [(issue.type, issue.row) for issue in outcome.issues] == [("bad-row", "第 2 行")]


def test_longitude_and_latitude_exchanged(table: Callable[..., Path], plan: Plan) -> None:
    with pytest.raises(SwappedAxesError, match="颠倒"):
        run.run(table([("良田镇", 25.62, 113.05)]), plan, None)


def test_another_region(table: Callable[..., Path], plan: Plan) -> None:
    with pytest.raises(WrongRegionError, match="本市范围"):
        run.run(table([("良田镇", 116.4, 39.9)]), plan, None)


@pytest.mark.parametrize(("columns", "word"), [("甲,经度,纬度", "名称列"), ("名称,甲,纬度", "坐标列")])
def test_missing_columns(table: Callable[..., Path], plan: Plan, columns: str, word: str) -> None:
    with pytest.raises(MissingColumnError, match=word):
        run.run(table([("良田镇", 113.05, 25.62)], columns), plan, None)


def test_gcj02_by_places_known(table: Callable[..., Path], plan: Plan) -> None:
    known = plan.places[(plan.places["accuracy_code"] == "located") & plan.places["area_code"].str.startswith("4310")]
    true = known[["longitude", "latitude"]].to_numpy()
    good = table([(name, *at) for name, at in zip(known["name_zh"], true, strict=True)])
    run.run(good, plan, None)
    shifted = crs.wgs84_to_gcj02(true)
    bad = table([(name, *at) for name, at in zip(known["name_zh"], shifted, strict=True)])
    with pytest.raises(ShiftedDatumError, match="GCJ-02"):
        run.run(bad, plan, None)


def test_gcj02_by_counties(table: Callable[..., Path], plan: Plan) -> None:
    """Points close inside the line of their county, moved out of it by the offset."""
    rng = np.random.default_rng(1)
    rows = []
    for row in plan.counties.itertuples():
        inside = shapely.get_coordinates(row.geometry.buffer(-0.003).boundary)
        for n, at in enumerate(inside[rng.choice(len(inside), 12, replace=False)]):
            rows.append((f"点{row.area_code}{n}", *at, row.name_zh))
    columns = "名称,经度,纬度,县市区"
    run.run(table(rows, columns), plan, None)
    shifted = crs.wgs84_to_gcj02([row[1:3] for row in rows])
    bad = [(row[0], *at, row[3]) for row, at in zip(rows, shifted, strict=True)]
    with pytest.raises(ShiftedDatumError, match="GCJ-02"):
        run.run(table(bad, columns), plan, None)


def test_a_point_just_beyond_the_line_is_left_to_choose(table: Callable[..., Path], plan: Plan) -> None:
    own = plan.counties.loc[plan.counties["area_code"] == "431003", "geometry"].iloc[0]
    edge = next(
        point
        for point in shapely.get_coordinates(own.buffer(0.002).boundary)
        if plan.counties.geometry.contains(shapely.Point(point)).any()
    )
    outcome = run.run(table([("良田镇", *edge)]), plan, None)
    row = _row(outcome, "cz-town-005")
    assert row.status == "ambiguous"
    assert "拿不准" in row.how


@pytest.mark.parametrize("name", ["a.osm", "a.osm.pbf", "a.csv", "a.xlsx", "a.gpkg", "a.geojson", "a.txt", "a.zip"])
@pytest.mark.parametrize("content", [b"", b"\x00\x01garbage\xff\xfe" * 40])
def test_files_that_are_nothing(tmp_path: Path, plan: Plan, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises((DamagedFileError, GeometryImportError)) as caught:
        run.run(path, plan, None)
    assert caught.value.remedy


def test_unknown_format_and_no_file(tmp_path: Path, plan: Plan) -> None:
    path = tmp_path / "a.doc"
    path.write_text("x")
    with pytest.raises(UnknownFormatError, match="格式"):
        run.run(path, plan, None)
    with pytest.raises(MissingFileError):
        run.run(tmp_path / "none.csv", plan, None)


def test_geojson_without_features(tmp_path: Path, plan: Plan) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": []}))
    with pytest.raises((GeometryImportError, DamagedFileError)):
        run.run(path, plan, None)
