"""Exports of 100,000 rows against plain ``to_file``, and the table of layers by format.

    python -m tests.bench.exports            ratios of time and memory
    python -m tests.bench.exports --table    rows of each layer in each format

Our time includes reading the whole file back and comparing it; the plain one
only writes. Times are medians of runs taken in turn in one process, memory is
the peak of a process of its own, above its rows. Only the ratios mean
something from one machine to another.
"""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo import frames, paths
from geo.paths import ROOT
from layers.compose import compose
from layers.export import formats, geojson
from layers.export.reference import resolve
from layers.export.table import Request, export_frame
from layers.messages import Messages
from layers.model import MapView

ROWS = 100_000
RUNS = 3
CITY = "431000"
DECIMALS = 6
CORNERS = 40


def city() -> MapView:
    """The whole map of a city."""
    return compose(frames.load(paths.from_environment(), CITY), Messages("zh"))


def content(kind: str, count: int) -> gpd.GeoDataFrame:
    """Rows of the project layer repeated, with ids and places of their own; points or areas of 40 corners."""
    view = city()
    rows = export_frame(view.layer("projects"), view)
    table = pd.DataFrame(rows.drop(columns="geometry")).iloc[np.arange(count) % len(rows)].reset_index(drop=True)
    table["feature_id"] = [f"x-{number:06d}" for number in range(count)]
    places = np.random.default_rng(1).uniform((112.5, 24.9), (114.0, 26.8), (count, 2))
    if kind == "points":
        shapes = shapely.points(places)
    else:
        turn = np.linspace(0, 2 * np.pi, CORNERS, endpoint=False)
        ring = places[:, None, :] + 0.01 * np.column_stack([np.cos(turn), np.sin(turn)])
        shapes = shapely.polygons(np.concatenate([ring, ring[:, :1]], axis=1))
    return gpd.GeoDataFrame(table, geometry=shapes, crs="EPSG:4326")


def write(who: str, rows: gpd.GeoDataFrame) -> int:
    """Bytes of the file that a writer makes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.geojson"
        if who == "ours":
            geojson.write_frame(rows, path, DECIMALS)
        else:
            rows.to_file(path, driver="GeoJSON", RFC7946="YES", COORDINATE_PRECISION=DECIMALS)
        return path.stat().st_size


def seconds(kind: str, count: int) -> dict[str, dict[str, float]]:
    """Median wall and processor seconds of both writers, taken in turn in this process; the first turn warms up."""
    rows = content(kind, count)
    spent: dict[str, list[tuple[float, float]]] = {"plain": [], "ours": []}
    for turn in range(RUNS + 1):
        for who, runs in spent.items():
            start = (time.perf_counter(), time.process_time())
            write(who, rows)
            if turn:
                runs.append((time.perf_counter() - start[0], time.process_time() - start[1]))
    return {
        who: {name: statistics.median(run[number] for run in runs) for number, name in enumerate(("wall", "cpu"))}
        for who, runs in spent.items()
    }


def memory(who: str, kind: str, count: int) -> dict[str, float]:
    """Megabytes that a writer takes above what its rows take, and those of its file; for a process of its own."""
    rows = content(kind, count)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    size = write(who, rows)
    return {"memory": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024, "size": size / 1e6}


def _apart(who: str, kind: str, count: int) -> dict[str, float]:
    words = [sys.executable, "-m", "tests.bench.exports", "--memory", who, kind, str(count)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def show_ratios(count: int = ROWS) -> None:
    """Print times, memory and their ratios, and how memory grows."""
    # A process starts with the peak of the one that started it, so that memory is measured while this one is small.
    kinds = ("points", "areas")
    held = {(who, kind): _apart(who, kind, count) for kind in kinds for who in ("plain", "ours")}
    steps = {
        (kind, part): _apart("ours", kind, count // part)["memory"] if part > 1 else held["ours", kind]["memory"]
        for kind in kinds
        for part in (4, 2, 1)
    }
    for kind in kinds:
        spent = seconds(kind, count)
        print(f"GeoJSON of {count} {kind} (median of {RUNS}; ours reads back and compares, plain only writes)")
        for who, run in spent.items():
            peak, size = held[who, kind]["memory"], held[who, kind]["size"]
            told = f"wall {run['wall']:7.2f} s  cpu {run['cpu']:7.2f} s  memory {peak:5.0f} MB"
            print(f"  {who:6} {told}  file {size:6.1f} MB")
        ratios = {name: spent["plain"][name] / spent["ours"][name] for name in ("wall", "cpu")}
        print(f"  plain / ours: wall {ratios['wall']:.2f}, cpu {ratios['cpu']:.2f}")
        grown = ", ".join(f"{count // part} rows {steps[kind, part]:.0f} MB" for part in (4, 2, 1))
        print(f"  memory of ours: {grown}")


def show_table() -> None:
    """Print the rows of each layer in each format, after each file has read back."""
    view = city()
    layers = [layer for layer in (view.counties, *view.layers) if layer.total]
    print("\t".join(["layer", *formats.FORMATS]))
    for layer in layers:
        cells = []
        for kind in formats.FORMATS.values():
            system = resolve("belt" if kind.systems == "metric" else "EPSG:4326", [view.counties, layer])
            formats.make(kind, Request(view, (layer,), Messages("zh"), system))
            cells.append(str(layer.total))
        print("\t".join([layer.layer_id, *cells]), flush=True)


def main(words: list[str]) -> None:
    """Ratios, the table, or one measurement as JSON."""
    if words[:1] == ["--table"]:
        show_table()
    elif words[:1] == ["--memory"]:
        print(json.dumps(memory(words[1], words[2], int(words[3]))))
    else:
        show_ratios()


if __name__ == "__main__":
    main(sys.argv[1:])
