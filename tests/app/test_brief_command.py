"""``python -m app brief`` as a user calls it, on the imaginary city: every form is opened again."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pptx import Presentation
from pypdf import PdfReader

from app import briefings, cli
from geo import frames
from geo.paths import ROOT, DataPaths
from layers.export import artefacts
from tests.tiny.package import build_package
from tests.tiny.rows import CITY, JIA, OTHER_CITY

OVERVIEW = {
    "briefing": 1,
    "title": {"zh": "虚州总览", "en": "Xu at a glance"},
    "city": CITY,
    "language": "zh",
    "views": [
        {
            "title": {"zh": "园区", "en": "Parks"},
            "text": {"zh": "点名 {total:parks} 项园区", "en": "{total:parks} parks are named"},
            "note": {"zh": "先说园区", "en": "Parks first"},
            "view": {"layers": "parks"},
            "figures": ["total:parks"],
            "table": "rows~parks",
        },
        {"title": {"zh": "甲县铁路", "en": "Rail"}, "view": {"layers": "railways", "filter": f"county~{JIA}"}},
    ],
}
PARKS = "4"  # rows of the layer in the imaginary city
ENGLISH = OVERVIEW | {"title": "Words", "language": "en", "views": OVERVIEW["views"][:1]}
ENDINGS = [(kind, artefacts.SUFFIX[kind].rpartition(".")[2]) for kind in artefacts.KINDS]
# Every form from one process that reads the data once, each in a folder of its own.
ALL_KINDS = """
import sys
from functools import cache
from app import cli
from geo import frames
from layers.export import artefacts

frames.load, frames.load_tables = cache(frames.load), cache(frames.load_tables)
for kind in artefacts.KINDS:
    try:
        cli.main(["brief", "--briefing", "overview", "--format", kind, "--out", f"{sys.argv[1]}/{kind}/", "--quiet"])
    except SystemExit as end:
        assert not end.code, (kind, end.code)
"""


pytestmark = pytest.mark.usefixtures("read_once")


@pytest.fixture(autouse=True, scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The imaginary city with two ready-made briefings, as the data of the command."""
    root = tmp_path_factory.mktemp("package")
    build_package(root)
    (root / "briefings").mkdir()
    for name, content in (("overview", OVERVIEW), ("words", ENGLISH)):
        path = root / "briefings" / f"{CITY}-{name}.json"
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATLAS_DATA", str(root))
        patch.setenv("ATLAS_USER_DATA", str(root / "nothing"))
        yield root


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder for files that a test writes; what it holds besides them was written by the command."""
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


def run(*args: str) -> Result:
    return CliRunner().invoke(cli.main, ("brief", *args))


def make(kind: str, *args: str, name: str = "overview") -> bytes:
    """A briefing on stdout."""
    result = run("--briefing", name, "--format", kind, "--out", "-", "--quiet", *args)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout_bytes


def sentence(result: Result) -> str:
    """What a command that could not do its work says: one line, in words."""
    assert result.exit_code == 2
    assert result.stdout == ""
    (line,) = [line for line in result.stderr.splitlines() if not re.fullmatch(r"\d+/\d+ …", line)]
    assert line.startswith("错误：")
    assert "处理办法：" in line
    assert "Traceback" not in line
    assert "程序未能处理" not in line
    return line


class Page(HTMLParser):
    """What a page would fetch, where its links lead, its data and the classes of its body."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.fetches: list[str] = []
        self.tags: list[str] = []
        self.language, self.body = "", ""
        self.data: dict[str, str] = {}
        self._inside = ""
        self.feed(content.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.fetches += [
            values[name]
            for name in ("src", "srcset", "poster", "data", "action", "background", "xlink:href")
            if name in values
        ]
        self.language = values.get("lang", "") if tag == "html" else self.language
        self.body = values.get("class", "") if tag == "body" else self.body
        self._inside = values.get("id", "") or tag

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._inside = ""

    def handle_data(self, data: str) -> None:
        self.data[self._inside] = self.data.get(self._inside, "") + data


def slides(content: bytes) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in Presentation(BytesIO(content)).slides]


