"""What formats cannot hold: long names, long text, other code pages, formulas, far belts."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely

from geo import crs
from geo.errors import CRSError, LayerError
from layers.export import formats, shapefile, xlsx
from layers.export.reference import resolve
from layers.export.selection import layers_chosen, layers_named, not_filtered
from layers.export.spreadsheet import guarded, unguarded
from layers.export.table import Request
from layers.filters import Filters
from layers.messages import Messages
from layers.model import Layer, MapView

T = Messages("zh")
FORMULAS = ["=1+1", "+1", "-1", "@x", "'=1", "\t=1", " =1+1", "＝1", "'", "plain", '=HYPERLINK("x")']


def tiny_layer(names: list[str], longitude: float = 113.0) -> Layer:
    count = len(names)
    frame = gpd.GeoDataFrame(
        {
            "feature_id": [f"x-{n:03d}" for n in range(count)],
            "name": names,
            "label": "",
            "accuracy_code": "located",
            "basis_code": "text",
            "area_codes": [("431002",)] * count,
            "facts": [(("类型", "甲"),)] * count,
            "citation": names,
            "source_id": "s",
            "section": "第一节 › 甲",
            "char_offset": 1,
            "key": names,
            "symbol": "point",
            "fill": "#ffffff",
            "fill_opacity": 0.75,
            "line": "#9a3412",
            "line_width": 2.0,
            "dash": "3 3",
            "radius": 7.0,
            "shape": "circle",
        },
        geometry=[shapely.Point(longitude + n / 100, 25.5) for n in range(count)],
        crs=crs.STORAGE,
    )
    return Layer(
        "tiny", "industry", "小图层", "说明。", frame, (), pd.DataFrame(frame.iloc[:0].drop(columns="geometry"))
    )


def request_for(layer: Layer, system: str = "EPSG:4326", encoding: str = "UTF-8") -> Request:
    bounds = (112.0, 25.0, 114.0, 27.0)
    view = MapView("431000", "图", layer, layer, (layer,), (), (), bounds, (), ("示意图 ©",), "2026.11.0")
    return Request(view, (layer,), T, resolve(system, [layer]), encoding)


def unzipped(content: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    return folder


def test_field_names_are_ascii_short_and_unique() -> None:
    columns = ["人口2030", "人口2035", "人口", "名称", "population_2030", "population_2035", "Population", "a" * 12]
    names = shapefile.safe_names(columns)
    assert list(names) == columns
    assert all(name.isascii() and name[0].isalpha() and len(name) <= 10 for name in names.values())
    assert len({name.lower() for name in names.values()}) == len(columns)
    assert names["人口2030"] == "f_2030"
    assert names["人口2035"] == "f_2035"
    many = shapefile.safe_names([f"very_long_name_{n}" for n in range(120)])
    assert len(set(many.values())) == 120
    assert max(map(len, many.values())) <= 10


@pytest.mark.parametrize("encoding", shapefile.ENCODINGS)
def test_text_is_cut_between_characters_and_listed(tmp_path: Path, encoding: str) -> None:
    long = "a" + "郴" * 200
    content = formats.make(formats.FORMATS["shp"], request_for(tiny_layer([long, "短"]), encoding=encoding))
    folder = unzipped(content, tmp_path)
    found = pyogrio.read_dataframe(folder / "tiny_point.shp")
    assert long.startswith(found["name"][0])
    assert 252 <= len(found["name"][0].encode(encoding)) <= 254
    assert found["name"][1] == "短"
    assert (folder / "tiny_point.cpg").read_text().strip() == encoding
    changed = pd.read_csv(folder / "changed.csv", keep_default_na=False)
    row = changed[(changed["feature_id"] == "x-000") & (changed["column"] == "name")].iloc[0]
    assert (row["reason"], row["full_text"]) == ("cut", long)
    fields = pd.read_csv(folder / "fields.csv").set_index("column")["field"]
    assert fields["accuracy_code"] == "accuracy"
    assert set(fields) == set(found.columns) - {"geometry"}


def test_gbk_holds_chinese_and_says_what_it_replaced(tmp_path: Path) -> None:
    content = formats.make(formats.FORMATS["shp"], request_for(tiny_layer(["苏仙区😀"]), encoding="GBK"))
    folder = unzipped(content, tmp_path)
    assert "苏仙区".encode("gbk") in (folder / "tiny_point.dbf").read_bytes()
    found = pyogrio.read_dataframe(folder / "tiny_point.shp").iloc[0]
    assert found["name"] == "苏仙区〓"
    assert found["section"] == "第一节 > 甲"
    assert found["note"] == "示意图 (c)"
    changed = pd.read_csv(folder / "changed.csv").set_index("column")
    assert changed.loc["name", "full_text"] == "苏仙区😀"
    assert set(changed["reason"]) == {"replaced"}


@pytest.mark.parametrize("text", FORMULAS)
def test_mark_of_a_formula_can_be_taken_off(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).lstrip().startswith(("=", "+", "-", "@", "＝"))


def test_formulas_stay_text_in_a_workbook(tmp_path: Path) -> None:
    content = formats.make(formats.FORMATS["xlsx"], request_for(tiny_layer(FORMULAS)))
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    with zipfile.ZipFile(path) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
        assert "hyperlink" not in "".join(archive.namelist()).lower()
    assert len(sheets) == 4
    assert not any("<f>" in sheet or "<f " in sheet for sheet in sheets)
    assert 'state="frozen"' in sheets[0]
    assert pyogrio.read_dataframe(path, layer="小图层")["名称"].tolist() == FORMULAS
    assert [name for name, _ in pyogrio.list_layers(path)] == ["小图层", "字段说明", "来源", "说明"]


def test_formulas_stay_text_in_a_csv() -> None:
    content = formats.make(formats.FORMATS["csv"], request_for(tiny_layer(FORMULAS))).decode("utf-8-sig")
    found = pd.read_csv(io.StringIO(content), dtype=str, keep_default_na=False)
    assert not found["name"].str.match(r"\s*[=+\-@＝]").any()
    assert found["name"].map(unguarded).tolist() == FORMULAS


def test_markup_stays_text_in_kml() -> None:
    hostile = "<img src=x onerror=alert(1)>]]>&"
    content = formats.make(formats.FORMATS["kml"], request_for(tiny_layer([hostile]))).decode()
    assert "<img" not in content


def test_names_of_sheets_fit() -> None:
    names = xlsx.sheet_names(["甲/乙?", "长" * 40, "长" * 40, "", "A", "a"])
    assert names[0] == "甲_乙_"
    assert max(map(len, names)) <= 31
    assert len({name.lower() for name in names}) == 6


def test_belt_is_refused_for_data_at_106_east() -> None:
    far = tiny_layer(["甲"], longitude=106.0)
    for system in ("EPSG:4547", "4526"):
        with pytest.raises(CRSError, match="超出中央经线 114°E"):
            resolve(system, [far])
    assert resolve("belt", [far]).code == "EPSG:4544"
    with pytest.raises(CRSError, match="3 度带"):
        resolve("belt", [far, tiny_layer(["乙"])])
    with pytest.raises(CRSError, match="没有任何坐标"):
        resolve("belt", [])


@pytest.mark.parametrize("name", ["EPSG:3857", "wgs84", "EPSG:", "EPSG:9999999", "../x", ""])
def test_other_systems_are_refused(name: str) -> None:
    with pytest.raises(CRSError, match="坐标系"):
        resolve(name, [])


def test_codes_of_belts() -> None:
    assert crs.zoned("EPSG:4547") == "EPSG:4526"
    assert crs.meridian_of("EPSG:4526") == crs.meridian_of("EPSG:4547") == 114
    assert crs.meridian_of("EPSG:4326") is None


def test_filter_keeps_rows_and_says_so() -> None:
    layer = tiny_layer(["甲", "乙"])
    view = request_for(layer).view
    (none,) = layers_chosen(view, ["tiny"], Filters({"county": ("431003",), "accuracy": ("county",)}))
    assert none.total == 0
    assert [found.total for found in layers_chosen(view, ["all"], Filters({"county": ("431002",)}))] == [2]
    said = "县市区 苏仙区"
    noted = Request(view, (layer,), T, where=said)
    assert noted.frame(layer)["note"].iloc[0].count(f"筛选：{said}") == 1
    again = Request(replace(view, notes=noted.notes), (layer,), T, where=said)
    assert again.notes == noted.notes


def test_layer_that_a_filter_says_nothing_of_is_named() -> None:
    layer = tiny_layer(["甲"])
    (line,) = not_filtered([layer], Filters({"status": ("building",), "county": ("431002",)}), T)
    assert line == "小图层没有“状态”一项，未按此筛选"
    noted = Request(request_for(layer).view, (layer,), T, remarks=(line,))
    assert line in noted.frame(layer)["note"].iloc[0]


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "..", "a\\b"])
def test_name_that_is_a_path_is_refused(name: str) -> None:
    with pytest.raises(LayerError, match="是路径"):
        layers_named(request_for(tiny_layer(["甲"])).view, [name])
