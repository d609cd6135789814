from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from geo.paths import ROOT
from tests import planting
from tests.tiny.document import TEXT
from tests.tiny.package import build_package, write_document


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words, catch_exceptions=False)


@pytest.fixture
def tiny_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The imaginary city, with its document, as the package of the command line."""
    root = tmp_path / "tiny"
    root.mkdir()
    build_package(root)
    write_document(root)
    monkeypatch.setenv("ATLAS_DATA", str(root))
    return root


def test_shipped_data_pass() -> None:
    result = run("check")
    assert result.exit_code == 0, result.output
    assert "错误 0，警告 0" in result.output
    assert "跳过引文核对" in result.output


@pytest.mark.skipif(not (ROOT.parent / "shared/sources").is_dir(), reason="no source documents: no citation to look up")
def test_shipped_data_pass_against_their_documents() -> None:
    result = run("check", "--quiet", "--documents", str(ROOT.parent / "shared/sources"))
    assert result.exit_code == 0, result.output
    assert "[notice]" not in result.output
    assert "核对了 3" in result.output


@pytest.mark.parametrize("words", [("check",), ("trace", "cz-park-007"), ("cite", "cz-14fyp", "桂阳")])
def test_folder_of_documents_that_is_not_there_is_wrong_use(words: tuple[str, ...], tmp_path: Path) -> None:
    result = run(*words, "--documents", str(tmp_path / "none"))
    assert result.exit_code == 2
    assert "没有文档文件夹" in result.stderr
    assert result.stdout == ""


def test_trace_with_a_damaged_table_says_so(tiny_data: Path) -> None:
    (tiny_data / "projects/parks.csv").write_bytes(b"\xff\xfe")
    result = run("trace", "xz-park-001")
    assert result.exit_code in {1, 2}
    assert "无法读取" in result.stderr


def test_document_other_than_the_one_cited_is_said(tiny_data: Path) -> None:
    for path in tiny_data.glob("*.txt"):
        path.write_text(path.read_text(encoding="utf-8") + "。", encoding="utf-8")
    result = run("cite", "xz-plan", "乙县", "--documents", str(tiny_data))
    assert result.exit_code == 2
    assert "校验和" in result.stderr


def test_planted_error_fails_the_check_and_is_named(tiny_data: Path) -> None:
    parks = tiny_data / "projects/parks.csv"
    planting.change(parks, lambda row: row["feature_id"] == "xz-park-002", source_id="")
    result = run("check")
    assert result.exit_code == 1
    assert "[error] parks/xz-park-002/source_id (row-without-source)" in result.output


def test_shifted_offset_fails_the_check_against_the_document(tiny_data: Path) -> None:
    parks = tiny_data / "projects/parks.csv"
    offset = str(TEXT.index("东风产业园") + 1)
    planting.change(parks, lambda row: row["feature_id"] == "xz-park-003", char_offset=offset)
    result = run("check", "--documents", str(tiny_data))
    assert result.exit_code == 1
    assert "[error] parks/xz-park-003/char_offset (key-not-at-offset)" in result.output


def test_warning_alone_does_not_fail_the_check(tiny_data: Path) -> None:
    planting.change(tiny_data / "places.csv", lambda row: row["place_id"] == "p-gaoxin", area_code="990102")
    result = run("check", "--quiet")
    assert result.exit_code == 0
    assert "[warning] places/p-gaoxin/area_code (place-outside)" in result.output
    assert "[notice]" not in result.output


def test_missing_package_is_a_sentence_and_exit_code_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_DATA", str(tmp_path))
    result = run("check")
    assert result.exit_code == 2
    assert result.stderr.startswith("错误：找不到数据包描述文件")
    assert "Traceback" not in result.output


@pytest.mark.usefixtures("tiny_data")
def test_trace_prints_each_row_that_has_the_id_with_its_citation() -> None:
    result = run("trace", "xz-park-001")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert f"xz-plan 第一节 发展城镇 › 2. 建设园区 @{TEXT.index('甲县工业园')} “甲县工业园”" in lines[0]
    assert len(lines) == 5  # the feature, its county, alias, mention and link
    assert not any("【" in line for line in lines)


def test_trace_shows_the_words_around_where_the_document_is_at_hand(tiny_data: Path) -> None:
    result = run("trace", "xz-park-002", "--documents", str(tiny_data))
    assert "推进甲县工业园，规划【跨县物流园】，谋划" in result.output


@pytest.mark.usefixtures("tiny_data")
def test_trace_of_an_id_that_no_row_has_is_exit_code_2() -> None:
    result = run("trace", "xz-park-999")
    assert result.exit_code == 2
    assert "xz-park-999" in result.stderr


def test_part_of_an_id_is_not_the_id() -> None:
    assert run("trace", "cz-park-00").exit_code == 2


def test_cite_prints_offset_and_section_of_each_place(tiny_data: Path) -> None:
    result = run("cite", "xz-plan", "乙县", "--documents", str(tiny_data))
    assert result.exit_code == 0
    cells = [line.split("\t") for line in result.output.splitlines()]
    assert len(cells) == TEXT.count("乙县")
    for offset, section, around in cells:
        assert TEXT[int(offset) :].startswith("乙县")
        assert section.startswith("第")
        assert "【乙县】" in around


def test_cite_without_the_document_is_exit_code_2(tiny_data: Path, tmp_path: Path) -> None:
    assert run("cite", "xz-plan", "甲县", "--documents", str(tmp_path)).exit_code == 2
    result = run("cite", "no-plan", "甲县", "--documents", str(tiny_data))
    assert result.exit_code == 2
    assert "no-plan" in result.stderr


def test_boundaries_are_rebuilt_byte_for_byte(shipped_copy: Path) -> None:
    paths = sorted((shipped_copy / "boundaries").glob("*.geojson"))
    before = [path.read_bytes() for path in paths]
    for path in paths:
        path.write_text("damaged", encoding="utf-8")
    result = run("boundaries", "rebuild")
    assert result.exit_code == 0
    assert [path.read_bytes() for path in paths] == before
    assert sorted(result.output.split()) == [str(path) for path in paths]
