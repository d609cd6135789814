"""The section 引入真实几何 of the page 数据管理: upload, try, take, choose, take back."""

import streamlit as st

from app import data, imports_report
from app import imports_state as state
from app.panel import plain
from geo.errors import AtlasError
from geo.imports import run, store
from geo.imports.store import Manifest
from layers.messages import Messages

TYPES = ["osm", "pbf", "txt", "zip", "csv", "xlsx", "gpkg", "geojson"]


def _carry_out(t: Messages) -> None:
    """Do what is asked, with progress."""
    asked = state.open_order()
    if asked is None:
        return
    bar = st.progress(0.0, text=t("import.working", name=asked.path.name))

    def progress(part: float) -> None:
        bar.progress(part, text=t("import.working", name=asked.path.name))

    try:
        plan = data.load_plan(asked.city_code)
        target = state.folder() if asked.task == "take" else None
        state.finish(run.run(asked.path, plan, target, progress))
    except AtlasError as error:
        state.finish(error)
    except OSError as error:
        state.finish(AtlasError(f"文件 {asked.path.name} 无法读取：{error.strerror}。", "重新选择文件后再试。"))
    bar.empty()


def _upload(city_code: str, t: Messages) -> None:
    st.file_uploader(
        t("import.file"),
        type=TYPES,
        key=state.FILE,
        on_change=state.upload,
        max_upload_size=state.LARGEST_MB,
    )
    st.caption(t("import.limit", size=state.LARGEST_MB))
    ready = state.uploaded() is not None
    left, right, _ = st.columns([1, 1, 3])
    left.button(
        t("import.try"), key="import-try", disabled=not ready, on_click=state.order, args=("trial", city_code),
        width="stretch",
    )  # fmt: skip
    right.button(
        t("import.take"), key="import-take", disabled=not ready, on_click=state.order, args=("take", city_code),
        width="stretch", type="primary",
    )  # fmt: skip


def _held(item: Manifest, t: Messages) -> None:
    """One import in force: what it is, and the button that takes it away."""
    left, right = st.columns([5, 1])
    counts = " · ".join(f"{t(f'match.{status}')} {count}" for status, count in item.counts.items())
    date = item.timestamp or t("import.no_date")
    left.markdown(f"**{plain(item.file_name)}**　{plain(item.licence)}　{plain(date)}  \n{plain(counts)}")
    right.button(
        t("import.remove"), key=f"import-remove-{item.import_id}", on_click=state.remove, args=(item.import_id,)
    )


def show(city_code: str, t: Messages) -> None:
    """The section for one city."""
    st.markdown(f"**{t('import.title')}**")
    st.caption(t("import.hint"))
    _upload(city_code, t)
    _carry_out(t)
    failure = state.failure()
    if failure is not None:
        st.error(plain(failure.what) + (f"\n\n{plain(failure.remedy)}" if failure.remedy else ""))
    finished = state.done(city_code)
    if finished is not None:
        asked, outcome = finished
        said = {"trial": "import.tried", "take": "import.taken"}[asked.task]
        st.success(
            t(said, name=plain(asked.path.name), count=outcome.elements, licence=plain(outcome.manifest.licence))
        )
        imports_report.show_report(outcome.rows, outcome.issues, t)
    known = [item for item in store.manifests(state.folder())[0] if item.city_code == city_code]
    if known:
        st.markdown(f"**{t('import.in_force')}**")
        for item in known:
            _held(item, t)
        imports_report.show_choices(city_code, known, t)
    imports_report.show_classes(city_code, t)
    loaded = data.load_frames(city_code)
    for credit in loaded.geometry_credits:
        st.caption(plain(t("note.geometry", credit=credit)))
