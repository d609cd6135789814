"""Comma-separated values for spreadsheets, UTF-8 with a byte order mark; formulas stay text.

Points have their coordinates in two columns. Lines and polygons have none:
a point in a county is never written for what is known by county only.
"""

from pathlib import Path

import pandas as pd
import shapely

from layers.export import readback
from layers.export.spreadsheet import guarded, unguarded
from layers.export.table import Request
from layers.model import Layer


def coordinates(request: Request, layer: Layer) -> pd.DataFrame:
    """Rows of a layer with the coordinates of points as two columns in place of the geometry."""
    rows = request.frame(layer)
    reference = request.reference
    shapes = rows.geometry.to_numpy()
    # GEOS answers NaN for what is no point, and for nothing.
    columns = {
        axis: pd.Series(read(shapes), index=rows.index, dtype="float64").round(reference.decimals)
        for axis, read in zip(reference.axes, (shapely.get_x, shapely.get_y), strict=True)
    }
    return pd.DataFrame(rows.drop(columns="geometry")).assign(**columns)


def text(value: object, decimals: int) -> str:
    """A cell as text: numbers with a fixed count of decimals, nothing as nothing."""
    value = readback.plain(value)
    return f"{value:.{decimals}f}" if isinstance(value, float) else str(value)


def write(request: Request, path: Path) -> None:
    """The attribute table of one layer, rows that are not mapped included, read back."""
    (layer,) = request.layers
    rows = coordinates(request, layer)
    cells = rows.astype(object).map(lambda value: text(value, request.reference.decimals))
    words = [name for name in rows.columns if not pd.api.types.is_numeric_dtype(rows[name])]
    marked = cells.copy()
    marked[words] = marked[words].map(guarded)
    path.write_bytes(marked.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig"))
    found = readback.read(path, AUTODETECT_TYPE="NO", EMPTY_STRING_AS_NULL="NO")
    found[words] = found[words].fillna("").map(unguarded)
    readback.compare(cells, found, path.name)
