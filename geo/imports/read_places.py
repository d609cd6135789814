"""A table of places: CSV, XLSX, GeoPackage, GeoJSON or zipped Shapefile, with a name and a position."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj.exceptions import ProjError
from shapely.geometry.base import BaseGeometry

from geo import content, vector
from geo.crs import STORAGE
from geo.errors import GeometryImportError, MissingColumnError
from geo.imports.elements import Candidates, Element, to_frame
from geo.imports.read_csv import read_csv
from geo.issues import Issue, Severity
from geo.names import normalise

LICENCE = "自有数据"
COLUMNS = {
    "name": ("name_zh", "name", "名称", "地名", "项目名称", "名字"),
    "lon": ("longitude", "lon", "lng", "x", "经度", "东经"),
    "lat": ("latitude", "lat", "y", "纬度", "北纬"),
    "county": ("area_code", "county", "县市区", "区县", "县", "所在县市区"),
    "feature": ("feature_id", "要素编号", "编号"),
    "licence": ("licence", "license", "许可"),
    "source": ("origin", "source", "来源", "出处"),
    "date": ("date", "timestamp", "日期"),
}
SAME_PLACE_DEGREES = 0.003
MOST_VERTICES = 200_000
NO_POSITION = "坐标不是数字或为空"


def _read(path: Path) -> tuple[pd.DataFrame, list[Issue]]:
    """The table indexed by line, with a geometry column where the file has one."""
    if content.check(path) == ".csv":
        return read_csv(path)
    frame, issues = vector.read(path)
    frame = frame.set_axis(pd.RangeIndex(2, len(frame) + 2))
    if isinstance(frame, gpd.GeoDataFrame):
        try:
            moved = frame.to_crs(STORAGE)
        except (ProjError, ValueError) as error:
            msg = f"文件 {path.name} 的坐标系无法换算：{error}。"
            raise GeometryImportError(msg, "换用 EPSG:4326 或 4490；原有位置不变。") from error
        return pd.DataFrame(moved).rename(columns={frame.geometry.name: "geometry"}), issues
    return pd.DataFrame(frame), issues


def unfit(shape: BaseGeometry | None) -> str:
    """Why a geometry cannot be used, in Chinese; empty if it can."""
    if not isinstance(shape, BaseGeometry) or shape.is_empty:
        return NO_POSITION
    if (count := shapely.get_num_coordinates(shape)) > MOST_VERTICES:
        return f"几何有 {count} 个顶点，最多 {MOST_VERTICES} 个"
    if not np.isfinite(shapely.get_coordinates(shape)).all():
        return "坐标含有无穷大或非数字"
    if shape.geom_type == "GeometryCollection":
        return "几何是混合集合"
    return "" if shape.is_valid else f"几何不合法（{shapely.is_valid_reason(shape)}）"


def _column(frame: pd.DataFrame, role: str) -> str:
    """The column of a role; empty if there is none."""
    lower = {str(name).strip().lower(): str(name) for name in frame.columns}
    return next((lower[name] for name in COLUMNS[role] if name in lower), "")


def _shapes(frame: pd.DataFrame, path: Path) -> pd.Series:
    """Geometry of each row; None where the position is no number."""
    if "geometry" in frame:
        return frame["geometry"]
    lon, lat = _column(frame, "lon"), _column(frame, "lat")
    if not lon or not lat:
        names = "、".join(str(name) for name in frame.columns)
        msg = f"文件 {path.name} 缺少坐标列；现有列：{names}。"
        raise MissingColumnError(
            msg, f"经度列可名为 {'、'.join(COLUMNS['lon'])}，纬度列可名为 {'、'.join(COLUMNS['lat'])}。"
        )
    values = pd.to_numeric(frame[lon], errors="coerce"), pd.to_numeric(frame[lat], errors="coerce")
    points = [shapely.Point(x, y) if np.isfinite(x) and np.isfinite(y) else None for x, y in zip(*values, strict=True)]
    return pd.Series(points, index=frame.index, dtype=object)


def read_places(path: Path) -> tuple[Candidates, pd.Series]:
    """All rows of a table of places.

    Returns
    -------
    tuple
        The candidates, and what the table itself says of the county of each
        (code or name; empty if nothing), on the same index.

    Raises
    ------
    DamagedFileError
        The file cannot be read.
    MissingColumnError
        It has no column of names or of positions.
    """
    table = path.name
    frame, issues = _read(path)
    name_column = _column(frame, "name")
    if not name_column:
        msg = f"文件 {table} 缺少名称列；现有列：{'、'.join(str(name) for name in frame.columns)}。"
        raise MissingColumnError(msg, f"名称列可名为 {'、'.join(COLUMNS['name'])}。")
    shapes = _shapes(frame, path)
    roles = {role: _column(frame, role) for role in ("county", "feature", "date")}
    elements: list[Element] = []
    counties: list[str] = []
    for number, row, shape in zip(frame.index, frame.to_dict("records"), shapes, strict=True):
        words = {
            role: str(row[column]).strip() if column and pd.notna(row[column]) else "" for role, column in roles.items()
        }
        name = "" if pd.isna(row[name_column]) else str(row[name_column]).strip()
        wrong = "名称为空" if not name else unfit(shape)
        if wrong:
            kind = "bad-row" if wrong in {"名称为空", NO_POSITION} else "broken-geometry"
            issues.append(Issue(table, f"第 {number} 行", "", kind, Severity.WARNING, f"{wrong}，该行未使用。"))
            continue
        words_id = f"{table} 第 {number} 行"
        elements.append(
            Element(words_id, "any", name, shape, ((name, "name"),), timestamp=words["date"], hint=words["feature"])
        )
        counties.append(words["county"].removesuffix(".0"))
    found = to_frame(elements)
    for key, rows in found.groupby(found["name"].map(normalise)):
        bounds = rows.total_bounds
        if len(rows) > 1 and max(bounds[2] - bounds[0], bounds[3] - bounds[1]) > SAME_PLACE_DEGREES:
            where = f"“{rows['name'].iloc[0]}”出现 {len(rows)} 次，位置不同"
            message = f"{where}；县市区也分不开时不会采用其中任何一个，请删去多余的行。"
            issues.append(Issue(table, str(key), "name", "duplicate-name", Severity.WARNING, message))
    return Candidates("places", table, _licence(frame), found, tuple(issues)), pd.Series(counties, dtype=object)


def _licence(frame: pd.DataFrame) -> str:
    column = _column(frame, "licence")
    values = sorted({str(value) for value in frame[column] if value}) if column else []
    return "；".join(values) or LICENCE
