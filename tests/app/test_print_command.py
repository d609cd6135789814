"""``python -m app print``, as a user calls it."""

import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image
from pypdf import PdfReader

from app import cli

ROOT = Path(__file__).resolve().parents[2]


def run(*args: str) -> Result:
    return CliRunner().invoke(cli.main, ("print", *args))


def test_a_map_goes_to_a_folder_under_its_own_name_and_can_be_searched(tmp_path: Path) -> None:
    result = run("--city", "430300", "--layers", "parks", "--title", "湘潭园区", "--out", f"{tmp_path}/new/")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "已写" in result.stderr
    (path,) = (tmp_path / "new").iterdir()
    assert path.name.startswith("430300_parks-A4_")
    text = PdfReader(path).pages[0].extract_text()
    for word in ("湘潭园区", "湘潭县", "雨湖区", "EPSG:4547", "资料来源", "未经审图", "审图号"):
        assert word in text


def test_the_view_of_an_address_is_printed_and_kept_in_the_file() -> None:
    address = "http://localhost:8501/?city=431000&layers=parks&filter=county~431021&view=112.2,25.4,113.1,26.3"
    result = run("--address", address, "--out", "-", "--quiet")
    assert result.exit_code == 0
    reader = PdfReader(BytesIO(result.stdout_bytes))
    assert reader.metadata is not None
    assert "county~431021" in reader.metadata["/Keywords"].replace("%7E", "~")
    assert "桂阳县" in reader.pages[0].extract_text()


def test_a_bookmark_is_printed_by_its_title(tmp_path: Path) -> None:
    views = [
        {"title": "一", "view": {"city": "431000"}},
        {"title": "二", "view": {"city": "430300", "layers": "parks"}},
    ]
    own = tmp_path / "bookmarks.json"
    own.write_text(json.dumps({"version": 1, "bookmarks": views}), encoding="utf-8")
    result = run("--bookmarks", str(own), "--bookmark", "二", "--out", "-", "--quiet")
    assert result.exit_code == 0
    assert "湘潭县" in PdfReader(BytesIO(result.stdout_bytes)).pages[0].extract_text()
    refused = run("--bookmarks", str(own), "--bookmark", "三")
    assert refused.exit_code == 2
    assert "一、二" in refused.stderr
    own.write_text("{", encoding="utf-8")
    assert "JSON" in run("--bookmarks", str(own)).stderr


def test_the_ending_of_the_file_is_its_format_and_dpi_counts(tmp_path: Path) -> None:
    target = tmp_path / "map.png"
    result = run("--city", "430300", "--portrait", "--dpi", "72", "--out", str(target), "--quiet")
    assert (result.exit_code, result.stderr) == (0, "")
    with Image.open(target) as picture:
        assert picture.size == (595, 841)


def test_help_names_examples_and_exit_codes() -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert "python -m app print --layers parks,projects" in result.stdout
    assert "Exit codes" in result.stdout


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--paper", "B5"), "没有纸张 B5"),
        (("--format", "doc"), "没有打印格式 doc"),
        (("--layers", "nolayer"), "nolayer"),
        (("--city", "999999"), "没有代码为 999999"),
        (("--fill", "rainbow"), "rainbow"),
        (("--view", "100,25,101,26"), "3 度带"),
        (("--view", "1,2"), "--view"),
        (("--out", "x.pdf", "--format", "svg"), ".svg"),
        (("--out", "/proc/none/x.pdf"), "无法"),
    ],
)
def test_what_cannot_be_done_is_said_and_leaves_nothing(
    args: tuple[str, ...], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*args)
    assert result.exit_code == 2
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_font_that_is_none_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "own.ttf"
    own.write_bytes(b"no font")
    monkeypatch.setenv("ATLAS_FONT", str(own))
    result = run("--out", str(tmp_path / "x.pdf"))
    assert result.exit_code == 2
    assert "own.ttf" in result.stderr
    assert "ATLAS_FONT" in result.stderr
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.parametrize("kind", ["pdf", "png", "svg"])
def test_two_processes_write_equal_bytes(kind: str, tmp_path: Path) -> None:
    made = []
    for number in range(2):
        target = tmp_path / f"{number}.{kind}"
        subprocess.run(
            [sys.executable, "-m", "app", "print", "--layers", "town_targets,roads", "--dpi", "96", "--out", target],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": str(number + 1)},
            check=True,
            capture_output=True,
        )
        made.append(target.read_bytes())
    assert made[0] == made[1]
    assert len(made[0]) < 1_500_000
