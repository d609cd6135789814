"""Filters in the address: read back as written, and no text breaks the page."""

from hypothesis import given
from hypothesis import strategies as st

from layers.filters import COLUMNS, Filters, parse_filters

KNOWN = {name: tuple(f"{name[0]}-{n}" for n in range(3)) for name in COLUMNS}
chosen = st.fixed_dictionaries(
    {},
    optional={
        name: st.lists(st.sampled_from(codes), min_size=1, unique=True).map(tuple) for name, codes in KNOWN.items()
    },
)


@given(chosen)
def test_filters_are_read_back_as_written(kept: dict[str, tuple[str, ...]]) -> None:
    filters = Filters(kept)
    assert parse_filters(filters.to_text(), KNOWN) == (filters, ())
    assert bool(filters) == bool(kept)


@given(st.text() | st.text(alphabet="county~.-012status"))
def test_any_text_is_filters_that_exist_and_what_is_unknown_is_named(text: str) -> None:
    filters, unknown = parse_filters(text, KNOWN)
    assert all(set(codes) <= set(KNOWN[name]) for name, codes in filters.kept.items())
    assert not {code for codes in filters.kept.values() for code in codes} & set(unknown)
    assert parse_filters(filters.to_text(), KNOWN)[1] == ()
