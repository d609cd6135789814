"""What the imports of a city put in place of weaker geometry."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geo.imports.choices import CHOICES, choices
from geo.imports.plan import is_better
from geo.imports.store import Manifest, manifests, paths_of
from geo.issues import Issue, Severity

COLUMNS = ("geometry_origin", "geometry_licence", "geometry_element")


@dataclass(frozen=True)
class Replacement:
    """A geometry that takes the place of a weaker one."""

    feature_id: str
    geometry: BaseGeometry
    accuracy_code: str
    origin: str
    licence: str
    element_id: str


@dataclass(frozen=True)
class InForce:
    """What the imports of one city come to; ``digest`` is empty without any."""

    replacements: tuple[Replacement, ...]
    issues: tuple[Issue, ...]
    digest: str


def _features(folder: Path, manifest: Manifest) -> list[dict[str, Any]]:
    content = json.loads(paths_of(folder, manifest.import_id)[0].read_text(encoding="utf-8"))
    return list(content["features"])


def _replacements(
    manifest: Manifest, features: Iterable[dict[str, Any]], made: Mapping[str, str]
) -> Iterable[Replacement]:
    for feature in features:
        row = feature["properties"]
        chosen = made.get(row["feature_id"])
        taken = row["element_id"] == chosen if chosen else row["status"] == "matched"
        if taken:
            yield Replacement(
                row["feature_id"],
                shape(feature["geometry"]),
                row["accuracy_code"],
                manifest.origin,
                manifest.licence,
                row["element_id"],
            )


def in_force(folder: Path | None, city_code: str) -> InForce:
    """What the imports of a city replace, in the order they were made."""
    if folder is None or not folder.is_dir():
        return InForce((), (), "")
    known, issues = manifests(folder)
    used = [manifest for manifest in known if manifest.city_code == city_code]
    try:
        made = choices(folder)
    except (OSError, UnicodeDecodeError, KeyError) as error:
        made = {}
        message = f"{CHOICES} 无法读取（{error}），所做的选择未使用；请修复或删除该文件。"
        issues.append(Issue(CHOICES, "", "", "choices-damaged", Severity.WARNING, message))
    if not used:
        return InForce((), tuple(issues), "")
    held = [(manifest, _features(folder, manifest)) for manifest in used]
    offered = {(f["properties"]["feature_id"], f["properties"]["element_id"]) for _, rows in held for f in rows}
    # A choice whose import is gone says nothing about the imports that remain.
    made = {feature: element for feature, element in made.items() if (feature, element) in offered}
    found = tuple(item for manifest, rows in held for item in _replacements(manifest, rows, made))
    stamp = json.dumps([[item.import_id, item.geometry_sha256] for item in used] + sorted(made.items()))
    return InForce(found, tuple(issues), "g" + hashlib.sha256(stamp.encode()).hexdigest()[:6])


def apply(
    features: Mapping[str, gpd.GeoDataFrame], replacements: Iterable[Replacement]
) -> tuple[dict[str, gpd.GeoDataFrame], tuple[str, ...]]:
    """Feature tables with better known geometry, and the credits of what was used.

    A geometry is replaced only by a better known one; of two as well known the
    import made first stays. Every table gets :data:`COLUMNS`, empty where the
    geometry is the default.
    """
    offered: dict[str, Replacement] = {}
    for replacement in replacements:
        held = offered.get(replacement.feature_id)
        if held is None or is_better(
            replacement.accuracy_code, replacement.geometry, held.accuracy_code, held.geometry
        ):
            offered[replacement.feature_id] = replacement
    credited: dict[str, None] = {}
    results = {}
    for name, frame in features.items():
        result = frame.assign(**dict.fromkeys(COLUMNS, ""))
        for index, feature_id, accuracy in zip(frame.index, frame["feature_id"], frame["accuracy_code"], strict=True):
            item = offered.get(feature_id)
            if item is None or not is_better(item.accuracy_code, item.geometry, accuracy, frame.geometry[index]):
                continue
            result.loc[[index], "geometry"] = gpd.GeoSeries([item.geometry], index=[index], crs=frame.crs)
            values = [item.accuracy_code, "text", item.origin, item.licence, item.element_id]
            result.loc[index, ["accuracy_code", "basis_code", *COLUMNS]] = values
            result.at[index, "crossed_codes"] = ()  # what the sketch crossed says nothing of the real thing
            credited[f"{item.origin}，{item.licence}"] = None
        results[name] = result
    return results, tuple(credited)
