import pytest

from app.filters import code_of

WORDS = {"a": "推进", "b": "推进中", "c": "建成"}


@pytest.mark.parametrize(
    ("chosen", "code"),
    [("a", "a"), ("推进（0）", "a"), ("推进中（3）", "b"), ("建成 (12)", "c"), ("没有", None), ("", None)],
)
def test_label_with_a_count_that_is_out_of_date_still_names_its_code(chosen: str, code: str | None) -> None:
    assert code_of(chosen, WORDS) == code
