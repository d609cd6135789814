import math
from dataclasses import replace

import pytest

from geo.frames import Frames
from geo.issues import Issue, Severity
from layers import catalog, county_measures, fills, palette, views
from layers.breaks import Breaks
from layers.definition import ViewDefinition, from_query
from layers.describe import Describer
from layers.messages import Messages
from layers.model import Layer, MapView
from tests.planting import with_cells
from tests.tiny.rows import BING, CITY, DING, JIA, YI

T = Messages("zh")
FIGURE = "figure_xz-ind-5"


def colours(layer: Layer) -> dict[str, str]:
    return dict(zip(layer.frame["feature_id"], layer.frame["fill"], strict=True))


def first_facts(layer: Layer, county: str) -> tuple[str, str]:
    return layer.frame.set_index("feature_id").loc[county, "facts"][0]


def test_fills_of_a_city_are_those_it_has_values_for(tiny_frames: Frames) -> None:
    assert fills.fill_ids(tiny_frames) == (
        "industries", "plain", "count_parks", "count_tourism", "count_transport",
        "chain_electronics", "chain_agriculture", FIGURE, "area",
    )  # fmt: skip


def test_each_fill_has_words_of_its_own_and_builds_the_base_layer(describer: Describer) -> None:
    titles = fills.titles(describer)
    assert tuple(titles) == fills.fill_ids(describer.frames)
    assert len(set(titles.values())) == len(titles)
    for fill in titles:
        layer = fills.build(describer, fill)
        assert layer.layer_id == catalog.BASE.LAYER_ID
        assert len(layer.frame) == 4
        assert titles[fill] in layer.title


def test_first_fill_is_the_base_of_the_catalogue(describer: Describer, tiny_view: MapView) -> None:
    assert colours(fills.build(describer, "industries")) == colours(tiny_view.counties)


def test_plain_fill_has_one_colour_and_no_legend(describer: Describer) -> None:
    plain = fills.build(describer, "plain")
    assert set(colours(plain).values()) == {palette.BASE_FILL}
    assert plain.legend == ()


def test_count_takes_rows_that_text_or_name_put_there_and_tells_the_rest(describer: Describer) -> None:
    layer = fills.build(describer, "count_parks")
    assert county_measures.measure(describer, "count_parks").by_county == {JIA: 2.0}
    assert first_facts(layer, JIA) == ("园区与平台数", "2（正文或名称写明）；其中 1 条跨县，在各县各计一次")
    assert first_facts(layer, YI) == ("园区与平台数", "无表述；另有 1 条按常识归属，不计入")


def test_county_without_a_statement_is_neither_zero_nor_in_a_class(describer: Describer) -> None:
    layer = fills.build(describer, "count_parks")
    looks = layer.frame.set_index("feature_id")
    assert [item.label for item in layer.legend] == ["2", T("fill.no_statement")]
    for county in (YI, BING, DING):
        assert looks.loc[county, "fill"] == palette.NO_STATEMENT
        assert looks.loc[county, "dash"]
    assert looks.loc[JIA, "fill"] == layer.legend[0].style.fill
    assert not looks.loc[JIA, "dash"]


def test_place_of_an_industry_is_its_place_in_the_list_of_the_text(describer: Describer) -> None:
    first, later = (fills.build(describer, f"chain_{sector}") for sector in ("electronics", "agriculture"))
    assert [item.label for item in first.legend] == [T("fill.first"), T("fill.no_statement")]
    assert [item.label for item in later.legend] == [T("fill.second"), T("fill.no_statement")]
    assert "“电子信息”" in first_facts(first, JIA)[1]


def test_figure_of_whole_counties_is_a_fill_with_its_citation(describer: Describer) -> None:
    layer = fills.build(describer, FIGURE)
    assert layer.title == "粮食产量（2025，万吨）（不同的值少，5 级减为 2 级）"
    assert [item.label for item in layer.legend] == ["40", "41–60", T("fill.no_statement")]
    label, said = first_facts(layer, JIA)
    assert label == "粮食产量（2025，万吨）"
    assert said.startswith("60 万吨（")
    assert "字符位置" in said


