"""Every layer of 郴州 in every format: what is written is what is read."""

import io
import sqlite3
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd
import pyogrio
import pytest

from geo import frames
from geo.errors import ExportError
from geo.paths import DataPaths
from layers.compose import compose
from layers.export import everything, formats, geojson, qml, readback
from layers.export.csv import coordinates
from layers.export.gpkg import FIELDS, SOURCES, STYLES, tables
from layers.export.reference import Reference, resolve
from layers.export.spreadsheet import unguarded
from layers.export.table import Request, export_frame
from layers.messages import Messages
from layers.model import Layer, MapView

T = Messages("zh")
BELTS = ["EPSG:4326", "EPSG:4490", "EPSG:4547", "EPSG:4526"]


@pytest.fixture(scope="module")
def view() -> MapView:
    return compose(frames.load(DataPaths(), "431000"), T)


def request_for(view: MapView, *layers: Layer, crs: str = "EPSG:4326", encoding: str = "UTF-8") -> Request:
    return Request(view, layers, T, resolve(crs, (view.counties, *layers)), encoding)


def system_for(kind: formats.Format) -> str:
    return "belt" if kind.systems == "metric" else "EPSG:4326"


@pytest.mark.parametrize("name", formats.FORMATS)
def test_every_layer_reads_back_in_every_format(view: MapView, name: str, tmp_path: Path) -> None:
    kind = formats.FORMATS[name]
    layers = tuple(layer for layer in (view.counties, *view.layers) if layer.total)
    request = request_for(view, *layers, crs=system_for(kind))
    path = tmp_path / formats.file_name(kind, request)
    path.write_bytes(formats.make(kind, request))
    assert rows_of(path, kind, tmp_path, [layer.layer_id for layer in layers]) == {
        layer.layer_id: layer.total for layer in layers
    }


