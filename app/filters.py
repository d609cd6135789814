"""The filter box: what is kept, written out in plain words with counts."""

import streamlit as st

from app.panel import plain
from geo.frames import Frames
from layers.filters import COLUMNS, Filters
from layers.messages import Messages
from layers.model import MapView

OPEN = "filters"


def filter_key(name: str) -> str:
    """Key of a dimension's choice in the session."""
    return f"filter-{name}"


def known_codes(loaded: Frames) -> dict[str, tuple[str, ...]]:
    """Dimension to the codes that can be chosen for a city."""
    tables = loaded.tables
    sources = tables["sources"]
    return {
        "county": tuple(loaded.counties["area_code"]),
        "sector": tuple(tables.titles("sector", "zh")),
        "status": tuple(tables.titles("status", "zh")),
        "source": tuple(sources.loc[sources["city_code"] == loaded.city_code, "source_id"]),
        "accuracy": tuple(tables.titles("accuracy", "zh")),
    }


def titles(loaded: Frames, name: str, t: Messages) -> dict[str, str]:
    """Code to words of one dimension."""
    if name == "county":
        counties = loaded.counties
        return dict(zip(counties["area_code"], counties[f"name_{t.language}"], strict=True))
    if name == "source":
        return loaded.source_titles(t.language)
    return loaded.tables.titles(name, t.language)


def chosen(loaded: Frames) -> Filters:
    """The filters of the session, without codes that the city does not have."""
    known = known_codes(loaded)
    return Filters(
        {
            name: tuple(code for code in st.session_state.get(filter_key(name), ()) if code in known[name])
            for name in COLUMNS
        }
    )


def _clear() -> None:
    for name in COLUMNS:
        st.session_state[filter_key(name)] = []


def in_words(loaded: Frames, filters: Filters, t: Messages) -> str:
    """What is kept, in plain words: ``县市区 桂阳县；状态 新建或在建``."""
    said = []
    for name, codes in filters.kept.items():
        if codes:
            words = titles(loaded, name, t)
            said.append(f"{t(f'filter.{name}')} {'、'.join(words[code] for code in codes)}")
    return "；".join(said)


def show_filters(loaded: Frames, whole: MapView, view: MapView, t: Messages) -> None:
    """Draw the box; ``whole`` is the map before, ``view`` after filtering."""
    filters = chosen(loaded)
    box = st.expander(t("filter.title"), expanded=bool(filters), key=OPEN, on_change="rerun")
    if box.open:
        with box:
            for name, codes in known_codes(loaded).items():
                words = titles(loaded, name, t)
                st.session_state[filter_key(name)] = [
                    code for code in st.session_state.get(filter_key(name), []) if code in codes
                ]
                st.multiselect(
                    t(f"filter.{name}"),
                    codes,
                    key=filter_key(name),
                    format_func=words.__getitem__,
                    placeholder=t("filter.any"),
                )
    if not filters:
        return
    kept = sum(layer.drawn + len(layer.unlocated) for layer in view.shown())
    total = sum(layer.drawn + len(layer.unlocated) for layer in whole.shown())
    st.caption(plain(t("filter.words", said=in_words(loaded, filters, t), kept=kept, total=total)))
    st.button(t("filter.clear"), key="filter-clear", on_click=_clear)
