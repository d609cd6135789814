"""The WebGL map of the app: pydeck, for extruded targets."""

import streamlit as st

from layers.definition import Selection
from layers.model import MapView
from layers.render import pydeck


def show_deck(view: MapView, *, height: int) -> Selection | None:
    """Draw the deck and return what was clicked since the last run, if anything."""
    event = st.pydeck_chart(
        pydeck.build_deck(view),
        height=height,
        on_select="rerun",
        selection_mode="single-object",
        key=f"deck-{view.city_code}",
    )
    picked = [item for objects in event.selection.get("objects", {}).values() for item in objects]
    if not picked:
        st.session_state["deck-seen"] = None
        return None
    properties = picked[0].get("properties", picked[0])
    if "id" not in properties or properties["id"] == st.session_state.get("deck-seen"):
        return None
    st.session_state["deck-seen"] = properties["id"]
    return Selection("feature", str(properties["layer"]), str(properties["id"]))
