"""Excel workbook: a sheet a layer with typed columns and a frozen header, then field notes, then sources.

Text is written as text, so that nothing becomes a formula, a link or a
number. Points have their coordinates in two columns, as in the CSV.
"""

from pathlib import Path

import pandas as pd
import xlsxwriter

from geo.errors import ExportError
from layers.export import dictionary, readback
from layers.export.csv import coordinates
from layers.export.gdal import settings
from layers.export.gpkg import written_on
from layers.export.table import Request

CELL_CHARACTERS = 32767
SHEET_CHARACTERS = 31
_WIDTHS = {"name": 28, "facts": 60, "citation": 50, "section": 28, "note": 30}


def sheet_names(titles: list[str]) -> list[str]:
    """Titles as Excel accepts them for sheets: 31 characters, no brackets, slashes, quotes or ``:*?``, unique."""
    found: list[str] = []
    for title in titles:
        name = "".join("_" if character in "[]:*?/\\'" else character for character in title).strip() or "_"
        short, number = name[:SHEET_CHARACTERS], 1
        while short.lower() in {other.lower() for other in found}:
            number += 1
            short = f"{name[: SHEET_CHARACTERS - len(str(number)) - 1]}~{number}"
        found.append(short)
    return found


def _fill(book: xlsxwriter.Workbook, name: str, rows: pd.DataFrame) -> None:
    """One sheet; columns of numbers hold numbers, all others text."""
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bg_color": "#e7e5df", "text_wrap": True, "valign": "top"})
    word = book.add_format({"num_format": "@", "valign": "top"})
    for column, title in enumerate(rows.columns):
        sheet.write_string(0, column, str(title), head)
        numeric = pd.api.types.is_numeric_dtype(rows[title])
        for line, value in enumerate(rows[title], 1):
            plain = readback.plain(value)
            if plain == "":
                continue
            if numeric:
                sheet.write_number(line, column, float(str(plain)))
            elif len(str(plain)) > CELL_CHARACTERS:
                msg = f"工作表 {name} 第 {line} 行“{title}”超过 {CELL_CHARACTERS} 字，Excel 放不下。"
                raise ExportError(msg, "换用 CSV。")
            else:
                sheet.write_string(line, column, str(plain), word)
    sheet.freeze_panes(1, 0)
    if len(rows):
        sheet.autofilter(0, 0, len(rows), len(rows.columns) - 1)


def write(request: Request, path: Path) -> None:
    """All layers of a request in one workbook, read back."""
    t = request.t
    tables = [coordinates(request, layer) for layer in request.layers]
    columns = list(dict.fromkeys(name for table in tables for name in table.columns))
    titles = {name: dictionary.title(request, name) for name in columns}
    notes = dictionary.fields(request, columns)
    cited = dictionary.sources(request)
    lines = pd.DataFrame({t("field.note"): request.notes})
    sheets = [table.rename(columns=titles) for table in tables] + [notes, cited, lines]
    names = sheet_names(
        [*(layer.title for layer in request.layers), t("export.fields"), t("export.sources"), t("export.notes")]
    )
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    created = written_on(request.view.version).tz_localize(None).to_pydatetime()
    book.set_properties({"title": request.view.title, "comments": "\n".join(request.notes), "created": created})
    for name, sheet in zip(names, sheets, strict=True):
        _fill(book, name, sheet)
    for name, table in zip(names, tables, strict=False):
        widths = [_WIDTHS.get(column, 14) for column in table.columns]
        for number, width in enumerate(widths):
            book.get_worksheet_by_name(name).set_column(number, number, width)
    book.close()
    with settings(OGR_XLSX_HEADERS="FORCE", OGR_XLSX_FIELD_TYPES="AUTO"):
        for name, sheet in zip(names, sheets, strict=True):
            if len(sheet):
                readback.compare(sheet, readback.read(path, name), f"{path.name} {name}")
