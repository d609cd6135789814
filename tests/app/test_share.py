"""The page 成果共享 without a browser: what it offers, says, makes, and says when it cannot."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.share_choices import SCOPES, SYSTEMS
from app.share_reference import SERVICE
from layers.export import formats
from layers.messages import Messages

ZH, EN = Messages("zh"), Messages("en")


def page() -> None:
    from app import data, state  # noqa: PLC0415  # AppTest runs this function as a script of its own
    from app.pages import share  # noqa: PLC0415

    state.read(list(data.load_cities()))
    share.show()


Open = Callable[..., AppTest]


@pytest.fixture
def opened() -> Open:
    def open_at(**query: str) -> AppTest:
        app = AppTest.from_function(page, default_timeout=120)
        for name, value in query.items():
            app.query_params[name] = value
        return app.run()

    return open_at


def said(app: AppTest) -> str:
    return "\n".join(element.value for element in (*app.markdown, *app.caption, *app.info)).replace("\\", "")


def command(app: AppTest) -> str:
    return str(app.code[0].value)


def test_page_opens_on_the_visible_layers(opened: Open) -> None:
    app = opened(layers="railways,energy")
    assert not app.exception
    assert not app.error
    assert ZH("share.title", city="郴州市县域规划图集") in said(app)
    assert "3 个图层" in said(app)
    assert (
        command(app) == "python -m app export county_industries railways energy --format gpkg --city 431000 --lang zh"
    )


def test_layers_are_chosen_by_theme_and_one_by_one(opened: Open) -> None:
    app = opened()
    assert SCOPES == ("visible", "all", "themes", "some")
    app.segmented_control(key="share-scope").set_value("themes").run()
    assert [warning.value for warning in app.warning] == [
        "没有可导出的要素：无图层。 处理办法：换一个图层或城市，或放宽筛选。"
    ]
    app.multiselect(key="share-themes").select("water_energy").run()
    assert re.search(r"export (\w+ )*water (\w+ )*energy (\w+ )*--format", command(app))
    app.segmented_control(key="share-scope").set_value("some").run()
    app.multiselect(key="share-layers").select("railways").run()
    assert "export railways --format" in command(app)
    assert re.search(r"1 个图层，[1-9]\d* 个要素", said(app))
    app.segmented_control(key="share-scope").set_value("all").run()
    assert "export all --format" in command(app)
    assert not app.exception


def test_filter_of_the_atlas_is_told_counted_and_in_the_command(opened: Open) -> None:
    app = opened(layers="projects", filter="county~431021")
    assert ZH("export.where", words="县市区 桂阳县") in said(app)
    assert "--filter county~431021" in command(app)
    app.selectbox(key="share-kind").select("everything").run()
    assert ZH("share.unfiltered") in said(app)
    assert "--filter" not in command(app)
    assert command(app).startswith("python -m app export all --format everything")


@pytest.mark.parametrize("kind", [*formats.FORMATS, "page", "everything"])
def test_every_format_opens_with_words_and_a_command(opened: Open, kind: str) -> None:
    app = opened(layers="energy", lang="en")
    app.selectbox(key="share-kind").select(kind).run()
    assert not app.exception
    assert not app.error
    assert not app.warning
    assert f"--format {kind}" in command(app)
    assert ("share-encoding" in [box.key for box in app.selectbox]) == (kind == "shp")


def test_system_and_encoding_stay_with_their_format(opened: Open) -> None:
    app = opened(layers="energy")
    app.selectbox(key="share-kind").select("shp").run()
    app.selectbox(key="share-system-shp").select("belt").run()
    app.selectbox(key="share-encoding").select("GBK").run()
    assert command(app).endswith("--crs belt --encoding GBK")
    app.selectbox(key="share-kind").select("kml").run()
    assert "--crs" not in command(app)
    assert "--encoding" not in command(app)
    app.selectbox(key="share-kind").select("shp").run()
    assert command(app).endswith("--crs belt --encoding GBK")
    assert set(app.selectbox(key="share-system-shp").options) < {ZH(key) for key in SYSTEMS.values()}


def test_file_is_made_on_a_click_and_let_go_when_something_else_is_asked_for(opened: Open) -> None:
    app = opened(layers="energy")
    app.selectbox(key="share-kind").select("csv").run()
    app.button(key="make-share").click().run()
    assert not app.exception
    (made,) = app.get("download_button")
    assert "KB" in made.proto.label
    assert ZH("share.made", name="431000_layers_2026") in said(app).replace("\\", "")[:10_000]
    app.selectbox(key="share-kind").select("geojson").run()
    assert not app.get("download_button")


def test_file_that_cannot_be_written_is_told_in_a_sentence(
    opened: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = opened(layers="energy")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    app.button(key="make-share").click().run()
    assert not app.exception
    (error,) = [found.value.replace("\\", "") for found in app.error]
    assert "没有生成县域首列产业等 2 个图层 · GeoPackage" in error
    assert "处理办法" in error
    assert not app.get("download_button")
    monkeypatch.undo()
    app.button(key="make-share").click().run()
    assert not app.error
    assert app.get("download_button")


def test_fault_of_a_writer_is_told_without_its_traceback(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(layers="energy", lang="en")

    def broken(*_: object) -> bytes:
        msg = "/secret/path"
        raise ZeroDivisionError(msg)

    monkeypatch.setattr(formats, "make", broken)
    app.button(key="make-share").click().run()
    (error,) = [found.value.replace("\\", "") for found in app.error]
    assert error.startswith("Not made:")
    assert "ZeroDivisionError" in error
    assert "/secret/path" not in error
    assert not app.get("download_button")


def test_fields_are_previewed_and_explained(opened: Open) -> None:
    app = opened(layers="energy")
    app.selectbox(key="share-preview").select("energy").run()
    counts, rows, words = (frame.value for frame in app.dataframe)
    assert len(counts) == 2
    assert len(rows) == 5
    assert "来源编号" in rows.columns
    assert set(words[ZH("export.name")]) >= {"source_id", "section", "char_offset", "key", "accuracy_code"}
    assert words[ZH("export.meaning")].ne("").all()


def test_dictionary_is_searched(opened: Open) -> None:
    app = opened()
    app.segmented_control(key="share-part").set_value("dictionary").run()
    whole = app.dataframe[-1].value
    assert len(whole) > 150
    app.text_input(key="share-search").input("char_offset").run()
    found = app.dataframe[-1].value
    assert 10 < len(found) < len(whole)
    assert set(found[ZH("export.name")]) == {"char_offset"}
    app.text_input(key="share-search").input("(*").run()
    assert app.dataframe[-1].value.empty
    assert not app.exception


def test_licences_and_cited_documents_are_shown(opened: Open) -> None:
    app = opened(layers="energy")
    app.segmented_control(key="share-part").set_value("rights").run()
    assert "CC-BY-4.0" in said(app)
    assert "未经审图" in said(app)
    assert "cz-14fyp" in set(app.dataframe[-1].value[ZH("field.source_id")])
    assert any("OpenStreetMap" in text.value for text in app.text)


def test_service_is_told_with_addresses_that_it_answers(opened: Open) -> None:
    app = opened(layers="energy", city="431000")
    app.segmented_control(key="share-part").set_value("service").run()
    app.selectbox(key="share-service").select("energy").run()
    shown = [block.value for block in app.code]
    assert "python -m app serve --city 431000 --lang zh" in shown
    assert f"{SERVICE}/collections/431000.energy/items?f=json&limit=10000" in shown
    (frame,) = [block for block in shown if block.startswith("<iframe")]
    assert f'src="{SERVICE}/maps/431000.energy"' in frame
    assert f'title="{app.selectbox(key="share-service").options[1]}"' in frame


def test_page_speaks_english_with_no_chinese_of_its_own(opened: Open) -> None:
    app = opened(lang="en", city="430300")
    assert not app.exception
    labels = [element.label for kind in (app.selectbox, app.expander, app.button, app.toggle) for element in kind]
    assert EN("share.make") in labels
    assert not any("\u4e00" <= sign <= "\u9fff" for label in labels for sign in label)


def test_short_box_makes_the_map_page_and_says_if_it_cannot(
    start: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = start()
    app.segmented_control(key="below").set_value("download").run()
    app.button(key="make-page").click().run()
    (made,) = app.get("download_button")
    assert made.proto.label
    monkeypatch.setattr("layers.export.html.map_page", lambda *_: 1 / 0)
    app = start()
    app.segmented_control(key="below").set_value("download").run()
    app.button(key="make-page").click().run()
    assert any("ZeroDivisionError" in error.value for error in app.error)
    assert not app.exception
