"""The layer tree: layers by theme, how many of each, which are shown.

Only the boxes of open themes are drawn: twenty-nine of them would hold up the
map. What is ticked is therefore kept in the session, not in the boxes.
"""

import streamlit as st

from app.panel import plain
from layers import catalog
from layers.messages import Messages
from layers.model import Layer, MapView

TICKED = "layers"
ALWAYS_OPEN = "population"


def layer_key(layer_id: str) -> str:
    """Key of the tick box of a layer."""
    return f"layer-{layer_id}"


def ticked(view: MapView) -> tuple[str, ...]:
    """Ids of the ticked layers that hold anything, in tree order."""
    chosen = st.session_state[TICKED]
    return tuple(layer.layer_id for layer in view.layers if layer.layer_id in chosen and layer.total)


def _toggle(layer_id: str) -> None:
    chosen: list[str] = st.session_state[TICKED]
    others = [other for other in chosen if other != layer_id]
    st.session_state[TICKED] = [*others, layer_id] if st.session_state[layer_key(layer_id)] else others


def _box(layer: Layer, t: Messages) -> None:
    count = t("tree.count", drawn=layer.drawn, total=layer.total)
    st.session_state[layer_key(layer.layer_id)] = layer.layer_id in st.session_state[TICKED]
    st.checkbox(
        f"{plain(layer.title)} :gray[{count}]",
        key=layer_key(layer.layer_id),
        disabled=layer.total == 0,
        help=plain(layer.abstract),
        on_change=_toggle,
        args=(layer.layer_id,),
    )


def show_tree(view: MapView, t: Messages) -> None:
    """Draw the tree."""
    st.markdown(f"**{t('page.layers')}**")
    shown = ticked(view)
    for theme in catalog.THEMES:
        layers = [layer for layer in view.layers if layer.theme == theme]
        count = sum(layer.layer_id in shown for layer in layers)
        title = t(f"theme.{theme}") + (f"　({count})" if count else "")
        branch = st.expander(
            title, expanded=bool(count) or theme == ALWAYS_OPEN, key=f"theme-{theme}", on_change="rerun"
        )
        if branch.open:
            with branch:
                for layer in layers:
                    _box(layer, t)
