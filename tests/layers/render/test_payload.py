import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import shapely

from layers.compose import show
from layers.model import STYLE_COLUMNS, MapView
from layers.render.payload import DECIMALS, build_counties, build_payload, to_script_json

Payload = dict[str, Any]
HOSTILE = "</script><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def payload(tiny_view: MapView) -> Payload:
    return build_payload(tiny_view, details=True)


def features(payload: Payload) -> Iterator[tuple[str, Payload]]:
    for layer in (payload["counties"], *payload["layers"]):
        for feature in layer["features"]:
            yield layer["id"], feature


def numbers(value: Any) -> Iterator[float]:  # noqa: ANN401  # coordinates nest to any depth
    if isinstance(value, list):
        for part in value:
            yield from numbers(part)
    else:
        yield value


def test_payload_carries_every_row_of_every_layer(payload: Payload, tiny_view: MapView) -> None:
    for layer in (tiny_view.counties, *tiny_view.layers):
        found = payload["counties"] if layer is tiny_view.counties else _layer(payload, layer.layer_id)
        assert [feature["id"] for feature in found["features"]] == layer.frame["feature_id"].tolist()
        assert [row["id"] for row in found["unlocated"]] == layer.unlocated["feature_id"].tolist()
        assert (found["drawn"], found["missing"]) == (layer.drawn, len(layer.unlocated))


def _layer(payload: Payload, layer_id: str) -> Payload:
    (found,) = [layer for layer in payload["layers"] if layer["id"] == layer_id]
    return found


def test_each_geometry_and_each_style_is_stored_once(payload: Payload) -> None:
    for pool in ("geometries", "styles"):
        texts = [json.dumps(item, sort_keys=True) for item in payload[pool]]
        assert len(set(texts)) == len(texts)
    used = {feature["g"] for _, feature in features(payload) if "g" in feature}
    assert used == set(range(len(payload["geometries"])))


def test_layers_that_draw_the_same_shape_share_it(tiny_view: MapView) -> None:
    counties = replace(tiny_view.counties, layer_id="again")
    once = build_payload(tiny_view, details=False)
    twice = build_payload(replace(tiny_view, layers=(*tiny_view.layers, counties)), details=False)
    assert len(twice["geometries"]) == len(once["geometries"])


def test_row_of_which_only_the_county_is_known_has_no_geometry_of_its_own(payload: Payload) -> None:
    for layer_id, feature in features(payload):
        badge = payload["styles"][feature["s"]]["symbol"] == "badge"
        assert ("g" in feature) != badge, (layer_id, feature["id"])
        if badge:
            assert feature["c"]


def test_coordinates_have_longitude_first_and_five_decimals(payload: Payload) -> None:
    for geometry in payload["geometries"]:
        for value in numbers(geometry["coordinates"]):
            assert round(value, DECIMALS) == value
        west, south, east, north = shapely.geometry.shape(geometry).bounds
        assert 112.9 < west <= east < 113.5
        assert 25.9 < south <= north < 26.5


def test_styles_of_features_and_legends_are_whole(payload: Payload) -> None:
    for layer in (payload["counties"], *payload["layers"]):
        for item in (*layer["features"], *layer["legend"]):
            assert set(payload["styles"][item["s"]]) == set(STYLE_COLUMNS)


def test_facts_and_citations_travel_only_when_asked_for(payload: Payload, tiny_view: MapView) -> None:
    for _, feature in features(payload):
        assert feature["q"]
        assert "f" in feature
    lean = build_payload(tiny_view, details=False)
    assert not any({"f", "q"} & set(feature) for _, feature in features(lean))
    assert not any(layer["unlocated"] for layer in lean["layers"])
    assert _layer(lean, "parks")["missing"] == 1


def test_only_the_layers_asked_for_travel_with_their_own_shapes(tiny_view: MapView) -> None:
    some = build_payload(tiny_view, details=False, layer_ids=("railways",))
    assert [layer["id"] for layer in some["layers"]] == ["railways"]
    assert len(some["geometries"]) == len(tiny_view.counties.frame) + 1


def test_counties_alone_are_those_of_the_whole_payload_without_their_shapes(
    payload: Payload, tiny_view: MapView
) -> None:
    alone, whole = build_counties(tiny_view), payload["counties"]
    assert alone["n"] == whole["n"]
    for part in ("features", "legend"):
        for item, other in zip(alone[part], whole[part], strict=True):
            assert alone["styles"][item["s"]] == payload["styles"][other["s"]]
    assert [item["id"] for item in alone["features"]] == [item["id"] for item in whole["features"]]
    assert not any("g" in item for item in alone["features"])


def test_label_is_carried_only_where_there_is_one(payload: Payload) -> None:
    labels = {feature["id"]: feature.get("l") for _, feature in features(payload)}
    assert labels["xz-ind-3"] == "20–25 万人"
    assert labels["xz-s01-2"] == "甲乙发展轴"
    assert labels["xz-tour-001"] == "古桥景区"
    assert labels["xz-park-001"] is None


def test_visible_layers_headlines_and_notes_are_those_of_the_map(tiny_view: MapView) -> None:
    found = build_payload(show(tiny_view, ["roads"]), details=False)
    assert found["visible"] == ["roads"]
    assert found["notes"] == list(tiny_view.notes)
    assert [list(headline.values()) for headline in found["headlines"]] == [list(h) for h in tiny_view.headlines]


@pytest.mark.parametrize(
    "words",
    [
        HOSTILE,
        "<!--<script>",
        "a & b > c",
        "line\u2028and\u2029paragraph",
        "{{ 7 * 7 }}",
        "{% raise %}",
        "{# gone #}",
        "{{{{{%",
        '"quoted" \\ and \n newline',
    ],
)
def test_any_string_survives_and_cannot_leave_the_script(words: str) -> None:
    text = to_script_json({"name": words, words: [words]})
    assert json.loads(text) == {"name": words, words: [words]}
    assert not any(mark in text for mark in ("<", ">", "&", "\u2028", "\u2029", "{{", "{%", "{#"))


def test_hostile_name_leaves_no_angle_bracket_in_the_text(tiny_view: MapView) -> None:
    parks = tiny_view.layer("parks")
    hostile = replace(parks, title=HOSTILE, frame=parks.frame.assign(name=HOSTILE, citation=HOSTILE))
    layers = tuple(hostile if layer is parks else layer for layer in tiny_view.layers)
    text = to_script_json(build_payload(replace(tiny_view, layers=layers, title=HOSTILE), details=True))
    assert "<" not in text
    assert text.count("\\u003c/script\\u003e") == 2 + 2 * len(parks.frame)


def test_value_that_json_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        to_script_json({"value": float("nan")})
