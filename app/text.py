"""Strings from data, as Streamlit is to show them."""

_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]()#+-.!|~<>$:&"} | {"\r": " ", "\n": " "})


def plain(text: str) -> str:
    """Text from data made safe for Streamlit's Markdown: shown as written, on one line."""
    return text.translate(_MARKS)
