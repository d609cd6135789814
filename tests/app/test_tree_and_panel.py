"""Layer tree, panel and tables of the page 资源浏览, on the shipped data."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from app import below
from app.folds import fold_key
from app.panel import permalink
from app.tree import WANTED, layer_key
from layers.definition import Selection, ViewDefinition
from layers.messages import Messages
from tests.app.conftest import Start, told

ZH = Messages("zh")


def keys(app: AppTest, start: str) -> list[str]:
    return [button.key or "" for button in app.button if (button.key or "").startswith(start)]


def said(app: AppTest) -> str:
    return "\n".join(one.value for one in (*app.markdown, *app.caption)).replace("\\", "")


def test_theme_is_switched_on_and_off_as_a_whole(start: Start) -> None:
    app = start(layers=",")
    app.button(key="all-population").click().run()
    assert {"town_targets", "grand_cross", "central_towns"} <= set(app.query_params["layers"].split(","))
    app.button(key="none-population").click().run()
    assert app.query_params["layers"] == ""
    assert not app.exception


def test_details_of_a_layer_tell_what_it_is_made_of_and_act_on_it(start: Start) -> None:
    app = start(layers="town_targets,grand_cross")
    app.session_state["about-grand_cross"] = True
    app.run()
    assert ZH("layer.grand_cross.abstract") in said(app)
    assert "郴州市“十四五”规划纲要" in said(app)
    app.session_state["about-grand_cross"] = True
    app.slider(key="opacity-grand_cross").set_value(40).run()
    assert app.query_params["opacity"] == "grand_cross~40"
    app.session_state["about-grand_cross"] = True
    app.run()
    app.button(key="only-grand_cross").click().run()
    assert app.query_params["layers"] == "grand_cross"
    assert not app.exception


def test_search_in_the_tree_lists_only_what_fits(start: Start) -> None:
    app = start()
    app.text_input(key=WANTED).set_value("gaosu").run()
    assert layer_key("expressways") in {box.key for box in app.checkbox}
    assert layer_key("town_targets") not in {box.key for box in app.checkbox}
    app.text_input(key=WANTED).set_value("没有的图层").run()
    assert ZH("tree.nothing", asked="没有的图层") in said(app)
    assert not app.checkbox


def test_unread_layer_says_so_and_is_no_layer_of_nothing(start: Start, shipped_copy: Path) -> None:
    (shipped_copy / "projects/towns.csv").write_bytes(b"\xff\xfe")
    app = start(layers="central_towns")
    assert not app.exception
    label = app.checkbox(key=layer_key("central_towns")).label
    assert ZH("tree.unread") in label
    assert "0/0" not in label
    assert app.query_params["layers"] == "central_towns"


def test_county_lists_its_structures_and_features_as_links(start: Start) -> None:
    app = start(sel="feature~county_industries~431021")
    assert ZH("panel.structures_of") in said(app)
    (corridor, *_) = keys(app, "structure-feature~grand_cross~")
    app.button(key=corridor).click().run()
    assert app.session_state["view"].selection.layer == "grand_cross"
    assert app.session_state["fly"] == 1
    assert not app.exception


def test_badge_lists_a_link_for_each_feature(start: Start) -> None:
    app = start(layers="parks", sel="badge~parks~431021")
    links = keys(app, "badge-feature~parks~")
    assert len(links) > 3
    app.button(key=links[0]).click().run()
    assert app.session_state["view"].selection.to_text() == links[0].removeprefix("badge-")
    county = keys(app, "county-feature~county_industries~")
    assert county
    app.button(key=county[0]).click().run()
    assert not app.exception


def test_layer_page_lists_what_is_not_mapped(start: Start) -> None:
    app = start(layers="enterprises", sel="layer~enterprises~")
    assert "##### " + ZH("layer.enterprises.title") in [one.value for one in app.markdown]
    assert len(keys(app, "missing-feature~enterprises~")) > 20


def test_statements_stand_side_by_side_with_dates(start: Start) -> None:
    app = start(sel="feature~airports~cz-transport-001")
    (table,) = [one.value for one in app.markdown if one.value.startswith("|")]
    assert "2021" in table
    overview = start()
    overview.session_state[fold_key("panel-differ")] = True
    overview.run()
    tables = [one.value for one in overview.markdown if one.value.startswith("|")]
    assert tables
    assert all(ZH("compare.newer_mark") in table for table in tables)


def test_link_restores_the_view(monkeypatch: pytest.MonkeyPatch) -> None:
    view = ViewDefinition("431000", layers=("parks",), selection=Selection("feature", "parks", "cz&park"))
    monkeypatch.setattr("app.panel.state", SimpleNamespace(current=lambda: view))
    expected = "http://127.0.0.1:8501/?city=431000&lang=zh&map=leaflet&layers=parks&sel=feature~parks~cz%26park"
    assert permalink("http://127.0.0.1:8501?old=1#x") == expected


def test_table_follows_the_map_and_the_search(start: Start) -> None:
    plain = start(layers="parks")
    plain.session_state[below.PART] = "drawn"
    (table,) = plain.run().dataframe
    wanted = table.value[ZH("column.feature_id")].iloc[5]
    app = start(layers="parks", sel=f"feature~parks~{wanted}")
    app.session_state[below.PART] = "drawn"
    (table,) = app.run().dataframe
    assert table.value[ZH("column.feature_id")].iloc[0] == wanted
    app.session_state[below.PART] = "drawn"
    app.text_input(key="search").set_value("桂阳").run()
    (table,) = app.dataframe
    assert 0 < len(table.value) < 37
    app.session_state[below.PART] = "counties"
    app.text_input(key="search").set_value("").run()
    (table,) = app.dataframe
    assert len(table.value) == 11
    assert not told(app)


def test_row_selects_on_the_map(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[tuple[Selection | None, bool]] = []
    session = {"table": {"selection": {"rows": [1]}}, below.PART: "drawn"}
    monkeypatch.setattr(below.st, "session_state", session)
    monkeypatch.setattr(below.state, "select", lambda chosen, *, fly: taken.append((chosen, fly)))
    below._choose("table", [("parks", "a"), ("parks", "b")])  # noqa: SLF001  # no browser ticks a row here
    session["table"] = {"selection": {"rows": []}}
    below._choose("table", [("parks", "a")])  # noqa: SLF001
    assert taken == [(Selection("feature", "parks", "b"), True), (None, False)]
