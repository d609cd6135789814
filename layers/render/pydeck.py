"""MapView to a pydeck deck: extruded town targets and arcs over the same layers, no basemap.

Nothing is fetched: ``map_provider=None`` asks for no style and no tiles, and
symbols travel as data. Needs WebGL in the browser; Leaflet is the default for
that reason. Every object that can be picked carries ``layer`` and ``id``, a
badge also ``kind`` and the code of its county as ``id``.
"""

import base64
import json
import math
from typing import Any

import geopandas as gpd
import numpy as np
import pydeck as pdk
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from layers import symbols
from layers.model import Layer, MapView
from layers.render.deck_words import NAME_SIZE, TARGETS, Row, badges, elevation, names, rgba, text_layer

COLUMN_RADIUS_M = 4200.0
ARC_ENDS = ("pole", "node")
ICON_PIXELS = 64


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


def icon(row: Any) -> Row:  # noqa: ANN401  # rows of itertuples have no type of their own
    """The symbol of a point with its rim, as an image that travels with the deck."""
    box = 1 + row.line_width / max(row.radius, 1) / 2 + 0.05
    dash = " ".join(f"{float(part) / row.radius:.3f}" for part in row.dash.split())
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{ICON_PIXELS}" height="{ICON_PIXELS}" '
        f'viewBox="{-box:.3f} {-box:.3f} {2 * box:.3f} {2 * box:.3f}">'
        f'<path d="{symbols.shape(row.shape)}" fill="{row.fill}" fill-opacity="{row.fill_opacity}" '
        f'stroke="{row.line}" stroke-width="{row.line_width / row.radius:.3f}" stroke-dasharray="{dash}"/></svg>'
    )
    image = base64.b64encode(svg.encode()).decode()
    return {
        "url": f"data:image/svg+xml;base64,{image}",
        "width": ICON_PIXELS,
        "height": ICON_PIXELS,
        "anchorX": ICON_PIXELS / 2,
        "anchorY": ICON_PIXELS / 2,
    }


def _features(layer: Layer) -> list[Row]:
    """Lines and areas as GeoJSON features with their colours."""
    frame = layer.frame[layer.frame["symbol"].isin(["fill", "line"])]
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
            },
        }
        for shape, row in zip(shapes, frame.itertuples(), strict=True)
    ]


def _shapes(layer: Layer, opacity: float, *, pickable: bool = True) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        id=layer.layer_id,
        data={"type": "FeatureCollection", "features": _features(layer)},
        get_fill_color="properties.fill",
        get_line_color="properties.line",
        get_line_width="properties.width",
        line_width_units=pdk.types.String("pixels"),
        opacity=opacity,
        stroked=True,
        filled=True,
        pickable=pickable,
        auto_highlight=pickable,
    )


def _points(layer: Layer, opacity: float) -> list[pdk.Layer]:
    """Symbols of points, standing upright."""
    frame = layer.frame[layer.frame["symbol"] == "point"]
    rows = [
        {
            "name": row.name,
            "layer": layer.layer_id,
            "id": row.feature_id,
            "position": [row.geometry.x, row.geometry.y],
            "size": 2 * row.radius + row.line_width,
            "icon": icon(row),
        }
        for row in frame.itertuples()
    ]
    if not rows:
        return []
    return [
        pdk.Layer(
            "IconLayer",
            id=f"{layer.layer_id}-points",
            data=rows,
            get_icon="icon",
            get_position="position",
            get_size="size",
            size_units=pdk.types.String("pixels"),
            opacity=opacity,
            pickable=True,
            auto_highlight=True,
            parameters={"depthCompare": "always"},
        )
    ]


