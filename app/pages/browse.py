"""资源浏览: the map, its layers, and what is known of what is clicked."""

import streamlit as st

from app import below, data, filters, leaflet, panel, search, state, tree, webgl
from app.guard import guarded
from geo.frames import Frames
from layers import compose, views
from layers.definition import RENDERERS, Selection
from layers.filters import hidden_ids
from layers.messages import Messages
from layers.model import MapView
from layers.render.folium import ShowLayers

MAP_HEIGHT = 640


def _map(shown: MapView, view: MapView, renderer: str, t: Messages) -> Selection | None:
    """Draw the map: all that is shown before filtering, and the filtered view of it."""
    if renderer == "pydeck":
        clicked = webgl.show_deck(view, height=MAP_HEIGHT)
        st.caption(t("deck.hint"))
        st.caption(" ｜ ".join(panel.plain(note) for note in view.notes))
        return clicked
    selected = st.session_state["selection"]
    key = f"map-{view.city_code}-{t.language}-{view.version}"
    call = ShowLayers(
        view.visible, leaflet.marked(selected), st.session_state.get(search.FLY, 0), hidden_ids(shown, view)
    )
    return leaflet.show_map(shown, call, key=key, height=MAP_HEIGHT)


def _notices(loaded: Frames, t: Messages) -> None:
    unknown = st.session_state.pop("unknown", ())
    if unknown:
        st.warning(t("notice.unknown", what="、".join(unknown)))
    errors = [issue for issue in loaded.issues if issue.severity == "error"]
    if errors:
        st.error(t("notice.errors", count=len(errors), first=errors[0].message))


def show() -> None:
    """The page."""
    cities = data.load_cities()
    choices = state.read_address(list(cities))
    t = Messages(choices.language)
    state.start(choices)
    loaded = data.load_frames(choices.city)
    whole = data.load_view(loaded, choices.language)
    now = state.now(choices, loaded, whole)
    shown = compose.show(whole, now.layers)
    view = views.draw(loaded, now, t, whole)
    _notices(loaded, t)
    st.markdown(f"#### {panel.plain(whole.title)}")
    map_column, panel_column = st.columns([7, 3], gap="small")
    with map_column, guarded(t):
        clicked = _map(shown, view, now.renderer, t)
        if clicked is not None:
            st.session_state["selection"] = clicked
    with panel_column, st.container(height=MAP_HEIGHT, border=True), guarded(t):
        panel.show_panel(st.session_state["selection"], loaded, view, t)
    with st.sidebar:
        search.show_search(loaded, whole, t)
        filters.show_filters(loaded, shown, view, t)
        tree.show_tree(whole, t)
        st.segmented_control(
            t("map.renderer"), RENDERERS, key="renderer", format_func=lambda name: t(f"renderer.{name}"), required=True
        )
    below.show_below(loaded, view, t)
    state.write_address(now)
