import json
from dataclasses import replace

import pytest

from layers import catalog
from layers.compose import show
from layers.model import MapView
from layers.render import pydeck
from layers.render.payload import build_payload


def in_leaflet(view: MapView, layer_id: str) -> set[str]:
    payload = build_payload(view, details=False)
    for layer in (payload["counties"], *payload["layers"]):
        if layer["id"] == layer_id:
            return {feature["id"] for feature in layer["features"] if "g" in feature}
    raise AssertionError(layer_id)


def in_deck(view: MapView, layer_id: str) -> set[str]:
    made = json.loads(pydeck.build_deck(view).to_json())
    (data,) = [layer["data"] for layer in made["layers"] if layer["id"] == layer_id]
    if layer_id == pydeck.TARGETS:
        return {row["id"] for row in data}
    return {feature["properties"]["id"] for feature in data["features"]}


@pytest.mark.parametrize("layer_id", [catalog.BASE.LAYER_ID, *catalog.layer_ids()])
def test_both_maps_draw_the_same_features(tiny_view: MapView, layer_id: str) -> None:
    view = show(tiny_view, [layer_id])
    drawn = view.layer(layer_id).frame
    expected = set(drawn.loc[drawn["symbol"] != "badge", "feature_id"])
    assert in_leaflet(view, layer_id) == in_deck(view, layer_id) == expected


def test_both_maps_take_fill_and_line_from_the_same_columns(tiny_view: MapView) -> None:
    tourism = tiny_view.layer("tourism")
    recoloured = replace(tourism, frame=tourism.frame.assign(fill="#112233", fill_opacity=1.0, line="#445566"))
    others = tuple(recoloured if layer is tourism else layer for layer in tiny_view.layers)
    view = show(replace(tiny_view, layers=others), ["tourism"])
    payload = build_payload(view, details=False, layer_ids=("tourism",))
    style = payload["styles"][payload["layers"][0]["features"][0]["s"]]
    made = json.loads(pydeck.build_deck(view).to_json())
    properties = made["layers"][1]["data"]["features"][0]["properties"]
    assert (style["fill"], style["line"]) == ("#112233", "#445566")
    assert (properties["fill"], properties["line"]) == ([17, 34, 51, 255], [68, 85, 102, 255])
