"""Population targets of towns: the figures of the plan, joint where the plan is joint."""

import pandas as pd
import pytest

from geo.frames import Frames
from layers.model import Layer, MapView

TOWNS = {
    "431081": 23, "431021": 40, "431023": 30, "431022": 18, "431025": 15, "431024": 14, "431026": 19, "431027": 8,
    "431028": 20,
}  # fmt: skip
CENTRE = ("431002", "431003")


@pytest.fixture(scope="module")
def figures(chenzhou: Frames) -> pd.DataFrame:
    """Indicators with the tuple of counties they are of."""
    links = chenzhou.indicator_areas.sort_values("ordinal").groupby("indicator_id")["area_code"].agg(tuple)
    return chenzhou.indicators.assign(area_codes=chenzhou.indicators["indicator_id"].map(links))


@pytest.fixture
def layer(chenzhou_view: MapView) -> Layer:
    return chenzhou_view.layer("town_targets")


def test_nine_county_towns_have_the_figures_of_the_plan(figures: pd.DataFrame) -> None:
    rows = figures[(figures["subject_code"] == "county_town") & (figures["unit"] == "万人")]
    assert {codes[0]: low for codes, low in zip(rows["area_codes"], rows["value_min"], strict=True)} == TOWNS
    assert (rows["value_min"] == rows["value_max"]).all()
    assert rows["area_codes"].map(len).eq(1).all()
    assert set(rows["year"]) == {2025}
    assert set(rows["name_zh"]) == {"城区人口规模"}


# The text says 左右 of the people, not of the area.
@pytest.mark.parametrize(("unit", "comparator"), [("万人", "about"), ("平方公里", "range")])
def test_central_city_is_a_range_over_both_districts_jointly(figures: pd.DataFrame, unit: str, comparator: str) -> None:
    rows = figures[(figures["subject_code"] == "central_city") & (figures["year"] == 2025)]
    (row,) = rows[rows["unit"].str.contains(unit)].itertuples()
    assert (row.value_min, row.value_max, row.comparator_code) == (80, 85, comparator)
    assert row.area_codes == CENTRE


def test_no_figure_of_people_is_given_to_one_district_alone(figures: pd.DataFrame) -> None:
    alone = figures["area_codes"].isin([(code,) for code in CENTRE])
    assert not (alone & figures["unit"].eq("万人")).any()


def test_map_shows_ten_circles_and_the_joint_one_once(layer: Layer) -> None:
    assert len(layer.frame) == 10
    assert layer.unlocated.empty
    assert set(layer.frame["symbol"]) == {"point"}
    joint = layer.frame[layer.frame["area_codes"].map(len) > 1]
    assert joint["area_codes"].tolist() == [CENTRE]
    assert joint["label"].tolist() == ["约 80–85 万人"]
    assert {codes[0] for codes in layer.frame["area_codes"] if len(codes) == 1} == set(TOWNS)


def test_no_range_of_the_data_is_reversed_and_no_figure_is_without_words(chenzhou: Frames, xiangtan: Frames) -> None:
    for frame in (chenzhou.indicators, xiangtan.indicators):
        both = frame.dropna(subset=["value_min", "value_max"])
        assert (both["value_min"] <= both["value_max"]).all()
        ranged = both["value_min"] < both["value_max"]
        assert set(both.loc[ranged, "comparator_code"]) <= {"range", "about", "ge", "le"}
        assert (frame["value_text"] != "").all()


def test_headlines_that_two_documents_state_stand_together_and_the_newer_is_marked(chenzhou_view: MapView) -> None:
    labels = [label for label, _, _ in chenzhou_view.headlines]
    values = [value for _, value, _ in chenzhou_view.headlines]
    assert values[:4] == [">3500 亿元", "3487.47 亿元", "约 60%", "60.8%"]
    assert ["较新" in label for label in labels[:4]] == [False, True, False, True]
    assert labels[0].startswith("2025 地区生产总值（")
    assert not any("（" in label for label in labels[4:])
