import pytest
import streamlit as st

from app import state, webgl
from layers.definition import Selection, ViewDefinition
from layers.messages import Messages


@pytest.mark.parametrize(
    ("objects", "expected"),
    [
        ({}, None),
        ({"labels": [{"text": "甲县"}]}, None),
        ({"county_industries": [{"properties": {"layer": "county_industries", "id": "431021", "name": "x"}}]},
         Selection("feature", "county_industries", "431021")),
        ({"town_targets": [{"layer": "town_targets", "id": "cz-ind-160"}]},
         Selection("feature", "town_targets", "cz-ind-160")),
        ({"badges": [{"layer": "parks", "id": "431021", "kind": "badge"}]}, Selection("badge", "parks", "431021")),
    ],
)  # fmt: skip
def test_pick_is_the_selection_that_the_other_map_would_make(
    objects: dict[str, list[dict[str, object]]], expected: Selection | None
) -> None:
    assert webgl.picked(objects) == expected


@pytest.mark.parametrize(("answer", "renderer"), [(False, "leaflet"), (True, "pydeck"), (None, "pydeck")])
def test_without_webgl_the_view_changes_to_the_2d_map_and_says_why(
    monkeypatch: pytest.MonkeyPatch, answer: object, renderer: str
) -> None:
    session = {state.VIEW: ViewDefinition("431000", renderer="pydeck"), webgl.PROBE: answer}
    monkeypatch.setattr(st, "session_state", session)
    webgl._on_probe(Messages("zh"))  # noqa: SLF001
    assert state.current().renderer == renderer
    assert state.notices() == ([Messages("zh")("notice.no_webgl")] if answer is False else [])
