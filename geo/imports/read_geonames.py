"""GeoNames country files: tab-separated, 19 columns, as text or zipped; read in pieces."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pandas as pd
import shapely

from geo import content
from geo.errors import DamagedFileError, UnknownFormatError
from geo.imports.elements import Bounds, Candidates, Element, to_frame

ORIGIN = "GeoNames"
LICENCE = "CC BY 4.0"
_WIDTH = 19
_COLUMNS = {0: "id", 1: "name", 3: "others", 4: "lat", 5: "lon", 6: "group", 7: "code", 18: "date"}
_CLASSES = {
    "PPLA3": "town", "PPLA4": "town", "ADM4": "town", "PPLX": "town", "PPLL": "village",
    "RSTN": "station", "AIRP": "airport", "LK": "lake", "LKS": "lake", "RSV": "lake", "RSVI": "lake",
    "MT": "mountain", "MTS": "mountain", "PK": "mountain", "PRK": "scenic", "RESN": "scenic", "HSEC": "scenic",
    "SPNT": "scenic", "MUS": "scenic", "RUIN": "scenic", "HSTS": "scenic",
    "PS": "power", "PSH": "power", "PSN": "power", "SUBS": "power", "DAM": "power", "HBR": "port", "PRT": "port",
}  # fmt: skip
_CHINESE = re.compile(r"[一-鿿]")


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    if path.suffix.lower() != ".zip":
        with path.open("rb") as stream:
            yield stream
        return
    inner = [
        item.filename
        for item in content.entries(path)
        if item.filename.lower().endswith(".txt") and "readme" not in item.filename.lower()
    ]
    if len(inner) != 1:
        msg = f"压缩包 {path.name} 中应恰有一个国家文件（如 CN.txt），现有 {len(inner)} 个。"
        raise UnknownFormatError(msg, "请用 GeoNames 的国家包（如 CN.zip），或解压后导入其中的 .txt。")
    try:
        with zipfile.ZipFile(path) as archive, archive.open(inner[0]) as stream:
            yield stream
    except zipfile.BadZipFile as error:
        msg = f"压缩包 {path.name} 已损坏。"
        raise DamagedFileError(msg, "多半是下载中断，请重新下载；原有位置不变。") from error


def class_of(group: str, code: str) -> str:
    """Class of an element from its GeoNames feature class and code; empty if it is nothing a plan names.

    Streams are left out: GeoNames knows a river by one point only.
    """
    if code in _CLASSES:
        return _CLASSES[code]
    return "settlement" if group == "P" else ""


def _names(name: str, others: str) -> tuple[tuple[str, str], ...]:
    found = {name: "name"}
    for other in others.split(","):
        if _CHINESE.search(other):
            found.setdefault(other.strip(), "name")
    return tuple(found.items())


def read_geonames(path: Path, bounds: Bounds) -> Candidates:
    """Places of a country file in and around a city; positions are approximate.

    Parameters
    ----------
    path
        ``.txt`` or ``.zip``.
    bounds
        West, south, east, north, degrees.

    Raises
    ------
    UnknownFormatError
        It has not the 19 columns of GeoNames.
    DamagedFileError
        It is empty or cut off.
    """
    west, south, east, north = bounds
    elements: list[Element] = []
    try:
        with _opened(path) as stream:
            pieces = pd.read_csv(
                stream, sep="\t", header=None, dtype=str, keep_default_na=False, quoting=3, encoding="utf-8",
                chunksize=200_000, on_bad_lines="error",
            )  # fmt: skip
            for piece in pieces:
                if piece.shape[1] != _WIDTH:
                    msg = f"文件 {path.name} 有 {piece.shape[1]} 列，GeoNames 国家文件应有 {_WIDTH} 列。"
                    raise UnknownFormatError(msg, "请用 GeoNames 的国家文件（制表符分隔，无表头）。")
                rows = piece[list(_COLUMNS)].rename(columns=_COLUMNS)
                lon, lat = pd.to_numeric(rows["lon"], errors="coerce"), pd.to_numeric(rows["lat"], errors="coerce")
                inside = lon.between(west, east) & lat.between(south, north)
                for row in rows[inside].to_dict("records"):
                    code = class_of(str(row["group"]), str(row["code"]))
                    if code:
                        names = _names(str(row["name"]), str(row["others"]))
                        elements.append(
                            Element(
                                f"geonames {row['id']}",
                                code,
                                next((name for name, _ in names if _CHINESE.search(name)), names[0][0]),
                                shapely.Point(float(row["lon"]), float(row["lat"])),
                                names,
                                timestamp=str(row["date"]),
                                accuracy_code="approximate",
                            )
                        )
    except pd.errors.EmptyDataError as error:
        msg = f"文件 {path.name} 是空的。"
        raise DamagedFileError(msg, "请重新下载。") from error
    except (pd.errors.ParserError, UnicodeDecodeError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        msg = f"文件 {path.name} 无法读取：{error}。"
        raise DamagedFileError(msg, "文件可能不完整；请重新下载，原有位置不变。") from error
    return Candidates("geonames", ORIGIN, LICENCE, to_frame(elements))
