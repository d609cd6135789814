"""Which candidate was chosen for an ambiguous feature, remembered beside the imports."""

import csv
import io
from pathlib import Path

from geo import files
from geo.errors import UnknownImportError
from geo.imports.store import manifests, report

CHOICES = "choices.csv"


def choices(folder: Path) -> dict[str, str]:
    """feature_id to the element_id that was chosen for it."""
    path = folder / CHOICES
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return {row["feature_id"]: row["element_id"] for row in csv.DictReader(stream)}


def choose(folder: Path, feature_id: str, element_id: str) -> None:
    """Remember a choice; an empty element takes it back.

    Raises
    ------
    UnknownImportError
        No import lists the element as a candidate for the feature.
    """
    candidates = {
        row.element_id
        for manifest in manifests(folder)[0]
        for row in report(folder, manifest.import_id)
        if row.feature_id == feature_id and row.status == "ambiguous"
    }
    if element_id and element_id not in candidates:
        msg = f"{element_id} 不是 {feature_id} 的候选。"
        raise UnknownImportError(msg, f"候选：{'、'.join(sorted(candidates)) or '无（用 geometry report 查看）'}。")
    made = choices(folder)
    made.pop(feature_id, None)
    if element_id:
        made[feature_id] = element_id
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["feature_id", "element_id"])
    writer.writerows(sorted(made.items()))
    files.write_text(folder / CHOICES, text.getvalue())
