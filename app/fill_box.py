"""How the counties are coloured: by what, and in which classes."""

import math

import streamlit as st

from app import data, state
from app.text import plain
from geo.errors import LayerError
from geo.frames import Frames
from layers import breaks, fills
from layers.breaks import METHODS, Classification
from layers.definition import INDUSTRIES
from layers.describe import number
from layers.messages import Messages

FILL, METHOD, COUNT, LIMITS = "fill", "fill-method", "fill-count", "fill-limits"
_ERROR = "fill-error"
MOST_LIMITS = breaks.MOST - 1
LARGEST = 1e9


def _change(classes: str, fill: str | None = None) -> None:
    st.session_state[_ERROR] = ""
    now = state.current()
    state.change(fill=now.fill if fill is None else fill, classes=classes)


def _choose_fill() -> None:
    """Take another fill; own limits stay, so that measures can be compared."""
    chosen: str = st.session_state[FILL]
    classes = state.current().classes
    _change(classes if chosen not in {fills.INDUSTRIES, fills.PLAIN} else "", chosen)


def _choose_method(limits: tuple[float, ...]) -> None:
    """Take another method; own limits begin as those that are drawn."""
    method: breaks.Method = st.session_state[METHOD]
    if method != "own":
        _change(Classification(method, breaks.parse(state.current().classes).count).to_text())
    elif limits:
        _keep(limits)


def _choose_count() -> None:
    _change(Classification(st.session_state[METHOD], st.session_state[COUNT]).to_text())


def _keep(limits: tuple[float, ...]) -> None:
    _change(Classification("own", len(limits) + 1, limits).to_text())


def limits_of(typed: str) -> tuple[float, ...] | None:
    """Numbers in a text, between spaces or commas; None if they are not 1 to 6 numbers that an address can hold."""
    parts = typed.replace("，", " ").replace("、", " ").replace(",", " ").split()
    try:
        values = tuple(round(float(part), 6) for part in parts)
    except ValueError:
        return None
    fitting = 0 < len(values) <= MOST_LIMITS and all(math.isfinite(value) and abs(value) < LARGEST for value in values)
    return values if fitting else None


def _choose_limits() -> None:
    """Take limits of the reader's own; what is wrong with them is told, and the old ones stay."""
    typed: str = st.session_state[LIMITS]
    limits = limits_of(typed)
    if limits is None:
        st.session_state[_ERROR] = state.words()("classes.not_numbers", typed=typed)
        return
    try:
        _keep(limits)
    except LayerError as error:
        st.session_state[_ERROR] = str(error)


def _inner(cut: breaks.Breaks | None) -> tuple[float, ...]:
    """The limits between the classes that are drawn."""
    return () if cut is None else tuple(round(edge, 6) for edge in cut.edges[1:-1])


def _classes(loaded: Frames, t: Messages) -> None:
    now = state.current()
    chosen = breaks.parse(now.classes)
    drawn = _inner(fills.breaks_of(data.load_describer(loaded, now.language), now.fill, now.classes))
    st.session_state[METHOD], st.session_state[COUNT] = chosen.method, chosen.count
    left, right = st.columns([3, 2])
    left.selectbox(
        t("classes.method"),
        [method for method in METHODS if method != "own" or drawn or chosen.method == "own"],
        key=METHOD,
        format_func=lambda method: t(f"classes.{method}"),
        on_change=_choose_method,
        args=(drawn,),
    )
    if chosen.method != "own":
        counts = list(range(breaks.FEWEST, breaks.MOST + 1))
        right.selectbox(t("classes.count"), counts, key=COUNT, on_change=_choose_count)
        if drawn:
            st.button(t("classes.keep"), key="fill-keep", help=t("classes.keep_hint"), on_click=_keep, args=(drawn,))
        return
    if not st.session_state.get(_ERROR):
        st.session_state[LIMITS] = " ".join(number(limit) for limit in chosen.limits)
    st.text_input(
        t("classes.limits"), key=LIMITS, max_chars=80, placeholder=t("classes.limits_hint"), on_change=_choose_limits
    )
    if st.session_state.get(_ERROR):
        st.warning(plain(st.session_state[_ERROR]))


def show_fill(loaded: Frames, t: Messages) -> None:
    """Draw the choice of the fill and, where it has classes of numbers, of these."""
    now = state.current()
    titles = data.load_fill_titles(loaded, now.language)
    st.session_state[FILL] = now.fill if now.fill in titles else INDUSTRIES
    st.selectbox(t("fill.title"), list(titles), key=FILL, format_func=titles.__getitem__, on_change=_choose_fill)
    if fills.is_classed(now.fill):
        _classes(loaded, t)
