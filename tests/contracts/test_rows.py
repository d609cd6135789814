"""Every row of the shipped tables: schema, citation, and counties that agree with the names."""

from collections import Counter

import pandas as pd
import pytest

from geo import checks, citations
from geo.frames import Frames
from geo.issues import Severity
from geo.paths import DataPaths
from geo.schema import read_package
from geo.tables import Tables
from layers.compose import compose
from layers.messages import Messages
from tests.contracts.test_boundaries import COUNTIES

PACKAGE = read_package(DataPaths().package)
NAMES = {code: name for city in COUNTIES.values() for code, name in city.items()}
WITH_CITATION = [r.name for r in PACKAGE.resources if set(citations.CITATION_FIELDS) <= set(r.columns)]


@pytest.fixture(scope="module")
def features(tables: Tables) -> pd.DataFrame:
    """Rows of all feature tables: id and name."""
    columns = ["feature_id", "name_zh", "city_code"]
    return pd.concat([tables[name][columns] for name in PACKAGE.feature_tables], ignore_index=True)


@pytest.fixture(scope="module")
def links(tables: Tables, features: pd.DataFrame) -> pd.DataFrame:
    """Counties of features with the names of both."""
    frame = tables["feature_areas"].merge(features, on="feature_id", validate="many_to_one")
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


def test_ids_are_unique_across_all_feature_tables(features: pd.DataFrame) -> None:
    assert features["feature_id"].is_unique
    assert (features["name_zh"].str.strip() == features["name_zh"]).all()


def test_feature_named_after_a_county_is_linked_to_it(features: pd.DataFrame, links: pd.DataFrame) -> None:
    linked = links.groupby("feature_id")["area_code"].agg(set)
    checked = 0
    for feature in features.itertuples():
        for code, name in NAMES.items():
            # 湘潭县 is part of the name of no other unit; every name here is a full one.
            if feature.name_zh.startswith(name):
                checked += 1
                assert code in linked.get(feature.feature_id, set()), (feature.feature_id, feature.name_zh)
    assert checked > 50


def test_link_to_a_county_that_the_name_holds_is_never_general_knowledge(links: pd.DataFrame) -> None:
    named = links[[row.county_zh in row.name_zh for row in links.itertuples()]]
    assert len(named) > 50
    assert named.loc[named["basis_code"] == "general", ["feature_id", "name_zh"]].to_numpy().tolist() == []


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


def test_pictures_of_both_cities_hold_every_row_once(chenzhou: Frames, xiangtan: Frames) -> None:
    for city in (chenzhou, xiangtan):
        view = compose(city, Messages("zh"))
        found = Counter(
            name for layer in view.layers for frame in (layer.frame, layer.unlocated) for name in frame["feature_id"]
        )
        rows = [name for frame in city.features.values() for name in frame["feature_id"]]
        assert {name: found[name] for name in rows} == dict.fromkeys(rows, 1)


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


def test_point_without_an_origin_is_in_no_gazetteer(tables: Tables) -> None:
    places = tables["places"]
    assert (places["origin"] != "").all()
    assert set(places["accuracy_code"]) <= {"located", "approximate"}
    openstreetmap = places[places["origin"].str.contains("OpenStreetMap")]
    assert set(openstreetmap["licence"]) == {"ODbL-1.0"}
