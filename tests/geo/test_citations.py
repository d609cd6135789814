from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from geo.citations import WHOLE, Document, Headings, check_row, outline, read_documents
from geo.frames import Frames
from geo.issues import Severity
from geo.paths import DataPaths
from tests.tiny import document
from tests.tiny.document import TEXT, cite
from tests.tiny.package import write_document
from tests.tiny.rows import CITED, ROWS

HEADINGS = Headings(document.SECTION, document.ITEM, document.NOTE, has_prefaces=True)


def plan() -> Document:
    return Document(document.SOURCE_ID, TEXT, outline(TEXT, HEADINGS))


@pytest.mark.parametrize(
    ("words", "section"),
    [
        ("虚州市发展规划", WHOLE),
        ("本文件为测试而写", WHOLE),
        ("本章说明编制目的", document.PREFACE),
        ("第一节 发展城镇", "第一节 发展城镇"),
        ("1. 做强县城", document.TOWNS),
        ("20-25万人", document.TOWNS),
        ("2. 建设园区", document.PARKS),
        ("古桥景区", document.PARKS),
        ("第二节 畅通交通", "第二节 畅通交通"),
        ("甲乙铁路", document.RAIL),
        ("环城公路", document.ROADS),
        ("1.“一核两轴”", document.AXES_NOTE),
        ("2.“三点”", document.POINTS_NOTE),
        ("南部片区", document.POINTS_NOTE),
    ],
)
def test_outline_tells_section_item_note_and_preface(words: str, section: str) -> None:
    assert outline(TEXT, HEADINGS).at(TEXT.index(words)) == section


def test_section_begins_at_its_heading_and_not_before() -> None:
    found = outline(TEXT, HEADINGS)
    start = TEXT.index("第二节")
    assert found.at(start) == "第二节 畅通交通"
    assert found.at(start - 1) == document.PARKS


def test_preface_needs_to_be_asked_for() -> None:
    plain = outline(TEXT, Headings(document.SECTION, document.ITEM, document.NOTE))
    assert plain.at(TEXT.index("本章说明")) == WHOLE


def test_document_without_heading_patterns_is_one_section() -> None:
    found = outline(TEXT, Headings())
    assert (found.starts, found.labels) == ((0,), (WHOLE,))


def test_label_of_a_heading_loses_needless_spaces_and_its_full_stop() -> None:
    text = "一、 多  个空格。\n正文\n"
    assert outline(text, Headings(section=r"^(?P<label>一、[^\n]+)$")).at(10) == "一、 多 个空格"


def test_note_that_looks_like_an_item_is_a_note() -> None:
    headings = Headings(section=document.SECTION, item=r"^(?P<label>\d\..+)$", note=document.NOTE)
    assert outline(TEXT, headings).at(TEXT.index("三点")) == document.POINTS_NOTE


def test_every_citation_of_the_imaginary_city_stands(tiny_frames: Frames) -> None:
    checked = 0
    for table in ROWS:
        for row in tiny_frames.tables[table].to_dict("records"):
            if "char_offset" in row:
                checked += 1
                assert list(check_row(table, "id", row, plan())) == []
    assert checked == CITED


def cited_row(**changes: object) -> dict[str, Any]:
    row: dict[str, Any] = cite(document.PARKS, "推进甲县", "跨县物流园")
    return row | {"char_offset": int(row["char_offset"])} | changes


@pytest.mark.parametrize("step", [-1, 1])
def test_offset_that_is_off_by_one_is_caught_with_the_right_place(step: int) -> None:
    right = cited_row()["char_offset"]
    (issue,) = check_row("parks", "xz-park-002", cited_row(char_offset=right + step), plan())
    assert (issue.table, issue.row, issue.field) == ("parks", "xz-park-002", "char_offset")
    assert (issue.type, issue.severity) == ("key-not-at-offset", Severity.ERROR)
    assert f"[{right}]" in issue.message
    assert "跨县物流园" in issue.message


def test_offset_behind_the_end_is_caught() -> None:
    (issue,) = check_row("parks", "xz-park-002", cited_row(char_offset=len(TEXT) + 5), plan())
    assert issue.type == "key-not-at-offset"


def test_key_that_the_document_does_not_have_is_caught() -> None:
    (issue,) = check_row("parks", "xz-park-002", cited_row(key="跨省物流园"), plan())
    assert issue.type == "key-not-at-offset"
    assert "全文没有该词" in issue.message


def test_section_that_the_place_is_not_in_is_caught() -> None:
    (issue,) = check_row("parks", "xz-park-002", cited_row(section=document.TOWNS), plan())
    assert (issue.field, issue.type) == ("section", "section-differs")
    assert document.PARKS in issue.message
    assert document.TOWNS in issue.message


def test_key_is_found_literally_wherever_it_stands() -> None:
    assert len(plan().places("甲县")) == TEXT.count("甲县") > 1
    assert plan().places(".*") == []


def test_words_around_a_place_stay_on_one_line() -> None:
    offset = TEXT.index("环城公路")
    before, key, after = plan().around(offset, 4, width=20)
    assert key == "环城公路"
    assert before.endswith("2. 改造道路 改造")
    assert after.startswith("，新建联络线。 1.“一核")
    assert plan().around(0, 2, width=20)[0] == ""


def sources(tiny_frames: Frames) -> pd.DataFrame:
    return tiny_frames.tables["sources"]


def test_document_at_hand_is_read_with_its_outline(tiny: DataPaths, tiny_frames: Frames) -> None:
    write_document(tiny.root)
    documents, issues = read_documents(sources(tiny_frames), tiny.root)
    assert not issues
    assert documents == {document.SOURCE_ID: plan()}


def test_absent_document_is_a_notice(tmp_path: Path, tiny_frames: Frames) -> None:
    documents, (issue,) = read_documents(sources(tiny_frames), tmp_path)
    assert not documents
    assert (issue.row, issue.type, issue.severity) == (document.SOURCE_ID, "document-absent", Severity.NOTICE)
    assert document.FILE_NAME in issue.message


def test_another_document_is_an_error_and_is_not_used(tiny: DataPaths, tiny_frames: Frames) -> None:
    (tiny.root / document.FILE_NAME).write_text(TEXT + "增补", encoding="utf-8")
    documents, (issue,) = read_documents(sources(tiny_frames), tiny.root)
    assert not documents
    assert (issue.field, issue.type, issue.severity) == ("sha256", "document-differs", Severity.ERROR)
    assert document.FILE_NAME in issue.message


def test_a_document_of_the_same_length_with_one_other_character_is_another(
    tiny: DataPaths, tiny_frames: Frames
) -> None:
    (tiny.root / document.FILE_NAME).write_text("某" + TEXT[1:], encoding="utf-8")
    documents, (issue,) = read_documents(sources(tiny_frames), tiny.root)
    assert not documents
    assert issue.type == "document-differs"


def test_line_ends_count_as_they_are(tiny: DataPaths, tiny_frames: Frames) -> None:
    with_carriage_returns = TEXT.replace("\n", "\r\n")
    (tiny.root / document.FILE_NAME).write_bytes(with_carriage_returns.encode("utf-8"))
    _, (issue,) = read_documents(sources(tiny_frames), tiny.root)
    assert issue.type == "document-differs"
