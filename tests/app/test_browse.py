"""The page 资源浏览 on the shipped data: what it says, and what its address says."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.tree import layer_key
from layers import catalog
from layers.messages import Messages
from tests import planting
from tests.app.conftest import Start, told

ZH, EN = Messages("zh"), Messages("en")


def headings(app: AppTest) -> str:
    """The page's headings, as HTML."""
    return "\n".join(element.proto.body for element in app.get("html"))


def texts(app: AppTest) -> str:
    """All Markdown and captions of the page, as the planner reads them."""
    written = "\n".join(element.value for element in (*app.markdown, *app.caption))
    return written.replace("\\", "")


def ticked(app: AppTest) -> set[str]:
    return {box.key for box in app.checkbox if box.value}


def is_calm(app: AppTest) -> bool:
    """Neither a traceback nor a notice of trouble."""
    return not app.exception and not app.error and not app.warning


def test_first_look_has_the_title_the_default_layers_and_the_city(start: Start) -> None:
    app = start()
    assert is_calm(app)
    assert ZH("map.title", city="郴州市") in headings(app)
    assert ticked(app) == {layer_key(layer) for layer in catalog.DEFAULT_VISIBLE}
    assert "80–85 万人" in texts(app)
    assert ZH("panel.hint") in [info.value for info in app.info]
    assert app.query_params == {
        "city": "431000", "lang": "zh", "map": "leaflet", "layers": ",".join(catalog.DEFAULT_VISIBLE),
    }  # fmt: skip


def test_no_english_is_left_in_the_chinese_page(start: Start) -> None:
    app = start()
    labels = [element.label for kind in (app.checkbox, app.selectbox, app.expander, app.button) for element in kind]
    assert len(labels) > 12
    assert not any(EN(f"layer.{layer}.title") in label for layer in catalog.layer_ids() for label in labels)
    assert not any(EN(f"theme.{theme}") in label for theme in catalog.THEMES for label in labels)


def test_ticking_a_layer_puts_it_into_the_address_and_unticking_takes_it_out(start: Start) -> None:
    app = start()
    app.checkbox(key=layer_key("towns")).check().run()
    assert app.query_params["layers"] == ",".join([*catalog.DEFAULT_VISIBLE, "towns"])
    app.checkbox(key=layer_key("grand_cross")).uncheck().run()
    assert app.query_params["layers"] == "town_targets,towns"
    assert is_calm(app)


def test_address_opens_the_same_view_again(start: Start) -> None:
    app = start(city="431000", lang="zh", map="pydeck", layers="parks,towns")
    assert is_calm(app)
    assert ticked(app) == {layer_key("parks"), layer_key("towns")}
    assert app.query_params["map"] == "pydeck"
    assert app.query_params["layers"] == "towns,parks"
    assert ZH("deck.flat").replace("\\", "") in texts(app)


def test_no_layer_at_all_is_a_view_too(start: Start) -> None:
    app = start(layers=",")
    assert is_calm(app)
    assert ticked(app) == set()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("city", "999999"),
        ("lang", "de"),
        ("map", "globe"),
        ("layers", "town_targets,no_such_layer"),
        ("sel", "feature~no_such_layer~1"),
        ("sel", "nonsense"),
    ],
)
def test_unknown_value_in_the_address_is_named_and_replaced(start: Start, name: str, value: str) -> None:
    app = start(**{name: value})
    assert not app.exception
    assert not app.error
    (warning,) = told(app)
    assert value.rpartition(",")[2] in warning
    assert app.query_params["city"] == "431000"
    assert app.query_params["map"] == "leaflet"
    assert "sel" not in app.query_params


def test_feature_that_is_gone_is_named_and_the_rest_works(start: Start) -> None:
    app = start(sel="feature~parks~cz-park-999")
    assert not app.exception
    assert told(app) == [ZH("panel.gone", id="cz-park-999")]
    app.button(key="panel-back").click().run()
    assert is_calm(app)
    assert "sel" not in app.query_params


def test_english_switch_changes_words_and_address(start: Start) -> None:
    app = start()
    app.selectbox(key="language").select("en").run()
    assert is_calm(app)
    assert EN("map.title", city="Chenzhou") in headings(app)
    assert app.query_params["lang"] == "en"
    assert any(EN("theme.population") in branch.label for branch in app.expander)


def test_city_switch_shows_the_other_city_and_forgets_the_selection(start: Start) -> None:
    app = start(sel="feature~county_industries~431021")
    app.selectbox(key="city").select("430300").run()
    assert not app.exception
    assert not app.error
    assert ZH("map.title", city="湘潭市") in headings(app)
    assert app.query_params["city"] == "430300"
    assert "sel" not in app.query_params


