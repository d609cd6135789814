"""资源浏览: the map, its layers, and what is known of what is clicked."""

from collections.abc import Mapping
from html import escape
from typing import Any

import streamlit as st

from app import below, bookmarks, data, fill_box, filters, leaflet, panel, search, state, tree, webgl
from app.guard import guarded
from geo.frames import Frames
from layers import compose
from layers.definition import RENDERERS
from layers.figures import TARGETS
from layers.messages import Messages
from layers.model import MapView

MAP_HEIGHT = 640


def _act(message: Mapping[str, Any]) -> None:
    """What the planner did on the map."""
    match message["kind"]:
        case "select":
            state.select(leaflet.selection(message))
        case "layer":
            tree.switch(str(message["layer"]), on=bool(message["on"]))
        case "extent":
            state.change(extent=leaflet.extent(message))


def _map(shown: MapView, view: MapView, payload: data.Payload, renderer: str, t: Messages) -> None:
    """Draw the map: all that is shown before filtering, and the filtered view of it; take what was clicked."""
    if renderer == "pydeck":
        webgl.show_deck(view, t, height=MAP_HEIGHT)
        columns = TARGETS in view.visible and view.layer(TARGETS).drawn
        st.caption(t("deck.hint" if columns else "deck.flat"))
        st.caption(" ｜ ".join(panel.plain(note) for note in view.notes))
        return
    leaflet.show_map(
        payload,
        shown,
        view,
        _act,
        t=t,
        selected=state.current().selection,
        fly=state.flights(),
        height=MAP_HEIGHT,
        filtered=bool(state.current().filters),
    )
    leaflet.let_map_first()


def _notices(loaded: Frames, t: Messages) -> None:
    for text in state.notices():
        st.warning(panel.plain(text))
    errors = [issue for issue in loaded.issues if issue.severity == "error"]
    if errors:
        st.error(panel.plain(t("notice.errors", count=len(errors), first=errors[0].message)))


def _renderer(t: Messages) -> None:
    def choose() -> None:
        state.change(renderer=st.session_state["renderer"])

    st.session_state["renderer"] = state.current().renderer
    st.segmented_control(
        t("map.renderer"),
        RENDERERS,
        key="renderer",
        format_func=lambda name: t(f"renderer.{name}"),
        required=True,
        on_change=choose,
    )


def show() -> None:
    """The page."""
    loaded = data.load_frames(state.current().city)
    whole = data.load_view(loaded, state.current().language)
    state.settle(loaded, whole)
    now, t = state.current(), state.words()
    shown = compose.show(whole, now.layers)
    view = data.load_drawn(loaded, now)
    _notices(loaded, t)
    filters.show_empty(shown, view, t)
    st.html(f"<h4 class='atlas-heading'>{escape(whole.title)}</h4>")
    map_column, panel_column = st.columns([7, 3], gap="small")
    with map_column, guarded(t):
        _map(shown, view, data.load_payload(loaded, now.language), now.renderer, t)
    with panel_column, st.container(height=MAP_HEIGHT, border=True, key="panel"), guarded(t):
        panel.show_panel(state.current().selection, loaded, view, whole, t)
    with st.sidebar:
        search.show_search(loaded, whole, t)
        filters.show_filters(loaded, shown, view, t)
        fill_box.show_fill(loaded, t)
        tree.show_tree(loaded, whole, t)
        bookmarks.show_bookmarks(t)
        _renderer(t)
    below.show_below(loaded, view, whole, t)
