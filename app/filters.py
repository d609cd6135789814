"""The filter box: what is kept, written out in plain words with counts."""

import streamlit as st

from app import state
from app.panel import plain
from geo.frames import Frames
from layers.filter_words import in_words, known_codes, titles
from layers.filters import COLUMNS, Filters
from layers.messages import Messages
from layers.model import MapView

OPEN = "filters"


def filter_key(name: str) -> str:
    """Key of a dimension's choice in the session."""
    return f"filter-{name}"


def _choose(name: str) -> None:
    kept = {**state.current().filters.kept, name: tuple(st.session_state[filter_key(name)])}
    state.change(filters=Filters({dimension: kept[dimension] for dimension in COLUMNS if kept.get(dimension)}))


def _clear() -> None:
    state.change(filters=Filters({}))


def show_filters(loaded: Frames, whole: MapView, view: MapView, t: Messages) -> None:
    """Draw the box; ``whole`` is the map before, ``view`` after filtering."""
    filters = state.current().filters
    box = st.expander(t("filter.title"), expanded=bool(filters), key=OPEN, on_change="rerun")
    if box.open:
        with box:
            for name, codes in known_codes(loaded).items():
                words = titles(loaded, name, t)
                st.session_state[filter_key(name)] = list(filters.kept.get(name, ()))
                st.multiselect(
                    t(f"filter.{name}"),
                    codes,
                    key=filter_key(name),
                    format_func=words.__getitem__,
                    placeholder=t("filter.any"),
                    on_change=_choose,
                    args=(name,),
                )
    if not filters:
        return
    kept = sum(layer.total for layer in view.shown())
    total = sum(layer.total for layer in whole.shown())
    st.caption(plain(t("filter.words", said=in_words(loaded, filters, t), kept=kept, total=total)))
    st.button(t("filter.clear"), key="filter-clear", on_click=_clear)
