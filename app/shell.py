"""Navigation, city and language: what all pages share."""

import streamlit as st

from app import data, downloads, state
from app.guard import guarded
from app.pages import browse, quality, share
from app.switches import show_switches
from layers.messages import Messages

# Streamlit's wide page leaves broad margins; a map wants the room.
STYLE = """
.stMainBlockContainer { padding: 3.6rem 1.2rem 1rem; }
.stSidebar [data-testid="stSidebarHeader"] { height: 2.2rem; }
.stSidebar [data-testid="stExpander"] p { font-size: 0.85rem; }
"""


def run() -> None:
    """The app: one page of the navigation at a time."""
    st.html(f"<style>{STYLE}</style>")
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
        sharing = st.Page(share.show, title=t("page.share"), url_path="share")
        st.session_state[downloads.SHARE_PAGE] = sharing
        pages = [
            st.Page(browse.show, title=t("page.browse"), url_path="browse", default=True),
            sharing,
            st.Page(lambda: quality.show(city, t), title=t("page.quality"), url_path="quality"),
        ]
        st.navigation(pages, position="top").run()
        state.write()
