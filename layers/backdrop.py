"""Neighbours and water behind the plan as a quiet layer: drawn, never clicked, never exported."""

import geopandas as gpd
import pandas as pd

from geo.crs import STORAGE
from geo.frames import Frames
from layers import palette, style
from layers.messages import Messages
from layers.model import Layer, Style

LAYER_ID = "backdrop"
LAKE = Style("fill", fill=palette.WATER, fill_opacity=0.9, line=palette.WATER_LINE, line_width=0.6)
NEIGHBOUR = Style("fill", fill=palette.NEIGHBOUR, fill_opacity=1.0, line=palette.NEIGHBOUR_LINE, line_width=0.7)
RIVER = Style("line", line=palette.WATER_LINE, line_width=1.1)


def build(frames: Frames, t: Messages) -> Layer:
    """What lies round the city as a pale outline, lakes as fills, rivers as thin lines."""
    around, water = frames.neighbours, frames.backdrop
    count = len(around) + len(water)
    rows = gpd.GeoDataFrame(
        {
            "feature_id": [
                *(f"neighbour-{code}" for code in around["area_code"]),
                *(f"water-{number}" for number in range(len(water))),
            ],
            "name": [*around["name_zh"], *[t("backdrop.name")] * len(water)],
            "label": "",
            "accuracy_code": "approximate",
            "basis_code": "general",
            "area_codes": [() for _ in range(count)],
            "facts": [() for _ in range(count)],
            "citation": [*[""] * len(around), *water["origin"]],
        },
        geometry=[*around.geometry, *water.geometry],
        crs=STORAGE,
    )
    looks = [NEIGHBOUR] * len(around) + [LAKE if kind == "lake" else RIVER for kind in water["kind_code"]]
    return Layer(
        layer_id=LAYER_ID,
        theme=LAYER_ID,
        title=t("backdrop.name"),
        abstract=t("backdrop.abstract"),
        frame=style.add_styles(rows, looks),
        legend=(),
        unlocated=pd.DataFrame(rows.iloc[:0].drop(columns="geometry")),
    )
