"""Vector files and tables that a user brings, read by the driver their content calls for and by no other."""

import tempfile
import warnings
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio
import pyogrio.errors

from geo import content
from geo.errors import DamagedFileError, GeometryImportError, UnknownFormatError
from geo.issues import Issue, Severity

_UNREADABLE = (
    pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pyogrio.errors.FeatureError,
    pyogrio.errors.GeometryError, ValueError, OverflowError, RuntimeError,
)  # fmt: skip
_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")


def encoding_note(name: str, encoding: str) -> Issue:
    """What was taken for the encoding of a file, to be told."""
    message = f"文件不是 UTF-8，按 {encoding} 读取；如有乱码，请另存为 UTF-8。"
    return Issue(name, "", "", "encoding-guessed", Severity.NOTICE, message)


def _read(source: str, name: str, **options: Any) -> pd.DataFrame:  # noqa: ANN401 - options of GDAL
    try:
        with warnings.catch_warnings():
            # Odd rings and fields are looked at row by row by whoever asked.
            warnings.simplefilter("ignore", RuntimeWarning)
            warnings.simplefilter("ignore", UserWarning)
            frame: pd.DataFrame = pyogrio.read_dataframe(source, on_invalid="ignore", **options)
    except UnicodeDecodeError:
        raise
    except _UNREADABLE as error:
        msg = f"文件 {name} 无法读取：{error}。"
        raise DamagedFileError(msg, "文件可能不完整；请重新导出，原有位置不变。") from error
    return frame


def _first_layer(path: Path, name: str) -> tuple[str, list[Issue]]:
    """The first layer of a file, and the others named."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            layers = [str(row[0]) for row in pyogrio.list_layers(path)]
    except _UNREADABLE as error:
        msg = f"文件 {name} 无法读取：{error}。"
        raise DamagedFileError(msg, "文件可能不完整；请重新导出，原有位置不变。") from error
    if not layers:
        msg = f"文件 {name} 中没有图层或工作表。"
        raise DamagedFileError(msg, "请重新导出。")
    if len(layers) == 1:
        return layers[0], []
    message = f"文件有 {len(layers)} 个图层（工作表），只读第一个“{layers[0]}”，未读：{'、'.join(layers[1:6])}。"
    return layers[0], [Issue(name, "", "", "other-layers", Severity.NOTICE, message)]


def _read_shapefile(path: Path, name: str) -> tuple[pd.DataFrame, list[Issue]]:
    """A Shapefile; without ``.cpg`` as UTF-8, else as GBK, and told."""
    missing = [part for part in (".shx", ".dbf") if not _beside(path, part)]
    if missing:
        msg = f"Shapefile {name} 缺少 {'、'.join(missing)}。"
        raise DamagedFileError(msg, "把同名的 .shp、.shx、.dbf、.prj、.cpg 一起提供。")
    if _beside(path, ".cpg"):
        try:
            return _read(str(path), name), []
        except UnicodeDecodeError as error:
            msg = f"Shapefile {name} 的文字与 .cpg 所写的编码不符。"
            raise DamagedFileError(msg, "删去 .cpg 或改正其中的编码后重试。") from error
    for encoding in ("UTF-8", "GB18030"):
        try:
            frame = _read(str(path), name, encoding=encoding)
        except UnicodeDecodeError:
            continue
        return frame, [] if encoding == "UTF-8" else [encoding_note(name, "GBK")]
    msg = f"Shapefile {name} 的文字既不是 UTF-8 也不是 GBK。"
    raise DamagedFileError(msg, "请附上 .cpg 文件说明编码。")


def _beside(path: Path, suffix: str) -> bool:
    return path.with_suffix(suffix).is_file() or path.with_suffix(suffix.upper()).is_file()


def shapefile_of(path: Path) -> str:
    """Name of the one Shapefile in an archive; empty if there is none.

    Raises
    ------
    UnknownFormatError
        There is more than one, or the archive is not safe.
    """
    names = [item.filename for item in content.entries(path) if item.filename.lower().endswith(".shp")]
    if len(names) > 1:
        msg = f"压缩包 {path.name} 中有 {len(names)} 个 Shapefile。"
        raise UnknownFormatError(msg, "每次只打包一个。")
    return names[0] if names else ""


def _read_archive(path: Path) -> tuple[pd.DataFrame, list[Issue]]:
    stem = shapefile_of(path).removesuffix(".shp").removesuffix(".SHP")
    if not stem:
        msg = f"压缩包 {path.name} 中没有 .shp 文件。"
        raise UnknownFormatError(msg, "请把 Shapefile 的各个文件打成一个压缩包。")
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(path) as archive:
        for item in archive.infolist():
            suffix = Path(item.filename).suffix.lower()
            if suffix in _PARTS and item.filename[: -len(suffix)] == stem:
                try:
                    (Path(folder) / f"layer{suffix}").write_bytes(archive.read(item))
                except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError) as error:
                    msg = f"压缩包 {path.name} 中的 {item.filename} 已损坏。"
                    raise DamagedFileError(msg, "请重新打包；原有位置不变。") from error
        inside = Path(folder) / "layer.shp"
        content.check(inside, path.name)
        return _read_shapefile(inside, path.name)


def read(path: Path) -> tuple[pd.DataFrame, list[Issue]]:
    """The rows of a GeoJSON, GeoPackage, Shapefile (zipped or not) or XLSX file.

    Returns
    -------
    tuple
        A frame, a GeoDataFrame in the file's own CRS where there is geometry,
        two-dimensional; and what was guessed or left out on the way.

    Raises
    ------
    MissingFileError, UnknownFormatError, DamagedFileError
        It is not there, is something else than its name says, or cannot be read.
    GeometryImportError
        Its geometry has no CRS.
    """
    suffix = content.check(path)
    issues: list[Issue] = []
    if suffix == ".shp":
        frame, issues = _read_shapefile(path, path.name)
    elif suffix == ".zip":
        frame, issues = _read_archive(path)
    elif suffix == ".xlsx":
        if not any(item.filename == "xl/workbook.xml" for item in content.entries(path)):
            msg = f"文件 {path.name} 不是 Excel 工作簿。"
            raise UnknownFormatError(msg, "请另存为 .xlsx；原有位置不变。")
        layer, issues = _first_layer(path, path.name)
        frame = _read(str(path), path.name, layer=layer, read_geometry=False)
    elif suffix == ".gpkg":
        layer, issues = _first_layer(path, path.name)
        frame = _read(str(path), path.name, layer=layer, force_2d=True)
    elif suffix in {".geojson", ".json"}:
        # The prefix keeps GDAL from asking any other driver.
        frame = _read(f"GeoJSON:{path.absolute()}", path.name, force_2d=True)
    else:
        msg = f"文件 {path.name} 不是矢量文件。"
        raise UnknownFormatError(msg, "可用：.geojson、.gpkg、.shp、.zip（Shapefile）、.xlsx。")
    if isinstance(frame, gpd.GeoDataFrame) and frame.crs is None:
        msg = f"文件 {path.name} 没有坐标系。"
        raise GeometryImportError(msg, "补上 .prj，或在 GIS 软件中指定坐标系后重新导出。")
    return frame, issues
