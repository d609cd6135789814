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
BESIDE = 0.012  # degrees: a neighbour's boundary so near the city is the city's own
RIVER = Style("line", line=palette.WATER_LINE, line_width=1.1)


def outlines(around: gpd.GeoDataFrame, counties: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """Boundaries of the neighbours, EPSG:4326, without the straight edges at which their data is cut.

    Nor do they run along the city: they are coarser than its own boundary,
    which would seem to be drawn twice.
    """
    if around.empty:
        return around.geometry
    edge = shapely.box(*around.total_bounds).boundary.buffer(CUT)
    city = shapely.union_all(counties.geometry.to_numpy()).buffer(BESIDE, quad_segs=2)
    return around.geometry.boundary.difference(edge | city)


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
        geometry=[*outlines(around, frames.counties), *water.geometry],
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
