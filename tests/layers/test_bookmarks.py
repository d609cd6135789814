import json

import pytest

from geo.errors import ViewFileError
from layers.bookmarks import (
    LARGEST,
    LONGEST,
    MOST,
    Bookmark,
    free_title,
    merge,
    one_line,
    read_bookmarks,
    write_bookmarks,
)
from layers.definition import Known, ViewDefinition

KNOWN = Known(["431000", "430300"], ["parks", "towns"], "base", default=lambda _city: ("parks",))


def view(**parts: str) -> dict[str, str]:
    return {"city": "431000", "lang": "zh", "map": "leaflet", "layers": "parks"} | parts


def file(*bookmarks: object, **others: object) -> bytes:
    return json.dumps({"version": 1, "bookmarks": list(bookmarks)} | others, ensure_ascii=False).encode()


def test_file_is_what_was_agreed() -> None:
    content = write_bookmarks([Bookmark("园区", ViewDefinition("431000", layers=("parks",)))])
    assert json.loads(content) == {"version": 1, "bookmarks": [{"title": "园区", "view": view()}]}
    assert content == write_bookmarks([Bookmark("园区", ViewDefinition("431000", layers=("parks",)))])


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "JSON"),
        (b"{", "第 1 行"),
        (b"\xff\xfe", "UTF-8"),
        (b"[]", "bookmarks"),
        (b"null", "bookmarks"),
        (b'{"version": 1, "bookmarks": {}}', "bookmarks"),
        (b'{"version": 2, "bookmarks": []}', "版本"),
        (b'{"version": true, "bookmarks": []}', "版本"),
        (b'{"bookmarks": []}', "版本"),
        (b'{"version": 1, "version": 1, "bookmarks": []}', "version"),
        (b"[" * 100_000, "JSON"),
        (b'{"version": ' + b"9" * 5000 + b', "bookmarks": []}', "JSON"),
        (b" " * (10 * LARGEST), "10.0 MB"),
        (json.dumps({"version": 1, "bookmarks": [0] * (MOST + 1)}).encode(), str(MOST)),
    ],
)
def test_file_that_cannot_be_used_is_refused_with_the_reason_and_a_remedy(content: bytes, what: str) -> None:
    with pytest.raises(ViewFileError, match=what) as caught:
        read_bookmarks(content, KNOWN)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (3, "应为对象"),
        ({"view": view()}, "title"),
        ({"title": 5, "view": view()}, "title"),
        ({"title": "  ", "view": view()}, "title"),
        ({"title": "长" * (LONGEST + 1), "view": view()}, str(LONGEST + 1)),
        ({"title": "无"}, "view"),
        ({"title": "无", "view": []}, "view"),
        ({"title": "无", "view": view() | {"layers": ["parks"]}}, "layers"),
        ({"title": "远方", "view": view(city="110000")}, "110000"),
        ({"title": "远方", "view": {"layers": "parks"}}, "城市"),
        ({"title": "旧", "view": view(layers="gone,lost")}, "gone"),
        ({"title": "怪", "view": view(sel="feature~parks~a\u202eb")}, "sel"),
    ],
)
def test_bookmark_that_cannot_be_used_is_named_and_the_rest_opens(raw: object, what: str) -> None:
    found, problems = read_bookmarks(file({"title": "一", "view": view()}, raw, {"title": "三", "view": view()}), KNOWN)
    assert [bookmark.title for bookmark in found] == ["一", "三"]
    (problem,) = problems
    assert problem.startswith("第 2 个书签")
    assert what in problem


def test_unknown_parts_are_named_and_the_known_ones_open() -> None:
    raw = {"title": "半", "view": view(layers="parks,gone", fill="rainbow", extra="x")}
    (bookmark,), (problem,) = read_bookmarks(file(raw), KNOWN)
    assert bookmark.view.layers == ("parks",)
    for part in ("第 1 个书签“半”", "layers=gone", "fill=rainbow", "extra=x"):
        assert part in problem


def test_bookmarks_are_merged_and_none_is_replaced() -> None:
    parks, towns = (ViewDefinition("431000", layers=(layer,)) for layer in ("parks", "towns"))
    own = [Bookmark("一", parks)]
    merged, notes = merge(own, [Bookmark("一", parks), Bookmark("一", towns), Bookmark("二", towns)])
    assert [(bookmark.title, bookmark.view) for bookmark in merged] == [
        ("一", parks),
        ("一（2）", towns),
        ("二", towns),
    ]
    assert len(notes) == 2
    assert "一（2）" in notes[1]
    assert own == [Bookmark("一", parks)]


def test_title_that_is_taken_gets_a_number_and_stays_short() -> None:
    assert free_title("甲", ["甲", "甲（2）"]) == "甲（3）"
    longest = "长" * LONGEST
    assert len(free_title(longest, [longest])) == LONGEST


def test_title_is_one_line_of_printable_text() -> None:
    assert one_line(" 一\n二\u202e\x00\ud800三\t") == "一 二三"
