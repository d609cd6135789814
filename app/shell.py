"""Navigation, city and language: what all pages share."""

from pathlib import Path

import streamlit as st

from app import data, state
from app.guard import guarded
from app.pages import brief, browse, quality
from app.switches import show_switches
from layers.messages import Messages

STYLE = Path(__file__).with_name("style.css")


def run() -> None:
    """The app: one page of the navigation at a time."""
    st.html(STYLE)
    with guarded(Messages("zh")):
        cities = data.load_cities()
        state.read(list(cities))
    if state.VIEW not in st.session_state:
        return
    t = state.words()
    with guarded(t):
        with st.sidebar:
            show_switches(cities, t)
        city = state.current().city
        pages = [
            st.Page(browse.show, title=t("page.browse"), url_path="browse", default=True),
            st.Page(brief.show, title=t("page.brief"), url_path="brief"),
            st.Page(lambda: quality.show(city, t), title=t("page.quality"), url_path="quality"),
        ]
        st.navigation(pages, position="top").run()
        state.write()
