"""Sheets: what is drawn is what the view shows, nothing leaves the paper, no text runs into another."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
import shapely
from matplotlib.patches import Patch
from pypdf import PdfReader

from geo.errors import CRSError, ExportError, FontMissingError
from layers.compose import show
from layers.export import pdf, png, svg
from layers.messages import Messages
from layers.model import MapView
from layers.render import fonts
from layers.render.print import Layout, Sheet, draw_sheet
from layers.render.print.canvas import ASCENT, DESCENT, MM, Box, overlap
from layers.render.print.counties import badge_marks
from layers.render.print.sheet import PAPERS, cited_sources, file_name, version_date

SHEETS = list(itertools.product(PAPERS, ("landscape", "portrait")))


def boxes(sheet: Sheet) -> list[tuple[str, Box]]:
    """Every written line with the box that its letters take."""
    found = []
    for words in sheet.canvas.written:
        long, tall = sheet.canvas.length(words.text, words.size, bold=words.bold), words.size * MM
        if words.turn:
            box = (words.x - ASCENT * tall, words.y, words.x + DESCENT * tall, words.y + long)
        else:
            box = (words.x, words.y - DESCENT * tall, words.x + long, words.y + ASCENT * tall)
        found.append((words.text, box))
    return found


@pytest.fixture(scope="module")
def everything(tiny_view: MapView) -> MapView:
    return show(tiny_view, [layer.layer_id for layer in tiny_view.layers])


@pytest.mark.parametrize(("paper", "orientation"), SHEETS)
def test_a_sheet_has_the_size_of_its_paper_and_words_that_can_be_searched(
    tiny_view: MapView, paper: str, orientation: str
) -> None:
    sheet = draw_sheet(tiny_view, Layout(paper, orientation))
    page = PdfReader(BytesIO(sheet.write("pdf"))).pages[0]
    width, height = PAPERS[paper] if orientation == "portrait" else PAPERS[paper][::-1]
    assert float(page.mediabox.width) * MM == pytest.approx(width, abs=0.1)
    assert float(page.mediabox.height) * MM == pytest.approx(height, abs=0.1)
    text = page.extract_text()
    t = Messages("zh")
    wanted = [tiny_view.title, "EPSG:4547", t("page.legend"), t("note.review"), "审图号", tiny_view.version, "1:"]
    wanted += [anchor.name for anchor in tiny_view.anchors]
    wanted += [layer.title for layer in tiny_view.shown()]
    assert [word for word in wanted if word not in text.replace("\n", "")] == []


@pytest.mark.parametrize(("paper", "orientation"), SHEETS)
@pytest.mark.parametrize("shown", ["tiny_view", "everything"])
def test_no_word_leaves_the_paper_and_none_covers_another(
    request: pytest.FixtureRequest, paper: str, orientation: str, shown: str
) -> None:
    sheet = draw_sheet(request.getfixturevalue(shown), Layout(paper, orientation))
    found = boxes(sheet)
    outside = [
        text
        for text, (x0, y0, x1, y1) in found
        if x0 < 4 or y0 < 4 or x1 > sheet.canvas.width - 4 or y1 > sheet.canvas.height - 4
    ]
    assert outside == []
    shrunk = [(text, (x0 + 0.15, y0 + 0.35, x1 - 0.15, y1 - 0.35)) for text, (x0, y0, x1, y1) in found]
    assert [(a, b) for (a, one), (b, two) in itertools.combinations(shrunk, 2) if overlap(one, two)] == []


def test_no_word_of_the_legend_is_smaller_than_seven_points(everything: MapView) -> None:
    sheet = draw_sheet(everything, Layout("A4", "portrait"))
    x0, y0, x1, y1 = sheet.ground.box
    beside = [
        words.size
        for words in sheet.canvas.written
        if not (x0 - 5 < words.x < x1 + 5 and y0 - 5 < words.y < y1 + 5) and not words.halo
    ]
    assert min(beside) >= 6.0
    assert sorted(beside)[len(beside) // 10] >= 7.0


def test_the_legend_stands_beside_the_map_and_never_on_it(tiny_view: MapView) -> None:
    sheet = draw_sheet(tiny_view, Layout())
    legend = [box for text, box in boxes(sheet) if text in {item.label for item in tiny_view.counties.legend}]
    assert legend
    assert not any(overlap(box, sheet.ground.box) for box in legend)


def test_what_is_drawn_is_what_the_view_shows_in_its_order_and_colours(everything: MapView) -> None:
    sheet = draw_sheet(everything, Layout("A3"))
    expected = {
        (layer.layer_id, row.feature_id, row.fill if layer is everything.counties else row.line)
        for layer in (everything.counties, *everything.shown())
        for row in layer.frame.itertuples()
    }
    assert {(one.layer_id, one.feature_id, one.colour) for one in sheet.plot.drawn} == expected
    assert [one.order for one in sheet.plot.drawn] == list(range(len(sheet.plot.drawn)))
    symbols = {
        (layer.layer_id, row.feature_id): row.symbol for layer in everything.shown() for row in layer.frame.itertuples()
    }
    panes = [symbols.get((one.layer_id, one.feature_id), "base") for one in sheet.plot.drawn]
    order = ["base", "fill", "line", "point", "badge"]
    assert panes == sorted(panes, key=order.index)


def test_hidden_layers_are_neither_drawn_nor_explained(tiny_view: MapView) -> None:
    view = show(tiny_view, ["parks"])
    sheet = draw_sheet(view, Layout())
    assert {one.layer_id for one in sheet.plot.drawn} <= {view.counties.layer_id, "parks"}
    text = "".join(words.text for words in sheet.canvas.written)
    assert view.layer("roads").title not in text


def test_features_beyond_the_extent_are_counted(tiny_view: MapView) -> None:
    west, south, east, north = tiny_view.bounds
    part = replace(tiny_view, extent=(west, south, west + (east - west) / 5, south + (north - south) / 5))
    sheet = draw_sheet(part, Layout())
    drawn = {(one.layer_id, one.feature_id) for one in sheet.plot.drawn}
    whole = {
        (layer.layer_id, row.feature_id) for layer in (part.counties, *part.shown()) for row in layer.frame.itertuples()
    }
    assert drawn < whole
    assert sum(sheet.plot.outside.values()) == len(whole - drawn)
    assert any("图幅之外" in line for line in sheet.notices)


def test_badges_stand_in_their_county_or_lead_to_it(tiny_view: MapView) -> None:
    view = show(tiny_view, ["parks"])
    sheet = draw_sheet(view, Layout())
    placed = sheet.ground.project(view.counties.frame.geometry.to_numpy())
    counties = dict(zip(view.counties.frame["feature_id"], placed, strict=True))
    names = {anchor.name: anchor.area_code for anchor in view.anchors}
    written = {text: box for text, box in sheet.plot.names if text in names}
    for name, box in written.items():
        spot = shapely.box(*box).centroid
        assert counties[names[name]].buffer(1).contains(spot), name


def test_badge_marks_are_different(everything: MapView) -> None:
    layers = [layer for layer in everything.layers if layer.county_only]
    plain = [replace(layer, frame=layer.frame.assign(shape="circle")) for layer in layers]
    marks = badge_marks(plain)
    assert len(set(marks.values())) == len(plain)
    assert badge_marks(plain[:1]) == {}


def test_sources_are_those_that_the_rows_cite(tiny_view: MapView) -> None:
    said = "".join(cited_sources(tiny_view))
    cited = set(tiny_view.headline_sources)
    for layer in (tiny_view.counties, *tiny_view.shown()):
        cited |= set(layer.frame["source_id"].dropna())
    for source in tiny_view.sources:
        assert (source.title in said) == (source.source_id in cited)


def test_a_review_number_takes_the_place_of_not_reviewed(tiny_view: MapView) -> None:
    plain = "".join(words.text for words in draw_sheet(tiny_view, Layout()).canvas.written)
    assert "未经审图" in plain
    number = "湘S（2026）001号"
    checked = draw_sheet(tiny_view, Layout(review_number=number))
    text = "".join(words.text for words in checked.canvas.written)
    assert number in text
    assert "未经审图" not in text
    assert "示意图" in text


@pytest.mark.parametrize(
    "words",
    [
        "</text><script>alert(1)</script><img src=x onerror=alert(1)>",
        "=1+1{{ 7*7 }}{% x %}",
        "$x_{1}$ \\frac{1}{2} $",
        "a\x00b\x1b[31m\u202ec\r\nd",
        "<b>&amp;</b>",
    ],
)
def test_hostile_titles_stay_text(tiny_view: MapView, words: str) -> None:
    sheet = draw_sheet(tiny_view, Layout(title=words, subtitle=words))
    title = sheet.canvas.clean(words)
    assert sheet.title == title
    text = PdfReader(BytesIO(sheet.write("pdf"))).pages[0].extract_text()
    assert title.split()[0] in text
    drawing = sheet.write("svg").decode()
    assert "<script" not in drawing
    assert "<img" not in drawing


def test_a_very_long_title_is_cut_and_that_is_said(tiny_view: MapView) -> None:
    sheet = draw_sheet(tiny_view, Layout(title="长" * 4000, subtitle="短" * 4000))
    assert len(sheet.notices) >= 2
    assert sheet.title.endswith("…")
    assert all(box[2] < sheet.canvas.width for _, box in boxes(sheet))


def test_letters_that_no_font_has_are_named(tiny_view: MapView) -> None:
    sheet = draw_sheet(tiny_view, Layout(title="县\U000f0000域\U0001f9ff"))
    assert any("〓" in line and "\U000f0000" in line for line in sheet.notices)
    assert sheet.title.startswith("县〓域")


def test_missing_boundary_is_said_and_the_rest_is_drawn(tiny_view: MapView) -> None:
    bare = replace(tiny_view.counties, frame=tiny_view.counties.frame.iloc[:0])
    view = replace(tiny_view, counties=bare, anchors=(), extent=None)
    sheet = draw_sheet(view, Layout())
    assert {one.layer_id for one in sheet.plot.drawn} == {layer.layer_id for layer in view.shown() if layer.drawn}
    assert Messages("zh")("note.no_boundary") in "".join(words.text for words in sheet.canvas.written)


@pytest.mark.parametrize(
    ("layout", "words"),
    [
        (Layout("B5"), "没有纸张 B5"),
        (Layout("A4", "diagonal"), "没有方向 diagonal"),
        (Layout(""), "没有纸张"),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(tiny_view: MapView, layout: Layout, words: str) -> None:
    with pytest.raises(ExportError, match=words) as caught:
        draw_sheet(tiny_view, layout)
    assert "可用" in caught.value.remedy


def test_an_extent_outside_of_the_belt_is_refused(tiny_view: MapView) -> None:
    with pytest.raises(CRSError):
        draw_sheet(replace(tiny_view, extent=(100.0, 25.0, 101.0, 26.0)), Layout())


def test_no_font_is_an_error_and_not_boxes(tiny_view: MapView, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "installed", lambda _places: {})
    monkeypatch.delenv("ATLAS_FONT", raising=False)
    with pytest.raises(FontMissingError):
        pdf.make(tiny_view, Layout())


def test_progress_is_told_and_can_end_the_work(tiny_view: MapView) -> None:
    steps: list[str] = []
    draw_sheet(tiny_view, Layout(), steps.append)
    assert len(steps) == 3

    def stop(step: str) -> None:
        if step == steps[1]:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        draw_sheet(tiny_view, Layout(), stop)


@pytest.mark.parametrize("make", [pdf.make, png.make, svg.make])
def test_two_runs_give_equal_bytes_and_tell_no_time(
    tiny_view: MapView, make: Callable[[MapView, Layout], bytes]
) -> None:
    layout = Layout(record="city=1&layers=parks")
    one = make(tiny_view, layout)
    assert one == make(tiny_view, layout)
    assert b"CreationDate" not in one
    assert b"dc:date" not in one


def test_pdf_embeds_only_the_letters_it_uses(tiny_view: MapView) -> None:
    content = pdf.make(tiny_view, Layout(record="city=1"))
    assert len(content) < 1_500_000
    reader = PdfReader(BytesIO(content))
    assert reader.metadata is not None
    assert reader.metadata["/Title"] == tiny_view.title
    assert reader.metadata["/Keywords"] == "city=1"
    assert "/CreationDate" not in reader.metadata
    found = reader.pages[0]["/Resources"]["/Font"].get_object()
    kinds = {font.get_object()["/Subtype"] for font in found.values()}
    assert kinds == {"/Type0"}


def test_svg_keeps_text_and_carries_its_letters(tiny_view: MapView) -> None:
    drawing = svg.make(tiny_view, Layout()).decode()
    assert f">{tiny_view.anchors[0].name}</text>" in drawing
    assert f"<title>{tiny_view.title}</title>" in drawing
    assert drawing.count("@font-face") == 2
    assert "http://" not in drawing.replace("http://www.w3.org", "").replace("http://purl.org", "").replace(
        "http://creativecommons.org", ""
    )


def test_names_and_dates_come_from_the_data(tiny_view: MapView) -> None:
    assert file_name(show(tiny_view, ["parks"]), Layout("a3", "portrait"), "pdf") == (
        f"{tiny_view.city_code}_parks-A3-portrait_{tiny_view.version}.pdf"
    )
    assert version_date("2026.11.0") == "2026-11"
    assert version_date("draft") == "draft"


def test_english_sheets_speak_english(tiny_view: MapView) -> None:
    sheet = draw_sheet(tiny_view, Layout(language="en"))
    text = " ".join(words.text for words in sheet.canvas.written)
    assert "Legend" in text
    assert "3-degree belt" in text


def test_opacity_reaches_the_drawing(tiny_view: MapView) -> None:
    layer = tiny_view.visible[0]
    plain, faint = (draw_sheet(view, Layout()) for view in (tiny_view, replace(tiny_view, opacity={layer: 0.3})))
    alphas = [
        {
            round(float(art.get_edgecolor()[3]), 2)
            for art in sheet.canvas.figure.get_children()
            if isinstance(art, Patch)
        }
        for sheet in (plain, faint)
    ]
    assert 0.3 in alphas[1]
    assert 0.3 not in alphas[0]
