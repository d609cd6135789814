"""What can be said of each county as a whole: counts of rows, places of industries, figures, area.

A figure of a county TOWN is no measure of its county. A county that the text
says nothing of has no value, which is not 0; a table that could not be read
has no measure at all.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from geo.frames import Frames
from geo.issues import unread
from geo.measures import area_km2
from layers.describe import Describer, Facts, quantity

COUNTED = (
    "parks", "projects", "enterprises", "designations", "towns",
    "tourism", "transport", "water", "energy", "agriculture",
)  # fmt: skip
STATED = ("text", "all", "name")
COUNT, CHAIN, FIGURE, AREA = "count", "chain", "figure", "area"


@dataclass(frozen=True)
class Measure:
    """Values of one measure.

    Parameters
    ----------
    title
        What is measured, with unit and year.
    rule
        How a value is found, in one sentence.
    by_county
        County code to value; a county without a statement is absent.
    facts
        County code to what its panel says of the value.
    table
        Table that the values come from; empty for the boundary.
    damage
        Why there are no values at all, if the table could not be read.
    """

    title: str
    rule: str
    by_county: dict[str, float]
    facts: dict[str, Facts]
    table: str = ""
    damage: str = ""


def measure_ids(frames: Frames) -> tuple[str, ...]:
    """Ids of the measures that a city has values for, and of those whose table could not be read."""
    lost = unread(frames.issues)
    counts = tuple(
        f"{COUNT}_{table}"
        for table in COUNTED
        if table in lost or _links(frames, table)["basis_code"].isin(STATED).any()
    )
    sectors = frames.industries["sector_code"].unique()
    order = list(frames.tables.titles("sector", "zh"))
    chains = tuple(f"{CHAIN}_{sector}" for sector in order if sector in set(sectors))
    figures = tuple(f"{FIGURE}_{name}" for name in _figures(frames))
    return (*counts, *chains, *figures, *((AREA,) if len(frames.counties) else ()))


def measure_title(frames: Frames, measure_id: str, describer: Describer) -> str:
    """Words of a measure, for a list to choose from."""
    kind, _, name = measure_id.partition("_")
    t = describer.t
    if kind == COUNT:
        return t(f"measure.count_{name}")
    if kind == CHAIN:
        return t("measure.chain", sector=describer.title("sector", name))
    if kind == FIGURE:
        row = _figures(frames)[name][0]
        return t("measure.figure", name=row["name_zh"], year=_year(row), unit=row["unit"])
    return t("measure.area")


def measure(describer: Describer, measure_id: str) -> Measure:
    """A measure by its id, one of :func:`measure_ids`."""
    frames, t = describer.frames, describer.t
    kind, _, name = measure_id.partition("_")
    title = measure_title(frames, measure_id, describer)
    table = {COUNT: name, CHAIN: "county_industries", FIGURE: "indicators"}.get(kind, "")
    lost = unread(frames.issues)
    if table in lost:
        return Measure(title, "", {}, {}, table, lost[table])
    if kind == COUNT:
        return _counts(describer, name, title)
    if kind == CHAIN:
        return _chain(describer, name, title)
    if kind == FIGURE:
        return _figure(describer, name, title)
    values = area_km2(frames.counties.set_index("area_code").geometry)
    facts: dict[str, Facts] = {
        str(code): ((title, f"{value:.0f} {t('measure.area_unit')}"),) for code, value in values.items()
    }
    return Measure(title, t("measure.area_rule"), {str(code): float(round(v)) for code, v in values.items()}, facts)


def _links(frames: Frames, table: str) -> pd.DataFrame:
    """Counties of the rows of a table: ``feature_id``, ``area_code``, ``basis_code``; each pair once."""
    if table not in frames.features:
        return pd.DataFrame(columns=["feature_id", "area_code", "basis_code"])
    links = frames.tables["feature_areas"]
    own = links["feature_id"].isin(frames.features[table]["feature_id"])
    inside = links["area_code"].isin(frames.counties["area_code"])
    return links[own & inside].drop_duplicates(["feature_id", "area_code"])


def _counts(describer: Describer, table: str, title: str) -> Measure:
    """Rows that the text, or their name, puts into a county; those by general knowledge are told apart."""
    t = describer.t
    links = _links(describer.frames, table)
    shared = set(links.loc[links["feature_id"].duplicated(keep=False), "feature_id"])
    values: dict[str, float] = {}
    facts: dict[str, Facts] = {}
    for code, rows in links.groupby("area_code"):
        stated = rows[rows["basis_code"].isin(STATED)]
        general = len(rows) - len(stated)
        joint = int(stated["feature_id"].isin(shared).sum())
        said = t("measure.stated", count=len(stated)) if len(stated) else t("measure.none")
        said += t("measure.general", count=general) if general else ""
        said += t("measure.shared", count=joint) if joint else ""
        facts[str(code)] = ((title, said),)
        if len(stated):
            values[str(code)] = float(len(stated))
    return Measure(title, t("measure.count_rule"), values, facts, table)


def _chain(describer: Describer, sector: str, title: str) -> Measure:
    """Place of a sector in the list of industries of each county: 1 for the first."""
    t = describer.t
    industries = describer.frames.industries
    rows = industries[industries["sector_code"] == sector]
    values: dict[str, float] = {}
    facts: dict[str, Facts] = {}
    for code, own in rows.groupby("area_code"):
        values[str(code)] = float(own["ordinal"].min())
        names = "、".join(own["industry_zh"])
        cited = describer.citation(own.iloc[0].to_dict())
        facts[str(code)] = ((title, t("measure.cited", said=names, citation=cited)),)
    return Measure(title, t("measure.chain_rule"), values, facts, "county_industries")


def _figures(frames: Frames) -> dict[str, list[dict[Hashable, Any]]]:
    """Indicators of whole counties that two counties or more have, by the id of their first row.

    One group holds what can be compared: the same name, unit, year and kind of figure.
    """
    rows = frames.indicators[frames.indicators["subject_code"] == "county"]
    areas = frames.tables["areas"].set_index("area_code")
    groups: dict[tuple[Hashable, ...], dict[str, dict[Hashable, Any]]] = {}
    for row in rows.to_dict("records"):
        code = _county(row, areas, frames)
        if code and pd.notna(row["value_min"]) and row["value_min"] == row["value_max"]:
            key = (row["name_zh"], row["unit"], str(row["year"]), row["period"], row["kind_code"], row["measure_code"])
            groups.setdefault(key, {}).setdefault(code, {**row, "area_code": code})
    found = [list(group.values()) for group in groups.values() if len(group) > 1]
    return {str(group[0]["indicator_id"]): group for group in found}


def _county(row: dict[Hashable, Any], areas: pd.DataFrame, frames: Frames) -> str:
    """Code of the county that a figure is of as a whole; empty where it is of a part, or of several."""
    for code in frames.counties["area_code"]:
        if row["subject_zh"] in {areas.loc[code, "name_zh"], areas.loc[code, "short_zh"]}:
            return str(code)
    return ""


def _year(row: dict[Hashable, Any]) -> str:
    return str(row["year"]) if pd.notna(row["year"]) else str(row["period"])


def _figure(describer: Describer, name: str, title: str) -> Measure:
    t = describer.t
    rows = _figures(describer.frames)[name]
    facts: dict[str, Facts] = {}
    for row in rows:
        said = quantity(row, "value", t.language)
        facts[row["area_code"]] = ((title, t("measure.cited", said=said, citation=describer.citation(row))),)
    values = {row["area_code"]: float(row["value_max"]) for row in rows}
    return Measure(title, t("measure.figure_rule"), values, facts, "indicators")
