"""MapView to a pydeck deck: extruded town targets and arcs over the same layers, no basemap.

Nothing is fetched: ``map_provider=None`` asks for no style and no tiles, and
symbols travel as data. Needs WebGL in the browser; Leaflet is the default for
that reason. Every object that can be picked carries ``layer`` and ``id``, a
badge also ``kind`` and the code of its county as ``id``.
"""

import base64
import json
import math
from collections.abc import Iterable
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pydeck as pdk
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from layers import palette, symbols
from layers.model import Layer, MapView

METRES_PER_WAN = 900.0
COLUMN_RADIUS_M = 4200.0
TARGETS = "town_targets"
ARC_ENDS = ("pole", "node")
ICON_PIXELS = 64
FONT = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, sans-serif"
Row = dict[str, Any]


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


def _columns(layer: Layer, opacity: float) -> pdk.Layer:
    """Columns as high as the target."""
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


def _text(layer_id: str, rows: list[Row], **more: object) -> pdk.Layer:
    """Text that lies over everything else; Chinese needs every character that occurs."""
    settings: Row = {
        "get_size": 14,
        "get_color": rgba(palette.INK, 1.0),
        "outline_width": 3,
        "outline_color": [255, 255, 255],
        "font_settings": {"sdf": True},
    }
    return pdk.Layer(
        "TextLayer",
        id=layer_id,
        data=rows,
        get_position="position",
        character_set=pdk.types.String("auto"),
        font_family=pdk.types.String(FONT),
        parameters={"depthCompare": "always"},
        **(settings | more),
    )


def _names(layers: Iterable[Layer]) -> list[Row]:
    """Labels of points, lines and areas where they stand."""
    rows = []
    for layer in layers:
        named = layer.frame[layer.frame["label"] != ""]
        for row in named.itertuples():
            geometry = row.geometry
            at = geometry.interpolate(0.5, normalized=True) if "Line" in geometry.geom_type else None
            at = at or geometry.representative_point()
            rows.append({"text": row.label, "position": [at.x, at.y], "offset": [0, -(row.radius + 8)]})
    return rows


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
    layers.append(_text("labels", counties, get_text="text", get_alignment_baseline=pdk.types.String("bottom")))
    if names := _names(view.shown()):
        layers.append(_text("names", names, get_text="text", get_size=12, get_pixel_offset="offset"))
    if found := badges(view):
        layers.append(
            _text(
                "badges",
                found,
                get_text="text",
                get_size=12,
                get_color="colour",
                get_pixel_offset="offset",
                background=True,
                get_background_color=[255, 255, 255, 240],
                get_border_color="colour",
                get_border_width=1.5,
                background_padding=[2, 2, 2, 2],
                outline_width=0,
                pickable=True,
            )
        )
    return pdk.Deck(layers=layers, map_provider=None, initial_view_state=view_state(view), tooltip={"text": "{name}"})
