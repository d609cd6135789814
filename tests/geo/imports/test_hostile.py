"""Files with every fault that a user's file has had: a named finding or refusal each, and no traceback."""

import io
import json
import math
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely

from geo.errors import (
    AtlasError,
    DamagedFileError,
    GeometryImportError,
    MissingColumnError,
    ShiftedDatumError,
    SwappedAxesError,
    UnknownFormatError,
    WrongRegionError,
)
from geo.imports import run
from geo.imports.plan import Plan

Make = Callable[[Path], bytes]
GOOD = "名称,经度,纬度\n良田镇,113.05,25.62\n"
TOWN = {
    "type": "Feature",
    "properties": {"name": "良田镇"},
    "geometry": {"type": "Point", "coordinates": [113.05, 25.62]},
}


def text(content: str, encoding: str = "utf-8") -> Make:
    return lambda _: content.encode(encoding)


def raw(content: bytes) -> Make:
    return lambda _: content


def rows(*lines: str, header: str = "名称,经度,纬度") -> Make:
    return text("\n".join((header, *lines)) + "\n")


def collection(*features: object, **more: object) -> Make:
    return text(json.dumps({"type": "FeatureCollection", "features": features, **more}, ensure_ascii=False))


def feature(kind: str, coordinates: object, name: str = "良田镇") -> dict[str, object]:
    return {"type": "Feature", "properties": {"name": name}, "geometry": {"type": kind, "coordinates": coordinates}}


TOWN = feature("Point", [113.05, 25.62])


def archive(**files: bytes | str) -> Make:
    def make(_: Path) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
            for name, content in files.items():
                out.writestr(name.replace("__", "."), content)
        return stream.getvalue()

    return make


def named(entries: dict[str, bytes]) -> Make:
    def make(_: Path) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
            for name, content in entries.items():
                out.writestr(name, content)
        return stream.getvalue()

    return make


def locked(folder: Path) -> bytes:
    """An archive whose entry says that it is encrypted."""
    content = bytearray(archive(CN__txt="x")(folder))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + at] |= 1
    return bytes(content)


def shapefile(*, encoding: str = "utf-8", drop: str = "", cpg: bool = True) -> Make:
    def make(folder: Path) -> bytes:
        work = folder / "shp"
        work.mkdir()
        frame = gpd.GeoDataFrame({"name": ["良田镇"]}, geometry=[shapely.Point(113.05, 25.62)], crs="EPSG:4326")
        pyogrio.write_dataframe(frame, work / "a.shp", encoding=encoding)
        if not cpg:
            (work / "a.cpg").unlink()
            # Byte 29 of a DBF names its encoding too.
            dbf = bytearray((work / "a.dbf").read_bytes())
            dbf[29] = 0
            (work / "a.dbf").write_bytes(dbf)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as out:
            for path in sorted(work.iterdir()):
                if path.suffix != drop:
                    out.write(path, path.name)
        return stream.getvalue()

    return make


def workbook(folder: Path) -> bytes:
    path = folder / "b.xlsx"
    pyogrio.write_dataframe(pd.DataFrame({"name": ["良田镇"], "lon": [113.05], "lat": [25.62]}), path, driver="XLSX")
    pyogrio.write_dataframe(pd.DataFrame({"name": ["别处"]}), path, driver="XLSX", layer="第二", append=False)
    return path.read_bytes()


def package(**more: object) -> Make:
    def make(folder: Path) -> bytes:
        path = folder / "b.gpkg"
        frame = gpd.GeoDataFrame({"name": ["良田镇"]}, geometry=[shapely.Point(113.05, 25.62)], crs="EPSG:4326")
        pyogrio.write_dataframe(frame, path, layer="一", **more)
        return path.read_bytes()

    return make


def vrt(folder: Path) -> bytes:
    """An order to read another file, under an innocent name."""
    secret = folder / "secret.csv"
    secret.write_text("name,lon,lat\n良田镇,113.05,25.62\n", encoding="utf-8")
    return (
        f'<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>{secret}</SrcDataSource></OGRVRTLayer>'
        "</OGRVRTDataSource>"
    ).encode()


