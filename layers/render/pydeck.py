"""MapView to a pydeck deck: extruded town targets over the same layers, no basemap.

Nothing is fetched: ``map_provider=None`` asks for no style and no tiles.
Needs WebGL in the browser; Leaflet is the default for that reason.
"""

import json
import math
from typing import Any

import geopandas as gpd
import numpy as np
import pydeck as pdk
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from layers.model import Layer, MapView

METRES_PER_WAN = 900.0
COLUMN_RADIUS_M = 4200.0
TARGETS = "town_targets"


def rgba(colour: str, opacity: float) -> list[int]:
    """``#rrggbb`` and an opacity as four numbers from 0 to 255."""
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)] + [round(255 * opacity)]


def dashed(line: BaseGeometry, dash: str) -> BaseGeometry:
    """A line cut into the strokes of a dash array, since deck lines are solid.

    Parameters
    ----------
    line
        LineString in degrees.
    dash
        SVG dash array in pixels; a pixel is taken as 400 m, about the default zoom.
    """
    if not dash or not isinstance(line, shapely.LineString):
        return line
    stroke, gap = (float(part) * 0.004 for part in dash.split())
    starts = np.arange(0.0, line.length, stroke + gap)
    strokes = [substring(line, start, start + stroke) for start in starts]
    return shapely.MultiLineString([part for part in strokes if isinstance(part, shapely.LineString)])


def _features(layer: Layer) -> list[dict[str, Any]]:
    """GeoJSON features with their colours; badges stay with the Leaflet map and the table."""
    frame = layer.frame[layer.frame["symbol"] != "badge"]
    strokes = [dashed(row.geometry, row.dash if row.symbol == "line" else "") for row in frame.itertuples()]
    shapes = json.loads(gpd.GeoSeries(strokes, crs=frame.crs).to_json())["features"]
    return [
        {
            "type": "Feature",
            "geometry": shape["geometry"],
            "properties": {
                "name": row.name,
                "layer": layer.layer_id,
                "id": row.feature_id,
                "fill": rgba(row.fill, row.fill_opacity),
                "line": rgba(row.line, 1.0),
                "width": row.line_width,
                "radius": row.radius,
            },
        }
        for shape, row in zip(shapes, frame.itertuples(), strict=True)
    ]


def _geojson(layer: Layer, *, pickable: bool = True) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        id=layer.layer_id,
        data={"type": "FeatureCollection", "features": _features(layer)},
        get_fill_color="properties.fill",
        get_line_color="properties.line",
        get_line_width="properties.width",
        line_width_units=pdk.types.String("pixels"),
        get_point_radius="properties.radius",
        point_radius_units=pdk.types.String("pixels"),
        stroked=True,
        filled=True,
        pickable=pickable,
        auto_highlight=pickable,
    )


def _columns(layer: Layer) -> list[pdk.Layer]:
    """Columns as high as the target and their labels."""
    rows = [
        {
            "name": row.name,
            "layer": layer.layer_id,
            "id": row.feature_id,
            "position": [row.geometry.x, row.geometry.y],
            "elevation": float(row.value_min if row.value_max != row.value_max else row.value_max) * METRES_PER_WAN,
            "fill": rgba(row.line, 0.55 if len(row.area_codes) > 1 else 0.9),
        }
        for row in layer.frame.itertuples()
    ]
    columns = pdk.Layer(
        "ColumnLayer",
        id=layer.layer_id,
        data=rows,
        get_position="position",
        get_elevation="elevation",
        get_fill_color="fill",
        radius=COLUMN_RADIUS_M,
        extruded=True,
        pickable=True,
        auto_highlight=True,
    )
    return [columns]


def _labels(view: MapView) -> pdk.Layer:
    rows = [{"name": a.name, "position": [a.longitude, a.latitude]} for a in view.anchors]
    return pdk.Layer(
        "TextLayer",
        id="labels",
        data=rows,
        get_position="position",
        get_text="name",
        get_size=14,
        get_color=[31, 41, 51],
        character_set=pdk.types.String("auto"),
        font_family=pdk.types.String("Noto Sans CJK SC, Microsoft YaHei, sans-serif"),
        outline_width=3,
        outline_color=[255, 255, 255],
        font_settings={"sdf": True},
        parameters={"depthCompare": "always"},
    )


def build_deck(view: MapView) -> pdk.Deck:
    """A deck of the counties, the visible layers and the extruded targets."""
    west, south, east, north = view.bounds
    zoom = math.log2(360 * 2.6 / max(east - west, north - south)) - 1.0  # fits about 660 pixels
    layers = [_geojson(view.counties)]
    if view.backdrop.drawn:
        layers.append(_geojson(view.backdrop, pickable=False))
    for layer in view.shown():
        if layer.layer_id == TARGETS:
            continue
        layers.append(_geojson(layer))
    layers.append(_labels(view))
    if TARGETS in view.visible:
        layers.extend(_columns(view.layer(TARGETS)))
    return pdk.Deck(
        layers=layers,
        map_provider=None,
        initial_view_state=pdk.ViewState(
            longitude=(west + east) / 2, latitude=south + 0.44 * (north - south), zoom=zoom, pitch=48, bearing=0
        ),
        tooltip={"text": "{name}"},
    )
