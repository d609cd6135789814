"""Small tables beside a map: what a sheet lists, looked up in the data and following the filter."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from layers.figures import TARGETS, Lookup

Table = tuple[tuple[str, ...], ...]


def _headed(lookup: Lookup, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    return (head, *(tuple(map(lookup.marked, row)) for row in rows)) if rows else ()


def make(lookup: Lookup, name: str) -> Table:
    """A small table as rows of text, the heading first; empty if there is nothing to list.

    Parameters
    ----------
    lookup
        Figures of the view; citations of what is listed are kept there.
    name
        One of :data:`layers.briefing.TABLES`, with a layer where it needs one.
    """
    kind, _, layer_id = name.partition("~")
    if layer_id:
        rows = lookup.rows(layer_id)
        if kind == "rows":
            return _rows(lookup, rows, is_target=layer_id == TARGETS)
        return {"counties": _by_county, "status": _by_status, "kinds": _by_kind}[kind](lookup, rows)
    whole = {"counts": _counts, "headlines": _headlines, "county": _county}
    return whole[kind](lookup) if kind in whole else ()


def _headlines(lookup: Lookup) -> Table:
    for label, _, citation in lookup.view.headlines:
        lookup.cite(label, citation)
    rows = [(label, value) for label, value, _ in lookup.view.headlines]
    return _headed(lookup, (lookup.t("plate.indicator"), lookup.t("plate.value")), rows)


def _counts(lookup: Lookup) -> Table:
    t = lookup.t
    head = (t("page.layers"), t("page.drawn"), t("plate.of_which_county"), t("page.unlocated"))
    rows = [
        (layer.title, str(layer.drawn), str(layer.county_only), str(len(layer.unlocated)))
        for layer in lookup.view.shown()
    ]
    return _headed(lookup, head, rows)


def _county(lookup: Lookup) -> Table:
    """What the plans place in the county that the filter keeps: layers and how many rows each."""
    counts = [(layer.title, layer.drawn + len(layer.unlocated)) for layer in lookup.view.layers]
    rows = [(title, str(count)) for title, count in counts if count]
    return _headed(lookup, (lookup.t("panel.in_county"), lookup.t("plate.count")), rows)


def _rows(lookup: Lookup, found: pd.DataFrame, *, is_target: bool) -> Table:
    """Name and what is first said of each row; members and values where there are such."""
    t = lookup.t
    telling = (t("fact.members"), t("fact.counties"), t("fact.status"))
    rows = []
    for row in found.to_dict("records"):
        facts = dict(row["facts"])
        if is_target:
            value, joint = row["facts"][0][1], facts.get(t("fact.joint"), "")
            subject = str(row["name"]).removesuffix(value).strip()
            rows.append((t("plate.joint", subject=subject, counties=joint) if joint else subject, value))
            continue
        said = next((facts[label] for label in telling if label in facts), "—")
        rows.append((f"{facts.get(t('fact.group'), '')} {row['name']}".strip(), said))
    return _headed(lookup, (t("column.name"), t("plate.said")), rows)


def _by_county(lookup: Lookup, found: pd.DataFrame) -> Table:
    counts = Counter(area for areas in found["area_codes"] for area in areas)
    named = [(anchor.name, counts[anchor.area_code]) for anchor in lookup.view.anchors if counts[anchor.area_code]]
    ordered = sorted(named, key=lambda pair: -pair[1])
    head = (lookup.t("filter.county"), lookup.t("plate.count_shared"))
    return _headed(lookup, head, [(name, str(count)) for name, count in ordered])


def _counted(lookup: Lookup, label: str, counts: Counter[str]) -> Table:
    ordered = sorted(counts.items(), key=lambda pair: -pair[1])
    return _headed(lookup, (label, lookup.t("plate.count")), [(name, str(count)) for name, count in ordered])


def _by_status(lookup: Lookup, found: pd.DataFrame) -> Table:
    words = lookup.frames.tables.titles("status", lookup.t.language)
    counts = Counter(words.get(code, code) for code in found["status_code"].dropna())
    return _counted(lookup, lookup.t("fact.status"), counts)


def _by_kind(lookup: Lookup, found: pd.DataFrame) -> Table:
    label = lookup.t("fact.kind")
    counts = Counter(value for facts in found["facts"] for name, value in facts if name == label)
    return _counted(lookup, label, counts)
