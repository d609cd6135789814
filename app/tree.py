"""The layer tree: layers by theme, how many of each, which are shown."""

import streamlit as st

from app.panel import plain
from layers import catalog
from layers.messages import Messages
from layers.model import MapView


def layer_key(layer_id: str) -> str:
    """Key of the tick box of a layer in the session."""
    return f"layer-{layer_id}"


def show_tree(view: MapView, t: Messages) -> tuple[str, ...]:
    """Draw the tree; returns the ids of the ticked layers in tree order.

    The tick boxes start from the session, which the URL has filled.
    """
    st.markdown(f"**{t('page.layers')}**")
    chosen = []
    by_theme: dict[str, list[str]] = {theme: [] for theme in catalog.THEMES}
    for layer in view.layers:
        by_theme[layer.theme].append(layer.layer_id)
    for theme, ids in by_theme.items():
        ticked = sum(bool(st.session_state.get(layer_key(layer_id))) for layer_id in ids)
        title = t(f"theme.{theme}") + (f"　({ticked})" if ticked else "")
        with st.expander(title, expanded=bool(ticked) or theme == "population"):
            for layer_id in ids:
                layer = view.layer(layer_id)
                total = layer.drawn + len(layer.unlocated)
                count = t("tree.count", drawn=layer.drawn, total=total)
                if st.checkbox(
                    f"{plain(layer.title)} :gray[{count}]",
                    key=layer_key(layer_id),
                    disabled=total == 0,
                    help=plain(layer.abstract),
                ):
                    chosen.append(layer_id)
    return tuple(layer_id for layer_id in chosen if view.layer(layer_id).drawn + len(view.layer(layer_id).unlocated))
