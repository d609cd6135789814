"""The page 专题制图 without a browser: what lies on the desk, what an edit changes, what is refused, what is made."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pypdf import PdfReader
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.testing.v1 import AppTest

from app import brief_make, brief_state, briefings, state
from app.brief_state import Desk
from geo import frames, paths
from geo.errors import ExportError
from layers.briefing import LIMITS
from layers.export import artefacts
from layers.messages import Messages
from tests.tiny.package import build_package
from tests.tiny.rows import CITY, JIA, OTHER_CITY

ZH, EN = Messages("zh"), Messages("en")
PARKS, PARKS_OF_JIA = "4", "2"  # rows of the layer in the imaginary city
Open = Callable[..., AppTest]


def briefing(title: object, *views: object, **more: object) -> dict[str, Any]:
    return {"briefing": 1, "title": title, "city": CITY, "language": "zh", "views": list(views)} | more


def sheet(title: object, layers: str, **more: object) -> dict[str, Any]:
    return {"title": title, "view": {"layers": layers}} | more


FIRST = sheet(
    {"zh": "园区", "en": "Parks"},
    "parks",
    text={"zh": "共 {total:parks} 项", "en": "{total:parks} in all"},
    note={"zh": "先说园区", "en": "Parks first"},
    figures=["total:parks"],
)
OVERVIEW = briefing(
    {"zh": "虚州总览", "en": "Xu at a glance"}, FIRST, sheet("铁路", "railways"), sheet("公路", "roads")
)
INDUSTRY = briefing({"zh": "产业", "en": "Industry"}, sheet({"zh": "景区", "en": "Sights"}, "tourism"))


def page() -> None:
    from app import data, state  # noqa: PLC0415  # AppTest runs this function as a script of its own
    from app.pages import brief  # noqa: PLC0415

    state.read(list(data.load_cities()))
    brief.show()


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The imaginary city with two ready-made briefings; never changed."""
    root = tmp_path_factory.mktemp("package")
    build_package(root)
    (root / "briefings").mkdir()
    for name, content in (("overview", OVERVIEW), ("industry", INDUSTRY)):
        path = root / "briefings" / f"{CITY}-{name}.json"
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return root


