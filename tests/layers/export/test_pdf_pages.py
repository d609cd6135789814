"""A briefing on paper, opened again: pages, sizes, words that can be searched, equal bytes, hostile words."""

import json
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from geo.errors import ExportError
from geo.frames import Frames
from layers import plates
from layers.briefing import Briefing, Sheet, Words
from layers.compose import compose
from layers.definition import ViewDefinition
from layers.export import pdf_pages
from layers.export.stamp import of_briefing
from layers.filters import Filters
from layers.messages import Messages
from layers.model import MapView
from layers.plates import Plate
from layers.render.print.canvas import GETA, MM
from layers.render.print.sheet import PAPERS
from tests.tiny.rows import CITY, JIA

ZH, EN = Messages("zh"), Messages("en")
HOSTILE = r"$\frac{1}{2}$ </text><script>(x) \n %%EOF {{7*7}} endstream endobj"
SHEETS = (
    Sheet(
        Words("园区", "Parks"), ViewDefinition(CITY, layers=("parks",)), Words("共 {total:parks} 项", "{total:parks}")
    ),
    Sheet(Words("铁路", "Rail"), ViewDefinition(CITY, layers=("railways", "town_targets"))),
    Sheet(Words("甲县", "Jia"), ViewDefinition(CITY, layers=("parks",), filters=Filters({"county": (JIA,)}))),
)
BRIEFING = Briefing(Words("虚州汇报", "Xu briefing"), CITY, "zh", SHEETS)
Made = tuple[bytes, list[str]]


@pytest.fixture(scope="module")
def drawn(tiny_frames: Frames, tiny_view: MapView) -> list[Plate]:
    made, issues = plates.draw_all(BRIEFING, tiny_frames, ZH, tiny_view)
    assert issues == []
    return made


@pytest.fixture(scope="module")
def made(drawn: list[Plate]) -> Made:
    return pdf_pages.make(BRIEFING, drawn, ZH)


def read(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content), strict=True)


def texts(content: bytes) -> list[str]:
    return [page.extract_text() for page in read(content).pages]


def said(content: bytes) -> str:
    """Words of a file of one page, wherever its lines end."""
    (text,) = texts(content)
    return text.replace("\n", "")


@pytest.mark.parametrize("paper", PAPERS)
def test_every_view_is_a_page_of_the_paper_lying(paper: str, drawn: list[Plate]) -> None:
    pages = read(pdf_pages.make(BRIEFING, drawn, ZH, paper=paper)[0]).pages
    assert len(pages) == len(SHEETS)
    tall, wide = sorted(PAPERS[paper], reverse=True)
    for page in pages:
        assert (page.mediabox.left, page.mediabox.bottom) == (0, 0)
        assert float(page.mediabox.width) * MM == pytest.approx(tall, abs=0.1)
        assert float(page.mediabox.height) * MM == pytest.approx(wide, abs=0.1)


def test_paper_that_there_is_not_is_refused_in_words(drawn: list[Plate]) -> None:
    with pytest.raises(ExportError, match=r"没有纸张 B5。 处理办法：可用：A4、A3"):
        pdf_pages.make(BRIEFING, drawn, ZH, paper="B5")


def test_chinese_words_of_every_page_can_be_searched(made: Made, drawn: list[Plate]) -> None:
    for text, plate in zip(texts(made[0]), drawn, strict=True):
        told = text.replace("\n", "")
        wanted = [plate.title, ZH("note.review"), ZH("page.legend"), "审图号", "资料来源", "EPSG:4547", "甲县"]
        wanted += [layer.title for layer in plate.view.shown()]
        assert [words for words in wanted if words not in told] == []
    assert made[1] == []


def test_figures_in_words_are_those_of_the_data_and_the_briefing_is_named_where_a_view_has_no_words(
    made: Made, drawn: list[Plate]
) -> None:
    parks, rail, jia = texts(made[0])
    assert drawn[0].text == f"共 {drawn[0].view.layer('parks').total} 项"
    assert drawn[0].text in parks
    assert "虚州汇报" not in parks
    assert "虚州汇报" in rail
    assert "虚州汇报" in jia


def test_long_words_make_way_for_the_title_of_the_briefing(drawn: list[Plate]) -> None:
    longest = replace(drawn[0], text="字" * pdf_pages.SUBTITLE)
    longer = replace(drawn[0], text="字" * (pdf_pages.SUBTITLE + 1))
    kept, left_out = (said(pdf_pages.make(BRIEFING, [plate], ZH)[0]) for plate in (longest, longer))
    assert longest.text in kept
    assert "虚州汇报" not in kept
    assert "虚州汇报" in left_out
    assert "字字" not in left_out
    assert pdf_pages.make(BRIEFING, [longest], ZH)[1] == []
    assert pdf_pages.make(BRIEFING, [longer], ZH)[1] == [
        f"1 {longer.title}：{ZH('print.text_left_out', most=pdf_pages.SUBTITLE)}"
    ]


