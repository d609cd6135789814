"""Boxes that fold, and stay as the reader left them even when their title changes."""

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator


def fold_key(name: str) -> str:
    """Where the session remembers whether a box is open."""
    return f"open-{name}"


def _remember(name: str) -> None:
    st.session_state[fold_key(name)] = st.session_state[name]


def unfold(name: str) -> None:
    """Open a box, in a callback."""
    st.session_state[fold_key(name)] = True
    st.session_state[name] = True


def fold(title: str, name: str, *, opened: bool = False) -> "DeltaGenerator | None":
    """A box; what it returns takes its contents, and is None while it is folded.

    Streamlit takes a box with another title for another box, and would fold
    it again; the contents of a folded box are not drawn.

    Parameters
    ----------
    title
        Markdown.
    name
        Its key in the session.
    opened
        Whether it is open at first.
    """
    expanded = st.session_state.get(fold_key(name), opened)
    box = st.expander(title, expanded=expanded, key=name, on_change=_remember, args=(name,))
    return box if box.open else None
