"""ONE page that opens from disk with no network: Leaflet, data, words and styles inside, bytes that repeat."""

import math
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import shapely
from branca.element import Element, Figure
from shapely.geometry.base import BaseGeometry

from geo.errors import ExportError
from layers import catalog
from layers.export.stamp import Imprint
from layers.messages import Messages
from layers.model import MapView
from layers.render import folium as renderer
from layers.render.payload import build_counties, build_payload, to_script_json

FOLDER = Path(renderer.__file__).with_name("leaflet")
WIDTH = 200.0  # of the first picture, in its own units
BLANK = "＿＿＿＿＿＿"  # to be filled in by hand
COARSE = 0.004  # degrees by which its outlines may be off


def _markup(text: str) -> Element:
    """Markup that the page's template engine passes on as it is, whatever the data in it holds."""
    return Element("{% raw %}" + text.replace("{%", "{&#37;") + "{% endraw %}")


def _code(text: str) -> Element:
    """The same for scripts and styles that hold no data."""
    if "{%" in text:
        msg = "脚本或样式含模板记号。"
        raise ExportError(msg)
    return Element("{% raw %}" + text + "{% endraw %}")


def _path(shape: BaseGeometry, at: tuple[float, float], scale: tuple[float, float]) -> str:
    rings = []
    for part in shapely.get_parts(shape):
        xy = (shapely.get_coordinates(part.exterior) - at) * (scale[0], -scale[1])
        rings.append("M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in xy) + "Z")
    return "".join(rings)


def first_picture(view: MapView) -> str:
    """The counties as a small drawing that is there before any script has run, and where none may run."""
    counties = view.counties.frame
    if counties.empty:
        return ""
    west, south, east, north = view.bounds
    across = WIDTH / (east - west)
    up = across / math.cos(math.radians((south + north) / 2))
    outlines = shapely.coverage_simplify(counties.geometry.to_numpy(), COARSE)
    paths = "".join(f'<path d="{_path(shape, (west, north), (across, up))}"/>' for shape in outlines)
    names = "".join(
        f'<text x="{(a.longitude - west) * across:.1f}" y="{(north - a.latitude) * up:.1f}">{escape(a.name)}</text>'
        for a in view.anchors
    )
    box = f"-10 -10 {WIDTH + 20:.0f} {(north - south) * up + 20:.0f}"
    return f'<svg id="page-first" viewBox="{box}" aria-hidden="true">{paths}{names}</svg>'


def head(imprint: Imprint, t: Messages) -> str:
    """Title, date, data version, review number and the note that the map was not reviewed."""
    number = imprint.review_number
    lines = [
        t("print.schematic") if number else t("note.review"),
        t("print.review", number=number or BLANK),
        t("note.version", version=imprint.version),
        t("print.date", date=imprint.date),
    ]
    told = " ｜ ".join(escape(line) for line in lines)
    return (
        f'<header class="page-head"><div><h1 class="atlas-title">{escape(imprint.title)}</h1><p>{told}</p></div>'
        f'<div id="page-tools" class="page-tools"></div></header>'
    )


def unscripted(plates: Sequence[Mapping[str, Any]], view: MapView, t: Messages) -> str:
    """What is read where scripts may not run: words of all views and notes of the map."""
    said = "".join(f"<h2>{escape(plate['title'])}</h2><p>{escape(plate['text'])}</p>" for plate in plates)
    notes = " ｜ ".join(escape(note) for note in view.notes)
    return f"<noscript><p><b>{escape(t('offline.no_script'))}</b></p>{said}<p>{notes}</p></noscript>"


def words(t: Messages) -> dict[str, str]:
    """Words of what stands round the map, as ``page.js`` asks for them."""
    return {
        "aliases": t("fact.aliases"),
        "all": t("offline.all"),
        "close": t("offline.close"),
        "full": t("offline.full"),
        "layers": t("page.layers"),
        "more": t("offline.more"),
        "next": t("offline.next"),
        "none": t("offline.none"),
        "note": t("offline.note"),
        "nothing": t("offline.nothing"),
        "play": t("offline.play"),
        "previous": t("offline.previous"),
        "print": t("offline.print"),
        "search": t("search.hint"),
        "source": t("page.source"),
        "unlocated": t("page.unlocated"),
    }


def make(
    view: MapView,
    layer_ids: Sequence[str],
    imprint: Imprint,
    t: Messages,
    *,
    steps: Sequence[Mapping[str, Any]] = (),
    fills: Sequence[MapView] = (),
    embed: bool = False,
) -> bytes:
    """The page as UTF-8 HTML.

    Parameters
    ----------
    view
        The map; its visible layers are shown where there are no steps.
    layer_ids
        Layers to carry.
    imprint
        Title, data version, views and review number.
    t
        Words of the page's language.
    steps
        Views of a briefing, as ``page.js`` plays them.
    fills
        Views whose county colours the steps name by their place in this list.
    embed
        Without title, search, layers and player, for a frame inside another page.
    """
    made = renderer.AtlasMap(
        location=[(view.bounds[1] + view.bounds[3]) / 2, (view.bounds[0] + view.bounds[2]) / 2],
        zoom_start=8, tiles=None, height="100%", zoom_snap=0.25,
    )  # fmt: skip
    made._id = "atlas"  # noqa: SLF001  # folium's ids are random; equal input must give equal bytes
    about = {
        "words": words(t),
        "themes": {theme: t(f"theme.{theme}") for theme in catalog.THEMES},
        "steps": list(steps),
        "fills": [build_counties(one) for one in fills],
    }
    payload = build_payload(view, details=True, layer_ids=tuple(layer_ids))
    call = f"window.page = new AtlasPage(window.atlas, {to_script_json(about)});"
    controls = ["north", "scale", "home", "legend", *(() if steps else ("measure", "targets"))]
    options = {
        "details": True,
        "controls": controls,
        "extent": list(view.extent) if view.extent and not steps else None,
    }
    made.add_child(renderer.AtlasLayers(to_script_json(payload), to_script_json(options), call))
    figure = made.get_root()
    if not isinstance(figure, Figure):
        msg = "地图没有放进页面。"
        raise ExportError(msg)
    script, style = renderer.leaflet_script(), renderer.leaflet_css()
    own = (FOLDER / "page.js").read_text(encoding="utf-8")
    styles = style + renderer.atlas_css() + (FOLDER / "page.css").read_text(encoding="utf-8")
    figure.header.add_child(_markup(f"<title>{escape(imprint.title)}</title>"), name="page_title")
    figure.header.add_child(_code(f"<style>{styles}</style>"), name="page_style")
    stamp = to_script_json(imprint.plain(t.language))
    figure.header.add_child(
        Element(f'<script type="application/json" id="imprint">{stamp}</script>'), name="page_imprint"
    )
    figure.header.add_child(_code(f"<script>{script}{own}</script>"), name="page_script")
    body = head(imprint, t) + first_picture(view) + unscripted(steps, view, t) + '<main id="page-side"></main>'
    figure.html.add_child(_markup(body), name="page_body")
    text = str(figure.render())
    return _finished(text, t.language, embed=embed).encode("utf-8")


def _finished(text: str, language: str, *, embed: bool) -> str:
    """Language and kind of the page, which folium does not ask for."""
    lang = "zh-CN" if language == "zh" else "en"
    text = text.replace("<html>", f'<html lang="{lang}">', 1)
    text = text.replace(", maximum-scale=1.0, user-scalable=no", "", 1)  # whoever reads badly must be able to zoom
    return text.replace("<body>", '<body class="page-embed">', 1) if embed else text
