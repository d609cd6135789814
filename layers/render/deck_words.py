"""Words of the deck: names, labels and counted badges; what they stand on is drawn elsewhere."""

from typing import Any

import pandas as pd
import pydeck as pdk

from layers import palette
from layers.model import Layer, MapView

METRES_PER_WAN = 900.0
TARGETS = "town_targets"
FONT = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, sans-serif"
Row = dict[str, Any]


def rgba(colour: str, opacity: float) -> list[int]:
    """``#rrggbb`` and an opacity as four numbers from 0 to 255."""
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)] + [round(255 * opacity)]


def elevation(row: Any) -> float:  # noqa: ANN401  # rows of itertuples have no type of their own
    """Metres of the column of a target, at the upper end of a range."""
    return float(row.value_min if pd.isna(row.value_max) else row.value_max) * METRES_PER_WAN


def short_title(layer: Layer) -> str:
    """What tells the badges of several layers apart: the first character of a Chinese title, else three letters."""
    letters = "".join(letter for letter in layer.title if letter.isalpha())
    return letters[:1] if letters and "\u4e00" <= letters[0] <= "\u9fff" else letters[:3]


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
    for layer in counted:
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
                    "text": f" {short_title(layer)} {text} " if len(counted) > 1 else f" {text} ",
                    "position": [anchor.longitude, anchor.latitude],
                    "offset": [(place % 2) * 44 - (22 if len(counted) > 1 else 0), 18 + place // 2 * 20],
                    "colour": rgba(own["line"].iloc[0], 1.0),
                }
            )
    return rows


def names(view: MapView) -> list[Row]:
    """Labels where things stand, each word once; over the top of a column, and none that a county's name holds."""
    counties = [anchor.name for anchor in view.anchors]
    said: set[str] = set()
    rows = []
    for layer in view.shown():
        for row in layer.frame[layer.frame["label"] != ""].itertuples():
            if row.label in said or any(row.label in name for name in counties):
                continue
            said.add(row.label)
            line = "Line" in row.geometry.geom_type
            at = row.geometry.interpolate(0.5, normalized=True) if line else row.geometry.representative_point()
            top = [elevation(row)] if layer.layer_id == TARGETS else []
            rows.append(
                {"text": row.label, "position": [at.x, at.y, *top], "offset": [0, -(0 if top else row.radius) - 10]}
            )
    return rows


def text_layer(layer_id: str, rows: list[Row], **more: object) -> pdk.Layer:
    """Text that lies over everything else; Chinese needs every character that occurs."""
    settings: Row = {
        "get_size": 14,
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
