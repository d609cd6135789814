"""The search box: a short list of hits, each a button that selects, switches its layer on and flies there."""

import streamlit as st

from app import data, state, tree
from app.text import plain
from geo.frames import Frames
from layers import catalog, search
from layers.messages import Messages
from layers.model import MapView
from layers.search import Hit
from layers.spelling import words

QUESTION = "search"
SHORT, LONG = 8, 40
_FOLDED = "search-folded"  # the question whose hits are folded away, one having been chosen
_LONGER = "search-longer"  # the question whose long list is wanted
_TAKEN = "search-taken"


def question() -> str:
    """What is asked for."""
    asked: str = st.session_state.get(QUESTION) or ""
    return asked


def hits_of(loaded: Frames, view: MapView, t: Messages, asked: str) -> tuple[Hit, ...]:
    """What fits a question in a city; kept for as long as the data is."""
    return data.load_hits(loaded, view, t.language, asked.strip()[: search.LONGEST])


def _take(hit: Hit, theme: str) -> None:
    chosen = hit.entry.selection
    state.select(chosen, fly=hit.entry.mapped and chosen.kind == "feature")
    if chosen.layer != catalog.BASE.LAYER_ID:
        tree.show_layers([chosen.layer])
        tree.open_theme(theme)
    st.session_state[_FOLDED] = question()
    st.session_state[_TAKEN] = True


def _remember(name: str, asked: str) -> None:
    st.session_state[name] = asked


def _button(hit: Hit, theme: str, t: Messages) -> None:
    entry = hit.entry
    also = f"（{plain(hit.also)}）" if hit.also else ""
    missing = "" if entry.mapped else f" · {t('page.unlocated')}"
    st.button(
        f"{plain(entry.name)}{also} :gray[:small[{plain(entry.where)}{missing}]]",
        key=f"hit-{entry.selection.to_text()}",
        type="tertiary",
        width="stretch",
        on_click=_take,
        args=(hit, theme),
    )


def _list(hits: tuple[Hit, ...], asked: str, view: MapView, t: Messages) -> None:
    if st.session_state.get(_FOLDED) == asked:
        st.button(
            t("search.again", count=len(hits)),
            key="search-again",
            type="tertiary",
            on_click=_remember,
            args=(_FOLDED, ""),
        )
        return
    most = LONG if st.session_state.get(_LONGER) == asked else SHORT
    with st.container(gap=None, key="search-hits"):
        for hit in hits[:most]:
            _button(hit, view.layer(hit.entry.selection.layer).theme, t)
    left = len(hits) - most
    if left > 0 and most == SHORT:
        st.button(
            t("search.more", count=left), key="search-more", type="tertiary", on_click=_remember, args=(_LONGER, asked)
        )
    elif left > 0:
        st.caption(t("search.too_many", count=left))


@st.fragment
def show_search(loaded: Frames, view: MapView, t: Messages) -> None:
    """The search box. What is typed reruns this part only; choosing a hit reruns the page."""
    st.text_input(
        t("search.label"),
        key=QUESTION,
        type="search",
        live="300ms",
        max_chars=search.LONGEST,
        placeholder=t("search.hint"),
        label_visibility="collapsed",
    )
    asked = question()
    if words(asked):
        hits = hits_of(loaded, view, t, asked)
        if hits:
            _list(hits, asked, view, t)
        else:
            st.caption(plain(t("search.none", asked=asked)))
    if st.session_state.pop(_TAKEN, False):
        st.rerun()