def test_panel_of_a_county_has_its_target_and_where_it_stands(start: Start) -> None:
    app = start(sel="feature~county_industries~431021")
    assert is_calm(app)
    words = texts(app)
    assert "##### 桂阳县" in words
    (line,) = [part.value for part in app.markdown if "40 万人" in part.value]
    cited = line.replace("\\", "")
    assert "《郴州市“十四五”规划纲要》第四节 大力发展县域经济" in cited
    assert "29103" in cited
    assert "“40”" in cited
    assert any(ZH("layer.parks.title") in branch.label for branch in app.expander)


def test_panel_of_a_district_says_that_its_figure_is_joint(start: Start) -> None:
    app = start(sel="feature~county_industries~431002")
    words = texts(app)
    assert "80–85 万人（" + ZH("fact.joint") in words
    assert "北湖区、苏仙区" in words


def test_panel_of_a_feature_and_of_a_badge(start: Start) -> None:
    feature = start(layers="towns", sel="feature~national_parks~cz-park-001")
    assert "##### 郴州国家综合保税区" in texts(feature)
    assert is_calm(feature)
    badge = start(layers="parks", sel="badge~parks~431021")
    assert "##### 桂阳县" in texts(badge)
    assert ZH("page.county_only") in texts(badge)
    assert is_calm(badge)


def test_tables_below_the_map_count_what_is_drawn_and_what_is_not(start: Start) -> None:
    app = start(layers="enterprises")
    app.session_state["below"] = "unlocated"
    app.run()
    assert is_calm(app)
    assert ZH("unlocated.why") in texts(app)
    (table,) = app.dataframe
    assert len(table.value) > 10
    assert (table.value[ZH("column.document")] != "").all()
    assert (table.value[ZH("column.section")] != "").all()


def test_damaged_package_is_reported_and_the_rest_is_shown(start: Start, shipped_copy: Path) -> None:
    (shipped_copy / "projects/energy.csv").unlink()
    areas = shipped_copy / "projects/feature_areas.csv"
    planting.change(areas, lambda row: row["feature_id"] == "cz-water-001", area_code="431099")
    app = start()
    assert not app.exception
    (error,) = app.error
    assert "projects/energy.csv" in error.value.replace("\\", "")
    assert ZH("page.quality") in error.value
    assert ZH("map.title", city="郴州市") in headings(app)
    assert "80–85 万人" in texts(app)


@pytest.mark.parametrize("file", ["datapackage.json", "boundaries/areas.csv", "vocab/codes.csv"])
def test_package_that_cannot_be_used_at_all_is_explained_without_a_traceback(
    start: Start, shipped_copy: Path, file: str
) -> None:
    (shipped_copy / file).unlink()
    app = start()
    assert not app.exception
    (error,) = app.error
    assert Path(file).name in error.value


def test_city_switch_keeps_what_both_cities_have_and_names_the_rest(start: Start) -> None:
    app = start(
        layers="town_targets,national_parks,enterprises",
        filter="county~431021.status~existing",
        opacity="national_parks~50",
    )
    app.selectbox(key="city").select("430300").run()
    assert not app.exception
    (warning,) = told(app)
    assert ZH("layer.town_targets.title") in warning
    assert "桂阳县" in warning
    assert ZH("layer.national_parks.title") not in warning
    assert app.query_params["layers"] == "national_parks,enterprises"
    assert app.query_params["filter"] == "status~existing"
    assert app.query_params["opacity"] == "national_parks~50"


def test_second_city_opens_with_layers_that_it_has_rows_for(start: Start) -> None:
    app = start(city="430300")
    assert is_calm(app)
    shown = app.query_params["layers"].split(",")
    assert shown
    assert "town_targets" not in shown
    assert {layer_key(layer) for layer in shown} == ticked(app)


def test_address_changed_from_outside_is_read_again_and_a_bare_one_is_not(start: Start) -> None:
    app = start(layers="parks")
    app.checkbox(key=layer_key("enterprises")).check().run()
    assert app.query_params["layers"] == "parks,enterprises"
    app.query_params["layers"] = "parks"
    app.run()
    assert ticked(app) == {layer_key("parks")}
    app.query_params.clear()
    app.run()
    assert ticked(app) == {layer_key("parks")}
    assert app.query_params["layers"] == "parks"


def test_click_counts_even_if_the_address_of_the_browser_lags_behind(start: Start) -> None:
    app = start(layers="parks")
    app.checkbox(key=layer_key("enterprises")).check()
    app.query_params["layers"] = "towns"
    app.run()
    assert ticked(app) == {layer_key("parks"), layer_key("enterprises")}


def test_language_switch_keeps_everything_else(start: Start) -> None:
    view = {
        "city": "431000", "map": "pydeck", "layers": "parks,projects", "sel": "feature~parks~cz-park-001",
        "filter": "county~431021", "opacity": "parks~40", "view": "112.5000,25.1000,113.4000,26.2000",
    }  # fmt: skip
    app = start(lang="zh", **view)
    app.selectbox(key="language").select("en").run()
    assert not app.exception
    assert app.query_params == {**view, "lang": "en"}
