"""The app without a browser; the map component itself draws nothing here."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo import frames
from geo.frames import Frames
from geo.paths import ROOT
from layers import compose
from layers.messages import Messages
from layers.model import MapView

Start = Callable[..., AppTest]


def told(app: AppTest) -> list[str]:
    """Warnings as the planner reads them: marks of Markdown are escaped, not shown."""
    return [warning.value.replace("\\", "") for warning in app.warning]


@pytest.fixture
def start() -> Start:
    """Opens the app at an address."""

    def open_at(**query: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        return app.run()

    return open_at


@pytest.fixture(scope="module")
def read_once() -> Iterator[None]:
    """The data of equal paths is read and composed once, for tests of commands that change none of it."""
    load, tables, put_together = cache(frames.load), cache(frames.load_tables), compose.compose
    views: dict[tuple[int, str], MapView] = {}

    def composed(loaded: Frames, t: Messages) -> MapView:
        key = (id(loaded), t.language)
        if key not in views:
            views[key] = put_together(loaded, t)
        return views[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frames, "load", load)
        patch.setattr(frames, "load_tables", tables)
        patch.setattr(compose, "compose", composed)
        yield


@pytest.fixture
def shipped_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped package that the app and the command line are pointed to."""
    import shutil  # noqa: PLC0415

    root = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    monkeypatch.setenv("ATLAS_DATA", str(root))
    return root
