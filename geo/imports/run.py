"""One import from file to report: read, check, match, keep."""

import csv
import io
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from geo import content, vector
from geo.errors import GeometryImportError, UnknownFormatError
from geo.imports import datum, store
from geo.imports.elements import MARGIN, Bounds, Candidates
from geo.imports.match import match
from geo.imports.plan import Match, Plan
from geo.imports.read_geonames import read_geonames
from geo.imports.read_osm import read_osm
from geo.imports.read_places import read_places
from geo.imports.store import Manifest
from geo.issues import Issue

FORMATS = ".osm、.osm.pbf、GeoNames 的 .txt 或 .zip、.csv、.xlsx、.gpkg、.geojson、Shapefile 的 .zip"
STATUSES = {"matched": "已匹配", "ambiguous": "有歧义", "unmatched": "未匹配", "refused": "未采用"}


@dataclass(frozen=True)
class Outcome:
    """What an import came to.

    Parameters
    ----------
    manifest
        Its description; not written if it was a rehearsal.
    elements
        How many elements of the file lie in and around the city.
    rows
        The match report.
    issues
        What in the file could not be used.
    """

    manifest: Manifest
    elements: int
    rows: tuple[Match, ...]
    issues: tuple[Issue, ...]


def bounds_of(plan: Plan) -> Bounds:
    """The city and a margin of 0.1 degrees."""
    west, south, east, north = (float(value) for value in plan.counties.total_bounds)
    return west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN


def _place_table(path: Path, plan: Plan, bounds: Bounds) -> Candidates:
    candidates, stated = read_places(path)
    if candidates.frame.empty and candidates.issues:
        first = candidates.issues[0]
        msg = f"文件 {path.name} 没有一行可用（共 {len(candidates.issues)} 条问题）。{first.row}：{first.message}"
        raise GeometryImportError(msg, "改正后重新导入；原有位置不变。")
    datum.check_region(candidates.frame, bounds, path.name)
    inside, elsewhere = datum.outside_city(candidates.frame, bounds, path.name)
    by_name = {name: code for code, name in zip(plan.counties["area_code"], plan.counties["name_zh"], strict=True)}
    codes = stated.map(lambda value: by_name.get(value, value)).astype(object)
    known = plan.places[["name_zh", "longitude", "latitude"]][plan.places["accuracy_code"] == "located"]
    codes = codes[inside.index]
    datum.refuse_gcj02(inside, codes, plan.counties, known, path.name)
    frame, issues = datum.outside_county(inside, codes, plan.counties, path.name)
    frame = frame.reset_index(drop=True)
    found = (*candidates.issues, *elsewhere, *issues)
    return Candidates(candidates.kind, candidates.origin, candidates.licence, frame, found)


def read(path: Path, plan: Plan, progress: Callable[[float], None] = lambda _: None) -> Candidates:
    """Candidate elements of a file by its format.

    Raises
    ------
    MissingFileError, UnknownFormatError
        There is no such file, or it is of no format that is read.
    DamagedFileError, GeometryImportError
        It cannot be used; each says why and what to do.
    """
    suffix = content.check(path)
    bounds = bounds_of(plan)
    if suffix == ".zip" and vector.shapefile_of(path):
        return _place_table(path, plan, bounds)
    if suffix in {".osm", ".osm.pbf", ".pbf"}:
        candidates = read_osm(path, bounds, progress)
    elif suffix in {".txt", ".zip"}:
        candidates = read_geonames(path, bounds)
    elif suffix in {".csv", ".xlsx", ".gpkg", ".geojson"}:
        return _place_table(path, plan, bounds)
    else:
        msg = f"文件 {path.name} 的格式不能导入。"
        raise UnknownFormatError(msg, f"可导入：{FORMATS}。")
    datum.check_region(candidates.frame, bounds, path.name)
    return candidates


def _silent(_: float) -> None:
    """Progress that nobody looks at."""


def run(path: Path, plan: Plan, folder: Path | None, progress: Callable[[float], None] = _silent) -> Outcome:
    """Read a file, match it, and keep what was matched.

    Parameters
    ----------
    path
        The user's file.
    plan
        The city as it stands without any import.
    folder
        Where imports are kept; None for a rehearsal that writes nothing.
    progress
        Told, from 0 to 1, how far it is.
    """
    candidates = read(path, plan, lambda part: progress(0.8 * part))
    progress(0.8)
    rows = match(plan, candidates)
    progress(0.95)
    digest = store.sha256_of(path)
    dates = [value for value in candidates.frame["timestamp"] if value]
    manifest = Manifest(
        store.import_id(plan.city_code, candidates.kind, digest),
        plan.city_code,
        candidates.kind,
        path.name,
        digest,
        candidates.origin,
        candidates.licence,
        max(dates, default=""),
        "",
        0,
        dict(sorted(Counter(status for status, _ in {(row.status, row.feature_id) for row in rows}).items())),
    )
    if folder is not None:
        manifest = store.save(folder, manifest, rows)
    return Outcome(manifest, len(candidates.frame), tuple(rows), candidates.issues)


def to_csv(rows: list[Match]) -> str:
    """A report as CSV text with a header; cells that begin like a formula are quoted off."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(
        ["状态", "要素编号", "要素", "元素", "元素名称", "得分", "距原位置_米", "位置等级", "元素日期", "说明"]
    )
    for row in rows:
        far = "" if row.distance_m is None or pd.isna(row.distance_m) else f"{row.distance_m:.0f}"
        cells = [
            STATUSES[row.status], row.feature_id, row.name, row.element_id, row.element_name,
            f"{row.score:.2f}" if row.score else "", far, row.accuracy_code, row.timestamp, row.how,
        ]  # fmt: skip
        writer.writerow([f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell for cell in cells])
    return text.getvalue()
