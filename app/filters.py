"""The filter box: what is kept, written out in plain words with counts, and how to undo it."""

from collections.abc import Mapping

import streamlit as st

from app import data, state
from app.folds import fold
from app.text import plain
from geo.frames import Frames
from layers.filter_words import in_words, known_codes, titles
from layers.filters import COLUMNS, Filters, lacking
from layers.messages import Messages
from layers.model import MapView

OPEN = "filters"


def filter_key(name: str) -> str:
    """Key of a dimension's choice in the session."""
    return f"filter-{name}"


def _keep(name: str, codes: tuple[str, ...]) -> None:
    kept = {**state.current().filters.kept, name: codes}
    state.change(filters=Filters({dimension: kept[dimension] for dimension in COLUMNS if kept.get(dimension)}))


def code_of(chosen: str, words: Mapping[str, str]) -> str | None:
    """Code of what was chosen: a code, or a label whose count is out of date."""
    if chosen in words:
        return chosen
    fitting = [code for code, word in words.items() if chosen.startswith(word)]
    return max(fitting, key=lambda code: len(words[code]), default=None)


def _choose(name: str, words: Mapping[str, str]) -> None:
    codes = [code_of(chosen, words) for chosen in st.session_state[filter_key(name)]]
    _keep(name, tuple(dict.fromkeys(code for code in codes if code is not None)))


def _drop(name: str, code: str) -> None:
    _keep(name, tuple(other for other in state.current().filters.kept.get(name, ()) if other != code))


def clear() -> None:
    """Keep everything, in a callback."""
    state.change(filters=Filters({}))


def kept_and_total(shown: MapView, view: MapView) -> tuple[int, int]:
    """Features of the visible layers after and before filtering, drawn and not mapped.

    Layers whose rows lack what is asked for are not counted: they are not filtered by it.
    """
    filters = state.current().filters
    return (
        sum(layer.total for layer in view.shown() if not lacking(layer, filters)),
        sum(layer.total for layer in shown.shown() if not lacking(layer, filters)),
    )


def _others(view: MapView, t: Messages) -> str:
    """What a filter does not act on, in words; nothing where there is none."""
    filters = state.current().filters
    found = [layer for layer in view.shown() if layer.total and lacking(layer, filters)]
    if not found:
        return ""
    names = dict.fromkeys(name for layer in found for name in lacking(layer, filters))
    return t(
        "filter.others",
        count=sum(layer.total for layer in found),
        names=t("plate.comma").join(t(f"filter.{name}") for name in names),
        layers=t("plate.comma").join(layer.title for layer in found),
    )


def show_empty(shown: MapView, view: MapView, t: Messages) -> None:
    """Above the map: a filter that keeps nothing, and how to undo it."""
    kept, total = kept_and_total(shown, view)
    if state.current().filters and total and not kept:
        st.warning(plain(t("filter.empty", kept=kept, total=total)))
        st.button(t("filter.clear"), key="filter-clear-above", on_click=clear)


def _choices(loaded: Frames, t: Messages) -> None:
    """One choice a dimension: codes that occur in the visible layers, with their counts."""
    filters = state.current().filters
    counts = data.load_counts(loaded, state.current())
    for name, codes in known_codes(loaded).items():
        words = titles(loaded, name, t)
        kept = filters.kept.get(name, ())
        labels = {code: t("filter.option", name=words[code], count=counts[name].get(code, 0)) for code in codes}
        st.session_state[filter_key(name)] = list(kept)
        st.multiselect(
            t(f"filter.{name}"),
            [code for code in codes if counts[name].get(code) or code in kept],
            key=filter_key(name),
            format_func=labels.__getitem__,
            placeholder=t("filter.any"),
            on_change=_choose,
            args=(name, words),
            select_all=False,
        )


def _chips(loaded: Frames, t: Messages) -> None:
    """What is kept, one button for each code that takes it away again."""
    with st.container(horizontal=True, gap="xsmall", key="filter-chips"):
        for name, codes in state.current().filters.kept.items():
            words = titles(loaded, name, t)
            for code in codes:
                st.button(
                    f"{plain(words[code])} ✕",
                    key=f"chip-{name}-{code}",
                    help=t("filter.drop", name=t(f"filter.{name}")),
                    on_click=_drop,
                    args=(name, code),
                )


def show_filters(loaded: Frames, shown: MapView, view: MapView, t: Messages) -> None:
    """Draw the box; ``shown`` is the map before, ``view`` after filtering."""
    filters = state.current().filters
    box = fold(t("filter.title"), OPEN, opened=bool(filters))
    if box is not None:
        with box:
            _choices(loaded, t)
    if not filters:
        return
    if box is None:
        _chips(loaded, t)
    kept, total = kept_and_total(shown, view)
    said = in_words(loaded, filters, t)
    acted_on = [layer for layer in view.shown() if not lacking(layer, filters)]
    county = sum(layer.county_only for layer in acted_on)
    missing = sum(len(layer.unlocated) for layer in acted_on)
    st.caption(plain(t("filter.words", said=said, kept=kept, total=total, county=county, missing=missing)))
    others = _others(view, t)
    if others:
        st.caption(plain(others))
    st.button(t("filter.clear"), key="filter-clear", on_click=clear)
