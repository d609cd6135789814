"""What stands below the map: the tables of what is drawn and what is not, and the short download box."""

import pandas as pd
import streamlit as st

from app import downloads
from app.guard import guarded
from geo.frames import Frames
from layers.messages import Messages
from layers.model import MapView


def show_below(loaded: Frames, view: MapView, whole: MapView, t: Messages) -> None:
    """What is on the map, what is not, and downloads: one at a time, drawn when asked for.

    The table widget is heavy to load; the map comes first.
    """
    columns = ["feature_id", "name", "accuracy_code", "citation"]
    none = pd.DataFrame(columns=[*columns, "layer"])
    shown = [layer.frame[columns].assign(layer=layer.title) for layer in view.shown() if layer.drawn]
    missing = [layer.unlocated[columns].assign(layer=layer.title) for layer in view.shown() if len(layer.unlocated)]
    tables = {"drawn": pd.concat(shown) if shown else none, "unlocated": pd.concat(missing) if missing else none}
    part = st.segmented_control(
        t("below.label"),
        ["drawn", "unlocated", "download"],
        key="below",
        format_func=lambda name: t(f"tab.{name}", count=len(tables.get(name, none))),
    )
    if part == "download":
        with guarded(t):
            downloads.show_downloads(view, whole, t)
    elif part in tables:
        if part == "unlocated":
            st.caption(t("unlocated.why"))
        frame = tables[part][["layer", "name", "accuracy_code", "citation", "feature_id"]]
        accuracy = loaded.tables.titles("accuracy", t.language)
        frame = frame.assign(accuracy_code=frame["accuracy_code"].map(accuracy))
        titles = {name: t(f"column.{name}") for name in frame.columns}
        st.dataframe(frame.rename(columns=titles), hide_index=True, width="stretch")
