"""A row's place in its document: outline, look-up, and the words around it.

Offsets are counted in Unicode characters of the UTF-8 text exactly as received
(no newline translation). A section locator is never typed by hand: it is what
:func:`outline` says of the offset, so that two people get the same one.
"""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from geo.issues import Issue, Severity

CITATION_FIELDS = ("source_id", "section", "char_offset", "key")
WHOLE = "文首"


@dataclass(frozen=True)
class Headings:
    """Regular expressions of a document's headings; empty where it has none.

    Parameters
    ----------
    section, item, note
        Patterns of a section heading, of an item inside a section, and of a
        numbered note; each may hold a group ``label``.
    has_prefaces
        Whether the line before each first section introduces a new chapter.
    """

    section: str = ""
    item: str = ""
    note: str = ""
    has_prefaces: bool = False


@dataclass(frozen=True)
class Outline:
    """Where each section of a document begins.

    Parameters
    ----------
    starts
        Character offsets, ascending; the first is 0.
    labels
        Section locator from each start on.
    """

    starts: tuple[int, ...]
    labels: tuple[str, ...]

    def at(self, offset: int) -> str:
        """The section locator of one character offset."""
        return self.labels[bisect_right(self.starts, offset) - 1]


def _label(match: re.Match[str]) -> str:
    text = match.groupdict().get("label") or match.group(0)
    return re.sub(r"\s+", " ", text).strip().rstrip("。.:：")


def _matches(pattern: str, text: str) -> Iterator[tuple[int, str]]:
    if pattern:
        for match in re.finditer(pattern, text, flags=re.MULTILINE):
            yield match.start(), _label(match)


def outline(text: str, headings: Headings) -> Outline:
    """The outline of a document from the patterns of its headings.

    Returns
    -------
    Outline
        Locators such as ``第四节 大力发展县域经济``, ``第一节 推进工业高质量发展 › 1. 优化工业空间布局``
        or ``注释 8``.
    """
    marks = [(at, 1, label) for at, label in _matches(headings.section, text)]
    marks += [(at, 2, label) for at, label in _matches(headings.item, text)]
    marks += [(at, 3, f"注释 {label}") for at, label in _matches(headings.note, text)]
    if headings.has_prefaces:
        for at, level, label in list(marks):
            if level == 1 and label.startswith("第一节"):
                line = text.rfind("\n", 0, max(at - 1, 0)) + 1
                marks.append((line, 1, f"章首（{label} 之前）"))
    starts, labels, section = [0], [WHOLE], WHOLE
    notes = {at for at, level, _ in marks if level == 3}
    for at, level, label in sorted(marks):
        if level == 2 and at in notes:
            continue
        if level == 1:
            section = label
        starts.append(at)
        labels.append(f"{section} › {label}" if level == 2 else label)
    return Outline(tuple(starts), tuple(labels))


@dataclass(frozen=True)
class Document:
    """A source document at hand.

    Parameters
    ----------
    source_id
        Its key in ``sources.csv``.
    text
        Its characters, unchanged.
    outline
        Where its sections begin.
    """

    source_id: str
    text: str
    outline: Outline

    def around(self, offset: int, length: int, width: int = 40) -> tuple[str, str, str]:
        """Words before, at and after a place, newlines shown as spaces."""
        before = self.text[max(0, offset - width) : offset]
        after = self.text[offset + length : offset + length + width]
        parts = (before, self.text[offset : offset + length], after)
        return tuple(part.replace("\n", " ") for part in parts)  # type: ignore[return-value]

    def places(self, key: str) -> list[int]:
        """Every offset at which a key stands."""
        return [match.start() for match in re.finditer(re.escape(key), self.text)]


def read_documents(sources: pd.DataFrame, folder: Path) -> tuple[dict[str, Document], list[Issue]]:
    """Documents of ``sources.csv`` that a folder holds, by source_id.

    A missing file is a notice; a file other than the one that was cited, by
    its SHA-256, is an error, since the offsets may be off.
    """
    documents: dict[str, Document] = {}
    issues = []
    for row in sources.to_dict("records"):
        path = folder / str(row["file_name"])
        source_id = str(row["source_id"])
        if not path.is_file():
            message = f"文件夹 {folder} 中没有 {row['file_name']}，该文件的引文没有核对。"
            issues.append(Issue("sources", source_id, "file_name", "document-absent", Severity.NOTICE, message))
            continue
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != row["sha256"]:
            message = f"{row['file_name']} 的校验和与登记的不同：不是所引的版本，字符位置不可用。"
            issues.append(Issue("sources", source_id, "sha256", "document-differs", Severity.ERROR, message))
            continue
        text = content.decode("utf-8")
        documents[source_id] = Document(source_id, text, outline(text, headings_of(row)))
    return documents, issues


def headings_of(row: dict[Any, Any]) -> Headings:
    """Heading patterns of one row of ``sources.csv``."""
    return Headings(
        section=str(row["section_pattern"]),
        item=str(row["item_pattern"]),
        note=str(row["note_pattern"]),
        has_prefaces=bool(row["has_prefaces"]),
    )


def check_row(table: str, row_id: str, row: dict[Any, Any], document: Document) -> Iterator[Issue]:
    """Issues of one row's citation: key not at its offset, section not its own."""
    offset, key = int(row["char_offset"]), str(row["key"])
    found = document.text[offset : offset + len(key)]
    if found != key:
        places = document.places(key)[:3]
        hint = f"该词见于 {places}" if places else "全文没有该词"
        message = f"{document.source_id} 第 {offset} 字处是“{found}”，不是“{key}”；{hint}。"
        yield Issue(table, row_id, "char_offset", "key-not-at-offset", Severity.ERROR, message)
        return
    section = document.outline.at(offset)
    if section != row["section"]:
        message = f"第 {offset} 字属于“{section}”，行中写作“{row['section']}”。"
        yield Issue(table, row_id, "section", "section-differs", Severity.ERROR, message)
