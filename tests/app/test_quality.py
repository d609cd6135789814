"""The page 数据管理: every finding as a row, the sources, the tables."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from layers.messages import Messages
from tests import planting

ZH = Messages("zh")


def chinese() -> None:
    from app.pages import quality  # noqa: PLC0415  # AppTest runs this function as a script of its own
    from layers.messages import Messages  # noqa: PLC0415

    quality.show("431000", Messages("zh"))


def english() -> None:
    from app.pages import quality  # noqa: PLC0415
    from layers.messages import Messages  # noqa: PLC0415

    quality.show("430300", Messages("en"))


def opened(script: Callable[[], None]) -> AppTest:
    app = AppTest.from_function(script, default_timeout=60).run()
    assert not app.exception
    return app


@pytest.mark.usefixtures("shipped_copy")
def test_page_names_version_sources_and_tables() -> None:
    app = opened(chinese)
    captions = " ".join(caption.value for caption in app.caption)
    assert "2026" in captions
    assert "CC BY 4.0" in captions
    sources = [element.value for element in app.markdown if element.value.startswith("- ")]
    assert len(sources) == 5
    tables = app.dataframe[-1].value
    assert "园区与平台" in tables[ZH("column.title")].tolist()
    assert tables[ZH("column.rows")].gt(0).all()


def test_planted_errors_are_listed_first_with_their_table_and_words(shipped_copy: Path) -> None:
    (shipped_copy / "projects/energy.csv").unlink()
    areas = shipped_copy / "projects/feature_areas.csv"
    planting.change(areas, lambda row: row["feature_id"] == "cz-water-001", area_code="431099")
    severity = ZH("issue.severity")
    found = next(table.value for table in opened(chinese).dataframe if severity in table.value.columns)
    assert found[ZH("issue.severity")].iloc[0] == ZH("severity.error")
    messages = found[ZH("issue.message")]
    assert messages.str.contains("缺少数据文件 projects/energy.csv").sum() == 1
    assert messages.str.contains("431099").sum() == 1
    assert (messages != "").all()


@pytest.mark.usefixtures("shipped_copy")
def test_page_of_the_other_city_in_english() -> None:
    app = opened(english)
    assert any(Messages("en")("quality.sources") in element.value for element in app.markdown)
