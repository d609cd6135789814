"""The city as it stands, the extract with traps, and a folder of the user's own."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.geometry import plan_of
from geo.imports import run
from geo.imports.plan import Match, Plan
from geo.paths import DataPaths
from tests.geo.imports import extracts

CITY = "431000"


@pytest.fixture(scope="session")
def plan() -> Plan:
    return plan_of(DataPaths(), CITY)


@pytest.fixture(scope="session")
def traps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return extracts.traps().write(tmp_path_factory.mktemp("osm") / "traps.osm")


@pytest.fixture(scope="session")
def outcome(traps: Path, plan: Plan) -> run.Outcome:
    return run.run(traps, plan, None)


@pytest.fixture(scope="session")
def rows(outcome: run.Outcome) -> dict[str, list[Match]]:
    found: dict[str, list[Match]] = {}
    for row in outcome.rows:
        found.setdefault(row.feature_id, []).append(row)
    return found


@pytest.fixture
def where(tmp_path: Path) -> DataPaths:
    return replace(DataPaths(), user_data=tmp_path / "user")


@pytest.fixture
def folder(where: DataPaths) -> Path:
    assert where.geometry is not None
    return where.geometry