def test_figure_of_a_town_called_like_its_county_is_no_measure(tiny_frames: Frames) -> None:
    tables = with_cells(tiny_frames.tables, "indicators", "xz-ind-5", subject_code="county_town")
    own = tables["indicators"]["city_code"] == CITY
    changed = replace(tiny_frames, tables=tables, indicators=tables["indicators"][own])
    assert not [name for name in fills.fill_ids(changed) if name.startswith("figure_")]


def test_area_is_that_of_the_boundary_and_says_so(describer: Describer) -> None:
    values = county_measures.measure(describer, "area").by_county
    assert values[JIA] == pytest.approx(442, abs=2)
    assert "不是官方公布的面积" in fills.build(describer, "area").abstract


def test_table_that_could_not_be_read_fills_nothing_and_says_why(tiny_frames: Frames) -> None:
    damage = Issue("parks", "", "", "damaged-file", Severity.ERROR, "projects/parks.csv 无法读取")
    describer = Describer(replace(tiny_frames, issues=(damage,)), T)
    layer = fills.build(describer, "count_parks")
    assert "count_parks" in fills.fill_ids(describer.frames)
    assert set(colours(layer).values()) == {palette.NO_STATEMENT}
    assert [item.label for item in layer.legend] == [T("fill.unread")]
    assert "projects/parks.csv 无法读取" in layer.abstract


def test_reader_chooses_the_classes_and_keeps_the_limits(describer: Describer) -> None:
    own = fills.build(describer, FIGURE, "own~70~80")
    assert [item.label for item in own.legend] == ["40–70", "71–80", "大于 80", T("fill.no_statement")]
    assert colours(own)[JIA] == colours(own)[YI]
    cut = fills.breaks_of(describer, FIGURE, "quantile~2")
    assert cut is not None
    assert cut.kept is not None
    assert cut.kept.to_text() == "own~40"
    assert colours(fills.build(describer, FIGURE, "own~40")) == colours(fills.build(describer, FIGURE, "quantile~2"))


@pytest.mark.parametrize("fill", ["industries", "plain", "chain_electronics"])
def test_fills_without_numbers_have_no_classes(describer: Describer, fill: str) -> None:
    assert not fills.is_classed(fill)
    assert fills.breaks_of(describer, fill) is None


def test_view_is_drawn_in_its_fill_and_the_address_takes_it(tiny_frames: Frames) -> None:
    known = views.known([CITY], lambda _city: tiny_frames)
    asked = from_query({"city": CITY, "fill": "count_parks", "classes": "equal~3"}, known)
    assert (asked.fill, asked.classes, asked.unknown) == ("count_parks", "equal~3", ())
    assert views.draw(tiny_frames, asked, T).counties.title.startswith("园区与平台数")
    assert from_query({"city": CITY, "fill": "count_water"}, known).unknown == ("fill=count_water",)


def test_limits_that_do_not_ascend_are_refused_by_the_address(tiny_frames: Frames) -> None:
    known = views.known([CITY], lambda _city: tiny_frames)
    assert from_query({"city": CITY, "classes": "own~3~2"}, known).unknown == ("classes=own~3~2",)


def test_fill_leaves_layers_filters_and_selection_alone(tiny_frames: Frames) -> None:
    plain = views.draw(tiny_frames, ViewDefinition(CITY, layers=("parks",), fill="plain"), T)
    usual = views.draw(tiny_frames, ViewDefinition(CITY, layers=("parks",)), T)
    assert plain.visible == usual.visible
    assert plain.counties.frame["feature_id"].tolist() == usual.counties.frame["feature_id"].tolist()


@pytest.mark.parametrize(
    ("edges", "whole", "words"),
    [
        ((1, 2, 5), True, ["1–2", "3–5"]),
        ((1, 1, 2), True, ["1", "2"]),
        ((0.5, 2, 5.5), False, ["0.5–2", "over 2, to 5.5"]),
        ((-math.inf, 10, math.inf), True, ["up to 10", "over 10"]),
        ((4, 4), True, ["4"]),
        ((), True, []),
    ],
)
def test_words_of_classes(edges: tuple[float, ...], words: list[str], *, whole: bool) -> None:
    assert fills.class_labels(Breaks(edges, 5), Messages("en"), whole=whole) == words
