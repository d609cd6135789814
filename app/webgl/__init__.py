"""The WebGL map of the app: pydeck, for extruded targets; where the browser has no WebGL, Leaflet takes its place."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st
import streamlit.components.v1 as components

from app import state
from layers.definition import Selection
from layers.messages import Messages
from layers.model import MapView
from layers.render import pydeck, swatches

PROBE = "webgl-probe"
_probe = components.declare_component("probe", path=str(Path(__file__).with_name("probe")))


def picked(objects: Mapping[str, list[dict[str, Any]]]) -> Selection | None:
    """What was clicked in the deck, as Leaflet would tell it; None for nothing.

    Parameters
    ----------
    objects
        Deck layer to the objects picked in it: rows, or features of GeoJSON.
    """
    for found in objects.values():
        for item in found:
            properties = item.get("properties", item)
            if "id" in properties and "layer" in properties:
                kind = "badge" if properties.get("kind") == "badge" else "feature"
                return Selection(
                    "badge" if kind == "badge" else "feature", str(properties["layer"]), str(properties["id"])
                )
    return None


def _on_pick(key: str) -> None:
    clicked = picked(st.session_state[key].selection.get("objects", {}))
    if clicked is not None:
        state.select(clicked)


def _fall_back(t: Messages) -> None:
    """Show the 2D map instead, and say why."""
    state.change(renderer="leaflet")
    state.notify(t("notice.no_webgl"))


def _on_probe(t: Messages) -> None:
    if st.session_state.get(PROBE) is False:
        _fall_back(t)


def show_deck(view: MapView, t: Messages, *, height: int) -> None:
    """Draw the deck; what is clicked becomes the selection of the view.

    The browser is asked for WebGL beside it: without, the view changes to the
    Leaflet map by itself and a notice says so.
    """
    key = f"deck-{view.city_code}"
    st.pydeck_chart(
        pydeck.build_deck(view),
        height=height,
        on_select=partial(_on_pick, key),
        selection_mode="single-object",
        key=key,
    )
    st.html(swatches.legend_html(view))
    # The answer may have come before the callback was known to the page.
    if _probe(key=PROBE, default=None, on_change=partial(_on_probe, t)) is False:
        _fall_back(t)
        st.rerun()
