"""What the planner has chosen: one view in the session, written in the address to come back to.

The session holds the view as one value under :data:`VIEW`; widgets are filled
from it at each run and change it in their callbacks. It is read from the
address at the first run and whenever the address was changed by something
other than this app: the browser's Back button, or a link.
"""

from dataclasses import replace
from typing import TypedDict, Unpack

import streamlit as st

from app import data
from geo.frames import Frames
from layers import damage, moving, views
from layers.definition import Bounds, Renderer, Selection, ViewDefinition, from_query
from layers.filters import Filters
from layers.messages import Language, Messages
from layers.model import MapView

VIEW = "view"
FLY = "fly"
_WRITTEN = "address"
_CHANGED = "changed"
_NOTICES = "notices"


def current() -> ViewDefinition:
    """The view of the session."""
    view: ViewDefinition = st.session_state[VIEW]
    return view


def words() -> Messages:
    """Words of the language of the view."""
    return Messages(current().language)


class Parts(TypedDict, total=False):
    """Parts of a view that are changed one at a time."""

    language: Language
    renderer: Renderer
    layers: tuple[str, ...]
    selection: Selection | None
    filters: Filters
    fill: str
    classes: str
    opacity: tuple[tuple[str, float], ...]
    extent: Bounds | None


def change(**parts: Unpack[Parts]) -> None:
    """Change parts of the view, in a callback; notices of earlier changes are over."""
    replace_view(replace(current(), **parts))


def replace_view(view: ViewDefinition) -> None:
    """Take another view, in a callback; notices of earlier changes are over."""
    st.session_state[VIEW] = view
    st.session_state[_CHANGED] = True
    st.session_state[_NOTICES] = []


def open_view(view: ViewDefinition) -> None:
    """Show a view that was kept, in a callback; the language stays that of the reader."""
    replace_view(replace(view, language=current().language, unknown=()))
    if view.selection is not None and view.extent is None:
        st.session_state[FLY] = flights() + 1


def select(selection: Selection | None, *, fly: bool = False) -> None:
    """Mark and describe something, or nothing; ``fly`` moves the map to it."""
    change(selection=selection)
    if fly:
        st.session_state[FLY] = flights() + 1


def flights() -> int:
    """How often the map was asked to fly to the selection: a new number is a new flight."""
    count: int = st.session_state.get(FLY, 0)
    return count


def notify(text: str) -> None:
    """Tell something above the map until the next change; the text is plain."""
    st.session_state[_NOTICES] = [*notices(), text]


def notices() -> list[str]:
    """What is to be told above the map."""
    told: list[str] = st.session_state.get(_NOTICES, [])
    return told


def read(cities: list[str]) -> None:
    """Take the view from the address, at the first run or when it was changed from outside.

    A run that a callback began is no such change, even if the browser had not
    yet seen the address written before; nor is an address without parameters,
    as the navigation between pages leaves it.
    """
    query = st.query_params.to_dict()
    if VIEW in st.session_state:
        touched = st.session_state.pop(_CHANGED, False)
        if touched or not query or query == st.session_state.get(_WRITTEN):
            return
    view = from_query(query, views.known(cities, data.load_frames))
    st.session_state[VIEW] = view
    t = Messages(view.language)
    told = t("plate.comma").join(view.unknown)
    st.session_state[_NOTICES] = [t("notice.unknown", what=told)] if told else []


def settle(loaded: Frames, whole: MapView) -> None:
    """Leave out, with a word, layers that the view's city has no rows for, and an extent that lies elsewhere."""
    filled = damage.filled(loaded, whole)
    if not filled.issuperset(current().layers):
        known = views.known([loaded.city_code], data.load_frames)
        st.session_state[VIEW], dropped = moving.keep_filled(current(), known, filled)
        t = words()
        notify(t("notice.empty_layers", what=t("plate.comma").join(t(f"layer.{layer}.title") for _, layer in dropped)))
    extent, bounds = current().extent, whole.bounds
    if extent and (extent[0] > bounds[2] or extent[2] < bounds[0] or extent[1] > bounds[3] or extent[3] < bounds[1]):
        st.session_state[VIEW] = replace(current(), extent=None)
        notify(words()("notice.far_extent", city=whole.title))


def write() -> None:
    """Put the view into the address."""
    query = current().to_query()
    st.session_state[_WRITTEN] = query
    st.session_state[_CHANGED] = False
    if st.query_params.to_dict() != query:
        st.query_params.from_dict(query)
