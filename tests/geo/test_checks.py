import math
from collections.abc import Callable

import pytest

from geo import checks, frames
from geo.frames import Frames
from geo.issues import Issue, Severity
from geo.paths import DataPaths
from geo.tables import Tables
from tests import planting
from tests.planting import with_cells, with_row, without_row
from tests.tiny.package import squares, write_document
from tests.tiny.rows import CITED, CITY

Load = Callable[[], Frames]


@pytest.fixture
def data(tiny_frames: Frames) -> Tables:
    return tiny_frames.tables


def findings(data: Tables) -> dict[str, Issue]:
    """Cross-table issues by type; each type at most once."""
    issues = list(checks.cross_table(data, squares(CITY)))
    by_type = {issue.type: issue for issue in issues}
    assert len(by_type) == len(issues)
    return by_type


UNHARMED = {"count-differs", "document-ocr-slip"}


def test_group_that_lists_another_number_than_its_name_says_is_noticed(data: Tables) -> None:
    found = findings(data)
    assert set(found) == UNHARMED
    issue = found["count-differs"]
    assert (issue.row, issue.severity) == ("xz-s02/三点", Severity.NOTICE)
    assert "2 项" in issue.message


def test_member_that_goes_missing_from_a_counted_group_is_noticed(data: Tables) -> None:
    for component in ("xz-s02-1", "xz-s02-2"):
        data = with_cells(data, "components", component, group_zh="两点")
    assert "count-differs" not in findings(data)
    assert findings(without_row(data, "components", "xz-s02-2"))["count-differs"].row == "xz-s02/两点"


def test_oddity_of_a_document_is_shown_at_its_row(data: Tables) -> None:
    issue = findings(data)["document-ocr-slip"]
    assert (issue.table, issue.row, issue.severity) == ("parks", "xz-park-003", Severity.NOTICE)
    assert issue.message == "“东风”疑为“东丰”；照原文保留。"


@pytest.mark.parametrize(("part", "summed"), [(39.6, None), (40.4, None), (39.0, "99"), (41.0, "101")])
def test_total_is_held_against_the_sum_of_its_parts(data: Tables, part: float, summed: str | None) -> None:
    found = findings(with_cells(data, "indicators", "xz-ind-6", value_min=part))
    assert ("total-differs" in found) == (summed is not None)
    if summed is not None:
        assert (found["total-differs"].row, found["total-differs"].severity) == ("xz-ind-4", Severity.WARNING)
        assert summed in found["total-differs"].message


def test_target_below_what_was_reached_is_noticed_with_both(data: Tables) -> None:
    found = findings(with_cells(data, "indicators", "xz-ind-8", value_text="44", value_min=44.0))
    issue = found["below-baseline"]
    assert (issue.row, issue.severity) == ("xz-ind-8", Severity.NOTICE)
    assert "44" in issue.message
    assert "45（xz-ind-7）" in issue.message


def test_core_town_that_the_structure_does_not_list_is_reported(data: Tables) -> None:
    issue = findings(with_row(data, "towns", feature_id="xz-town-002", name_zh="含水镇", char_offset=0))
    assert (issue["not-in-structure"].table, issue["not-in-structure"].row) == ("towns", "xz-town-002")
    assert issue["not-in-structure"].severity == Severity.WARNING


def test_range_upside_down_is_an_error(data: Tables) -> None:
    issue = findings(with_cells(data, "indicators", "xz-ind-3", value_min=25.0, value_max=20.0))["range-reversed"]
    assert (issue.row, issue.severity) == ("xz-ind-3", Severity.ERROR)
    assert "25" in issue.message
    assert "20" in issue.message


def test_half_open_range_is_no_error(data: Tables) -> None:
    assert "range-reversed" not in findings(with_cells(data, "indicators", "xz-ind-3", value_max=math.nan))


@pytest.mark.parametrize(
    ("longitude", "kind", "severity", "words"),
    [
        (113.15, "place-outside", Severity.WARNING, "5.0 公里"),
        (113.198, "near-boundary", Severity.NOTICE, "县界 500 米之内"),
        (113.202, "near-boundary", Severity.NOTICE, "县界 500 米之内"),
    ],
)
def test_place_is_held_against_the_county_it_names(
    data: Tables, longitude: float, kind: str, severity: Severity, words: str
) -> None:
    issue = findings(with_cells(data, "places", "p-bridge", longitude=longitude))[kind]
    assert (issue.table, issue.row, issue.severity) == ("places", "p-bridge", severity)
    assert words in issue.message


def test_place_that_names_the_wrong_county_is_outside(data: Tables) -> None:
    assert findings(with_cells(data, "places", "p-gaoxin", area_code="990102"))["place-outside"].row == "p-gaoxin"


def test_findings_reach_the_loaded_city(tiny: DataPaths, load_tiny: Load) -> None:
    planting.change(tiny.root / "places.csv", lambda row: row["place_id"] == "p-gaoxin", area_code="990102")
    assert {issue.type for issue in load_tiny().issues} == UNHARMED | {"place-outside", "no-backdrop"}


def test_frictionless_finds_nothing_in_the_unharmed_package(tiny: DataPaths) -> None:
    assert not list(checks.package_valid(tiny.package))


def test_frictionless_names_the_cell_that_breaks_the_schema(tiny: DataPaths) -> None:
    path = tiny.root / "projects/parks.csv"
    planting.change(path, lambda row: row["feature_id"] == "xz-park-002", char_offset="many")
    (issue,) = checks.package_valid(tiny.package)
    assert (issue.table, issue.row, issue.field) == ("parks", "3", "char_offset")
    assert issue.type == "frictionless-type-error"


def test_frictionless_names_a_broken_foreign_key(tiny: DataPaths) -> None:
    path = tiny.root / "projects/feature_areas.csv"
    planting.change(path, lambda row: row["feature_id"] == "xz-tour-001", area_code="990199")
    assert [(i.table, i.type) for i in checks.package_valid(tiny.package)] == [
        ("feature_areas", "frictionless-foreign-key")
    ]


def test_citations_are_counted_and_all_stand(tiny: DataPaths) -> None:
    write_document(tiny.root)
    assert checks.against_documents(frames.load_tables(tiny), tiny.root) == ([], CITED)


def test_shifted_offset_is_found_among_all_citations(tiny: DataPaths) -> None:
    write_document(tiny.root)
    path = tiny.root / "projects/feature_nodes.csv"
    row = planting.read_rows(path)[0]
    planting.change(path, lambda other: other == row, char_offset=str(int(row["char_offset"]) + 1))
    (issue,), checked = checks.against_documents(frames.load_tables(tiny), tiny.root)
    assert checked == CITED
    assert (issue.table, issue.row, issue.type) == ("feature_nodes", "xz-transport-001/3", "key-not-at-offset")


def test_without_the_document_no_citation_is_checked(tiny: DataPaths) -> None:
    (issue,), checked = checks.against_documents(frames.load_tables(tiny), tiny.root)
    assert checked == 0
    assert issue.type == "document-absent"
