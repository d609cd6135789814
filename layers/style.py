"""Style is data: symbols and colours as columns, computed once for every renderer.

How well a place is known decides the drawing: solid for what has a sourced
position, a hollow symbol (a dashed ring) for an approximate one, dashes for schematic lines
(dots where even the nodes are general knowledge), and a counted badge where
only the county is known. How far a thing has come decides width and tone:
wide and dark what exists, middling what is under way, thin and lighter what is
planned. The two are independent, so that a planned line is never drawn as if
it lay there, and one that lies there never crisper than it is known.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict

import geopandas as gpd
import pandas as pd

from layers import palette
from layers.messages import Messages
from layers.model import LegendItem, Style
from layers.palette import Phase

SCHEMATIC_DASH = "9 6"
GENERAL_DASH = "2 7"
RING_DASH = "3 3"
ACCURACIES = ("official", "located", "approximate", "schematic", "county")

_PHASES: dict[str, Phase] = {
    "existing": "existing",
    "completed": "existing",
    "building": "building",
    "continuing": "building",
    "mooted": "planned",
    "planned": "planned",
    "preparatory": "planned",
    "to_build": "planned",
    "upgrading": "planned",
    "promoted": "planned",
    "to_complete": "planned",
}
_WIDTHS: dict[Phase, float] = {"existing": 5.0, "building": 3.5, "planned": 2.2, "unstated": 3.5}
_RADII: dict[Phase, float] = {"existing": 8.0, "building": 7.0, "planned": 7.0, "unstated": 7.0}


def phase(status_code: str) -> Phase:
    """How far a thing has come, from its status: what a plan wants to complete is still planned."""
    return _PHASES.get(status_code, "unstated")


def accuracy_style(
    kind: str, accuracy: str, basis: str, colour: str, stage: Phase = "unstated", shape: str = "circle"
) -> Style:
    """The style of a feature from its geometry kind, how well it is known and how far it has come.

    Parameters
    ----------
    kind
        ``point``, ``line`` or ``area``.
    accuracy, basis
        Codes of the feature.
    colour
        Accent of its layer.
    stage
        How far the thing has come.
    shape
        Symbol of its layer.
    """
    if accuracy == "county":
        return Style("badge", fill="#ffffff", fill_opacity=0.9, line=colour, line_width=1.5, shape=shape)
    tone = colour if stage == "unstated" else palette.tone(colour, stage)
    if kind == "line":
        dash = "" if accuracy == "located" else GENERAL_DASH if basis == "general" else SCHEMATIC_DASH
        return Style("line", line=tone, line_width=_WIDTHS[stage], dash=dash)
    if kind == "area":
        return Style(
            "fill",
            fill=tone,
            fill_opacity=0.18,
            line=tone,
            line_width=2.0,
            dash="" if accuracy == "located" else SCHEMATIC_DASH,
        )
    hollow = accuracy != "located"
    return Style(
        "point",
        fill="#ffffff" if hollow else tone,
        fill_opacity=0.85 if hollow else 1.0,
        line=tone if hollow else "#ffffff",
        line_width=2.0 if hollow else 1.5,
        dash=RING_DASH if hollow and shape == "circle" else "",
        radius=_RADII[stage],
        shape=shape,
    )


def geometry_kind(shape: object) -> str:
    """``point``, ``line`` or ``area`` of a shapely geometry."""
    name = getattr(shape, "geom_type", "")
    return "line" if "Line" in name else "area" if "Polygon" in name else "point"


def add_styles(frame: gpd.GeoDataFrame, styles: list[Style]) -> gpd.GeoDataFrame:
    """The frame with one style column per property of its rows' styles."""
    columns = pd.DataFrame([asdict(style) for style in styles], index=frame.index, columns=list(asdict(Style("fill"))))
    return gpd.GeoDataFrame(frame.join(columns), geometry="geometry", crs=frame.crs)


def accuracy_legend(frame: gpd.GeoDataFrame, colour: str, t: Messages, shape: str = "circle") -> tuple[LegendItem, ...]:
    """One line for each way in which the rows of a frame are known and each phase they are in, best first."""
    seen = set()
    for row in frame.itertuples():
        kind = geometry_kind(row.geometry)
        known = row.accuracy_code
        basis = "general" if row.basis_code == "general" and kind == "line" and known != "county" else "text"
        stage = "unstated" if known == "county" else phase(getattr(row, "status_code", ""))
        seen.add((known, "area" if known == "county" else kind, basis, stage))
    items = []
    order = sorted(seen, key=lambda item: (ACCURACIES.index(item[0]), *item[1:3], palette.PHASES.index(item[3])))
    for accuracy, kind, basis, stage in order:
        suffix = "_general" if accuracy == "schematic" and basis == "general" else ""
        label = t(f"accuracy.{accuracy}{suffix}")
        if stage != "unstated":
            label = t("legend.phase_form", phase=t(f"phase.{stage}"), accuracy=label)
        items.append(LegendItem(label, accuracy_style(kind, accuracy, basis, colour, stage, shape)))
    return tuple(items)


def accuracy_note(drawn: pd.DataFrame, missing: int, titles: Mapping[str, str], t: Messages) -> str:
    """How many rows are known in which way, in one sentence; what is not drawn stands last.

    Parameters
    ----------
    drawn
        Rows with ``accuracy_code`` and ``basis_code``.
    missing
        Number of rows that are not drawn.
    titles
        Words of the accuracy codes.
    t
        Words of the language wanted.
    """
    known = Counter(drawn["accuracy_code"])
    general = Counter(drawn.loc[drawn["basis_code"] == "general", "accuracy_code"])
    parts = []
    for accuracy in (name for name in ACCURACIES if known[name]):
        said = t("note.accuracy_part", what=titles[accuracy], count=known[accuracy])
        parts.append(said + (t("note.accuracy_general", count=general[accuracy]) if general[accuracy] else ""))
    if missing:
        parts.append(t("note.accuracy_part", what=titles["unlocated"], count=missing))
    return t("note.accuracy_gap").join(parts)
