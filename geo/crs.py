"""Reference systems: storage, measuring, 3-degree belts and the GCJ-02 offset.

Storage is EPSG:4326, longitude before latitude. The shipped data is WGS 84 /
CGCS2000; PROJ treats the two as equal ("ballpark"), which holds to well under
a metre. GCJ-02 is the offset that Chinese web maps add; its formula is public
(``prcoords``, CC0, is the independent reference in the tests).
"""

import math

import numpy as np
import numpy.typing as npt
from pyproj import Geod

from geo.errors import CRSError

STORAGE = "EPSG:4326"
CGCS2000 = "EPSG:4490"
REACH = 2.25  # degrees from the central meridian
GEOD = Geod(ellps="WGS84")
MERIDIANS = range(75, 136, 3)  # central meridians of the 3-degree belts of China
_PLAIN, _ZONED = 4534, 4513  # EPSG codes of the belt of 75°E without and with zone number

FloatArray = npt.NDArray[np.float64]

_A = 6378245.0  # Krassovsky semi-major axis, metres
_EE = 0.00669342162296594323  # Krassovsky eccentricity squared


def belt(longitudes: npt.ArrayLike) -> str:
    """EPSG code of the one 3-degree CGCS2000 belt that holds all longitudes.

    Parameters
    ----------
    longitudes
        Degrees, any shape; the belt is chosen from their middle.

    Returns
    -------
    str
        Such as ``EPSG:4547`` for central meridian 114°E, without zone number.

    Raises
    ------
    CRSError
        No belt of China covers the data, or the data reaches more than 2.25°
        from the central meridian (0.75° beyond the belt; the scale is then
        0.06 % off at 27°N).
    """
    values = np.asarray(longitudes, dtype=float)
    west, east = float(np.nanmin(values)), float(np.nanmax(values))
    meridian = round((west + east) / 2 / 3) * 3
    if meridian not in MERIDIANS:
        msg = f"经度 {west:.3f}–{east:.3f} 不在 3 度带（中央经线 75°–135°E）的范围内。"
        raise CRSError(msg, "检查坐标是否为经度在前，或改用 EPSG:4490。")
    check_reach(values, meridian)
    return f"EPSG:{_PLAIN + (meridian - 75) // 3}"


def check_reach(longitudes: npt.ArrayLike, meridian: int) -> None:
    """Refuse longitudes that a 3-degree belt cannot hold.

    Raises
    ------
    CRSError
        The data reaches more than 2.25° from the central meridian.
    """
    values = np.asarray(longitudes, dtype=float)
    west, east = float(np.nanmin(values)), float(np.nanmax(values))
    if west < meridian - REACH or east > meridian + REACH:
        msg = f"经度 {west:.3f}–{east:.3f} 超出中央经线 {meridian}°E 的 3 度带。"
        raise CRSError(msg, "分带输出，或改用 EPSG:4490。")


def zoned(code: str) -> str:
    """The belt with zone number that has the same central meridian: ``EPSG:4526`` for ``EPSG:4547``."""
    return f"EPSG:{int(code.removeprefix('EPSG:')) - _PLAIN + _ZONED}"


def meridian_of(code: str) -> int | None:
    """Central meridian of a 3-degree CGCS2000 belt, with or without zone number; None for any other code."""
    digits = code.removeprefix("EPSG:")
    if not (digits.isascii() and digits.isdigit()):
        return None
    for first in (_PLAIN, _ZONED):
        if 0 <= int(digits) - first < len(MERIDIANS):
            return MERIDIANS[int(digits) - first]
    return None


def local(bounds: npt.ArrayLike) -> str:
    """A metric system centred on an extent, for short distances anywhere.

    Parameters
    ----------
    bounds
        West, south, east, north, degrees.

    Returns
    -------
    str
        An azimuthal equidistant projection in PROJ's words; metres.
    """
    west, south, east, north = np.asarray(bounds, dtype=float)
    return f"+proj=aeqd +lat_0={(south + north) / 2:.4f} +lon_0={(west + east) / 2:.4f} +ellps=WGS84 +units=m"


def _offset(lon: FloatArray, lat: FloatArray) -> tuple[FloatArray, FloatArray]:
    x, y = lon - 105.0, lat - 35.0
    root = 0.1 * np.sqrt(np.abs(x))
    wave = (20.0 * np.sin(6.0 * x * math.pi) + 20.0 * np.sin(2.0 * x * math.pi)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 2.0 * root + wave
    north += (20.0 * np.sin(y * math.pi) + 40.0 * np.sin(y / 3.0 * math.pi)) * 2.0 / 3.0
    north += (160.0 * np.sin(y / 12.0 * math.pi) + 320 * np.sin(y * math.pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + root + wave
    east += (20.0 * np.sin(x * math.pi) + 40.0 * np.sin(x / 3.0 * math.pi)) * 2.0 / 3.0
    east += (150.0 * np.sin(x / 12.0 * math.pi) + 300.0 * np.sin(x / 30.0 * math.pi)) * 2.0 / 3.0
    phi = np.radians(lat)
    magic = 1 - _EE * np.sin(phi) ** 2
    dlat = north * 180.0 / ((_A * (1 - _EE)) / (magic * np.sqrt(magic)) * math.pi)
    dlon = east * 180.0 / (_A / np.sqrt(magic) * np.cos(phi) * math.pi)
    return dlon, dlat


def wgs84_to_gcj02(lonlat: npt.ArrayLike) -> FloatArray:
    """Shift WGS 84 positions to GCJ-02.

    Parameters
    ----------
    lonlat
        Shape (n, 2), degrees, longitude before latitude, inside China.
    """
    points = np.asarray(lonlat, dtype=float).reshape(-1, 2)
    dlon, dlat = _offset(points[:, 0], points[:, 1])
    return np.column_stack([points[:, 0] + dlon, points[:, 1] + dlat])


def gcj02_to_wgs84(lonlat: npt.ArrayLike) -> FloatArray:
    """Undo the GCJ-02 shift by iteration; good to under a millimetre.

    Parameters
    ----------
    lonlat
        Shape (n, 2), degrees, longitude before latitude, inside China.
    """
    target = np.asarray(lonlat, dtype=float).reshape(-1, 2)
    guess = target.copy()
    for _ in range(4):
        guess -= wgs84_to_gcj02(guess) - target
    return guess
