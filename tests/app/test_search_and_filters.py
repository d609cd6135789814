"""Search and filters on the page 资源浏览, on the shipped data."""

import pandas as pd
from streamlit.testing.v1 import AppTest

from app import filters, search
from app.folds import fold_key
from app.tree import layer_key
from layers.definition import Selection
from layers.messages import Messages
from tests.app.conftest import Start, told

ZH = Messages("zh")


def ask(app: AppTest, question: str) -> list[str]:
    """Labels of the hits that the page lists for a question."""
    app.text_input(key=search.QUESTION).set_value(question).run()
    assert not app.exception
    return [button.label.replace("\\", "") for button in app.button if (button.key or "").startswith("hit-")]


def captions(app: AppTest) -> list[str]:
    return [caption.value.replace("\\", "") for caption in app.caption]


def test_hit_is_selected_and_its_layer_switched_on(start: Start) -> None:
    app = start(layers=",")
    (first, *_) = ask(app, "czgjzhbsq")
    assert first.startswith("郴州国家综合保税区")
    app.button(key="hit-feature~national_parks~cz-park-001").click().run()
    assert not app.exception
    assert app.session_state["view"].selection == Selection("feature", "national_parks", "cz-park-001")
    assert app.session_state["fly"] == 1
    assert app.checkbox(key=layer_key("national_parks")).value
    assert app.query_params["sel"] == "feature~national_parks~cz-park-001"
    assert any("郴州国家综合保税区" in element.value for element in app.markdown)


def test_chosen_hits_are_folded_away_until_wanted_again(start: Start) -> None:
    app = start()
    many = ask(app, "gy")
    assert len(many) == search.SHORT
    assert many[0].startswith("桂阳县")
    app.button(key="search-more").click().run()
    assert len([button for button in app.button if (button.key or "").startswith("hit-")]) > search.SHORT
    app.button(key="hit-feature~county_industries~431021").click().run()
    assert not [button for button in app.button if (button.key or "").startswith("hit-")]
    app.button(key="search-again").click().run()
    assert app.button(key="hit-feature~county_industries~431021")


def test_what_is_not_mapped_opens_and_says_so(start: Start) -> None:
    app = start(layers=",")
    (label,) = [label for label in ask(app, "东河组团") if label.startswith("东河组团")]
    assert ZH("page.unlocated") in label
    (button,) = [one for one in app.button if (one.key or "").startswith("hit-") and "东河组团" in one.label]
    button.click().run()
    assert "fly" not in app.session_state
    (info,) = [info.value for info in app.info]
    assert ZH("page.unlocated") in info


def test_structure_opens_as_a_layer(start: Start) -> None:
    app = start(layers=",")
    assert "一心两廊、四极多点" in ask(app, "大十字")[0]
    app.button(key="hit-layer~grand_cross~cz-s08").click().run()
    assert not app.exception
    assert app.query_params["layers"] == "grand_cross"
    assert app.query_params["sel"] == "layer~grand_cross~cz-s08"
    assert "##### 一心两廊、四极多点" in [one.value for one in app.markdown]


def test_nothing_found_is_said(start: Start) -> None:
    app = start()
    assert ask(app, "**不存在**") == []
    assert ZH("search.none", asked="**不存在**") in captions(app)


def filtered(app: AppTest) -> str:
    (words,) = [caption for caption in captions(app) if caption.startswith("筛选")]
    return words


def table(app: AppTest, part: str) -> pd.DataFrame:
    """The table below the map."""
    app.session_state["below"] = part
    app.run()
    assert not app.exception
    (found,) = app.dataframe
    frame: pd.DataFrame = found.value
    return frame


def test_filter_of_the_address_is_said_in_words_with_counts_and_can_be_cleared(start: Start) -> None:
    app = start(layers="parks", filter="county~431021")
    assert not app.exception
    assert not app.warning
    kept = table(app, "drawn")
    assert (kept[ZH("column.counties")].str.contains("桂阳县")).all()
    assert f"{ZH('filter.county')} 桂阳县" in filtered(app)
    assert f" {len(kept)} / " in filtered(app)
    assert app.query_params["filter"] == "county~431021"
    app.button(key="filter-clear").click().run()
    assert "filter" not in app.query_params
    assert len(table(app, "drawn")) > len(kept)


def test_unknown_filter_is_named_and_not_used(start: Start) -> None:
    app = start(filter="county~999999.colour~red")
    (warning,) = told(app)
    assert "county~999999" in warning
    assert "colour~red" in warning
    assert "filter" not in app.query_params


def test_chosen_filter_goes_into_the_address_and_its_chip_takes_it_away(start: Start) -> None:
    app = start(layers="parks", filter="county~431021")
    status = app.multiselect(key=filters.filter_key("status"))
    assert all(option.endswith("）") for option in status.options)
    status.select("promoted").run()
    assert app.query_params["filter"] == "county~431021.status~promoted"
    app.session_state[fold_key(filters.OPEN)] = False
    app.run()
    assert app.query_params["filter"] == "county~431021.status~promoted"
    app.button(key="chip-county-431021").click().run()
    assert app.query_params["filter"] == "status~promoted"
    assert not app.exception


def test_filter_that_keeps_nothing_says_so_and_how_to_undo_it(start: Start) -> None:
    app = start(layers="parks", filter="county~431021.status~mooted.accuracy~located")
    (warning,) = told(app)
    assert "0 / " in warning
    app.button(key="filter-clear-above").click().run()
    assert not app.warning
    assert "filter" not in app.query_params


def warned(app: AppTest) -> list[str]:
    return [warning.value.replace("\\", "") for warning in app.warning]


def written(app: AppTest) -> str:
    return "\n".join(element.value for element in (*app.markdown, *app.caption)).replace("\\", "")


def test_feature_that_a_filter_hides_is_described_and_the_way_back_is_there(start: Start) -> None:
    app = start(layers="parks", filter="county~431021", sel="feature~parks~cz-park-085")
    assert ZH("panel.filtered") in warned(app)
    assert "##### 资兴大数据产业园" in written(app)
    app.button(key="panel-filter-clear").click().run()
    assert warned(app) == []
    assert "##### 资兴大数据产业园" in written(app)


def test_what_has_no_status_is_not_counted_as_having_the_one_that_is_asked_for(start: Start) -> None:
    app = start(layers="parks,town_targets", filter="county~431021.status~building")
    said = "\n".join(captions(app))
    assert "显示 0 / 54 个要素" in said
    assert "另有 1 个要素不分状态" in said


def test_whole_name_comes_before_longer_ones_that_are_spelled_alike(start: Start) -> None:
    hits = ask(start(layers=","), "djh")
    assert hits[0].startswith("东江湖")
    assert not hits[0].startswith("东江湖大数据")


def test_figure_behind_the_colour_of_a_county_is_in_its_panel(start: Start) -> None:
    app = start(fill="count_parks", sel="feature~county_industries~431021")
    assert "**园区与平台数**　8（正文或名称写明）" in written(app)


def test_extent_elsewhere_opens_the_whole_city_and_says_so(start: Start) -> None:
    app = start(view="0,0,1,1")
    assert warned(app) == [ZH("notice.far_extent", city="郴州市县域规划图集")]
    assert "view" not in app.query_params
