"""What a layer is made of: abstract, counts, documents, accuracy; and how it is shown."""

import pandas as pd
import streamlit as st

from app import state
from app.text import plain
from layers import catalog
from layers.definition import Selection
from layers.messages import Messages
from layers.model import Layer


def rows_of(layer: Layer) -> pd.DataFrame:
    """All rows of a layer, drawn and not mapped, without geometry."""
    return pd.concat([pd.DataFrame(layer.frame.drop(columns="geometry")), layer.unlocated], ignore_index=True)


def counts(layer: Layer, t: Messages) -> str:
    """How many are drawn, known by county only, not mapped."""
    return t("layer.counts", drawn=layer.drawn, county=layer.county_only, missing=len(layer.unlocated))


def show_facts(layer: Layer, t: Messages) -> None:
    """Abstract, counts, accuracy and documents of a layer."""
    st.markdown(plain(layer.abstract))
    st.markdown(f"**{t('layer.count')}**　{plain(counts(layer, t))}")
    if layer.accuracy_note:
        st.markdown(f"**{t('fact.accuracy')}**　{plain(layer.accuracy_note)}")
    if layer.sources:
        st.markdown(f"**{t('filter.source')}**　{plain('；'.join(layer.sources))}")


def _opacity_key(layer_id: str) -> str:
    return f"opacity-{layer_id}"


def _set_opacity(layer_id: str) -> None:
    value = st.session_state[_opacity_key(layer_id)] / 100
    others = {**dict(state.current().opacity), layer_id: value}
    order = [layer for layer in catalog.layer_ids() if others.get(layer, 1) < 1]
    state.change(opacity=tuple((layer, others[layer]) for layer in order))


def _only(layer_id: str) -> None:
    state.change(layers=(layer_id,))


def _list_missing(layer_id: str) -> None:
    """Open the panel's page of a layer, where what is not mapped is listed."""
    state.select(Selection("layer", layer_id, ""))


def show_details(layer: Layer, damaged: str | None, t: Messages) -> None:
    """Facts of a layer, its opacity, and what can be done with it."""
    if damaged is not None:
        st.error(f"{t('tree.unread')}\n\n{plain(damaged)}")
        return
    show_facts(layer, t)
    key = _opacity_key(layer.layer_id)
    st.session_state[key] = round(dict(state.current().opacity).get(layer.layer_id, 1) * 100)
    st.slider(
        t("layer.opacity"), 10, 100, step=5, format="%d%%", key=key, on_change=_set_opacity, args=(layer.layer_id,)
    )
    st.button(t("layer.only"), key=f"only-{layer.layer_id}", on_click=_only, args=(layer.layer_id,))
    label = t("layer.list_missing", count=len(layer.unlocated)) if len(layer.unlocated) else t("layer.open")
    st.button(label, key=f"page-{layer.layer_id}", on_click=_list_missing, args=(layer.layer_id,))