def rows_of(path: Path, kind: formats.Format, folder: Path, ids: list[str]) -> dict[str, int]:
    """Rows of each layer that a file holds, counted without the writers' own reading."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            archive.extractall(folder)
    if kind.name == "dxf":
        return Counter(pd.read_csv(folder / "attributes.csv")["layer_id"])
    if kind.name == "parquet":
        return {file.stem: len(pd.read_parquet(file)) for file in folder.glob("*.parquet")}
    if kind.name == "gpkg":
        beside = {STYLES, FIELDS, SOURCES}
        tables = [(name, pyogrio.read_info(path, layer=name)["features"]) for name, _ in pyogrio.list_layers(path)]
        return _summed([(name, count) for name, count in tables if name not in beside])
    if kind.name == "shp":
        return _summed([(file.stem, len(pyogrio.read_dataframe(file))) for file in folder.glob("*.dbf")])
    if kind.several:
        counts = [len(pyogrio.read_dataframe(path, layer=name)) for name, _ in pyogrio.list_layers(path)]
        return dict(zip(ids, counts, strict=False))
    return {file.stem: len(pyogrio.read_dataframe(file)) for file in folder.glob(f"*{kind.suffix}")}


def _summed(counts: list[tuple[str, int]]) -> dict[str, int]:
    """Counts of the tables of a layer, such as parks_area and parks_unlocated, put together."""
    found: Counter[str] = Counter()
    for name, count in counts:
        found[name.rpartition("_")[0]] += count
    return found


ALLOWED = [
    (name, crs)
    for name, kind in formats.FORMATS.items()
    for crs in (*BELTS, "GCJ-02")
    if (kind.shifted if crs == "GCJ-02" else kind.systems == "any" or (kind.systems == "metric") == (crs in BELTS[2:]))
    and not (kind.systems == "wgs84" and crs not in {BELTS[0], "GCJ-02"})
]


@pytest.mark.parametrize(("name", "crs"), ALLOWED)
def test_systems_are_written_and_named(view: MapView, name: str, crs: str, tmp_path: Path) -> None:
    """Points, lines, areas and rows that are not mapped, in every system that a format can be in."""
    kind = formats.FORMATS[name]
    layers = tuple(view.layer(layer) for layer in ("grand_cross", "town_targets", "energy"))
    request = request_for(view, *layers, crs=crs)
    path = tmp_path / formats.file_name(kind, request)
    path.write_bytes(formats.make(kind, request))
    mark = crs.replace(":", "").replace("-", "")
    assert (mark in path.name) == (crs != "EPSG:4326")
    assert (crs in request.frame(layers[0])["note"].iloc[0]) == (crs != "EPSG:4326")
    ids = [layer.layer_id for layer in layers]
    assert rows_of(path, kind, tmp_path, ids) == {layer.layer_id: layer.total for layer in layers}


def test_every_system_is_in_some_format() -> None:
    assert {crs for _, crs in ALLOWED} == {*BELTS, "GCJ-02"}
    assert {name for name, _ in ALLOWED} == set(formats.FORMATS)


def test_belts_of_chenzhou(view: MapView) -> None:
    assert resolve("belt", [view.counties]).code == "EPSG:4547"
    assert resolve("belt-zone", [view.counties]).code == "EPSG:4526"
    plain, zoned = (request_for(view, view.counties, crs=code).frame(view.counties) for code in BELTS[2:])
    shift = zoned.total_bounds - plain.total_bounds
    assert shift.round(3).tolist() == [38e6, 0, 38e6, 0]


@pytest.mark.parametrize("name", formats.FORMATS)
def test_equal_requests_give_equal_bytes(view: MapView, name: str) -> None:
    kind = formats.FORMATS[name]
    layers = [view.layer(layer_id) for layer_id in ("county_industries", "energy")]
    request = request_for(view, *layers, crs=system_for(kind))
    assert formats.make(kind, request) == formats.make(kind, request)


def test_unlocated_rows_have_no_geometry_and_county_rows_no_point(view: MapView) -> None:
    layer = view.layer("tourism")
    found = coordinates(request_for(view, layer), layer)
    has_point = found["longitude"].notna()
    assert not has_point[found["accuracy_code"].isin(["county", "unlocated"])].any()
    assert has_point.sum() == (layer.frame.geom_type == "Point").sum()


def test_geopackage_carries_the_colours_and_labels_of_the_layer(view: MapView, tmp_path: Path) -> None:
    named = ("county_industries", "town_targets", "grand_cross", "energy", "agriculture_structure", "tourism")
    layers = tuple(view.layer(layer_id) for layer_id in named)
    path = tmp_path / "all.gpkg"
    path.write_bytes(formats.make(formats.FORMATS["gpkg"], request_for(view, *layers)))
    styles = pyogrio.read_dataframe(path, layer="layer_styles").set_index("f_table_name")
    assert set(styles["f_geometry_column"]) == {"geom"}
    assert styles["useAsDefault"].all()
    for layer in layers:
        looks = layer.frame.set_index("feature_id")
        for name, kind, rows in tables(request_for(view, *layers), layer):
            if kind == "unlocated":
                assert name not in styles.index
                continue
            document = ET.fromstring(styles.loc[name, "styleQML"])  # noqa: S314  # our own
            renderer = document.find("renderer-v2")
            assert renderer is not None
            assert renderer.get("attr") == "style"
            symbols = {found.get("name"): found for found in renderer.iter("symbol")}
            of = {found.get("value"): symbols[found.get("symbol")] for found in renderer.iter("category")}
            assert set(of) == set(rows["style"])
            for feature_id, code in zip(rows["feature_id"], rows["style"], strict=True):
                options = {option.get("name"): option.get("value") for option in of[code].iter("Option")}
                key = "line_color" if kind == "line" else "outline_color"
                assert options[key] == qml.rgba(looks.loc[feature_id, "line"])
                if kind != "line" and looks.loc[feature_id, "symbol"] != "badge":
                    want = qml.rgba(looks.loc[feature_id, "fill"], looks.loc[feature_id, "fill_opacity"])
                    assert options["color"] == want
            labelled = document.find("labeling") is not None
            assert labelled == bool((rows["label"] != "").any())


def test_geopackage_has_metadata_and_titles(view: MapView, tmp_path: Path) -> None:
    path = tmp_path / "one.gpkg"
    path.write_bytes(formats.make(formats.FORMATS["gpkg"], request_for(view, view.layer("parks"))))
    with sqlite3.connect(path) as base:
        metadata = " ".join(row[0] for row in base.execute("select metadata from gpkg_metadata"))
        titles = [row[0] for row in base.execute("select identifier from gpkg_contents")]
    base.close()
    assert view.title in metadata
    assert view.version in metadata
    assert f"{view.layer('parks').title} [parks_area]" in titles
    meanings = pyogrio.read_dataframe(path, layer=FIELDS).set_index("字段名")["含义"]
    assert meanings.ne("").all()
    columns = set(pyogrio.read_info(path, layer="parks_area")["fields"])
    assert columns <= set(meanings.index)
    cited = pyogrio.read_dataframe(path, layer=SOURCES)
    assert set(cited.iloc[:, 0]) == {source.source_id for source in request_for(view, view.layer("parks")).cited()}
    assert set(cited.iloc[:, 0]) >= set(view.layer("parks").frame["source_id"])


def test_gcj02_is_written_only_where_it_can_be_named(view: MapView) -> None:
    layer = view.layer("town_targets")
    request = request_for(view, layer, crs="gcj-02")
    for kind in formats.FORMATS.values():
        if kind.shifted:
            assert "GCJ02" in formats.file_name(kind, request)
            assert formats.make(kind, request)
        else:
            with pytest.raises(ExportError, match="GCJ-02"):
                formats.make(kind, request)
    rows = request.frame(layer)
    assert set(rows["crs"]) == {"GCJ-02"}
    moved = rows.geometry.x.to_numpy() - layer.frame.geometry.x.to_numpy()
    assert (moved > 0.003).all()


@pytest.mark.parametrize("name", formats.FORMATS)
def test_file_that_does_not_read_back_is_not_handed_out(
    view: MapView, name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kind = formats.FORMATS[name]
    request = request_for(view, view.layer("energy"), crs=system_for(kind))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def fail(*_: object, **__: object) -> None:
        msg = "读回不同"
        raise ExportError(msg)

    monkeypatch.setattr(readback, "compare", fail)
    with pytest.raises(ExportError, match="读回不同"):
        formats.make(kind, request)
    assert list(tmp_path.iterdir()) == []


def test_read_back_sees_a_lost_row_a_changed_value_and_a_moved_point(view: MapView) -> None:
    rows = export_frame(view.layer("town_targets"), view)
    readback.compare(rows, rows.copy(), "x")
    with pytest.raises(ExportError, match="读回 9 行"):
        readback.compare(rows, rows.iloc[1:], "x")
    with pytest.raises(ExportError, match="没有列 key"):
        readback.compare(rows, rows.drop(columns="key"), "x")
    with pytest.raises(ExportError, match=r"第 1 行的 name"):
        readback.compare(rows, rows.assign(name="乙"), "x")
    with pytest.raises(ExportError, match="几何"):
        readback.compare(rows, rows.set_geometry(rows.geometry.translate(1e-4)), "x", 1e-6)
    with pytest.raises(ExportError, match="几何"):
        readback.compare(rows, pd.DataFrame(rows.drop(columns="geometry")), "x")


def test_formats_refuse_systems_they_do_not_know(view: MapView) -> None:
    layer = view.layer("parks")
    for name, crs in (("geojson", "belt"), ("kml", "EPSG:4490"), ("dxf", "EPSG:4326")):
        with pytest.raises(ExportError, match=formats.FORMATS[name].title):
            formats.make(formats.FORMATS[name], request_for(view, layer, crs=crs))


def test_nothing_to_write_is_an_error(view: MapView) -> None:
    layer = view.layer("parks")
    empty = replace(layer, frame=layer.frame.iloc[:0], unlocated=layer.unlocated.iloc[:0])
    with pytest.raises(ExportError, match="没有可导出的要素：parks"):
        formats.make(formats.FORMATS["gpkg"], request_for(view, empty))


def test_several_layers_of_a_single_layer_format_are_a_zip(view: MapView) -> None:
    kind = formats.FORMATS["csv"]
    request = request_for(view, view.layer("parks"), view.layer("energy"))
    assert formats.mime(kind, request) == formats.ZIP
    with zipfile.ZipFile(io.BytesIO(formats.make(kind, request))) as archive:
        assert archive.namelist() == ["parks.csv", "energy.csv", "NOTICE.txt"]
        assert "未经审图" in archive.read("NOTICE.txt").decode()


def test_everything_is_a_valid_data_package_of_layers_and_tables(view: MapView) -> None:
    where = DataPaths()
    request = request_for(view, view.layer("parks"), view.layer("grand_cross"))
    package, notices = frames.package_files(where), frames.notices(where)
    content = everything.make(request, package, notices)
    assert content == everything.make(request, package, notices)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        assert archive.read("layers/parks.geojson") == geojson.layer_geojson(view.layer("parks"), view)
        assert archive.read("projects/parks.csv") == package["projects/parks.csv"]
    assert {"datapackage.json", "NOTICE", "boundaries/NOTICE", "NOTES.txt"} <= set(names)


def test_everything_with_a_broken_table_is_not_handed_out(view: MapView) -> None:
    package = {**frames.package_files(DataPaths()), "projects/parks.csv": "乱\n1\n".encode()}
    with pytest.raises(ExportError, match="未通过校验"):
        everything.make(request_for(view, view.layer("energy")), package, {})


def test_csv_text_is_that_of_the_layer(view: MapView) -> None:
    layer = view.layer("energy")
    content = formats.make(formats.FORMATS["csv"], request_for(view, layer))
    assert content.startswith(b"\xef\xbb\xbf")
    found = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)
    assert found["citation"].map(unguarded).tolist() == [*layer.frame["citation"], *layer.unlocated["citation"]]


def test_reference_says_what_it_is() -> None:
    assert Reference("EPSG:4526").metric
    assert Reference("GCJ-02").axes == ("gcj02_longitude", "gcj02_latitude")
    assert Reference("EPSG:4326").stem == ""
