"""First map and layer toggle in a real browser, ours and a plain streamlit-folium app, in one run.

Three apps are opened in turn: an empty Streamlit page, ours, and a plain
streamlit-folium app that draws the same layers from the same local Leaflet.
Times are medians of fresh browsers on warm servers, by the browser's own
clock: from the start of the visit, or from the click on the tick box, until
the shapes are in the map's document. Only the ratios mean something from one
machine to another. What counts for the first map is the time above the empty
page, which no app on Streamlit can go below.
"""

import json
import statistics
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, FrameLocator, Page, WebSocket, sync_playwright

from geo import frames, paths
from layers import compose
from layers.messages import Messages
from layers.model import Layer, MapView
from tests.bench.plain import TOGGLED
from tests.browser.conftest import FLAGS, MAP, ROOT, chromium_path, free_port, start_app

CITY = "431000"
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


def load_view() -> MapView:
    """The map of the bench's city."""
    return compose.compose(frames.load(paths.from_environment(), CITY), Messages("zh"))


def _shapes(*layers: Layer) -> int:
    return sum(int((layer.frame["symbol"] != "badge").sum()) for layer in layers)


def _cases(layers: Sequence[str]) -> dict[str, Case]:
    view = compose.show(load_view(), layers)
    shapes = _shapes(view.counties, *view.shown())
    box = "label:has(input[type=checkbox])"
    ours = "path.atlas-feature"
    return {
        "empty": Case(FOLDER / "empty_app.py", "", "[data-testid=stMarkdownContainer]", 1),
        "ours": Case(ROOT / "streamlit_app.py", MAP, ours, shapes, f".st-key-layer-{TOGGLED} {box}"),
        "plain": Case(
            FOLDER / "plain_app.py", PLAIN_MAP, "path.leaflet-interactive", shapes, f".st-key-{TOGGLED} {box}"
        ),
    }


# At each picture of the page: how many are there, in it or in a frame of it, if that changed; and the last click.
WATCH = """(selector) => {
  if (window !== window.top) return;
  const now = () => performance.timeOrigin + performance.now();
  const found = (page) => page.document.querySelectorAll(selector).length;
  let last = 0;
  const note = () => {
    const count = Math.max(found(window), ...Array.from(window.frames, found));
    if (count !== last) window.benchCounts.push([now(), count]);
    last = count;
    requestAnimationFrame(note);
  };
  window.benchCounts = [];
  window.benchClicked = 0;
  document.addEventListener("click", () => { window.benchClicked = now(); }, true);
  requestAnimationFrame(note);
}"""
REACHED = """([wanted, since]) => window.benchCounts.find(([time, count]) => time > since && count >= wanted)?.[0]"""


def _reached(page: Page, wanted: int, *, since: float = 0) -> float:
    """Wait until so many are there after a time of the browser's clock; the time at which they were, milliseconds."""
    page.wait_for_function(REACHED, arg=[wanted, since], timeout=90_000)
    return float(page.evaluate(REACHED, [wanted, since]))


def _idle(page: Page) -> None:
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=90_000)


def visit(browser: Browser, url: str, case: Case, toggled: int) -> tuple[float, float]:
    """Seconds to the first map in a fresh browser, and from a tick to the layer on the map (0 without a box)."""
    context = browser.new_context(viewport={"width": 1366, "height": 820})
    context.add_init_script(f"({WATCH})({json.dumps(case.first)})")
    page = context.new_page()
    page.goto(url)
    first = _reached(page, case.count) - float(page.evaluate("performance.timeOrigin"))
    second = 0.0
    if case.box:
        _idle(page)
        page.wait_for_timeout(500)
        before = int(page.evaluate("window.benchCounts.at(-1)[1]"))
        page.locator(case.box).click()
        clicked = float(page.evaluate("window.benchClicked"))
        second = _reached(page, before + toggled, since=clicked) - clicked
    context.close()
    return first / 1000, second / 1000


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
    view.locator(case.first).nth(case.count - 1).wait_for(state="attached", timeout=90_000)
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


@dataclass(frozen=True)
class Measured:
    """Medians of some visits, by the app's name.

    Parameters
    ----------
    layers, rows
        How many layers were shown at the start, and how many features they have.
    first, toggle
        Seconds to the first map, and from a tick to the layer on the map.
    moved
        Messages sent while the map is dragged and zoomed.
    """

    layers: int
    rows: int
    first: dict[str, float]
    toggle: dict[str, float]
    moved: dict[str, int]

    def above(self, name: str) -> float:
        """Seconds to the first map above the empty page."""
        return self.first[name] - self.first["empty"]


def measure(runs: int, layers: Sequence[str]) -> Measured:
    """Open the apps with these layers so many times, tick one more, and move the map."""
    cases = _cases(layers)
    view = compose.show(load_view(), layers)
    toggled = _shapes(view.layer(TOGGLED))
    query = urlencode({"city": CITY, "layers": ",".join(layers)})
    first: dict[str, list[float]] = {name: [] for name in cases}
    toggle: dict[str, list[float]] = {name: [] for name, case in cases.items() if case.box}
    with tempfile.TemporaryDirectory() as logs, sync_playwright() as playwright:
        ports = {name: free_port() for name in cases}
        urls = {name: f"http://127.0.0.1:{port}/?{query}" for name, port in ports.items()}
        apps = [
            start_app(ports[name], case.script, Path(logs) / f"{name}.txt", PYTHONPATH=str(ROOT))
            for name, case in cases.items()
        ]
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        try:
            for turn in range(runs + 1):
                for name, case in cases.items():
                    taken = visit(browser, urls[name], case, toggled)
                    if turn:  # the first turn warms caches
                        first[name].append(taken[0])
                        if case.box:
                            toggle[name].append(taken[1])
            moved = {name: runs_while_moving(browser, urls[name], cases[name], pan_and_zoom) for name in toggle}
        finally:
            browser.close()
            for app in apps:
                app.terminate()

    def median(lists: dict[str, list[float]]) -> dict[str, float]:
        return {name: statistics.median(values) for name, values in lists.items()}

    rows = sum(len(layer.frame) for layer in view.shown())
    return Measured(len(layers), rows, median(first), median(toggle), moved)
