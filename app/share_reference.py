"""What goes along with a file: its fields, the data dictionary, licences, sources, the address of the service."""

from html import escape

import pandas as pd
import streamlit as st

from app.commands_serve import PORT
from app.order import Order
from app.panel import plain
from geo import frames, paths
from geo.frames import Frames
from layers.export.dictionary import WORDS
from layers.export.table import Request
from layers.messages import Messages
from layers.model import Layer

SHOWN_ROWS = 5
WHOLE = 10_000
# QGIS and other programs run beside the app, on the planner's own machine.
SERVICE = f"http://127.0.0.1:{PORT}"


def meaning(column: str, t: Messages) -> tuple[str, str]:
    """Title and meaning of a column of a file; the name itself for a column without words."""
    title, note = WORDS.get(column, ("", ""))
    return (t(title), t(note)) if title else (column, "")


def show_fields(request: Request, t: Messages) -> None:
    """The first rows of one of the layers, and what each of its columns means."""
    filled = [layer for layer in request.layers if layer.total]
    titles = {layer.layer_id: layer.title for layer in filled}
    name = st.selectbox(t("share.preview_of"), list(titles), key="share-preview", format_func=titles.__getitem__)
    layer = next((found for found in filled if found.layer_id == name), None)
    if layer is None:
        return
    rows = pd.DataFrame(request.frame(layer).drop(columns="geometry"))
    heads = {column: meaning(column, t)[0] for column in rows.columns}
    st.caption(plain(t("share.first_rows", shown=min(SHOWN_ROWS, len(rows)), total=len(rows))))
    st.dataframe(rows.head(SHOWN_ROWS).rename(columns=heads), hide_index=True, width="stretch")
    words = [(column, *meaning(column, t)) for column in rows.columns]
    columns = [t("export.name"), t("export.column"), t("export.meaning")]
    st.dataframe(pd.DataFrame(words, columns=columns), hide_index=True, width="stretch")


def dictionary(loaded: Frames, t: Messages) -> pd.DataFrame:
    """Every field of every table of the data package, a row each."""
    rows = [
        (resource.title, resource.name, field.name, field.title, field.type, field.description, field.vocabulary)
        for resource in loaded.tables.package.resources
        for field in resource.fields
    ]
    heads = ("share.table", "share.file", "export.name", "column.title", "share.type", "export.meaning", "share.codes")
    return pd.DataFrame(rows, columns=[t(head) for head in heads])


def show_dictionary(loaded: Frames, t: Messages) -> None:
    """The data dictionary, narrowed to what holds a word."""
    wanted = st.text_input(t("share.search"), key="share-search", placeholder=t("share.search_hint")).strip().lower()
    rows = dictionary(loaded, t)
    if wanted:
        held = rows.apply(lambda column: column.str.lower().str.contains(wanted, regex=False)).any(axis=1)
        rows = rows[held]
    st.caption(plain(t("share.found", count=len(rows))))
    st.dataframe(rows, hide_index=True, width="stretch", height=360)


def show_rights(loaded: Frames, request: Request, t: Messages) -> None:
    """Licences, the documents that the chosen rows cite, and the texts on rights in full."""
    st.markdown(plain(f"{t('share.licence')}{t('plate.colon')}{t('plate.comma').join(loaded.tables.package.licences)}"))
    st.caption(plain(t("quality.licence")))
    cited = [(s.source_id, s.title, s.issuer, s.issued_date, s.period, s.sha256) for s in request.cited()]
    heads = ("field.source_id", "column.title", "export.issuer", "export.issued", "export.period")
    columns = [*(t(head) for head in heads), "SHA-256"]
    st.dataframe(pd.DataFrame(cited, columns=columns), hide_index=True, width="stretch")
    for note in request.notes:
        st.caption(plain(note))
    for name, content in frames.notices(paths.from_environment()).items():
        with st.expander(plain(name)):
            st.text(content.decode("utf-8", "replace"))


def snippets(layer: Layer, city: str) -> tuple[str, str, str]:
    """Address of a layer's GeoJSON, what shows its map in a web page, and what reads its rows there."""
    name = f"{city}.{layer.layer_id}"
    address = f"{SERVICE}/collections/{name}/items?f=json&limit={WHOLE}"
    frame = (
        f'<iframe src="{SERVICE}/maps/{name}" title="{escape(layer.title, quote=True)}" '
        'width="100%" height="600" style="border:0" loading="lazy"></iframe>'
    )
    script = f'<script>\nfetch("{address}").then(r => r.json()).then(rows => console.log(rows.features));\n</script>'
    return address, frame, script


def show_service(order: Order, request: Request, t: Messages) -> None:
    """How other programs read the layers: one command, an address a layer, and what a web page holds."""
    st.markdown(plain(t("share.service_about")))
    st.code(f"python -m app serve --city {order.view.city} --lang {order.view.language}", language=None)
    st.caption(plain(t("share.service_connect")))
    st.code(SERVICE, language=None)
    titles = {layer.layer_id: layer.title for layer in request.layers if layer.total}
    name = st.selectbox(t("column.layer"), list(titles), key="share-service", format_func=titles.__getitem__)
    layer = next((found for found in request.layers if found.layer_id == name), None)
    if layer is None:
        return
    address, frame, script = snippets(layer, order.view.city)
    st.caption(plain(t("share.service_geojson")))
    st.code(address, language=None, wrap_lines=True)
    st.caption(plain(t("share.service_frame")))
    st.code(frame, language=None, wrap_lines=True)
    st.caption(plain(t("share.service_script")))
    st.code(script, language=None, wrap_lines=True)
