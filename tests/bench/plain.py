"""The same layers as a plain folium user would draw them: one GeoJson a layer, facts in pop-ups."""

import html
from collections.abc import Iterable

import folium

from layers.model import Layer, MapView

TOGGLED = "town_axes"


def _popup(facts: Iterable[tuple[str, str]], citation: str) -> str:
    rows = "".join(f"<tr><td>{html.escape(label)}</td><td>{html.escape(value)}</td></tr>" for label, value in facts)
    return f"<table>{rows}<tr><td></td><td>{html.escape(citation)}</td></tr></table>"


def _group(layer: Layer) -> folium.FeatureGroup:
    group = folium.FeatureGroup(name=layer.title)
    frame = layer.frame.copy()
    frame["popup"] = [
        _popup(facts, citation) for facts, citation in zip(frame["facts"], frame["citation"], strict=True)
    ]
    kept = frame[["feature_id", "name", "popup", "fill", "fill_opacity", "line", "line_width", "dash", "geometry"]]
    folium.GeoJson(
        kept,
        style_function=lambda feature: {
            "color": feature["properties"]["line"],
            "weight": feature["properties"]["line_width"],
            "fillColor": feature["properties"]["fill"],
            "fillOpacity": feature["properties"]["fill_opacity"],
            "dashArray": feature["properties"]["dash"],
        },
        marker=folium.CircleMarker(radius=7),
        tooltip=folium.GeoJsonTooltip(["name"], labels=False),
        popup=folium.GeoJsonPopup(["popup"], labels=False),
    ).add_to(group)
    return group


def plain_map(view: MapView, *, layers: Iterable[Layer]) -> folium.Map:
    """A folium map with a layer control and no basemap tiles."""
    west, south, east, north = view.bounds
    made = folium.Map(location=[(south + north) / 2, (west + east) / 2], zoom_start=8, tiles=None)
    for layer in (view.counties, *layers):
        if layer.drawn:
            _group(layer).add_to(made)
    folium.LayerControl().add_to(made)
    return made
