"""GeoJSON as RFC 7946 wants it: WGS 84, no crs member, right-hand rings, 6 decimals.

The whole file is written, read again and compared by :mod:`layers.export.features`;
GDAL, which is slower, opens the first thousand features.
"""

import json
import shutil
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo import crs
from geo.errors import ExportError
from layers.export import dictionary, features, readback
from layers.export.features import Ragged
from layers.export.table import Request
from layers.messages import Messages
from layers.model import Layer, MapView

SAMPLE = 1000  # features that GDAL opens
_TAIL = b"}\n"


def _compare_values(written: pa.Table, found: pa.Table, what: str) -> None:
    if written.num_rows != found.num_rows:
        msg = f"{what}：写出 {written.num_rows} 行，读回 {found.num_rows} 行。"
        raise ExportError(msg, readback.REMEDY)
    for name in written.column_names:
        if written.column(name).equals(found.column(name)):
            continue
        before, after = written.column(name).combine_chunks(), found.column(name).combine_chunks()
        same = pc.fill_null(pc.equal(before, after), pc.and_(before.is_null(), after.is_null()))
        row = pc.index(same, False).as_py()
        msg = f"{what}：第 {row + 1} 行的 {name} 写出“{before[row]}”，读回“{after[row]}”。"
        raise ExportError(msg, readback.REMEDY)


def _compare_shapes(written: Sequence[Ragged], found: Sequence[Ragged], what: str, tolerance: float) -> None:
    for before, after in zip(written, found, strict=True):
        same = (
            np.array_equal(before.rows, after.rows)
            and len(before.offsets) == len(after.offsets)
            and all(map(np.array_equal, before.offsets, after.offsets))
            and before.coordinates.shape == after.coordinates.shape
            and bool((np.abs(before.coordinates - after.coordinates) <= tolerance).all())
        )
        if not same:
            msg = f"{what}：{before.kind} 类几何与写出的不同。"
            raise ExportError(msg, readback.REMEDY)


def write_frame(rows: gpd.GeoDataFrame, path: Path, decimals: int, about: Mapping[str, object] | None = None) -> None:
    """A FeatureCollection, read back and compared.

    Parameters
    ----------
    rows
        What to write; longitude before latitude, degrees.
    path
        Where to.
    decimals
        Of the coordinates; half a unit of the last is the tolerance.
    about
        Further members of the collection, such as a description.

    Raises
    ------
    ExportError
        The format cannot hold the rows, or they do not read back.
    """
    table = features.properties(rows)
    shapes = features.ragged(rows.geometry.to_numpy())
    with TemporaryDirectory(dir=path.parent, prefix=".features-") as folder:
        array = Path(folder) / "features.json"
        features.write(table, shapes, array, decimals)
        found = features.read(array, table.schema, [part.kind for part in shapes])
        _compare_values(table, found[0], path.name)
        _compare_shapes(shapes, found[1], path.name, 0.51 * 10.0**-decimals)
        _finish(rows, array, path, _head(about or {}), decimals)


def _finish(rows: gpd.GeoDataFrame, array: Path, path: Path, head: bytes, decimals: int) -> None:
    """The array that was compared as a collection, of which GDAL opens the beginning."""
    with array.open("rb") as content, path.open("wb") as file:
        file.write(head)
        shutil.copyfileobj(content, file, 2**20)
        file.write(_TAIL)
    if len(rows):
        opened = readback.read(_sample(array, path, head), DATE_AS_STRING="YES")
        readback.compare(rows.iloc[:SAMPLE], opened, path.name, 10.0**-decimals)


def _head(about: Mapping[str, object]) -> bytes:
    """The beginning of a collection, up to its features."""
    members = json.dumps({"type": "FeatureCollection", **about}, ensure_ascii=False)
    return f'{members.removesuffix("}")},\n"features": '.encode()


def _sample(array: Path, path: Path, head: bytes) -> Path:
    """A file with the first features alone, one a line after the opening bracket, if there are more."""
    with array.open("rb") as content:
        lines = list(islice(content, SAMPLE + 1))
        if content.readline().strip() in {b"", b"]"}:
            return path
    sample = array.with_name(f"sample-{path.name}")
    sample.write_bytes(head + b"".join(lines).rstrip().removesuffix(b",") + b"]" + _TAIL)
    return sample


def write(request: Request, path: Path) -> None:
    """One layer as a FeatureCollection, UTF-8, read back; GCJ-02 coordinates only where asked for."""
    (layer,) = request.layers
    rows = request.frame(layer)
    if request.reference.shifted:
        # The format knows WGS 84 only; name and column say that these are not.
        rows = rows.set_crs(crs.STORAGE)
    named = {
        name: f"{dictionary.title(request, name)}：{dictionary.meaning(request, name)}"
        for name in rows.columns
        if name != "geometry"
    }
    # Members of our own, as RFC 7946 (6.1) allows; readers that do not know them pass over them.
    about = {"title": layer.title, "description": layer.abstract, "notes": request.notes, "fields": named}
    write_frame(rows, path, request.reference.decimals, about)


def layer_geojson(layer: Layer, view: MapView) -> bytes:
    """One layer as a GeoJSON FeatureCollection, UTF-8.

    Every feature carries its citation, accuracy class and the data version.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{layer.layer_id}.geojson"
        write(Request(view, (layer,), Messages("zh")), path)
        return path.read_bytes()
