"""GeoJSON after RFC 7946: WGS 84 without a crs member, right-hand rings, nothing lost."""

import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely
from geojson_pydantic import FeatureCollection

from geo.errors import ExportError
from layers import catalog
from layers.compose import show
from layers.export import readback
from layers.export.geojson import SAMPLE, layer_geojson, write_frame
from layers.export.table import COLUMNS, Request, export_frame
from layers.messages import Messages
from layers.model import MapView
from tests.tiny.package import square
from tests.tiny.rows import JIA, YI

Feature = dict[str, Any]
WITH_ROWS = ["county_industries", "town_targets", "grand_cross", "towns", "industry_structure", "industry_roles",
             "parks", "railways", "roads", "tourism"]  # fmt: skip


def exported(view: MapView, layer_id: str) -> bytes:
    return layer_geojson(view.layer(layer_id), view)


def features(view: MapView, layer_id: str) -> dict[str, Feature]:
    found = json.loads(exported(view, layer_id))["features"]
    return {feature["properties"]["feature_id"]: feature for feature in found}


@pytest.mark.parametrize("layer_id", [catalog.BASE.LAYER_ID, *catalog.layer_ids()])
def test_every_row_is_exported_mapped_or_not(tiny_view: MapView, layer_id: str) -> None:
    layer = tiny_view.layer(layer_id)
    found = json.loads(exported(tiny_view, layer_id))
    assert found["type"] == "FeatureCollection"
    assert "crs" not in found
    ids = [feature["properties"]["feature_id"] for feature in found["features"]]
    assert ids == [*layer.frame["feature_id"], *layer.unlocated["feature_id"]]


def test_layers_with_rows_are_those_of_this_file(tiny_view: MapView) -> None:
    layers = (tiny_view.counties, *tiny_view.layers)
    assert [layer.layer_id for layer in layers if layer.total] == WITH_ROWS


@pytest.mark.parametrize("layer_id", WITH_ROWS)
def test_exterior_rings_run_counter_clockwise(tiny_view: MapView, layer_id: str) -> None:
    for feature in features(tiny_view, layer_id).values():
        if feature["geometry"] and "Polygon" in feature["geometry"]["type"]:
            for part in shapely.get_parts(shapely.geometry.shape(feature["geometry"])):
                assert part.exterior.is_ccw
                assert not any(hole.is_ccw for hole in part.interiors)


def test_ring_that_comes_clockwise_is_turned(tiny_view: MapView) -> None:
    base = tiny_view.counties
    clockwise = base.frame.set_geometry(base.frame.geometry.reverse())
    assert not clockwise.geometry.iloc[0].exterior.is_ccw
    found = json.loads(layer_geojson(replace(base, frame=clockwise), tiny_view))["features"]
    assert all(shapely.geometry.shape(feature["geometry"]).exterior.is_ccw for feature in found)


def test_coordinates_have_six_decimals_at_most(tiny_view: MapView) -> None:
    base = tiny_view.counties
    noisy = base.frame.set_geometry(base.frame.geometry.translate(1 / 3e5, 1 / 7e5))
    text = layer_geojson(replace(base, frame=noisy), tiny_view).decode()
    decimals = [len(digits) for digits in re.findall(r"\d+\.(\d+)(?=[,\s\]])", text.split('"features"')[1])]
    assert len(decimals) > 20
    assert max(decimals) == 6


@pytest.mark.parametrize("layer_id", WITH_ROWS)
def test_every_feature_carries_citation_accuracy_version_and_note(tiny_view: MapView, layer_id: str) -> None:
    codes = {"official", "located", "approximate", "schematic", "county", "unlocated"}
    for feature in features(tiny_view, layer_id).values():
        properties = feature["properties"]
        assert list(properties) == COLUMNS
        assert properties["citation"]
        assert properties["accuracy_code"] in codes
        assert properties["data_version"] == tiny_view.version
        assert "未经审图" in properties["note"]


def test_row_that_is_not_mapped_has_no_geometry(tiny_view: MapView) -> None:
    row = features(tiny_view, "parks")["xz-park-003"]
    assert row["geometry"] is None
    assert row["properties"]["accuracy_code"] == "unlocated"
    assert "东风产业园" in row["properties"]["citation"]


def test_row_of_which_only_the_county_is_known_is_its_counties_and_never_a_point(tiny_view: MapView) -> None:
    found = features(tiny_view, "parks")
    one, two = (shapely.geometry.shape(found[f"xz-park-00{n}"]["geometry"]) for n in (1, 2))
    assert one.equals(square(JIA))
    assert two.equals(square(JIA).union(square(YI)))
    for layer_id in WITH_ROWS:
        for feature in features(tiny_view, layer_id).values():
            if feature["properties"]["accuracy_code"] == "county":
                assert feature["geometry"]["type"] in {"Polygon", "MultiPolygon"}


