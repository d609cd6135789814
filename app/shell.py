"""Navigation, city and language: what all pages share."""

import streamlit as st

from app import data, state
from app.guard import guarded
from app.pages import browse, quality
from layers.messages import LANGUAGES, Messages

# Streamlit's wide page leaves broad margins; a map wants the room.
STYLE = """
.stMainBlockContainer { padding: 3.6rem 1.2rem 1rem; }
.stSidebar [data-testid="stSidebarHeader"] { height: 2.2rem; }
.stSidebar [data-testid="stExpander"] p { font-size: 0.85rem; }
"""


def _switches(cities: dict[str, tuple[str, str]], t: Messages) -> None:
    """City and language, in the sidebar; a change goes into the URL and starts afresh."""
    query = st.query_params
    codes = list(cities)
    names = {code: pair[0 if t.language == "zh" else 1] for code, pair in cities.items()}
    left, right = st.columns(2)
    with left:
        here = query.get("city", codes[0])
        city = st.selectbox(
            t("switch.city"),
            codes,
            index=codes.index(here) if here in codes else 0,
            format_func=names.__getitem__,
            key="city",
        )
    with right:
        language = st.selectbox(
            t("switch.language"),
            LANGUAGES,
            index=LANGUAGES.index(t.language),
            format_func={"zh": "中文", "en": "English"}.__getitem__,
            key="language",
        )
    if city != query.get("city", codes[0]):
        st.session_state["selection"] = None
    query["city"], query["lang"] = city, language


def run() -> None:
    """The app: one page of the navigation at a time."""
    language = st.session_state.get("language", st.query_params.get("lang", "zh"))
    t = Messages("en" if language == "en" else "zh")
    st.html(f"<style>{STYLE}</style>")
    with guarded(t):
        cities = data.load_cities()
        state.start(state.read_address(list(cities)))
        with st.sidebar:
            _switches(cities, t)
        city = st.query_params.get("city", next(iter(cities)))
        pages = [
            st.Page(browse.show, title=t("page.browse"), url_path="browse", default=True),
            st.Page(
                lambda: quality.show(city if city in cities else next(iter(cities)), t),
                title=t("page.quality"),
                url_path="quality",
            ),
        ]
        chosen = st.navigation(pages, position="top")
        chosen.run()
