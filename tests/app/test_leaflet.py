"""What the app makes of the messages of its map."""

from collections.abc import Mapping
from typing import Any

import pytest

from app import leaflet
from layers.definition import Selection


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
