"""Text from data in Streamlit's Markdown: shown as written, whatever it is."""

import re

from hypothesis import given
from hypothesis import strategies as st

from app.panel import plain

# What CommonMark, GitHub's tables, mathematics and Streamlit's colours and icons start from.
MARKS = "\\`*_{}[]()#+-.!|~<>$:&"
texts = st.text() | st.text(alphabet=MARKS + " \n\r1a一")


@given(texts)
def test_no_mark_stands_without_its_backslash(text: str) -> None:
    rest = re.sub(r"\\[" + re.escape(MARKS) + "]", "", plain(text))
    assert not set(rest) & set(MARKS)


@given(texts)
def test_backslashes_taken_away_leave_the_text(text: str) -> None:
    shown = re.sub(r"\\([" + re.escape(MARKS) + "])", r"\1", plain(text))
    assert shown == text.replace("\n", " ").replace("\r", " ")


@given(texts)
def test_text_stays_on_one_line(text: str) -> None:
    assert not set(plain(text)) & {"\n", "\r"}
