"""The report of an import: what matched and how, what is to be chosen, what was not found; before and after."""

from collections import Counter
from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from app import data
from app import imports_state as state
from app.panel import plain
from geo import issues
from geo.frames import Frames
from geo.imports import choices, store
from geo.imports.plan import RANK, Match
from geo.imports.run import STATUSES
from geo.imports.store import Manifest
from geo.issues import Issue
from layers.messages import Messages


def _table(rows: Iterable[Match], t: Messages) -> pd.DataFrame:
    accuracy = {code: t(f"class.{code}") for code in RANK}
    return pd.DataFrame(
        [
            {
                t("column.name"): row.name,
                t("match.element"): f"{row.element_name}　{row.element_id}".strip(),
                t("match.score"): f"{row.score:.2f}" if row.score else "",
                t("match.distance"): "" if row.distance_m is None else f"{row.distance_m / 1000:.1f}",
                t("column.accuracy_code"): accuracy.get(row.accuracy_code, ""),
                t("match.how"): row.how,
                t("column.feature_id"): row.feature_id,
            }
            for row in rows
        ]
    )


def show_report(rows: Sequence[Match], found: Sequence[Issue], t: Messages) -> None:
    """Counts, and one table for each way a feature came out."""
    by_status = {status: [row for row in rows if row.status == status] for status in STATUSES}
    for column, (status, chosen) in zip(st.columns(len(by_status)), by_status.items(), strict=True):
        column.metric(t(f"match.{status}"), len({row.feature_id for row in chosen}))
    for status, chosen in by_status.items():
        if chosen:
            with st.expander(f"{t(f'match.{status}')}　{len(chosen)}", expanded=status in {"matched", "ambiguous"}):
                st.dataframe(_table(chosen, t), hide_index=True, width="stretch")
    if found:
        with st.expander(f"{t('import.findings')}　{len(found)}", expanded=True):
            frame = issues.to_frame(found)[["severity", "row", "message"]]
            frame["severity"] = frame["severity"].map(lambda value: t(f"severity.{value}"))
            titles = {name: t(f"issue.{name}") for name in frame.columns}
            st.dataframe(frame.rename(columns=titles), hide_index=True, width="stretch")


def show_choices(city_code: str, known: Sequence[Manifest], t: Messages) -> None:
    """For each ambiguous feature of the imports in force its candidates; a choice is remembered."""
    open_rows: dict[str, list[Match]] = {}
    for item in known:
        for row in store.report(state.folder(), item.import_id):
            if row.status == "ambiguous":
                open_rows.setdefault(row.feature_id, []).append(row)
    if not open_rows:
        return
    st.markdown(f"**{t('import.choose')}**")
    made = choices.choices(state.folder())
    for feature_id, rows in open_rows.items():
        options = list(dict.fromkeys(row.element_id for row in rows))
        words = {row.element_id: f"{row.element_name}　{row.element_id}　{row.how}" for row in rows}
        chosen = made.get(feature_id)
        key = f"import-choice-{city_code}-{feature_id}-{chosen}"
        st.selectbox(
            f"{plain(rows[0].name)}　{feature_id}",
            options,
            index=options.index(chosen) if chosen in options else None,
            format_func=words.__getitem__,
            placeholder=t("import.undecided"),
            key=key,
            on_change=state.choose,
            args=(feature_id, key),
        )


def _counts(loaded: Frames) -> Counter[str]:
    return Counter(code for frame in loaded.features.values() for code in frame["accuracy_code"])


def show_classes(city_code: str, t: Messages) -> None:
    """How many features are known how well, without the imports and with them."""
    before, after = _counts(data.load_default(city_code)), _counts(data.load_frames(city_code))
    st.markdown(f"**{t('import.classes')}**")
    rows = [
        {
            t("column.accuracy_code"): t(f"class.{code}"),
            t("import.before"): before[code],
            t("import.after"): after[code],
        }
        for code in RANK
        if before[code] or after[code]
    ]
    st.dataframe(rows, hide_index=True, width="content")
