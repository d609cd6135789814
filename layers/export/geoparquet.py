"""GeoParquet 1.0 through pyarrow; GDAL as shipped in the wheel cannot read it, so geopandas reads it back."""

from pathlib import Path

import geopandas as gpd
import pyarrow.parquet as pq

from geo.errors import ExportError
from layers.export import readback
from layers.export.dictionary import notice
from layers.export.table import Request


def write(request: Request, path: Path) -> None:
    """One layer, read back."""
    (layer,) = request.layers
    rows = request.frame(layer)
    rows.to_parquet(path, index=False)
    # Description and meaning of the columns, where Parquet keeps what its writers say.
    table = pq.read_table(path)
    said = {b"description": notice(request).encode("utf-8")}
    pq.write_table(table.replace_schema_metadata({**(table.schema.metadata or {}), **said}), path)
    found = gpd.read_parquet(path)
    readback.compare(rows, found, path.name)
    if found.crs != rows.crs:
        msg = f"{path.name}：坐标系写作 {found.crs}，应为 {rows.crs}。"
        raise ExportError(msg, readback.REMEDY)
