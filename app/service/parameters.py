"""What may be asked of a collection; anything else is refused in words, never passed over."""

import math
from collections.abc import Iterable, Mapping

from app.service.collection import Collection

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
PAGE, WHOLE = 100, 10_000
CONDITION_CHARACTERS = 2_000
COMMON = ("f",)
ITEM = (*COMMON, "crs")
ITEMS = (
    *ITEM, "limit", "offset", "bbox", "bbox-crs", "datetime", "filter", "filter-lang", "filter-crs",
    "properties", "sortby", "skipGeometry", "resulttype",
)  # fmt: skip


class RefusedError(Exception):
    """A question that is answered with an error.

    Parameters
    ----------
    status
        HTTP status.
    key
        Key of the sentence in the message table.
    values
        What stands in its placeholders.
    """

    def __init__(self, status: int, key: str, values: Mapping[str, object] | None = None) -> None:
        super().__init__(status, key)
        self.status, self.key, self.values = status, key, values or {}


def _whole_number(asked: Mapping[str, str], name: str, least: int) -> None:
    value = asked.get(name)
    if value is not None and not (value.isascii() and value.isdigit() and least <= int(value[:9]) and len(value) < 10):
        raise RefusedError(400, "service.bad_number", {"name": name, "value": value, "least": least})


def _box(text: str) -> None:
    try:
        box = [float(part) for part in text.split(",")]
    except ValueError:
        box = []
    if len(box) != 4 or not all(math.isfinite(v) for v in box) or box[0] > box[2] or box[1] > box[3]:
        raise RefusedError(400, "service.bad_bbox", {"value": text})


def _one_of(asked: Mapping[str, str], name: str, allowed: Iterable[str]) -> None:
    value = asked.get(name)
    known = list(allowed)
    if value is not None and value not in known:
        raise RefusedError(400, "service.bad_choice", {"name": name, "value": value, "known": ", ".join(known)})


def check_names(asked: Mapping[str, str], known: Iterable[str]) -> None:
    """Refuse a parameter that nobody here reads.

    Raises
    ------
    RefusedError
        With the parameters that there are.
    """
    allowed = list(known)
    for name in asked:
        if name not in allowed:
            raise RefusedError(400, "service.unknown_parameter", {"name": name, "known": ", ".join(allowed)})


def check_items(asked: Mapping[str, str], collection: Collection) -> None:
    """Refuse what cannot be asked of the rows of a collection.

    Raises
    ------
    RefusedError
        The first parameter that is unknown or has a value that cannot be used.
    """
    fields = collection.fields
    check_names(asked, [*ITEMS, *fields])
    _whole_number(asked, "limit", 1)
    _whole_number(asked, "offset", 0)
    if "bbox" in asked:
        _box(asked["bbox"])
    for name in ("crs", "bbox-crs", "filter-crs"):
        _one_of(asked, name, [CRS84])
    _one_of(asked, "resulttype", ["results", "hits"])
    _one_of(asked, "skipGeometry", ["true", "false"])
    _one_of(asked, "filter-lang", ["cql-text", "cql2-text"])
    if len(asked.get("filter", "")) > CONDITION_CHARACTERS:
        raise RefusedError(400, "service.long_filter", {"most": CONDITION_CHARACTERS})
    named = asked["properties"].split(",") if "properties" in asked else []
    named += [name.lstrip("+-") for name in asked["sortby"].split(",")] if "sortby" in asked else []
    for name in named:
        if name not in fields:
            raise RefusedError(400, "service.unknown_property", {"name": name, "known": ", ".join(fields)})
    for name, about in fields.items():
        if name in asked and about["type"] == "integer":
            _whole_number(asked, name, 0)