@pytest.fixture
def opened(package: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens the page on the imaginary city at an address."""
    monkeypatch.setenv("ATLAS_DATA", str(package))
    monkeypatch.setenv("ATLAS_USER_DATA", str(package / "nothing"))

    def open_at(**query: str) -> AppTest:
        app = AppTest.from_function(page, default_timeout=120)
        for name, value in query.items():
            app.query_params[name] = value
        return app.run()

    return open_at


@dataclass(frozen=True)
class Handed:
    """A file that the page offers: name and kind as the browser is told, and its bytes."""

    name: str
    mime: str
    content: bytes


@pytest.fixture
def handed_out(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Handed]]:
    """Files for download in the order in which they are offered."""
    found: list[Handed] = []
    store = MemoryMediaFileStorage.load_and_get_id

    def kept(
        self: MemoryMediaFileStorage, data: bytes, mimetype: str, kind: MediaFileKind, filename: str | None = None
    ) -> str:
        if kind == MediaFileKind.DOWNLOADABLE:
            found.append(Handed(filename or "", mimetype, data))
        return store(self, data, mimetype, kind, filename)

    monkeypatch.setattr(MemoryMediaFileStorage, "load_and_get_id", kept)
    yield found
    found.clear()


def desk(app: AppTest) -> Desk:
    """What lies on the desk for the imaginary city."""
    found: Desk = app.session_state[brief_state.DESKS][CITY]
    return found


def mark(app: AppTest) -> str:
    """What the keys of the boxes bear."""
    return desk(app).mark(app.session_state[state.VIEW].language)


def sheets(app: AppTest) -> list[str]:
    """Titles of the list of views, as it is shown; the open one is chosen in it."""
    (views,) = app.radio
    assert views.value == desk(app).at
    return [option.partition(". ")[2].replace("\\", "") for option in views.options]


def words(app: AppTest) -> str:
    """What is read beside the list: words of the open view, its figures, captions and notices."""
    shown = (*app.markdown, *app.caption, *app.info)
    return "\n".join(element.value for element in shown).replace("\\", "")


def warnings(app: AppTest) -> list[str]:
    return [element.value.replace("\\", "") for element in app.warning]


def errors(app: AppTest) -> list[str]:
    return [element.value.replace("\\", "") for element in app.error]


def picture_title(app: AppTest) -> str:
    """The words under the picture of the open view."""
    (image,) = app.get("image")
    return str(image.proto.imgs[0].caption).replace("\\", "")


def field(app: AppTest, part: str) -> Any:  # noqa: ANN401  # a text input or a text area
    """The box in which a part of the briefing or of the open view is written."""
    now = desk(app)
    if part == "heading":
        return app.text_input(key=f"brief-heading-{mark(app)}")
    key = f"brief-{part}-{mark(app)}-{now.at}"
    return app.text_input(key=key) if part == "title" else app.text_area(key=key)


def write(app: AppTest, part: str, text: str) -> AppTest:
    field(app, part).set_value(text).run()
    return app


def click(app: AppTest, name: str) -> AppTest:
    app.button(key=f"brief-{name}").click().run()
    assert not app.exception
    return app


def choose(app: AppTest, name: str) -> AppTest:
    """Choose a ready-made briefing by its name."""
    app.selectbox(key=f"brief-choose-{mark(app)}").set_value(name).run()
    assert not app.exception
    return app


def go_to(app: AppTest, place: int) -> AppTest:
    (views,) = app.radio
    views.set_value(place).run()
    return app


def bring(app: AppTest, content: object, name: str = "mine.json") -> AppTest:
    """Open a file of one's own."""
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    app.file_uploader(key=f"brief-file-{mark(app)}").upload(name, raw, "application/json").run()
    assert not app.exception
    return app


def test_ready_made_briefings_are_offered_and_the_first_is_open(opened: Open) -> None:
    app = opened()
    assert not app.exception
    assert (errors(app), warnings(app)) == ([], [])
    (choice,) = [box for box in app.selectbox if box.label == ZH("brief.choose")]
    assert choice.options == ["虚州总览", "产业"]
    assert choice.value == "overview"
    assert field(app, "heading").value == "虚州总览"
    assert sheets(app) == ["园区", "铁路", "公路"]
    assert picture_title(app) == "园区"


@pytest.mark.parametrize("city", ["430300", "431000"])
def test_shipped_city_opens_with_its_overview(city: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ATLAS_DATA", raising=False)
    app = AppTest.from_function(page, default_timeout=120)
    app.query_params["city"] = city
    app.run()
    assert not app.exception
    assert (errors(app), warnings(app)) == ([], [])
    now: Desk = app.session_state[brief_state.DESKS][city]
    assert now.name == "overview"
    (choice,) = [box for box in app.selectbox if box.label == ZH("brief.choose")]
    assert len(choice.options) == len(briefings.ready_made(city)) > 3
    assert [option.partition(". ")[2] for option in app.radio[0].options] == [
        one.title.zh for one in now.briefing.sheets
    ]


def test_city_without_a_ready_made_briefing_says_so(opened: Open) -> None:
    app = opened(city=OTHER_CITY)
    assert not app.exception
    assert [info.value for info in app.info] == [ZH("brief.none")]
    assert not app.radio


def test_another_briefing_shows_its_views(opened: Open) -> None:
    app = choose(opened(), "industry")
    assert sheets(app) == ["景区"]
    assert field(app, "heading").value == "产业"
    assert picture_title(app) == "景区"
    assert not warnings(app)
    choose(app, "overview")
    assert sheets(app) == ["园区", "铁路", "公路"]


def test_another_view_shows_its_words_and_its_picture(opened: Open) -> None:
    app = opened()
    assert field(app, "text").value == "共 {total:parks} 项"
    assert field(app, "note").value == "先说园区"
    go_to(app, 1)
    assert field(app, "title").value == "铁路"
    assert field(app, "text").value == ""
    assert picture_title(app) == "铁路"
    assert not desk(app).edited


def test_placeholders_and_figures_are_filled_from_the_data_and_follow_the_filter(opened: Open) -> None:
    app = opened()
    assert f"共 {PARKS} 项" in words(app)
    assert f"**{PARKS}** :small[园区与产业基地（项）]" in words(app)
    kept = FIRST | {"view": {"layers": "parks", "filter": f"county~{JIA}"}}
    bring(app, briefing("甲", kept))
    assert f"共 {PARKS_OF_JIA} 项" in words(app)
    assert f"**{PARKS_OF_JIA}** :small[" in words(app)
    assert "甲县" in words(app)
    assert (errors(app), warnings(app)) == ([], [])


def test_view_is_moved_down_and_up_and_stays_open(opened: Open) -> None:
    app = opened()
    assert app.button(key="brief-up").disabled
    click(app, "down")
    assert sheets(app) == ["铁路", "园区", "公路"]
    assert desk(app).at == 1
    assert field(app, "title").value == "园区"
    click(app, "down")
    assert sheets(app) == ["铁路", "公路", "园区"]
    assert app.button(key="brief-down").disabled
    click(app, "up")
    assert sheets(app) == ["铁路", "园区", "公路"]
    assert picture_title(app) == "园区"


def test_copy_stands_after_its_view_with_a_title_of_its_own(opened: Open) -> None:
    app = click(opened(), "duplicate")
    assert sheets(app) == ["园区", "园区 2", "铁路", "公路"]
    assert desk(app).at == 1
    assert desk(app).sheet.title.en == "Parks 2"
    assert f"共 {PARKS} 项" in words(app)
    write(app, "text", "只改副本")
    go_to(app, 0)
    assert field(app, "text").value == "共 {total:parks} 项"


def test_deleted_view_is_gone_and_the_last_one_stays(opened: Open) -> None:
    app = click(go_to(opened(), 2), "delete")
    assert sheets(app) == ["园区", "铁路"]
    assert picture_title(app) == "铁路"
    click(app, "delete")
    assert sheets(app) == ["园区"]
    assert app.button(key="brief-delete").disabled


def test_undo_takes_back_one_change_after_the_other(opened: Open) -> None:
    app = opened()
    assert app.button(key="brief-undo").disabled
    whole = desk(app).briefing
    write(app, "title", "改过的标题")
    click(app, "down")
    click(app, "delete")
    assert sheets(app) == ["铁路", "公路"]
    click(app, "undo")
    assert sheets(app) == ["铁路", "改过的标题", "公路"]
    assert desk(app).at == 1
    click(app, "undo")
    assert sheets(app) == ["改过的标题", "铁路", "公路"]
    click(app, "undo")
    assert sheets(app) == ["园区", "铁路", "公路"]
    assert field(app, "title").value == "园区"
    assert desk(app).briefing == whole
    assert app.button(key="brief-undo").disabled


def test_current_view_of_the_map_becomes_a_view_after_the_open_one(opened: Open) -> None:
    app = click(opened(layers="parks", filter=f"county~{JIA}"), "add")
    title = ZH("layer.parks.title")
    assert sheets(app) == ["园区", title, "铁路", "公路"]
    assert picture_title(app) == title
    assert desk(app).sheet.view.layers == ("parks",)
    assert desk(app).sheet.view.filters.kept == {"county": (JIA,)}
    write(app, "text", "其中 {total:parks} 项")
    assert f"其中 {PARKS_OF_JIA} 项" in words(app)
    click(app, "add")
    assert sheets(app) == ["园区", title, f"{title} 2", "铁路", "公路"]


def test_view_without_a_layer_is_called_by_its_counties(opened: Open) -> None:
    app = click(opened(layers=","), "add")
    assert sheets(app)[1] == ZH("page.counties")
    assert not errors(app)


def test_edited_words_are_shown_at_once(opened: Open) -> None:
    app = opened()
    write(app, "title", "甲县园区 {total:parks} 个")
    assert sheets(app)[0] == "甲县园区 {total:parks} 个"
    assert picture_title(app) == f"甲县园区 {PARKS} 个"
    write(app, "text", "落图 {drawn:parks} 项，未落图 {unlocated:parks} 项")
    assert "落图 3 项，未落图 1 项" in words(app)
    write(app, "heading", "新的汇报")
    assert desk(app).briefing.title.zh == "新的汇报"
    write(app, "note", "讲稿在此")
    assert desk(app).sheet.note.zh == "讲稿在此"
    assert desk(app).edited
    assert not warnings(app)


def test_unknown_placeholder_is_told_and_stays_where_it_was_written(opened: Open) -> None:
    app = write(opened(), "text", "共 {total:nonsense} 项，{value:xz-ind-999}")
    assert warnings(app) == [
        "{total:nonsense} 没有对应的数据，照原样显示。",
        "{value:xz-ind-999} 没有对应的数据，照原样显示。",
    ]
    assert "共 {total:nonsense} 项，{value:xz-ind-999}" in words(app)
    write(app, "text", "共 {total:parks} 项")
    assert not warnings(app)


def test_hostile_words_are_shown_as_they_were_written(opened: Open) -> None:
    hostile = "**粗** <img src=x> :red[红] $x$ [a](http://b)"
    app = write(write(opened(), "title", hostile), "text", hostile + "\x00\u202e")
    assert sheets(app)[0] == hostile
    assert picture_title(app) == hostile
    (shown,) = [text.value for text in app.markdown if "粗" in text.value]
    assert shown.replace("\\", "") == hostile
    for mark in ("\\*\\*粗", "\\<img", "\\:red\\[", "\\$x\\$", "\\[a\\]\\("):
        assert mark in shown


def test_empty_title_is_not_taken(opened: Open) -> None:
    app = write(opened(), "title", "  ")
    assert sheets(app) == ["园区", "铁路", "公路"]
    write(app, "heading", "")
    assert desk(app).briefing.title.zh == "虚州总览"


def test_table_beside_the_map_is_chosen_and_goes_into_the_file(opened: Open) -> None:
    app = opened()
    table = app.selectbox(key=f"brief-table-{mark(app)}-0")
    assert f"{ZH('brief.table_rows')}：{ZH('layer.parks.title')}" in table.options
    table.set_value("rows~parks").run()
    assert desk(app).sheet.table == "rows~parks"
    assert desk(app).briefing.plain()["views"][0]["table"] == "rows~parks"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{", "mine.json 第 1 行第 2 列不是有效的 JSON"),
        (b"\x89PNG\r\n", "mine.json 不是 UTF-8 文字"),
        (b"[]", "最外层应是一个 JSON 对象"),
        (OVERVIEW | {"briefing": 9}, "mine.json 不是本版本的汇报文件：briefing 应为 1"),
        (briefing("x", sheet("x", "no_such_layer")), "没有一页可以播放。第一处：没有图层 no_such_layer"),
        (briefing("x", sheet("x", "parks"), city=OTHER_CITY), f"是城市 {OTHER_CITY} 的汇报"),
        (briefing("x", sheet("x", "parks"), city="431000"), "数据中没有这个城市"),
    ],
)
def test_bad_file_is_told_in_a_sentence_and_nothing_is_lost(opened: Open, content: object, told: str) -> None:
    app = bring(go_to(opened(), 1), content)
    (error,) = errors(app)
    assert told in error
    assert "处理办法：" in error
    assert sheets(app) == ["园区", "铁路", "公路"]
    assert desk(app).name == "overview"
    assert picture_title(app) == "铁路"


def test_bad_file_leaves_an_edited_briefing_and_its_way_back(opened: Open) -> None:
    app = write(opened(), "text", "我写的")
    bring(app, b"{")
    assert warnings(app) == [ZH("brief.replace", name="mine.json")]
    click(app, "yes")
    (error,) = errors(app)
    assert "不是有效的 JSON" in error
    assert not warnings(app)
    assert field(app, "text").value == "我写的"
    click(app, "undo")
    assert field(app, "text").value == "共 {total:parks} 项"


def test_file_with_a_wrong_view_opens_with_the_rest_and_says_what_is_missing(opened: Open) -> None:
    app = bring(
        opened(), briefing("我的", sheet("坏", "no_such_layer"), sheet("好", "parks,no_such_layer", table="pie"))
    )
    assert sheets(app) == ["好"]
    assert field(app, "heading").value == "我的"
    (found,) = [box for box in app.expander if box.label == ZH("brief.issues", count=3)]
    told = [text.value.replace("\\", "") for text in found.markdown]
    assert told[0] == "views[1] layers：没有图层 no_such_layer；这一页略去。"
    assert told[1] == "views[2] layers：不认识 layers 的值 no_such_layer；其余照常显示。"
    assert "不认识表格 pie" in told[2]
    assert not errors(app)


def test_edited_briefing_is_replaced_only_when_the_planner_agrees(opened: Open) -> None:
    app = write(opened(), "text", "我写的")
    choose(app, "industry")
    assert warnings(app) == [ZH("brief.replace", name="industry")]
    assert sheets(app) == ["园区", "铁路", "公路"]
    click(app, "no")
    assert not warnings(app)
    assert field(app, "text").value == "我写的"
    choose(app, "industry")
    click(app, "yes")
    assert not warnings(app)
    assert sheets(app) == ["景区"]
    assert not desk(app).edited


def test_own_file_is_offered_by_its_name_beside_the_ready_made_ones(opened: Open) -> None:
    app = bring(opened(), briefing("我的", sheet("好", "parks")))
    (choice,) = [box for box in app.selectbox if box.label == ZH("brief.choose")]
    assert (choice.value, choice.options) == ("mine.json", ["mine.json", "虚州总览", "产业"])
    choose(app, "overview")
    assert sheets(app) == ["园区", "铁路", "公路"]


@pytest.mark.parametrize("kind", artefacts.KINDS)
def test_made_file_is_handed_out_whole_and_opens(opened: Open, handed_out: list[Handed], kind: str) -> None:
    app = write(opened(), "title", "园区 {total:parks}")
    app.selectbox(key=brief_make.KIND).set_value(kind).run()
    assert not app.get("download_button")
    assert ZH("brief.hint") in words(app)
    click(app, "make")
    assert not errors(app)
    (offered,) = app.get("download_button")
    file = handed_out[-1]
    assert offered.label == ZH("brief.download", size=f"{len(file.content) / 1e6:.1f}")
    version = frames.load(paths.from_environment(), CITY).version
    assert file.name == f"{CITY}_虚州总览_zh_{version}{artefacts.SUFFIX[kind]}"
    assert file.mime == artefacts.MIME[kind]
    made = file.content
    if kind == "json":
        again, issues = briefings.read(made, "again.json", frames.load(paths.from_environment(), CITY))
        assert (again, issues) == (desk(app).briefing, ())
    elif kind == "pptx":
        titles = [slide.shapes.title.text_frame.text for slide in Presentation(BytesIO(made)).slides]
        assert titles == ["虚州总览", f"园区 {PARKS}", "铁路", "公路"]
    elif kind == "pdf":
        first, *others = [found.extract_text() for found in PdfReader(BytesIO(made)).pages]
        assert f"园区 {PARKS}" in first
        assert len(others) == 2
    else:
        text = made.decode("utf-8")
        assert text.lstrip().lower().startswith("<!doctype html>")
        assert f"园区 {PARKS}" in text
        assert ('class="page-embed"' in text) == (kind == "embed")
    snippets = [block.value for block in app.code]
    assert [f'src="{file.name}"' in one for one in snippets] == ([True] if kind == "embed" else [])


def test_saved_briefing_is_opened_again_as_it_was(opened: Open, handed_out: list[Handed]) -> None:
    app = click(write(opened(layers="railways"), "text", "我写的 {total:parks}"), "add")
    app.selectbox(key=brief_make.KIND).set_value("json").run()
    click(app, "make")
    saved, before = handed_out[-1], desk(app).briefing
    fresh = bring(opened(), saved.content, saved.name)
    assert desk(fresh).briefing == before
    assert desk(fresh).issues == ()
    assert sheets(fresh) == sheets(app)


def test_file_is_let_go_when_the_briefing_the_form_or_the_number_changes(opened: Open) -> None:
    app = opened()
    app.selectbox(key=brief_make.KIND).set_value("json").run()
    click(app, "make")
    assert app.get("download_button")
    write(app, "text", "改了")
    assert not app.get("download_button")
    click(app, "undo")
    assert app.get("download_button")
    app.text_input(key=brief_make.NUMBER).set_value("湘S1").run()
    assert not app.get("download_button")
    app.text_input(key=brief_make.NUMBER).set_value("").run()
    app.selectbox(key=brief_make.KIND).set_value("html").run()
    assert not app.get("download_button")


def test_review_number_goes_into_the_file(opened: Open, handed_out: list[Handed]) -> None:
    app = opened()
    app.text_input(key=brief_make.NUMBER).set_value("湘S（2026）001号").run()
    click(app, "make")
    text = handed_out[-1].content.decode("utf-8")
    assert ZH("print.review", number="湘S（2026）001号") in text


def test_file_that_cannot_be_made_is_told_and_can_be_asked_for_again(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened()

    def refused(*_: object, **__: object) -> artefacts.Artefact:
        msg = "放不下 <9> 个图层。"
        raise ExportError(msg, "少开几个图层。")

    with monkeypatch.context() as patch:
        patch.setattr(artefacts, "make", refused)
        click(app, "make")
    assert errors(app) == ["放不下 <9> 个图层。 处理办法：少开几个图层。"]
    assert not app.get("download_button")
    app.run()
    assert not errors(app)
    click(app, "make")
    assert app.get("download_button")


def test_briefing_is_played_and_ended_where_it_was_left(opened: Open) -> None:
    app = click(write(go_to(opened(), 1), "title", "改过的铁路"), "play")
    (frame,) = app.get("iframe")
    assert "改过的铁路" in frame.proto.srcdoc
    assert f"共 {PARKS} 项" in frame.proto.srcdoc
    assert not app.radio
    click(app, "stop")
    assert sheets(app) == ["园区", "改过的铁路", "公路"]
    assert desk(app).at == 1


def test_page_speaks_english_with_no_chinese_of_its_own(opened: Open) -> None:
    app = opened(lang="en")
    assert not app.exception
    (choice,) = [box for box in app.selectbox if box.label == EN("brief.choose")]
    assert choice.options == ["Xu at a glance", "Industry"]
    assert sheets(app)[0] == "Parks"
    assert f"{PARKS} in all" in words(app)
    kinds = (app.selectbox, app.text_input, app.text_area, app.radio, app.button, app.file_uploader)
    labels = [element.label for kind in kinds for element in kind]
    assert {EN("brief.make"), EN("brief.add"), EN("offline.play"), EN("brief.text")} <= set(labels)
    assert not any("\u4e00" <= sign <= "\u9fff" for label in labels for sign in label)


def test_edit_in_english_leaves_the_chinese_words(opened: Open, handed_out: list[Handed]) -> None:
    app = write(opened(lang="en"), "text", "About {total:parks}")
    assert f"About {PARKS}" in words(app)
    assert desk(app).sheet.text.zh == "共 {total:parks} 项"
    app.selectbox(key=brief_make.KIND).set_value("pptx").run()
    click(app, "make")
    opened_deck = Presentation(BytesIO(handed_out[-1].content))
    assert opened_deck.slides[0].shapes.title.text_frame.text == "Xu at a glance"
    said = [shape.text_frame.text for shape in opened_deck.slides[1].shapes if shape.has_text_frame]
    assert f"About {PARKS}" in said
    assert "_en_" in handed_out[-1].name


@pytest.mark.parametrize("letters", [LIMITS["title"] - 2, LIMITS["title"]])
def test_copy_of_a_long_title_is_still_a_title_of_its_own(opened: Open, letters: int) -> None:
    app = click(write(opened(), "title", "长" * letters), "duplicate")
    first, second, *_ = sheets(app)
    assert second == f"{first[: LIMITS['title'] - 2]} 2"
    assert len(second) == LIMITS["title"]


def test_another_language_fills_the_boxes_anew_and_an_edit_stays_in_it(opened: Open) -> None:
    app = opened()
    assert field(app, "text").value == "共 {total:parks} 项"
    app.session_state[state.VIEW] = replace(app.session_state[state.VIEW], language="en")
    app.run()
    assert field(app, "text").value == "{total:parks} in all"
    write(app, "text", "{total:parks} parks")
    assert desk(app).sheet.text.zh == "共 {total:parks} 项"
    assert desk(app).sheet.text.en == "{total:parks} parks"


def test_boxes_of_another_city_are_not_the_same(opened: Open) -> None:
    here = desk(opened())
    there = replace(here, briefing=replace(here.briefing, city=OTHER_CITY))
    assert here.mark("zh") != there.mark("zh")


def test_broken_ready_made_file_is_told_and_the_others_stay(package: Path, opened: Open) -> None:
    broken = package / "briefings" / f"{CITY}-aaa.json"
    broken.write_text("{", encoding="utf-8")
    try:
        app = opened()
    finally:
        broken.unlink()
    assert not app.exception
    assert any(broken.name in warning.value.replace("\\", "") for warning in app.warning)
    assert desk(app).name == "overview"
    assert len(app.selectbox(key=f"brief-choose-{mark(app)}").options) == 2


def test_making_that_fails_is_not_begun_again_by_itself(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def broken(*_args: object, **_more: object) -> artefacts.Artefact:
        calls.append(1)
        message = "not foreseen"
        raise ZeroDivisionError(message)

    monkeypatch.setattr(artefacts, "make", broken)
    app = opened()
    app.button(key="brief-make").click().run()
    app.run()
    assert len(calls) == 1
