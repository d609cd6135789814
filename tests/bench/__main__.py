"""First map and layer toggle in a real browser and size of the offline page, against plain folium, in one run.

    python -m tests.bench [repetitions]

Three apps are opened in turn: an empty Streamlit page, ours, and a plain
streamlit-folium app that draws the same layers from the same local Leaflet.
Times are medians of fresh browsers on warm servers; only the ratios mean
something from one machine to another. What counts for the first map is the
time above the empty page, which no app on Streamlit can go below.
"""

import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, FrameLocator, Page, WebSocket, sync_playwright

from geo import frames, paths
from layers import catalog, compose
from layers.messages import Messages
from layers.render import folium as renderer
from tests.bench import exports
from tests.bench.plain import TOGGLED, plain_map
from tests.browser.conftest import FLAGS, MAP, ROOT, chromium_path, free_port, start_app

RUNS = 5
FOLDER = Path(__file__).parent
PLAIN_MAP = "iframe[title='streamlit_folium.st_folium']"


@dataclass(frozen=True)
class Case:
    """An app under measurement.

    Parameters
    ----------
    script
        What Streamlit runs.
    frame
        Selector of the map's frame, empty for none.
    first, count
        What is there once the first map is, and how many of it.
    box
        Selector of the tick box of a layer, empty for none.
    """

    script: Path
    frame: str
    first: str
    count: int
    box: str = ""


def _cases() -> dict[str, Case]:
    view = compose.compose(frames.load(paths.from_environment(), "431000"), Messages("zh"))
    shapes = sum(int((layer.frame["symbol"] != "badge").sum()) for layer in (view.counties, *view.shown()))
    box = "label:has(input[type=checkbox])"
    ours = "path.atlas-feature"
    return {
        "empty": Case(FOLDER / "empty_app.py", "", "text=ready", 1),
        "ours": Case(ROOT / "streamlit_app.py", MAP, ours, shapes, f".st-key-layer-{TOGGLED} {box}"),
        "plain": Case(
            FOLDER / "plain_app.py", PLAIN_MAP, "path.leaflet-interactive", shapes, f".st-key-{TOGGLED} {box}"
        ),
    }


def _added(view: FrameLocator | Page, case: Case, wanted: int) -> None:
    view.locator(case.first).nth(wanted - 1).wait_for(state="attached", timeout=90_000)


def _idle(page: Page) -> None:
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=90_000)


def visit(browser: Browser, url: str, case: Case, toggled: int) -> tuple[float, float]:
    """Seconds to the first map in a fresh browser, and from a tick to the layer on the map (0 without a box)."""
    context = browser.new_context(viewport={"width": 1366, "height": 820})
    page = context.new_page()
    start = time.perf_counter()
    page.goto(url)
    view = page.locator(case.frame).last.content_frame if case.frame else page
    _added(view, case, case.count)
    first = time.perf_counter() - start
    second = 0.0
    if case.box:
        _idle(page)
        page.wait_for_timeout(500)
        start = time.perf_counter()
        page.locator(case.box).click()
        _added(view, case, case.count + toggled)
        second = time.perf_counter() - start
    context.close()
    return first, second


def runs_while_moving(browser: Browser, url: str, case: Case, move: Callable[[Page, FrameLocator], None]) -> int:
    """Messages that the browser sends to the app while the map is moved: each would be a run."""
    context = browser.new_context(viewport={"width": 1366, "height": 820})
    page = context.new_page()
    sent: list[object] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", lambda frame: sent.append(frame))  # noqa: PLW0108  # playwright wraps what it is given

    page.on("websocket", listen)
    page.goto(url)
    view = page.locator(case.frame).last.content_frame
    _added(view, case, case.count)
    _idle(page)
    page.wait_for_timeout(1000)
    sent.clear()
    move(page, view)
    page.wait_for_timeout(2000)
    context.close()
    return len(sent)


def pan_and_zoom(page: Page, view: FrameLocator) -> None:
    """Drag the map, turn the wheel, press the zoom button."""
    box = view.locator(".leaflet-container").bounding_box()
    if box is None:
        message = "the map is not on the page"
        raise LookupError(message)
    x, y = box["x"] + 60, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 80, y + 40, steps=5)
    page.mouse.up()
    page.mouse.wheel(0, -240)
    view.locator(".leaflet-control-zoom-in").click()


def measure(runs: int) -> tuple[dict[str, float], dict[str, float], dict[str, int]]:
    """Median seconds to the first map and of a toggle, and messages sent by a pan and zoom."""
    cases = _cases()
    view = compose.compose(frames.load(paths.from_environment(), "431000"), Messages("zh"))
    toggled = int((view.layer(TOGGLED).frame["symbol"] != "badge").sum())
    first: dict[str, list[float]] = {name: [] for name in cases}
    toggle: dict[str, list[float]] = {name: [] for name, case in cases.items() if case.box}
    with tempfile.TemporaryDirectory() as logs, sync_playwright() as playwright:
        ports = {name: free_port() for name in cases}
        apps = [
            start_app(ports[name], case.script, Path(logs) / f"{name}.txt", PYTHONPATH=str(ROOT))
            for name, case in cases.items()
        ]
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        try:
            for turn in range(runs + 1):
                for name, case in cases.items():
                    taken = visit(browser, f"http://127.0.0.1:{ports[name]}/", case, toggled)
                    if turn:  # the first turn warms caches
                        first[name].append(taken[0])
                        if case.box:
                            toggle[name].append(taken[1])
            moved = {
                name: runs_while_moving(browser, f"http://127.0.0.1:{ports[name]}/", cases[name], pan_and_zoom)
                for name in toggle
            }
        finally:
            browser.close()
            for app in apps:
                app.terminate()

    def median(lists: dict[str, list[float]]) -> dict[str, float]:
        return {name: statistics.median(values) for name, values in lists.items()}

    return median(first), median(toggle), moved


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
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    first, toggle, moved = measure(runs)
    above = {name: first[name] - first["empty"] for name in ("ours", "plain")}
    print("first map in the browser, seconds (median of", runs, "fresh browsers)")
    for name, value in first.items():
        print(f"  {name:6} {value:6.2f}")
    print(f"  above an empty page: ours {above['ours']:.2f}, plain {above['plain']:.2f}")
    print(f"  ratio ours / plain: {above['ours'] / above['plain']:.2f}")
    print("a layer ticked in the sidebar, seconds until it is on the map")
    for name, value in toggle.items():
        print(f"  {name:6} {value:6.2f}")
    print(f"  ratio ours / plain: {toggle['ours'] / toggle['plain']:.2f}")
    print("messages to the app while the map is dragged and zoomed")
    for name, number in moved.items():
        print(f"  {name:6} {number:6}")
    sizes = page_sizes()
    print("offline page with every layer, kB")
    for name, size in sizes.items():
        print(f"  {name:6} {size / 1000:8.0f}")
    print(f"  ratio ours / plain: {sizes['ours'] / sizes['plain']:.2f}")
    exports.show_ratios()


if __name__ == "__main__":
    main()
