"""County boundaries of a city: shipped or the user's own, identity and topology checked.

A user's file may be GeoJSON, GeoPackage or Shapefile in any CRS; counties are
matched by code, else by name. What does not match is named. Coordinates in
GCJ-02 are refused with the shift that was measured.
"""

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj.exceptions import ProjError

from geo import crs, measures, vector
from geo.errors import (
    BoundaryError,
    BoundaryMismatchError,
    DamagedFileError,
    DatumError,
    GeometryImportError,
    MissingFileError,
)
from geo.issues import Issue, Severity

COLUMNS = ["area_code", "name_zh", "name_en", "geometry"]
AREA_TOLERANCE = 0.015
SHIFT_TOLERANCE_M = 300.0


@dataclass(frozen=True)
class Boundaries:
    """The counties of one city.

    Parameters
    ----------
    frame
        One row a county: ``area_code``, ``name_zh``, ``name_en``, ``geometry``
        (Polygon or MultiPolygon, EPSG:4326).
    origin
        ``shipped``, or the name of the user's file.
    issues
        Counties that are missing, and findings on topology and area.
    """

    frame: gpd.GeoDataFrame
    origin: str
    issues: tuple[Issue, ...]


def counties_of(areas: pd.DataFrame, city_code: str) -> pd.DataFrame:
    """Rows of ``areas.csv`` that are counties of a city, in its order."""
    chosen = (areas["parent_code"] == city_code) & (areas["level"] == "county")
    return areas[chosen].reset_index(drop=True)


def _read(path: Path) -> tuple[gpd.GeoDataFrame, list[Issue]]:
    if not path.is_file():
        msg = f"找不到边界文件 {path}。"
        raise MissingFileError(msg, "检查路径；不设 ATLAS_BOUNDARY_FILE 则使用自带边界。")
    try:
        frame, told = vector.read(path)
    except GeometryImportError as error:
        raise BoundaryError(error.what, error.remedy) from error
    if not isinstance(frame, gpd.GeoDataFrame) or frame.empty:
        msg = f"边界文件 {path.name} 中没有几何要素。"
        raise DamagedFileError(msg, "请提供县级面要素。")
    return frame, told


def _match_column(frame: gpd.GeoDataFrame, wanted: pd.Series) -> pd.Series | None:
    """The text column that names most of the wanted values, stripped; None if none does."""
    best, hits = None, 0
    for name in frame.columns.drop(frame.geometry.name):
        values = frame[name].astype("string").str.strip().str.removesuffix(".0")
        found = len(set(values.dropna()) & set(wanted))
        if found > hits:
            best, hits = values, found
    return best


def measured_shift(user: gpd.GeoDataFrame, reference: gpd.GeoDataFrame) -> tuple[float, float]:
    """Shift of the user's counties against the reference, metres east and north.

    The median over counties of the displacement of their centroids, so that a
    county drawn differently does not count.

    Parameters
    ----------
    user, reference
        Frames with ``area_code`` and geometry in EPSG:4326.
    """
    both = user.set_index("area_code").geometry, reference.set_index("area_code").geometry
    codes = both[0].index.intersection(both[1].index)
    metric = crs.local(reference.total_bounds)
    points = [series.loc[codes].to_crs(metric).centroid for series in both]
    east = float(np.median(points[0].x.to_numpy() - points[1].x.to_numpy()))
    north = float(np.median(points[0].y.to_numpy() - points[1].y.to_numpy()))
    return east, north


def refuse_gcj02(user: gpd.GeoDataFrame, reference: gpd.GeoDataFrame, name: str) -> None:
    """Raise if the user's counties carry the GCJ-02 offset.

    Raises
    ------
    DatumError
        The measured shift is over 300 m and is the shift GCJ-02 makes here.
    BoundaryError
        It is over 300 m and is something else.
    """
    east, north = measured_shift(user, reference)
    size = float(np.hypot(east, north))
    if size <= SHIFT_TOLERANCE_M:
        return
    shifted = reference.copy()
    shifted["geometry"] = shapely.transform(reference.geometry.to_numpy(), crs.wgs84_to_gcj02)
    expected = measured_shift(shifted, reference)
    words = f"边界文件 {name} 相对参照边界整体偏移 {size:.0f} 米（东 {east:+.0f}，北 {north:+.0f}）"
    if np.hypot(east - expected[0], north - expected[1]) < size / 2:
        msg = f"{words}，与 GCJ-02（火星坐标）的偏移一致，已拒绝。"
        raise DatumError(msg, "请用 WGS 84 或 CGCS2000 的边界，或先把 GCJ-02 纠正回来。")
    msg = f"{words}，已拒绝。"
    raise BoundaryError(msg, "检查坐标系说明是否与坐标相符。")


