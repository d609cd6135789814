"""The exported page from disk, in a browser that can reach nothing: all layers, search, player, keyboard, paper."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app import briefings
from geo import frames, paths
from geo.frames import Frames
from layers import compose
from layers.export import artefacts, html
from layers.messages import Messages
from layers.model import MapView
from tests.bench.plain import plain_map

T = Messages("zh")
COUNTIES = "path[data-layer=county_industries]"


@pytest.fixture(scope="module")
def loaded() -> Frames:
    return frames.load(paths.DataPaths(), "431000")


@pytest.fixture(scope="module")
def whole(loaded: Frames) -> MapView:
    return compose.compose(loaded, T)


@pytest.fixture(scope="module")
def everything(whole: MapView, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "all.html"
    path.write_bytes(html.map_page(whole, T, layer_ids=[layer.layer_id for layer in whole.layers]))
    return path


@pytest.fixture(scope="module")
def story(loaded: Frames, whole: MapView, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made, _ = briefings.by_name("parks", loaded)
    path = tmp_path_factory.mktemp("story") / "parks.html"
    path.write_bytes(artefacts.make("html", made, loaded, whole, T).content)
    return path


def requests_of(page: Page) -> list[str]:
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url))
    return asked


def test_all_layers_are_listed_by_theme_and_can_be_shown_at_once(page: Page, everything: Path, whole: MapView) -> None:
    asked = requests_of(page)
    page.goto(everything.as_uri())
    expect(page.locator(COUNTIES)).to_have_count(11)
    boxes = page.locator(".page-layers input")
    expect(boxes).to_have_count(len(whole.layers))
    page.locator(".page-none").click()
    expect(page.locator(".page-layers input:checked")).to_have_count(0)
    page.locator(".page-layers input[value=town_targets]").check()
    expect(page.locator("path[data-layer=town_targets]")).to_have_count(10)
    expect(page.locator(".atlas-legend")).to_contain_text("城区人口目标")
    page.locator(".page-all").click()
    expect(page.locator(".atlas-legend")).to_contain_text(whole.layer("grand_cross").title)
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def test_search_finds_an_alias_and_shows_facts_with_the_source(page: Page, everything: Path) -> None:
    page.goto(everything.as_uri())
    page.locator(".page-search input").fill("东波水库")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    facts = page.locator(".page-facts")
    expect(facts).to_contain_text("青龙口水库")
    expect(facts).to_contain_text("字符位置")


def test_head_says_what_the_map_is(page: Page, everything: Path, loaded: Frames) -> None:
    page.goto(everything.as_uri())
    head = page.locator(".page-head")
    for words in ("未经审图", "审图号", loaded.version, "2026-11"):
        expect(head).to_contain_text(words)
    expect(page.locator(".leaflet-control-scale")).to_be_visible()


def test_player_goes_on_and_back_by_button_and_key_and_figures_follow_the_filter(page: Page, story: Path) -> None:
    asked = requests_of(page)
    page.goto(story.as_uri())
    expect(page.locator(".page-count")).to_have_text("1 / 4")
    expect(page.locator(".page-plate h2")).to_have_text("园区与平台总览")
    page.locator(".page-next").click()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".page-count")).to_have_text("3 / 4")
    expect(page.locator(".page-plate")).to_contain_text("状态")
    page.keyboard.press("n")
    expect(page.locator(".page-note")).to_be_visible()
    page.keyboard.press("End")
    expect(page.locator(".page-next")).to_be_disabled()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".page-count")).to_have_text("3 / 4")
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def test_page_prints_to_one_sheet(page: Page, story: Path) -> None:
    from io import BytesIO  # noqa: PLC0415

    from pypdf import PdfReader  # noqa: PLC0415

    page.goto(story.as_uri())
    expect(page.locator(COUNTIES)).to_have_count(11)
    paper = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    assert len(paper.pages) == 1
    assert "园区与平台总览" in paper.pages[0].extract_text().replace("\n", "")


def test_words_are_there_without_scripts(everything: Path, story: Path) -> None:
    assert "<noscript>" in story.read_text(encoding="utf-8")
    assert 'id="page-first"' in everything.read_text(encoding="utf-8")


def test_page_of_every_layer_is_small(everything: Path, whole: MapView) -> None:
    plain = len(plain_map(whole, layers=whole.layers).get_root().render().encode())
    size = everything.stat().st_size
    assert size < 1_200_000
    assert size < 0.4 * plain
