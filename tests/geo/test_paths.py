from pathlib import Path

import pytest

from geo import paths


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ATLAS_DATA", raising=False)
    monkeypatch.delenv("ATLAS_BOUNDARY_FILE", raising=False)


def test_without_settings_the_shipped_package_is_used() -> None:
    where = paths.from_environment()
    assert where == paths.DataPaths(user_data=paths.ROOT / "user_data")
    assert where.package.is_file()
    assert where.boundary("431000").is_file()


def test_settings_name_another_package_and_boundary_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ATLAS_DATA", str(tmp_path))
    monkeypatch.setenv("ATLAS_BOUNDARY_FILE", str(tmp_path / "own.gpkg"))
    where = paths.from_environment()
    assert where.package == tmp_path / "datapackage.json"
    assert where.boundary("990100") == tmp_path / "boundaries" / "990100.geojson"
    assert where.boundary_file == tmp_path / "own.gpkg"


def test_empty_setting_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_DATA", "")
    monkeypatch.setenv("ATLAS_BOUNDARY_FILE", "")
    assert paths.from_environment() == paths.DataPaths(user_data=paths.ROOT / "user_data")
