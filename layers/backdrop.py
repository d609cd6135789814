"""Water behind the plan as a quiet layer: drawn, never clicked, never exported."""

import geopandas as gpd
import pandas as pd

from geo.frames import Frames
from layers import palette, style
from layers.messages import Messages
from layers.model import Layer, Style

LAYER_ID = "backdrop"
LAKE = Style("fill", fill=palette.WATER, fill_opacity=0.9, line=palette.WATER_LINE, line_width=0.6)
RIVER = Style("line", line=palette.WATER_LINE, line_width=1.1)


def build(frames: Frames, t: Messages) -> Layer:
    """Lakes as fills, rivers as thin lines."""
    water = frames.backdrop
    rows = gpd.GeoDataFrame(
        {
            "feature_id": [f"water-{number}" for number in range(len(water))],
            "name": t("backdrop.name"),
            "label": "",
            "accuracy_code": "approximate",
            "basis_code": "general",
            "area_codes": [() for _ in range(len(water))],
            "facts": [() for _ in range(len(water))],
            "citation": list(water["origin"]),
        },
        geometry=water.geometry.to_numpy(),
        crs=water.crs,
    )
    looks = [LAKE if kind == "lake" else RIVER for kind in water["kind_code"]]
    return Layer(
        layer_id=LAYER_ID,
        theme=LAYER_ID,
        title=t("backdrop.name"),
        abstract=t("backdrop.abstract"),
        frame=style.add_styles(rows, looks),
        legend=(),
        unlocated=pd.DataFrame(rows.iloc[:0].drop(columns="geometry")),
    )
