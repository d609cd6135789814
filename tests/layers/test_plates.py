"""Plates: figures come from the data and follow the filter; every ready-made briefing is whole."""

import io

import pytest
from PIL import Image
from pptx import Presentation

from app import briefings
from geo import frames, paths
from geo.frames import Frames
from layers import compose, plates
from layers.briefing import Sheet, Words
from layers.definition import ViewDefinition
from layers.describe import Describer
from layers.export import pptx
from layers.filters import Filters
from layers.messages import LANGUAGES, Messages
from layers.model import MapView
from tests.tiny.rows import CITY, JIA

EXPECTED = {
    "431000": ["overview", "industry", "town-group", "parks", "transport", "projects", "counties"],
    "430300": ["overview", "parks", "projects", "counties"],
}


def test_figures_are_counts_of_the_map_and_follow_its_filter(tiny_view: MapView, describer: Describer) -> None:
    def total(filters: Filters) -> tuple[str, int]:
        sheet = Sheet(
            Words("t", "t"), ViewDefinition(CITY, layers=("parks",), filters=filters), Words("{total:parks}", "")
        )
        plate = plates.draw(sheet, describer, tiny_view, [])
        return plate.text, plate.view.layer("parks").total

    whole, part = total(Filters({})), total(Filters({"county": (JIA,)}))
    assert whole[0] == str(whole[1])
    assert part[0] == str(part[1])
    assert 0 < part[1] < whole[1]


def test_placeholder_of_nothing_stays_and_is_told(tiny_view: MapView, describer: Describer) -> None:
    issues: list[plates.Issue] = []
    words = Words("{value:no-such} {total:nonsense} {0} {x.y}", "")
    sheet = Sheet(Words("t", "t"), ViewDefinition(CITY, layers=()), words, figures=("value:no-such",))
    plate = plates.draw(sheet, describer, tiny_view, issues)
    assert plate.text == words.zh
    assert [issue.type for issue in issues] == ["unknown-placeholder"] * 2 + ["unknown-figure"]


@pytest.fixture(scope="module", params=list(EXPECTED))
def shipped(request: pytest.FixtureRequest) -> Frames:
    return frames.load(paths.DataPaths(), request.param)


def blank(_view: MapView, _width: float, _height: float, _dpi: int) -> bytes:
    """A picture where the map would be."""
    stream = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(stream, "PNG")
    return stream.getvalue()


def test_each_view_of_a_ready_made_briefing_is_one_slide(shipped: Frames) -> None:
    for language in LANGUAGES:
        t = Messages(language)
        whole = compose.compose(shipped, t)
        for one in briefings.ready_made(shipped.city_code):
            made, _ = briefings.read_path(one.path, shipped)
            drawn, _ = plates.draw_all(made, shipped, t, whole)
            deck = pptx.make(made, drawn, whole.title, t, blank)
            titles = [slide.shapes.title.text_frame.text for slide in Presentation(io.BytesIO(deck.content)).slides]
            assert titles == [made.title.said(language), *(plate.title for plate in drawn)]


def test_ready_made_briefings_are_whole_in_both_languages(shipped: Frames) -> None:
    ready = briefings.ready_made(shipped.city_code)
    assert [one.name for one in ready] == EXPECTED[shipped.city_code]
    for language in LANGUAGES:
        t = Messages(language)
        whole = compose.compose(shipped, t)
        for one in ready:
            made, issues = briefings.read_path(one.path, shipped)
            drawn, told = plates.draw_all(made, shipped, t, whole)
            assert (list(issues), told) == ([], []), one.name
            assert all(plate.table for plate in drawn), one.name
            assert all(plate.sources for plate in drawn), one.name
            assert not any("{" in words for plate in drawn for words in (plate.title, plate.text, plate.note))
            assert not any(digit in plate.sheet.text.zh.split("{")[0] for plate in drawn for digit in "123456789")
