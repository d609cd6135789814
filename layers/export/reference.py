"""The reference system that a file is written in: named, checked against the data, never silent."""

from collections.abc import Iterable
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from geo import crs
from geo.errors import CRSError
from layers.model import Layer

GCJ02 = "GCJ-02"
NAMES = (crs.STORAGE, crs.CGCS2000, "belt", "belt-zone", GCJ02)


@dataclass(frozen=True)
class Reference:
    """A reference system.

    Parameters
    ----------
    code
        ``EPSG:4326``, ``EPSG:4490``, a 3-degree belt such as ``EPSG:4547``, or
        ``GCJ-02``, which has no EPSG code and no place in a file's own
        declaration.
    """

    code: str

    @property
    def shifted(self) -> bool:
        """Whether coordinates carry the offset of Chinese web maps."""
        return self.code == GCJ02

    @property
    def metric(self) -> bool:
        """Whether coordinates are metres."""
        return crs.meridian_of(self.code) is not None

    @property
    def axes(self) -> tuple[str, str]:
        """Names of the two coordinate columns of a table."""
        if self.shifted:
            return "gcj02_longitude", "gcj02_latitude"
        return ("easting", "northing") if self.metric else ("longitude", "latitude")

    @property
    def decimals(self) -> int:
        """Decimals of a written coordinate: millimetres, or a tenth of a metre in degrees."""
        return 3 if self.metric else 6

    @property
    def tolerance(self) -> float:
        """How far a coordinate may lie from its origin after writing: one unit of the last decimal."""
        return float(10.0**-self.decimals)

    @property
    def stem(self) -> str:
        """What a file name says of it; nothing for WGS 84."""
        return "" if self.code == crs.STORAGE else self.code.replace(":", "").replace("-", "")


WGS84 = Reference(crs.STORAGE)


def _longitudes(layers: Iterable[Layer]) -> list[float]:
    bounds = [layer.frame.total_bounds for layer in layers if len(layer.frame)]
    return [float(value) for box in bounds for value in (box[0], box[2]) if np.isfinite(value)]


def resolve(name: str, layers: Iterable[Layer]) -> Reference:
    """The reference system of a name, checked against what is to be written.

    Parameters
    ----------
    name
        One of :data:`NAMES`, or the EPSG code of a 3-degree CGCS2000 belt;
        ``belt`` is the belt of the data without zone number, ``belt-zone``
        the same with it.
    layers
        What is to be written, and the county layer, since a layer may hold
        nothing that is mapped.

    Raises
    ------
    CRSError
        The name is unknown, or the belt does not hold the data.
    """
    wanted = name.strip().upper()
    wanted = f"EPSG:{wanted}" if wanted.isascii() and wanted.isdigit() else wanted
    if wanted in {crs.STORAGE, crs.CGCS2000}:
        return Reference(wanted)
    if wanted in {"GCJ-02", "GCJ02"}:
        return Reference(GCJ02)
    longitudes = _longitudes(layers)
    if wanted in {"BELT", "BELT-ZONE"}:
        if not longitudes:
            msg = "没有任何坐标，无法选定 3 度带。"
            raise CRSError(msg, "写明 3 度带的代码，或改用 EPSG:4326。")
        code = crs.belt(longitudes)
        return Reference(code if wanted == "BELT" else crs.zoned(code))
    meridian = crs.meridian_of(wanted)
    if meridian is None:
        msg = f"不认识或不支持坐标系 {name}。"
        raise CRSError(msg, f"可用：{'、'.join(NAMES)}，或 3 度带的代码（如 EPSG:4547、EPSG:4526）。")
    if longitudes:
        crs.check_reach(longitudes, meridian)
    return Reference(wanted)


def project(frame: gpd.GeoDataFrame, reference: Reference) -> gpd.GeoDataFrame:
    """A frame in EPSG:4326 with its geometry in another system; without a declared one for GCJ-02."""
    if reference == WGS84:
        return frame
    if reference.shifted:
        shapes = shapely.transform(frame.geometry.to_numpy(), crs.wgs84_to_gcj02)
        return frame.set_geometry(gpd.GeoSeries(shapes, index=frame.index))
    return frame.to_crs(reference.code)
