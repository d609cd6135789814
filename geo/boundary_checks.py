"""What is checked of a boundary file: identity, datum, place, topology, area."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo import coverage, crs, measures
from geo.errors import BoundaryError, DatumError
from geo.issues import Issue, Severity

AREA_TOLERANCE = 0.015
SHIFT_TOLERANCE_M = 300.0
MOST_FAULTS = 20  # named one by one


def match_column(frame: gpd.GeoDataFrame, wanted: pd.Series) -> pd.Series | None:
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


def refuse_exchanged(user: gpd.GeoDataFrame, reference: gpd.GeoDataFrame, name: str) -> None:
    """Raise if counties lie where others should: their codes or names are exchanged.

    Raises
    ------
    BoundaryError
        A county shares less than a tenth of its area with the reference and
        covers another one.
    """
    known = reference.set_index("area_code")
    wrong = []
    for code, title, shape in zip(user["area_code"], user["name_zh"], user.geometry, strict=True):
        if code not in known.index or not shape.is_valid:
            continue
        shared = shapely.area(shapely.intersection(known.geometry.to_numpy(), shape)) / shape.area
        other = int(shared.argmax())
        if shared[known.index.get_loc(code)] < 0.1 and shared[other] > 0.5:
            wrong.append(f"{title}（{code}）画在{known['name_zh'].iloc[other]}的位置")
    if wrong:
        msg = f"边界文件 {name} 的代码或名称与位置不符：{'；'.join(wrong)}。"
        raise BoundaryError(msg, "改正代码列或名称列后重试。")


def refuse_disagreeing(frame: gpd.GeoDataFrame, wanted: pd.DataFrame, name: str) -> None:
    """Raise if a row carries the code of one county and the name of another.

    Raises
    ------
    BoundaryError
        It does.
    """
    codes, names = match_column(frame, wanted["area_code"]), match_column(frame, wanted["name_zh"])
    if codes is None or names is None:
        return
    title_of = dict(zip(wanted["area_code"], wanted["name_zh"], strict=True))
    both = codes.isin(list(title_of)) & names.isin(list(title_of.values()))
    wrong = [
        f"{code} 应为{title_of[code]}，写作{title}"
        for code, title in zip(codes[both], names[both], strict=True)
        if title_of[code] != title
    ]
    if wrong:
        msg = f"边界文件 {name} 的代码与名称不一致：{'；'.join(wrong)}。"
        raise BoundaryError(msg, "改正其中一列后重试。")


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


def refuse_elsewhere(frame: gpd.GeoDataFrame, name: str) -> None:
    """Raise if the counties do not lie in China.

    Raises
    ------
    BoundaryError
        They do not: axes exchanged, or a wrong CRS.
    """
    west, south, east, north = frame.total_bounds
    if 73 <= west <= east <= 136 and 3 <= south <= north <= 54:
        return
    msg = f"边界文件 {name} 的范围（{west:.2f}, {south:.2f}, {east:.2f}, {north:.2f}）不在中国。"
    raise BoundaryError(msg, "检查经纬度是否颠倒，或坐标系是否标错。")


def _faults(frame: gpd.GeoDataFrame, table: str) -> list[Issue]:
    """Holes and overlaps between counties, each with names, size and place."""
    words = {"hole": "之间有缝隙", "overlap": "重叠"}
    names, codes = list(frame["name_zh"]), list(frame["area_code"])
    found = coverage.faults(frame.geometry)
    issues = []
    for fault in found[:MOST_FAULTS]:
        between = "、".join(names[i] for i in fault.positions)
        size = f"{fault.km2:.2f} 平方公里" if fault.km2 >= 0.01 else f"{fault.km2 * 1e6:.0f} 平方米"
        where = f"最宽 {fault.width_m:.0f} 米，在 {fault.longitude:.4f}°E，{fault.latitude:.4f}°N"
        message = f"{between}{words[fault.kind]} {size}（{where}）；请用共享边界的数据。"
        row = "/".join(codes[i] for i in fault.positions)
        issues.append(Issue(table, row, "geometry", f"coverage-{fault.kind}", Severity.WARNING, message))
    if len(found) > MOST_FAULTS:
        message = f"另有 {len(found) - MOST_FAULTS} 处较小的缝隙或重叠；请用共享边界的数据。"
        issues.append(Issue(table, "", "geometry", "broken-coverage", Severity.WARNING, message))
    if not found and not shapely.coverage_is_valid(frame.geometry.to_numpy()):
        message = "相邻县市区的边界不一致：顶点不重合，或有宽于 200 米、向外敞开的缺口；请用共享边界的数据。"
        issues.append(Issue(table, "", "geometry", "broken-coverage", Severity.WARNING, message))
    return issues


def topology(frame: gpd.GeoDataFrame, areas: pd.DataFrame, table: str) -> list[Issue]:
    """Counties that are invalid, do not fit together or differ from their official area, as issues."""
    issues = []
    for row in frame[~frame.geometry.is_valid].itertuples():
        message = f"{row.name_zh} 的面不合法：{shapely.is_valid_reason(row.geometry)}；请在 GIS 软件中修复。"
        issues.append(Issue(table, row.area_code, "geometry", "invalid-geometry", Severity.WARNING, message))
    if not issues:
        issues += _faults(frame, table)
    official = areas.set_index("area_code")["official_area_km2"]
    measured = measures.area_km2(frame.set_index("area_code").geometry)
    for code, value in measured.items():
        known = official.get(code)
        if pd.notna(known) and abs(value / known - 1) > AREA_TOLERANCE:
            message = f"{code} 量得 {value:.0f} 平方公里，官方 {known:.0f}，相差 {value / known - 1:+.1%}。"
            issues.append(Issue(table, str(code), "geometry", "area-differs", Severity.WARNING, message))
    return issues
