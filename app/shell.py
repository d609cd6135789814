"""Navigation, city and language: what all pages share."""

from pathlib import Path

import streamlit as st

from app import data, downloads, state
from app.guard import guarded
from app.pages import brief, browse, quality, share
from app.switches import show_switches
from layers.messages import Messages

STYLE = Path(__file__).with_name("style.css")
# The button of Streamlit's file chooser has an English word of its own.
CHOOSER = """
.stFileUploader [data-testid="stFileUploaderDropzoneInstructions"], .stFileUploader section button p { display: none; }
.stFileUploader section button [data-testid="stMarkdownContainer"]::after { content: "%s"; }
"""


def run() -> None:
    """The app: one page of the navigation at a time."""
    st.html(STYLE)
    with guarded(Messages("zh")):
        cities = data.load_cities()
        state.read(list(cities))
    if state.VIEW not in st.session_state:
        return
    t = state.words()
    st.html(f"<style>{CHOOSER % t('upload.choose')}</style>")
    with guarded(t):
        switches = st.sidebar.container()  # filled last: the map comes first
        city = state.current().city
        sharing = st.Page(share.show, title=t("page.share"), url_path="share")
        st.session_state[downloads.SHARE_PAGE] = sharing
        pages = [
            st.Page(browse.show, title=t("page.browse"), url_path="browse", default=True),
            st.Page(brief.show, title=t("page.brief"), url_path="brief"),
            sharing,
            st.Page(lambda: quality.show(city, t), title=t("page.quality"), url_path="quality"),
        ]
        chosen = st.navigation(pages, position="top")
        with guarded(t):
            chosen.run()
        with switches:
            show_switches(cities, state.words())
        state.write()
