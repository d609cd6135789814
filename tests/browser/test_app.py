"""What a planner does in the app, in a browser that can reach nothing but the app."""

import json
import re
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect

from tests.browser.conftest import FLAGS, MAP, chromium_path

COUNTIES = 11


def open_app(page: Page, url: str, query: str = "") -> FrameLocator:
    page.goto(f"{url}/{query}")
    frame = page.frame_locator(MAP)
    expect(frame.locator("path[data-layer=county_industries]")).to_have_count(COUNTIES)
    expect(page.locator(".st-key-below")).to_be_visible()  # the map comes first, the rest of the page after it
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible()
    return frame


def panel(page: Page) -> str:
    return page.locator(".st-key-panel").inner_text()


def test_first_look_shows_counties_targets_and_the_review_note(page: Page, app_url: str) -> None:
    frame = open_app(page, app_url)
    expect(frame.locator(".atlas-targets")).to_contain_text("80–85 万人")
    expect(frame.locator(".leaflet-control-attribution")).to_contain_text("未经审图")
    expect(frame.locator(".atlas-legend")).to_contain_text("县域首列产业")
    expect(frame.locator("path[data-layer=town_targets]")).to_have_count(10)
    labels = frame.locator(".atlas-label").all_inner_texts()
    assert sorted(labels) == sorted(
        ["北湖区", "苏仙区", "桂阳县", "宜章县", "永兴县", "嘉禾县", "临武县", "汝城县", "桂东县", "安仁县", "资兴市"]
    )


def test_clicking_a_county_shows_its_target_with_the_source(page: Page, app_url: str) -> None:
    frame = open_app(page, app_url, "?layers=")
    frame.locator("path[data-id='431021']").click(position={"x": 40, "y": 60})
    expect(page.get_by_role("heading", name="桂阳县")).to_be_visible()
    text = panel(page)
    assert "40 万人" in text
    assert "第四节 大力发展县域经济" in text
    assert "29103" in text
    industries = ["有色金属(铅锌)", "家居智造", "新材料", "商贸物流", "电子信息", "文化旅游", "优质农产品"]
    assert [text.index(name) for name in industries] == sorted(text.index(name) for name in industries)
    expect(page).to_have_url(re.compile("sel=feature"))


def test_the_joint_target_is_shown_as_joint_in_both_districts(page: Page, app_url: str) -> None:
    for code in ("431002", "431003"):
        open_app(page, app_url, f"?sel=feature~county_industries~{code}")
        expect(page.get_by_text("返回全市")).to_be_visible()
        text = panel(page)
        assert "80–85 万人" in text
        assert "北湖区、苏仙区" in text


def test_a_badge_lists_what_is_known_by_county_only(page: Page, app_url: str) -> None:
    frame = open_app(page, app_url, "?layers=parks")
    badge = frame.locator("button.atlas-badge[data-layer=parks][data-county='431021']")
    count = int(badge.inner_text())
    badge.click()
    expect(page.get_by_role("heading", name="桂阳县")).to_be_visible()
    expect(page.locator(".st-key-panel").get_by_role("button", name="桂阳有色金属科技产业园")).to_be_visible()
    assert f"只知所在县市区 {count}" in panel(page)


def test_a_toggle_keeps_the_map_and_panning_never_reruns(page: Page, app_url: str) -> None:
    frame = open_app(page, app_url, "?layers=town_targets")
    frame.locator("body").evaluate("() => { window.sameMap = 1; window.atlas.map.setView([25.5, 113.2], 9); }")
    page.wait_for_timeout(800)
    assert "sel=" not in page.url
    page.locator(".st-key-theme-industry").get_by_text("产业与园区").click()
    page.get_by_text("工业空间布局（一核两廊三点）").click()
    expect(frame.locator("path[data-layer=industry_structure]")).to_have_count(6)
    same, zoom = frame.locator("body").evaluate("() => [window.sameMap, window.atlas.map.getZoom()]")
    assert same == 1
    assert zoom == 9
    expect(page).to_have_url(re.compile("industry_structure"))


def test_schematic_lines_are_dashed_and_general_knowledge_is_dotted(page: Page, app_url: str) -> None:
    frame = open_app(page, app_url, "?layers=town_axes,industry_structure")
    frame.locator("path[data-layer=town_axes]").first.wait_for()
    dashes = {
        path.get_attribute("data-id"): path.get_attribute("stroke-dasharray")
        for path in frame.locator(
            ".atlas-feature[data-layer=town_axes], .atlas-feature[data-layer=industry_structure]"
        ).all()
        if path.get_attribute("fill") == "none"
    }
    assert dashes["cz-s02-02"] == "9 6"
    assert dashes["cz-s06-04"] == "2 7"
    assert all(dashes.values())


