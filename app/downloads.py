"""Downloads of what is on the screen; files are made when the button is pressed."""

from functools import partial

import streamlit as st

from app.panel import plain
from layers.export import geojson, html
from layers.messages import Messages
from layers.model import MapView


def file_stem(view: MapView, name: str) -> str:
    """A file name that tells city, content and data version."""
    return f"{view.city_code}_{name}_{view.version}"


def show_downloads(view: MapView, t: Messages) -> None:
    """The map as one page, and each visible layer as GeoJSON."""
    st.download_button(
        t("download.page"),
        data=partial(html.map_page, view),
        file_name=f"{file_stem(view, 'map')}.html",
        mime="text/html",
        key="download-page",
        icon=":material/map:",
        on_click="ignore",
    )
    st.caption(t("download.page_hint"))
    for layer in (view.counties, *view.shown()):
        st.download_button(
            f"{plain(layer.title)} · GeoJSON",
            data=partial(geojson.layer_geojson, layer, view),
            file_name=f"{file_stem(view, layer.layer_id)}.geojson",
            mime="application/geo+json",
            key=f"download-{layer.layer_id}",
            on_click="ignore",
        )
    st.caption(t("download.geojson_hint"))
