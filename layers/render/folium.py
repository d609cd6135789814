"""The parts of a map in Leaflet: our own scripts that draw one payload, and folium's page round them.

folium builds the offline page (``layers/export/page.py``); Leaflet comes from
the Python package XStatic-Leaflet, never from the network. The map inside the
app (``app/leaflet.py``) is made of the same parts.
"""

import re
from importlib import import_module
from pathlib import Path

import folium
from branca.element import MacroElement
from jinja2 import Template

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


def leaflet_css() -> str:
    """Leaflet's style sheet without the pictures it would fetch."""
    css = (leaflet_folder() / "leaflet.css").read_text(encoding="utf-8")
    return re.sub(r"url\([^)]*\)", "none", css)


def leaflet_script() -> str:
    """Leaflet without the link to its source map."""
    return re.sub(r"//# sourceMappingURL=.*", "", (leaflet_folder() / "leaflet.js").read_text(encoding="utf-8"))