def test_the_keyboard_reaches_a_county(page: Page, app_url: str) -> None:
    frame = open_app(page, app_url, "?layers=")
    frame.locator("path[data-id='431081']").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="资兴市")).to_be_visible()


def test_english_and_the_second_city(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?city=430300&lang=en")
    frame = page.frame_locator(MAP)
    expect(frame.locator("path[data-layer=county_industries]")).to_have_count(5)
    expect(page.get_by_text("County plan atlas: Xiangtan")).to_be_visible()
    expect(frame.locator(".atlas-label").filter(has_text="Shaoshan")).to_have_count(1)


def test_unknown_options_in_the_address_are_named(page: Page, app_url: str) -> None:
    open_app(page, app_url, "?layers=parks,nonsense&map=globe")
    expect(page.get_by_text("layers=nonsense")).to_be_visible()


def test_extruded_targets_in_webgl(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?map=pydeck&layers=town_targets")
    expect(page.get_by_test_id("stDeckGlJsonChart").locator("canvas").first).to_be_visible()
    expect(page.get_by_text("柱高为 2025 年城区人口目标")).to_be_visible()


def test_the_figure_behind_a_colour_is_told_with_the_name_of_the_county(page: Page, app_url: str) -> None:
    frame = open_app(page, app_url, "?layers=&fill=count_parks")
    county = frame.locator("path[data-id='431021']")
    expect(county).to_have_attribute("aria-label", "桂阳县 · 园区与平台数 8")
    county.hover(position={"x": 40, "y": 60})
    expect(frame.locator(".atlas-tip")).to_have_text("桂阳县 · 园区与平台数 8")


def test_what_is_clicked_in_webgl_is_in_the_panel_and_in_the_address(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?map=pydeck&layers=")
    canvas = page.get_by_test_id("stDeckGlJsonChart").locator("canvas").first
    expect(canvas).to_be_visible()
    expect(page.locator(".st-key-below")).to_be_visible()
    page.wait_for_timeout(2000)  # the deck tells nobody that it is drawn
    box = canvas.bounding_box()
    assert box
    canvas.click(position={"x": 0.3 * box["width"], "y": 0.45 * box["height"]})
    expect(page).to_have_url(re.compile("sel=feature~county_industries~431021"))
    expect(page.locator(".st-key-panel").get_by_role("heading", name="桂阳县")).to_be_visible()


def test_without_webgl_the_page_says_so_and_shows_the_map_by_itself(browser: Browser, app_url: str) -> None:
    flat = browser.browser_type.launch(executable_path=chromium_path(), args=[*FLAGS, "--disable-3d-apis"])
    page = flat.new_page()
    page.goto(f"{app_url}/?map=pydeck&layers=town_targets")
    expect(page.get_by_text("缺少 WebGL")).to_be_visible()
    expect(page.frame_locator(MAP).locator("path[data-layer=town_targets]").first).to_be_attached()
    expect(page).to_have_url(re.compile("map=leaflet"))
    flat.close()


def test_the_downloaded_page_shows_the_same_from_disk(
    page: Page, context: BrowserContext, app_url: str, tmp_path: Path
) -> None:
    open_app(page, app_url, "?layers=town_targets,grand_cross,parks")
    page.locator(".st-key-below").get_by_text("下载", exact=True).click()
    page.locator(".st-key-make-page button").click()
    with page.expect_download() as waiting:
        page.locator(".st-key-download-page button").click()
    path = tmp_path / "map.html"
    waiting.value.save_as(path)
    outside: list[str] = []
    errors: list[str] = []
    disk = context.new_page()
    disk.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else outside.append(r.url))
    disk.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    disk.on("pageerror", lambda error: errors.append(str(error)))
    disk.goto(path.as_uri())
    expect(disk.locator("path[data-layer=county_industries]")).to_have_count(COUNTIES)
    expect(disk.locator("path[data-layer=town_targets]")).to_have_count(10)
    expect(disk.locator(".atlas-title")).to_have_text("郴州市县域规划图集")
    expect(disk.locator(".leaflet-control-attribution")).to_contain_text("未经审图")
    disk.locator("path[data-id='431021']").click(position={"x": 40, "y": 60})
    popup = disk.locator(".leaflet-popup").last
    expect(popup).to_contain_text("桂阳县")
    expect(popup).to_contain_text("郴州建设全省重要增长极的示范引领区")
    disk.keyboard.press("Escape")
    disk.locator("path[data-layer=town_targets][aria-label^='桂阳县']").focus()
    disk.keyboard.press("Enter")
    expect(popup).to_contain_text("40 万人")
    expect(popup).to_contain_text("第四节 大力发展县域经济")
    disk.locator(".page-layers input[value=parks]").uncheck()
    expect(disk.locator("button.atlas-badge")).to_have_count(0)
    assert outside == []
    assert errors == []


def test_search_finds_an_alias_switches_the_layer_on_and_flies_to_it(page: Page, app_url: str) -> None:
    frame = open_app(page, app_url, "?layers=")
    before = frame.locator("body").evaluate("() => window.atlas.map.getZoom()")
    page.locator(".st-key-search input").fill("东波水库")
    page.locator(".st-key-search-hits").get_by_role("button", name="青龙口水库").click()
    expect(page.get_by_role("heading", name="苏仙青龙口水库")).to_be_visible()
    expect(frame.locator("button.atlas-badge[data-layer=reservoirs]").first).to_be_visible()
    assert frame.locator("body").evaluate("() => window.atlas.map.getZoom()") > before


def test_search_finds_what_is_not_on_the_map(page: Page, app_url: str) -> None:
    open_app(page, app_url, "?layers=")
    page.locator(".st-key-search input").fill("东河组团")
    page.locator(".st-key-search-hits").get_by_role("button", name="东河组团").first.click()
    expect(page.get_by_role("heading", name="东河组团")).to_be_visible()
    assert "新型工业" in panel(page)


def test_a_filter_leaves_only_what_it_keeps_and_says_so(page: Page, app_url: str) -> None:
    frame = open_app(page, app_url, "?layers=parks,town_axes&filter=county~431021.status~to_build")
    badges = frame.locator("button.atlas-badge[data-layer=parks]")
    expect(badges).to_have_count(1)
    assert badges.get_attribute("data-county") == "431021"
    said = page.get_by_text("已开图层中显示").first
    expect(said).to_contain_text("县市区 桂阳县；状态")
    expect(frame.locator("path[data-layer=town_axes][data-id='cz-s06-05']")).to_have_count(0)
    of_parks = frame.locator(".atlas-legend section").filter(has_text="园区与产业基地")
    expect(of_parks).to_contain_text(re.compile(r"筛选后落图 \d+ / 37"))
    expect(of_parks).not_to_contain_text("未落图")
    page.get_by_role("button", name="清除筛选").click()
    expect(badges.nth(3)).to_be_visible()
    expect(of_parks).to_contain_text("未落图 17")
    expect(page).not_to_have_url(re.compile("filter="))


def test_search_by_initials_and_keyboard_alone_and_back_undoes_it(page: Page, app_url: str) -> None:
    open_app(page, app_url, "?layers=towns")
    page.locator(".st-key-search input").fill("gyx")
    first = page.locator(".st-key-search-hits").get_by_role("button").first
    expect(first).to_contain_text("桂阳县")
    first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="桂阳县")).to_be_visible()
    expect(page).to_have_url(re.compile("sel=feature"))
    page.go_back()
    expect(page.get_by_role("heading", name="桂阳县")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("sel="))


