from layers.compose import show
from layers.export.html import map_page
from layers.messages import Messages
from layers.model import MapView


def test_page_is_utf8_and_holds_the_visible_layers_only(tiny_view: MapView) -> None:
    text = map_page(show(tiny_view, ["parks"]), Messages("zh")).decode("utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert "甲县工业园" in text
    assert "甲乙铁路" not in text