@pytest.mark.parametrize("layer_id", WITH_ROWS)
def test_file_reads_back_with_the_same_rows_values_and_places(tiny_view: MapView, layer_id: str) -> None:
    layer = tiny_view.layer(layer_id)
    written = Request(tiny_view, (layer,), Messages("zh")).frame(layer)
    back = pyogrio.read_dataframe(io.BytesIO(exported(tiny_view, layer_id)))
    assert back.crs == "EPSG:4326"
    assert len(back) == len(written)
    for column in COLUMNS:
        assert _plain(back[column]) == _plain(written[column]), column
    drawn = written.geometry.notna()
    assert back.geometry.notna().tolist() == drawn.tolist()
    assert back.geometry[drawn].geom_equals(written.geometry[drawn]).all()


def _plain(cells: pd.Series) -> list[object]:
    return [None if pd.isna(value) else value for value in cells]


def test_lists_in_a_cell_are_joined_in_order(tiny_view: MapView) -> None:
    properties = features(tiny_view, "parks")["xz-park-002"]["properties"]
    assert properties["area_codes"] == "990101;990102"
    labels = [fact.split("：")[0] for fact in properties["facts"].split("；")]
    assert labels == [label for label, _ in tiny_view.layer("parks").frame["facts"].iloc[1]]


def test_markup_in_a_name_stays_a_name(tiny_view: MapView) -> None:
    parks = tiny_view.layer("parks")
    name = '</script><img src=x onerror=alert(1)>"\\\n'
    hostile = replace(parks, frame=parks.frame.assign(name=name))
    found = json.loads(layer_geojson(hostile, tiny_view))["features"]
    assert [feature["properties"]["name"] for feature in found] == [name] * 3 + ["东风产业园"]


@pytest.mark.parametrize("layer_id", WITH_ROWS)
def test_file_is_a_feature_collection_by_an_independent_validator(tiny_view: MapView, layer_id: str) -> None:
    found = FeatureCollection.model_validate_json(exported(tiny_view, layer_id))
    assert len(found.features) == tiny_view.layer(layer_id).total


def test_collection_says_what_it_is_and_what_its_columns_mean(tiny_view: MapView) -> None:
    found = json.loads(exported(tiny_view, "parks"))
    assert found["title"] == tiny_view.layer("parks").title
    assert list(found["fields"]) == COLUMNS
    assert any("CC-BY-4.0" in note for note in found["notes"])


def many(view: MapView, count: int) -> gpd.GeoDataFrame:
    """Rows of every kind of geometry, and some without, more than GDAL is shown."""
    rows = pd.concat([export_frame(view.layer(name), view) for name in ("parks", "towns", "grand_cross")])
    rows = rows.iloc[[n % len(rows) for n in range(count)]].reset_index(drop=True)
    return gpd.GeoDataFrame(rows.assign(feature_id=[f"x-{n}" for n in range(count)]), crs="EPSG:4326")


def test_many_rows_of_all_kinds_read_back_by_gdal(tiny_view: MapView, tmp_path: Path) -> None:
    rows = many(tiny_view, SAMPLE * 2 + 7)
    path = tmp_path / "x.geojson"
    write_frame(rows, path, 6)
    assert [found.name for found in tmp_path.iterdir()] == [path.name]
    readback.compare(rows, pyogrio.read_dataframe(path), "x", 1e-6)
    assert len(FeatureCollection.model_validate_json(path.read_bytes()).features) == len(rows)


@pytest.mark.parametrize("count", [0, 1, SAMPLE - 1, SAMPLE, SAMPLE + 1])
def test_collections_of_any_length_are_whole(tiny_view: MapView, tmp_path: Path, count: int) -> None:
    write_frame(many(tiny_view, count), tmp_path / "x.geojson", 6)
    assert len(json.loads((tmp_path / "x.geojson").read_text(encoding="utf-8"))["features"]) == count


def test_empty_geometry_and_collections_are_refused(tiny_view: MapView, tmp_path: Path) -> None:
    rows = many(tiny_view, 3)
    for odd in (shapely.Point(), shapely.GeometryCollection([shapely.Point(1, 2)])):
        with pytest.raises(ExportError, match="第 2 行"):
            write_frame(rows.set_geometry([rows.geometry[0], odd, None], crs=rows.crs), tmp_path / "x.geojson", 6)
    with pytest.raises(ExportError, match="列 x"):
        write_frame(rows.assign(x=[[1], [2], [3]]), tmp_path / "x.geojson", 6)
    assert list(tmp_path.iterdir()) == []


def test_hidden_layer_is_exported_all_the_same(tiny_view: MapView) -> None:
    assert exported(show(tiny_view, []), "parks") == exported(tiny_view, "parks")
