"""Codes and keys that point from one table into another."""

import pytest

from geo import frames
from geo.paths import DataPaths
from geo.tables import Tables
from tests import planting
from tests.tiny.rows import CITY, ROWS, YI

PARKS, AREAS_OF = "projects/parks.csv", "projects/feature_areas.csv"


def found_in(data: Tables, table: str) -> list[tuple[str, str, str]]:
    return [(i.row, i.field, i.type) for i in data.issues if i.table == table]


@pytest.mark.parametrize(
    ("column", "code"),
    [
        ("kind_code", "no-such-code"),
        ("sector_code", "no-such-code"),
        ("level_code", "no-such-code"),
        ("comparator_code", "no-such-code"),
        ("status_code", "national"),  # a code of another list
        ("status_code", "planned "),
    ],
)
def test_code_that_its_list_does_not_have_leaves_the_row_out(tiny: DataPaths, column: str, code: str) -> None:
    planting.change(tiny.root / PARKS, lambda row: row["feature_id"] == "xz-park-003", **{column: code})
    data = frames.load_tables(tiny)
    assert found_in(data, "parks") == [("xz-park-003", column, "unknown-code")]
    assert data["parks"]["feature_id"].tolist() == ["xz-park-001", "xz-park-002", "xz-park-004"]


def test_county_that_is_not_there_is_an_unknown_county(tiny: DataPaths) -> None:
    planting.change(tiny.root / AREAS_OF, lambda row: row["feature_id"] == "xz-tour-001", area_code="990199")
    data = frames.load_tables(tiny)
    (issue,) = data.issues
    assert (issue.table, issue.row, issue.field) == ("feature_areas", "xz-tour-001/990199", "area_code")
    assert issue.type == "unknown-county"
    assert "990199" in issue.message
    assert len(data["feature_areas"]) == len(ROWS["feature_areas"]) - 1
    assert "xz-tour-001" in set(data["tourism"]["feature_id"])


def test_row_that_names_a_place_which_is_not_there_stays_without_it(tiny: DataPaths) -> None:
    planting.change(tiny.root / PARKS, lambda row: row["feature_id"] == "xz-park-004", place_id="p-nowhere")
    data = frames.load_tables(tiny)
    assert found_in(data, "parks") == [("xz-park-004", "place_id", "unknown-place")]
    assert data["parks"].set_index("feature_id").loc["xz-park-004", "place_id"] == ""


@pytest.mark.parametrize("damage", [None, b"", b"\x00\xff\xfe"])
def test_rows_fall_back_to_their_county_without_places(tiny: DataPaths, damage: bytes | None) -> None:
    path = tiny.root / "places.csv"
    path.unlink() if damage is None else path.write_bytes(damage)
    loaded = frames.load(tiny, CITY)
    row = loaded.features["tourism"].set_index("feature_id").loc["xz-tour-001"]
    assert (row["accuracy_code"], row["area_codes"]) == ("county", (YI,))
    components = loaded.components.set_index("component_id")
    assert components.loc["xz-s02-1", "accuracy_code"] == "county"
    assert components.loc["xz-s01-2", "accuracy_code"] == "county"
    assert {issue.type for issue in loaded.issues if issue.row == "xz-tour-001"} == {"unknown-place"}


@pytest.mark.parametrize(
    ("table", "where", "cell"),
    [
        ("parks", ("feature_id", "xz-park-003"), {"source_id": "no-such-plan"}),
        ("components", ("component_id", "xz-s01-4"), {"structure_id": "xz-s99"}),
        ("feature_links", ("feature_id", "xz-park-001"), {"feature_id": "xz-park-999"}),
        ("feature_aliases", ("feature_id", "xz-park-001"), {"feature_id": "xz-ind-1"}),
        ("comparisons", ("indicator_id", "xz-ind-1"), {"other_indicator_id": "xz-ind-9"}),
    ],
)
def test_reference_to_a_row_that_is_not_there(
    tiny: DataPaths, table: str, where: tuple[str, str], cell: dict[str, str]
) -> None:
    planting.change(tiny.root / f"projects/{table}.csv", lambda row: row[where[0]] == where[1], **cell)
    data = frames.load_tables(tiny)
    ((_, field, kind),) = found_in(data, table)
    assert (field, kind) == (next(iter(cell)), "unknown-reference")
    assert len(data[table]) == len(ROWS[table]) - 1


def test_unharmed_package_has_no_broken_link_and_empty_references_are_none(tiny: DataPaths) -> None:
    planting.change(tiny.root / PARKS, lambda row: row["feature_id"] == "xz-park-004", place_id="")
    data = frames.load_tables(tiny)
    assert not data.issues
    assert len(data["parks"]) == 4


def test_row_that_falls_out_takes_the_rows_that_hang_on_it_along_and_names_them(tiny: DataPaths) -> None:
    planting.drop(tiny.root / PARKS, lambda row: row["feature_id"] == "xz-park-001")
    issues = frames.load_tables(tiny).issues
    assert {(i.table, i.type) for i in issues} == {
        (table, "unknown-reference") for table in ("feature_areas", "feature_aliases", "mentions", "feature_links")
    }


def test_missing_table_leaves_its_dependants_out_and_all_others_in(tiny: DataPaths) -> None:
    (tiny.root / "projects/structures.csv").unlink()
    data = frames.load_tables(tiny)
    assert (data.issues[0].table, data.issues[0].type) == ("structures", "missing-file")
    emptied = {"structures", "components", "component_members"}
    for name, rows in ROWS.items():
        assert len(data[name]) == (0 if name in emptied else len(rows)), name
