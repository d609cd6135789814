"""The page 成果共享 in a browser: choose, make, download, open; nothing asked of any other host."""

import json
from pathlib import Path

import pyogrio
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect


def open_page(page: Page, app_url: str, query: str) -> None:
    """By the navigation: at the address of a page Streamlit first asks for what is not there."""
    page.goto(f"{app_url}/{query}")
    expect(page.get_by_text("郴州市县域规划图集").first).to_be_visible(timeout=120_000)
    page.get_by_role("link", name="成果共享").first.click()
    expect(page.locator(".st-key-make-share button")).to_be_visible(timeout=120_000)


def choose(page: Page, key: str, option: str) -> None:
    page.locator(f".st-key-{key} [data-baseweb=select]").click()
    page.get_by_role("option", name=option, exact=True).click()


def download(page: Page, path: Path) -> Path:
    page.locator(".st-key-make-share button").click()
    button = page.locator(".st-key-download-share button")
    expect(button).to_contain_text("下载（", timeout=120_000)
    with page.expect_download() as waiting:
        button.click()
    waiting.value.save_as(path)
    return path


def test_layers_are_chosen_made_downloaded_and_opened(page: Page, app_url: str, tmp_path: Path) -> None:
    open_page(page, app_url, "?layers=town_targets,industry_structure")
    expect(page.get_by_text("3 个图层")).to_be_visible()
    file = download(page, tmp_path / "layers.gpkg")
    tables = {name for name, _ in pyogrio.list_layers(file)}
    assert {"county_industries_area", "town_targets_point"} <= tables
    assert len(pyogrio.read_dataframe(file, layer="county_industries_area")) == 11
    page.get_by_text("自选", exact=True).click()
    page.locator(".st-key-share-layers input").fill("城区人口")
    page.get_by_role("option").first.click()
    page.keyboard.press("Escape")
    choose(page, "share-kind", "GeoJSON")
    expect(page.locator("code").filter(has_text="export town_targets --format geojson")).to_be_visible()
    file = download(page, tmp_path / "town_targets.geojson")
    rows = pyogrio.read_dataframe(file)
    assert len(rows) == 10
    assert (rows["citation"] != "").all()
    assert "crs" not in json.loads(file.read_text(encoding="utf-8"))


def test_page_has_no_serious_barrier(page: Page, app_url: str) -> None:
    open_page(page, app_url, "?layers=town_targets")
    for part in ("数据字典", "许可与来源", "服务与嵌入"):
        page.locator(".st-key-share-part").get_by_text(part, exact=True).click()
        expect(page.locator(".st-key-share-part [aria-checked=true]")).to_have_text(part)
    expect(page.get_by_text("/collections/431000.", exact=False).first).to_be_visible()
    # The widgets are Streamlit's; what stands between them is ours.
    found = Axe().run(page, context=".stMainBlockContainer").response["violations"]
    serious = [
        (rule["id"], [node["html"][:120] for node in rule["nodes"]])
        for rule in found
        if rule["impact"] in {"serious", "critical"}
    ]
    assert serious == []
