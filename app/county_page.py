"""The panel's page of one county: what the plans say of it, each line with its source."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from app import facts
from app.folds import fold
from app.text import plain
from layers.definition import Selection
from layers.describe import Describer
from layers.messages import Messages
from layers.model import Layer, MapView
from layers.statements import county_figures

TARGETS = "town_targets"
MOST = 60  # links in one list; the rest is in the table below the map


def _inside(layer: Layer, code: str) -> Layer | None:
    """The drawn rows of a layer that belong to a county; None if there are none."""
    rows = layer.frame["area_codes"].map(lambda codes: code in codes).astype(bool)
    if not rows.any():
        return None
    return replace(layer, frame=layer.frame[rows], unlocated=layer.unlocated.iloc[:0])


def _fill(code: str, view: MapView) -> None:
    """The figure behind the county's colour, and how it was come by."""
    rows = view.counties.frame
    for said in rows.get("fill_said", pd.Series(dtype=object))[rows["feature_id"] == code]:
        for label, value in said:
            facts.line(label, value, view.counties.abstract)


def _town_targets(layer: Layer, t: Messages) -> None:
    for row in layer.frame.to_dict("records"):
        label, value = row["facts"][0]
        joint = (
            t("fact.bracketed", label=row["facts"][1][0], value=row["facts"][1][1])
            if len(row["area_codes"]) > 1
            else ""
        )
        facts.line(label, value + joint, row["citation"])


def _roles(code: str, describer: Describer) -> bool:
    t, rows = describer.t, describer.frames.roles
    own = rows[rows["area_code"] == code].to_dict("records")
    for row in own:
        facts.line(t(f"fact.{row['kind_code']}"), row["positioning_zh"], describer.citation(row))
        if row["note"]:
            st.caption(plain(f"{t('fact.note')}{t('plate.colon')}{row['note']}"))
    return bool(own)


def _industries(code: str, describer: Describer) -> bool:
    t, rows = describer.t, describer.frames.industries
    own = rows[rows["area_code"] == code].to_dict("records")
    if own:
        st.markdown(f"**{t('fact.industries')}**")
        open_list = t("fact.open_list") if own[0]["is_open_list"] or own[-1]["is_open_list"] else ""
        lines = [f"{number}. {plain(row['industry_zh'])}" for number, row in enumerate(own, 1)]
        st.markdown("\n".join(lines) + (f"\n\n{open_list}" if open_list else ""))
        notes = dict.fromkeys(row["note"] for row in own if row["note"])
        st.caption(plain("；".join([describer.citation(own[0]), *notes])))
    return bool(own)


def _figures(code: str, view: MapView, describer: Describer) -> None:
    """Other figures of the county; its population target stands above."""
    targets = view.layer(TARGETS)
    shown = [*targets.frame["feature_id"], *targets.unlocated["feature_id"]]
    for figure in county_figures(describer, code, without=shown):
        (statement,) = figure.statements
        facts.line(figure.subject, statement.said, statement.citation)


def _structures(layers: list[Layer], t: Messages) -> None:
    """The structures of the plan that the county belongs to, by the part it has in them."""
    own = [layer for layer in layers if "structures" in layer.tables]
    if not own:
        return
    st.markdown(f"**{t('panel.structures_of')}**")
    for layer in own:
        st.caption(plain(layer.title))
        with st.container(gap=None, key=f"links-structure-{layer.layer_id}"):
            for row in layer.frame.to_dict("records"):
                facts.link(row["name"], Selection("feature", layer.layer_id, row["feature_id"]), key="structure")


def _features(layers: list[Layer], describer: Describer) -> None:
    """What each other layer holds in the county, folded; a link for each feature."""
    t = describer.t
    st.markdown(f"**{t('panel.in_county')}**")
    for layer in layers:
        if layer.layer_id == TARGETS or "structures" in layer.tables:
            continue
        box = fold(f"{plain(layer.title)}　{layer.drawn}", f"county-{layer.layer_id}")
        if box is not None:
            with box:
                general = layer.frame[layer.frame["basis_code"] == "general"]
                stated = layer.frame.drop(index=general.index)
                facts.links(layer, stated, t, key=f"stated-{layer.layer_id}", most=MOST)
                if len(general):
                    st.caption(t("panel.general"))
                    facts.links(layer, general, t, key=f"general-{layer.layer_id}", most=MOST)


def show_county(code: str, describer: Describer, view: MapView) -> None:
    """Positioning, target, industries in order, structures and features of one county.

    Parameters
    ----------
    code
        Of the county.
    describer
        Of its city.
    view
        The map; a filter acts on the features listed.
    """
    t = describer.t
    _fill(code, view)
    stated = _roles(code, describer)
    inside = [own for layer in view.layers if (own := _inside(layer, code)) is not None]
    for layer in inside:
        if layer.layer_id == TARGETS:
            _town_targets(layer, t)
    stated = _industries(code, describer) or stated
    if not stated:
        st.info(t("county.no_statement"))
    _figures(code, view, describer)
    _structures(inside, t)
    _features(inside, describer)
