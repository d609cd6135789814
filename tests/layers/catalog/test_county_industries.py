import pytest

from layers import palette
from layers.messages import Messages
from layers.model import Layer, MapView
from tests.tiny.rows import JIA, YI

T = Messages("zh")


@pytest.fixture
def base(tiny_view: MapView) -> Layer:
    return tiny_view.counties


def test_each_county_is_one_polygon_with_an_official_line(base: Layer) -> None:
    assert base.frame["feature_id"].tolist() == ["990101", "990102", "990103", "990104"]
    assert set(base.frame.geom_type) == {"Polygon"}
    assert set(base.frame["accuracy_code"]) == {"official"}
    assert base.unlocated.empty


def test_fill_is_that_of_the_industry_that_the_text_names_first(base: Layer) -> None:
    fills = base.frame.set_index("feature_id")["fill"]
    assert fills[JIA] == palette.SECTOR_FILLS["electronics"]
    assert fills[YI] == palette.NO_STATEMENT


def test_legend_lists_the_sectors_that_are_there_and_none(base: Layer) -> None:
    assert [item.label for item in base.legend] == ["电子信息", T("county.no_statement")]


def test_facts_keep_the_order_of_the_text_and_that_the_list_is_open(base: Layer) -> None:
    row = base.frame.set_index("feature_id").loc[JIA]
    assert dict(row["facts"]) == {
        T("fact.positioning"): "北部门户",
        T("fact.industries"): "电子信息、特色农业" + T("fact.open_list"),
    }
    assert "“电子信息”" in row["citation"]
    assert row["source_id"] == "xz-plan"


def test_county_without_a_statement_says_so_in_place_of_a_citation(base: Layer) -> None:
    row = base.frame.set_index("feature_id").loc[YI]
    assert row["facts"] == ()
    assert row["citation"] == T("county.no_statement")
