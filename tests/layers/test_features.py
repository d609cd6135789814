import pytest

from layers import palette, style
from layers.describe import Describer
from layers.features import component_rows, feature_rows, structure_layer
from layers.messages import Messages
from layers.model import Layer, MapView
from tests.tiny.rows import BING, DING


@pytest.fixture(scope="module")
def cross(tiny_view: MapView) -> Layer:
    return tiny_view.layer("grand_cross")


def test_layer_of_a_table_draws_what_is_located_and_lists_the_rest(tiny_view: MapView) -> None:
    parks = tiny_view.layer("parks")
    assert parks.frame["feature_id"].tolist() == ["xz-park-001", "xz-park-002", "xz-park-004"]
    assert parks.frame["symbol"].tolist() == ["badge", "badge", "point"]
    assert parks.unlocated["feature_id"].tolist() == ["xz-park-003"]
    assert parks.unlocated["citation"].str.contains("东风产业园").all()


def test_layer_of_some_kinds_leaves_the_other_kinds_out(describer: Describer) -> None:
    assert feature_rows(describer, "transport", ("rail",))["feature_id"].tolist() == ["xz-transport-001"]
    assert len(feature_rows(describer, "transport")) == 3


def test_kinds_that_no_row_has_give_an_empty_layer(describer: Describer) -> None:
    assert feature_rows(describer, "transport", ("port",)).empty


def test_components_of_one_theme_only(describer: Describer) -> None:
    assert component_rows(describer, "town_group")["feature_id"].str.startswith("xz-s01").all()
    assert len(component_rows(describer, "town_group")) == 4
    assert component_rows(describer, "wellness").empty


def test_parts_of_a_structure_that_are_drawn_are_labelled_without_their_brackets(
    tiny_view: MapView, cross: Layer
) -> None:
    labels = cross.frame.set_index("feature_id")["label"].to_dict()
    assert labels == {"xz-s01-1": "中心城区", "xz-s01-2": "甲乙发展轴", "xz-s01-3": "乙丙发展轴"}
    assert tiny_view.layer("industry_structure").frame["label"].tolist() == ["甲县", "南部片区"]


def test_what_has_a_place_of_its_own_is_labelled_and_a_badge_is_not(tiny_view: MapView) -> None:
    labels = tiny_view.layer("parks").frame.set_index("feature_id")["label"].to_dict()
    assert labels == {"xz-park-001": "", "xz-park-002": "", "xz-park-004": "高新园"}


def test_core_is_a_see_through_extent_and_says_what_it_is(cross: Layer) -> None:
    core = cross.frame.set_index("feature_id").loc["xz-s01-1"]
    assert (core["symbol"], core["line"], core["dash"]) == ("fill", palette.accent("population"), style.SCHEMATIC_DASH)
    assert core["fill_opacity"] < 0.3
    facts = dict(core["facts"])
    assert facts[Messages("zh")("fact.accuracy")] == Messages("zh")("fact.extent")
    assert facts[Messages("zh")("fact.area")] == Messages("zh")("measure.schematic")


def test_axis_through_general_knowledge_is_dotted_the_other_dashed(cross: Layer) -> None:
    dashes = cross.frame.set_index("feature_id")["dash"]
    assert dashes["xz-s01-2"] == style.SCHEMATIC_DASH
    assert dashes["xz-s01-3"] == style.GENERAL_DASH


def test_zone_of_several_counties_is_a_see_through_area(tiny_view: MapView) -> None:
    zone = tiny_view.layer("industry_structure").frame.set_index("feature_id").loc["xz-s02-2"]
    assert (zone["symbol"], zone["area_codes"]) == ("fill", (BING, DING))
    assert zone["fill_opacity"] < 0.3
    assert zone["dash"]


def test_legend_of_a_structure_has_an_entry_for_each_symbol_and_dash(tiny_view: MapView, cross: Layer) -> None:
    t = Messages("zh")
    assert [item.label for item in cross.legend] == [
        t("legend.line_text", roles="轴"), t("legend.line_general", roles="轴"), t("legend.extent"),
    ]  # fmt: skip
    zones = tiny_view.layer("industry_structure").legend
    assert [item.label for item in zones] == [
        t("legend.structure_point", roles="节点"), t("legend.structure_area", roles="片区"),
    ]  # fmt: skip


def test_structure_of_a_theme_that_the_city_does_not_have_is_empty(describer: Describer) -> None:
    empty = structure_layer(describer, "wellness_structure", "tourism", "wellness")
    assert (empty.drawn, len(empty.unlocated), empty.legend) == (0, 0, ())
