"""The panel beside the map: what is known of what was clicked, each line with its source."""

from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from app import bookmarks, data, facts, filters, state
from app.county_page import show_county
from app.folds import fold
from app.layer_notes import rows_of, show_facts
from app.text import plain
from geo.frames import Frames
from layers import catalog
from layers.definition import Selection
from layers.describe import Describer
from layers.messages import Messages
from layers.model import Layer, MapView
from layers.statements import comparisons, headline_ids, mentions

__all__ = ["permalink", "plain", "show_panel"]

MOST = 80  # links in one list; the rest is in the table below the map


def permalink(address: str) -> str:
    """The address that restores the view of the session, from the address of the page."""
    scheme, host, path, _, _ = urlsplit(address)
    return urlunsplit((scheme, host, path or "/", urlencode(state.current().to_query()), ""))


def _tools(title: str, t: Messages) -> None:
    """Back to the city, a link to copy, a bookmark."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.button(t("panel.back"), key="panel-back", type="tertiary", on_click=state.select, args=(None,))
        st.button(t("bookmark.here"), key="panel-bookmark", type="tertiary", on_click=bookmarks.add, args=(title,))
        box = st.popover(t("panel.link"), type="tertiary", key="panel-link", on_change="rerun")
    if box.open:
        with box:
            st.caption(t("panel.link_hint"))
            st.code(permalink(st.context.url or "/"), language=None, wrap_lines=True)


def _head(title: str, under: str, t: Messages) -> None:
    _tools(title, t)
    st.markdown("##### " + plain(title))
    if under:
        st.caption(plain(under))


def _badge(layer: Layer, code: str, describer: Describer) -> None:
    """What a badge counts: a link for each feature of which only this county is known."""
    t = describer.t
    inside = layer.frame["area_codes"].map(lambda codes: code in codes).astype(bool)
    rows = layer.frame[inside & (layer.frame["symbol"] == "badge")]
    general = rows[rows["basis_code"] == "general"]
    count = f"{len(rows) - len(general)} + {t('page.general')} {len(general)}" if len(general) else str(len(rows))
    _head(describer.frames.county_name(code, t.language), f"{layer.title} · {t('page.county_only')} {count}", t)
    _filtered(t, hidden=rows.empty)
    facts.links(layer, rows.drop(index=general.index), t, key="badge", most=MOST, fly=False)
    if len(general):
        st.caption(t("panel.general"))
        facts.links(layer, general, t, key="badge-general", most=MOST, fly=False)


def _layer(layer: Layer, structure_id: str, describer: Describer) -> None:
    """A layer or a structure as a whole, what is drawn of it, and all that is not."""
    frames, t = describer.frames, describer.t
    structures = frames.structures[frames.structures["structure_id"] == structure_id].to_dict("records")
    _head(structures[0]["name_zh"] if structures else layer.title, layer.title if structures else "", t)
    for row in structures:
        for text in (row["name_en"] if t.language == "en" else "", row["note"]):
            if text:
                st.markdown(plain(text))
        st.caption(f"{t('page.source')}{t('plate.colon')}{plain(describer.citation(row))}")
    show_facts(layer, t)
    for title, rows, key in (
        (t("tab.unlocated", count=len(layer.unlocated)), layer.unlocated, "missing"),
        (t("tab.drawn", count=layer.drawn), layer.frame, "drawn"),
    ):
        if len(rows):
            st.markdown(f"**{title}**")
            if key == "missing":
                st.caption(t("unlocated.why"))
            facts.links(layer, rows, t, key=key, most=MOST, fly=key == "drawn")


def _filtered(t: Messages, *, hidden: bool) -> None:
    """A filter hides what was asked for: say so, and how to undo it."""
    if hidden and state.current().filters:
        st.warning(plain(t("panel.filtered")))
        st.button(t("filter.clear"), key="panel-filter-clear", on_click=filters.clear)


def _feature(layer: Layer, whole: Layer, feature_id: str, describer: Describer) -> None:
    """All facts of one feature, and what other places say of it; ``whole`` is its layer before filtering."""
    t = describer.t
    every = rows_of(layer)
    rows = every[every["feature_id"] == feature_id]
    hidden = rows.empty
    if hidden:
        every = rows_of(whole)
        rows = every[every["feature_id"] == feature_id]
    if rows.empty:
        _head(feature_id, layer.title, t)
        st.warning(plain(t("panel.gone", id=feature_id)))
        return
    row = rows.to_dict("records")[0]
    _head(row["name"], layer.title, t)
    _filtered(t, hidden=hidden)
    if feature_id in set(whole.unlocated["feature_id"]):
        st.info(f"{t('page.unlocated')}{t('plate.colon')}{t('unlocated.why')}")
    several = mentions(describer, feature_id)
    pairs = tuple(pair for pair in row["facts"] if several is None or pair[0] != t("fact.mention"))
    facts.facts(pairs, row["citation"], feature_id, t)
    if several is not None:
        st.markdown(f"**{t('panel.mentions')}**")
        facts.compared([several], t, subject=False)
    differing = comparisons(describer, [feature_id])
    if differing:
        st.markdown(f"**{t('quality.comparisons')}**")
        facts.compared(differing, t)
    frames = describer.frames
    codes = [code for code in row["area_codes"] if code in set(frames.counties["area_code"])]
    if codes:
        with st.container(horizontal=True, gap="small", key="links-counties"):
            for code in codes:
                chosen = Selection("feature", catalog.BASE.LAYER_ID, code)
                facts.link(f"→ {frames.county_name(code, t.language)}", chosen, key="county")


def _overview(describer: Describer, view: MapView) -> None:
    """The city at first look: its targets and structures, before anything is clicked."""
    frames, t = describer.frames, describer.t
    st.markdown("##### " + plain(frames.city_name_zh if t.language == "zh" else frames.city_name_en))
    for label, value, cited in view.headlines:
        facts.line(label, value, cited)
    differing = comparisons(describer, headline_ids(describer))
    if differing:
        box = fold(t("panel.differ", count=len(differing)), "panel-differ")
        if box is not None:
            with box:
                st.caption(t("quality.comparisons_hint"))
                facts.compared(differing, t)
    _all_structures(describer, view)
    st.info(t("panel.hint"))


def _all_structures(describer: Describer, view: MapView) -> None:
    frames, t = describer.frames, describer.t
    if not len(frames.structures):
        return
    st.markdown(f"**{t('panel.structures')}**")
    structure_of = dict(zip(frames.components["component_id"], frames.components["structure_id"], strict=True))
    layer_of = {
        structure_of[row]: layer.layer_id
        for layer in view.layers
        for row in (*layer.frame["feature_id"], *layer.unlocated["feature_id"])
        if row in structure_of
    }
    with st.container(gap=None, key="links-structures"):
        for row in frames.structures.to_dict("records"):
            name = row["name_zh"] if t.language == "zh" else f"{row['name_zh']} {row['name_en']}"
            layer_id = layer_of.get(row["structure_id"])
            if layer_id is None:
                facts.line(name, "", describer.citation(row))
            else:
                facts.link(
                    name, Selection("layer", layer_id, row["structure_id"]), describer.citation(row), key="s", fly=False
                )


def show_panel(selection: Selection | None, frames: Frames, view: MapView, whole: MapView, t: Messages) -> None:
    """The panel of a selection, or the overview when nothing is selected.

    Parameters
    ----------
    selection
        What is selected.
    frames
        Data of the city.
    view, whole
        The map as it is filtered, and with everything.
    t
        Words of the language wanted.
    """
    describer = data.load_describer(frames, t.language)
    if selection is None:
        _overview(describer, view)
        return
    layer = view.layer(selection.layer)
    if selection.layer == catalog.BASE.LAYER_ID and selection.id in set(frames.counties["area_code"]):
        _head(frames.county_name(selection.id, t.language), "", t)
        show_county(selection.id, describer, view)
    elif selection.kind == "badge":
        _badge(layer, selection.id, describer)
    elif selection.kind == "layer":
        _layer(layer, selection.id, describer)
    else:
        _feature(layer, whole.layer(selection.layer), selection.id, describer)
