"""A CSV table of a user's: encoding and separator found and told, shifted rows left out and named."""

import csv
import io
from collections import Counter
from pathlib import Path

import pandas as pd

from geo.errors import DamagedFileError, MissingColumnError
from geo.issues import Issue, Severity
from geo.vector import encoding_note

MOST_BYTES = 200_000_000
MOST_CELL = 1_000_000  # characters


def _decoded(path: Path) -> tuple[str, list[Issue]]:
    if path.stat().st_size > MOST_BYTES:
        msg = f"文件 {path.name} 超过 {MOST_BYTES // 1_000_000} MB。"
        raise DamagedFileError(msg, "只保留本市的行后再导入。")
    raw = path.read_bytes()
    for encoding in ["utf-16"] if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        told = {"utf-16": "UTF-16", "gb18030": "GBK"}.get(encoding)
        return text, [encoding_note(path.name, told)] if told else []
    msg = f"文件 {path.name} 既不是 UTF-8 也不是 GBK。"
    raise DamagedFileError(msg, "请另存为 UTF-8 的 CSV。")


def read_csv(path: Path) -> tuple[pd.DataFrame, list[Issue]]:
    """The rows of a CSV table, all cells text, indexed by the line on which they stand.

    Raises
    ------
    DamagedFileError
        It is no text, has no rows, or is cut off within quotes.
    MissingColumnError
        Two columns have one name, or no row has as many cells as the header.
    """
    text, issues = _decoded(path)
    first = text.split("\n", 1)[0]
    separator = max((",", "\t", ";", "，"), key=first.count)
    if separator != "," and first.count(separator):
        message = f"列以“{'制表符' if separator == chr(9) else separator}”分隔，不是逗号。"
        issues.append(Issue(path.name, "", "", "separator-guessed", Severity.NOTICE, message))
    else:
        separator = ","
    csv.field_size_limit(MOST_CELL)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        lines = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        msg = f"文件 {path.name} 不完整或引号不成对：{error}。"
        raise DamagedFileError(msg, "请重新导出为 CSV；原有位置不变。") from error
    if len(lines) < 2:
        msg = f"文件 {path.name} 没有数据行。"
        raise DamagedFileError(msg, "请重新导出；原有位置不变。")
    header = [cell.strip() for cell in lines[0][1]]
    twice = [name for name, count in Counter(header).items() if name and count > 1]
    if twice:
        msg = f"文件 {path.name} 的列名重复：{'、'.join(twice)}。"
        raise MissingColumnError(msg, "每个列名只用一次。")
    rows, places = [], []
    for number, row in lines[1:]:
        if len(row) == len(header):
            rows.append(row)
            places.append(number)
            continue
        message = f"该行有 {len(row)} 格，表头有 {len(header)} 列，列可能错位，未使用。"
        issues.append(Issue(path.name, f"第 {number} 行", "", "shifted-row", Severity.WARNING, message))
    if not rows:
        msg = f"文件 {path.name} 的数据行与表头的列数都不一致（{len(lines[1][1])} 与 {len(header)}），列可能错位。"
        raise MissingColumnError(msg, "检查单元格中的逗号是否加了引号；原有位置不变。")
    return pd.DataFrame(rows, columns=header, index=pd.Index(places)), issues
