"""What stands below the map: the tables of what is drawn and what is not, and the short download box."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from app import data, downloads, search, state
from app.guard import guarded
from app.text import plain
from geo.frames import Frames
from layers import listing
from layers.definition import Selection
from layers.messages import Messages
from layers.model import MapView
from layers.spelling import words

PART = "below"
_CHOSEN = "below-chosen"  # what was selected in the table itself, whose order then stays
TABLES: dict[str, Callable[[MapView, Frames, Messages], pd.DataFrame]] = {
    "drawn": listing.drawn,
    "unlocated": listing.missing,
    "counties": listing.counties,
}
HEIGHT = 420  # pixels

Ids = list[tuple[str, str]]


def _choose(key: str, ids: Ids) -> None:
    """Select on the map what was selected in the table."""
    rows = st.session_state[key]["selection"]["rows"]
    chosen = Selection("feature", *ids[rows[0]]) if rows else None
    st.session_state[_CHOSEN] = chosen
    state.select(chosen, fly=chosen is not None and st.session_state.get(PART) != "unlocated")


def _searched(frame: pd.DataFrame, loaded: Frames, whole: MapView, t: Messages) -> pd.DataFrame:
    """The rows that fit what is typed in the search box."""
    asked = search.question()
    if not words(asked):
        return frame
    found = {(hit.entry.selection.layer, hit.entry.selection.id) for hit in search.hits_of(loaded, whole, t, asked)}
    kept = [pair in found for pair in zip(frame["layer_id"], frame["feature_id"], strict=True)]
    st.caption(plain(t("below.searched", asked=asked, kept=sum(kept), total=len(frame))))
    return frame[kept]


def _selected_first(frame: pd.DataFrame) -> tuple[pd.DataFrame, int | None]:
    """The rows with what is selected on the map at the head, and its place if it is there."""
    selected = state.current().selection
    if selected is None or selected.kind != "feature":
        return frame, None
    marked = (frame["layer_id"] == selected.layer) & (frame["feature_id"] == selected.id)
    if not marked.any():
        return frame, None
    if selected != st.session_state.get(_CHOSEN):
        frame, marked = pd.concat([frame[marked], frame[~marked]]), pd.concat([marked[marked], marked[~marked]])
    return frame, int(marked.to_numpy().argmax())


def _table(part: str, frame: pd.DataFrame, t: Messages) -> None:
    frame, place = _selected_first(frame)
    ids: Ids = list(zip(frame["layer_id"], frame["feature_id"], strict=True))
    # Another order is another table: a row number of the old one would select something else.
    key = f"table-{part}-{hash(tuple(ids)) & 0xFFFFFFFF:x}"
    shown = frame.drop(columns="layer_id")
    st.dataframe(
        shown.rename(columns={name: t(f"column.{name}") for name in shown.columns}),
        hide_index=True,
        width="stretch",
        height=min(HEIGHT, 38 + 35 * max(len(shown), 1)),
        key=key,
        on_select=lambda: _choose(key, ids),
        selection_mode="single-row",
        selection_default=None if place is None else {"selection": {"rows": [place]}},
        placeholder="",
    )


def show_below(loaded: Frames, view: MapView, whole: MapView, t: Messages) -> None:
    """What is on the map, what is not, the counties, and downloads: one at a time, drawn when asked for.

    The table widget is heavy to load; the map comes first.
    """
    counts = {
        "drawn": sum(layer.drawn for layer in view.shown()),
        "unlocated": sum(len(layer.unlocated) for layer in view.shown()),
        "counties": view.counties.drawn,
    }
    part = st.segmented_control(
        t("below.label"),
        [*TABLES, "download"],
        key=PART,
        format_func=lambda name: t(f"tab.{name}", count=counts.get(name, 0)),
    )
    if part == "download":
        with guarded(t):
            downloads.show_downloads(view, whole, t)
    elif part in TABLES:
        with guarded(t):
            if part == "unlocated":
                st.caption(t("unlocated.why"))
            st.caption(t("below.hint"))
            frame = data.load_listing(loaded, state.current(), part, TABLES[part])
            _table(part, _searched(frame, loaded, whole, t), t)
