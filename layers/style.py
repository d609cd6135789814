"""Style is data: symbols and colours as columns, computed once for every renderer.

How well a place is known decides the drawing: solid for what has a sourced
position, a hollow ring for an approximate one, dashes for schematic lines
(dots where even the nodes are general knowledge), and a counted badge where
only the county is known.
"""

from dataclasses import asdict

import geopandas as gpd
import pandas as pd

from layers.messages import Messages
from layers.model import LegendItem, Style

SCHEMATIC_DASH = "9 6"
GENERAL_DASH = "2 7"


def accuracy_style(kind: str, accuracy: str, basis: str, colour: str) -> Style:
    """The style of a feature from its geometry kind and how well it is known.

    Parameters
    ----------
    kind
        ``point``, ``line`` or ``area``.
    accuracy, basis
        Codes of the feature.
    colour
        Accent of its layer.
    """
    if accuracy == "county":
        return Style("badge", fill="#ffffff", fill_opacity=0.9, line=colour, line_width=1.5)
    if kind == "line":
        dash = "" if accuracy == "located" else GENERAL_DASH if basis == "general" else SCHEMATIC_DASH
        return Style("line", line=colour, line_width=3.5, dash=dash)
    if kind == "area":
        return Style(
            "fill",
            fill=colour,
            fill_opacity=0.18,
            line=colour,
            line_width=2.0,
            dash="" if accuracy == "located" else SCHEMATIC_DASH,
        )
    hollow = accuracy != "located"
    return Style(
        "point",
        fill="#ffffff" if hollow else colour,
        fill_opacity=0.75 if hollow else 0.9,
        line=colour if hollow else "#ffffff",
        line_width=2.0,
        dash="3 3" if hollow else "",
        radius=7.0,
    )


def geometry_kind(shape: object) -> str:
    """``point``, ``line`` or ``area`` of a shapely geometry."""
    name = getattr(shape, "geom_type", "")
    return "line" if "Line" in name else "area" if "Polygon" in name else "point"


def add_styles(frame: gpd.GeoDataFrame, styles: list[Style]) -> gpd.GeoDataFrame:
    """The frame with one style column per property of its rows' styles."""
    columns = pd.DataFrame([asdict(style) for style in styles], index=frame.index, columns=list(asdict(Style("fill"))))
    return gpd.GeoDataFrame(frame.join(columns), geometry="geometry", crs=frame.crs)


def accuracy_legend(frame: gpd.GeoDataFrame, colour: str, t: Messages) -> tuple[LegendItem, ...]:
    """One line for each way in which the rows of a frame are known, best first."""
    items = []
    seen = set()
    for row in frame.itertuples():
        kind = geometry_kind(row.geometry)
        basis = "general" if row.basis_code == "general" and kind == "line" else "text"
        seen.add((row.accuracy_code, kind if row.accuracy_code != "county" else "area", basis))
    order = ["official", "located", "approximate", "schematic", "county"]
    for accuracy, kind, basis in sorted(seen, key=lambda item: (order.index(item[0]), item[1], item[2])):
        suffix = "_general" if accuracy == "schematic" and basis == "general" else ""
        items.append(LegendItem(t(f"accuracy.{accuracy}{suffix}"), accuracy_style(kind, accuracy, basis, colour)))
    return tuple(items)
