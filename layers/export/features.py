"""GeoJSON features written and read by DuckDB: whole columns at a time, geometry as nested lists of coordinates.

Nothing here loops over rows or vertices. DuckDB's JSON functions are part of
its wheel; no extension is fetched.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from geo.errors import ExportError

NESTING = {"Point": 1, "LineString": 2, "Polygon": 3, "MultiPoint": 2, "MultiLineString": 3, "MultiPolygon": 4}
_SQL = {pa.string(): "VARCHAR", pa.int64(): "BIGINT", pa.float64(): "DOUBLE", pa.bool_(): "BOOLEAN"}
_LARGEST = 2**28  # bytes of one feature
REMEDY = "换用 gpkg，并把图层名告诉维护者。"


@dataclass(frozen=True)
class Ragged:
    """Geometries of one GeoJSON type.

    Parameters
    ----------
    kind
        A key of :data:`NESTING`.
    rows
        Where in the layer each stands, ascending, shape (n,).
    coordinates
        All positions, shape (m, 2).
    offsets
        Where each line, ring or part begins, innermost first.
    """

    kind: str
    rows: npt.NDArray[np.int64]
    coordinates: npt.NDArray[np.float64]
    offsets: tuple[npt.NDArray[np.int64], ...]

    def nested(self, decimals: int) -> pa.Array:
        """As lists in lists, rounded."""
        # Adding nought turns -0.0 into 0.0.
        lists: pa.Array = pa.array((np.round(self.coordinates, decimals) + 0.0).ravel())
        pairs = np.arange(0, 2 * len(self.coordinates) + 1, 2)
        for offset in (pairs, *self.offsets):
            lists = pa.ListArray.from_arrays(pa.array(offset.astype("int32")), lists)
        return lists


def ragged(shapes: npt.NDArray[np.object_]) -> list[Ragged]:
    """Geometries by type, in two dimensions and with right-hand rings (RFC 7946); None is left out.

    Raises
    ------
    ExportError
        A geometry is empty or a collection.
    """
    numbers = shapely.get_type_id(shapes)
    known = {int(shapely.GeometryType[kind.upper()]): kind for kind in NESTING}
    odd = np.flatnonzero(shapely.is_empty(shapes) | ((numbers >= 0) & ~np.isin(numbers, list(known))))
    if len(odd):
        msg = f"第 {odd[0] + 1} 行的几何为空或是集合，GeoJSON 不写。"
        raise ExportError(msg, REMEDY)
    found = []
    for number, kind in known.items():
        rows = np.flatnonzero(numbers == number)
        if len(rows):
            chosen = shapes[rows]
            turned = shapely.orient_polygons(chosen) if "Polygon" in kind else chosen
            _, coordinates, offsets = shapely.to_ragged_array(turned, include_z=False)
            ends = tuple(np.asarray(offset, dtype=np.int64) for offset in offsets or ())
            found.append(Ragged(kind, rows, coordinates, ends))
    return found


def properties(frame: pd.DataFrame) -> pa.Table:
    """The attribute columns as Arrow: text, whole numbers, numbers, truth values.

    Raises
    ------
    ExportError
        A column holds anything else.
    """
    plain = frame.drop(columns=frame.geometry.name) if isinstance(frame, gpd.GeoDataFrame) else frame
    table = pa.Table.from_pandas(plain, preserve_index=False).replace_schema_metadata(None)
    for number, field in enumerate(table.schema):
        if pa.types.is_null(field.type) or pa.types.is_large_string(field.type):
            table = table.set_column(number, field.name, table.column(number).cast(pa.string()))
        elif field.type not in _SQL:
            msg = f"列 {field.name} 的类型 {field.type} 写不进 GeoJSON。"
            raise ExportError(msg, REMEDY)
    return table


def _name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _base(folder: Path) -> duckdb.DuckDBPyConnection:
    """DuckDB without settings of the user and without a way to fetch extensions.

    One thread takes half the processor time of two, and memory that is always the same.
    """
    config = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "threads": "1"}
    base = duckdb.connect(config={**config, "temp_directory": str(folder / "duckdb")})
    base.execute("SET enable_progress_bar = false")
    return base


def write(table: pa.Table, shapes: Sequence[Ragged], path: Path, decimals: int) -> None:
    """A JSON array of features.

    Parameters
    ----------
    table
        Attributes, as :func:`properties` gives them.
    shapes
        What :func:`ragged` makes of the geometry; a row that is in none has none.
    path
        Where to; overwritten.
    decimals
        Of the coordinates.
    """
    columns = dict(zip((f"p {name}" for name in table.column_names), table.columns, strict=True))
    geometry = "NULL::JSON"
    cases = []
    for part in shapes:
        lists, column = part.nested(decimals), f"g {part.kind}"
        shape = f"{{type: '{part.kind}', coordinates: {_name(column)}}}"
        if len(part.rows) == len(table):
            geometry = shape
        else:
            place = np.full(len(table), -1)
            place[part.rows] = np.arange(len(part.rows))
            lists = lists.take(pa.array(place, mask=place < 0))
            cases.append(f"WHEN {_name(column)} IS NOT NULL THEN to_json({shape})")
        columns[column] = lists
    if cases:
        geometry = f"CASE {' '.join(cases)} END"
    struct = ", ".join(f"{_literal(name)}: {_name(f'p {name}')}" for name in table.column_names)
    with _base(path.parent) as base:
        base.register("content", pa.table(columns))
        base.execute(
            f"COPY (SELECT 'Feature' AS type, {{{struct}}} AS properties, {geometry} AS geometry FROM content) "
            f"TO {_literal(str(path))} (FORMAT JSON, ARRAY true)"
        )


def read(path: Path, schema: pa.Schema, kinds: Sequence[str]) -> tuple[pa.Table, list[Ragged]]:
    """Attributes and geometry of a JSON array of features.

    Parameters
    ----------
    path
        What :func:`write` wrote.
    schema
        Names and types of the attributes.
    kinds
        Types of geometry to expect; any other is an error.

    Raises
    ------
    ExportError
        It is no such array.
    """
    one = len(kinds) == 1
    held = f"DOUBLE{'[]' * NESTING[kinds[0]]}" if one else "JSON"
    struct = ", ".join(f"{_name(field.name)} {_SQL[field.type]}" for field in schema)
    columns = {
        "type": "VARCHAR",
        "properties": f"STRUCT({struct})",
        "geometry": f"STRUCT(type VARCHAR, coordinates {held})",
    }
    wanted = ", ".join(f"{name}: {_literal(kind)}" for name, kind in columns.items())
    fields = ", ".join(f"properties.{_name(field.name)} AS {_name(f'p {field.name}')}" for field in schema)
    lists = ", ".join(f"{_coordinates(kind, alone=one)} AS {_name(kind)}" for kind in kinds)
    query = ", ".join(part for part in ("type", "geometry.type AS kind", fields, lists) if part)
    try:
        with _base(path.parent) as base:
            found = base.sql(
                f"SELECT {query} FROM read_json({_literal(str(path))}, format = 'array', "
                f"maximum_object_size = {_LARGEST}, columns = {{{wanted}}})"
            ).to_arrow_table()
    except duckdb.Error as error:
        msg = f"{path.name} 读不回来：{error}。"
        raise ExportError(msg, REMEDY) from error
    types = found.column("kind")
    known = pc.or_kleene(pc.is_null(types), pc.is_in(types, value_set=pa.array([*kinds], pa.string())))
    if not (
        pc.all(known, min_count=0).as_py() and pc.all(pc.equal(found.column("type"), "Feature"), min_count=0).as_py()
    ):
        msg = f"{path.name} 读回的对象不是写出的那些。"
        raise ExportError(msg, REMEDY)
    table = found.select([f"p {field.name}" for field in schema]).rename_columns(schema.names)
    shapes = []
    for kind in kinds:
        here = pc.fill_null(pc.equal(types, kind), fill_value=False).to_numpy()
        lists = found.column(kind)
        lists = (lists.drop_null() if lists.null_count else lists).combine_chunks()
        shapes.append(_unnested(kind, np.flatnonzero(here), lists))
    return table, shapes


def _coordinates(kind: str, *, alone: bool) -> str:
    """SQL for the coordinates of one type, which are read as lists at once where there is no other."""
    if alone:
        return "geometry.coordinates"
    return f"CASE geometry.type WHEN '{kind}' THEN geometry.coordinates::DOUBLE{'[]' * NESTING[kind]} END"


def _unnested(kind: str, rows: npt.NDArray[np.int64], lists: pa.Array) -> Ragged:
    """Lists in lists taken apart again; positions are pairs."""
    offsets: list[npt.NDArray[np.int64]] = []
    for _ in range(NESTING[kind] - 1):
        starts = lists.offsets.to_numpy().astype("int64")
        offsets.insert(0, starts - starts[0])
        lists = lists.flatten()
    values = lists.flatten().to_numpy(zero_copy_only=False)
    if not np.array_equal(np.diff(lists.offsets.to_numpy()), np.full(len(lists), 2)):
        msg = "读回的坐标不是两个一组。"
        raise ExportError(msg, REMEDY)
    return Ragged(kind, rows, values.reshape(-1, 2), tuple(offsets))
