"""Strings from data are hostile: they stay text in the app and in the exported page."""

import csv
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from geo.paths import ROOT as PROJECT
from tests.browser.conftest import MAP, free_port, start_app

HOSTILE = "</script><img src=x onerror=\"document.title='owned'\">**粗体** :red[x] $x$ {{ 7*7 }} {% x %}"


@pytest.fixture(scope="module")
def hostile_url(tmp_path_factory: pytest.TempPathFactory) -> object:
    data = tmp_path_factory.mktemp("hostile") / "data"
    shutil.copytree(PROJECT / "data", data)
    path = data / "projects" / "parks.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    target = next(row for row in rows if row["name_zh"] == "桂阳有色金属科技产业园")
    target["name_zh"], target["note"] = HOSTILE, HOSTILE
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    port = free_port()
    log = tmp_path_factory.mktemp("hostile-log") / "log.txt"
    process = start_app(port, PROJECT / "streamlit_app.py", log, ATLAS_DATA=str(data))
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(timeout=20)


def test_a_hostile_name_stays_text(page: Page, context: BrowserContext, hostile_url: str, tmp_path: Path) -> None:
    page.goto(f"{hostile_url}/?layers=parks")
    frame = page.frame_locator(MAP)
    frame.locator("button.atlas-badge[data-layer=parks][data-county='431021']").click()
    expect(page.get_by_text(HOSTILE).first).to_be_visible()
    assert frame.locator("img[src=x]").count() == 0
    assert page.locator("img[src=x]").count() == 0
    page.locator(".st-key-below").get_by_text("下载", exact=True).click()
    page.locator(".st-key-make-page button").click()
    with page.expect_download() as waiting:
        page.locator(".st-key-download-page button").click()
    path = tmp_path / "hostile.html"
    waiting.value.save_as(path)
    disk = context.new_page()
    disk.goto(path.as_uri())
    disk.locator("button.atlas-badge[data-layer=parks][data-county='431021']").click()
    expect(disk.locator(".atlas-popup summary").filter(has_text="</script>")).to_be_visible()
    assert disk.locator("img[src=x]").count() == 0
    assert disk.title() == "郴州市县域规划图集"
