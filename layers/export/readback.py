"""A file is read again with GDAL and compared before it is handed out."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from geo.errors import ExportError

REMEDY = "请换一种格式，并把图层名告诉维护者。"


def read(path: Path, layer: str | None = None, **options: str) -> pd.DataFrame:
    """A file as GDAL reads it; a table without geometry is a plain frame.

    Raises
    ------
    ExportError
        GDAL cannot read it.
    """
    try:
        found: pd.DataFrame = pyogrio.read_dataframe(path, layer=layer, **options)
    except (DataSourceError, DataLayerError, UnicodeDecodeError) as error:
        msg = f"写出的文件 {path.name} 读不回来：{error}。"
        raise ExportError(msg, REMEDY) from error
    return found


def plain(value: object) -> object:
    """A cell for comparison: every kind of nothing is the empty text, whole numbers are integers."""
    if value is None or value is pd.NA or value is pd.NaT:
        return ""
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        return "" if np.isnan(value) else int(value) if float(value).is_integer() else float(value)
    return value


def _same_shape(written: BaseGeometry | None, found: BaseGeometry | None, tolerance: float) -> bool:
    """Equal within a tolerance; formats may turn rings, or wrap a single part as a collection of one."""
    if written is None or found is None:
        return written is None and found is None
    before, after = (shapely.get_parts(shape) for shape in (written, found))
    if [part.geom_type for part in before] != [part.geom_type for part in after]:
        return False
    if shapely.equals_exact(before, after, tolerance).all():
        return True
    if shapely.equals_exact(shapely.normalize(before), shapely.normalize(after), tolerance).all():
        return True
    same_count = (shapely.get_num_coordinates(before) == shapely.get_num_coordinates(after)).all()
    return bool(same_count and (shapely.hausdorff_distance(before, after) <= 2 * tolerance).all())


def _doubtful(before: npt.NDArray[np.object_], after: npt.NDArray[np.object_]) -> npt.NDArray[np.int64]:
    """Rows whose cells are not simply equal, to be looked at one by one."""
    missing = pd.isna(before), pd.isna(after)
    none = np.array(None, dtype=object)
    left, right = np.where(missing[0], none, before), np.where(missing[1], none, after)
    return np.flatnonzero(~(missing[0] & missing[1]) & (left != right))


def compare(written: pd.DataFrame, found: pd.DataFrame, what: str, tolerance: float = 0.0) -> None:
    """Refuse a file that does not hold what was written.

    Parameters
    ----------
    written
        What the format is to hold, under the names and with the values that it
        can hold. Its geometry, if any, is compared too.
    found
        What was read; columns that a driver adds are ignored.
    what
        File and layer, for the message.
    tolerance
        How far a coordinate may lie off, in units of the file.

    Raises
    ------
    ExportError
        Another number of rows, a column lost, a value or a geometry changed.
    """
    if len(written) != len(found):
        msg = f"{what}：写出 {len(written)} 行，读回 {len(found)} 行。"
        raise ExportError(msg, REMEDY)
    shape = written.geometry.name if isinstance(written, gpd.GeoDataFrame) else None
    for column in written.columns:
        if column == shape:
            continue
        if column not in found.columns:
            msg = f"{what}：读回的文件没有列 {column}。"
            raise ExportError(msg, REMEDY)
        before, after = (frame[column].to_numpy(dtype=object) for frame in (written, found))
        for row in _doubtful(before, after):
            if plain(before[row]) != plain(after[row]):
                msg = f"{what}：第 {row + 1} 行的 {column} 写出“{before[row]}”，读回“{after[row]}”。"
                raise ExportError(msg, REMEDY)
    if shape is None:
        return
    before = written.geometry.to_numpy()
    after = found.geometry.to_numpy() if isinstance(found, gpd.GeoDataFrame) else np.full(len(found), None)
    exact = shapely.equals_exact(before, after, tolerance) | (shapely.is_missing(before) & shapely.is_missing(after))
    for row in np.flatnonzero(~exact):
        if not _same_shape(before[row], after[row], tolerance):
            msg = f"{what}：第 {row + 1} 行的几何与写出的不同。"
            raise ExportError(msg, REMEDY)


def same_system(path: Path, code: str, layer: str | None = None) -> None:
    """Refuse a file that does not name the reference system it was written in.

    Raises
    ------
    ExportError
        The system is missing or another one.
    """
    found = pyogrio.read_info(path, layer=layer)["crs"]
    if found is None or not _equal_systems(found, code):
        msg = f"{path.name}：坐标系写作 {found}，应为 {code}。"
        raise ExportError(msg, REMEDY)


def _equal_systems(found: str, code: str) -> bool:
    return bool(CRS.from_user_input(found).equals(CRS.from_user_input(code), ignore_axis_order=True))
