"""The layer tree: layers by theme, how many of each, which are shown, and what each is made of.

Only the boxes of open themes are drawn: all of them would hold up the map.
What is ticked is therefore kept in the view, not in the boxes.
"""

import streamlit as st

from app import data, state
from app.folds import fold, unfold
from app.layer_notes import show_details
from app.text import plain
from geo.frames import Frames
from layers import catalog, damage
from layers.messages import Messages
from layers.model import Layer, MapView
from layers.spelling import words

ALWAYS_OPEN = "population"
WANTED = "tree-search"


def layer_key(layer_id: str) -> str:
    """Key of the tick box of a layer."""
    return f"layer-{layer_id}"


def open_theme(theme: str) -> None:
    """Open the branch of a theme, in a callback."""
    unfold(f"theme-{theme}")


def show_layers(layer_ids: list[str]) -> None:
    """Switch layers on, in a callback."""
    shown = {*state.current().layers, *layer_ids}
    state.change(layers=tuple(known for known in catalog.layer_ids() if known in shown))


def hide_layers(layer_ids: list[str]) -> None:
    """Switch layers off, in a callback."""
    state.change(layers=tuple(other for other in state.current().layers if other not in layer_ids))


def switch(layer_id: str, *, on: bool) -> None:
    """Show a layer, or no longer, in a callback."""
    (show_layers if on else hide_layers)([layer_id])


def _toggle(layer_id: str) -> None:
    switch(layer_id, on=st.session_state[layer_key(layer_id)])


def _box(layer: Layer, unread: dict[str, str], t: Messages) -> None:
    """One layer: its tick box, how much of it is drawn, and its details when asked for."""
    damaged = unread.get(layer.layer_id)
    count = t("tree.unread") if damaged else t("tree.count", drawn=layer.drawn, total=layer.total)
    shown = layer.layer_id in state.current().layers
    st.session_state[layer_key(layer.layer_id)] = shown
    with st.container(horizontal=True, vertical_alignment="top", gap="xsmall", wrap=False, key=f"row-{layer.layer_id}"):
        st.checkbox(
            f"{plain(layer.title)} {count}",
            key=layer_key(layer.layer_id),
            disabled=damaged is not None and not shown,
            on_change=_toggle,
            args=(layer.layer_id,),
            width="stretch",
            wrap=True,
        )
        more = st.popover(t("tree.details"), type="tertiary", key=f"about-{layer.layer_id}", on_change="rerun")
    if more.open:
        with more:
            show_details(layer, damaged, t)


def _all_or_none(theme: str, layers: list[Layer], t: Messages) -> None:
    ids = [layer.layer_id for layer in layers]
    with st.container(horizontal=True, gap="small"):
        st.button(t("tree.all"), key=f"all-{theme}", type="tertiary", on_click=show_layers, args=(ids,))
        st.button(t("tree.no"), key=f"none-{theme}", type="tertiary", on_click=hide_layers, args=(ids,))


def _branch(theme: str, layers: list[Layer], unread: dict[str, str], t: Messages) -> None:
    held = [layer for layer in layers if layer.total or layer.layer_id in unread]
    shown = [layer for layer in held if layer.layer_id in state.current().layers]
    drawn, total = sum(layer.drawn for layer in held), sum(layer.total for layer in held)
    on = f"　**{t('tree.on', count=len(shown))}**" if shown else ""
    title = f"{t(f'theme.{theme}')}{on}　:gray[{t('tree.count', drawn=drawn, total=total)}]"
    branch = fold(title, f"theme-{theme}", opened=bool(shown) or theme == ALWAYS_OPEN)
    if branch is None:
        return
    with branch, st.container(gap=None):
        if len(held) > 1:
            _all_or_none(theme, held, t)
        for layer in held:
            _box(layer, unread, t)
        absent = [layer.title for layer in layers if layer not in held]
        if absent:
            st.caption(plain(t("tree.absent", what=t("plate.comma").join(absent))))


def _found(loaded: Frames, view: MapView, asked: str, t: Messages) -> list[Layer]:
    """Layers that fit what is looked for in the tree, in tree order."""
    hits = data.load_hits(loaded, view, t.language, asked)
    wanted = {hit.entry.selection.layer for hit in hits if hit.entry.selection.kind == "layer"}
    return [layer for layer in view.layers if layer.layer_id in wanted]


def show_tree(loaded: Frames, view: MapView, t: Messages) -> None:
    """Draw the tree of the map with all layers, unfiltered."""
    st.markdown(f"**{t('page.layers')}**", help=t("tree.help"))
    asked = st.text_input(
        t("tree.search"),
        key=WANTED,
        type="search",
        live="300ms",
        max_chars=60,
        placeholder=t("tree.search"),
        label_visibility="collapsed",
    )
    unread = damage.unread(loaded, view)
    if asked and words(asked):
        found = _found(loaded, view, asked, t)
        for layer in found:
            _box(layer, unread, t)
        if not found:
            st.caption(plain(t("tree.nothing", asked=asked)))
        return
    themes: dict[str, list[Layer]] = {}
    for layer in view.layers:
        themes.setdefault(layer.theme, []).append(layer)
    for theme, layers in themes.items():
        _branch(theme, layers, unread, t)
