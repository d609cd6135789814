"""The map inside the app: folium through streamlit-folium, Leaflet served by the app itself."""

from typing import Any

import folium
import streamlit as st
import streamlit.components.v1 as components
from streamlit_folium import st_folium

from layers.definition import Selection
from layers.model import MapView
from layers.render import folium as renderer

# Streamlit serves the installed Leaflet at /component/app.leaflet.leaflet/;
# LinkedAtlasMap links it from there.
components.declare_component("leaflet", path=str(renderer.leaflet_folder()))


def marked(selected: Selection | None) -> str | None:
    """The feature to mark on the map; a badge marks nothing."""
    return f"{selected.layer}/{selected.id}" if selected is not None and selected.kind == "feature" else None


def show_map(view: MapView, call: renderer.ShowLayers, *, key: str, height: int) -> Selection | None:
    """Draw a map and return what was clicked since the last run, if anything.

    Panning and zooming send nothing back, so they never rerun the app. All
    layers sit in the page once; ``call`` only names what to show.
    """
    group = folium.FeatureGroup()
    group.add_child(call)
    value = st_folium(
        renderer.app_map(view),
        key=key,
        height=height,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=group,
    )
    return _clicked(value, key)


def _clicked(value: Any, key: str) -> Selection | None:
    """The click a component value tells of, once."""
    if not isinstance(value, dict) or "n" not in value:
        return None
    seen = f"{key}-seen"
    if st.session_state.get(seen) == value["n"]:
        return None
    st.session_state[seen] = value["n"]
    if value.get("kind") == "badge":
        return Selection("badge", str(value["layer"]), str(value["county"]))
    return Selection("feature", str(value["layer"]), str(value["id"]))