def test_ready_made_briefings_are_listed_with_the_number_of_their_views() -> None:
    for args in (("--list",), ()):
        result = run(*args)
        assert (result.exit_code, result.stderr) == (0, "")
        rows = [line.split("\t") for line in result.stdout.splitlines()]
        assert rows == [["name", "views", "title"], ["overview", "2", "虚州总览"], ["words", "1", "Words"]]
    assert "overview\t2\tXu at a glance" in run("--list", "--lang", "en").stdout


def test_city_without_a_ready_made_briefing_lists_none() -> None:
    result = run("--list", "--city", OTHER_CITY)
    assert (result.exit_code, result.stdout) == (0, "name\tviews\ttitle\n")


@pytest.mark.parametrize(("kind", "ending"), ENDINGS)
def test_every_form_goes_whole_to_the_file_that_was_named(kind: str, ending: str, own: Path) -> None:
    target = own / "new" / f"briefing.{ending}"
    result = run("--briefing", "overview", "--format", kind, "--out", str(target))
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"已写 {target}，{target.stat().st_size} 字节。" in result.stderr
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    assert target.read_bytes() == make(kind)


@pytest.mark.parametrize("kind", ["html", "embed"])
def test_page_carries_the_views_and_asks_for_nothing(kind: str) -> None:
    content = make(kind)
    page = Page(content)
    assert page.language == "zh-CN"
    assert page.fetches == []
    assert "link" not in page.tags
    assert "iframe" not in page.tags
    assert not re.search(r"url\(\s*['\"]?https?:|@import|sourceMappingURL", content.decode())
    imprint = json.loads(page.data["imprint"])
    assert [view["view"]["layers"] for view in imprint["views"]["views"]] == ["parks", "railways"]
    for words in ("园区", f"点名 {PARKS} 项园区", "先说园区", "甲县铁路", "虚州总览"):
        assert words in content.decode()
    assert "{total" not in page.data["script"]
    assert ("page-embed" in page.body) == (kind == "embed")


def test_slides_open_with_a_heading_and_one_slide_a_view() -> None:
    opened = Presentation(BytesIO(make("pptx")))
    assert [slide.shapes.title.text_frame.text for slide in opened.slides] == ["虚州总览", "园区", "甲县铁路"]
    parks = opened.slides[1]
    said = [shape.text_frame.text for shape in parks.shapes if shape.has_text_frame]
    assert f"点名 {PARKS} 项园区" in said
    assert parks.notes_slide.notes_text_frame.text.startswith("先说园区")
    (table,) = [shape.table for shape in parks.shapes if shape.has_table]
    assert len(table.rows) == 1 + int(PARKS)


def test_paper_has_one_page_a_view_that_can_be_searched() -> None:
    reader = PdfReader(BytesIO(make("pdf")))
    first, second = [page.extract_text() for page in reader.pages]
    assert f"点名 {PARKS} 项园区" in first
    assert "甲县铁路" in second
    assert all("未经审图" in text for text in (first, second))
    assert reader.metadata is not None
    assert reader.metadata.title == "虚州总览"


def test_briefing_file_reads_back_as_the_same_briefing_and_can_be_made_again(own: Path, package: Path) -> None:
    content = make("json")
    loaded = frames.load(DataPaths(package), CITY)
    again, issues = briefings.read(content, "mine.json", loaded)
    ready, _ = briefings.by_name("overview", loaded)
    assert (again, issues) == (ready, ())
    assert json.loads(content)["data_version"] == loaded.version
    mine = own / "mine.json"
    mine.write_bytes(content)
    assert make("json", name=str(mine)) == content
    assert make("pptx", name=str(mine)) == make("pptx")


