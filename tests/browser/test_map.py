"""The map itself: what is seen, reached, told and measured; most of it on one page that is opened once."""

import math
import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Frame, Page, Request, WebSocket, expect
from pyproj import Geod

from layers.short_names import short_names
from tests.browser.conftest import MAP

QUERY = "?layers=town_targets,grand_cross,parks"


class Visit:
    """A page of the app with its map, and what the browser sent and asked for."""

    def __init__(self, browser: Browser, url: str, query: str, **context: Any) -> None:  # noqa: ANN401  # of playwright
        self.url = url
        self.context = browser.new_context(**{"viewport": {"width": 1366, "height": 768}, **context})
        self.page: Page = self.context.new_page()
        self.sent: list[object] = []
        self.maps: list[str] = []
        self.errors: list[str] = []
        self.page.on("websocket", self._listen)
        self.page.on("request", self._asked)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.open(query)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framesent", lambda frame: self.sent.append(frame))  # noqa: PLW0108  # playwright marks what it is given

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1", "data:", "blob:")):
            self.errors.append(request.url)
        if re.search(r"app\.leaflet\.atlas/\w+\.json", request.url):
            self.maps.append(request.url)

    def open(self, query: str) -> None:
        self.page.goto(f"{self.url}/{query}")
        self.view = self.page.frame_locator(MAP)
        expect(self.view.locator("path[data-layer=county_industries]").first).to_be_attached()
        expect(self.page.locator(".st-key-below")).to_be_visible()
        self.idle()

    def idle(self) -> None:
        expect(self.page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible()

    @property
    def frame(self) -> Frame:
        return next(frame for frame in self.page.frames if "app.leaflet.atlas" in frame.url)

    def ask(self, script: str) -> Any:  # noqa: ANN401  # whatever the script returns
        return self.frame.evaluate(script)


@pytest.fixture(scope="module")
def visit(browser: Browser, app_url: str) -> Iterator[Visit]:
    made = Visit(browser, app_url, QUERY, reduced_motion="reduce")
    yield made
    made.context.close()
    assert made.errors == []


def rects(visit: Visit, selector: str) -> list[tuple[float, float, float, float]]:
    found = visit.ask(
        f"[...document.querySelectorAll({selector!r})].filter(e => getComputedStyle(e).visibility === 'visible')"
        ".map(e => { const r = e.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; })"
    )
    return [tuple(rect) for rect in found]


def overlap(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] - 1 and a[2] > b[0] + 1 and a[1] < b[3] - 1 and a[3] > b[1] + 1


def labels_keep_clear(visit: Visit) -> None:
    labels = rects(visit, ".atlas-label, .atlas-name, .atlas-badges, .atlas-names")
    boxes = rects(visit, ".leaflet-control-container .leaflet-control")
    width, height = visit.ask("[innerWidth, document.querySelector('#map').clientHeight]")
    assert len(labels) > 5
    for number, label in enumerate(labels):
        assert label[0] >= 0
        assert label[1] >= 0
        assert label[2] <= width
        assert label[3] <= height
        assert not [(label, other) for other in (*labels[number + 1 :], *boxes) if overlap(label, other)]


def test_pan_and_zoom_send_nothing_to_the_app(visit: Visit) -> None:
    visit.idle()
    box = visit.view.locator("#map").bounding_box()
    assert box
    before = visit.ask("atlas.map.getZoom()")
    visit.sent.clear()
    visit.page.mouse.move(box["x"] + 80, box["y"] + box["height"] - 120)
    visit.page.mouse.down()
    visit.page.mouse.move(box["x"] + 160, box["y"] + box["height"] - 160, steps=4)
    visit.page.mouse.up()
    visit.view.get_by_role("button", name="放大").click()
    visit.frame.wait_for_function(f"atlas.map.getZoom() > {before}")
    visit.view.get_by_role("button", name="回到全市").click()
    visit.frame.wait_for_function(f"atlas.map.getZoom() === {before}")
    visit.page.wait_for_timeout(500)  # a message would be on its way by now
    assert visit.sent == []


def test_labels_cover_neither_each_other_nor_the_boxes(visit: Visit) -> None:
    labels_keep_clear(visit)
    assert len(rects(visit, ".atlas-label")) == 11


def test_county_names_keep_clear_of_small_symbols(visit: Visit) -> None:
    names = rects(visit, ".atlas-label")
    symbols = [
        r for r in rects(visit, "path[data-layer=grand_cross][fill-opacity]:not([fill=none])") if r[2] - r[0] < 28
    ]
    assert symbols
    assert not [name for name in names for symbol in symbols if overlap(name, symbol)]


def test_closer_in_a_badge_is_read_out_and_a_row_marks_its_counties(visit: Visit) -> None:
    assert not rects(visit, ".atlas-item-name")[0][2]
    visit.ask("atlas.map.setView([25.78, 112.65], atlas.homeZoom + 1.5, {animate: false})")
    row = visit.view.get_by_role("button", name="桂阳有色金属科技产业园")
    expect(row).to_be_visible()
    labels_keep_clear(visit)
    row.click()
    expect(visit.page).to_have_url(re.compile("sel=feature~parks"))
    expect(visit.page.locator(".st-key-panel").get_by_role("heading", name="桂阳有色金属科技产业园")).to_be_visible()
    counties = "[...document.querySelectorAll('path[data-layer=county_industries]')]"
    assert visit.ask(f"{counties}.filter(p => p.getAttribute('stroke') === '#b91c1c').map(p => p.dataset.id)") == [
        "431021"
    ]
    visit.idle()
    visit.page.get_by_text("返回全市").click()
    expect(visit.page).not_to_have_url(re.compile("sel="))
    visit.idle()
    visit.view.get_by_role("button", name="回到全市").click()


def test_a_county_whose_middle_is_out_of_sight_still_has_its_name(visit: Visit) -> None:
    visit.ask("atlas.map.setView([25.93, 112.75], atlas.homeZoom + 4, {animate: false})")
    visit.frame.wait_for_function(
        "[...document.querySelectorAll('.atlas-county')]"
        ".some(e => e.style.visibility === 'visible' && e.textContent.includes('桂阳县'))"
    )
    visit.view.get_by_role("button", name="回到全市").click()


def test_distance_and_area_are_those_of_the_ellipsoid(visit: Visit) -> None:
    geod = Geod(ellps="WGS84")
    ring = [[112.2, 24.9], [114.2, 25.1], [114.0, 26.9], [112.9, 26.2]]
    length = visit.ask(f"Atlas.measures.distance({ring[0]}, {ring[2]})")
    assert math.isclose(length, geod.inv(*ring[0], *ring[2])[2], rel_tol=1e-5)
    area, _ = geod.polygon_area_perimeter(*zip(*ring, strict=True))
    assert math.isclose(visit.ask(f"Atlas.measures.area({ring})"), abs(area), rel_tol=5e-4)
    assert visit.ask(f"Atlas.measures.area({ring[::-1]})") == pytest.approx(visit.ask(f"Atlas.measures.area({ring})"))
    assert not visit.ask(f"Atlas.measures.crosses({ring})")
    assert visit.ask(f"Atlas.measures.crosses({[ring[0], ring[2], ring[1], ring[3]]})")


def test_a_planner_measures_with_the_mouse(visit: Visit) -> None:
    surface = visit.view.locator("#map")
    visit.view.get_by_role("button", name="量面积").click()
    badge = rects(visit, ".atlas-badge[data-county='431021']")[0]  # a point like any other while one measures
    x, y = (badge[0] + badge[2]) / 2, (badge[1] + badge[3]) / 2
    for position in ({"x": x, "y": y}, {"x": x + 100, "y": y}, {"x": x + 100, "y": y - 100}):
        surface.click(position=position, force=True)
    value = visit.view.locator(".atlas-measured-value")
    expect(value).to_have_text(re.compile(r"^\d+ 平方公里$"))
    surface.click(position={"x": x + 50, "y": y + 40}, force=True)
    expect(value).to_have_text("轮廓自相交，不能量面积")
    visit.view.get_by_role("button", name="撤销一点").click()
    expect(value).to_have_text(re.compile("平方公里"))
    visit.view.locator(".atlas-measured").get_by_role("button", name="关闭").click()
    expect(value).to_have_count(0)
    assert "sel=" not in visit.page.url


def test_several_features_under_one_click_are_listed_for_the_keyboard(visit: Visit) -> None:
    at = visit.ask(
        "(() => { const r = document.querySelector('path[data-layer=grand_cross][transform]').getBoundingClientRect();"
        " return [r.left + r.width / 2, r.top + r.height / 2]; })()"
    )
    visit.view.locator("#map").click(position={"x": at[0], "y": at[1]}, force=True)
    choices = visit.view.locator(".atlas-choice")
    expect(choices.first).to_be_focused()
    assert choices.count() >= 2
    visit.page.keyboard.press("ArrowDown")
    expect(choices.nth(1)).to_be_focused()
    name = choices.nth(1).locator("span").inner_text()
    visit.page.keyboard.press("Enter")
    expect(choices).to_have_count(0)
    expect(visit.page).to_have_url(re.compile("sel=feature"))
    expect(visit.page.get_by_text(name).first).to_be_visible()
    visit.idle()


def test_a_layer_ticked_on_the_map_is_there_at_once_and_in_the_address(visit: Visit) -> None:
    visit.view.locator(".atlas-layers summary").click()
    visit.view.locator(".atlas-layers input[value=town_axes]").check()
    assert visit.ask("document.querySelectorAll('path[data-layer=town_axes]').length") > 0
    expect(visit.page).to_have_url(re.compile("town_axes"))
    visit.idle()
    visit.view.locator(".atlas-layers input[value=town_axes]").uncheck()
    expect(visit.page).not_to_have_url(re.compile("town_axes"))
    visit.view.locator(".atlas-layers summary").click()
    visit.idle()
    assert len(visit.maps) == 1  # the map itself travels once


def test_a_message_that_was_swallowed_is_repeated(visit: Visit) -> None:
    visit.ask(
        "(() => { const real = parent.postMessage.bind(parent); window.swallowed = 0;"
        " parent.postMessage = (message, ...rest) => {"
        "   if (message.type === 'streamlit:setComponentValue' && window.swallowed++ === 0) return;"
        "   real(message, ...rest); }; })()"
    )
    title = visit.ask("atlas.data.layers.find(layer => layer.id === 'parks').n")
    visit.view.get_by_role("button", name=f"关闭图层：{title}").click()
    expect(visit.page).not_to_have_url(re.compile("parks"))
    assert visit.ask("window.swallowed") >= 2
    visit.idle()


def test_the_keyboard_moves_the_map_and_shows_where_it_is(visit: Visit) -> None:
    visit.view.locator("#map").focus()
    before = visit.ask("atlas.map.getZoom()")
    visit.page.keyboard.press("+")
    visit.frame.wait_for_function(f"atlas.map.getZoom() > {before}")
    visit.page.keyboard.press("-")
    visit.frame.wait_for_function(f"atlas.map.getZoom() === {before}")
    centre = visit.ask("atlas.map.getCenter().lng")
    visit.page.keyboard.press("ArrowRight")
    visit.frame.wait_for_function(f"atlas.map.getCenter().lng > {centre}")
    visit.page.keyboard.press("Tab")
    assert visit.ask("document.activeElement.matches('.atlas-feature')")
    assert visit.ask("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    first = visit.ask("document.activeElement.dataset.id")
    visit.view.locator("path[data-id='431027']").focus()  # 桂东县, the easternmost
    visit.page.keyboard.press("ArrowLeft")
    assert visit.ask("document.activeElement.dataset.id") not in {first, "431027"}
    visit.view.locator("path[data-id='431026']").focus()
    visit.page.keyboard.press("Shift+Tab")
    assert visit.ask("document.activeElement.id") == "map"
    visit.page.keyboard.press("Tab")
    assert visit.ask("document.activeElement.dataset.id") == "431026"
    visit.page.keyboard.press("Tab")
    assert not visit.ask("document.activeElement.matches('.atlas-feature')")
    visit.view.locator("path[data-id='431081']").focus()
    visit.page.keyboard.press("Enter")
    expect(visit.page).to_have_url(re.compile("431081"))
    visit.idle()


def test_a_view_is_kept_in_the_address_and_opens_again(visit: Visit) -> None:
    visit.ask("atlas.map.setView([25.6, 113.3], 9.5, {animate: false})")
    visit.view.get_by_role("button", name="记住当前视野").click()
    expect(visit.page).to_have_url(re.compile("view="))
    kept = visit.ask("atlas.extent()")
    visit.idle()
    visit.open("?" + visit.page.url.partition("?")[2])
    assert visit.ask("atlas.extent()") == pytest.approx(kept, abs=0.01)
    visit.view.get_by_role("button", name="回到全市").click()
    expect(visit.page).not_to_have_url(re.compile("view="))
    visit.idle()


def test_nothing_serious_for_people_with_impairments(visit: Visit) -> None:
    found = Axe().run(visit.page).response["violations"]
    serious = {
        item["id"]: [node["html"][:160] for node in item["nodes"]]
        for item in found
        if item["impact"] in {"serious", "critical"}
    }
    assert serious == {}


def test_a_click_beside_the_map_right_after_a_tick_on_it_loses_neither(browser: Browser, app_url: str) -> None:
    visit = Visit(browser, app_url, "?layers=town_targets&filter=county~431021&opacity=town_targets~50")
    expect(visit.page.get_by_role("button", name="清除筛选").first).to_be_visible()
    assert visit.ask("document.querySelector('path[data-layer=town_targets]').getAttribute('stroke-opacity')") == "0.5"
    visit.view.locator(".atlas-layers summary").click()
    visit.view.locator(".atlas-layers input[value=parks]").check()
    visit.page.wait_for_timeout(400)
    visit.page.get_by_role("button", name="清除筛选").first.click()
    expect(visit.page).not_to_have_url(re.compile("filter="))
    expect(visit.page).to_have_url(re.compile("parks"))
    visit.context.close()
    assert visit.errors == []


@pytest.mark.parametrize(
    "query", ["?city=430300&lang=en&layers=towns,parks,water", "?lang=en&layers=parks,clusters,water,towns"]
)
def test_labels_keep_clear_in_english_and_badges_are_shared(browser: Browser, app_url: str, query: str) -> None:
    visit = Visit(browser, app_url, query)
    labels_keep_clear(visit)
    marks = visit.ask("atlas.shortNames")
    titles = {layer["id"]: layer["n"] for layer in visit.ask("atlas.data.layers.map(l => ({id: l.id, n: l.n}))")}
    assert list(marks.values()) == short_names([titles[layer] for layer in marks])
    assert len(set(marks.values())) == len(marks) >= 2
    visit.context.close()
    assert visit.errors == []


def test_the_map_is_usable_on_a_phone(browser: Browser, app_url: str) -> None:
    visit = Visit(
        browser,
        app_url,
        "?layers=town_targets",
        viewport={"width": 390, "height": 780},
        has_touch=True,
        reduced_motion="reduce",
    )
    box = visit.page.locator(MAP).bounding_box()
    assert box
    assert box["width"] <= 390
    assert box["height"] < 0.8 * 780
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not visit.ask("document.querySelector('.atlas-legend details').open")
    assert not visit.ask("atlas.map.options.zoomAnimation")
    labels_keep_clear(visit)
    visit.view.locator("path[data-id='431021']").tap(position={"x": 20, "y": 40})
    expect(visit.page).to_have_url(re.compile("431021"))
    visit.context.close()
    assert visit.errors == []


IN_ANOTHER = """atlas.counties.filter(county => county.element.style.visibility === "visible").filter(county => {
  const box = document.querySelector("#map").getBoundingClientRect();
  return [county.name, county.badges].filter(e => e && getComputedStyle(e).visibility === "visible").some(element => {
    const r = element.getBoundingClientRect();
    const middle = [(r.left + r.right) / 2 - box.left, (r.top + r.bottom) / 2 - box.top];
    const at = atlas.map.containerPointToLayerPoint(middle);
    return atlas.counties.some(other => {
      const path = document.querySelector(`path[data-layer=county_industries][data-id="${other.anchor.c}"]`);
      return other !== county && path.isPointInFill(new DOMPoint(at.x, at.y));
    });
  });
}).map(county => county.anchor.n)"""
CROWDED = "?layers=town_targets,parks,tourism,central_towns,small_towns,towns,airports"


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1024, 700), (390, 844)])
def test_no_county_is_named_or_counted_in_another(browser: Browser, app_url: str, width: int, height: int) -> None:
    visit = Visit(browser, app_url, CROWDED, viewport={"width": width, "height": height})
    for closer in (0, 0.75, 1.5, 2.5):
        visit.ask(f"(atlas.map.setZoom(atlas.homeZoom + {closer}, {{animate: false}}), atlas.placeLabels())")
        assert visit.ask(IN_ANOTHER) == []
    visit.context.close()
