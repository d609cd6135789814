import base64
import json
import math
from dataclasses import replace
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo import frames, paths
from layers.compose import compose, show
from layers.messages import Messages
from layers.model import MapView
from layers.render import deck_words, pydeck
from tests.tiny.rows import JIA, YI

Deck = dict[str, Any]


def deck(view: MapView, *layer_ids: str) -> Deck:
    return json.loads(pydeck.build_deck(show(view, layer_ids)).to_json())


def layers(made: Deck) -> dict[str, Deck]:
    found = {layer["id"]: layer for layer in made["layers"]}
    assert len(found) == len(made["layers"])
    return found


def test_deck_asks_for_no_basemap_and_no_host(tiny_view: MapView) -> None:
    made = pydeck.build_deck(show(tiny_view, [layer.layer_id for layer in tiny_view.layers]))
    assert made.map_provider is None
    text = made.to_json()
    assert json.loads(text).get("mapProvider") is None
    for part in text.split("base64,")[1:]:
        svg = base64.b64decode(part.partition('"')[0]).decode()
        assert svg.replace('xmlns="http://www.w3.org/2000/svg"', "").count("http") == 0
    assert "http" not in text


def test_deck_draws_counties_the_visible_layers_in_their_order_and_names(tiny_view: MapView) -> None:
    found = layers(deck(tiny_view, "roads", "town_targets"))
    assert list(found) == ["county_industries", "roads", "town_targets", "labels", "names", "badges"]
    assert [row["text"] for row in found["labels"]["data"]] == ["甲县", "乙县", "丙区", "丁区"]


def test_chinese_letters_are_asked_for_as_a_word_and_not_as_an_expression(tiny_view: MapView) -> None:
    for layer in deck(tiny_view, "roads", "parks")["layers"]:
        if layer["@@type"] == "TextLayer":
            assert layer["characterSet"] == "auto"


def test_joint_column_is_counted_once_at_its_upper_end(tiny_view: MapView) -> None:
    rows = layers(deck(tiny_view, "town_targets"))["town_targets"]["data"]
    assert [row["id"] for row in rows] == ["xz-ind-1", "xz-ind-2", "xz-ind-3"]
    heights = {row["id"]: row["elevation"] / deck_words.METRES_PER_WAN for row in rows}
    assert heights == pytest.approx({"xz-ind-1": 12, "xz-ind-2": 8.5, "xz-ind-3": 25})


def test_joint_column_lets_more_light_through(tiny_view: MapView) -> None:
    rows = {row["id"]: row for row in layers(deck(tiny_view, "town_targets"))["town_targets"]["data"]}
    assert rows["xz-ind-3"]["fill"][3] < rows["xz-ind-1"]["fill"][3]


def test_badge_counts_the_rows_of_its_county_and_is_picked_as_in_the_other_map(tiny_view: MapView) -> None:
    rows = {row["id"]: row for row in layers(deck(tiny_view, "parks"))["badges"]["data"]}
    # The weakest way in which a county of a row is known counts for the whole row.
    assert {code: row["text"].strip() for code, row in rows.items()} == {JIA: "1+1", YI: "+1"}
    assert {(row["kind"], row["layer"]) for row in rows.values()} == {("badge", "parks")}
    assert rows[JIA]["ids"] == ["xz-park-001", "xz-park-002"]


def test_badges_of_several_layers_are_told_apart_and_stand_side_by_side(tiny_view: MapView) -> None:
    rows = layers(deck(tiny_view, "parks", "industry_roles"))["badges"]["data"]
    jia = [row for row in rows if row["id"] == JIA]
    assert [row["text"].split()[0] for row in jia] == ["县", "园"]
    assert jia[0]["offset"] != jia[1]["offset"]


def test_arcs_lead_from_the_core_to_the_poles_and_nodes_only(tiny_view: MapView) -> None:
    cross = tiny_view.layer("grand_cross")
    assert pydeck.arcs(cross) == []
    node = tiny_view.layer("industry_structure").frame.iloc[[0]]
    pole = node.assign(feature_id="pole", name="极", role_code="pole")
    (arc,) = pydeck.arcs(replace(cross, frame=gpd.GeoDataFrame(pd.concat([cross.frame, pole]), crs=cross.frame.crs)))
    assert (arc["layer"], arc["id"], arc["name"]) == ("grand_cross", "pole", "极")
    assert arc["to"] == [pole.geometry.iloc[0].x, pole.geometry.iloc[0].y]
    core = cross.frame.loc[cross.frame["role_code"] == "core"].geometry.iloc[0]
    assert core.distance(shapely.Point(arc["from"])) == 0


