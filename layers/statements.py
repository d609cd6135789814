"""What documents say of one thing at several places: side by side, dated, the newer one marked."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from layers.describe import Describer


@dataclass(frozen=True)
class Statement:
    """What one place says.

    Parameters
    ----------
    said
        Value, or status and quantity.
    document, date
        Short title and date of issue of the document.
    citation
        Its place.
    is_newer
        Whether its document is the newer one of those compared.
    """

    said: str
    document: str
    date: str
    citation: str
    is_newer: bool


@dataclass(frozen=True)
class Comparison:
    """Statements on one thing that differ; all of them stay.

    Parameters
    ----------
    subject
        What they are about.
    statements
        In the order of the data.
    note
        What differs, in Chinese; may be empty.
    """

    subject: str
    statements: tuple[Statement, ...]
    note: str


Row = dict[Any, Any]


def _document(describer: Describer, source_id: str) -> tuple[str, str]:
    sources = describer.frames.tables["sources"]
    dates = dict(zip(sources["source_id"], sources["issued_date"], strict=True))
    return describer.frames.source_titles(describer.t.language).get(source_id, source_id), dates.get(source_id, "")


def _statement(describer: Describer, row: Row, said: str, *, is_newer: bool) -> Statement:
    document, date = _document(describer, row["source_id"])
    return Statement(said, document, date, describer.citation(row), is_newer)


@lru_cache(maxsize=8)
def _all_comparisons(describer: Describer) -> tuple[tuple[frozenset[str], Comparison], ...]:
    """Every comparison of the city with the ids of its figures; made once for each describer."""
    indicators = describer.frames.indicators.to_dict("records")
    rows: dict[str, Row] = {str(row["indicator_id"]): dict(row) for row in indicators}
    found = []
    for pair in describer.frames.tables["comparisons"].to_dict("records"):
        ids = (pair["indicator_id"], pair["other_indicator_id"])
        if not rows.keys() >= set(ids):
            continue
        statements = tuple(
            _statement(
                describer,
                rows[one],
                describer.indicator(rows[one])[1],
                is_newer=one == pair["newer_indicator_id"],
            )
            for one in ids
        )
        comparison = Comparison(describer.indicator(rows[ids[0]])[0], statements, pair["note"])
        found.append((frozenset(ids), comparison))
    return tuple(found)


def comparisons(describer: Describer, indicator_ids: Collection[str] | None = None) -> list[Comparison]:
    """Figures of a city that documents state differently.

    Parameters
    ----------
    describer
        Of the city.
    indicator_ids
        Only comparisons that one of these takes part in; None for all.
    """
    return [
        comparison
        for ids, comparison in _all_comparisons(describer)
        if indicator_ids is None or not ids.isdisjoint(indicator_ids)
    ]


def headline_ids(describer: Describer) -> list[str]:
    """Ids of the figures that the city's map shows as its targets."""
    indicators = describer.frames.indicators
    return list(indicators.loc[indicators["is_headline"], "indicator_id"])


def county_figures(describer: Describer, area_code: str, without: Collection[str] = ()) -> list[Comparison]:
    """Figures that a document states for a county alone or jointly with others, each with its place.

    Parameters
    ----------
    describer
        Of the city.
    area_code
        The county.
    without
        Ids of figures to leave out.
    """
    links = describer.frames.indicator_areas
    ids = set(links.loc[links["area_code"] == area_code, "indicator_id"]) - set(without)
    chosen = describer.frames.indicators
    found = []
    for row in chosen[chosen["indicator_id"].isin(ids)].to_dict("records"):
        label, value = describer.indicator(row)
        found.append(Comparison(label, (_statement(describer, row, value, is_newer=False),), row["note"]))
    return found


def mentions(describer: Describer, feature_id: str) -> Comparison | None:
    """The places that speak of a feature, if there are several.

    The newer document is marked where the dates of the documents differ.
    """
    frames, t = describer.frames, describer.t
    own = [row for frame in frames.features.values() for row in _rows(frame, feature_id)]
    others = _rows(frames.tables["mentions"], feature_id)
    if not own or not others:
        return None
    rows = [*own[:1], *others]
    dates = [_document(describer, row["source_id"])[1] for row in rows]
    newest = max(dates) if len(set(dates)) > 1 else ""
    statements = []
    for row, date in zip(rows, dates, strict=True):
        status = describer.title("status", row["status_code"])
        if row["status_text"]:
            status = t("fact.status_form", status=status, verb=row["status_text"])
        said = " ".join(part for part in (status, row["quantity_text"]) if part)
        statements.append(_statement(describer, row, said, is_newer=bool(newest) and date == newest))
    notes = "；".join(dict.fromkeys(row["note"] for row in others if row["note"]))
    return Comparison(own[0]["name_zh"], tuple(statements), notes)


def _rows(frame: pd.DataFrame, feature_id: str) -> list[Row]:
    rows = frame[frame["feature_id"] == feature_id]
    rows = rows.drop(columns="geometry") if "geometry" in rows else rows
    return [dict(row) for row in rows.to_dict("records")]
