"""DXF for CAD: outlines, lines and points in metres, with the attribute table beside it.

DXF has no attributes and names no reference system, and GDAL writes no text
for our points. So a ZIP holds the drawing and a table that names the entities
of each row by their handles. A drawing layer is named by layer and accuracy
class, ``parks-county``, so that what is known by county only can be switched
off. Only the metric belts are written: a drawing in degrees is of no use.
"""

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import ExportError
from layers.export import readback
from layers.export.archive import zip_bytes
from layers.export.dictionary import notice
from layers.export.gdal import settings
from layers.export.shapefile import table_bytes
from layers.export.table import Request


def entities(shape: BaseGeometry) -> list[BaseGeometry]:
    """What is drawn for a geometry: each ring of a polygon, each line, each point."""
    drawn: list[BaseGeometry] = []
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon":
            drawn += [shapely.LineString(ring.coords) for ring in (part.exterior, *part.interiors)]
        else:
            drawn.append(part)
    return drawn


def write(request: Request, path: Path) -> None:
    """All layers of a request as a ZIP of drawing, table and notes; the drawing is read back."""
    if not request.reference.metric:
        msg = "DXF 以米为单位，不能写经纬度。"
        raise ExportError(msg, "选 3 度带坐标（命令行用 --crs belt）。")
    drawn: list[tuple[str, BaseGeometry]] = []
    rows_of: list[pd.DataFrame] = []
    counts: list[int] = []
    for layer in request.layers:
        rows = request.frame(layer)
        for accuracy, shape in zip(rows["accuracy_code"], rows.geometry, strict=True):
            shapes = [] if pd.isna(shape) else entities(shape)
            drawn += [(f"{layer.layer_id}-{accuracy}", found) for found in shapes]
            counts.append(len(shapes))
        rows_of.append(pd.DataFrame(rows.drop(columns="geometry")).assign(layer_id=layer.layer_id))
    frame = gpd.GeoDataFrame(
        {"Layer": [name for name, _ in drawn]}, geometry=[shape for _, shape in drawn], crs=request.reference.code
    )
    drawing = path.with_suffix(".dxf")
    with settings(DXF_WRITE_HATCH="NO"):
        pyogrio.write_dataframe(frame, drawing, driver="DXF")
    found = readback.read(drawing)
    readback.compare(frame, found, drawing.name, request.reference.tolerance)
    handles = iter(found["EntityHandle"])
    table = pd.concat(rows_of, ignore_index=True)
    table.insert(0, "handles", [" ".join(next(handles) for _ in range(count)) for count in counts])
    files = {
        drawing.name: drawing.read_bytes(),
        "attributes.csv": table_bytes(table),
        "NOTICE.txt": notice(request).encode("utf-8"),
    }
    path.write_bytes(zip_bytes(files))
