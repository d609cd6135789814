"""GeoJSON as RFC 7946 wants it: WGS 84, no crs member, right-hand rings, 6 decimals."""

import io

import pyogrio

from layers.export.table import export_frame
from layers.model import Layer, MapView


def layer_geojson(layer: Layer, view: MapView) -> bytes:
    """One layer as a GeoJSON FeatureCollection, UTF-8.

    Every feature carries its citation, accuracy class and the data version.
    """
    buffer = io.BytesIO()
    pyogrio.write_dataframe(
        export_frame(layer, view),
        buffer,
        driver="GeoJSON",
        layer=layer.layer_id,
        RFC7946="YES",
        COORDINATE_PRECISION=6,
        WRITE_NAME="NO",
    )
    return buffer.getvalue()
