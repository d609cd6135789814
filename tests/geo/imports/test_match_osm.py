"""The extract with traps: what is taken, what is left to choose, what is refused."""

import shapely

from geo.imports.plan import Match, Plan
from geo.imports.run import Outcome, to_csv

Rows = dict[str, list[Match]]


def _only(rows: Rows, feature_id: str) -> Match:
    assert len(rows[feature_id]) == 1
    return rows[feature_id][0]


def test_town_of_the_same_name_in_the_next_county_is_not_taken(rows: Rows) -> None:
    row = _only(rows, "cz-town-005")
    assert (row.status, row.element_id, row.accuracy_code) == ("matched", "osm node/1", "located")
    assert "宜章县" in row.how


def test_old_name(rows: Rows) -> None:
    row = _only(rows, "cz-town-003")
    assert row.element_id == "osm node/3"
    assert "旧名" in row.how
    assert row.score < 1


def test_suffix_missing(rows: Rows) -> None:
    assert _only(rows, "cz-town-013").element_id == "osm node/6"


def test_two_towns_of_one_name_are_left_to_choose(rows: Rows) -> None:
    assert {row.element_id for row in rows["cz-town-012"]} == {"osm node/4", "osm node/5"}
    assert {row.status for row in rows["cz-town-012"]} == {"ambiguous"}


def test_two_roads_of_one_number_are_left_to_choose(rows: Rows) -> None:
    assert [row.status for row in rows["cz-transport-065"]] == ["ambiguous"] * 2
    assert {row.element_name for row in rows["cz-transport-065"]} == {"甲线", "乙线"}


def test_carriageways_become_one_line_within_the_city(rows: Rows, plan: Plan) -> None:
    row = _only(rows, "cz-transport-073")
    assert row.element_id == "osm way/101+2"
    assert row.geometry is not None
    assert row.geometry.geom_type == "LineString"
    city = plan.counties.geometry.union_all().buffer(1e-5)
    assert city.contains(row.geometry)


def test_expressway_by_its_name(rows: Rows) -> None:
    row = _only(rows, "cz-transport-057")
    assert "G4" in row.how
    assert row.status == "matched"


def test_stretch_between_two_named_ends(rows: Rows) -> None:
    row = _only(rows, "cz-transport-022")
    assert row.accuracy_code == "located"
    assert "高码 至 东江" in row.how
    assert row.geometry is not None
    west, _, east, _ = row.geometry.bounds
    assert 113.21 < west < 113.25
    assert 113.30 < east < 113.34


def test_a_section_without_ends_is_approximate_and_says_so(rows: Rows) -> None:
    row = _only(rows, "cz-transport-018")
    assert row.accuracy_code == "approximate"
    assert "代替" in row.how


def test_a_section_by_name_is_clipped_to_its_county(rows: Rows, plan: Plan) -> None:
    row = _only(rows, "cz-transport-015")
    assert (row.status, row.accuracy_code, row.element_id) == ("matched", "approximate", "osm way/141")
    assert row.geometry is not None
    county = plan.counties.loc[plan.counties["area_code"] == "431028", "geometry"].iloc[0]
    assert county.buffer(1e-5).contains(row.geometry)


def test_a_scenic_area_by_its_lake_is_approximate_and_its_outline_takes_the_place_of_a_point(rows: Rows) -> None:
    row = _only(rows, "cz-tour-015")
    assert (row.status, row.accuracy_code, row.element_id) == ("matched", "approximate", "osm way/401")


def test_a_mountain_is_no_better_than_the_point_of_the_park_named_after_it(rows: Rows) -> None:
    row = _only(rows, "cz-tour-074")
    assert (row.status, row.element_id) == ("refused", "osm node/9")
    assert "不比它差" in row.how


def test_way_that_lacks_nodes(rows: Rows, outcome: Outcome) -> None:
    assert _only(rows, "cz-transport-067").status == "unmatched"
    assert {(issue.row, issue.type) for issue in outcome.issues} == {("osm way/131", "broken-way")}


def test_river_that_is_a_relation(rows: Rows) -> None:
    row = _only(rows, "cz-water-033")
    assert row.element_id == "osm relation/301"
    assert row.geometry is not None
    assert "Line" in row.geometry.geom_type
    assert row.accuracy_code == "approximate"


def test_a_mountain_is_no_reservoir(rows: Rows) -> None:
    assert _only(rows, "cz-water-001").status == "unmatched"
    assert _only(rows, "cz-tour-138").element_id == "osm node/9"


def test_road_in_another_county_is_refused(rows: Rows) -> None:
    row = _only(rows, "cz-transport-024")
    assert row.status == "refused"
    assert "资兴市" in row.how


def test_what_is_located_stays(rows: Rows, plan: Plan) -> None:
    located = {
        row["feature_id"]
        for frame in plan.features.values()
        for row in frame.to_dict("records")
        if row["accuracy_code"] == "located"
    }
    assert not [
        row for found in rows.values() for row in found if row.feature_id in located and row.status == "matched"
    ]


def test_every_match_has_geometry_a_score_and_a_reason(outcome: Outcome) -> None:
    for row in outcome.rows:
        assert row.how
        assert (row.geometry is not None) == (row.status in {"matched", "ambiguous"})
        assert 0 <= row.score <= 1
        if row.geometry is not None:
            assert shapely.is_valid(row.geometry)
            assert row.timestamp == "2026-03-01"


def test_report_cells_are_no_formulas() -> None:
    row = Match("cz-town-005", "=1+1", "matched", "@x", "osm node/1")
    assert "'=1+1" in to_csv([row])
    assert "'@x" in to_csv([row])
