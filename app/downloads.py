"""Downloads of what is on the screen; files are made, and read back, when the button is pressed."""

from functools import partial

import streamlit as st

from app.panel import plain
from geo import frames, paths
from geo.crs import CGCS2000, STORAGE
from geo.errors import AtlasError
from layers.export import everything, formats, html, reference, shapefile
from layers.export.table import Request
from layers.messages import Messages
from layers.model import MapView

# Systems to choose from, with the key of the words that explain each.
SYSTEMS = {
    STORAGE: "download.crs_wgs84",
    CGCS2000: "download.crs_cgcs2000",
    "belt": "download.crs_belt",
    "belt-zone": "download.crs_belt_zone",
    reference.GCJ02: "download.crs_shifted",
}


def file_stem(view: MapView, name: str) -> str:
    """A file name that tells city, content and data version."""
    return f"{view.city_code}_{name}_{view.version}"


def systems_of(kind: formats.Format) -> list[str]:
    """The systems that a format can be written in, its first choice first."""
    if kind.systems == "metric":
        return ["belt", "belt-zone"]
    offered = [STORAGE] if kind.systems == "wgs84" else [STORAGE, CGCS2000, "belt", "belt-zone"]
    return [*offered, reference.GCJ02] if kind.shifted else offered


def package_zip(view: MapView, t: Messages) -> bytes:
    """All layers, tables and notices of the city; see :mod:`layers.export.everything`."""
    where = paths.from_environment()
    request = Request(view, (view.counties, *view.layers), t)
    return everything.make(request, frames.package_files(where), frames.notices(where))


def _choices(t: Messages) -> tuple[formats.Format, str, str]:
    """Format, system and encoding as chosen."""
    left, middle, right = st.columns(3)
    names = ["geojson", *(name for name in formats.FORMATS if name != "geojson")]
    name = left.selectbox(
        t("download.format"), names, key="download-format", format_func=lambda name: formats.FORMATS[name].title
    )
    kind = formats.FORMATS[name]
    system = middle.selectbox(
        t("download.crs"), systems_of(kind), key=f"download-crs-{name}", format_func=lambda code: t(SYSTEMS[code])
    )
    encoding = shapefile.ENCODINGS[0]
    if name == "shp":
        encoding = right.selectbox(t("download.encoding"), shapefile.ENCODINGS, key="download-encoding")
    return kind, system, encoding


def _button(kind: formats.Format, request: Request, label: str, key: str) -> None:
    st.download_button(
        f"{label} · {kind.title}",
        data=partial(formats.make, kind, request),
        file_name=formats.file_name(kind, request),
        mime=formats.mime(kind, request),
        key=key,
        on_click="ignore",
    )


def _layer_files(view: MapView, t: Messages) -> None:
    """The visible layers, together and one by one, in the format and system chosen."""
    kind, system, encoding = _choices(t)
    st.caption(t(kind.hint))
    layers = tuple(layer for layer in (view.counties, *view.shown()) if layer.total)
    try:
        request = Request(view, layers, t, reference.resolve(system, (view.counties, *layers)), encoding)
        formats.check(kind, request)
    except AtlasError as error:
        st.warning(plain(str(error)))
        return
    if len(layers) > 1:
        _button(kind, request, t("download.visible", count=len(layers)), "download-visible")
    for layer in layers:
        _button(kind, request.alone(layer), plain(layer.title), f"download-{layer.layer_id}")


def show_downloads(view: MapView, whole: MapView, t: Messages) -> None:
    """The map as one page, everything as one package, and the visible layers in a format of choice.

    ``whole`` is the map before filtering: the package is of everything.
    """
    st.download_button(
        t("download.page"),
        data=partial(html.map_page, view, t),
        file_name=f"{file_stem(view, 'map')}.html",
        mime="text/html",
        key="download-page",
        icon=":material/map:",
        on_click="ignore",
    )
    st.caption(t("download.page_hint"))
    st.download_button(
        t("download.everything"),
        data=partial(package_zip, whole, t),
        file_name=f"{file_stem(view, 'everything')}.zip",
        mime=formats.ZIP,
        key="download-everything",
        icon=":material/folder_zip:",
        on_click="ignore",
    )
    st.caption(t("download.everything_hint"))
    _layer_files(view, t)
