import math
from typing import Any

import pytest

from geo.frames import Frames
from layers.describe import Describer, number, quantity
from layers.messages import Language, Messages, read_messages
from tests.tiny.document import TEXT

NOTHING = math.nan


def row(low: float, high: float, comparator: str, unit: str = "万人", text: str = "") -> dict[str, Any]:
    return {"value_min": low, "value_max": high, "value_text": text, "comparator_code": comparator, "unit": unit}


@pytest.mark.parametrize(
    ("values", "zh"),
    [
        (row(40, 40, "eq"), "40 万人"),
        (row(4.3, NOTHING, "ge", "件"), "≥4.3 件"),
        (row(NOTHING, 15, "le", "亿元"), "≤15 亿元"),
        (row(3500, NOTHING, "gt", "亿元"), ">3500 亿元"),
        (row(NOTHING, 0.5, "lt", "%"), "<0.5%"),
        (row(60, 60, "about", "%"), "约 60%"),
        (row(80, 85, "range"), "80–85 万人"),
        (row(80, 85, "about"), "约 80–85 万人"),
        (row(-3, -3, "eq", "‰"), "-3‰"),
        (row(12, 12, "eq", ""), "12"),
        (row(NOTHING, NOTHING, "eq", "", text="达到省定目标"), "达到省定目标"),
    ],
)
def test_quantity_with_each_comparator(values: dict[str, Any], zh: str) -> None:
    assert quantity(values) == zh


def test_about_is_a_word_of_the_language() -> None:
    assert quantity(row(60, 60, "about", "%"), language="en") == "about 60%"


def test_range_is_never_made_one_figure() -> None:
    words = quantity(row(80, 85, "range"))
    assert "80" in words
    assert "85" in words
    assert "82.5" not in words


def test_quantity_of_a_feature_has_its_own_unit_column() -> None:
    values = {"quantity_min": 5, "quantity_max": 5, "quantity_text": "", "quantity_unit": "公里", "comparator_code": ""}
    assert quantity(values, "quantity") == "5 公里"


@pytest.mark.parametrize(
    ("value", "words"),
    [(40.0, "40"), (17.5, "17.5"), (2503.1, "2503.1"), (123456.78, "123456.78"), (12345678.0, "12345678"),
     (0.00001, "0.00001"), (1e17, "100000000000000000"), (0.0, "0")],
)  # fmt: skip
def test_number_keeps_all_its_digits_and_no_needless_zero(value: float, words: str) -> None:
    assert number(value) == words


def facts(describer: Describer, table: str, feature_id: str) -> dict[str, str]:
    """Facts of a feature by the key of their label."""
    frame = describer.frames.features[table]
    (record,) = frame[frame["feature_id"] == feature_id].to_dict("records")
    labels = {words["zh"]: key for key, words in read_messages().items() if key.startswith("fact.")}
    return {labels[label].removeprefix("fact."): value for label, value in describer.feature(table, record)}


GENERAL = "常识（非规划文本）"


def test_facts_of_a_feature_in_the_words_of_the_plan(describer: Describer) -> None:
    found = facts(describer, "parks", "xz-park-001")
    assert found["kind"] == "产业园区"
    assert found["status"].startswith("推进")
    assert "“推进”" in found["status"]
    assert found["quantity"] == "5 平方公里"
    assert found["counties"] == "甲县〔名称含县名〕" + describer.t("fact.open_list")
    assert found["accuracy"].startswith("只知所在县市区")
    assert found["aliases"].startswith("甲县产业园")
    assert found["mention"].startswith("现有")
    assert "《虚州规划》" in found["mention"]


def test_fact_without_a_value_is_left_out(describer: Describer) -> None:
    found = set(facts(describer, "parks", "xz-park-003"))
    assert found == {"kind", "sector", "status", "accuracy"}


def test_county_that_only_general_knowledge_gives_is_marked(describer: Describer) -> None:
    assert facts(describer, "parks", "xz-park-002")["counties"] == f"甲县、乙县〔{GENERAL}〕"


def test_line_through_nodes_of_general_knowledge_says_so(describer: Describer) -> None:
    assert facts(describer, "transport", "xz-transport-001")["accuracy"] == "示意"
    assert GENERAL in facts(describer, "transport", "xz-transport-003")["accuracy"]


def test_facts_of_a_component(describer: Describer) -> None:
    components = describer.frames.components
    (record,) = components[components["component_id"] == "xz-s01-3"].to_dict("records")
    found = dict(describer.component(record))
    assert (found[describer.t("fact.structure")], found[describer.t("fact.group")]) == ("一核两轴", "两轴")
    assert found[describer.t("fact.members")] == f"乙县〔名称含县名〕、丙区〔{GENERAL}〕"


def test_indicator_names_year_subject_and_value(describer: Describer) -> None:
    records = describer.frames.indicators.set_index("indicator_id").to_dict("index")
    assert describer.indicator(records["xz-ind-3"]) == ("2025 中心城区 城区人口规模", "20–25 万人")
    assert describer.indicator(records["xz-ind-8"]) == ("2025 绿化率", "50%")


def test_indicator_without_a_year_names_its_period(describer: Describer) -> None:
    records = describer.frames.indicators.set_index("indicator_id").to_dict("index")
    changed = records["xz-ind-8"] | {"year": NOTHING, "period": "2021-2025"}
    assert describer.indicator(changed)[0] == "2021-2025 绿化率"


@pytest.mark.parametrize(("language", "title"), [("zh", "虚州规划"), ("en", "Xu City plan")])
def test_citation_names_document_section_offset_and_key(tiny_frames: Frames, language: Language, title: str) -> None:
    record = tiny_frames.features["tourism"].to_dict("records")[0]
    words = Describer(tiny_frames, Messages(language)).citation(record)
    parts = (title, "第一节 发展城镇 › 2. 建设园区", str(TEXT.index("古桥景区")), "“古桥景区”")
    found = [words.find(part) for part in parts]
    assert -1 < found[0] < found[1] < found[2] < found[3]


def test_english_names_and_separators(tiny_frames: Frames) -> None:
    english = Describer(tiny_frames, Messages("en"))
    assert english.counties("xz-park-002") == "Jia County, Yi County〔General knowledge, not the plan〕"
    assert english.title("sector", "electronics") == "Electronics"
