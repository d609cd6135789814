"""Briefing files: what is wrong is named, the rest plays, and writing repeats."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from geo.errors import BriefingError
from geo.frames import Frames
from geo.issues import Issue
from layers import briefing, briefing_reader, views
from layers.briefing import Briefing
from tests.tiny.rows import CITY, JIA, OTHER_CITY

Read = Callable[..., tuple[Briefing, tuple[Issue, ...]]]
GOOD: dict[str, Any] = {"title": "园区", "view": {"layers": "parks"}}


@pytest.fixture
def read(tiny_frames: Frames) -> Read:
    known = views.known([CITY, OTHER_CITY], lambda _city: tiny_frames)

    def run(*sheets: object, **more: object) -> tuple[Briefing, tuple[Issue, ...]]:
        content = {"briefing": 1, "title": "汇报", "city": CITY, "views": list(sheets)} | more
        return briefing_reader.read(json.dumps(content).encode(), "mine.json", known, lambda _city: tiny_frames)

    return run


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{", "JSON"),
        (b"[]", "JSON 对象"),
        (b'{"briefing": 9}', "briefing"),
        (b"\xff\xfe", "UTF-8"),
        (b"[" * 100_000, "JSON"),
        (b" " * 1_000_001, "字节"),
        (b'{"briefing": 1, "city": "999999", "views": [{}]}', "999999"),
        (b'{"briefing": 1, "city": ["x"], "views": [{}]}', "city"),
        (b'{"briefing": 1, "city": "990100", "views": {}}', "views"),
        (b'{"briefing": 1, "city": "990100", "views": [1]}', "没有一页"),
    ],
)
def test_file_that_cannot_be_played_is_refused_in_words(content: bytes, told: str, tiny_frames: Frames) -> None:
    known = views.known([CITY], lambda _city: tiny_frames)
    with pytest.raises(BriefingError, match=told):
        briefing_reader.read(content, "mine.json", known, lambda _city: tiny_frames)


@pytest.mark.parametrize(
    ("bad", "kind"),
    [
        ("text", "wrong-type"),
        ({"title": "x"}, "missing-view"),
        ({"title": "x", "view": {}}, "missing-view"),
        ({"title": "x", "view": {"map": "leaflet"}}, "missing-layers"),
        ({"title": 7, "view": {"layers": "parks"}}, "wrong-type"),
        ({"title": "x", "view": {"layers": "nonsense"}}, "unknown-layer"),
        ({"title": "x", "view": {"layers": "parks", "city": OTHER_CITY}}, "wrong-city"),
        ({"title": "x", "view": {"layers": "parks", "filter": "status~nonsense"}}, "unknown-filter"),
    ],
)
def test_bad_view_is_left_out_with_an_error_and_the_rest_plays(bad: object, kind: str, read: Read) -> None:
    made, issues = read(GOOD, bad)
    assert [sheet.title.zh for sheet in made.sheets] == ["园区"]
    assert [(issue.type, issue.severity, issue.row) for issue in issues] == [(kind, "error", "views[2]")]


@pytest.mark.parametrize(
    ("part", "value", "kind"),
    [
        ("view", {"layers": "parks,nonsense"}, "unknown-layer"),
        ("view", {"layers": "parks", "fill": "nonsense"}, "unknown-fill"),
        ("view", {"layers": "parks", "opacity": 5}, "unknown-parameter"),
        ("view", {"layers": "parks", "view": "1,2"}, "unknown-view"),
        ("title", "长" * 61, "too-long"),
        ("text", "a\x00b\u202ec", "control-character"),
        ("figures", "total:parks", "wrong-type"),
        ("figures", ["total:parks"] * 9, "too-many"),
        ("table", "rows~nonsense", "unknown-table"),
        ("each", "town", "unknown-each"),
    ],
)
def test_smaller_faults_are_named_and_the_view_plays(part: str, value: object, kind: str, read: Read) -> None:
    made, issues = read(GOOD | {part: value})
    assert len(made.sheets) == 1
    assert [issue.type for issue in issues] == [kind]
    assert made.sheets[0].view.layers == ("parks",)
    assert "\x00" not in made.sheets[0].text.zh


def test_titles_that_stand_twice_are_told_and_both_play(read: Read) -> None:
    made, issues = read(GOOD, GOOD)
    assert len(made.sheets) == 2
    assert [issue.type for issue in issues] == ["duplicate-title"]


def test_each_county_gets_a_view_filtered_to_it(read: Read, tiny_frames: Frames) -> None:
    made, issues = read({"each": "county", "title": "{county}", "view": {"layers": "parks"}})
    assert issues == ()
    assert [sheet.title.zh for sheet in made.sheets] == list(tiny_frames.counties["name_zh"])
    assert made.sheets[0].view.filters.kept["county"] == (JIA,)
    assert made.sheets[0].view.extent is not None


def test_written_file_reads_back_the_same_and_repeats(read: Read, tiny_frames: Frames) -> None:
    made, _ = read(GOOD | {"note": {"zh": "说", "en": "say"}}, {"title": "b", "view": {"layers": ""}})
    content = briefing.write(made, tiny_frames.version)
    again, issues = read(**json.loads(content))
    assert (again, issues) == (made, ())
    assert briefing.write(again, tiny_frames.version) == content


def test_changed_content_and_other_data_are_told(read: Read, tiny_frames: Frames) -> None:
    made, _ = read(GOOD)
    content = json.loads(briefing.write(made, "1999.1.0"))
    content["title"] = "另一个"
    _, issues = read(**content)
    assert {issue.type for issue in issues} == {"changed-content", "other-version"}
    assert tiny_frames.version != "1999.1.0"
