"""The attribute table of a layer as every vector format writes it."""

import geopandas as gpd
import pandas as pd

from layers.model import Layer, MapView

COLUMNS = [
    "feature_id", "name", "layer", "accuracy_code", "basis_code", "area_codes",
    "facts", "citation", "source_id", "section", "char_offset", "key", "data_version", "note",
]  # fmt: skip


# Only where a layer holds geometry that the user brought.
BROUGHT = ["geometry_origin", "geometry_licence", "geometry_element"]


def export_frame(layer: Layer, view: MapView) -> gpd.GeoDataFrame:
    """Rows of a layer with geometry, accuracy class, citation and version.

    Returns
    -------
    geopandas.GeoDataFrame
        :data:`COLUMNS` and ``geometry`` in EPSG:4326. Where only the county is
        known the geometry is the county polygon, never a point in it; rows
        that are not mapped come last with no geometry. :data:`BROUGHT` follow where
        the user brought geometry. ``area_codes`` and
        ``facts`` are joined to text.
    """
    frame = pd.concat([layer.frame, layer.unlocated], ignore_index=True)
    columns = {
        "feature_id": frame["feature_id"],
        "name": frame["name"],
        "layer": layer.title,
        "accuracy_code": frame["accuracy_code"],
        "basis_code": frame["basis_code"],
        "area_codes": frame["area_codes"].map(";".join),
        "facts": frame["facts"].map(lambda facts: "；".join(f"{label}：{value}" for label, value in facts)),
        "citation": frame["citation"],
        "source_id": frame["source_id"],
        "section": frame["section"],
        "char_offset": pd.array(pd.to_numeric(frame["char_offset"]), dtype="Int64"),
        "key": frame["key"],
        "data_version": view.version,
        "note": " ｜ ".join(view.notes),
    }
    table = pd.DataFrame(columns, index=frame.index)[COLUMNS]
    if "geometry_origin" in frame and frame["geometry_origin"].ne("").any():
        table = table.join(frame[BROUGHT])
    shapes = frame.get("geometry")
    return gpd.GeoDataFrame(table, geometry=shapes, crs=layer.frame.crs)
