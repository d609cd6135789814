"""Words of the deck: names, labels and counted badges; what they stand on is drawn elsewhere."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pydeck as pdk
import shapely

from layers import palette
from layers.model import MapView
from layers.short_names import short_names

METRES_PER_WAN = 900.0
TARGETS = "town_targets"
FONT = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, sans-serif"
COUNTY_SIZE, NAME_SIZE = 14, 12  # pixels
# How the deck opens: pixels that the longer side of the city takes, and what its pitch makes of a step to the north
# and of a height, both in degrees of a great circle.
PIXELS, FLAT, UPRIGHT = 665.0, 0.74, 0.74
METRES_PER_DEGREE = 111_320.0
Row = dict[str, Any]


def rgba(colour: str, opacity: float) -> list[int]:
    """``#rrggbb`` and an opacity as four numbers from 0 to 255."""
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)] + [round(255 * opacity)]


def elevation(row: Any) -> float:  # noqa: ANN401  # rows of itertuples have no type of their own
    """Metres of the column of a target, at the upper end of a range."""
    return float(row.value_min if pd.isna(row.value_max) else row.value_max) * METRES_PER_WAN


def badge_text(frame: pd.DataFrame) -> str:
    """The count of a badge: ``5+2`` where general knowledge puts two of seven rows into the county."""
    general = int((frame["basis_code"] == "general").sum())
    stated = len(frame) - general
    return (str(stated) if stated or not general else "") + (f"+{general}" if general else "")


def badges(view: MapView) -> list[Row]:
    """One counted text a layer and county, side by side under the county's name."""
    counted = [layer for layer in view.shown() if layer.county_only]
    anchors = {anchor.area_code: anchor for anchor in view.anchors}
    rows: list[Row] = []
    places: dict[str, int] = {}
    for layer, short in zip(counted, short_names([layer.title for layer in counted]), strict=True):
        frame = layer.frame[layer.frame["symbol"] == "badge"]
        for code, anchor in anchors.items():
            own = frame[[code in codes for codes in frame["area_codes"]]]
            if own.empty:
                continue
            place = places[code] = places.get(code, -1) + 1
            text = badge_text(own)
            rows.append(
                {
                    "name": f"{layer.title} · {anchor.name} · {text}",
                    "layer": layer.layer_id,
                    "id": code,
                    "kind": "badge",
                    "ids": list(own["feature_id"]),
                    "text": f" {short} {text} " if len(counted) > 1 else f" {text} ",
                    "position": [anchor.longitude, anchor.latitude],
                    "offset": [(place % 2) * 44 - (22 if len(counted) > 1 else 0), 18 + place // 2 * 20],
                    "colour": rgba(own["line"].iloc[0], 1.0),
                }
            )
    return rows


def _box(text: str, position: Sequence[float], down: float, size: float, scale: float) -> shapely.Polygon:
    """What a label covers when the deck opens, in pixels, y downwards."""
    lift = position[2] / METRES_PER_DEGREE if len(position) > 2 else 0.0
    x = position[0] * scale
    y = -position[1] * scale * FLAT - lift * scale * UPRIGHT + down
    half = size * sum(1.0 if ord(letter) > 0x7E else 0.6 for letter in text) / 2
    return shapely.box(x - half - 3, y - size / 2 - 2, x + half + 3, y + size / 2 + 2)


def _spots(row: Any) -> list[list[float]]:  # noqa: ANN401  # rows of itertuples have no type of their own
    """Where the label of a row may stand: along a line, else on the one place it has."""
    if "Line" not in row.geometry.geom_type:
        at = row.geometry.representative_point()
        return [[at.x, at.y]]
    places = [row.geometry.interpolate(part, normalized=True) for part in (0.5, 0.35, 0.65, 0.2, 0.8)]
    return [[at.x, at.y] for at in places]


def names(view: MapView) -> list[Row]:
    """Labels where things stand, each word once; over the top of a column, and none that a county's name holds.

    A label that would cover another when the deck opens is left to the tooltip,
    unless it is the figure of a target.
    """
    west, south, east, north = view.bounds
    scale = PIXELS / max(east - west, north - south)
    taken = [_box(a.name, (a.longitude, a.latitude), -7, COUNTY_SIZE, scale) for a in view.anchors]
    said: set[str] = set()
    rows = []
    for layer in sorted(view.shown(), key=lambda one: one.layer_id != TARGETS):
        for row in layer.frame[layer.frame["label"] != ""].itertuples():
            if row.label in said or any(row.label in anchor.name for anchor in view.anchors):
                continue
            said.add(row.label)
            top = [elevation(row)] if layer.layer_id == TARGETS else []
            down = -(0 if top else row.radius) - 10
            spots = [[*spot, *top] for spot in _spots(row)]
            boxes = [_box(row.label, spot, down, NAME_SIZE, scale) for spot in spots]
            free = [number for number, box in enumerate(boxes) if not any(box.intersects(other) for other in taken)]
            if free or top:
                chosen = free[0] if free else 0
                taken.append(boxes[chosen])
                rows.append({"text": row.label, "position": spots[chosen], "offset": [0, down]})
    return rows


def text_layer(layer_id: str, rows: list[Row], **more: object) -> pdk.Layer:
    """Text that lies over everything else; Chinese needs every character that occurs."""
    settings: Row = {
        "get_size": COUNTY_SIZE,
        "get_color": rgba(palette.INK, 1.0),
        "background": True,
        "get_background_color": [255, 255, 255, 170],
        "background_padding": [3, 1, 3, 1],
    }
    return pdk.Layer(
        "TextLayer",
        id=layer_id,
        data=rows,
        get_position="position",
        character_set=pdk.types.String("auto"),
        font_family=pdk.types.String(FONT),
        font_weight=600,
        parameters={"depthCompare": "always"},
        **(settings | more),
    )