def shifted_all(_: Path) -> bytes:
    from geo import crs  # noqa: PLC0415 - only here

    places = pd.read_csv(Path(__file__).parents[3] / "data/places.csv")
    known = places[(places["accuracy_code"] == "located") & (places["place_id"].str.startswith("p-4310"))]
    moved = crs.wgs84_to_gcj02(known[["longitude", "latitude"]].to_numpy())
    lines = [f"{name},{x},{y}" for name, (x, y) in zip(known["name_zh"], moved, strict=True)]
    return ("名称,经度,纬度\n" + "\n".join(lines) + "\n").encode()


def circle(count: int, *more: object) -> Make:
    angles = np.linspace(0, 2 * math.pi, count, endpoint=False)
    ring = [[round(113.05 + 0.01 * math.cos(a), 9), round(25.62 + 0.01 * math.sin(a), 9)] for a in angles]
    return collection(feature("Polygon", [[*ring, ring[0]]], "圆镇"), *more)


BOWTIE = [[[113.04, 25.61], [113.06, 25.63], [113.06, 25.61], [113.04, 25.63], [113.04, 25.61]]]
OSM = '<?xml version="1.0"?><osm version="0.6"><node id="1" lon="113.05" lat="25.62"><tag k="place" v="town"/>'
OSM += '<tag k="name" v="良田镇"/></node></osm>'
BOMB = '<?xml version="1.0"?><!DOCTYPE osm [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
BOMB += '<osm version="0.6">&b;</osm>'

