"""City and language, at the head of the sidebar of every page."""

import streamlit as st

from app import data, state
from layers import damage, filter_words, moving, views
from layers.messages import LANGUAGES, Messages

CITY, LANGUAGE = "city", "language"


def left_behind(dropped: list[moving.Dropped], city: str, t: Messages) -> str:
    """What another city does not have, in words: titles of layers, words of filters."""
    loaded = data.load_frames(city)
    said = []
    for parameter, value in dropped:
        if parameter == "layers":
            said.append(t(f"layer.{value}.title"))
        elif parameter.startswith("filter."):
            dimension = parameter.removeprefix("filter.")
            said.append(f"{t(parameter)} {filter_words.titles(loaded, dimension, t).get(value, value)}")
        else:
            said.append(t("fill.title"))
    return t("plate.comma").join(said)


def _switch_city(cities: list[str]) -> None:
    """Go to the city chosen, with what it has of the view."""
    before = state.current()
    city: str = st.session_state[CITY]
    known = views.known(cities, data.load_frames)
    loaded = data.load_frames(city)
    filled = damage.filled(loaded, data.load_view(loaded, before.language))
    moved, dropped = moving.to_city(before, city, known, filled)
    state.replace_view(moved)
    if dropped:
        t = Messages(moved.language)
        state.notify(t("notice.other_city", what=left_behind(dropped, before.city, t)))


def _switch_language() -> None:
    state.change(language=st.session_state[LANGUAGE])


def show_switches(cities: dict[str, tuple[str, str]], t: Messages) -> None:
    """Draw both."""
    names = {code: pair[0 if t.language == "zh" else 1] for code, pair in cities.items()}
    view = state.current()
    st.session_state[CITY], st.session_state[LANGUAGE] = view.city, view.language
    left, right = st.columns([5, 4], gap="small")
    left.selectbox(
        t("switch.city"),
        list(cities),
        format_func=names.__getitem__,
        key=CITY,
        on_change=_switch_city,
        args=(list(cities),),
    )
    right.selectbox(
        t("switch.language"),
        LANGUAGES,
        format_func={"zh": "中文", "en": "English"}.__getitem__,
        key=LANGUAGE,
        on_change=_switch_language,
    )
