"""Is a table of places where it says it is: region, order of axes, datum, counties."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo import crs
from geo.errors import ShiftedDatumError, SwappedAxesError, WrongRegionError
from geo.imports.elements import Bounds
from geo.issues import Issue, Severity
from geo.names import normalise

SHIFT_TOLERANCE_M = 300.0
NEAR_BORDER_M = 500.0
PLANE = 400.0  # no angle is larger
ENOUGH = 3  # places that must agree before a shift is believed


def _within(frame: gpd.GeoDataFrame, bounds: Bounds) -> bool:
    return bool(frame.geometry.intersects(shapely.box(*bounds)).any())


def check_region(frame: gpd.GeoDataFrame, bounds: Bounds, name: str) -> None:
    """Raise if nothing lies in the bounds of the city.

    Raises
    ------
    SwappedAxesError
        With longitude and latitude exchanged something would lie there.
    WrongRegionError
        Nothing lies there either way.
    """
    if len(frame) and _within(frame, bounds):
        return
    west, south, east, north = bounds
    if len(frame):
        turned = shapely.transform(frame.geometry.to_numpy(), lambda points: points[:, ::-1])
        if shapely.intersects(turned, shapely.box(*bounds)).any():
            msg = f"文件 {name} 的经纬度颠倒：把纬度当成了经度。"
            raise SwappedAxesError(msg, "对调两列后重新导入；原有位置不变。")
        if np.abs(frame.total_bounds).max() > PLANE:
            msg = f"文件 {name} 的坐标是以米计的投影坐标，不是经纬度。"
            raise WrongRegionError(msg, "换算为 WGS 84 或 CGCS2000 经纬度后重新导入；原有位置不变。")
    msg = f"文件 {name} 在本市范围（{west:.2f}–{east:.2f}°E，{south:.2f}–{north:.2f}°N）内没有可用的要素。"
    raise WrongRegionError(msg, "检查是否取错了省份或城市，坐标是否为经纬度；原有位置不变。")


def outside_city(frame: gpd.GeoDataFrame, bounds: Bounds, name: str) -> tuple[gpd.GeoDataFrame, list[Issue]]:
    """Rows in and around the city; of the others those with exchanged axes named, the rest counted."""
    box = shapely.box(*bounds)
    near = frame.geometry.intersects(box).to_numpy()
    far = frame[~near]
    turned = shapely.transform(far.geometry.to_numpy(), lambda points: points[:, ::-1])
    swapped = shapely.intersects(turned, box)
    issues = []
    for row in far[swapped].to_dict("records"):
        message = f"“{row['name']}”的经纬度颠倒，未使用；请对调两格。"
        issues.append(Issue(name, str(row["element_id"]), "geometry", "swapped-row", Severity.WARNING, message))
    rest = far[~swapped]
    if len(rest):
        named = "、".join(str(value) for value in rest["name"].head(3))
        message = f"有 {len(rest)} 行不在本市及周边，未使用：{named}{' 等' if len(rest) > 3 else ''}。"
        issues.append(Issue(name, "", "geometry", "outside-city", Severity.NOTICE, message))
    return frame[near], issues


def _known_shift(frame: gpd.GeoDataFrame, known: pd.DataFrame) -> tuple[np.ndarray, np.ndarray] | None:
    """Median shift of places known by name, and the shift GCJ-02 makes there; metres east and north."""
    places = {normalise(str(name)): (lon, lat) for name, lon, lat in known.itertuples(index=False)}
    points = frame[frame.geom_type == "Point"]
    keys = points["name"].map(normalise)
    chosen = points[keys.isin(list(places)) & ~keys.duplicated(keep=False)]
    if len(chosen) < ENOUGH:
        return None
    true = np.array([places[key] for key in keys[chosen.index]])
    given = np.column_stack([chosen.geometry.x, chosen.geometry.y])
    scale = np.array([111_320 * np.cos(np.radians(true[:, 1].mean())), 110_800.0])
    measured = np.median((given - true) * scale, axis=0)
    expected = np.median((crs.wgs84_to_gcj02(true) - true) * scale, axis=0)
    return measured, expected


def _inside(points: np.ndarray, codes: np.ndarray, counties: gpd.GeoDataFrame) -> np.ndarray:
    shapes = dict(zip(counties["area_code"], counties.geometry, strict=True))
    return np.array([shapely.contains_xy(shapes[code], x, y) for code, (x, y) in zip(codes, points, strict=True)])


def refuse_gcj02(
    frame: gpd.GeoDataFrame, codes: pd.Series, counties: gpd.GeoDataFrame, known: pd.DataFrame, name: str
) -> None:
    """Raise if a table of places carries the GCJ-02 offset.

    Parameters
    ----------
    frame
        ``name`` and geometry.
    codes
        County code that the table gives for each row; empty for none.
    counties
        ``area_code`` and geometry.
    known
        Name, longitude, latitude of places with a source.
    name
        Of the file.

    Raises
    ------
    ShiftedDatumError
        Places known by name are off by what GCJ-02 makes here, or several
        points fall into their county only once that offset is taken back.
    """
    remedy = "请导出 WGS 84 或 CGCS2000 坐标，或先把 GCJ-02 纠正回来；原有位置不变。"
    shift = _known_shift(frame, known)
    if shift is not None:
        measured, expected = shift
        size = float(np.hypot(*measured))
        if size > SHIFT_TOLERANCE_M and np.hypot(*(measured - expected)) < size / 2:
            words = f"东 {measured[0]:+.0f}，北 {measured[1]:+.0f}"
            msg = f"文件 {name} 的已知地点整体偏移 {size:.0f} 米（{words}），与 GCJ-02（火星坐标）的偏移一致，已拒绝。"
            raise ShiftedDatumError(msg, remedy)
    chosen = frame[(frame.geom_type == "Point") & codes.isin(counties["area_code"])]
    if chosen.empty:
        return
    points = np.column_stack([chosen.geometry.x, chosen.geometry.y])
    stated = codes[chosen.index].to_numpy()
    before = _inside(points, stated, counties)
    after = _inside(crs.gcj02_to_wgs84(points), stated, counties)
    better, worse = int((after & ~before).sum()), int((before & ~after).sum())
    if better >= ENOUGH and worse == 0:
        msg = f"文件 {name} 有 {better} 个点按 GCJ-02（火星坐标）纠正后才落在所写的县市区内，没有相反的情形，已拒绝。"
        raise ShiftedDatumError(msg, remedy)


def outside_county(
    frame: gpd.GeoDataFrame, codes: pd.Series, counties: gpd.GeoDataFrame, name: str
) -> tuple[gpd.GeoDataFrame, list[Issue]]:
    """Rows without those that lie over 500 m outside the county the table gives them, and these as issues."""
    metric = crs.local(counties.total_bounds)
    shapes = dict(zip(counties["area_code"], counties.geometry.to_crs(metric), strict=True))
    names = dict(zip(counties["area_code"], counties["name_zh"], strict=True))
    issues: list[Issue] = []
    bad = []
    moved = frame.geometry.to_crs(metric)
    for index, code in codes.items():
        if code not in shapes:
            continue
        distance = float(moved[index].distance(shapes[code]))
        if distance > NEAR_BORDER_M:
            bad.append(index)
            row = frame.loc[index]
            far = f"写明在{names[code]}，坐标却在其外 {distance / 1000:.1f} 公里"
            message = f"“{row['name']}”{far}，未使用；请核对坐标或县市区。"
            issues.append(Issue(name, str(row["element_id"]), "geometry", "wrong-county", Severity.WARNING, message))
    return frame.drop(index=bad), issues
