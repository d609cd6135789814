"""GeoJSON as RFC 7946 wants it: WGS 84, no crs member, right-hand rings, 6 decimals."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pyogrio

from geo import crs
from layers.export import readback
from layers.export.table import Request
from layers.messages import Messages
from layers.model import Layer, MapView


def write(request: Request, path: Path) -> None:
    """One layer as a FeatureCollection, UTF-8, read back; GCJ-02 coordinates only where asked for."""
    (layer,) = request.layers
    rows = request.frame(layer)
    if request.reference.shifted:
        # The format knows WGS 84 only; name and column say that these are not.
        rows = rows.set_crs(crs.STORAGE)
    pyogrio.write_dataframe(
        rows,
        path,
        driver="GeoJSON",
        layer=layer.layer_id,
        RFC7946="YES",
        COORDINATE_PRECISION=6,
        WRITE_NAME="NO",
    )
    if len(rows):
        found = readback.read(path, DATE_AS_STRING="YES")
        readback.compare(rows, found, path.name, request.reference.tolerance)


def layer_geojson(layer: Layer, view: MapView) -> bytes:
    """One layer as a GeoJSON FeatureCollection, UTF-8.

    Every feature carries its citation, accuracy class and the data version.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{layer.layer_id}.geojson"
        write(Request(view, (layer,), Messages("zh")), path)
        return path.read_bytes()
