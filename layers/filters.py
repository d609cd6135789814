"""Filters over the rows of layers: county, sector, status, document, accuracy.

A filter on something that a layer's rows do not have (structures have no
status) leaves that layer as it is.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain

import pandas as pd

from layers.model import Layer, MapView

COLUMNS = {
    "county": "area_codes",
    "sector": "sector_code",
    "status": "status_code",
    "source": "source_id",
    "accuracy": "accuracy_code",
}


@dataclass(frozen=True)
class Filters:
    """What is kept; a dimension that is not named keeps everything.

    Parameters
    ----------
    kept
        Dimension (a key of :data:`COLUMNS`) to the codes that are kept.
    """

    kept: Mapping[str, tuple[str, ...]]

    def __bool__(self) -> bool:
        return any(self.kept.values())

    def to_text(self) -> str:
        """As it stands in the URL: ``county~431021~431081.status~building``."""
        return ".".join("~".join((name, *codes)) for name, codes in self.kept.items() if codes)


def parse_filters(text: str, known: Mapping[str, tuple[str, ...]]) -> tuple[Filters, tuple[str, ...]]:
    """Filters from the URL, and the parts that are unknown.

    Parameters
    ----------
    text
        Output of :meth:`Filters.to_text`, or anything.
    known
        Dimension to the codes that exist.
    """
    kept: dict[str, tuple[str, ...]] = {}
    unknown = []
    for part in text.split("."):
        name, *codes = part.split("~")
        if not part:
            continue
        if name not in known:
            unknown.append(part)
            continue
        kept[name] = tuple(code for code in codes if code in known[name])
        unknown += [f"{name}~{code}" for code in codes if code not in known[name]]
    return Filters(kept), tuple(unknown)


def lacking(layer: Layer, filters: Filters) -> tuple[str, ...]:
    """Dimensions of the filters that the rows of a layer do not have."""
    return tuple(name for name, codes in filters.kept.items() if codes and COLUMNS[name] not in layer.frame.columns)


def keeps(frame: pd.DataFrame, filters: Filters) -> pd.Series:
    """True for each row that the filters keep."""
    kept = pd.Series(data=True, index=frame.index)
    for name, codes in filters.kept.items():
        column = COLUMNS[name]
        if not codes or column not in frame.columns:
            continue
        if name == "county":
            kept &= frame[column].map(lambda own, wanted=frozenset(codes): not wanted.isdisjoint(own)).astype(bool)
        else:
            kept &= frame[column].isin(codes)
    return kept


def filter_layer(layer: Layer, filters: Filters) -> Layer:
    """The layer with only the rows that are kept, drawn and not mapped."""
    drawn, missing = keeps(layer.frame, filters), keeps(layer.unlocated, filters)
    if drawn.all() and missing.all():
        return layer
    return replace(layer, frame=layer.frame[drawn], unlocated=layer.unlocated[missing])


def filter_view(view: MapView, filters: Filters) -> MapView:
    """The map with every layer filtered; the counties and the water stay."""
    if not filters:
        return view
    return replace(view, layers=tuple(filter_layer(layer, filters) for layer in view.layers))


def hidden_ids(whole: MapView, filtered: MapView) -> list[str]:
    """Ids of the drawn features of visible layers that a filter takes away."""
    gone: list[str] = []
    for layer in filtered.shown():
        kept = set(layer.frame["feature_id"])
        gone += [feature_id for feature_id in whole.layer(layer.layer_id).frame["feature_id"] if feature_id not in kept]
    return gone


def kept_counts(layers: Iterable[Layer], filters: Filters) -> dict[str, dict[str, int]]:
    """How many rows each code would keep beside the filters on the other dimensions.

    Parameters
    ----------
    layers
        Unfiltered.
    filters
        What is kept.

    Returns
    -------
    dict
        Dimension to code to rows, drawn and not mapped; codes without rows are absent.
    """
    found: dict[str, Counter[str]] = {name: Counter() for name in COLUMNS}
    for layer in layers:
        for frame in (layer.frame, layer.unlocated):
            columns = [column for column in COLUMNS.values() if column in frame.columns]
            rows = pd.DataFrame(frame[columns])
            for name, column in COLUMNS.items():
                if column not in columns:
                    continue
                others = Filters({other: codes for other, codes in filters.kept.items() if other != name})
                kept = rows.loc[keeps(rows, others), column] if others else rows[column]
                found[name].update(chain.from_iterable(kept) if name == "county" else kept)
    return {name: {code: count for code, count in counts.items() if code} for name, counts in found.items()}
