import pandas as pd
import pytest

from geo import frames
from geo.paths import DataPaths
from layers import units
from layers.describe import quantity


@pytest.mark.parametrize(
    ("values", "unit", "words"),
    [
        ([80, 85], "万人", "800,000–850,000 people"),
        ([17.5], "万人", "175,000 people"),
        ([3500], "亿元", "350 billion yuan"),
        ([3487.47], "亿元", "348.747 billion yuan"),
        ([8], "万元", "80,000 yuan"),
        ([1.2], "千亿", "120 billion"),
        ([2], "万亿元", "2,000 billion yuan"),
        ([6961], "户", "6,961 households"),
        ([60.8], "%", "60.8%"),
        ([80, 85], "平方公里", "80–85 km²"),
        ([3], "个", "3"),
        ([0.1], "亿", "10 million"),
    ],
)
def test_figures_are_multiplied_out_exactly(values: list[float], unit: str, words: str) -> None:
    found = units.english(unit)
    assert found is not None
    assert units.amount(values, found) == words


@pytest.mark.parametrize("unit", ["大", "类", ":1", "万大", "人口"])
def test_unit_that_is_not_known_has_no_english(unit: str) -> None:
    assert units.english(unit) is None


def test_nearly_all_units_of_the_data_have_english_words() -> None:
    found = frames.load_tables(DataPaths())["indicators"]["unit"].value_counts()
    missing = {unit for unit in found.index if units.english(unit) is None}
    assert found[list(missing)].sum() < 0.03 * found.sum()


def row(low: float | None, high: float | None, unit: str, comparator: str = "eq") -> dict[str, object]:
    return {"value_min": low if low is not None else pd.NA, "value_max": high if high is not None else pd.NA,
            "value_text": "半", "comparator_code": comparator, "unit": unit}  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "zh", "en"),
    [
        ((80, 85, "万人", "about"), "约 80–85 万人", "about 800,000–850,000 people"),
        ((3500, None, "亿元", "gt"), ">3500 亿元", ">350 billion yuan"),
        ((60, 60, "%", "about"), "约 60%", "about 60%"),
        ((3, 3, "大"), "3 大", "3 大"),
        ((None, None, "小时"), "半", "半"),
    ],
)
def test_quantity_in_both_languages(cells: tuple[float, float, str], zh: str, en: str) -> None:
    assert quantity(row(*cells), "value", "zh") == zh
    assert quantity(row(*cells), "value", "en") == en
