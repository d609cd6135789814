"""The offline page as text; what it draws is seen in the browser tests."""

import json
import re
from collections.abc import Collection
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from layers.compose import show
from layers.export import html
from layers.messages import Messages
from layers.model import MapView
from layers.render import folium

HOSTILE = "</script><img src=x onerror=alert(1)>{{ 7 * 7 }}{% raise %}"
FETCHING = {"src", "href", "srcset", "poster", "data", "action", "background", "xlink:href"}


class Page(HTMLParser):
    """Elements of a page, what they would fetch, and the text of its scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.fetches: list[str] = []
        self.texts: dict[str, str] = {"script": "", "style": ""}
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._inside = tag
        self.fetches += [value or "" for name, value in attrs if name in FETCHING]
        assert not any(name.startswith("on") for name, _ in attrs), attrs

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside in self.texts:
            self.texts[self._inside] += data


def make(view: MapView, layer_ids: Collection[str] | None = None) -> str:
    return html.map_page(view, Messages("zh"), layer_ids=layer_ids).decode("utf-8")


@pytest.fixture(scope="module")
def page(tiny_view: MapView) -> str:
    return make(tiny_view)


def carried(text: str) -> dict[str, object]:
    """The payload that the page draws."""
    start = re.search(r"window\.atlas = new Atlas\(map_atlas, ", text)
    assert start
    payload, _ = json.JSONDecoder().raw_decode(text, start.end())
    return payload


def hostile(view: MapView) -> MapView:
    layers = tuple(
        replace(
            layer,
            title=HOSTILE,
            abstract=HOSTILE,
            frame=layer.frame.assign(name=HOSTILE, citation=HOSTILE, label=HOSTILE),
            unlocated=layer.unlocated.assign(name=HOSTILE, citation=HOSTILE),
        )
        for layer in view.layers
    )
    return replace(view, title=HOSTILE, layers=layers, notes=(HOSTILE,), headlines=((HOSTILE, HOSTILE, HOSTILE),))


def test_page_asks_for_nothing(page: str) -> None:
    found = Page(page)
    assert found.fetches == []
    assert "link" not in found.tags
    assert not re.search(r"url\(|@import|@font-face", found.texts["style"])
    assert "sourceMappingURL" not in page


def test_page_holds_leaflet_our_script_and_their_styles(page: str) -> None:
    found = Page(page)
    assert "L.version" in found.texts["script"] or "Leaflet" in found.texts["script"]
    assert folium.atlas_script() in found.texts["script"]
    assert folium.atlas_css() in found.texts["style"]
    assert ".leaflet-pane" in found.texts["style"]


def test_page_carries_the_visible_layers_with_facts_and_citations(page: str, tiny_view: MapView) -> None:
    payload = carried(page)
    assert [layer["id"] for layer in payload["layers"]] == list(tiny_view.visible)
    assert "未经审图" in page
    for feature in payload["layers"][0]["features"]:
        assert feature["q"]


def test_page_can_carry_more_layers_than_it_shows(tiny_view: MapView) -> None:
    text = make(show(tiny_view, ["roads"]), ["parks", "roads"])
    assert [layer["id"] for layer in carried(text)["layers"]] == ["parks", "roads"]
    assert carried(text)["visible"] == ["roads"]


def test_hostile_strings_add_no_element_and_come_back_as_they_were(page: str, tiny_view: MapView) -> None:
    text = make(hostile(tiny_view))
    assert Page(text).tags == Page(page).tags
    payload = carried(text)
    assert payload["title"] == HOSTILE
    assert {feature["n"] for layer in payload["layers"] for feature in layer["features"]} == {HOSTILE}
    assert "<img" not in text


def test_data_is_never_run_as_a_template(tiny_view: MapView) -> None:
    text = make(replace(tiny_view, title="{{ 7 * 7 }}"))
    assert carried(text)["title"] == "{{ 7 * 7 }}"
    assert "<title>{{ 7 * 7 }}</title>" in text
