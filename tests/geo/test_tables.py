"""Cells and files of one table; links between tables are in test_table_links."""

from collections.abc import Callable

import pandas as pd
import pytest

from geo import frames
from geo.frames import Frames
from geo.issues import Issue, Severity
from geo.paths import DataPaths
from geo.schema import read_package
from geo.tables import read_table
from tests import planting

PARKS, PLACES = "projects/parks.csv", "places.csv"


def is_park(row: planting.Row) -> bool:
    return row["feature_id"] == "xz-park-002"


def read(tiny: DataPaths, name: str) -> tuple[pd.DataFrame, list[Issue]]:
    return read_table(tiny.root, read_package(tiny.package)[name])


def test_unharmed_table_is_typed_and_without_issues(tiny: DataPaths) -> None:
    frame, issues = read(tiny, "indicators")
    assert not issues
    assert frame["char_offset"].dtype == "Int64"
    assert frame["value_min"].dtype == "float64"
    assert frame["is_headline"].dtype == "bool"
    assert frame["is_headline"].tolist()[:4] == [False, False, True, False]
    assert set(frame["note"]) == {""}
    assert frame["value_max"].tolist()[:3] == [12, 8.5, 25]


def test_missing_number_stays_missing(tiny: DataPaths) -> None:
    frame, _ = read(tiny, "parks")
    assert frame["quantity_min"].isna().all()
    planting.change(tiny.root / "projects/indicators.csv", lambda row: row["indicator_id"] == "xz-ind-1", year="")
    years = read(tiny, "indicators")[0]["year"]
    assert years.isna().tolist()[:3] == [True, False, False]


@pytest.mark.parametrize(
    ("column", "value", "kind"),
    [
        ("name_zh", "", "missing-value"),
        ("source_id", "", "row-without-source"),
        ("key", "", "missing-value"),
        ("char_offset", "", "missing-value"),
        ("char_offset", "12a", "not-a-number"),
        ("char_offset", "12.5", "not-a-number"),
        ("char_offset", "1e3", "not-a-number"),
        ("char_offset", " 12", "not-a-number"),
        ("char_offset", "9" * 30, "not-a-number"),
        ("char_offset", "-1", "out-of-range"),
        ("quantity_min", "五", "not-a-number"),
        ("quantity_min", "nan", "not-a-number"),
        ("quantity_min", "inf", "not-a-number"),
        ("quantity_min", "1,5", "not-a-number"),
        ("is_open_list", "True", "not-a-boolean"),
        ("is_open_list", "是", "not-a-boolean"),
        ("is_open_list", "", "missing-value"),
        ("city_code", "99010", "bad-pattern"),
        ("city_code", "990100x", "bad-pattern"),
    ],
)
def test_bad_cell_leaves_its_row_out_and_the_others_in(tiny: DataPaths, column: str, value: str, kind: str) -> None:
    planting.change(tiny.root / PARKS, is_park, **{column: value})
    frame, issues = read(tiny, "parks")
    assert frame["feature_id"].tolist() == ["xz-park-001", "xz-park-003", "xz-park-004"]
    assert frame.index.tolist() == [0, 1, 2]
    (found,) = issues
    assert (found.table, found.row, found.field, found.type) == ("parks", "xz-park-002", column, kind)
    assert found.severity == Severity.ERROR
    assert value in found.message


@pytest.mark.parametrize(("column", "value"), [("longitude", "180.5"), ("latitude", "-91"), ("longitude", "1e3")])
def test_coordinate_outside_the_globe_is_out_of_range(tiny: DataPaths, column: str, value: str) -> None:
    planting.change(tiny.root / PLACES, lambda row: row["place_id"] == "p-bridge", **{column: value})
    frame, (found,) = read(tiny, "places")
    assert (found.row, found.field, found.type) == ("p-bridge", column, "out-of-range")
    assert "p-bridge" not in set(frame["place_id"])
    assert len(frame) == 5


def test_row_with_two_bad_cells_is_listed_for_each(tiny: DataPaths) -> None:
    planting.change(tiny.root / PARKS, is_park, name_zh="", char_offset="x")
    frame, issues = read(tiny, "parks")
    assert [(issue.field, issue.type) for issue in issues] == [
        ("name_zh", "missing-value"),
        ("char_offset", "not-a-number"),
    ]
    assert len(frame) == 3


