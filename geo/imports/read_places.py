"""A table of places: CSV, XLSX, GeoPackage or GeoJSON, with a name and a position."""

import io
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio.errors
import shapely

from geo.crs import STORAGE
from geo.errors import DamagedFileError, GeometryImportError, MissingColumnError
from geo.imports.elements import Candidates, Element, to_frame
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


def _read_csv(path: Path) -> pd.DataFrame:
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return pd.read_csv(io.StringIO(content.decode(encoding)), dtype=str, keep_default_na=False)
        except UnicodeDecodeError:
            continue
    msg = f"文件 {path.name} 既不是 UTF-8 也不是 GBK。"
    raise DamagedFileError(msg, "请另存为 UTF-8 的 CSV。")


def _read(path: Path) -> pd.DataFrame:
    """The table, with a geometry column where the file has one."""
    if path.stat().st_size == 0:
        msg = f"文件 {path.name} 是空的。"
        raise DamagedFileError(msg, "请重新导出。")
    try:
        if path.suffix.lower() == ".csv":
            return _read_csv(path)
        options = {} if path.suffix.lower() != ".xlsx" else {"read_geometry": False}
        frame = pyogrio.read_dataframe(path, **options)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.FeatureError, pd.errors.ParserError) as error:
        msg = f"文件 {path.name} 无法读取：{error}。"
        raise DamagedFileError(msg, "请重新导出为 CSV、XLSX、GPKG 或 GeoJSON；原有位置不变。") from error
    except pd.errors.EmptyDataError as error:
        msg = f"文件 {path.name} 是空的。"
        raise DamagedFileError(msg, "请重新导出。") from error
    if isinstance(frame, gpd.GeoDataFrame):
        if frame.crs is None:
            msg = f"文件 {path.name} 没有坐标系。"
            raise GeometryImportError(msg, "请指定坐标系后重新导出。")
        return pd.DataFrame(frame.to_crs(STORAGE)).rename(columns={frame.geometry.name: "geometry"})
    return pd.DataFrame(frame)


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
    frame = _read(path)
    name_column = _column(frame, "name")
    if not name_column:
        msg = f"文件 {table} 缺少名称列；现有列：{'、'.join(str(name) for name in frame.columns)}。"
        raise MissingColumnError(msg, f"名称列可名为 {'、'.join(COLUMNS['name'])}。")
    shapes = _shapes(frame, path)
    roles = {role: _column(frame, role) for role in ("county", "feature", "date")}
    issues: list[Issue] = []
    elements: list[Element] = []
    counties: list[str] = []
    for number, (row, shape) in enumerate(zip(frame.to_dict("records"), shapes, strict=True), 2):
        words = {
            role: str(row[column]).strip() if column and pd.notna(row[column]) else "" for role, column in roles.items()
        }
        name = "" if pd.isna(row[name_column]) else str(row[name_column]).strip()
        if not name or shape is None or shape.is_empty:
            what = "名称为空" if not name else "坐标不是数字或为空"
            issues.append(Issue(table, f"第 {number} 行", "", "bad-row", Severity.WARNING, f"{what}，该行未使用。"))
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
