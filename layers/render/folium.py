"""MapView to a folium map: Leaflet, drawn by our own script from one payload.

folium builds the page; Leaflet comes from the Python package XStatic-Leaflet,
never from the network. The map inside the app (``app/leaflet.py``) is made
of the same parts.
"""

import json
import re
from collections.abc import Collection
from importlib import import_module
from pathlib import Path

import folium
from branca.element import Element, Figure, MacroElement
from jinja2 import Template

from geo.errors import LayerError
from layers.model import MapView
from layers.render.payload import build_payload, to_script_json

FOLDER = Path(__file__).with_name("leaflet")
# In this order: the first makes the class that the others add to.
SCRIPTS = (
    "atlas.js", "dom.js", "symbols.js", "features.js", "labels.js", "badges.js", "pick.js", "legend.js", "controls.js",
    "measure.js",
)  # fmt: skip


def leaflet_folder() -> Path:
    """Folder of the installed Leaflet: ``leaflet.js``, ``leaflet.css``, ``images/``."""
    return Path(import_module("xstatic.pkg.leaflet").BASE_DIR)


def atlas_script() -> str:
    """Our own scripts that draw a payload, in their order."""
    return "".join((FOLDER / name).read_text(encoding="utf-8") for name in SCRIPTS)


def atlas_css() -> str:
    """Our own style sheet."""
    return (FOLDER / "atlas.css").read_text(encoding="utf-8")


class AtlasMap(folium.Map):
    """A folium map that links nothing from the network."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012  # folium's own way to list scripts
    default_css: list[tuple[str, str]] = []  # noqa: RUF012


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


def _base(view: MapView) -> AtlasMap:
    west, south, east, north = view.bounds
    return AtlasMap(
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


def leaflet_css() -> str:
    """Leaflet's style sheet without the pictures it would fetch."""
    css = (leaflet_folder() / "leaflet.css").read_text(encoding="utf-8")
    return re.sub(r"url\([^)]*\)", "none", css)


def leaflet_script() -> str:
    """Leaflet without the link to its source map."""
    return re.sub(r"//# sourceMappingURL=.*", "", (leaflet_folder() / "leaflet.js").read_text(encoding="utf-8"))


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
    made = _base(view)
    payload = to_script_json(build_payload(view, details=True, layer_ids=carried))
    call = f"window.atlas.show({json.dumps(list(view.visible))});"
    made.add_child(AtlasLayers(payload, "{details: true}", call))
    root = _figure(made)
    root.header.add_child(_verbatim(f"<style>{leaflet_css()}{atlas_css()}</style>"), name="atlas_css")
    root.header.add_child(_verbatim(f"<script>{leaflet_script()}</script>"), name="leaflet_js")
    root.html.add_child(Element('<h1 class="atlas-title"></h1>'), name="atlas_title")
    title = to_script_json(view.title)
    root.script.add_child(
        Element(f'document.title = {title}; document.querySelector(".atlas-title").textContent = {title};')
    )
    return str(root.render())
