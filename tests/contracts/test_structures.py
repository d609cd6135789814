"""Spatial structures: the members that the plan names, no more and no fewer."""

import re

import pandas as pd
import pytest

from geo.tables import Tables

DOCUMENT = "cz-14fyp"


@pytest.fixture(scope="module")
def groups(tables: Tables) -> dict[tuple[str, str], list[str]]:
    """Names of the components of each group, by structure and group."""
    frame = tables["components"].merge(tables["structures"], on="structure_id", suffixes=("", "_structure"))
    found = frame.sort_values(["structure_id", "ordinal"]).groupby(["name_zh_structure", "group_zh"], sort=False)
    return found["name_zh"].agg(list).to_dict()


def with_structures(tables: Tables) -> pd.DataFrame:
    """Members with their component and structure."""
    frame = tables["component_members"].merge(tables["components"], on="component_id", suffixes=("", "_component"))
    return frame.merge(tables["structures"], on="structure_id", suffixes=("", "_structure"))


@pytest.fixture(scope="module")
def members(tables: Tables) -> pd.DataFrame:
    return with_structures(tables)


def counties_of(members: pd.DataFrame, structure: str, component: str) -> set[str]:
    chosen = (members["name_zh_structure"] == structure) & (members["name_zh"] == component)
    rows = members[chosen & members["kind_code"].isin(["county", "place"])]
    assert len(rows)
    return set(rows["member_zh"])


INDUSTRY, TOWNS, CROSS, LOGISTICS = "一核两廊三点", "一核两轴四带", "一心两廊、四极多点", "一核两轴两极多点"


def test_three_nodes_of_industry(groups: dict[tuple[str, str], list[str]]) -> None:
    assert set(groups[INDUSTRY, "三点"]) == {"汝城", "桂东", "安仁"}


def test_four_poles_of_the_town_group(groups: dict[tuple[str, str], list[str]]) -> None:
    named = "".join(groups[CROSS, "四极"])
    assert len(groups[CROSS, "四极"]) == 4
    assert all(name in named for name in ("资兴", "桂阳", "永兴", "宜章"))


def test_two_poles_of_logistics(groups: dict[tuple[str, str], list[str]]) -> None:
    named = "".join(groups[LOGISTICS, "两极"])
    assert len(groups[LOGISTICS, "两极"]) == 2
    assert "嘉禾" in named
    assert "汝城" in named


def test_corridor_of_industry_reaches_jiahe_and_that_of_the_towns_does_not(
    groups: dict[tuple[str, str], list[str]], members: pd.DataFrame
) -> None:
    (east_west,) = [name for name in groups[INDUSTRY, "两廊"] if name.startswith("郴资桂嘉")]
    assert counties_of(members, INDUSTRY, east_west) == {"中心城区", "资兴", "桂阳", "嘉禾"}
    (axis,) = [name for name in groups[TOWNS, "两轴"] if name.startswith("郴资桂")]
    (corridor,) = [name for name in groups[CROSS, "两廊"] if "郴资桂" in name]
    assert "郴资桂嘉" not in axis + corridor
    assert counties_of(members, TOWNS, axis) == counties_of(members, CROSS, corridor) == {"中心城区", "资兴", "桂阳"}


def test_north_south_corridor_of_industry_reaches_linwu_and_that_of_the_towns_does_not(
    groups: dict[tuple[str, str], list[str]], members: pd.DataFrame
) -> None:
    (north_south,) = [name for name in groups[INDUSTRY, "两廊"] if name.startswith("郴永宜临")]
    (corridor,) = [name for name in groups[CROSS, "两廊"] if "郴永宜" in name]
    assert "郴永宜临" not in corridor
    assert counties_of(members, INDUSTRY, north_south) == {"中心城区", "永兴", "宜章", "临武"}
    assert counties_of(members, CROSS, corridor) == {"中心城区", "永兴", "宜章"}


def test_county_that_the_note_only_gives_a_road_through_is_marked_as_general_knowledge(members: pd.DataFrame) -> None:
    counties = members[(members["kind_code"] == "county") & members["section"].str.startswith("注释")]
    unnamed = counties[[row.member_zh[0] not in row.key for row in counties.itertuples()]]
    assert len(unnamed) > 20
    assert set(unnamed["basis_code"]) == {"general"}


def test_short_name_of_one_character_is_known_from_the_name_only(members: pd.DataFrame) -> None:
    single = members[members["key"].str.fullmatch("[郴资桂嘉永宜临]")]
    assert len(single) >= 14
    assert set(single["basis_code"]) == {"name"}


def test_numbers_in_the_names_of_groups_are_those_of_their_lists(
    groups: dict[tuple[str, str], list[str]],
) -> None:
    numerals = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
    differing = {
        group: len(names)
        for (_, group), names in groups.items()
        if re.match("[一两二三四五六]", group) and numerals[group[0]] != len(names)
    }
    # The plan says five models and lists four; its words are kept and the count is reported.
    assert differing == {"五样板": 4}


def test_every_structure_has_components_and_every_component_of_a_line_two_members(tables: Tables) -> None:
    components, members = tables["components"], tables["component_members"]
    assert set(tables["structures"]["structure_id"]) == set(components["structure_id"])
    lines = components.loc[components["geometry_code"] == "line", "component_id"]
    placed = members[members["place_id"] != ""].groupby("component_id").size()
    assert (placed.reindex(lines, fill_value=0) >= 2).all()


def test_structures_are_those_of_the_five_year_plan(tables: Tables) -> None:
    assert set(tables["structures"]["source_id"]) == {DOCUMENT}
    assert {INDUSTRY, TOWNS, CROSS, LOGISTICS} <= set(tables["structures"]["name_zh"])
