"""The same MapView in Leaflet, pydeck and print: the same features, colours, order, opacity and legend."""

import base64
import json
import re
from dataclasses import dataclass, replace
from typing import Any

import pytest
from matplotlib.patches import Patch

from layers import catalog
from layers.compose import show
from layers.model import STYLE_COLUMNS, MapView
from layers.render import deck_words, pydeck
from layers.render.payload import build_payload
from layers.render.print.canvas import new_canvas
from layers.render.print.ground import fit
from layers.render.print.plot import draw_map

COLUMNS = deck_words.TARGETS  # drawn as columns in the deck, as circles elsewhere
ORDER = ("fill", "line", "point")


@dataclass(frozen=True)
class Shown:
    """What a renderer shows of a feature."""

    layer: str
    feature: str
    line: str
    fill: str


def hexed(four: list[int]) -> str:
    return "#" + "".join(f"{part:02x}" for part in four[:3])


def in_leaflet(view: MapView) -> list[Shown]:
    payload = build_payload(view, details=False)
    shown = [payload["counties"], *(layer for layer in payload["layers"] if layer["id"] in payload["visible"])]
    return [
        Shown(layer["id"], feature["id"], style["line"], style["fill"])
        for layer in shown
        for feature in layer["features"]
        if (style := payload["styles"][feature["s"]])["symbol"] != "badge"
    ]


def counted_in_leaflet(view: MapView) -> set[tuple[str, str, str]]:
    payload = build_payload(view, details=False)
    return {
        (layer["id"], feature["id"], code)
        for layer in payload["layers"]
        if layer["id"] in payload["visible"]
        for feature in layer["features"]
        if payload["styles"][feature["s"]]["symbol"] == "badge"
        for code in feature["c"]
    }


def deck_of(view: MapView) -> list[dict[str, Any]]:
    layers: list[dict[str, Any]] = json.loads(pydeck.build_deck(view).to_json())["layers"]
    return layers


def in_deck(view: MapView) -> list[Shown]:
    found = []
    for layer in deck_of(view):
        if layer["@@type"] == "GeoJsonLayer" and layer["id"] != "backdrop":
            for feature in layer["data"]["features"]:
                own = feature["properties"]
                found.append(Shown(own["layer"], own["id"], hexed(own["line"]), hexed(own["fill"])))
        elif layer["@@type"] == "IconLayer":
            for row in layer["data"]:
                svg = base64.b64decode(row["icon"]["url"].partition(",")[2]).decode()
                line, fill = (re.search(f'{name}="(#[0-9a-f]+)"', svg) for name in ("stroke", "fill"))
                assert line
                assert fill
                found.append(Shown(row["layer"], row["id"], line[1], fill[1]))
        elif layer["@@type"] == "ColumnLayer":
            found += [Shown(row["layer"], row["id"], hexed(row["fill"]), hexed(row["fill"])) for row in layer["data"]]
    return found


def counted_in_deck(view: MapView) -> set[tuple[str, str, str]]:
    rows = [row for layer in deck_of(view) if layer["id"] == "badges" for row in layer["data"]]
    return {(row["layer"], feature, row["id"]) for row in rows for feature in row["ids"]}


def in_print(view: MapView) -> list[tuple[str, str, str]]:
    """Layer, feature and colour of what was drawn, badges too, in drawing order."""
    canvas = new_canvas(160.0, 120.0)
    plot = draw_map(view, canvas, fit(view, (0.0, 0.0, 160.0, 120.0)))
    assert [item.order for item in plot.drawn] == sorted(item.order for item in plot.drawn)
    return [(item.layer_id, item.feature_id, item.colour) for item in plot.drawn]


@pytest.mark.parametrize("layer_id", [catalog.BASE.LAYER_ID, *catalog.layer_ids()])
def test_both_screens_draw_the_same_features_in_the_same_colours(tiny_view: MapView, layer_id: str) -> None:
    view = show(tiny_view, [layer_id])
    frame = view.layer(layer_id).frame
    expected = {
        Shown(layer_id, row.feature_id, row.line, row.fill) for row in frame.itertuples() if row.symbol != "badge"
    }
    leaflet, deck = ({item for item in drawn if item.layer == layer_id} for drawn in (in_leaflet(view), in_deck(view)))
    assert leaflet == expected
    assert deck == expected
    assert counted_in_leaflet(view) == counted_in_deck(view)


EVERYTHING = catalog.layer_ids()


