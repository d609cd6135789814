"""数据管理: the sources, the state of the data, and every finding as a row."""

import streamlit as st

from app import data
from app.panel import plain
from geo import issues
from layers.messages import Messages


def show(city_code: str, t: Messages) -> None:
    """The page of one city."""
    loaded = data.load_frames(city_code)
    st.markdown(f"#### {t('page.quality')}")
    st.caption(t("quality.version", version=loaded.version, digest=loaded.digest))
    st.markdown(f"**{t('quality.issues')}**")
    found = issues.to_frame(loaded.issues)
    if found.empty:
        st.success(t("quality.none"))
    else:
        words = {name: t(f"issue.{name}") for name in found.columns}
        found["severity"] = found["severity"].map(lambda value: t(f"severity.{value}"))
        st.dataframe(found.rename(columns=words), hide_index=True, width="stretch")
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
