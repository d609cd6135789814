"""FlatGeobuf: one binary file a layer, without spatial index, which cannot hold rows that are not mapped."""

from pathlib import Path

import pyogrio

from layers.export import readback
from layers.export.dictionary import notice
from layers.export.table import Request


def write(request: Request, path: Path) -> None:
    """One layer, read back."""
    (layer,) = request.layers
    rows = request.frame(layer)
    pyogrio.write_dataframe(
        rows,
        path,
        driver="FlatGeobuf",
        layer=layer.layer_id,
        SPATIAL_INDEX="NO",
        TITLE=layer.title,
        DESCRIPTION=notice(request),
    )
    readback.compare(rows, readback.read(path), path.name, request.reference.tolerance)
    readback.same_system(path, request.reference.code)
