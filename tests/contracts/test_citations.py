"""Citations of the shipped rows against the documents, and errors planted in a copy."""

from pathlib import Path

import pytest

from geo import checks, citations, frames
from geo.issues import Issue
from geo.paths import DataPaths
from geo.tables import Tables
from tests import planting
from tests.contracts.known import WITH_CITATION


def test_every_citation_stands_in_its_document(tables: Tables, documents: Path) -> None:
    issues, checked = checks.against_documents(tables, documents)
    assert issues == []
    assert checked == sum(len(tables[name]) for name in WITH_CITATION)


def test_every_document_has_an_outline_that_its_rows_use(tables: Tables, documents: Path) -> None:
    found, _ = citations.read_documents(tables["sources"], documents)
    assert set(found) == set(tables["sources"]["source_id"])
    for source_id, document in found.items():
        assert len(set(document.outline.labels)) > 3, source_id


def planted(copy: DataPaths, documents: Path) -> list[Issue]:
    return checks.against_documents(frames.load_tables(copy), documents)[0]


@pytest.mark.parametrize(("file", "row_id", "step"), [("parks", "cz-park-007", 1), ("projects", "cz-project-040", -1)])
def test_offset_shifted_by_one_is_caught(copy: DataPaths, documents: Path, file: str, row_id: str, step: int) -> None:
    path = copy.root / f"projects/{file}.csv"
    before = planting.change(path, lambda row: row["feature_id"] == row_id)
    offset = str(int(before["char_offset"]) + step)
    planting.change(path, lambda row: row["feature_id"] == row_id, char_offset=offset)
    (issue,) = planted(copy, documents)
    assert (issue.table, issue.row, issue.type) == (file, row_id, "key-not-at-offset")
    assert before["char_offset"] in issue.message


def test_number_changed_in_a_key_is_caught(copy: DataPaths, documents: Path) -> None:
    path = copy.root / "projects/indicators.csv"
    planting.change(path, lambda row: row["indicator_id"] == "cz-ind-165", key="41")
    (issue,) = planted(copy, documents)
    assert (issue.row, issue.type) == ("cz-ind-165", "key-not-at-offset")
    assert "“40”" in issue.message


def test_section_of_another_chapter_is_caught(copy: DataPaths, documents: Path) -> None:
    path = copy.root / "projects/indicators.csv"
    planting.change(path, lambda row: row["indicator_id"] == "cz-ind-165", section="第三节 发展目标")
    (issue,) = planted(copy, documents)
    assert (issue.row, issue.type) == ("cz-ind-165", "section-differs")


def test_document_that_was_changed_is_not_used(copy: DataPaths, documents: Path, tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    for path in documents.glob("*.txt"):
        (folder / path.name).write_bytes(path.read_bytes() + b" ")
    issues, checked = checks.against_documents(frames.load_tables(copy), folder)
    assert checked == 0
    assert {issue.type for issue in issues} == {"document-differs"}
