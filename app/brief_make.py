"""Files of a briefing, made with progress that can be ended, and handed out when whole; and the player."""

from dataclasses import dataclass

import streamlit as st

from app.brief_state import Desk
from app.text import plain
from geo.errors import AtlasError
from geo.frames import Frames
from layers.export import artefacts
from layers.messages import Messages
from layers.model import MapView

PENDING, MADE, NUMBER, KIND = "brief-pending", "brief-made", "brief-number", "brief-kind"


@dataclass(frozen=True)
class _Order:
    """What is to be made: a kind of file of a briefing in a state, a language and a data version."""

    kind: str
    digest: str
    language: str
    number: str
    data: str


def _begin() -> None:
    st.session_state[PENDING] = True


def _end() -> None:
    st.session_state[PENDING] = False


def show_make(desk: Desk, loaded: Frames, whole: MapView, t: Messages) -> None:
    """Choose a form, make it, take it along."""
    kind_column, number_column, button_column = st.columns([4, 4, 3], vertical_alignment="bottom")
    kind = kind_column.selectbox(
        t("brief.kind"), artefacts.KINDS, key=KIND, format_func=lambda name: t(f"brief.kind_{name}")
    )
    number = number_column.text_input(
        t("brief.number"), key=NUMBER, max_chars=artefacts.REVIEW_NUMBER, help=t("brief.number_hint")
    )
    order = _Order(kind, desk.briefing.digest, t.language, number, loaded.digest)
    button_column.button(t("brief.make"), key="brief-make", type="primary", width="stretch", on_click=_begin)
    if st.session_state.get(PENDING):
        _work(order, desk, loaded, whole, t)
    _hand_out(order, desk, loaded.version, t)


def _work(order: _Order, desk: Desk, loaded: Frames, whole: MapView, t: Messages) -> None:
    """Make a file; another click ends it at the next page, and nothing is left of it."""
    st.session_state[PENDING] = False  # whatever happens now, it is not begun again by itself
    bar = st.progress(0.0, t("brief.working"))
    st.button(t("brief.cancel"), key="brief-cancel", on_click=_end)

    def progress(done: int, total: int) -> None:
        bar.progress(done / total, t("brief.progress", done=done, total=total))

    try:
        made = artefacts.make(
            order.kind, desk.briefing, loaded, whole, t, review_number=order.number, progress=progress
        )
    except AtlasError as error:
        st.error(plain(str(error)))
        return
    st.session_state[MADE] = (order, made)
    st.rerun()


def _hand_out(order: _Order, desk: Desk, version: str, t: Messages) -> None:
    made = st.session_state.get(MADE)
    if made is None or made[0] != order:
        st.caption(t("brief.hint"))
        return
    artefact: artefacts.Artefact = made[1]
    st.download_button(
        t("brief.download", size=f"{len(artefact.content) / 1e6:.1f}"),
        data=artefact.content,
        file_name=artefacts.file_name(desk.briefing, order.kind, version, t.language),
        mime=artefacts.MIME[order.kind],
        key="brief-download",
        on_click="ignore",
    )
    for notice in artefact.notices:
        st.caption(plain(notice))
    if order.kind == "embed":
        st.caption(t("brief.snippet"))
        st.code(artefacts.snippet(desk.briefing, version, t), language="html")


@st.cache_data(show_spinner=False, max_entries=6)
def _story(_desk: Desk, _loaded: Frames, _whole: MapView, _t: Messages, key: tuple[str, ...]) -> str:
    del key  # what the cache goes by
    return artefacts.make("html", _desk.briefing, _loaded, _whole, _t).content.decode("utf-8")


def show_player(desk: Desk, loaded: Frames, whole: MapView, t: Messages, height: int) -> None:
    """The page of the briefing inside the app; it has a button for the full screen."""
    page = _story(desk, loaded, whole, t, (desk.briefing.digest, t.language, loaded.digest, loaded.boundary_origin))
    st.iframe(page, height=height)
