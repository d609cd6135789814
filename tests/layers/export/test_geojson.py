"""GeoJSON after RFC 7946: WGS 84 without a crs member, right-hand rings, nothing lost."""

import io
import json
import re
from dataclasses import replace
from typing import Any

import pandas as pd
import pyogrio
import pytest
import shapely

from layers import catalog
from layers.compose import show
from layers.export.geojson import layer_geojson
from layers.export.table import COLUMNS, export_frame
from layers.model import MapView
from tests.tiny.package import square
from tests.tiny.rows import JIA, YI

Feature = dict[str, Any]
WITH_ROWS = ["county_industries", "town_targets", "grand_cross", "towns", "industry_structure", "parks", "roads",
             "railways", "tourism"]  # fmt: skip


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
    written = export_frame(tiny_view.layer(layer_id), tiny_view)
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


def test_hidden_layer_is_exported_all_the_same(tiny_view: MapView) -> None:
    assert exported(show(tiny_view, []), "parks") == exported(tiny_view, "parks")
