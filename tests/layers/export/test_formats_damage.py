"""Whatever goes wrong between writing and reading is seen, said and leaves no file."""

import hashlib
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest

from geo import frames
from geo.errors import ExportError
from geo.paths import ROOT, DataPaths
from layers.compose import compose
from layers.export import features, formats, kml, xlsx
from layers.export.reference import resolve
from layers.export.table import Request
from layers.messages import Messages
from layers.model import MapView

T = Messages("zh")
Damage = Callable[[pd.DataFrame], pd.DataFrame]


@pytest.fixture(scope="module")
def view() -> MapView:
    return compose(frames.load(DataPaths(), "431000"), T)


def _named(rows: pd.DataFrame) -> str:
    return next((name for name in ("name", "名称", "Layer") if name in rows.columns), "")


def value(rows: pd.DataFrame) -> pd.DataFrame:
    column = _named(rows)
    return rows.assign(**{column: ["other", *rows[column].iloc[1:]]}) if column else rows


def character(rows: pd.DataFrame) -> pd.DataFrame:
    column = _named(rows)
    return rows.assign(**{column: rows[column].str.replace("区", "县", n=1)}) if column else rows


def row(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.iloc[:-1] if _named(rows) else rows


def vertex(rows: pd.DataFrame) -> pd.DataFrame:
    if isinstance(rows, gpd.GeoDataFrame):
        shapes = rows.geometry.copy()
        shapes.iloc[:1] = shapes.iloc[:1].translate(2e-3, 0)
        return rows.set_geometry(shapes)
    column = next((name for name in ("longitude", "经度") if name in rows.columns), "")
    return rows.assign(**{column: [rows[column].iloc[1], *rows[column].iloc[1:]]}) if column else rows


def plant(patch: pytest.MonkeyPatch, name: str, damage: Damage, rows: gpd.GeoDataFrame) -> None:
    """Let a writer write something else than it was given."""
    if name == "geojson":
        real = features.write
        spoilt = damage(rows)
        shapes = features.ragged(spoilt.geometry.to_numpy())
        patch.setattr(features, "write", lambda _t, _s, *rest: real(features.properties(spoilt), shapes, *rest))
    elif name == "parquet":
        write = gpd.GeoDataFrame.to_parquet
        patch.setattr(gpd.GeoDataFrame, "to_parquet", lambda self, *a, **k: write(damage(self), *a, **k))
    elif name == "csv":
        to_csv = pd.DataFrame.to_csv
        patch.setattr(pd.DataFrame, "to_csv", lambda self, *a, **k: to_csv(damage(self), *a, **k))
    elif name == "xlsx":
        fill = xlsx._fill  # noqa: SLF001
        patch.setattr(xlsx, "_fill", lambda book, title, cells: fill(book, title, damage(cells)))
    elif name == "kml":
        folder = kml._folder  # noqa: SLF001
        patch.setattr(kml, "_folder", lambda up, layer, cells, codes: folder(up, layer, damage(cells), codes))
    else:
        dataframe = pyogrio.write_dataframe
        patch.setattr(pyogrio, "write_dataframe", lambda cells, *a, **k: dataframe(damage(cells), *a, **k))


@pytest.mark.parametrize("damage", [value, character, row, vertex])
@pytest.mark.parametrize("name", formats.FORMATS)
def test_damage_is_seen_in_every_format(
    view: MapView, name: str, damage: Damage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if name == "dxf" and damage is character:
        pytest.skip("a drawing holds no Chinese text")
    kind, layer = formats.FORMATS[name], view.layer("town_targets")
    request = Request(view, (layer,), T, resolve("belt" if kind.systems == "metric" else "EPSG:4326", [layer]))
    assert formats.make(kind, request)
    plant(monkeypatch, name, damage, request.frame(layer))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(ExportError, match=r"读回|不同") as caught:
        formats.make(kind, request)
    assert "写 " not in caught.value.what[:2]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("error", [MemoryError(), RuntimeError("odd"), OSError(28, "No space left on device")])
def test_whatever_a_driver_raises_is_an_export_error(
    view: MapView, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(pyogrio, "write_dataframe", fail)
    request = Request(view, (view.layer("energy"),), T)
    with pytest.raises(ExportError, match="写 FlatGeobuf 时出错"):
        formats.make(formats.FORMATS["fgb"], request)


def _small_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))


@pytest.mark.parametrize("name", ["gpkg", "geojson"])
def test_disk_that_takes_no_more_is_said_and_leaves_nothing(name: str, tmp_path: Path) -> None:
    words = ["export", "county_industries", "energy", "--format", name, "--quiet", "--out", f"{tmp_path}/out/"]
    done = subprocess.run(
        [sys.executable, "-m", "app", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        preexec_fn=_small_files,
    )
    assert done.returncode == 2, done.stderr
    assert "错误：" in done.stderr
    assert "Traceback" not in done.stderr
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


DIGESTS = """
import hashlib
from geo import frames
from geo.paths import DataPaths
from layers.compose import compose
from layers.export import formats
from layers.export.reference import resolve
from layers.export.table import Request
from layers.messages import Messages
view = compose(frames.load(DataPaths(), "430300"), Messages("zh"))
layers = tuple(layer for layer in (view.counties, *view.layers) if layer.total)[:3]
for kind in formats.FORMATS.values():
    crs = resolve("belt" if kind.systems == "metric" else "EPSG:4326", layers)
    print(kind.name, hashlib.sha256(formats.make(kind, Request(view, layers, Messages("zh"), crs))).hexdigest())
"""


def test_two_processes_write_the_same_bytes() -> None:
    told = [
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", DIGESTS],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert len(told[0].splitlines()) == len(formats.FORMATS)
    assert told[0] == told[1]
    assert len(set(told[0].split())) == 2 * len(formats.FORMATS)
    assert hashlib.sha256(b"").hexdigest() not in told[0]