def test_another_process_writes_equal_bytes_in_every_form(own: Path, package: Path) -> None:
    subprocess.run(
        [sys.executable, "-c", ALL_KINDS, str(own)],
        cwd=ROOT,
        env={**os.environ, "ATLAS_DATA": str(package), "PYTHONHASHSEED": "7"},
        check=True,
        capture_output=True,
    )
    made = {path.parent.name: path.read_bytes() for path in own.rglob("*") if path.is_file()}
    assert set(made) == set(artefacts.KINDS)
    assert [kind for kind in made if made[kind] != make(kind)] == []


def test_folder_gets_a_file_named_by_city_title_language_and_version(own: Path, package: Path) -> None:
    version = frames.load(DataPaths(package), CITY).version
    assert run("--briefing", "overview", "--format", "json", "--out", f"{own}/", "--quiet").exit_code == 0
    assert run("--briefing", "overview", "--format", "embed", "--lang", "en", "--out", str(own)).exit_code == 0
    found = sorted(path.name for path in own.iterdir())
    assert found == [f"{CITY}_虚州总览_en_{version}.embed.html", f"{CITY}_虚州总览_zh_{version}.json"]


def test_embedded_page_is_told_with_the_words_that_show_it(own: Path) -> None:
    result = run("--briefing", "overview", "--format", "embed", "--out", f"{own}/")
    (path,) = own.iterdir()
    (frame,) = [line for line in result.stderr.splitlines() if line.startswith("<iframe")]
    assert f'src="{path.name}"' in frame
    assert 'title="虚州总览"' in frame


def test_language_asked_for_goes_before_that_of_the_file() -> None:
    page = Page(make("html", "--lang", "en"))
    assert page.language == "en"
    assert json.loads(page.data["imprint"])["language"] == "en"
    assert f"{PARKS} parks are named" in page.data["script"]
    assert slides(make("pptx", "--lang", "en")) == ["Xu at a glance", "Parks", "Rail"]
    assert slides(make("pptx", name="words")) == ["Words", "Parks"]
    assert slides(make("pptx", "--lang", "zh", name="words")) == ["Words", "园区"]


def test_progress_is_told_page_by_page_and_quiet_is_quiet() -> None:
    result = run("--briefing", "overview", "--format", "pdf", "--out", "-")
    told = result.stderr.splitlines()
    assert told[:-1] == ["0/2 …", "1/2 …", "2/2 …"]
    assert told[-1] == f"已写到标准输出，{len(result.stdout_bytes)} 字节。"
    assert result.stdout_bytes.startswith(b"%PDF-")


def test_review_number_takes_the_place_of_the_note_that_there_is_none() -> None:
    number = "湘S（2026）001号"
    text = PdfReader(BytesIO(make("pdf", "--review-number", number))).pages[0].extract_text()
    assert number in text
    assert "未经审图" not in text
    page = Page(make("html", "--review-number", number))
    assert json.loads(page.data["imprint"])["review_number"] == number


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--briefing", "nonsense"), "没有汇报 nonsense。 处理办法：可用：overview、words"),
        (("--briefing", "nonsense.json"), "无法读取 nonsense.json"),
        (("--briefing", "overview", "--format", "doc"), "没有格式 doc。 处理办法：可用：html、pptx、pdf、embed、json"),
        (("--briefing", "overview", "--out", "x.pdf"), "结尾是 .pdf，而文件是 .html"),
        (("--briefing", "overview", "--format", "json", "--out", "/proc/none/x.json"), "无法建立文件夹 /proc/none"),
        (("--briefing", "overview", "--format", "json", "--out", "/proc/x.json"), "无法写入 /proc/x.json"),
        (("--briefing", "overview", "--city", OTHER_CITY), "没有汇报 overview。 处理办法：可用：无"),
        (("--briefing", "overview", "--city", "999999"), "999999"),
        (("--briefing", "overview", "--lang", "de"), "--lang 不认识“de”"),
    ],
)
def test_what_cannot_be_made_is_said_in_a_sentence_and_leaves_nothing(
    args: tuple[str, ...], words: str, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(own)
    assert words in sentence(run(*args))
    assert list(own.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "mine.json 第 1 行第 2 列不是有效的 JSON"),
        (b"\xff\xfe\x00", "mine.json 不是 UTF-8 文字"),
        (b'{"briefing": 9}', "briefing 应为 1"),
        (json.dumps(OVERVIEW | {"city": "431000"}).encode(), "数据中没有这个城市"),
        (json.dumps(OVERVIEW | {"city": OTHER_CITY}).encode(), f"是城市 {OTHER_CITY} 的汇报"),
        (json.dumps(OVERVIEW | {"views": [{"title": "x", "view": {"layers": "none"}}]}).encode(), "没有图层 none"),
    ],
)
def test_briefing_file_that_cannot_be_played_is_named_and_nothing_is_written(
    content: bytes, words: str, own: Path
) -> None:
    mine = own / "mine.json"
    mine.write_bytes(content)
    assert words in sentence(run("--briefing", str(mine), "--out", f"{own}/"))
    assert list(own.iterdir()) == [mine]


