"""The choices of the page 成果共享: which layers, in which format; kept while the planner is on other pages."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from app import order, state
from app.commands_export import EVERYTHING, PAGE
from app.downloads import title_of
from app.order import Order
from app.panel import plain
from geo.crs import CGCS2000, STORAGE
from layers import catalog
from layers.export import formats, reference, shapefile
from layers.export.selection import ALL
from layers.messages import Messages
from layers.model import Layer

KEPT = "share"
SCOPES = ("visible", "all", "themes", "some")
# Systems to choose from, with the key of the words that explain each.
SYSTEMS = {
    STORAGE: "download.crs_wgs84",
    CGCS2000: "download.crs_cgcs2000",
    "belt": "download.crs_belt",
    "belt-zone": "download.crs_belt_zone",
    reference.GCJ02: "download.crs_shifted",
}


@dataclass(frozen=True)
class Choices:
    """What was chosen on the page.

    Parameters
    ----------
    scope
        One of :data:`SCOPES`.
    themes, layers
        Of the scopes ``themes`` and ``some``.
    kind, encoding, each
        As in an :class:`~app.order.Order`.
    systems
        Format to reference system.
    """

    scope: str = "visible"
    themes: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    kind: str = "gpkg"
    systems: dict[str, str] = field(default_factory=dict)
    encoding: str = shapefile.ENCODINGS[0]
    each: bool = False

    @property
    def system(self) -> str:
        """Reference system of the format chosen."""
        known = order.systems_of(self.kind)
        found = self.systems.get(self.kind, known[0])
        return found if found in known else known[0]


def current() -> Choices:
    """The choices of the session."""
    found: Choices = st.session_state.get(KEPT, Choices())
    return found


def _keep(name: str, key: str, shape: Callable[[Any], Any]) -> None:
    """Note a widget's value, in its callback."""
    st.session_state[KEPT] = replace(current(), **{name: shape(st.session_state[key])})


def _keep_system(kind: str, key: str) -> None:
    st.session_state[KEPT] = replace(current(), systems={**current().systems, kind: st.session_state[key]})


def names_of(choices: Choices, layers: tuple[Layer, ...]) -> tuple[str, ...]:
    """Ids of the layers chosen, in tree order with the counties first; ``all`` for all of them."""
    ids = [layer.layer_id for layer in layers]
    if choices.scope == "all":
        return (ALL,)
    if choices.scope == "visible":
        wanted = {catalog.BASE.LAYER_ID, *state.current().layers}
    elif choices.scope == "themes":
        wanted = {layer.layer_id for layer in layers if layer.theme in choices.themes}
    else:
        wanted = set(choices.layers)
    return tuple(name for name in ids if name in wanted)


def order_of(choices: Choices, layers: tuple[Layer, ...]) -> Order:
    """The file that the choices describe."""
    view = state.current()
    if choices.kind == EVERYTHING:
        return order.of_everything(view)
    names = names_of(choices, layers)
    if choices.kind == PAGE:
        return order.of_page(view, tuple(layer.layer_id for layer in layers) if names == (ALL,) else names)
    encoding = choices.encoding if choices.kind == "shp" else shapefile.ENCODINGS[0]
    several = formats.FORMATS[choices.kind].several and (names == (ALL,) or len(names) > 1)
    return Order(view, names, choices.kind, choices.system, encoding, choices.each and several)


def show_layers(layers: tuple[Layer, ...], t: Messages) -> None:
    """Draw the choice of layers."""
    now = current()
    st.session_state["share-scope"] = now.scope
    st.segmented_control(
        t("share.layers"),
        SCOPES,
        key="share-scope",
        format_func=lambda scope: t(f"share.scope_{scope}"),
        required=True,
        on_change=_keep,
        args=("scope", "share-scope", str),
    )
    if now.scope == "themes":
        themes = [theme for theme in catalog.THEMES if any(layer.theme == theme for layer in layers)]
        st.session_state["share-themes"] = [theme for theme in now.themes if theme in themes]
        st.multiselect(
            t("share.themes"),
            themes,
            key="share-themes",
            format_func=lambda theme: t(f"theme.{theme}"),
            placeholder=t("share.pick"),
            on_change=_keep,
            args=("themes", "share-themes", tuple),
            select_all=False,
        )
    if now.scope == "some":
        titles = {layer.layer_id: f"{layer.title} · {layer.total}" for layer in layers}
        st.session_state["share-layers"] = [name for name in now.layers if name in titles]
        st.multiselect(
            t("share.some"),
            list(titles),
            key="share-layers",
            format_func=titles.__getitem__,
            placeholder=t("share.pick"),
            on_change=_keep,
            args=("layers", "share-layers", tuple),
            select_all=False,
        )


def show_format(several: int, t: Messages) -> None:
    """Draw the choice of format, and what goes with it; ``several`` is the number of layers chosen."""
    now = current()
    st.session_state["share-kind"] = now.kind
    st.selectbox(
        t("download.format"),
        order.KINDS,
        key="share-kind",
        format_func=lambda kind: title_of(kind, t),
        on_change=_keep,
        args=("kind", "share-kind", str),
    )
    found = formats.FORMATS.get(now.kind)
    hint = found.hint if found else "download.page_hint" if now.kind == PAGE else "download.everything_hint"
    st.caption(plain(t(hint)))
    if found is None:
        return
    key = f"share-system-{now.kind}"
    st.session_state[key] = now.system
    st.selectbox(
        t("download.crs"),
        order.systems_of(now.kind),
        key=key,
        format_func=lambda code: t(SYSTEMS[code]),
        on_change=_keep_system,
        args=(now.kind, key),
    )
    if now.kind == "shp":
        st.session_state["share-encoding"] = now.encoding
        st.selectbox(
            t("download.encoding"),
            shapefile.ENCODINGS,
            key="share-encoding",
            on_change=_keep,
            args=("encoding", "share-encoding", str),
        )
    if several > 1 and found.several:
        st.session_state["share-each"] = now.each
        st.toggle(t("share.each"), key="share-each", on_change=_keep, args=("each", "share-each", bool))
    elif several > 1:
        st.caption(t("share.each_always"))
