"""``python -m app layers`` and ``python -m app export``, as a user calls them."""

import json
from pathlib import Path

import pyogrio
import pytest
from click.testing import CliRunner, Result

from app import cli


def run(*args: str) -> Result:
    return CliRunner().invoke(cli.main, args)


def test_layers_are_listed_with_counts() -> None:
    result = run("layers")
    assert result.exit_code == 0
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert rows[0] == ["id", "drawn", "county", "unlocated", "title"]
    assert ["county_industries", "11", "0", "0", "县域首列产业"] in rows
    assert len(rows) == 33


def test_layer_goes_to_a_folder_under_its_own_name(tmp_path: Path) -> None:
    result = run("export", "energy", "--format", "fgb", "--crs", "belt", "--out", str(tmp_path))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "已写" in result.stderr
    (path,) = tmp_path.iterdir()
    assert path.name == "431000_energy_2026.11.1_EPSG4547.fgb"
    assert pyogrio.read_info(path)["features"] == 26


def test_layer_goes_to_stdout_and_quiet_is_quiet() -> None:
    result = run("export", "energy", "--format", "geojson", "--out", "-", "--quiet")
    assert (result.exit_code, result.stderr) == (0, "")
    assert len(json.loads(result.stdout)["features"]) == 26


def test_filter_is_applied_and_noted() -> None:
    chosen = ("--area", "431021", "--accuracy", "county")
    result = run("export", "parks", "--format", "geojson", *chosen, "--out", "-", "--quiet")
    features = json.loads(result.stdout)["features"]
    assert features
    assert all("431021" in feature["properties"]["area_codes"] for feature in features)
    assert "桂阳县 431021" in features[0]["properties"]["note"]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("nolayer",), "没有图层 nolayer"),
        (("../x",), "是路径"),
        (("energy", "--format", "doc"), "没有导出格式 doc"),
        (("energy", "--crs", "EPSG:3857"), "EPSG:3857"),
        (("energy", "--crs", "EPSG:4544"), "超出中央经线 105°E"),
        (("energy", "--city", "999999"), "没有代码为 999999"),
        (("energy", "--lang", "fr"), "没有语言 fr"),
        (("energy", "--encoding", "BIG5"), "不支持编码 BIG5"),
        (("energy", "--accuracy", "sure"), "没有位置等级 sure"),
        (("positioning", "--city", "430300"), "没有可导出的要素"),
        (("energy", "--format", "everything", "--crs", "belt"), "只用 EPSG:4326"),
        (("energy", "--out", "no/such/folder/x.gpkg"), "无法写入"),
    ],
)
def test_what_cannot_be_done_is_said_and_leaves_nothing(
    args: tuple[str, ...], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("export", *args)
    assert result.exit_code == 2
    assert words in result.stderr
    assert list(tmp_path.iterdir()) == []
