"""Search over all names and aliases of a city; a hit switches its layer on and is flown to."""

import streamlit as st

from app import state, tree
from geo.frames import Frames
from layers import catalog
from layers.definition import Selection
from layers.messages import Messages
from layers.model import MapView

KEY = "search"

Hit = tuple[str, str, str]  # words shown, layer id, feature id


def find_hits(loaded: Frames, view: MapView) -> list[Hit]:
    """Everything that can be searched: counties, then the rows of every layer, mapped or not."""
    aliases = loaded.tables["feature_aliases"].groupby("feature_id")["alias_zh"].agg("、".join).to_dict()
    hits: list[Hit] = []
    for layer in (view.counties, *view.layers):
        for frame in (layer.frame, layer.unlocated):
            for feature_id, name in zip(frame["feature_id"], frame["name"], strict=True):
                also = f"（{aliases[feature_id]}）" if feature_id in aliases else ""
                hits.append((f"{name}{also} · {layer.title}", layer.layer_id, str(feature_id)))
    return hits


def _take(hits: list[Hit]) -> None:
    place: int | None = st.session_state[KEY]
    if place is None:
        return
    _, layer_id, feature_id = hits[place]
    state.select(Selection("feature", layer_id, feature_id), fly=True)
    if layer_id != catalog.BASE.LAYER_ID:
        tree.show_layer(layer_id)
        st.session_state[f"theme-{view_theme(layer_id)}"] = True


def view_theme(layer_id: str) -> str:
    """Theme of a layer of the catalogue."""
    return next(
        theme for theme, modules in catalog.THEMES.items() if any(m.__name__.endswith(f".{layer_id}") for m in modules)
    )


def show_search(loaded: Frames, view: MapView, t: Messages) -> None:
    """The search box."""
    hits = find_hits(loaded, view)
    st.selectbox(
        t("search.label"),
        range(len(hits)),
        index=None,
        key=KEY,
        placeholder=t("search.hint"),
        format_func=lambda place: hits[place][0],
        on_change=_take,
        args=(hits,),
        label_visibility="collapsed",
    )