def test_unwritable_target_keeps_what_was_there(own: Path) -> None:
    kept = own / "file"
    kept.write_text("kept", encoding="utf-8")
    assert "无法建立文件夹" in sentence(run("--briefing", "words", "--out", str(kept / "x.html")))
    assert kept.read_text(encoding="utf-8") == "kept"
    assert list(own.rglob("*")) == [kept]


def test_wrong_view_is_said_and_the_rest_is_made_with_exit_code_1(own: Path) -> None:
    mine = own / "mine.json"
    good, bad = OVERVIEW["views"][0], {"title": "x", "view": {"layers": "none"}}
    mine.write_text(json.dumps(OVERVIEW | {"views": [bad, good]}), encoding="utf-8")
    result = run("--briefing", str(mine), "--format", "pptx", "--out", "-", "--quiet")
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith("[error] mine.json/views[1]/layers (unknown-layer) 没有图层 none")
    assert slides(result.stdout_bytes) == ["虚州总览", "园区"]


def test_unknown_placeholder_is_said_and_stays_in_the_file(own: Path) -> None:
    mine = own / "mine.json"
    sheet = {"title": "园区", "text": "共 {total:nonsense} 项", "view": {"layers": "parks"}}
    mine.write_text(json.dumps(OVERVIEW | {"views": [sheet]}), encoding="utf-8")
    result = run("--briefing", str(mine), "--format", "pdf", "--out", "-", "--quiet")
    assert result.exit_code == 0
    assert "views[1] {total:nonsense} 没有对应的数据，照原样显示。" in result.stderr.splitlines()
    assert "共 {total:nonsense} 项" in PdfReader(BytesIO(result.stdout_bytes)).pages[0].extract_text()


def test_help_names_examples_and_exit_codes() -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert "python -m app brief --list" in result.stdout
    assert "Exit codes" in result.stdout


def test_broken_ready_made_file_is_told_and_the_others_are_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "briefings").mkdir()
    (tmp_path / "briefings" / f"{CITY}-zzz.json").write_text("{", encoding="utf-8")
    before = briefings.ready_made(CITY)
    broken = briefings.Ready("zzz", tmp_path / "briefings" / f"{CITY}-zzz.json")
    monkeypatch.setattr(briefings, "ready_made", lambda _city: [*before, broken])
    result = run("--list")
    assert result.exit_code == 1
    assert [line.partition("\t")[0] for line in result.stdout.splitlines()] == ["name", *(one.name for one in before)]
    assert result.stderr.count("\n") == 1
    assert f"{CITY}-zzz.json" in result.stderr


def test_words_that_show_the_embedded_page_name_the_file_that_was_written(own: Path) -> None:
    result = run("--briefing", "overview", "--format", "embed", "--out", str(own / "mine.html"))
    assert 'src="mine.html"' in result.stderr


def test_saved_briefing_names_the_language_that_was_asked_for() -> None:
    assert json.loads(make("json", "--lang", "en"))["language"] == "en"
