"""The status of a feature is read from the document's verb: one verb, one status."""

import pandas as pd
import pytest

from geo.tables import Tables
from tests.contracts.names import features

# Verbs that say of themselves that work is under way; a plan's 建设 or 实施 does not.
UNDER_WAY = ("加快", "即将", "持续", "稳步", "续建", "在建")


@pytest.fixture(scope="module")
def stated(tables: Tables) -> pd.DataFrame:
    """Features with a verb; ``looks_back`` where the document reports what was reached."""
    rows = features(tables)
    rows = rows[rows["status_text"] != ""]
    back = (rows["source_id"] == "cz-results-2025") | rows["section"].str.contains("“ 十三五 ”", regex=False)
    return rows.assign(looks_back=back)


def test_one_verb_has_one_status(stated: pd.DataFrame) -> None:
    found = stated.groupby(["status_text", "looks_back"])["status_code"].agg(lambda codes: tuple(sorted(set(codes))))
    assert len(found) > 300
    assert found[found.map(len) > 1].to_dict() == {}


def test_only_verbs_that_say_so_are_under_way(stated: pd.DataFrame) -> None:
    verbs = set(stated.loc[stated["status_code"] == "building", "status_text"])
    assert len(verbs) > 5
    assert {verb for verb in verbs if not any(word in verb for word in UNDER_WAY)} == set()


def test_what_a_plan_will_build_is_not_under_way(stated: pd.DataFrame) -> None:
    plain = stated[stated["status_text"].isin(["建设", "新建", "实施", "重点建设"])]
    assert len(plain) > 100
    assert set(plain["status_code"]) == {"to_build"}


def test_mentions_follow_the_same_verbs(tables: Tables) -> None:
    rows = tables["mentions"]
    plain = rows[
        rows["status_text"].isin(["建设", "新建", "实施", "重点建设"]) & (rows["source_id"] != "cz-results-2025")
    ]
    assert len(plain) > 5
    assert set(plain["status_code"]) == {"to_build"}