def arcs(layer: Layer) -> list[Row]:
    """From each core of a structure, from its middle if it is an area, to the poles and nodes that are points."""
    if "role_code" not in layer.frame:
        return []
    frame = layer.frame[layer.frame["symbol"] != "badge"]
    cores = frame[frame["role_code"] == "core"]
    ends = frame[frame["role_code"].isin(ARC_ENDS) & (frame["symbol"] == "point")]
    starts = cores.geometry.representative_point()
    return [
        {
            "name": end.name,
            "layer": layer.layer_id,
            "id": end.feature_id,
            "from": [core.x, core.y],
            "to": [end.geometry.x, end.geometry.y],
            "colour": rgba(end.line, 0.75),
        }
        for core in starts
        for end in ends.itertuples()
    ]


def _arc_layer(layer: Layer, opacity: float) -> list[pdk.Layer]:
    rows = arcs(layer)
    if not rows:
        return []
    return [
        pdk.Layer(
            "ArcLayer",
            id=f"{layer.layer_id}-arcs",
            data=rows,
            get_source_position="from",
            get_target_position="to",
            get_source_color="colour",
            get_target_color="colour",
            get_width=2,
            get_height=0.4,
            opacity=opacity,
            pickable=True,
            auto_highlight=True,
        )
    ]


def _columns(layer: Layer, opacity: float) -> pdk.Layer:
    """Columns as high as the target."""
    rows = [
        {
            "name": row.name,
            "layer": layer.layer_id,
            "id": row.feature_id,
            "position": [row.geometry.x, row.geometry.y],
            "elevation": elevation(row),
            "fill": rgba(row.line, 0.55 if len(row.area_codes) > 1 else 0.9),
        }
        for row in layer.frame.itertuples()
    ]
    return pdk.Layer(
        "ColumnLayer",
        id=layer.layer_id,
        data=rows,
        get_position="position",
        get_elevation="elevation",
        get_fill_color="fill",
        radius=COLUMN_RADIUS_M,
        extruded=True,
        opacity=opacity,
        pickable=True,
        auto_highlight=True,
    )


def view_state(view: MapView) -> pdk.ViewState:
    """Where the deck opens: at the extent of the view, else at the whole city."""
    west, south, east, north = view.extent or view.bounds
    zoom = math.log2(360 * 2.6 / max(east - west, north - south)) - 1.0  # fits about 660 pixels
    return pdk.ViewState(
        longitude=(west + east) / 2, latitude=south + 0.44 * (north - south), zoom=zoom, pitch=48, bearing=0
    )


def build_deck(view: MapView) -> pdk.Deck:
    """A deck of the counties, the visible layers in their order, badges, names and the extruded targets."""
    layers = [_shapes(view.counties, 1.0)]
    if view.backdrop.drawn:
        layers.append(_shapes(view.backdrop, 1.0, pickable=False))
    flat = [layer for layer in view.shown() if layer.layer_id != TARGETS]
    for layer in flat:
        opacity = view.opacity.get(layer.layer_id, 1.0)
        layers += [_shapes(layer, opacity), *_arc_layer(layer, opacity), *_points(layer, opacity)]
    counties = [{"text": a.name, "position": [a.longitude, a.latitude]} for a in view.anchors]
    if TARGETS in view.visible:
        layers.append(_columns(view.layer(TARGETS), view.opacity.get(TARGETS, 1.0)))
    layers.append(text_layer("labels", counties, get_text="text", get_alignment_baseline=pdk.types.String("bottom")))
    if found := names(view):
        layers.append(text_layer("names", found, get_text="text", get_size=NAME_SIZE, get_pixel_offset="offset"))
    if found := badges(view):
        layers.append(
            text_layer(
                "badges",
                found,
                get_text="text",
                get_size=12,
                get_color="colour",
                get_pixel_offset="offset",
                get_background_color=[255, 255, 255, 240],
                get_border_color="colour",
                get_border_width=1.5,
                background_padding=[2, 2, 2, 2],
                pickable=True,
            )
        )
    return pdk.Deck(layers=layers, map_provider=None, initial_view_state=view_state(view), tooltip={"text": "{name}"})