def test_row_of_the_table_is_selected_on_the_map(page: Page, app_url: str) -> None:
    open_app(page, app_url, "?layers=town_targets")
    page.locator(".st-key-below").get_by_text("图上要素").click()
    table = page.get_by_test_id("stDataFrame").locator(".dvn-scroller")
    expect(table).to_be_visible()
    table.click(position={"x": 16, "y": 52})
    expect(page).to_have_url(re.compile("sel=feature~town_targets"))
    expect(page.locator(".st-key-panel").get_by_role("button", name="加入书签")).to_be_visible()


def test_bookmark_is_kept_through_its_file(page: Page, app_url: str, tmp_path: Path) -> None:
    open_app(page, app_url, "?layers=town_targets&sel=feature~county_industries~431021")
    page.get_by_role("button", name="加入书签").click()
    expect(page.locator(".st-key-bookmark-box summary")).to_contain_text("(1)")
    page.locator(".st-key-bookmark-box summary").click()
    with page.expect_download() as waiting:
        page.locator(".st-key-bookmark-save button").click()
    path = tmp_path / "bookmarks.json"
    waiting.value.save_as(path)
    assert json.loads(path.read_text(encoding="utf-8"))["bookmarks"][0]["title"] == "桂阳县"
    open_app(page, app_url, "?layers=towns")
    page.locator(".st-key-bookmark-box summary").click()
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(path)
    page.locator(".st-key-bookmark-box").get_by_role("button", name="桂阳县").click()
    expect(page.get_by_role("heading", name="桂阳县")).to_be_visible()
    expect(page).to_have_url(re.compile("layers=town_targets"))
