"""资源浏览: the map, its layers, and what is known of what is clicked."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from app import data, downloads, filters, leaflet, panel, search, tree, webgl
from app.guard import guarded
from geo.frames import Frames
from layers import compose, views
from layers.definition import RENDERERS, Selection, ViewDefinition, from_query
from layers.filters import COLUMNS, hidden_ids
from layers.messages import Messages
from layers.model import MapView
from layers.render.folium import ShowLayers

MAP_HEIGHT = 640


def read_address(cities: list[str]) -> ViewDefinition:
    """The view that the URL describes."""
    return from_query(st.query_params.to_dict(), views.known(cities, data.load_frames))


def start(choices: ViewDefinition) -> None:
    """Fill the session from the URL once per visit, before anything rewrites the URL."""
    if "started" in st.session_state:
        return
    st.session_state["started"] = True
    st.session_state["selection"] = choices.selection
    st.session_state["renderer"] = choices.renderer
    st.session_state["unknown"] = choices.unknown
    st.session_state[tree.TICKED] = list(choices.layers)
    for name in COLUMNS:
        st.session_state[filters.filter_key(name)] = list(choices.filters.kept.get(name, ()))


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


def _below(loaded: Frames, view: MapView, whole: MapView, t: Messages) -> None:
    """What is on the map, what is not, and downloads: one at a time, drawn when asked for.

    The table widget is heavy to load; the map comes first.
    """
    columns = ["feature_id", "name", "accuracy_code", "citation"]
    none = pd.DataFrame(columns=[*columns, "layer"])
    shown = [layer.frame[columns].assign(layer=layer.title) for layer in view.shown() if layer.drawn]
    missing = [layer.unlocated[columns].assign(layer=layer.title) for layer in view.shown() if len(layer.unlocated)]
    tables = {"drawn": pd.concat(shown) if shown else none, "unlocated": pd.concat(missing) if missing else none}
    part = st.segmented_control(
        t("below.label"),
        ["drawn", "unlocated", "download"],
        key="below",
        format_func=lambda name: t(f"tab.{name}", count=len(tables.get(name, none))),
    )
    if part == "download":
        with guarded(t):
            downloads.show_downloads(view, whole, t)
    elif part in tables:
        if part == "unlocated":
            st.caption(t("unlocated.why"))
        frame = tables[part][["layer", "name", "accuracy_code", "citation", "feature_id"]]
        accuracy = loaded.tables.titles("accuracy", t.language)
        frame = frame.assign(accuracy_code=frame["accuracy_code"].map(accuracy))
        titles = {name: t(f"column.{name}") for name in frame.columns}
        st.dataframe(frame.rename(columns=titles), hide_index=True, width="stretch")


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
    choices = read_address(list(cities))
    t = Messages(choices.language)
    start(choices)
    loaded = data.load_frames(choices.city)
    whole = data.load_view(loaded, choices.language)
    visible = tree.ticked(whole)
    shown = compose.show(whole, visible)
    chosen = filters.chosen(loaded)
    now = replace(
        choices,
        renderer=st.session_state["renderer"],
        layers=visible,
        selection=st.session_state["selection"],
        filters=chosen,
    )
    view = views.draw(loaded, now, t, whole)
    _notices(loaded, t)
    st.markdown(f"#### {panel.plain(whole.title)}")
    map_column, panel_column = st.columns([7, 3], gap="small")
    with map_column, guarded(t):
        clicked = _map(shown, view, st.session_state["renderer"], t)
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
    _below(loaded, view, whole, t)
    query = replace(now, renderer=st.session_state["renderer"], selection=st.session_state["selection"]).to_query()
    if st.query_params.to_dict() != query:
        st.query_params.from_dict(query)