def test_each_word_stands_once_and_none_that_a_county_says_already(tiny_view: MapView) -> None:
    rows = layers(deck(tiny_view, "town_targets", "grand_cross", "industry_structure"))["names"]["data"]
    assert [row["text"] for row in rows] == [
        "12 万人", "8.5 万人", "20–25 万人", "中心城区", "甲乙发展轴", "乙丙发展轴", "南部片区",
    ]  # fmt: skip
    assert [len(row["position"]) for row in rows] == [3, 3, 3, 2, 2, 2, 2]


def test_layer_of_a_table_has_no_arcs(tiny_view: MapView) -> None:
    assert pydeck.arcs(tiny_view.layer("parks")) == []


def test_point_is_drawn_with_its_own_symbol_and_rim(tiny_view: MapView) -> None:
    (row,) = layers(deck(tiny_view, "tourism"))["tourism-points"]["data"]
    svg = base64.b64decode(row["icon"]["url"].partition(",")[2]).decode()
    look = tiny_view.layer("tourism").frame.iloc[0]
    assert f'fill="{look["fill"]}"' in svg
    assert f'stroke="{look["line"]}"' in svg
    assert "onload" not in svg


def test_opacity_of_a_layer_reaches_all_its_parts(tiny_view: MapView) -> None:
    found = layers(deck(replace(tiny_view, opacity={"parks": 0.4}), "parks", "tourism"))
    assert found["parks"]["opacity"] == found["parks-points"]["opacity"] == 0.4
    assert found["tourism"]["opacity"] == 1.0


def test_deck_without_targets_has_no_columns(tiny_view: MapView) -> None:
    assert "town_targets" not in layers(deck(tiny_view, "parks"))


def test_names_are_shown_as_text_and_not_as_markup(tiny_view: MapView) -> None:
    tooltip = pydeck.build_deck(tiny_view)._tooltip  # noqa: SLF001  # not in the JSON; pydeck keeps it apart
    assert tooltip == {"text": "{name}"}


@pytest.mark.parametrize(
    ("colour", "opacity", "expected"),
    [("#000000", 0.0, [0, 0, 0, 0]), ("#1d4ed8", 1.0, [29, 78, 216, 255]), ("#ffffff", 0.5, [255, 255, 255, 128])],
)
def test_colour_in_four_numbers(colour: str, opacity: float, expected: list[int]) -> None:
    assert deck_words.rgba(colour, opacity) == expected


def test_view_looks_at_the_city(tiny_view: MapView) -> None:
    state = deck(tiny_view)["initialViewState"]
    west, south, east, north = tiny_view.bounds
    assert west < state["longitude"] < east
    assert south - 0.2 < state["latitude"] < north


def test_extent_of_the_view_is_where_the_deck_opens(tiny_view: MapView) -> None:
    part = replace(tiny_view, extent=(113.0, 26.2, 113.1, 26.3))
    state, whole = deck(part)["initialViewState"], deck(tiny_view)["initialViewState"]
    assert state["longitude"] == pytest.approx(113.05)
    assert state["zoom"] == pytest.approx(whole["zoom"] + 2)


def test_labels_of_the_deck_keep_apart_and_every_figure_of_a_target_is_there() -> None:
    whole = compose(frames.load(paths.DataPaths(), "431000"), Messages("zh"))
    view = show(whole, ["town_targets", "grand_cross", "town_axes"])
    found = deck_words.names(view)
    targets = view.layer("town_targets").frame
    assert {row["text"] for row in found if len(row["position"]) == 3} == set(targets["label"])
    flat = [row["position"] for row in found if len(row["position"]) == 2]
    flat += [[anchor.longitude, anchor.latitude] for anchor in view.anchors]
    gaps = [math.dist(a, b) for number, a in enumerate(flat) for b in flat[number + 1 :]]
    assert len(flat) > len(view.anchors)
    assert min(gaps) > 0.03  # degrees; two lines of the plan cross within 0.02 of each other