def test_row_without_its_key_is_named_by_its_line(tiny: DataPaths) -> None:
    planting.change(tiny.root / PARKS, is_park, feature_id="")
    frame, (found,) = read(tiny, "parks")
    assert (found.row, found.type) == ("第 3 行", "missing-value")
    assert len(frame) == 3


def test_repeated_key_keeps_the_first_row(tiny: DataPaths) -> None:
    planting.append(tiny.root / PARKS, feature_id="xz-park-001", name_zh="另一个")
    frame, (found,) = read(tiny, "parks")
    assert (found.row, found.field, found.type) == ("xz-park-001", "feature_id", "duplicate-key")
    assert frame.set_index("feature_id")["name_zh"]["xz-park-001"] == "甲县工业园"
    assert len(frame) == 4


def test_half_of_a_compound_key_may_repeat(tiny: DataPaths) -> None:
    frame, issues = read(tiny, "feature_areas")
    assert not issues
    assert frame["feature_id"].duplicated().any()


def test_row_cut_short_is_left_out(tiny: DataPaths) -> None:
    path = tiny.root / PARKS
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[2] = ",".join(lines[2].split(",")[:6])
    path.write_text("\n".join(lines), encoding="utf-8")
    frame, issues = read(tiny, "parks")
    assert "xz-park-002" not in set(frame["feature_id"])
    assert len(frame) == 3
    assert {issue.row for issue in issues} == {"xz-park-002"}
    assert "row-without-source" in {issue.type for issue in issues}


def _delete(path: DataPaths) -> None:
    (path.root / PARKS).unlink()


def _truncate(path: DataPaths) -> None:
    (path.root / PARKS).write_bytes(b"")


def _in_gbk(path: DataPaths) -> None:
    text = (path.root / PARKS).read_text(encoding="utf-8")
    (path.root / PARKS).write_bytes(text.encode("gb18030"))


def _open_quote(path: DataPaths) -> None:
    with (path.root / PARKS).open("a", encoding="utf-8") as stream:
        stream.write('"开着的引号')


def _one_cell_too_many(path: DataPaths) -> None:
    with (path.root / PARKS).open("a", encoding="utf-8") as stream:
        stream.write("," * 40)


def _lose_columns(path: DataPaths) -> None:
    rows = planting.read_rows(path.root / PARKS)
    planting.write_rows(path.root / PARKS, [{k: v for k, v in row.items() if k not in {"key", "ref"}} for row in rows])


@pytest.mark.parametrize(
    ("damage", "kind", "word"),
    [
        (_delete, "missing-file", "缺少"),
        (_truncate, "damaged-file", "无法读取"),
        (_in_gbk, "damaged-file", "UTF-8"),
        (_open_quote, "damaged-file", "无法读取"),
        (_one_cell_too_many, "damaged-file", "无法读取"),
        (_lose_columns, "missing-column", "ref、key"),
    ],
)
def test_file_that_cannot_be_used_gives_an_empty_typed_table_and_one_issue(
    tiny: DataPaths, damage: Callable[[DataPaths], None], kind: str, word: str
) -> None:
    whole, _ = read(tiny, "parks")
    damage(tiny)
    frame, (found,) = read(tiny, "parks")
    assert (found.row, found.type, found.severity) == (PARKS, kind, Severity.ERROR)
    assert word in found.message
    assert frame.empty
    assert list(frame.columns) == list(whole.columns)
    assert frame["char_offset"].dtype == whole["char_offset"].dtype
    assert frame["quantity_min"].dtype == whole["quantity_min"].dtype


def test_byte_order_mark_and_blank_lines_do_no_harm(tiny: DataPaths) -> None:
    whole, _ = read(tiny, "parks")
    path = tiny.root / PARKS
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes() + b"\n\n")
    frame, issues = read(tiny, "parks")
    assert not issues
    pd.testing.assert_frame_equal(frame, whole)


def test_words_that_look_missing_stay_words(tiny: DataPaths) -> None:
    planting.change(tiny.root / PARKS, is_park, name_zh="NA", note="null")
    frame, issues = read(tiny, "parks")
    row = frame.set_index("feature_id").loc["xz-park-002"]
    assert not issues
    assert (row["name_zh"], row["note"]) == ("NA", "null")


def test_digest_is_that_of_the_content_and_changes_with_a_cell(tiny: DataPaths, tiny_frames: Frames) -> None:
    assert frames.load_tables(tiny).digest == tiny_frames.tables.digest
    planting.change(tiny.root / PARKS, is_park, note="改了一个字")
    assert frames.load_tables(tiny).digest != tiny_frames.tables.digest
