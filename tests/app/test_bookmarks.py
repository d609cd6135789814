"""Bookmarks in the app: add, open, rename, delete and take back, take along, bring."""

import json
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from app import bookmarks
from app.folds import fold_key
from app.tree import layer_key
from layers.messages import Messages
from tests.app.conftest import Start

ZH = Messages("zh")


def run(app: AppTest, *boxes: str) -> AppTest:
    """A run with the box of bookmarks open, as a browser would keep it."""
    for box in (fold_key("bookmark-box"), *boxes):
        app.session_state[box] = True
    app.run()
    assert not app.exception
    return app


def opened(start: Start, **query: str) -> AppTest:
    return run(start(**query))


def click(app: AppTest, key: str, *boxes: str) -> None:
    app.button(key=key).click()
    run(app, *boxes)


def add(app: AppTest, title: str) -> None:
    app.text_input(key="bookmark-title").set_value(title)
    click(app, "bookmark-add")


def titles(app: AppTest) -> list[str]:
    return [bookmark.title for bookmark in app.session_state[bookmarks.LIST]]


def test_view_is_kept_under_a_name_and_opened_again(start: Start) -> None:
    app = opened(start, layers="parks", filter="county~431021")
    add(app, "<b>园区</b>")
    add(app, "<b>园区</b>")
    assert titles(app) == ["<b>园区</b>", "<b>园区</b>（2）"]
    assert app.text_input(key="bookmark-title").value == ""
    app.selectbox(key="city").select("430300")
    run(app)
    click(app, "bookmark-0")
    assert app.query_params["city"] == "431000"
    assert app.query_params["layers"] == "parks"
    assert app.query_params["filter"] == "county~431021"
    assert not app.exception


def test_language_stays_that_of_the_reader(start: Start) -> None:
    app = opened(start, layers="parks")
    add(app, "一")
    app.selectbox(key="language").select("en")
    run(app)
    click(app, "bookmark-0")
    assert app.query_params["lang"] == "en"


def test_bookmark_is_renamed_deleted_and_put_back(start: Start) -> None:
    app = opened(start)
    add(app, "一")
    add(app, "二")
    run(app, "bookmark-edit-0")
    app.text_input(key="bookmark-name-0").set_value("二")
    run(app, "bookmark-edit-0")
    assert titles(app) == ["二（2）", "二"]
    click(app, "bookmark-delete-0", "bookmark-edit-0")
    assert titles(app) == ["二"]
    click(app, "bookmark-undo")
    assert titles(app) == ["二（2）", "二"]
    assert not app.exception


def test_selection_is_bookmarked_from_the_panel(start: Start) -> None:
    app = start(sel="feature~county_industries~431021")
    app.button(key="panel-bookmark").click().run()
    assert titles(app) == ["桂阳县"]


def bring(content: bytes, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """What the session holds after a file was chosen."""
    chosen = SimpleNamespace(name="我的\n书签.json", getvalue=lambda: content)
    session: dict[str, object] = {bookmarks._uploader_key(): chosen}  # noqa: SLF001  # no browser chooses a file here
    monkeypatch.setattr(bookmarks.st, "session_state", session)
    monkeypatch.setattr(bookmarks.state, "words", lambda: ZH)
    bookmarks._bring(["431000", "430300"])  # noqa: SLF001
    return session


def test_file_is_merged_and_what_is_wrong_with_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    view = {"city": "431000", "layers": "parks"}
    items = [{"title": "一", "view": view}, {"title": "二", "view": {"city": "1"}}, {"title": "一", "view": view}]
    session = bring(json.dumps({"version": 1, "bookmarks": items}).encode(), monkeypatch)
    assert [bookmark.title for bookmark in bookmarks.kept()] == ["一"]
    report = session["bookmark-report"]
    assert isinstance(report, list)
    assert report[0] == ZH("bookmark.brought", name="我的 书签.json", count=1)
    assert len(report) == 3
    assert session["bookmark-uploads"] == 1


def test_file_that_is_none_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    session = bring(b"{", monkeypatch)
    assert bookmarks.kept() == []
    (line,) = session["bookmark-report"]  # type: ignore[misc]  # a list, as in the test before
    assert "JSON" in line


def test_ticks_follow_an_opened_bookmark(start: Start) -> None:
    app = opened(start, layers="town_targets")
    add(app, "一")
    app.checkbox(key=layer_key("grand_cross")).check()
    run(app)
    click(app, "bookmark-0")
    assert not app.checkbox(key=layer_key("grand_cross")).value