def test_paper_holds_what_the_screen_holds(tiny_view: MapView) -> None:
    view = show(tiny_view, EVERYTHING)
    printed = {(layer, feature) for layer, feature, _ in in_print(view)}
    badges = {(layer, feature) for layer, feature, _ in counted_in_leaflet(view)}
    assert printed == {(item.layer, item.feature) for item in in_leaflet(view)} | badges
    assert printed == {(item.layer, item.feature) for item in in_deck(view)} | badges


def test_paper_takes_its_colours_from_the_same_columns(tiny_view: MapView) -> None:
    view = show(tiny_view, EVERYTHING)
    screen = {(item.layer, item.feature): item for item in in_leaflet(view)}
    for layer, feature, colour in in_print(view):
        item = screen.get((layer, feature))
        if item is not None:
            assert colour == (item.fill if layer == catalog.BASE.LAYER_ID else item.line)


def test_all_three_draw_layers_in_the_order_of_the_tree(tiny_view: MapView) -> None:
    view = show(tiny_view, EVERYTHING)
    symbols = {row.feature_id: row.symbol for layer in view.shown() for row in layer.frame.itertuples()}
    for drawn in (
        [(item.layer, item.feature) for item in in_leaflet(view)],
        [(item.layer, item.feature) for item in in_deck(view) if item.layer != COLUMNS],
        [(layer, feature) for layer, feature, _ in in_print(view)],
    ):
        for symbol in ORDER:
            order = [layer for layer, feature in drawn if symbols.get(feature) == symbol]
            places = [EVERYTHING.index(layer) for layer in order]
            assert places == sorted(places)
        assert drawn[0][0] == catalog.BASE.LAYER_ID


def test_one_change_of_the_columns_changes_all_three(tiny_view: MapView) -> None:
    tourism = tiny_view.layer("tourism")
    recoloured = replace(tourism, frame=tourism.frame.assign(fill="#112233", fill_opacity=1.0, line="#445566"))
    others = tuple(recoloured if layer is tourism else layer for layer in tiny_view.layers)
    view = show(replace(tiny_view, layers=others), ["tourism"])
    expected = Shown("tourism", "xz-tour-001", "#445566", "#112233")
    assert expected in in_leaflet(view)
    assert expected in in_deck(view)
    assert ("tourism", "xz-tour-001", "#445566") in in_print(view)


def test_counties_are_filled_alike(tiny_view: MapView) -> None:
    base = tiny_view.counties
    filled = replace(base, frame=base.frame.assign(fill=["#111111", "#222222", "#333333", "#444444"]))
    view = show(replace(tiny_view, counties=filled), [])
    expected = dict(zip(filled.frame["feature_id"], filled.frame["fill"], strict=True))
    assert {item.feature: item.fill for item in in_leaflet(view)} == expected
    assert {item.feature: item.fill for item in in_deck(view)} == expected
    assert {feature: colour for _, feature, colour in in_print(view)} == expected


def test_opacity_is_one_value_for_every_renderer(tiny_view: MapView) -> None:
    view = show(replace(tiny_view, opacity={"tourism": 0.4}), ["tourism", "grand_cross"])
    deck = {layer["id"]: layer.get("opacity") for layer in deck_of(view)}
    assert (deck["tourism"], deck["tourism-points"], deck["grand_cross"]) == (0.4, 0.4, 1.0)
    canvas = new_canvas(160.0, 120.0)
    draw_map(view, canvas, fit(view, (0.0, 0.0, 160.0, 120.0)))
    (look,) = view.layer("tourism").frame.itertuples()
    rims = [patch.get_edgecolor() for patch in canvas.figure.findobj(Patch)]
    red, green, blue = (int(look.line[at : at + 2], 16) / 255 for at in (1, 3, 5))
    assert any(rim == pytest.approx((red, green, blue, 0.4)) for rim in rims)


def test_legend_of_the_screen_is_that_of_the_layers(tiny_view: MapView) -> None:
    view = show(tiny_view, EVERYTHING)
    payload = build_payload(view, details=False)
    for layer in (payload["counties"], *payload["layers"]):
        own = view.layer(layer["id"]).legend
        assert [item["n"] for item in layer["legend"]] == [item.label for item in own]
        for item, expected in zip(layer["legend"], own, strict=True):
            look = payload["styles"][item["s"]]
            assert all(look[name] == getattr(expected.style, name) for name in STYLE_COLUMNS)
