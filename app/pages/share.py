"""成果共享: layers as files and as a service, with their fields, licences and sources."""

import pandas as pd
import streamlit as st

from app import data, downloads, filters, making, order, share_choices, share_reference, state
from app.commands_export import EVERYTHING, PAGE
from app.guard import guarded
from app.order import Order
from app.panel import plain
from geo.errors import AtlasError
from geo.frames import Frames
from layers import compose, damage
from layers.export.table import Request
from layers.messages import Messages
from layers.model import Layer

PARTS = ("fields", "dictionary", "rights", "service")


def _counts(layers: tuple[Layer, ...], t: Messages) -> None:
    """How many rows the file holds, in a line and a layer at a time."""
    filled = [layer for layer in layers if layer.total]
    sums = {
        "layers": len(filled),
        "total": sum(layer.total for layer in filled),
        "drawn": sum(layer.drawn for layer in filled),
        "county": sum(layer.county_only for layer in filled),
        "unlocated": sum(len(layer.unlocated) for layer in filled),
    }
    st.markdown(plain(t("share.count", **sums)))
    rows = [(layer.title, layer.drawn, layer.county_only, len(layer.unlocated)) for layer in filled]
    heads = [t(key) for key in ("column.layer", "page.drawn", "service.county_only", "page.unlocated")]
    with st.expander(t("share.by_layer")):
        st.dataframe(pd.DataFrame(rows, columns=heads), hide_index=True, width="stretch")


def _file(wanted: Order, request: Request, loaded: Frames, t: Messages) -> None:
    """Counts, the file itself and the command that writes the same bytes."""
    if wanted.kind == EVERYTHING and state.current().filters:
        st.info(plain(t("share.unfiltered")))
    elif request.where:
        st.markdown(plain(t("export.where", words=request.where)))
    for remark in request.remarks:
        st.caption(plain(remark))
    _counts(request.layers, t)
    try:
        wanted.check(request)
    except AtlasError as error:
        st.warning(plain(str(error)))
        return
    making.offer("share", downloads.job_of(wanted, request, loaded, t), t)
    st.caption(plain(t("share.command")))
    st.code(wanted.command(), language=None, wrap_lines=True)


def show() -> None:
    """The page."""
    now, t = state.current(), state.words()
    loaded = data.load_frames(now.city)
    whole = data.load_view(loaded, now.language)
    layers = order.offered(loaded, whole)
    wanted = share_choices.order_of(share_choices.current(), layers)
    drawn = data.load_drawn(loaded, wanted.view)
    with st.sidebar:
        filters.show_filters(loaded, compose.show(whole, now.layers), data.load_drawn(loaded, now), t)
    st.markdown(f"#### {plain(t('share.title', city=whole.title))}")
    for name, why in damage.unread(loaded, whole).items():
        st.warning(plain(t("share.unread", layer=t(f"layer.{name}.title"), why=why)))
    left, right = st.columns([2, 3], gap="medium")
    with left, guarded(t):
        if wanted.kind != EVERYTHING:
            share_choices.show_layers(layers, t)
        many = len(layers) if wanted.names == ("all",) else len(wanted.names)
        share_choices.show_format(many, t)
    if wanted.kind == PAGE:
        names = tuple(layer.layer_id for layer in layers if layer.layer_id in wanted.view.layers)
        asked = Order(wanted.view, names, wanted.kind)
    else:
        asked = wanted
    with guarded(t):
        request = asked.request(loaded, drawn, t)
        with right, guarded(t):
            _file(wanted, request, loaded, t)
        part = st.segmented_control(
            t("below.label"),
            PARTS,
            key="share-part",
            default=PARTS[0],
            format_func=lambda name: t(f"share.part_{name}"),
            required=True,
        )
        with guarded(t):
            if part == "fields":
                share_reference.show_fields(request, t)
            elif part == "dictionary":
                share_reference.show_dictionary(loaded, t)
            elif part == "rights":
                share_reference.show_rights(loaded, request, t)
            else:
                share_reference.show_service(asked, request, t)
