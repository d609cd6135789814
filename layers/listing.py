"""What a map shows as tables of words: one row a feature, so that a table says what the map says."""

from collections.abc import Iterable

import pandas as pd

from geo.frames import Frames
from layers.messages import Messages
from layers.model import Layer, MapView

IDS = ["layer_id", "feature_id"]
COLUMNS = ["layer", "name", "counties", "status", "accuracy_code", "document", "section", *IDS]
COUNTY_COLUMNS = ["name", "sector", "target", "positioning", "industries", "features", "document", "section", *IDS]
TARGETS = "town_targets"


def _mapped(rows: pd.DataFrame, column: str, titles: dict[str, str]) -> pd.Series:
    """Words of a column of codes; empty where the layer has no such column."""
    if column not in rows:
        return pd.Series("", index=rows.index, dtype=object)
    return rows[column].map(titles).fillna("")


def _rows(layer: Layer, rows: pd.DataFrame, frames: Frames, t: Messages) -> pd.DataFrame:
    counties = dict(zip(frames.counties["area_code"], frames.counties[f"name_{t.language}"], strict=True))
    comma = "、" if t.language == "zh" else ", "
    return pd.DataFrame(
        {
            "layer": layer.title,
            "name": rows["name"],
            "counties": [comma.join(counties.get(code, code) for code in codes) for codes in rows["area_codes"]],
            "status": _mapped(rows, "status_code", frames.tables.titles("status", t.language)),
            "accuracy_code": _mapped(rows, "accuracy_code", frames.tables.titles("accuracy", t.language)),
            "document": _mapped(rows, "source_id", frames.source_titles(t.language)),
            "section": rows.get("section", ""),
            "layer_id": layer.layer_id,
            "feature_id": rows["feature_id"].astype(str),
        },
        index=rows.index,
    )


def _together(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    kept = [part for part in parts if len(part)]
    return pd.concat(kept, ignore_index=True) if kept else pd.DataFrame(columns=COLUMNS, dtype=object)


def drawn(view: MapView, frames: Frames, t: Messages) -> pd.DataFrame:
    """The features on the map, in drawing order of the layers: columns :data:`COLUMNS`."""
    return _together(_rows(layer, pd.DataFrame(layer.frame), frames, t) for layer in view.shown())


def missing(view: MapView, frames: Frames, t: Messages) -> pd.DataFrame:
    """The features of the visible layers that are not mapped: columns :data:`COLUMNS`."""
    return _together(_rows(layer, layer.unlocated, frames, t) for layer in view.shown())


def counties(view: MapView, frames: Frames, t: Messages) -> pd.DataFrame:
    """The counties, what is said of each, and how many visible features belong to it.

    Returns
    -------
    DataFrame
        Columns :data:`COUNTY_COLUMNS`. A joint target is named as joint at
        each of its counties; ``features`` counts rows drawn, each at every
        county that it belongs to.
    """
    layer, targets = view.counties, view.layer(TARGETS)
    names = dict(zip(layer.frame["feature_id"], layer.frame["name"], strict=True))
    figures: dict[str, list[str]] = {code: [] for code in names}
    for label, codes in zip(targets.frame["label"], targets.frame["area_codes"], strict=True):
        among = t("plate.comma").join(names.get(code, code) for code in codes)
        said = t("table.joint", among=among, value=label) if len(codes) > 1 else label
        for code in codes:
            figures.setdefault(code, []).append(said)
    inside = pd.Series([code for shown in view.shown() for codes in shown.frame["area_codes"] for code in codes])
    counts = inside.value_counts().to_dict()
    said = [dict(facts) for facts in layer.frame["facts"]]
    return pd.DataFrame(
        {
            "name": layer.frame["name"].to_numpy(),
            "sector": _mapped(layer.frame, "sector_code", frames.tables.titles("sector", t.language)).to_numpy(),
            "target": ["；".join(figures[code]) for code in layer.frame["feature_id"]],
            "positioning": [one.get(t("fact.positioning"), "") for one in said],
            "industries": [one.get(t("fact.industries"), "") for one in said],
            "features": [counts.get(code, 0) for code in layer.frame["feature_id"]],
            "document": _mapped(layer.frame, "source_id", frames.source_titles(t.language)).to_numpy(),
            "section": layer.frame["section"].fillna("").to_numpy(),
            "layer_id": layer.layer_id,
            "feature_id": layer.frame["feature_id"].to_numpy(),
        }
    )
