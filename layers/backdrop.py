"""Neighbours and water behind the plan as a quiet layer: drawn, never clicked, never exported."""

import geopandas as gpd
import pandas as pd
import shapely

from geo.crs import STORAGE
from geo.frames import Frames
from layers import palette, style
from layers.messages import Messages
from layers.model import Layer, Style

LAYER_ID = "backdrop"
LAKE = Style("fill", fill=palette.WATER, fill_opacity=0.9, line=palette.WATER_LINE, line_width=0.6)
NEIGHBOUR = Style("line", line=palette.NEIGHBOUR_LINE, line_width=0.9)
CUT = 0.002  # degrees: what lies so near the edge of the shipped neighbours is the cut, not a boundary
RIVER = Style("line", line=palette.WATER_LINE, line_width=1.1)


def outlines(around: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """Boundaries of the neighbours without the straight edges at which their data is cut, EPSG:4326."""
    if around.empty:
        return around.geometry
    edge = shapely.box(*around.total_bounds).boundary.buffer(CUT)
    return around.geometry.boundary.difference(edge)


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
        geometry=[*outlines(around), *water.geometry],
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
