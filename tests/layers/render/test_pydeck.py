import json
from typing import Any

import pytest

from layers.compose import show
from layers.model import MapView
from layers.render import pydeck

Deck = dict[str, Any]


def deck(view: MapView, *layer_ids: str) -> Deck:
    return json.loads(pydeck.build_deck(show(view, layer_ids)).to_json())


def layers(made: Deck) -> dict[str, Deck]:
    found = {layer["id"]: layer for layer in made["layers"]}
    assert len(found) == len(made["layers"])
    return found


def test_deck_asks_for_no_basemap(tiny_view: MapView) -> None:
    made = pydeck.build_deck(tiny_view)
    assert made.map_provider is None
    text = made.to_json()
    assert json.loads(text).get("mapProvider") is None
    assert "http" not in text


def test_deck_draws_counties_the_visible_layers_and_names(tiny_view: MapView) -> None:
    found = layers(deck(tiny_view, "roads", "town_targets"))
    assert list(found) == ["county_industries", "roads", "labels", "town_targets"]
    assert [row["name"] for row in found["labels"]["data"]] == ["甲县", "乙县", "丙区", "丁区"]


def test_joint_column_is_counted_once_at_its_upper_end(tiny_view: MapView) -> None:
    rows = layers(deck(tiny_view, "town_targets"))["town_targets"]["data"]
    assert [row["id"] for row in rows] == ["xz-ind-1", "xz-ind-2", "xz-ind-3"]
    heights = {row["id"]: row["elevation"] / pydeck.METRES_PER_WAN for row in rows}
    assert heights == pytest.approx({"xz-ind-1": 12, "xz-ind-2": 8.5, "xz-ind-3": 25})


def test_joint_column_lets_more_light_through(tiny_view: MapView) -> None:
    rows = {row["id"]: row for row in layers(deck(tiny_view, "town_targets"))["town_targets"]["data"]}
    assert rows["xz-ind-3"]["fill"][3] < rows["xz-ind-1"]["fill"][3]


def test_badges_stay_with_the_other_map(tiny_view: MapView) -> None:
    features = layers(deck(tiny_view, "parks"))["parks"]["data"]["features"]
    assert [feature["properties"]["id"] for feature in features] == ["xz-park-004"]


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
    assert pydeck.rgba(colour, opacity) == expected


def test_view_looks_at_the_city(tiny_view: MapView) -> None:
    state = deck(tiny_view)["initialViewState"]
    west, south, east, north = tiny_view.bounds
    assert west < state["longitude"] < east
    assert south - 0.2 < state["latitude"] < north
