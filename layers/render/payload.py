"""A MapView as plain JSON for the browser: each geometry once, styles and symbols as tables."""

import json
import re
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from layers import symbols
from layers.describe import Facts
from layers.model import STYLE_COLUMNS, Layer, MapView

DECIMALS = 5  # about a metre; the shipped lines are good to some 100 m


class _Pool:
    """Values stored once and named by their position."""

    def __init__(self) -> None:
        self.items: list[Any] = []
        self._index: dict[object, int] = {}

    def add(self, key: object, value: object) -> int:
        if key not in self._index:
            self._index[key] = len(self.items)
            self.items.append(value)
        return self._index[key]


def _geometry(shape: BaseGeometry) -> dict[str, Any]:
    simple = shapely.transform(shape, lambda xy: xy.round(DECIMALS))
    geometry: dict[str, Any] = json.loads(shapely.to_geojson(simple))
    return geometry


def _layer(layer: Layer, geometries: _Pool, styles: _Pool, *, details: bool) -> dict[str, Any]:
    features = []
    for row in layer.frame.itertuples():
        look = {name: getattr(row, name) for name in STYLE_COLUMNS}
        entry: dict[str, Any] = {
            "id": row.feature_id,
            "n": row.name,
            "s": styles.add(tuple(look.values()), look),
            "a": row.accuracy_code,
            "c": list(row.area_codes),
        }
        if row.basis_code == "general":
            entry["k"] = 1
        if row.label:
            entry["l"] = row.label
        if row.symbol != "badge":
            entry["g"] = geometries.add(row.geometry.wkb, _geometry(row.geometry))
        if details:
            entry["f"], entry["q"] = row.facts, row.citation
        features.append(entry)
    unlocated = []
    if details:
        rows = layer.unlocated.itertuples()
        unlocated = [{"id": row.feature_id, "n": row.name, "f": row.facts, "q": row.citation} for row in rows]
    legend = [{"n": item.label, "s": styles.add(*_look(item.style))} for item in layer.legend]
    return {
        "id": layer.layer_id,
        "theme": layer.theme,
        "n": layer.title,
        "about": layer.abstract,
        "features": features,
        "legend": legend,
        "drawn": layer.drawn,
        "missing": len(layer.unlocated),
        "unlocated": unlocated,
    }


def _look(style: object) -> tuple[tuple[object, ...], dict[str, object]]:
    look = {name: getattr(style, name) for name in STYLE_COLUMNS}
    return tuple(look.values()), look


def build_payload(view: MapView, *, details: bool, layer_ids: tuple[str, ...] | None = None) -> dict[str, Any]:
    """Everything the browser needs to draw a map.

    Parameters
    ----------
    view
        The map.
    details
        Whether facts and citations travel along (exported pages), or stay with
        the app, which shows them in its panel.
    layer_ids
        Layers to carry; None for all.
    """
    geometries, styles = _Pool(), _Pool()
    chosen = [layer for layer in view.layers if layer_ids is None or layer.layer_id in layer_ids]
    return {
        "city": view.city_code,
        "title": view.title,
        "counties": _layer(view.counties, geometries, styles, details=details),
        "backdrop": _layer(view.backdrop, geometries, styles, details=False),
        "layers": [_layer(layer, geometries, styles, details=details) for layer in chosen],
        "anchors": [{"c": a.area_code, "n": a.name, "at": [a.longitude, a.latitude]} for a in view.anchors],
        "bounds": list(view.bounds),
        "visible": list(view.visible),
        "headlines": [{"n": label, "v": value, "q": cited} for label, value, cited in view.headlines],
        "notes": list(view.notes),
        "words": dict(view.words),
        "geometries": geometries.items,
        "styles": styles.items,
        "shapes": {name: symbols.shape(name) for name in sorted({style["shape"] for style in styles.items})},
    }


def _short(said: Facts) -> str:
    """The figure behind a county's colour without what is said about it in brackets."""
    return "；".join(f"{label} {re.split('[（(]', value)[0].strip()}" for label, value in said)


def build_counties(view: MapView) -> dict[str, Any]:
    """The colours and the legend of the counties alone, for a map whose payload is drawn already."""
    styles = _Pool()
    rows = view.counties.frame.itertuples()
    features = [
        {"id": row.feature_id, "s": styles.add(*_look(row)), "v": _short(getattr(row, "fill_said", ()))} for row in rows
    ]
    legend = [{"n": item.label, "s": styles.add(*_look(item.style))} for item in view.counties.legend]
    return {"n": view.counties.title, "features": features, "legend": legend, "styles": styles.items}


# What must not stand in a script as it is: ends of script elements, line ends
# that JavaScript knows and JSON does not, and what a Jinja template would run.
# A brace followed by one of these stands only inside strings of JSON.
_UNSAFE = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
    "{{": "\\u007b\\u007b",
    "{%": "\\u007b%",
    "{#": "\\u007b#",
}


def to_script_json(payload: object) -> str:
    """JSON that is safe inside a script element and a template, whatever its strings contain."""
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for unsafe, escaped in _UNSAFE.items():
        text = text.replace(unsafe, escaped)
    return text
