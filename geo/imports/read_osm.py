"""OpenStreetMap extracts, streamed by GDAL: only named or numbered things in and around the city.

GDAL reads a file once for each of its layers and keeps the nodes in a
temporary file, so that memory does not grow with the extract.
"""

import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pyogrio.errors
import pyogrio.raw
import shapely
from shapely.geometry.base import BaseGeometry

from geo.crs import GEOD
from geo.errors import DamagedFileError
from geo.imports.elements import ODBL, Bounds, Candidates, Element, to_frame
from geo.imports.osm_tags import LAYERS, NAMED, WHERE, class_of, names_of
from geo.imports.osm_tags import configuration as configuration_text
from geo.issues import Issue, Severity

ORIGIN = "© OpenStreetMap contributors"
LONGEST_EDGE_KM = 5.0  # a longer straight edge is a way that lacks nodes, unless it is a tunnel


def _lines_only(shape: BaseGeometry) -> BaseGeometry:
    """The lines of a relation that GDAL gives as a collection."""
    lines = [part for part in shapely.get_parts(shape) if part.geom_type in {"LineString", "MultiLineString"}]
    return shapely.line_merge(shapely.union_all(lines)) if lines else shapely.LineString()


def longest_edge_km(shape: BaseGeometry) -> float:
    """Length of the longest straight edge of a line, geodesic, kilometres."""
    longest = 0.0
    for part in shapely.get_parts(shape):
        points = shapely.get_coordinates(part)
        if len(points) > 1:
            _, _, metres = GEOD.inv(points[:-1, 0], points[:-1, 1], points[1:, 0], points[1:, 1])
            longest = max(longest, float(np.max(metres)) / 1e3)
    return longest


def _check_whole(path: Path) -> None:
    """Raise if an XML extract does not end as it should: GDAL itself would not say."""
    if path.suffix == ".osm":
        with path.open("rb") as stream:
            stream.seek(max(0, path.stat().st_size - 200))
            if not stream.read().rstrip().endswith(b"</osm>"):
                msg = f"文件 {path.name} 不完整：末尾没有 </osm>。"
                raise DamagedFileError(msg, "多半是下载中断，请重新下载；原有位置不变。")


def _raw(path: Path, layer: str, bounds: Bounds, where: str, configuration: Path, indexing: str) -> Any:  # noqa: ANN401 - pyogrio has no types
    return pyogrio.raw.read(
        path, layer=layer, bbox=bounds, where=where, CONFIG_FILE=str(configuration), USE_CUSTOM_INDEXING=indexing
    )


def _read_layer(path: Path, layer: str, bounds: Bounds, configuration: Path) -> Iterator[tuple[dict[str, str], object]]:
    """Tags and geometry (None if GEOS cannot make it) of the rows of one layer."""
    where = " AND ".join(part for part in (NAMED, WHERE.get(layer, "")) if part)
    with warnings.catch_warnings():
        # What GDAL cannot make into polygons is reported row by row by the caller.
        warnings.filterwarnings("ignore", message="organizePolygons")
        warnings.filterwarnings("ignore", message="Non closed ring")
        try:
            meta, _, shapes, columns = _raw(path, layer, bounds, where, configuration, "YES")
        except pyogrio.errors.FeatureError as error:
            if "increasing" not in str(error):
                raise
            # Nodes not in the order of their ids, as editors save them: GDAL's general index, which is slower.
            meta, _, shapes, columns = _raw(path, layer, bounds, where, configuration, "NO")
    names = list(meta["fields"])
    for shape, *values in zip(shapely.from_wkb(shapes, on_invalid="ignore"), *columns, strict=True):
        yield {name: str(value) for name, value in zip(names, values, strict=True) if value is not None}, shape


def _element_id(layer: str, tags: dict[str, str]) -> str:
    if layer == "points":
        return f"osm node/{tags['osm_id']}"
    if layer == "lines":
        return f"osm way/{tags['osm_id']}"
    return f"osm relation/{tags['osm_id']}" if tags.get("osm_id") else f"osm way/{tags['osm_way_id']}"


def _shaped(layer: str, code: str, shape: object) -> BaseGeometry | None:
    """The geometry in the kind that its class needs; None if there is none."""
    if not isinstance(shape, BaseGeometry) or shape.is_empty:
        return None
    if layer in {"other_relations", "multilinestrings"}:
        lines = _lines_only(shape)
        return lines if code in {"river", "road", "rail"} and not lines.is_empty else None
    if "Polygon" in shape.geom_type:
        valid = shape if shape.is_valid else shapely.make_valid(shape, method="structure")
        return valid if "Polygon" in valid.geom_type and not valid.is_empty else None
    return shape


def read_osm(path: Path, bounds: Bounds, progress: Callable[[float], None] = lambda _: None) -> Candidates:
    """Named or numbered elements of an extract in and around a city.

    Parameters
    ----------
    path
        ``.osm`` or ``.osm.pbf``.
    bounds
        West, south, east, north, degrees.
    progress
        Told, from 0 to 1, how far it is.

    Raises
    ------
    DamagedFileError
        The file is empty, cut off or no extract.
    """
    _check_whole(path)
    elements: list[Element] = []
    issues: list[Issue] = []

    def refuse(element_id: str, kind: str, message: str) -> None:
        issues.append(Issue(path.name, element_id, "geometry", kind, Severity.WARNING, message))

    with tempfile.TemporaryDirectory() as folder:
        configuration = Path(folder) / "osmconf.ini"
        configuration.write_text(configuration_text(), encoding="utf-8")
        for done, layer in enumerate(LAYERS):
            progress(done / len(LAYERS))
            try:
                for tags, shape in _read_layer(path, layer, bounds, configuration):
                    code = class_of(tags)
                    if not code or (layer == "lines" and code not in {"road", "rail", "river"}):
                        continue
                    element_id, names = _element_id(layer, tags), names_of(tags)
                    usable = _shaped(layer, code, shape)
                    if usable is None:
                        if layer in {"points", "lines", "multipolygons"}:
                            refuse(element_id, "broken-geometry", "几何残缺（缺点或自相交），未使用。")
                        continue
                    if "Line" in usable.geom_type and "tunnel" not in tags:
                        longest = longest_edge_km(usable)
                        if longest > LONGEST_EDGE_KM:
                            message = f"有一段直线长 {longest:.1f} 公里，多半缺少中间的点，未使用；请换完整的提取文件。"
                            refuse(element_id, "broken-way", message)
                            continue
                    timestamp = tags.get("osm_timestamp", "")
                    elements.append(
                        Element(
                            element_id,
                            code,
                            names[0][0] if names else "",
                            usable,
                            names,
                            tags.get("ref", ""),
                            "" if timestamp.startswith("1970") else timestamp[:10],
                        )
                    )
            except (pyogrio.errors.DataSourceError, pyogrio.errors.FeatureError) as error:
                msg = f"文件 {path.name} 无法读取：{error}。"
                remedy = "文件不完整或不是 OpenStreetMap 提取文件（.osm、.osm.pbf），请重新下载；原有位置不变。"
                raise DamagedFileError(msg, remedy) from error
    return Candidates("osm", ORIGIN, ODBL, to_frame(elements), tuple(issues))
