"""What the planner has chosen: in the session while they work, in the address to come back to."""

from dataclasses import replace

import streamlit as st

from app import data, filters, tree
from geo.frames import Frames
from layers import views
from layers.definition import ViewDefinition, from_query
from layers.filters import COLUMNS
from layers.model import MapView


def read_address(cities: list[str]) -> ViewDefinition:
    """The view that the URL describes."""
    return from_query(st.query_params.to_dict(), views.known(cities, data.load_frames))


def start(choices: ViewDefinition) -> None:
    """Fill the session from the URL once per visit, before anything rewrites the URL."""
    if "started" in st.session_state:
        return
    st.session_state["started"] = True
    st.session_state["selection"] = choices.selection
    st.session_state["renderer"] = choices.renderer
    st.session_state["unknown"] = choices.unknown
    st.session_state[tree.TICKED] = list(choices.layers)
    for name in COLUMNS:
        st.session_state[filters.filter_key(name)] = list(choices.filters.kept.get(name, ()))


def now(choices: ViewDefinition, loaded: Frames, whole: MapView) -> ViewDefinition:
    """The view of the session; ``choices`` gives what the session does not hold."""
    return replace(
        choices,
        renderer=st.session_state["renderer"],
        layers=tree.ticked(whole),
        selection=st.session_state["selection"],
        filters=filters.chosen(loaded),
    )


def write_address(definition: ViewDefinition) -> None:
    """Put the view into the URL, with what was chosen further down the page."""
    latest = replace(definition, renderer=st.session_state["renderer"], selection=st.session_state["selection"])
    query = latest.to_query()
    if st.query_params.to_dict() != query:
        st.query_params.from_dict(query)
