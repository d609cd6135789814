"""The formats: name, suffix, what each can hold, and the one way to a finished file."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from geo.crs import STORAGE
from geo.errors import AtlasError, ExportError
from layers.export import csv, dxf, flatgeobuf, geojson, geoparquet, gpkg, kml, shapefile, xlsx
from layers.export.archive import zip_bytes
from layers.export.dictionary import notice
from layers.export.table import Request

Writer = Callable[[Request, Path], None]
ZIP = "application/zip"


@dataclass(frozen=True)
class Format:
    """One format and what it can hold.

    Parameters
    ----------
    name
        On the command line and in the app.
    title
        As its makers write it.
    suffix, mime
        Of the file.
    write
        Writes a request to a path and reads it back; raises
        :class:`~geo.errors.ExportError` if it does not hold what was written.
    hint
        Key of the sentence that tells what it holds.
    several
        Whether one file holds several layers; else they go into a ZIP.
    shapes
        ``all``: every geometry; ``points``: coordinates of points only;
        ``outlines``: rings and lines without attributes.
    styled
        Whether colours travel with it.
    systems
        ``any``: every EPSG system offered; ``wgs84``: that alone; ``metric``:
        the belts alone.
    shifted
        Whether it may hold GCJ-02, which only formats may that declare no
        reference system of their own.
    bare
        Whether it has no room for notes, columns and sources, which then lie
        beside it: in a text file on the command line, in the ZIP otherwise.
    """

    name: str
    title: str
    suffix: str
    mime: str
    write: Writer
    hint: str
    several: bool = False
    shapes: str = "all"
    styled: bool = False
    systems: str = "any"
    shifted: bool = False
    bare: bool = False


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ALL = (
    Format(
        "gpkg",
        "GeoPackage",
        ".gpkg",
        "application/geopackage+sqlite3",
        gpkg.write,
        "export.gpkg",
        several=True,
        styled=True,
    ),
    Format("shp", "Shapefile", ".zip", ZIP, shapefile.write, "export.shp", several=True),
    Format(
        "geojson",
        "GeoJSON",
        ".geojson",
        "application/geo+json",
        geojson.write,
        "export.geojson",
        systems="wgs84",
        shifted=True,
    ),
    Format(
        "kml",
        "KML",
        ".kml",
        "application/vnd.google-earth.kml+xml",
        kml.write,
        "export.kml",
        several=True,
        styled=True,
        systems="wgs84",
    ),
    Format("xlsx", "Excel", ".xlsx", _XLSX, xlsx.write, "export.xlsx", several=True, shapes="points", shifted=True),
    Format("csv", "CSV", ".csv", "text/csv", csv.write, "export.csv", shapes="points", shifted=True, bare=True),
    Format("dxf", "DXF", ".zip", ZIP, dxf.write, "export.dxf", several=True, shapes="outlines", systems="metric"),
    Format("fgb", "FlatGeobuf", ".fgb", "application/octet-stream", flatgeobuf.write, "export.fgb"),
    Format("parquet", "GeoParquet", ".parquet", "application/octet-stream", geoparquet.write, "export.parquet"),
)
FORMATS: dict[str, Format] = {found.name: found for found in _ALL}


def by_name(name: str) -> Format:
    """A format by its name.

    Raises
    ------
    ExportError
        There is no such format.
    """
    found = FORMATS.get(name.strip().lower())
    if found is None:
        msg = f"没有导出格式 {name}。"
        raise ExportError(msg, f"可用：{'、'.join(FORMATS)}；命令行另有 everything。")
    return found


def check(kind: Format, request: Request) -> None:
    """Refuse what a format cannot hold, before anything is written.

    Raises
    ------
    ExportError
        Nothing to write, or a reference system or encoding that the format does not know.
    """
    if not any(layer.total for layer in request.layers):
        names = "、".join(layer.layer_id for layer in request.layers) or "无图层"
        msg = f"没有可导出的要素：{names}"
        msg += f"（{request.where}）。" if request.where else "。"
        raise ExportError(msg, "换一个图层或城市，或放宽筛选。")
    if request.reference.shifted:
        if not kind.shifted:
            able = "、".join(found.name for found in FORMATS.values() if found.shifted)
            msg = f"{kind.title} 会声明坐标系，而 GCJ-02 没有可声明的代码，写进去会被当作真实坐标。"
            raise ExportError(msg, f"改用 {able}，或换坐标系。")
    elif kind.systems == "wgs84" and request.reference.code != STORAGE:
        msg = f"{kind.title} 按标准只用 {STORAGE}，不能写 {request.reference.code}。"
        raise ExportError(msg, "去掉坐标系选项，或改用 gpkg、shp。")
    if kind.systems == "metric" and not request.reference.metric:
        msg = f"{kind.title} 以米为单位，不能写经纬度（{request.reference.code}）。"
        raise ExportError(msg, "选 3 度带坐标（命令行用 --crs belt）。")
    if request.encoding not in shapefile.ENCODINGS:
        msg = f"不支持编码 {request.encoding}。"
        raise ExportError(msg, f"可用：{'、'.join(shapefile.ENCODINGS)}。")


def zipped(kind: Format, request: Request) -> bool:
    """Whether a file for each layer goes into a ZIP: the format holds one layer only, or it was asked for."""
    return len(request.layers) > 1 and (request.each or not kind.several)


def file_name(kind: Format, request: Request) -> str:
    """A name that tells city, content, data version and any system other than WGS 84."""
    content = request.layers[0].layer_id if len(request.layers) == 1 else "layers"
    marks = [request.view.city_code, content, request.view.version, request.reference.stem]
    if kind.suffix == ".zip" or zipped(kind, request):
        marks.append(kind.name)
    suffix = ".zip" if zipped(kind, request) else kind.suffix
    return "_".join(mark for mark in marks if mark) + suffix


def mime(kind: Format, request: Request) -> str:
    """Media type of the file."""
    return ZIP if zipped(kind, request) else kind.mime


def make(kind: Format, request: Request) -> bytes:
    """A finished file: written to a temporary place, read back, compared.

    Layers without rows are left out, unless there is nothing else.

    Raises
    ------
    ExportError
        The format cannot hold what is asked for, or the file does not read
        back as it was written.
    """
    check(kind, request)
    filled = tuple(layer for layer in request.layers if layer.total)
    single = [request.alone(layer) for layer in filled]
    try:
        with TemporaryDirectory(prefix="atlas-export-") as folder:
            place = Path(folder)
            if not zipped(kind, request):
                path = place / Path(file_name(kind, request)).name
                kind.write(replace(request, layers=filled), path)
                return path.read_bytes()
            files = {}
            for one in single:
                path = place / f"{one.layers[0].layer_id}{kind.suffix}"
                kind.write(one, path)
                files[path.name] = path.read_bytes()
            files["NOTICE.txt"] = notice(request).encode("utf-8")
            return zip_bytes(files)
    except AtlasError:
        raise
    except Exception as error:
        # Whatever a driver raises: the caller is told in words that there is no file.
        msg = f"写 {kind.title} 时出错：{error or type(error).__name__}。"
        raise ExportError(msg, "检查临时文件夹的空间；若有空间，请把图层名告诉维护者。") from error
