"""Colours of the counties on the page 资源浏览: measure, classes, limits of the reader's own."""

import pytest
from streamlit.testing.v1 import AppTest

from app import fill_box
from geo import frames
from geo.paths import DataPaths
from layers import fills
from layers.messages import Messages
from tests.app.conftest import Start, told

ZH = Messages("zh")
CLASSED = next(name for name in fills.fill_ids(frames.load(DataPaths(), "431000")) if fills.is_classed(name))


def choose(app: AppTest, key: str, value: object) -> None:
    app.selectbox(key=key).set_value(value).run()
    assert not app.exception
    assert not app.error


def test_measure_and_classes_go_into_the_address_and_come_back(start: Start) -> None:
    app = start()
    choose(app, fill_box.FILL, CLASSED)
    assert app.query_params["fill"] == CLASSED
    choose(app, fill_box.METHOD, "quantile")
    choose(app, fill_box.COUNT, 3)
    assert app.query_params["classes"] == "quantile~3"
    again = start(**app.query_params)
    assert again.selectbox(key=fill_box.FILL).value == CLASSED
    assert again.selectbox(key=fill_box.COUNT).value == 3


def test_limits_that_are_drawn_are_kept_and_then_changed(start: Start) -> None:
    app = start(fill=CLASSED, classes="equal~3")
    app.button(key="fill-keep").click().run()
    assert app.query_params["classes"].startswith("own~")
    assert app.selectbox(key=fill_box.METHOD).value == "own"
    app.text_input(key=fill_box.LIMITS).set_value("3，10.5、 20").run()
    assert app.query_params["classes"] == "own~3~10.5~20"
    choose(app, fill_box.FILL, "plain")
    assert "classes" not in app.query_params


@pytest.mark.parametrize("typed", ["", "a b", "20 10", "1 1", "nan", "1 2 3 4 5 6 7", "1e12", "<b>"])
def test_limits_that_are_none_are_named_and_the_old_ones_stay(start: Start, typed: str) -> None:
    app = start(fill=CLASSED, classes="own~3~10")
    app.text_input(key=fill_box.LIMITS).set_value(typed).run()
    assert not app.exception
    assert app.query_params["classes"] == "own~3~10"
    (warning,) = told(app)
    assert typed.strip() in warning or "从小到大" in warning


@pytest.mark.parametrize(
    ("typed", "limits"), [("1 2", (1.0, 2.0)), ("1，2、3,4", (1.0, 2.0, 3.0, 4.0)), ("-1.5", (-1.5,)), ("inf", None)]
)
def test_limits_are_read_between_spaces_and_commas(typed: str, limits: tuple[float, ...] | None) -> None:
    assert fill_box.limits_of(typed) == limits
