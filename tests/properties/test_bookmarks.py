"""A file of bookmarks: what was written is read back; whatever is read, it is bookmarks or a named error."""

import json
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from geo.errors import ViewFileError
from layers.bookmarks import LONGEST, Bookmark, merge, one_line, read_bookmarks, write_bookmarks
from layers.definition import PARAMETERS
from tests.properties.test_definition import KNOWN, views

titles = st.text(min_size=1, max_size=LONGEST).map(one_line).filter(bool)
marks = st.builds(
    Bookmark,
    titles,
    views.filter(lambda view: view.selection is None or one_line(view.selection.id) == view.selection.id),
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*PARAMETERS, "title", "view"]), inner),
    max_leaves=12,
)


@given(st.lists(marks, max_size=4))
def test_what_is_written_is_read_back(bookmarks: list[Bookmark]) -> None:
    assert read_bookmarks(write_bookmarks(bookmarks), KNOWN) == (bookmarks, [])


@given(st.lists(marks, max_size=4), st.lists(marks, max_size=4))
def test_merging_loses_nothing_and_names_each_once(own: list[Bookmark], brought: list[Bookmark]) -> None:
    start, _ = merge([], own)
    merged, _ = merge(start, brought)
    assert merged[: len(start)] == start
    assert {bookmark.view.to_query()["layers"] for bookmark in brought} <= {b.view.to_query()["layers"] for b in merged}
    assert len({bookmark.title for bookmark in merged}) == len(merged)
    assert merge(merged, merged)[0] == merged


@given(st.binary(max_size=200))
def test_any_bytes_are_bookmarks_or_a_named_error(content: bytes) -> None:
    with suppress(ViewFileError):
        assert all(isinstance(found, Bookmark) for found in read_bookmarks(content, KNOWN)[0])


@given(st.lists(json_values, max_size=5))
def test_any_list_is_read_item_by_item(items: list[object]) -> None:
    content = json.dumps({"version": 1, "bookmarks": items}).encode()
    found, problems = read_bookmarks(content, KNOWN)
    assert len(found) + len(problems) >= len(items)
