"""Rows grouped by how they look, for formats that keep a style once and refer to it."""

from dataclasses import dataclass, fields, replace

import pandas as pd

from layers.messages import Messages
from layers.model import STYLE_COLUMNS, Layer, Style

_KEY = tuple(name for name in STYLE_COLUMNS if name != "radius")


@dataclass(frozen=True)
class StyleClass:
    """One look, and what it means.

    Parameters
    ----------
    code
        ``s1``, ``s2`` … within a layer.
    label
        The legend's words for it, else those of its accuracy class.
    style
        The look; the radius is that of the first row.
    """

    code: str
    label: str
    style: Style


def _label(style: Style, accuracy: str, basis: str, layer: Layer, t: Messages) -> str:
    for item in layer.legend:
        if replace(item.style, radius=0.0) == replace(style, radius=0.0):
            return item.label
    suffix = "_general" if accuracy == "schematic" and basis == "general" else ""
    return t(f"accuracy.{accuracy}{suffix}")


def style_classes(layer: Layer, t: Messages) -> tuple[pd.Series, tuple[StyleClass, ...]]:
    """Code of each row of ``layer.frame``, by ``feature_id``, and the classes in order of appearance."""
    found: dict[tuple[object, ...], StyleClass] = {}
    codes: dict[str, str] = {}
    for row in layer.frame.drop(columns="geometry").to_dict("records"):
        key = tuple(row[name] for name in _KEY)
        if key not in found:
            style = Style(**{field.name: row[field.name] for field in fields(Style)})
            label = _label(style, row["accuracy_code"], row["basis_code"], layer, t)
            found[key] = StyleClass(f"s{len(found) + 1}", label, style)
        codes[row["feature_id"]] = found[key].code
    return pd.Series(codes, dtype=object), tuple(found.values())
