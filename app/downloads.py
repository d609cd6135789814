"""The short download box of the page 资源浏览: the map as a page, the visible layers in one format."""

from hashlib import sha256

import streamlit as st

from app import data, making, order, state
from app.commands_export import PAGE
from app.order import Order
from app.panel import plain
from geo.errors import AtlasError
from geo.frames import Frames
from layers import catalog
from layers.export import formats
from layers.export.table import Request
from layers.messages import Messages
from layers.model import MapView

# The page 成果共享, for a link to it; kept by whoever makes the navigation.
SHARE_PAGE = "page-share"


def title_of(kind: str, t: Messages) -> str:
    """Name of a format as the planner reads it."""
    if kind in formats.FORMATS:
        return formats.FORMATS[kind].title
    return t("share.page") if kind == PAGE else t("share.everything")


def job_of(wanted: Order, request: Request, loaded: Frames, t: Messages) -> making.Job:
    """The file of an order, known by all that its bytes depend on."""
    parts = (loaded.digest, loaded.boundary_origin, wanted.view.to_query(), wanted)
    kind = title_of(wanted.kind, t)
    titles = [layer.title for layer in request.layers if layer.total]
    what = kind
    if wanted.kind in formats.FORMATS and titles:
        several = t("share.many", first=titles[0], count=len(titles))
        what = t("share.what", layers=titles[0] if len(titles) == 1 else several, kind=kind)
    return making.Job(
        key=sha256(repr(parts).encode()).hexdigest(),
        what=what,
        name=wanted.file_name(request),
        mime=wanted.mime(request),
        make=lambda: wanted.make(request),
    )


def _layers(names: tuple[str, ...], loaded: Frames, view: MapView, t: Messages) -> None:
    kind = st.selectbox(
        t("download.format"), list(formats.FORMATS), key="download-format", format_func=lambda name: title_of(name, t)
    )
    wanted = Order(state.current(), names, kind, order.systems_of(kind)[0])
    try:
        request = wanted.request(loaded, view, t)
        wanted.check(request)
    except AtlasError as error:
        st.warning(plain(str(error)))
        return
    label = t("download.visible", count=sum(bool(layer.total) for layer in request.layers))
    making.offer("layers", job_of(wanted, request, loaded, t), t, label=label)


def show_downloads(view: MapView, whole: MapView, t: Messages) -> None:
    """The map as one page, the visible layers in a format of choice, and the way to everything else.

    ``whole`` is the map before filtering.
    """
    loaded = data.load_frames(view.city_code)
    filled = {layer.layer_id for layer in order.offered(loaded, whole)}
    shown = tuple(layer.layer_id for layer in view.shown() if layer.layer_id in filled)
    left, right = st.columns(2)
    with left:
        wanted = order.of_page(state.current(), shown)
        request = Order(wanted.view, shown, PAGE).request(loaded, view, t)
        making.offer("page", job_of(wanted, request, loaded, t), t, label=t("download.page"))
        st.caption(t("download.page_hint"))
    with right:
        base = (catalog.BASE.LAYER_ID,) if catalog.BASE.LAYER_ID in filled else ()
        _layers((*base, *shown), loaded, view, t)
    if SHARE_PAGE in st.session_state:
        st.page_link(st.session_state[SHARE_PAGE], label=t("download.more"), icon=":material/share:")