def test_page_of_a_filter_shows_only_what_it_keeps(made: Made) -> None:
    parks, _, jia = texts(made[0])
    assert ZH("page.unlocated") + " 1" in parks
    assert ZH("page.unlocated") + " 1" not in jia


def test_letters_are_letters_with_fonts_inside_the_file(made: Made) -> None:
    for page in read(made[0]).pages:
        fonts = [font.get_object() for font in page["/Resources"]["/Font"].get_object().values()]
        faces = [part.get_object() for font in fonts for part in font.get("/DescendantFonts", [])]
        assert faces
        assert all("/FontFile2" in face["/FontDescriptor"].get_object() for face in faces)
        assert all("/ToUnicode" in font for font in fonts if "/DescendantFonts" in font)


def test_file_tells_title_version_and_what_it_was_made_of_and_no_time(made: Made, drawn: list[Plate]) -> None:
    about = read(made[0]).metadata
    assert about is not None
    version = drawn[0].view.version
    assert about.title == "虚州汇报"
    assert about.subject == ZH("note.version", version=version)
    assert json.loads(about["/Keywords"]) == of_briefing(BRIEFING, version, "虚州汇报").plain("zh")
    assert set(about) == {"/Title", "/Subject", "/Keywords"}


def test_equal_input_gives_equal_bytes_and_another_briefing_others(made: Made, drawn: list[Plate]) -> None:
    assert pdf_pages.make(BRIEFING, drawn, ZH) == made
    turned = replace(BRIEFING, sheets=BRIEFING.sheets[::-1])
    other, _ = pdf_pages.make(turned, drawn[::-1], ZH)
    assert other != made[0]
    assert texts(other) == texts(made[0])[::-1]


def test_review_number_is_printed_and_kept_in_place_of_the_note(drawn: list[Plate]) -> None:
    content, _ = pdf_pages.make(BRIEFING, drawn[:1], ZH, review_number="湘S（2026）001号")
    assert "审图号：湘S（2026）001号" in said(content)
    assert ZH("note.review") not in said(content)
    about = read(content).metadata
    assert about is not None
    assert json.loads(about["/Keywords"])["review_number"] == "湘S（2026）001号"


def test_hostile_strings_stay_text(drawn: list[Plate]) -> None:
    plate = replace(drawn[0], title=HOSTILE, text="(a) \\ ) <<>> $x$")
    briefing = replace(BRIEFING, title=Words(HOSTILE, HOSTILE))
    content, notices = pdf_pages.make(briefing, [plate], ZH)
    assert HOSTILE.replace(" ", "") in said(content).replace(" ", "")
    assert "(a) \\ ) <<>> $x$" in said(content)
    assert notices == []
    reader = read(content)
    assert reader.metadata is not None
    assert reader.metadata.title == HOSTILE
    assert len(reader.pages) == 1
    assert not {"/OpenAction", "/AA", "/Names", "/AcroForm"} & set(reader.trailer["/Root"].get_object())
    assert list(reader.pages[0].get("/Annots", [])) == []


def test_lines_and_directions_of_words_are_not_obeyed(drawn: list[Plate]) -> None:
    plate = replace(drawn[0], title="园\u202e区\n图\x00版\t一")
    content, notices = pdf_pages.make(BRIEFING, [plate], ZH)
    assert "园区 图 版 一" in texts(content)[0]
    assert notices == []


def test_letter_that_no_font_has_is_shown_as_missing_and_told_with_its_page(drawn: list[Plate]) -> None:
    nowhere = "\U000f1234"
    content, notices = pdf_pages.make(BRIEFING, [drawn[1], replace(drawn[0], title=f"园{nowhere}区")], ZH)
    assert f"园{GETA}区" in texts(content)[1]
    (notice,) = notices
    assert notice.startswith("2 ")
    assert nowhere in notice


def test_progress_is_told_before_every_page_and_at_the_end(drawn: list[Plate]) -> None:
    told: list[tuple[int, int]] = []
    steps: list[str] = []
    pdf_pages.make(BRIEFING, drawn, ZH, say=steps.append, progress=lambda *done: told.append(done))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert steps == [ZH(f"print.step_{step}") for step in ("font", "legend", "map")] * len(drawn)


def test_who_is_told_of_progress_can_end_the_work(drawn: list[Plate]) -> None:
    told: list[int] = []

    def stop(done: int, _total: int) -> None:
        told.append(done)
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pdf_pages.make(BRIEFING, drawn, ZH, progress=stop)
    assert told == [0, 1]


def test_english_pages_have_english_words_of_their_own(tiny_frames: Frames) -> None:
    drawn, _ = plates.draw_all(BRIEFING, tiny_frames, EN, compose(tiny_frames, EN))
    content, _ = pdf_pages.make(BRIEFING, drawn, EN)
    parks, rail, _ = texts(content)
    assert parks.startswith("Parks")
    assert EN("note.review").rpartition(" · ")[2] in parks
    assert "Xu briefing" in rail
    assert "审图" not in parks + rail
    about = read(content).metadata
    assert about is not None
    assert about.title == "Xu briefing"
