"""What a file really is, by its first bytes: names are the user's, and GDAL would follow any content anywhere."""

import zipfile
from pathlib import Path

from geo.errors import DamagedFileError, MissingFileError, UnknownFormatError

HEAD = 8192  # bytes that are looked at
MOST_ENTRIES = 64
MOST_BYTES = 4_000_000_000  # unpacked
LARGE = 1_000_000  # bytes: smaller entries are not asked for their ratio
MOST_RATIO = 200  # of unpacked to packed, for entries of more than a megabyte

# Ending of the name to what its content must be.
ENDINGS = {
    ".osm.pbf": "pbf", ".pbf": "pbf", ".osm": "osm", ".csv": "text", ".txt": "text", ".xlsx": "zip", ".zip": "zip",
    ".gpkg": "sqlite", ".geojson": "json", ".json": "json", ".shp": "shp",
}  # fmt: skip
WORDS = {
    "pbf": "OpenStreetMap 的 PBF 文件", "osm": "OpenStreetMap 的 XML 文件", "text": "文本",
    "zip": "压缩包（或 XLSX）", "sqlite": "GeoPackage（SQLite）文件", "json": "JSON 文件", "shp": "Shapefile",
    "vrt": "GDAL 虚拟数据源（指向别的文件）", "xml": "XML 文件", "ole": "加密的或旧版（.xls）的 Excel 文件",
    "html": "网页", "gzip": "gzip 压缩文件", "bzip2": "bzip2 压缩文件", "binary": "不认识的二进制内容",
    "link": "Git LFS 指针，不是数据本身",
}  # fmt: skip
_SIGNATURES = (
    (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"SQLite format 3\x00", "sqlite"), (b"\xd0\xcf\x11\xe0", "ole"),
    (b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"), (b"\x00\x00\x27\x0a", "shp"), (b"version https://git-lfs", "link"),
)  # fmt: skip


def ending(name: str) -> str:
    """The known ending of a file's name, lower case; empty for none."""
    return next((suffix for suffix in ENDINGS if name.lower().endswith(suffix)), "")


def kind_of(head: bytes) -> str:
    """What the first bytes of a file say it is: a key of :data:`WORDS`."""
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    if b"OSMHeader" in head[:32]:
        return "pbf"
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"<"):
        low = text.lower()
        for mark, kind in ((b"<ogrvrt", "vrt"), (b"<vrtdataset", "vrt"), (b"<!entity", "xml"), (b"<osm", "osm")):
            if mark in low:
                return kind
        return "html" if b"<html" in low else "xml"
    if text.startswith((b"{", b"[")):
        return "json"
    utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return "binary" if b"\x00" in head and not utf16 else "text"


def check(path: Path, name: str = "") -> str:
    """The ending of a file whose content agrees with it.

    Parameters
    ----------
    path
        The file.
    name
        What to call it in messages; its own name by default.

    Raises
    ------
    MissingFileError
        There is no such file.
    UnknownFormatError
        The ending is none that is known, or the content is something else.
    DamagedFileError
        It is empty.
    """
    if not path.is_file():
        msg = f"找不到文件 {path}。"
        raise MissingFileError(msg, "检查路径。")
    name = name or path.name
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    if not head:
        msg = f"文件 {name} 是空的。"
        raise DamagedFileError(msg, "请重新下载或导出；原有位置不变。")
    suffix = ending(path.name)
    if not suffix:
        msg = f"文件 {name} 的格式不认识。"
        raise UnknownFormatError(msg, f"可用的扩展名：{'、'.join(ENDINGS)}。")
    found = kind_of(head)
    if found == "ole":
        msg = f"文件 {name} 是{WORDS['ole']}，无法读取。"
        raise UnknownFormatError(msg, "去掉密码，另存为 .xlsx 后再导入；原有位置不变。")
    if found != ENDINGS[suffix]:
        msg = f"文件 {name} 的内容与扩展名不符：内容是{WORDS[found]}，应为{WORDS[ENDINGS[suffix]]}。"
        raise UnknownFormatError(msg, "检查是否改过扩展名、下载是否完整；原有位置不变。")
    return suffix


def entries(path: Path) -> list[zipfile.ZipInfo]:
    """Files of an archive that is safe to unpack.

    Raises
    ------
    DamagedFileError
        It is cut off.
    UnknownFormatError
        It is locked by a password, holds names that lead out of it, or unpacks
        to more than a file of this kind can be.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            found = [item for item in archive.infolist() if not item.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        msg = f"压缩包 {path.name} 已损坏。"
        raise DamagedFileError(msg, "多半是下载中断，请重新下载；原有位置不变。") from error
    wrong = _unsafe(found, is_workbook=path.suffix.lower() == ".xlsx")
    if wrong:
        msg = f"压缩包 {path.name} {wrong}，已拒绝。"
        raise UnknownFormatError(msg, "请重新打包，只放需要的文件；原有位置不变。")
    return found


def _unsafe(found: list[zipfile.ZipInfo], *, is_workbook: bool) -> str:
    """Why an archive is not to be unpacked, in Chinese; empty if it may."""
    if len(found) > MOST_ENTRIES and not is_workbook:
        return f"有 {len(found)} 个文件，最多 {MOST_ENTRIES} 个"
    if sum(item.file_size for item in found) > MOST_BYTES:
        return "解开后超过 4 GB"
    for item in found:
        parts = item.filename.replace("\\", "/").split("/")
        if ".." in parts or not parts[0] or ":" in parts[0]:
            return f"含有指向包外的路径“{item.filename}”"
        if item.flag_bits & 0x1:
            return "设有密码"
        if item.file_size > LARGE and item.file_size > MOST_RATIO * max(item.compress_size, 1):
            return f"中的“{item.filename}”压缩比异常"
    return ""
