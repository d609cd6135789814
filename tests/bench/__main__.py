"""First map in a real browser and size of the offline page, against plain folium, in one run.

Times are medians of fresh browsers on warm servers; only the ratios mean
something from one machine to another.
"""

import re
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from geo import frames, paths
from layers import catalog, compose
from layers.messages import Messages
from layers.render import folium as renderer
from tests.bench.plain import plain_map
from tests.browser.conftest import FLAGS, ROOT, chromium_path, free_port, start_app

RUNS = 5
FOLDER = Path(__file__).parent
FRAME = "iframe[title='streamlit_folium.st_folium']"


def seconds_to(browser: Browser, url: str, *, selector: str, count: int, framed: bool) -> float:
    """Seconds from opening a page in a fresh context until a selector matches so many elements."""
    context = browser.new_context(viewport={"width": 1366, "height": 820})
    page = context.new_page()
    start = time.perf_counter()
    page.goto(url)
    where = page.frame_locator(FRAME) if framed else page
    where.locator(selector).nth(count - 1).wait_for(state="attached", timeout=90_000)
    spent = time.perf_counter() - start
    context.close()
    return spent


def first_map() -> dict[str, float]:
    """Median seconds to the first content of an empty page, our app and a plain app, taken in turn."""
    scripts = {
        "empty": (FOLDER / "empty_app.py", "text=ready", 1, False),
        "ours": (ROOT / "streamlit_app.py", "path[data-layer=county_industries]", 11, True),
        "plain": (FOLDER / "plain_app.py", "path.leaflet-interactive", 11, True),
    }
    spent: dict[str, list[float]] = {name: [] for name in scripts}
    with tempfile.TemporaryDirectory() as logs, sync_playwright() as playwright:
        ports = {name: free_port() for name in scripts}
        apps = [
            start_app(ports[name], script, Path(logs) / f"{name}.txt", PYTHONPATH=str(ROOT))
            for name, (script, *_) in scripts.items()
        ]
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        try:
            for turn in range(RUNS + 1):
                for name, (_, selector, count, framed) in scripts.items():
                    url = f"http://127.0.0.1:{ports[name]}/"
                    taken = seconds_to(browser, url, selector=selector, count=count, framed=framed)
                    if turn:  # the first turn warms caches
                        spent[name].append(taken)
        finally:
            browser.close()
            for app in apps:
                app.terminate()
    return {name: statistics.median(values) for name, values in spent.items()}


def page_sizes() -> dict[str, int]:
    """Bytes of the offline page of all layers, ours and plain folium with the same scripts inlined."""
    view = compose.compose(frames.load(paths.from_environment(), "431000"), Messages("zh"))
    ours = renderer.page_html(view, layer_ids=catalog.layer_ids())
    plain = plain_map(view, layers=view.layers).get_root().render()
    linked = re.compile(r"<(script|link)[^>]*(https?:)?//[^>]*>(</script>)?")
    bare = linked.sub("", plain)
    scripts = (renderer.leaflet_folder() / "leaflet.js").stat().st_size
    styles = (renderer.leaflet_folder() / "leaflet.css").stat().st_size
    return {"ours": len(ours.encode()), "plain": len(bare.encode()) + scripts + styles}


def main() -> None:
    """Print the table."""
    times = first_map()
    above = {name: times[name] - times["empty"] for name in ("ours", "plain")}
    print("first map in the browser, seconds (median of", RUNS, "fresh browsers)")
    for name, value in times.items():
        print(f"  {name:6} {value:6.2f}")
    print(f"  above an empty page: ours {above['ours']:.2f}, plain {above['plain']:.2f}")
    print(f"  ratio ours / plain: {above['ours'] / above['plain']:.2f}")
    sizes = page_sizes()
    print("offline page with every layer, kB")
    for name, size in sizes.items():
        print(f"  {name:6} {size / 1000:8.0f}")
    print(f"  ratio ours / plain: {sizes['ours'] / sizes['plain']:.2f}")


if __name__ == "__main__":
    main()
