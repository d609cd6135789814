"""County boundaries of a city: shipped or the user's own, identity and topology checked.

A user's file may be GeoJSON, GeoPackage or Shapefile in any CRS; counties are
matched by code, else by name. What does not match is named. Coordinates in
GCJ-02 are refused with the shift that was measured.
"""

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely
from pyproj.exceptions import ProjError

from geo import boundary_checks as checks
from geo import crs, vector
from geo.errors import (
    BoundaryError,
    BoundaryMismatchError,
    DamagedFileError,
    DataError,
    GeometryImportError,
    MissingFileError,
)
from geo.issues import Issue, Severity
from geo.paths import DataPaths

COLUMNS = ["area_code", "name_zh", "name_en", "geometry"]


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
    checks.refuse_disagreeing(raw, wanted, table)
    match = checks.match_column(raw, wanted["area_code"])
    keys = wanted["area_code"]
    if match is None:
        match, keys = checks.match_column(raw, wanted["name_zh"]), wanted["name_zh"]
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
    checks.refuse_elsewhere(found, table)
    if reference is not None:
        checks.refuse_exchanged(found, reference, table)
        checks.refuse_gcj02(found, reference, table)
    issues += checks.topology(found, areas, table)
    return Boundaries(found, "shipped" if reference is None else table, tuple(issues))


def chosen(paths: DataPaths, areas: pd.DataFrame, city_code: str) -> Boundaries:
    """Shipped boundaries, or the user's; a refused user file falls back with an issue."""
    issues: list[Issue] = []
    shipped: Boundaries | None = None
    try:
        shipped = read_boundaries(paths.boundary(city_code), areas, city_code)
    except (DataError, BoundaryError) as error:
        path = f"boundaries/{city_code}.geojson"
        issues.append(Issue(path, "", "", "boundary-refused", Severity.ERROR, str(error)))
    if paths.boundary_file is not None:
        reference = shipped.frame if shipped is not None else None
        try:
            own = read_boundaries(paths.boundary_file, areas, city_code, reference=reference)
            if reference is None:
                message = "没有参照边界，未检查坐标是否带 GCJ-02 偏移。"
                name = paths.boundary_file.name
                issues.append(Issue(name, "", "geometry", "datum-unchecked", Severity.WARNING, message))
            return Boundaries(own.frame, paths.boundary_file.name, own.issues + tuple(issues))
        except (DataError, BoundaryError) as error:
            name = paths.boundary_file.name
            instead = "暂用自带边界。" if shipped is not None else "自带边界也不可用。"
            # A file of another city is no fault of the file.
            severity = Severity.WARNING if isinstance(error, BoundaryMismatchError) else Severity.ERROR
            issues.append(Issue(name, "", "", "boundary-refused", severity, f"{error} {instead}"))
    if shipped is not None:
        return Boundaries(shipped.frame, shipped.origin, shipped.issues + tuple(issues))
    empty = gpd.GeoDataFrame({name: [] for name in COLUMNS}, geometry="geometry", crs=crs.STORAGE)
    return Boundaries(empty, "none", tuple(issues))
