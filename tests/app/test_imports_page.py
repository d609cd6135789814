"""The section 引入真实几何: what is asked is kept until it is done, and shown; no browser."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from app import imports_state as state
from layers.messages import Messages
from tests.geo.imports import extracts

ZH = Messages("zh")


def section() -> None:
    from app import imports_page  # noqa: PLC0415  # AppTest runs this function as a script of its own
    from layers.messages import Messages  # noqa: PLC0415

    imports_page.show("431000", Messages("zh"))


@pytest.fixture
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ATLAS_USER_DATA", str(tmp_path / "user"))
    return tmp_path / "user" / "geometry"


Open = Callable[..., AppTest]


@pytest.fixture
def opened() -> Iterator[Open]:
    """Opens the section with a file uploaded, as the callback of the uploader leaves it."""
    with tempfile.TemporaryDirectory() as folder:

        def start(content: bytes | None = None, name: str = "traps.osm") -> AppTest:
            app = AppTest.from_function(section, default_timeout=120)
            path = Path(folder) / name
            if content is None:
                extracts.traps().write(path)
            else:
                path.write_bytes(content)
            app.session_state["import-folder"] = SimpleNamespace(name=folder)
            return app.run()

        yield start


def said(app: AppTest) -> str:
    assert not app.exception
    return " ".join(element.value for element in (*app.success, *app.error, *app.markdown, *app.caption))


def test_trial_import_choice_and_removal(user: Path, opened: Open) -> None:
    app = opened()
    app.button(key="import-try").click().run()
    assert "没有写入" in said(app)
    assert not user.exists()
    counts = {metric.label: int(metric.value) for metric in app.metric}
    assert counts[ZH("match.matched")] > 10
    assert counts[ZH("match.ambiguous")] == 2
    app.button(key="import-take").click().run()
    assert "地图已更新" in said(app)
    assert "OpenStreetMap contributors" in said(app)
    (choice,) = [box for box in app.selectbox if "cz-town-012" in box.label]
    choice.select("osm node/5").run()
    assert "osm node/5" in (user / "choices.csv").read_text(encoding="utf-8")
    (choice,) = [box for box in app.selectbox if "cz-town-012" in box.label]
    assert choice.value == "osm node/5"
    (remove,) = [button for button in app.button if button.key.startswith("import-remove-")]
    remove.click().run()
    assert not list(user.glob("*.geojson"))
    assert ZH("import.in_force") not in said(app)


def test_an_order_that_a_run_was_cut_short_over_is_carried_out_by_the_next(user: Path, opened: Open) -> None:
    app = opened()
    path = next(Path(app.session_state["import-folder"].name).iterdir())
    app.session_state["import-order"] = state.Order("take", "431000", path)
    app.run()
    assert "地图已更新" in said(app)
    assert list(user.glob("*.manifest.json"))
    assert "import-order" not in app.session_state


def test_a_file_that_is_refused_is_a_sentence_and_nothing_is_kept(user: Path, opened: Open) -> None:
    app = opened(b"<OGRVRTDataSource/>", "<img src=x>.csv")
    app.button(key="import-take").click().run()
    assert not app.exception
    (error,) = app.error
    assert "虚拟数据源" in error.value
    assert "\\<img" in error.value  # as text
    assert not user.exists()


@pytest.mark.usefixtures("user")
def test_without_a_file_nothing_can_be_asked() -> None:
    app = AppTest.from_function(section, default_timeout=120).run()
    assert app.button(key="import-try").disabled
    assert app.button(key="import-take").disabled
    classes = app.dataframe[-1].value
    assert (classes[ZH("import.before")] == classes[ZH("import.after")]).all()
