import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import LayerError
from layers import breaks, definition
from layers.breaks import Classification, classify

NATURAL = Classification("natural", 3)


@pytest.mark.parametrize("text", ["natural~5", "quantile~4", "equal~2", "own~10~20", "own~-1.5", "own~0.25~3~400000"])
def test_text_and_classification_are_the_same_and_what_a_view_takes(text: str) -> None:
    assert breaks.parse(text).to_text() == text
    known = definition.Known(["431000"], [], "base", lambda _city: [])
    assert definition.from_query({"classes": text}, known).classes == text


def test_no_text_is_the_choice_of_the_measure() -> None:
    assert breaks.parse("") == Classification("natural", 5)


@pytest.mark.parametrize(
    "text",
    ["natural", "natural~1", "natural~8", "natural~2.5", "natural~x", "natural~3~4", "own", "own~2~1", "own~1~1",
     "own~nan", "own~inf", "own~1~2~3~4~5~6~7", "jenks~5", "~", "equal~-3"],
)  # fmt: skip
def test_what_is_no_classification_is_refused(text: str) -> None:
    with pytest.raises(LayerError):
        breaks.parse(text)


def test_natural_breaks_cut_at_the_gaps() -> None:
    found = classify([1, 2, 2, 3, 50, 51, 100, 102], NATURAL)
    assert found.edges == (1, 3, 51, 102)
    assert [found.class_of(value) for value in (1, 3, 50, 51, 52, 102)] == [0, 0, 1, 1, 2, 2]
    assert not found.reduced


def test_quantiles_hold_equal_numbers() -> None:
    found = classify(range(1, 13), Classification("quantile", 4))
    assert found.edges == (1, 3, 6, 9, 12)
    assert [sum(found.class_of(value) == number for value in range(1, 13)) for number in range(4)] == [3, 3, 3, 3]


def test_equal_steps_cut_the_span() -> None:
    assert classify([0, 1, 2, 3, 10], Classification("equal", 5)).edges == (0, 2, 4, 6, 8, 10)


@pytest.mark.parametrize("method", ["natural", "quantile", "equal"])
def test_fewer_different_values_than_classes_give_fewer_classes_and_say_so(method: breaks.Method) -> None:
    found = classify([3, 3, 7, 7, 7], Classification(method, 5))
    assert found.count == 2
    assert found.reduced
    assert (found.class_of(3), found.class_of(7)) == (0, 1)


def test_many_equal_values_lower_the_quantiles_and_say_so() -> None:
    found = classify([0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3], Classification("quantile", 5))
    assert found.count < 5
    assert found.reduced
    assert found.class_of(0) == 0
    assert found.class_of(3) == found.count - 1


def test_one_value_is_one_class() -> None:
    found = classify([4, 4, None], NATURAL)
    assert (found.edges, found.count, found.class_of(4), found.reduced) == ((4, 4), 1, 0, True)


@pytest.mark.parametrize("values", [[], [None], [math.nan, None]])
def test_no_value_is_no_class(values: list[float | None]) -> None:
    found = classify(values, NATURAL)
    assert (found.count, found.reduced, found.class_of(1), found.kept) == (0, False, None, None)


def test_missing_values_are_in_no_class_and_negative_ones_in_theirs() -> None:
    found = classify([-5, math.nan, None, 0, 5], Classification("equal", 2))
    assert found.edges == (-5, 0, 5)
    assert [found.class_of(value) for value in (-5, 0, 0.1, 5, math.nan, None)] == [0, 0, 1, 1, None, None]


def test_limits_are_kept_for_other_values() -> None:
    kept = classify([1, 2, 2, 3, 50, 51, 100, 102], NATURAL).kept
    assert kept == Classification("own", 3, (3, 51))
    later = classify([2, 60, 500, -4], kept)
    assert later.edges == (-4, 3, 51, 500)
    assert [later.class_of(value) for value in (-4, 2, 60, 500)] == [0, 0, 2, 2]
    assert not later.reduced


def test_own_limits_stand_where_no_value_is() -> None:
    found = classify([], Classification("own", 3, (10, 20)))
    assert found.edges == (-math.inf, 10, 20, math.inf)
    assert [found.class_of(value) for value in (9, 10, 15, 21)] == [0, 0, 1, 2]


@given(
    st.lists(st.floats(-1e6, 1e6) | st.none() | st.just(math.nan), max_size=14),
    st.sampled_from(["natural", "quantile", "equal"]),
    st.integers(2, 7),
)
def test_any_values_are_cut_into_no_more_classes_than_asked_and_each_has_one(
    values: list[float | None], method: breaks.Method, count: int
) -> None:
    found = classify(values, Classification(method, count))
    numbers = [value for value in values if value is not None and math.isfinite(value)]
    assert found.count <= count
    assert list(found.edges) == sorted(found.edges)
    classes = [found.class_of(value) for value in sorted(numbers)]
    assert classes == sorted(classes)  # type: ignore[type-var]
    assert all(found_class is not None and 0 <= found_class < found.count for found_class in classes)
