"""The layer tree: layers by theme, how many of each, which are shown.

Only the boxes of open themes are drawn: twenty-nine of them would hold up the
map. What is ticked is therefore kept in the view, not in the boxes.
"""

import streamlit as st

from app import state
from app.panel import plain
from layers import catalog
from layers.messages import Messages
from layers.model import Layer, MapView

ALWAYS_OPEN = "population"


def layer_key(layer_id: str) -> str:
    """Key of the tick box of a layer."""
    return f"layer-{layer_id}"


def show_layer(layer_id: str) -> None:
    """Switch a layer on, in a callback."""
    shown = {*state.current().layers, layer_id}
    state.change(layers=tuple(known for known in catalog.layer_ids() if known in shown))


def switch(layer_id: str, *, on: bool) -> None:
    """Show a layer, or no longer, in a callback."""
    if on:
        show_layer(layer_id)
    else:
        state.change(layers=tuple(other for other in state.current().layers if other != layer_id))


def _toggle(layer_id: str) -> None:
    switch(layer_id, on=st.session_state[layer_key(layer_id)])


def _box(layer: Layer, t: Messages) -> None:
    count = t("tree.count", drawn=layer.drawn, total=layer.total)
    st.session_state[layer_key(layer.layer_id)] = layer.layer_id in state.current().layers
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
    shown = state.current().layers
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
