from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from layers.compose import show
from layers.model import LegendItem, MapView, Style
from layers.render.swatches import legend_html, swatch
from layers.symbols import SHAPES

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.mark.parametrize("symbol", ["fill", "line", "point", "badge"])
def test_picture_of_a_style_is_well_formed_and_in_its_colours(symbol: str) -> None:
    style = Style(symbol, fill="#112233", line="#445566", dash="3 2", radius=7, shape="plane")  # type: ignore[arg-type]
    (mark,) = ET.fromstring(swatch(style))  # noqa: S314  # our own text
    assert mark.get("stroke") == "#445566"
    assert mark.get("fill") == ("none" if symbol == "line" else "#112233")
    assert mark.get("stroke-dasharray")
    assert (mark.get("d") == SHAPES["plane"]) == (symbol == "point")


def test_legend_holds_what_the_layers_say(tiny_view: MapView) -> None:
    text = legend_html(show(tiny_view, ["roads", "grand_cross"]))
    for layer in (tiny_view.layer("roads"), tiny_view.layer("grand_cross"), tiny_view.counties):
        assert layer.title in text
        assert all(item.label in text for item in layer.legend)
    assert tiny_view.layer("parks").title not in text


def test_names_stay_text(tiny_view: MapView) -> None:
    roads = replace(tiny_view.layer("roads"), title=HOSTILE, legend=(LegendItem(HOSTILE, Style("line")),))
    others = tuple(roads if layer.layer_id == "roads" else layer for layer in tiny_view.layers)
    text = legend_html(show(replace(tiny_view, layers=others), ["roads"]))
    assert "<img src=x" not in text
    assert text.count("&lt;img") == 2