# What is refused as a whole: name of the file, content, error, word in its message.
REFUSED: list[tuple[str, Make, type[AtlasError], str]] = [
    *(
        (f"a{ending}", raw(b""), DamagedFileError, "空的")
        for ending in (".osm", ".pbf", ".csv", ".xlsx", ".gpkg", ".zip", ".txt")
    ),
    ("a.geojson", vrt, UnknownFormatError, "虚拟数据源"),
    ("a.csv", vrt, UnknownFormatError, "虚拟数据源"),
    ("a.gpkg", vrt, UnknownFormatError, "虚拟数据源"),
    ("a.osm", vrt, UnknownFormatError, "虚拟数据源"),
    ("a.xlsx", vrt, UnknownFormatError, "虚拟数据源"),
    ("a.osm", text(BOMB), UnknownFormatError, "XML"),
    ("a.osm", text("<html><body>404</body></html>"), UnknownFormatError, "网页"),
    ("a.osm.pbf", text(OSM), UnknownFormatError, "XML"),
    ("a.osm", raw(b"\x00\x00\x00\x0d\x0a\x09OSMHeader\x18\x7c"), UnknownFormatError, "PBF"),
    ("a.osm.pbf", raw(b"\x00\x00\x00\x0d\x0a\x09OSMHeader\x18\x7c"), DamagedFileError, "无法读取"),
    ("a.osm.pbf", raw(b"\x1f\x8b\x08\x00rest"), UnknownFormatError, "gzip"),
    ("a.osm", text(OSM[:-6]), DamagedFileError, "不完整"),
    ("a.osm", text('<?xml version="1.0"?><osm version="0.6"><node id="1" lon="x"</osm>'), AtlasError, "。"),
    ("a.osm", text(OSM.replace("113.05", "25.62").replace('lat="25.62"', 'lat="89"')), WrongRegionError, "本市范围"),
    ("a.csv", raw(b"PK\x03\x04" + b"\x00" * 60), UnknownFormatError, "压缩包"),
    ("a.csv", raw(b"\x00\x01\x02\x03" * 40), UnknownFormatError, "二进制"),
    ("a.csv", raw(b"\x81\x20\xff\xff\xff,a\n"), DamagedFileError, "GBK"),
    ("a.csv", rows(), DamagedFileError, "没有数据行"),
    ("a.csv", text('名称,经度,纬度\n"良田镇,113.05,25.62\n'), DamagedFileError, "引号"),
    ("a.csv", rows("良田镇,苏仙区,113.05,25.62", "热水镇,汝城县,113.9,25.5"), MissingColumnError, "错位"),
    ("a.csv", rows("良田镇,113.05,25.62", header="名称,名称,纬度"), MissingColumnError, "重复"),
    ("a.csv", rows("良田镇,113.05", header="名称,经度"), MissingColumnError, "坐标列"),
    ("a.csv", rows("良田镇,25.62,113.05"), SwappedAxesError, "颠倒"),
    ("a.csv", rows("良田镇,116.4,39.9"), WrongRegionError, "本市范围"),
    ("a.csv", rows("良田镇,38405123.5,2834567.1"), WrongRegionError, "投影坐标"),
    ("a.csv", rows("良田镇,nan,inf"), GeometryImportError, "没有一行可用"),
    ("a.csv", shifted_all, ShiftedDatumError, "GCJ-02"),
    ("a.csv", text("version https://git-lfs.github.com/spec/v1\n"), UnknownFormatError, "指针"),
    ("a.xlsx", raw(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600), UnknownFormatError, "加密"),
    ("a.xlsx", archive(readme__txt="x"), UnknownFormatError, "工作簿"),
    ("a.xlsx", text(GOOD), UnknownFormatError, "不符"),
    ("a.gpkg", raw(b"SQLite format 3\x00" + b"\x00" * 400), DamagedFileError, "无法读取"),
    ("a.gpkg", text(GOOD), UnknownFormatError, "不符"),
    ("a.geojson", text('{"type":"FeatureCollection","features":[{"type":"Fea'), DamagedFileError, "无法读取"),
    ("a.geojson", text('{"a": 1}'), DamagedFileError, "无法读取"),
    ("a.geojson", collection(), GeometryImportError, "。"),
    (
        "a.geojson",
        collection(feature("Point", [113.05, 25.62]) | {"properties": {"x": 1}}),
        MissingColumnError,
        "名称列",
    ),
    (
        "a.geojson",
        collection(TOWN, crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4547"}}),
        AtlasError,
        "。",
    ),
    ("a.zip", locked, UnknownFormatError, "密码"),
    ("a.zip", named({"../../etc/CN.txt": b"x"}), UnknownFormatError, "包外"),
    ("a.zip", named({"/etc/CN.txt": b"x"}), UnknownFormatError, "包外"),
    ("a.zip", named({"C:\\CN.txt": b"x"}), UnknownFormatError, "包外"),
    ("a.zip", named({"CN.txt": b"0" * 30_000_000}), UnknownFormatError, "压缩比"),
    ("a.zip", named({f"{n}.txt": b"x" for n in range(80)}), UnknownFormatError, "80"),
    ("a.zip", named({"a.txt": b"x", "b.txt": b"y"}), UnknownFormatError, "恰有一个"),
    ("a.zip", named({"a.shp": b"x", "b.shp": b"y"}), UnknownFormatError, "2 个 Shapefile"),
    ("a.zip", shapefile(drop=".dbf"), DamagedFileError, ".dbf"),
    ("a.zip", shapefile(drop=".shx"), DamagedFileError, ".shx"),
    ("a.zip", shapefile(drop=".prj"), GeometryImportError, "坐标系"),
    ("a.zip", named({"a.shp": b"<OGRVRTDataSource/>", "a.shx": b"", "a.dbf": b""}), UnknownFormatError, "虚拟数据源"),
    ("a.txt", text("a\tb\n"), UnknownFormatError, "19 列"),
    ("a.txt", raw(b"\xd0\xcf\xff\xfe\t" * 30), AtlasError, "。"),
    ("a.exe", raw(b"MZ"), UnknownFormatError, "格式"),
]

# What is read with a finding: name, content, the findings, and whether 良田镇 is matched.
FOUND: list[tuple[str, Make, set[str], bool]] = [
    ("a.csv", text(GOOD, "gbk"), {"encoding-guessed"}, True),
    ("a.csv", text(GOOD, "utf-16"), {"encoding-guessed"}, True),
    ("a.csv", text(GOOD.replace(",", ";")), {"separator-guessed"}, True),
    ("a.csv", text(GOOD.replace(",", "\t")), {"separator-guessed"}, True),
    ("a.csv", rows("良田镇,113.05,25.62", "热水镇,汝城,113.9,25.5"), {"shifted-row"}, True),
    ("a.csv", rows("良田镇,113.05,25.62", ",113.9,25.5"), {"bad-row"}, True),
    ("a.csv", rows("良田镇,inf,25.62", "沙田镇,113.94,25.9"), {"bad-row"}, False),
    ("a.csv", rows("良田镇,nan,25.62", "沙田镇,113.94,25.9"), {"bad-row"}, False),
    ("a.csv", rows("良田镇,25.62,113.05", "沙田镇,113.94,25.9"), {"swapped-row"}, False),
    ("a.csv", rows("良田镇,113.05,25.62", "别处,116.4,39.9"), {"outside-city"}, True),
    ("a.csv", rows("良田镇,113.05,25.62", "良田镇,113.06,25.65"), {"duplicate-name"}, False),
    (
        "a.csv",
        rows("良田镇,113.6,25.5,苏仙区", "沙田镇,113.94,25.9,", header="名称,经度,纬度,县市区"),
        {"wrong-county"},
        False,
    ),
    (
        "a.csv",
        rows("=1+1,113.05,25.62", "<img src=x onerror=alert(1)>,113.05,25.62", "良田镇,113.05,25.62"),
        set(),
        True,
    ),
    (
        "a.geojson",
        collection(feature("Polygon", BOWTIE), feature("Point", [113.94, 25.9], "沙田镇")),
        {"broken-geometry"},
        False,
    ),
    ("a.geojson", circle(250_000, TOWN), {"broken-geometry"}, True),
    ("a.geojson", collection(feature("Point", [113.05, 25.62, 500.0])), set(), True),
    (
        "a.geojson",
        collection(TOWN, {"type": "Feature", "properties": {"name": "x"}, "geometry": None}),
        {"bad-row"},
        True,
    ),
    ("a.zip", shapefile(), set(), True),
    ("a.zip", shapefile(encoding="GB18030", cpg=False), {"encoding-guessed"}, True),
    ("a.gpkg", package(), set(), True),
    ("a.xlsx", workbook, {"other-layers"}, True),
    ("a.osm", text(OSM), set(), True),
    ("A.OSM", text(OSM), set(), True),
]


def _brought(tmp_path: Path, name: str, make: Make) -> Path:
    path = tmp_path / name
    path.write_bytes(make(tmp_path))
    return path


@pytest.mark.parametrize(("name", "make", "error", "word"), REFUSED, ids=range(len(REFUSED)))
def test_refused_with_a_reason_and_what_to_do(
    tmp_path: Path, plan: Plan, name: str, make: Make, error: type[AtlasError], word: str
) -> None:
    path = _brought(tmp_path, name, make)
    folder = tmp_path / "user"
    with pytest.raises(error, match=word) as caught:
        run.run(path, plan, folder)
    assert path.name in caught.value.what
    assert caught.value.remedy
    assert not folder.exists()


@pytest.mark.parametrize(("name", "make", "kinds", "matched"), FOUND, ids=range(len(FOUND)))
def test_read_with_findings(
    tmp_path: Path, few: Plan, name: str, make: Make, kinds: set[str], *, matched: bool
) -> None:
    outcome = run.run(_brought(tmp_path, name, make), few, None)
    assert {issue.type for issue in outcome.issues} >= kinds
    assert {issue.type for issue in outcome.issues} <= kinds | {"bad-row", "outside-city"}
    assert all(issue.message and issue.table for issue in outcome.issues)
    status = {row.status for row in outcome.rows if row.feature_id == "cz-town-005"}
    assert (status == {"matched"}) == matched


@pytest.fixture(scope="module")
def few(plan: Plan) -> Plan:
    """The towns only: what is matched is not the question here."""
    return replace(plan, features={"towns": plan.features["towns"]})
