"""What the app makes of the messages of its map."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from app import data, leaflet
from layers.definition import Selection
from layers.render import folium as renderer


def value(talk: leaflet.Talk, *messages: Mapping[str, Any]) -> dict[str, Any]:
    return {"visit": talk.visit, "attempt": 1, "messages": list(messages)}


def test_each_message_is_acted_on_once_and_in_order() -> None:
    talk, done = leaflet.Talk(), []
    first = {"n": 1, "kind": "layer", "layer": "parks", "on": True}
    second = {"n": 2, "kind": "layer", "layer": "parks", "on": False}
    assert leaflet.hear(value(talk, first), talk, done.append) == 1
    assert leaflet.hear(value(talk, first), talk, done.append) == 0
    assert leaflet.hear(value(talk, first, second), talk, done.append) == 1
    assert done == [first, second]
    assert talk.seen == 2


def test_messages_of_another_session_are_not_taken_for_ones_of_this() -> None:
    talk, done = leaflet.Talk(), []
    old = value(leaflet.Talk(), {"n": 5, "kind": "layer", "layer": "parks", "on": True})
    assert leaflet.hear(old, talk, done.append) == 0
    assert done == []
    assert talk.seen == 0


@pytest.mark.parametrize("nothing", [None, 7, "text", {}, {"visit": "x"}])
def test_anything_else_is_no_message(nothing: object) -> None:
    assert leaflet.hear(nothing, leaflet.Talk(), pytest.fail) == 0


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        (None, None),
        ({"kind": "feature", "layer": "parks", "id": "cz-park-001"}, Selection("feature", "parks", "cz-park-001")),
        ({"kind": "badge", "layer": "parks", "county": "431021"}, Selection("badge", "parks", "431021")),
    ],
)
def test_what_is_clicked_is_a_selection(what: object, expected: Selection | None) -> None:
    assert leaflet.selection({"n": 1, "kind": "select", "what": what}) == expected


def test_the_map_that_is_drawn_is_noted_and_told_to_nobody() -> None:
    talk = leaflet.Talk()
    assert leaflet.hear(value(talk, {"n": 1, "kind": "drawn"}), talk, pytest.fail) == 1
    assert talk.drawn


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        (None, None),
        ([112.5, 25.0, 113.5, 26.0], (112.5, 25.0, 113.5, 26.0)),
        ([113.5, 25.0, 112.5, 26.0], None),
        (["<b>", 25.0, 112.5, 26.0], None),
    ],
)
def test_a_view_to_keep_is_an_extent_on_the_globe(bounds: object, expected: object) -> None:
    assert leaflet.extent({"n": 1, "kind": "extent", "bounds": bounds}) == expected


def test_the_page_of_the_frame_links_files_that_are_served_and_nothing_else(tmp_path: Path) -> None:
    payload = data.Payload("north.json", "{}")
    assert leaflet.serve(payload, tmp_path) == payload.name
    linked = re.findall(r'(?:src|href)="([^"]+)"', (tmp_path / "index.html").read_text(encoding="utf-8"))
    assert [name.rsplit(".", 1)[1] for name in linked] == ["css", "json", "js"]
    style, map_file, script = ((tmp_path / name).read_text(encoding="utf-8") for name in linked)
    assert map_file == payload.text
    assert renderer.atlas_css() in style
    for part in (renderer.leaflet_script(), renderer.atlas_script()):
        assert part in script
    for name in leaflet.SCRIPTS:
        assert (leaflet.OWN / name).read_text(encoding="utf-8") in script
    assert {path.name for path in leaflet.OWN.glob("*.js")} == set(leaflet.SCRIPTS)


def test_the_page_names_the_latest_map_and_files_that_vanished_are_written_again(tmp_path: Path) -> None:
    folder = tmp_path / "served"
    leaflet.serve(data.Payload("one.json", "{}"), folder)
    leaflet.serve(data.Payload("two.json", "[]"), folder)
    assert "two.json" in (folder / "index.html").read_text(encoding="utf-8")
    shutil.rmtree(folder)
    leaflet.serve(data.Payload("two.json", "[]"), folder)
    assert "two.json" in (folder / "index.html").read_text(encoding="utf-8")
    assert (folder / "two.json").read_text(encoding="utf-8") == "[]"
