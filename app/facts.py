"""Parts that pages of the panel are made of: lines with their source, links to features, statements side by side."""

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from app import state
from app.text import plain
from layers.definition import Selection
from layers.describe import Facts
from layers.messages import Messages
from layers.model import Layer
from layers.statements import Comparison


def line(label: str, value: str, cited: str = "") -> None:
    """A fact on one line, its source small under it."""
    small = f"  \n:gray[:small[{plain(cited)}]]" if cited else ""
    st.markdown(f"**{plain(label)}**　{plain(value)}{small}")


def facts(pairs: Facts, citation: str, feature_id: str, t: Messages) -> None:
    """Facts of a row, each on a line, and its source."""
    st.markdown("  \n".join(f"**{plain(label)}**　{plain(value)}" for label, value in pairs))
    st.caption(f"{t('page.source')}{t('plate.colon')}{plain(citation)}　〔{plain(feature_id)}〕")


def link(label: str, selection: Selection, note: str = "", *, key: str, fly: bool = True) -> None:
    """A button that selects something; ``note`` stands small behind its label."""
    small = f" :gray[:small[{plain(note)}]]" if note else ""
    st.button(
        f"{plain(label)}{small}",
        key=f"{key}-{selection.to_text()}",
        type="tertiary",
        on_click=state.select,
        args=(selection,),
        kwargs={"fly": fly},
    )


def links(layer: Layer, rows: pd.DataFrame, t: Messages, *, key: str, most: int, fly: bool = True) -> None:
    """A link for each row with its status behind it; what is too long to list is counted."""
    with st.container(gap=None, key=f"links-{key}"):
        for row in rows.head(most).to_dict("records"):
            status = next((value for label, value in row["facts"] if label == t("fact.status")), "")
            link(row["name"], Selection("feature", layer.layer_id, row["feature_id"]), status, key=key, fly=fly)
    if len(rows) > most:
        st.caption(t("panel.more", count=len(rows) - most))


def compared(comparisons: Iterable[Comparison], t: Messages, *, subject: bool = True) -> None:
    """Statements that differ, side by side with their dates; the newer one is marked."""
    for comparison in comparisons:
        if subject:
            st.markdown(f"**{plain(comparison.subject)}**")
        head = f"| {t('compare.said')} | {t('compare.document')} |\n| --- | --- |\n"
        body = []
        for statement in comparison.statements:
            newer = f" :blue-badge[{t('compare.newer_mark')}]" if statement.is_newer else ""
            body.append(f"| {plain(statement.said)}{newer} | {plain(statement.document)} {plain(statement.date)} |")
        st.markdown(head + "\n".join(body))
        note = [comparison.note] if comparison.note else []
        st.caption("  \n".join(plain(text) for text in (*note, *(one.citation for one in comparison.statements))))
