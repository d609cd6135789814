"""The command group geometry, as a user types it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from tests.geo.imports import extracts


@pytest.fixture
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ATLAS_USER_DATA", str(tmp_path / "user"))
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["geometry", *words])


def test_from_import_to_removal(user: Path) -> None:
    path = str(extracts.traps().write(user / "traps.osm"))
    assert "没有导入" in run("list").output
    rehearsal = run("import", path, "--dry-run")
    assert rehearsal.exit_code == 0
    assert "没有写入" in rehearsal.output
    assert not (user / "user").exists()
    done = run("import", path)
    assert done.exit_code == 0
    assert "broken-way" in done.output
    name = next(word.split("，")[0] for word in done.output.split() if word.startswith("431000-osm-"))
    assert name in run("list").output
    assert run("choose", "cz-town-012", "osm node/5").exit_code == 0
    assert "osm node/5" in run("list").output
    report = run("report", name).output
    assert "cz-town-005" in report
    assert "未匹配" in report
    assert run("choose", "cz-town-012", "--forget").exit_code == 0
    assert run("remove", name).exit_code == 0
    assert "没有导入" in run("list").output


def test_what_is_wrong_is_said(user: Path) -> None:
    missing = run("import", str(user / "none.osm"))
    assert missing.exit_code == 2
    assert "处理办法" in missing.stderr
    assert run("remove", "nothing").exit_code == 2
    assert run("report", "nothing").exit_code == 2
    assert run("choose", "cz-town-012").exit_code == 2
    assert run("import", str(user / "none.osm"), "--city", "999999").exit_code == 2
