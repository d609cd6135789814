"""MapView to a folium map: Leaflet, drawn by our own script from one payload.

folium builds the page; Leaflet comes from the Python package XStatic-Leaflet,
never from the network. Two ways to load it: by link (the app serves the
package's folder) or inlined (the exported page).
"""

import json
import re
from collections.abc import Collection
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TypeVar

import folium
from branca.element import Element, Figure, MacroElement
from jinja2 import Template

from geo.errors import LayerError
from layers.model import MapView
from layers.render.payload import build_payload, to_script_json

FOLDER = Path(__file__).with_name("leaflet")


def leaflet_folder() -> Path:
    """Folder of the installed Leaflet: ``leaflet.js``, ``leaflet.css``, ``images/``."""
    return Path(import_module("xstatic.pkg.leaflet").BASE_DIR)


def atlas_script() -> str:
    """Our own script that draws a payload."""
    return (FOLDER / "atlas.js").read_text(encoding="utf-8")


def atlas_css() -> str:
    """Our own style sheet."""
    return (FOLDER / "atlas.css").read_text(encoding="utf-8")


class AtlasMap(folium.Map):
    """A folium map that links nothing from the network."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012  # folium's own way to list scripts
    default_css: list[tuple[str, str]] = []  # noqa: RUF012


class LinkedAtlasMap(AtlasMap):
    """The same, with Leaflet's script linked from where the app serves it."""

    default_js = [("leaflet", "../app.leaflet.leaflet/leaflet.js")]  # noqa: RUF012


class AtlasLayers(MacroElement):
    """Our script, its payload and the call that draws it."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "{{ this.library }}\n"
        "window.atlas = new Atlas({{ this._parent.get_name() }}, {{ this.payload }}, {{ this.options }});\n"
        "{{ this.call }}"
        "{% endmacro %}"
    )

    def __init__(self, payload: str, options: str, call: str = "") -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "AtlasLayers"
        self.library, self.payload, self.options, self.call = atlas_script(), payload, options, call


class ShowLayers(MacroElement):
    """A call that tells a map that is already there what to show.

    Parameters
    ----------
    layer_ids
        Layers to show, and no others.
    selected
        Feature to mark, as ``layer/id``.
    fly
        A new number moves the map to the marked feature.
    hidden
        Ids of features that a filter takes away.
    """

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "window.atlas.hide({{ this.hidden }}); window.atlas.show({{ this.ids }});"
        " window.atlas.select({{ this.selected }}, {{ this.fly }});"
        "{% endmacro %}"
    )

    def __init__(
        self, layer_ids: Collection[str], selected: str | None = None, fly: int = 0, hidden: Collection[str] = ()
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "ShowLayers"
        self.ids, self.selected = to_script_json(list(layer_ids)), to_script_json(selected)
        self.fly, self.hidden = int(fly), to_script_json(list(hidden))


MapClass = TypeVar("MapClass", bound=AtlasMap)


def _base(cls: type[MapClass], view: MapView) -> MapClass:
    west, south, east, north = view.bounds
    return cls(
        location=[(south + north) / 2, (west + east) / 2], zoom_start=8, tiles=None, height="100%", zoom_snap=0.25
    )


def _figure(made: folium.Map) -> Figure:
    figure = made.get_root()
    if not isinstance(figure, Figure):
        msg = "地图没有放进页面。"
        raise LayerError(msg)
    return figure


def _verbatim(text: str) -> Element:
    """Text that the page's template engine passes on as it is."""
    return Element("{% raw %}" + text + "{% endraw %}")


ON_SELECT = (
    "{onSelect: function (what) {"
    " window.atlasCount = (window.atlasCount || 0) + 1;"
    " window.Streamlit.setComponentValue(Object.assign({n: window.atlasCount}, what)); }}"
)


def _leaflet_css() -> str:
    """Leaflet's style sheet without the pictures it would fetch."""
    css = (leaflet_folder() / "leaflet.css").read_text(encoding="utf-8")
    return re.sub(r"url\([^)]*\)", "none", css)


def app_map(view: MapView) -> LinkedAtlasMap:
    """The map of the app: all layers inside, none shown until told; clicks go to the app."""
    made = _base(LinkedAtlasMap, view)
    # What is shown is told later, so that a toggle leaves this script, and with it the page, as it is.
    payload = build_payload(replace(view, visible=()), details=False)
    made.add_child(AtlasLayers(to_script_json(payload), ON_SELECT))
    # Inline: a linked sheet may arrive after the map has measured its labels.
    _figure(made).header.add_child(_verbatim(f"<style>{_leaflet_css()}{atlas_css()}</style>"))
    return made


def page_html(view: MapView, *, layer_ids: Collection[str] | None = None) -> str:
    """ONE self-contained page: Leaflet, data, facts and citations inside; no request at all.

    Parameters
    ----------
    view
        The map; its visible layers are switched on.
    layer_ids
        Layers to carry; None for the visible ones.
    """
    carried = tuple(view.visible if layer_ids is None else layer_ids)
    made = _base(AtlasMap, view)
    payload = to_script_json(build_payload(view, details=True, layer_ids=carried))
    call = f"window.atlas.show({json.dumps(list(view.visible))});"
    made.add_child(AtlasLayers(payload, "{details: true}", call))
    root = _figure(made)
    leaflet = (leaflet_folder() / "leaflet.js").read_text(encoding="utf-8")
    leaflet = re.sub(r"//# sourceMappingURL=.*", "", leaflet)
    root.header.add_child(_verbatim(f"<style>{_leaflet_css()}{atlas_css()}</style>"), name="atlas_css")
    root.header.add_child(_verbatim(f"<script>{leaflet}</script>"), name="leaflet_js")
    root.html.add_child(Element('<h1 class="atlas-title"></h1>'), name="atlas_title")
    title = to_script_json(view.title)
    root.script.add_child(
        Element(f'document.title = {title}; document.querySelector(".atlas-title").textContent = {title};')
    )
    return str(root.render())
