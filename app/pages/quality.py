"""数据管理: the sources, the state of the data, and every finding as a row."""

import streamlit as st

from app import data, imports_page
from app.guard import guarded
from app.panel import plain
from geo import issues
from geo.frames import Frames
from layers.describe import Describer
from layers.messages import Messages


def _comparisons(loaded: Frames, t: Messages) -> None:
    """Statements that differ, side by side; both stay."""
    describer = Describer(loaded, t)
    rows = {row["indicator_id"]: row for row in loaded.indicators.to_dict("records")}
    pairs = loaded.tables["comparisons"]
    pairs = pairs[pairs["indicator_id"].isin(list(rows)) & pairs["other_indicator_id"].isin(list(rows))]
    if pairs.empty:
        return
    st.markdown(f"**{t('quality.comparisons')}**")
    st.caption(t("quality.comparisons_hint"))
    table = []
    for pair in pairs.to_dict("records"):
        older, newer = rows[pair["indicator_id"]], rows[pair["other_indicator_id"]]
        table.append(
            {
                t("compare.name"): describer.indicator(older)[0],
                t("compare.first"): f"{describer.indicator(older)[1]} 〔{older['source_id']}〕",
                t("compare.second"): f"{describer.indicator(newer)[1]} 〔{newer['source_id']}〕",
                t("compare.newer"): rows[pair["newer_indicator_id"]]["source_id"] if pair["newer_indicator_id"] else "",
                t("compare.note"): pair["note"],
            }
        )
    st.dataframe(table, hide_index=True, width="stretch")


def show(city_code: str, t: Messages) -> None:
    """The page of one city."""
    loaded = data.load_frames(city_code)
    st.markdown(f"#### {t('page.quality')}")
    st.caption(t("quality.version", version=loaded.version, digest=loaded.digest))
    with guarded(t):
        imports_page.show(city_code, t)
    st.markdown(f"**{t('quality.issues')}**")
    found = issues.to_frame(loaded.issues)
    if found.empty:
        st.success(t("quality.none"))
    else:
        package = loaded.tables.package
        tables = {resource.name: resource.title for resource in package.resources}
        fields = {field.name: field.title for resource in package.resources for field in resource.fields}
        found = found.drop(columns="type").assign(
            severity=found["severity"].map(lambda value: t(f"severity.{value}")),
            table=found["table"].map(lambda name: tables.get(name, name)),
            field=found["field"].map(lambda name: fields.get(name, name)),
        )
        words = {name: t(f"issue.{name}") for name in found.columns}
        st.dataframe(found.rename(columns=words), hide_index=True, width="stretch")
    _comparisons(loaded, t)
    st.markdown(f"**{t('quality.sources')}**")
    for row in loaded.tables["sources"].to_dict("records"):
        title = row[f"title_{t.language}"]
        st.markdown(
            f"- **{plain(row['source_id'])}**　{plain(title)}　{plain(row['issuer_zh'])}　{plain(row['issued_date'])}"
        )
        if row["note"]:
            st.caption(plain(row["note"]))
    st.markdown(f"**{t('quality.tables')}**")
    package = loaded.tables.package
    rows = [
        {t("column.table"): r.name, t("column.title"): r.title, t("column.rows"): len(loaded.tables[r.name])}
        for r in package.resources
    ]
    st.dataframe(rows, hide_index=True, width="stretch")
    st.caption(t("quality.licence"))
