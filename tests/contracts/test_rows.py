"""Every row of the shipped tables: schema, citation, and counties that agree with the names."""

from collections import Counter

import pandas as pd
import pytest

from geo import checks
from geo.frames import Frames
from geo.issues import Severity
from geo.paths import DataPaths
from geo.tables import Tables
from layers.compose import compose
from layers.messages import Messages
from tests.contracts.known import COUNTIES, PACKAGE, WITH_CITATION
from tests.contracts.names import features, named_after_counties

NAMES = {code: name for city in COUNTIES.values() for code, name in city.items()}


@pytest.fixture(scope="module")
def links(tables: Tables) -> pd.DataFrame:
    """Counties of features with the names of both."""
    frame = tables["feature_areas"].merge(features(tables), on="feature_id", validate="many_to_one")
    return frame.assign(county_zh=frame["area_code"].map(NAMES))


def test_package_is_valid_for_frictionless() -> None:
    assert list(checks.package_valid(DataPaths().package)) == []


def test_cities_load_without_errors_or_warnings(chenzhou: Frames, xiangtan: Frames) -> None:
    serious = [issue for city in (chenzhou, xiangtan) for issue in city.issues if issue.severity != Severity.NOTICE]
    assert serious == []


def test_tables_that_state_facts_have_citation_columns() -> None:
    without = {resource.name for resource in PACKAGE.resources} - set(WITH_CITATION)
    assert without == {"areas", "codes", "sources", "places", "comparisons", "indicator_parts"}


@pytest.mark.parametrize("table", WITH_CITATION)
def test_every_row_has_a_source_section_offset_and_key(tables: Tables, table: str) -> None:
    frame = tables[table]
    assert len(frame)
    assert frame["source_id"].isin(tables["sources"]["source_id"]).all()
    assert (frame["section"].str.strip() != "").all()
    assert frame["char_offset"].notna().all()
    assert (frame["key"].str.strip() != "").all()
    assert frame["key"].str.len().max() <= 80


def test_ids_are_unique_across_all_feature_tables(tables: Tables) -> None:
    rows = features(tables)
    assert rows["feature_id"].is_unique
    assert (rows["name_zh"].str.strip() == rows["name_zh"]).all()


def test_feature_that_begins_with_a_county_is_linked_to_it_and_not_from_general_knowledge(tables: Tables) -> None:
    found = [row for row in named_after_counties(tables, NAMES) if row.feature.startswith(row.county)]
    assert len(found) >= 15
    assert [row for row in found if row.basis in {"", "general"}] == []


def test_feature_that_holds_a_short_county_name_is_linked_to_that_county(tables: Tables) -> None:
    counties = tables["areas"][tables["areas"]["level"] == "county"]
    found = named_after_counties(tables, dict(zip(counties["area_code"], counties["short_zh"], strict=True)))
    assert len(found) >= 120
    # A legend has no place.
    assert {row.feature for row in found if not row.basis} == {"苏仙传说"}
    # 苏仙岭 is a hill: which district it lies in is not said by its name.
    assert {row.feature for row in found if row.basis == "general"} == {"苏仙岭新年登高健身大会"}


def test_link_known_from_the_name_holds_the_short_name_of_its_county(links: pd.DataFrame, tables: Tables) -> None:
    short = tables["areas"].set_index("area_code")["short_zh"].to_dict() | {"430321": "湘潭"}
    known = links[links["basis_code"] == "name"]
    odd = [
        (row.feature_id, row.name_zh, row.county_zh)
        for row in known.itertuples()
        if short[row.area_code] not in row.name_zh + row.key
    ]
    assert odd == []


def test_feature_is_linked_to_counties_of_its_own_city_only(links: pd.DataFrame) -> None:
    strangers = [row.feature_id for row in links.itertuples() if row.area_code not in COUNTIES[row.city_code]]
    assert strangers == []


def test_every_feature_and_component_is_in_one_layer(chenzhou: Frames, xiangtan: Frames) -> None:
    for city in (chenzhou, xiangtan):
        view = compose(city, Messages("zh"))
        found = Counter(
            name for layer in view.layers for frame in (layer.frame, layer.unlocated) for name in frame["feature_id"]
        )
        rows = [name for frame in city.features.values() for name in frame["feature_id"]]
        rows += city.components["component_id"].tolist()
        assert {name: found[name] for name in rows if found[name] != 1} == {}


def test_comparison_names_the_newer_of_its_two_statements(tables: Tables) -> None:
    pairs = tables["comparisons"]
    named = pairs[pairs["newer_indicator_id"] != ""]
    assert len(named) > 10
    inside = (named["newer_indicator_id"] == named["indicator_id"]) | (
        named["newer_indicator_id"] == named["other_indicator_id"]
    )
    assert inside.all()
    dates = tables["indicators"].merge(tables["sources"], on="source_id").set_index("indicator_id")["issued_date"]
    for row in named.itertuples():
        assert dates[row.newer_indicator_id] == max(dates[row.indicator_id], dates[row.other_indicator_id])


def test_every_point_has_an_origin_and_those_of_openstreetmap_its_licence(tables: Tables) -> None:
    places = tables["places"]
    assert (places["origin"] != "").all()
    assert set(places["accuracy_code"]) <= {"located", "approximate"}
    openstreetmap = places[places["origin"].str.startswith("OpenStreetMap")]
    assert set(openstreetmap["licence"]) == {"ODbL-1.0"}
