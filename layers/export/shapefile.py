"""Shapefile: a ZIP with one set of files for each kind of geometry, a field map and a list of what was changed.

The format has field names of ten bytes and text of 254 bytes. Names are made
safe and listed in ``fields.csv``. Text is cut between characters; in GBK,
characters that the code page lacks are replaced. Each such cell stands with
its full text in ``changed.csv``; ``*`` there means every row of the file.
"""

import re
from collections.abc import Iterable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio

from layers.export import dictionary, readback
from layers.export.archive import zip_bytes
from layers.export.dictionary import notice
from layers.export.gpkg import written_on
from layers.export.spreadsheet import guarded
from layers.export.table import Request, parts

NAME_BYTES = 10
TEXT_BYTES = 254
ENCODINGS = ("UTF-8", "GBK")
MISSING = "〓"  # the printers' sign for a character that is not at hand
NAMES = {
    "accuracy_code": "accuracy",
    "basis_code": "basis",
    "char_offset": "charoffset",
    "data_version": "version",
}
# What comes nearest, where GBK lacks the character.
_NEAREST = str.maketrans({"›": ">", "‹": "<", "©": "(c)", "²": "2", "³": "3", "–": "-"})


def safe_names(columns: Iterable[str]) -> dict[str, str]:
    """Column to field name: ASCII, ten bytes at most, beginning with a letter, unique regardless of case."""
    found: dict[str, str] = {}
    used: set[str] = set()
    for column in columns:
        name = NAMES.get(column, re.sub(r"[^A-Za-z0-9_]", "", column))
        name = name if re.match(r"[A-Za-z]", name) else f"f_{name}".rstrip("_")
        short, number = name[:NAME_BYTES], 1
        while short.lower() in used:
            number += 1
            short = f"{name[: NAME_BYTES - len(str(number)) - 1]}_{number}"
        used.add(short.lower())
        found[column] = short
    return found


def encodable(text: str, encoding: str) -> str:
    """Text with what the encoding lacks replaced by what comes nearest, else by :data:`MISSING`."""

    def held(character: str) -> str:
        try:
            character.encode(encoding)
        except UnicodeEncodeError:
            near = character.translate(_NEAREST)
            return near if near != character else MISSING
        return character

    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(held(character) for character in text)
    return text


def cut(text: str, encoding: str) -> str:
    """The beginning of a text that fits into 254 bytes, ending with a whole character, without end spaces."""
    return text.encode(encoding)[:TEXT_BYTES].decode(encoding, errors="ignore").rstrip(" ")


def fitted(rows: pd.DataFrame, encoding: str, file: str) -> tuple[pd.DataFrame, list[dict[str, object]]]:
    """Rows as a Shapefile can hold them, and one notice for each cell that lost something."""
    held = rows.copy()
    notices: list[dict[str, object]] = []
    for column in rows.columns:
        if column == "geometry" or pd.api.types.is_numeric_dtype(rows[column]):
            continue
        values: list[str] = []
        # What every row says alike, such as the notes of the map, is listed once.
        alike = len(rows) > 1 and len(set(rows[column].map(readback.plain))) == 1
        for feature_id, value in zip(rows["feature_id"], rows[column], strict=True):
            whole = str(readback.plain(value))
            short = cut(encodable(whole, encoding), encoding)
            reasons = [
                reason
                for reason, applies in (
                    ("replaced", encodable(whole, encoding) != whole),
                    ("cut", len(encodable(whole, encoding).encode(encoding)) > TEXT_BYTES),
                )
                if applies
            ]
            if reasons and not (alike and values):
                notices.append(
                    {
                        "file": file,
                        "feature_id": "*" if alike else feature_id,
                        "column": column,
                        "reason": "+".join(reasons),
                        "bytes": len(whole.encode(encoding, errors="replace")),
                        "full_text": whole,
                    }
                )
            values.append(short)
        held[column] = pd.Series(values, index=rows.index, dtype=object)
    return held, notices


def table_bytes(rows: pd.DataFrame) -> bytes:
    """A small table beside the files, as a spreadsheet opens it."""
    words = rows.map(lambda value: guarded(value) if isinstance(value, str) else value)
    return words.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def write(request: Request, path: Path) -> None:
    """All layers of a request as one ZIP; each set of files is read back before it goes in."""
    folder = path.with_suffix("")
    folder.mkdir()
    notices: list[dict[str, object]] = []
    fields: dict[str, str] = {}
    written_in = {"encoding": request.encoding, "DBF_DATE_LAST_UPDATE": f"{written_on(request.view.version):%Y-%m-%d}"}
    for layer in request.layers:
        rows = request.frame(layer)
        fields |= safe_names([name for name in rows.columns if name != "geometry"])
        for kind, part in parts(rows):
            name = f"{layer.layer_id}_{kind}"
            held, changed = fitted(part, request.encoding, name)
            notices += changed
            held = held.rename(columns=fields)
            # Without geometry GDAL writes the table alone.
            file = folder / (f"{name}.dbf" if kind == "unlocated" else f"{name}.shp")
            if kind == "unlocated":
                held = pd.DataFrame(held.drop(columns="geometry"))
            pyogrio.write_dataframe(held, file.with_suffix(".shp"), driver="ESRI Shapefile", **written_in)
            readback.compare(held, readback.read(file), file.name, request.reference.tolerance)
            if isinstance(held, gpd.GeoDataFrame):
                readback.same_system(file, request.reference.code)
    files = {file.name: file.read_bytes() for file in sorted(folder.iterdir())}
    meanings = pd.DataFrame(
        {
            "field": list(fields.values()),
            "column": list(fields),
            "title": [dictionary.title(request, name) for name in fields],
            "meaning": [dictionary.meaning(request, name) for name in fields],
        }
    )
    files["fields.csv"] = table_bytes(meanings)
    columns = ["file", "feature_id", "column", "reason", "bytes", "full_text"]
    files["changed.csv"] = table_bytes(pd.DataFrame(notices, columns=columns))
    files["NOTICE.txt"] = notice(request).encode("utf-8")
    path.write_bytes(zip_bytes(files))
