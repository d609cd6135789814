"""The panel beside the map: what is known of what was clicked, each line with its source."""

from collections.abc import Iterable
from typing import Any

import pandas as pd
import streamlit as st

from app import state
from geo.frames import Frames
from layers import catalog
from layers.definition import Selection
from layers.describe import Describer
from layers.messages import Messages
from layers.model import Layer, MapView


def plain(text: str) -> str:
    """Text from data made safe for Streamlit's Markdown: shown as written."""
    for mark in "\\`*_{}[]()#+-.!|~<>$:&":
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\r", " ").replace("\n", " ")


def _line(label: str, value: str, cited: str = "") -> None:
    small = f"  \n:gray[:small[{plain(cited)}]]" if cited else ""
    st.markdown(f"**{plain(label)}**　{plain(value)}{small}")


def _facts(row: Any, t: Messages) -> None:
    st.markdown("  \n".join(f"**{plain(label)}**　{plain(value)}" for label, value in row.facts))
    st.caption(f"{t('page.source')}：{plain(row.citation)}　〔{plain(str(row.feature_id))}〕")


def _folded(rows: Iterable[Any], t: Messages) -> None:
    for row in rows:
        with st.expander(plain(row.name)):
            _facts(row, t)


def _town_targets(code: str, view: MapView) -> None:
    frame = view.layer("town_targets").frame
    for row in frame[frame["area_codes"].map(lambda codes: code in codes)].itertuples():
        label, value = row.facts[0]
        joint = f"（{row.facts[1][0]}：{row.facts[1][1]}）" if len(row.area_codes) > 1 else ""
        _line(label, value + joint, row.citation)


def show_county(code: str, frames: Frames, view: MapView, t: Messages) -> None:
    """Positioning, target, industries in order, structures and counts of one county."""
    describer = Describer(frames, t)
    st.markdown("##### " + plain(frames.county_name(code, t.language)))
    roles = frames.roles[frames.roles["area_code"] == code].to_dict("records")
    for row in roles:
        _line(t(f"fact.{row['kind_code']}"), row["positioning_zh"], describer.citation(row))
        if row["note"]:
            st.caption(plain(f"{t('fact.note')}：{row['note']}"))
    _town_targets(code, view)
    industries = frames.industries[frames.industries["area_code"] == code].to_dict("records")
    if industries:
        st.markdown(f"**{t('fact.industries')}**")
        open_list = t("fact.open_list") if industries[0]["is_open_list"] or industries[-1]["is_open_list"] else ""
        lines = [f"{n}. {plain(row['industry_zh'])}" for n, row in enumerate(industries, 1)]
        st.markdown("\n".join(lines) + (f"\n\n{open_list}" if open_list else ""))
        notes = dict.fromkeys(row["note"] for row in industries if row["note"])
        st.caption(plain("；".join([describer.citation(industries[0]), *notes])))
    if not roles and not industries:
        st.info(t("county.no_statement"))
    _county_layers(code, view, describer)


def _county_layers(code: str, view: MapView, describer: Describer) -> None:
    """What each layer holds in the county, folded."""
    t = describer.t
    st.markdown(f"**{t('panel.in_county')}**")
    for layer in view.layers:
        if layer.layer_id == "town_targets":
            continue
        rows = layer.frame[layer.frame["area_codes"].map(lambda codes: code in codes)]
        if len(rows):
            with st.expander(f"{plain(layer.title)}　{len(rows)}"):
                for row in rows.itertuples():
                    status = next((value for label, value in row.facts if label == t("fact.status")), "")
                    marked = describer.with_basis(row.name, row.basis_code) if row.basis_code == "general" else row.name
                    _line(marked, status, row.citation)


def _listed(layer: Layer, rows: pd.DataFrame, heading: str, t: Messages) -> None:
    st.markdown("##### " + plain(heading))
    st.caption(f"{plain(layer.title)} · {t('page.county_only')} {len(rows)}")
    _folded(rows.itertuples(), t)


def show_overview(frames: Frames, view: MapView, t: Messages) -> None:
    """The city at first look: its targets and structures, before anything is clicked."""
    describer = Describer(frames, t)
    st.markdown("##### " + plain(frames.city_name_zh if t.language == "zh" else frames.city_name_en))
    for label, value, cited in view.headlines:
        _line(label, value, cited)
    if len(frames.structures):
        st.markdown(f"**{t('panel.structures')}**")
        for row in frames.structures.to_dict("records"):
            _line(row["name_zh"], "" if t.language == "zh" else row["name_en"], describer.citation(row))
    st.info(t("panel.hint"))


def show_panel(selection: Selection | None, frames: Frames, view: MapView, t: Messages) -> None:
    """The panel of a selection, or the overview when nothing is selected."""
    if selection is None:
        show_overview(frames, view, t)
        return
    st.button(t("panel.back"), key="panel-back", on_click=state.select, args=(None,))
    layer = view.layer(selection.layer)
    if selection.layer == catalog.BASE.LAYER_ID and selection.id in set(frames.counties["area_code"]):
        show_county(selection.id, frames, view, t)
        return
    if selection.kind == "badge":
        inside = layer.frame["area_codes"].map(lambda codes: selection.id in codes)
        rows = layer.frame[inside & (layer.frame["symbol"] == "badge")]
        _listed(layer, rows, frames.county_name(selection.id, t.language), t)
        return
    every = pd.concat([layer.frame, layer.unlocated])
    rows = every[every["feature_id"] == selection.id]
    if rows.empty:
        st.warning(t("panel.gone", id=selection.id))
        return
    row = next(rows.itertuples())
    st.markdown("##### " + plain(str(row.name)))
    st.caption(plain(layer.title))
    _facts(row, t)
