"""``python -m app layers`` and ``python -m app export``, as a user calls them."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pyogrio
import pytest
from click.testing import CliRunner, Result

from app import cli
from app.commands_export import UNREAD
from geo import frames
from geo.errors import AtlasError
from geo.paths import ROOT, DataPaths
from layers import catalog, compose
from layers.export import formats
from layers.export.table import COLUMNS
from layers.messages import Messages
from tests import planting

pytestmark = pytest.mark.usefixtures("read_once")


def run(*args: str) -> Result:
    return CliRunner().invoke(cli.main, args)


def rows_of(layer_id: str) -> int:
    """Rows of a layer of 郴州 as the data package holds them."""
    view = compose.compose(frames.load(DataPaths(), "431000"), Messages("zh"))
    return view.layer(layer_id).total


def test_layers_are_listed_with_counts() -> None:
    result = run("layers")
    assert result.exit_code == 0
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert rows[0] == ["id", "drawn", "county", "unlocated", "title"]
    assert ["county_industries", "11", "0", "0", "县域首列产业"] in rows
    assert len(rows) == len(catalog.layer_ids()) + 2


def test_filtered_layers_are_counted_as_filtered() -> None:
    rows = {
        line.split("\t")[0]: line.split("\t") for line in run("layers", "--filter", "county~431021").stdout.splitlines()
    }
    assert rows["county_industries"][1] == "1"


def test_damaged_table_is_said_and_never_counted_as_nothing(shipped_copy: Path) -> None:
    (shipped_copy / "projects/parks.csv").write_bytes(b"\xff\xfe\x00")
    result = run("layers")
    assert result.exit_code == 1
    rows = {line.split("\t")[0]: line.split("\t")[1:4] for line in result.stdout.splitlines()}
    assert rows["parks"] == [UNREAD, "-", "-"]
    assert rows["energy"] == ["26", "23", "0"] or UNREAD not in rows["energy"]
    assert "projects/parks.csv 无法读取" in result.stderr
    alone = run("export", "parks", "--out", str(shipped_copy / "out/"))
    assert alone.exit_code == 2
    assert f"图层 parks：{UNREAD}" in alone.stderr
    together = run("export", "all", "--format", "csv", "--out", str(shipped_copy / "out/"))
    assert together.exit_code == 1
    (left_out,) = [line for line in together.stderr.splitlines() if f"{UNREAD}，略去：" in line]
    assert {"parks", "national_parks", "logistics_parks"} <= set(re.split("[：、]", left_out.rstrip("。")))
    assert [path.suffix for path in (shipped_copy / "out").iterdir()] == [".zip"]


def test_row_left_out_is_said_and_ends_with_1(shipped_copy: Path, tmp_path: Path) -> None:
    planting.change(shipped_copy / "projects/parks.csv", lambda row: row["feature_id"] == "cz-park-001", source_id="")
    result = run("export", "parks", "--format", "csv", "--quiet", "--out", str(tmp_path / "parks.csv"))
    assert result.exit_code == 1
    assert "[error] parks/cz-park-001/source_id (row-without-source)" in result.stderr
    assert (tmp_path / "parks.csv").is_file()
    traced = run("trace", "cz-park-001")
    assert "row-without-source" in traced.stderr


def test_refused_boundary_file_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "own.geojson"
    own.write_text("{}", encoding="utf-8")
    monkeypatch.setenv("ATLAS_BOUNDARY_FILE", str(own))
    result = run("layers")
    assert "boundary-refused" in result.stderr
    assert result.exit_code == 1


def test_layer_goes_to_a_folder_under_its_own_name(tmp_path: Path) -> None:
    result = run("export", "energy", "--format", "fgb", "--crs", "belt", "--out", str(tmp_path))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "已写" in result.stderr
    (path,) = tmp_path.iterdir()
    assert path.name.startswith("431000_energy_")
    assert path.name.endswith("_EPSG4547.fgb")
    assert pyogrio.read_info(path)["features"] == rows_of("energy") > 5


def test_folders_are_made(tmp_path: Path) -> None:
    assert run("export", "energy", "--format", "csv", "--out", str(tmp_path / "a/b.csv")).exit_code == 0
    assert run("export", "energy", "--format", "csv", "--out", f"{tmp_path}/c/d/").exit_code == 0
    found = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.csv"))
    version = json.loads((ROOT / "data/datapackage.json").read_text(encoding="utf-8"))["version"]
    assert found == ["a/b.csv", f"c/d/431000_energy_{version}.csv"]
    beside = (tmp_path / "a/b.txt").read_text(encoding="utf-8")
    assert all(column in beside for column in COLUMNS)
    assert "CC-BY-4.0" in beside


def test_layer_goes_to_stdout_and_quiet_is_quiet() -> None:
    result = run("export", "energy", "--format", "geojson", "--out", "-", "--quiet")
    assert (result.exit_code, result.stderr) == (0, "")
    assert len(json.loads(result.stdout)["features"]) == rows_of("energy") > 5


def test_reader_that_goes_away_is_no_error_to_speak_of() -> None:
    command = f"{sys.executable} -m app export energy --format geojson --out - --quiet | true"
    done = subprocess.run(
        ["/bin/bash", "-c", f"set -o pipefail; {command}"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (141, "", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("words", [("layers",), ("export", "energy", "--format", "csv", "--out", "-", "--quiet")])
def test_full_stdout_is_an_error_in_words(words: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "app", *words], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert done.stderr.startswith("错误：No space left on device")
    assert len(done.stderr.splitlines()) == 1


def test_filter_is_applied_and_noted() -> None:
    chosen = ("--filter", "county~431021", "--filter", "accuracy~county")
    result = run("export", "parks", "--format", "geojson", *chosen, "--out", "-", "--quiet")
    features = json.loads(result.stdout)["features"]
    assert features
    assert all("431021" in feature["properties"]["area_codes"] for feature in features)
    note = features[0]["properties"]["note"]
    assert note.count("筛选：县市区 桂阳县；位置等级 ") == 1


def test_address_of_the_app_is_the_same_view() -> None:
    address = "http://127.0.0.1:8501/?city=430300&lang=en&map=leaflet&layers=parks&filter=county~430381"
    result = run("export", "--address", address, "--format", "geojson", "--out", "-", "--quiet")
    assert result.exit_code == 0, result.stderr
    shown = run("export", "county_industries", "parks", "--city", "430300", "--lang", "en", "--filter", "county~430381",
                "--format", "geojson", "--out", "-", "--quiet")  # fmt: skip
    assert result.stdout_bytes == shown.stdout_bytes


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((), "没有写明图层"),
        (("nolayer",), "没有图层 nolayer"),
        (("../x",), "是路径"),
        (("energy", "--format", "doc"), "没有导出格式 doc"),
        (("energy", "--crs", "EPSG:3857"), "EPSG:3857"),
        (("energy", "--crs", "EPSG:4544"), "超出中央经线 105°E"),
        (("energy", "--city", "999999"), "没有代码为 999999"),
        (("energy", "--lang", "fr"), "--lang 不认识“fr”"),
        (("energy", "--encoding", "BIG5"), "不支持编码 BIG5"),
        (("energy", "--filter", "accuracy~sure"), "--filter 不认识“accuracy~sure”"),
        (("energy", "--filter", "colour~red"), "可用：county~…"),
        (("energy", "--filter", "county"), "没有代码"),
        (("energy", "--filter", "county~431021", "--filter", "county~431022"), "county 写了两次"),
        (
            ("energy", "--filter", "county~431081", "--filter", "source~cz-14fyp", "--filter", "status~mooted"),
            "没有可导出的要素",
        ),
        (("positioning", "--city", "430300"), "没有可导出的要素"),
        (("all", "--format", "everything", "--crs", "belt"), "只用 EPSG:4326"),
        (("energy", "--format", "everything"), "不能只取一部分"),
        (("all", "--format", "everything", "--filter", "county~431021"), "不能只取一部分"),
        (("energy", "--out", "x.shp"), "的结尾是 .shp，而文件是 .gpkg"),
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


@pytest.mark.parametrize("at", ["file/x.csv", "/proc/nothing/x.csv"])
def test_path_that_cannot_be_written_is_said(at: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = run("export", "energy", "--format", "csv", "--out", at if at.startswith("/") else str(tmp_path / at))
    assert result.exit_code == 2
    assert "无法建立文件夹" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (KeyboardInterrupt(), 130, "已中断"),
        (MemoryError(), 2, "内存不足"),
        (OSError(28, "No space left on device", "x"), 2, "No space left on device（x）"),
        (ValueError("odd"), 2, "ValueError: odd"),
        (AtlasError("甲。", "乙。"), 2, "错误：甲。 处理办法：乙。"),
    ],
)
def test_whatever_happens_is_said_without_a_traceback(
    error: BaseException, code: int, words: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(formats, "make", fail)
    monkeypatch.chdir(tmp_path)
    result = run("export", "energy")
    assert result.exit_code == code
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_help_of_every_command_has_examples_and_exit_codes() -> None:
    def commands(group: object, words: tuple[str, ...]) -> list[tuple[str, ...]]:
        inside = getattr(group, "commands", None)
        return [words] if inside is None else [one for name in inside for one in commands(inside[name], (*words, name))]

    found = commands(cli.main, ())
    assert len(found) >= 12
    for words in found:
        told = run(*words, "--help").output
        assert f"python -m app {' '.join(words)}" in told, words
        assert "Exit codes:" in told, words
