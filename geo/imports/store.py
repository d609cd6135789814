"""The user's folder: one GeoJSON and one manifest for each import.

An import is in force when its manifest is there and its GeoJSON is the one the
manifest speaks of. The GeoJSON is written first and the manifest last, and
removed in the reverse order, so that nothing half written is ever used.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from shapely.geometry import mapping

from geo import files
from geo.errors import ExportError, UnknownImportError
from geo.imports.plan import Match
from geo.issues import Issue, Severity

NOTICES = {
    "osm": (
        "Contains information from OpenStreetMap, © OpenStreetMap contributors,\n"
        "made available under the Open Database License (ODbL) 1.0:\n"
        "https://www.openstreetmap.org/copyright\nhttps://opendatacommons.org/licenses/odbl/1-0/\n\n"
        "本文件所指的 GeoJSON 取自 OpenStreetMap，属衍生数据库：公开使用须署名，再分发须沿用 ODbL 1.0。\n"
        "它与数据包分开存放，数据包不含其内容。\n"
    ),
    "geonames": "Contains data from GeoNames (https://www.geonames.org/), CC BY 4.0.\n公开使用须署名。\n",
}


@dataclass(frozen=True)
class Manifest:
    """What an import is; its report rows stand beside it in the same file.

    Parameters
    ----------
    import_id
        City, kind and hash of the file's content.
    sha256
        Of the user's file.
    geometry_sha256
        Of the GeoJSON beside the manifest.
    ordinal
        Order in which imports were first made; an earlier one wins.
    """

    import_id: str
    city_code: str
    kind: str
    file_name: str
    sha256: str
    origin: str
    licence: str
    timestamp: str
    geometry_sha256: str
    ordinal: int
    counts: Mapping[str, int]


def sha256_of(path: Path) -> str:
    """Hash of a file's content, read in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def import_id(city_code: str, kind: str, digest: str) -> str:
    """The id that a file's content has for a city."""
    return f"{city_code}-{kind}-{digest[:10]}"


def _feature(row: Match, origin: str, licence: str) -> dict[str, Any]:
    names = [item.name for item in fields(Match) if item.name != "geometry"]
    properties: dict[str, Any] = {name: getattr(row, name) for name in names}
    properties |= {"geometry_origin": origin, "geometry_licence": licence}
    return {"type": "Feature", "properties": properties, "geometry": mapping(row.geometry) if row.geometry else None}


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def paths_of(folder: Path, name: str) -> tuple[Path, Path, Path]:
    """GeoJSON, manifest and notice of an import."""
    return folder / f"{name}.geojson", folder / f"{name}.manifest.json", folder / f"{name}.NOTICE.txt"


def save(folder: Path, manifest: Manifest, rows: list[Match]) -> Manifest:
    """Write an import, whole or not at all; the same content twice is one import.

    Returns
    -------
    Manifest
        As written.

    Raises
    ------
    ExportError
        The folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        msg = f"无法建立文件夹 {folder}：{error.strerror}。"
        raise ExportError(msg, "检查 ATLAS_USER_DATA 所指的位置是否可写。") from error
    before = {item.import_id: item for item in manifests(folder)[0]}
    same = before.get(manifest.import_id)
    ordinal = same.ordinal if same else max((item.ordinal for item in before.values()), default=0) + 1
    drawn = [_feature(row, manifest.origin, manifest.licence) for row in rows if row.geometry is not None]
    content = _json({"type": "FeatureCollection", "features": drawn})
    written = Manifest(
        **{**asdict(manifest), "geometry_sha256": hashlib.sha256(content).hexdigest(), "ordinal": ordinal}
    )
    geometry, description, notice = paths_of(folder, manifest.import_id)
    files.write_bytes(geometry, content)
    if manifest.kind in NOTICES:
        files.write_text(notice, f"{geometry.name}\n\n{NOTICES[manifest.kind]}")
    report = [{key: value for key, value in asdict(row).items() if key != "geometry"} for row in rows]
    files.write_bytes(description, _json({**asdict(written), "report": report}))
    return written


def manifests(folder: Path) -> tuple[list[Manifest], list[Issue]]:
    """Imports in a folder in the order they were made, and those that cannot be used."""
    found: list[Manifest] = []
    issues: list[Issue] = []
    names = [item.name for item in fields(Manifest)]
    for path in sorted(folder.glob("*.manifest.json")):
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            manifest = Manifest(**{name: values[name] for name in names})
            content = paths_of(folder, manifest.import_id)[0].read_bytes()
            whole = hashlib.sha256(content).hexdigest() == manifest.geometry_sha256
        except (OSError, ValueError, KeyError, TypeError):
            whole = False
        if whole:
            found.append(manifest)
        else:
            name = path.name.removesuffix(".manifest.json")
            message = f"导入 {name} 的文件不完整或被改动，未使用；请重新导入，或用 geometry remove {name} 移除。"
            issues.append(Issue(path.name, name, "", "import-damaged", Severity.WARNING, message))
    return sorted(found, key=lambda item: item.ordinal), issues


def find(folder: Path, name: str) -> Manifest:
    """One import.

    Raises
    ------
    UnknownImportError
        There is none of that id.
    """
    known = manifests(folder)[0]
    for manifest in known:
        if manifest.import_id == name:
            return manifest
    msg = f"没有编号为 {name} 的导入。"
    raise UnknownImportError(msg, f"现有：{'、'.join(item.import_id for item in known) or '无'}。")


def report(folder: Path, name: str) -> list[Match]:
    """The report of an import as it was made; geometry left out."""
    manifest = find(folder, name)
    values = json.loads(paths_of(folder, manifest.import_id)[1].read_text(encoding="utf-8"))
    return [Match(**row) for row in values["report"]]


def remove(folder: Path, name: str) -> None:
    """Take an import away, a damaged one too; what it replaced is as before.

    Raises
    ------
    UnknownImportError
        There is none of that id.
    """
    geometry, description, notice = paths_of(folder, name)
    if Path(name).name != name or not description.is_file():
        find(folder, name)
    try:
        for path in (description, geometry, notice):
            path.unlink(missing_ok=True)
    except OSError as error:
        msg = f"无法删除 {path}：{error.strerror}。"
        raise ExportError(msg, "检查文件夹是否可写。") from error