def _inside_china(frame: gpd.GeoDataFrame, name: str) -> None:
    west, south, east, north = frame.total_bounds
    if 73 <= west <= east <= 136 and 3 <= south <= north <= 54:
        return
    msg = f"边界文件 {name} 的范围（{west:.2f}, {south:.2f}, {east:.2f}, {north:.2f}）不在中国。"
    raise BoundaryError(msg, "检查经纬度是否颠倒，或坐标系是否标错。")


def _topology(frame: gpd.GeoDataFrame, areas: pd.DataFrame, table: str) -> list[Issue]:
    issues = []
    for row in frame[~frame.geometry.is_valid].itertuples():
        message = f"{row.name_zh} 的面不合法：{shapely.is_valid_reason(row.geometry)}；请在 GIS 软件中修复。"
        issues.append(Issue(table, row.area_code, "geometry", "invalid-geometry", Severity.WARNING, message))
    if not issues and not shapely.coverage_is_valid(frame.geometry.to_numpy()):
        message = "县界之间有缝隙或重叠；请用共享边界的数据。"
        issues.append(Issue(table, "", "geometry", "broken-coverage", Severity.WARNING, message))
    official = areas.set_index("area_code")["official_area_km2"]
    measured = measures.area_km2(frame.set_index("area_code").geometry)
    for code, value in measured.items():
        known = official.get(code)
        if pd.notna(known) and abs(value / known - 1) > AREA_TOLERANCE:
            message = f"{code} 量得 {value:.0f} 平方公里，官方 {known:.0f}，相差 {value / known - 1:+.1%}。"
            issues.append(Issue(table, str(code), "geometry", "area-differs", Severity.WARNING, message))
    return issues


def read_boundaries(
    path: Path, areas: pd.DataFrame, city_code: str, *, reference: gpd.GeoDataFrame | None = None
) -> Boundaries:
    """Read the counties of a city from a boundary file.

    Parameters
    ----------
    path
        GeoJSON, GeoPackage or Shapefile.
    areas
        Rows of ``areas.csv``: which counties there should be.
    city_code
        Six digits.
    reference
        Trusted counties to measure the datum against; None for the shipped file.

    Raises
    ------
    MissingFileError, DamagedFileError
        The file is not there, or is no vector file.
    BoundaryError
        It has no CRS, names no county of the city, holds no polygons, or lies
        elsewhere.
    DatumError
        Its coordinates are GCJ-02.
    """
    table = path.name
    wanted = counties_of(areas, city_code)
    raw, told = _read(path)
    match = _match_column(raw, wanted["area_code"])
    keys = wanted["area_code"]
    if match is None:
        match, keys = _match_column(raw, wanted["name_zh"]), wanted["name_zh"]
    if match is None:
        msg = f"边界文件 {table} 中没有一列含有本市的县市区代码或名称。"
        raise BoundaryMismatchError(
            msg, f"需要代码（如 {wanted['area_code'].iloc[0]}）或名称（如 {wanted['name_zh'].iloc[0]}）。"
        )
    chosen = raw[match.isin(keys) & ~(raw.geometry.isna() | raw.geometry.is_empty)]
    if not chosen.geom_type.isin(["Polygon", "MultiPolygon"]).all():
        msg = f"边界文件 {table} 中的县市区不是面要素。"
        raise BoundaryError(msg, "请提供县级面要素。")
    try:
        shapes = chosen.geometry.to_crs(crs.STORAGE)
    except ProjError as error:
        msg = f"边界文件 {table} 的坐标系无法换算：{error}。"
        raise BoundaryError(msg, "换用 EPSG:4326、4490 或带有效 .prj 的文件。") from error
    by_key = shapes.groupby(match[chosen.index].to_numpy()).agg(lambda parts: shapely.union_all(list(parts)))
    frame = wanted[["area_code", "name_zh", "name_en"]].assign(geometry=keys.map(by_key))
    issues = told + [
        Issue(table, code, "area_code", "county-missing", Severity.ERROR, f"边界文件中没有 {name}。")
        for code, name in frame.loc[frame["geometry"].isna(), ["area_code", "name_zh"]].itertuples(index=False)
    ]
    others = raw.loc[~match.isin(keys)].index
    if reference is not None and len(others):
        names = "、".join(str(value) for value in match[others].head(5))
        message = f"有 {len(others)} 个要素不属于本市，未使用：{names}{' 等' if len(others) > 5 else ''}。"
        issues.append(Issue(table, "", "area_code", "feature-unmatched", Severity.NOTICE, message))
    found = gpd.GeoDataFrame(frame.dropna(subset=["geometry"])[COLUMNS], geometry="geometry", crs=crs.STORAGE)
    found = found.reset_index(drop=True)
    _inside_china(found, table)
    if reference is not None:
        refuse_gcj02(found, reference, table)
    issues += _topology(found, areas, table)
    return Boundaries(found, "shipped" if reference is None else table, tuple(issues))
