"""Cells of a table against their fields: what breaks a field, and the columns in their types."""

from collections.abc import Iterator

import pandas as pd

from geo.schema import Field, Resource

_EMPTY = {"integer": "Int64", "number": "float64", "boolean": "bool", "string": "object"}


def empty(resource: Resource) -> pd.DataFrame:
    """A table without rows."""
    return pd.DataFrame({f.name: pd.Series(dtype=_EMPTY[f.type]) for f in resource.fields})


Problem = tuple[object, str, str]  # index, issue type, message


def _number_problems(field: Field, values: pd.Series, given: pd.Series) -> Iterator[Problem]:
    numbers = pd.to_numeric(values.where(given), errors="coerce")
    whole = r"[+-]?\d{1,18}" if field.type == "integer" else r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?"
    bad = given & (numbers.isna() | ~values.str.fullmatch(whole))
    for index in values.index[bad]:
        yield index, "not-a-number", f"“{field.title}”应为数字，写作“{values[index]}”；请改正。"
    low = field.minimum if field.minimum is not None else float("-inf")
    high = field.maximum if field.maximum is not None else float("inf")
    for index in values.index[given & ~bad & ~numbers.between(low, high)]:
        yield index, "out-of-range", f"“{field.title}”为 {values[index]}，应在 {low} 与 {high} 之间。"


def problems(field: Field, values: pd.Series) -> Iterator[Problem]:
    """Each cell that breaks its field."""
    given = values != ""
    if field.required:
        for index in values.index[~given]:
            kind = "row-without-source" if field.name == "source_id" else "missing-value"
            yield index, kind, f"“{field.title}”为空；请补填。"
    if field.type in {"integer", "number"}:
        yield from _number_problems(field, values, given)
    elif field.type == "boolean":
        for index in values.index[given & ~values.isin(["true", "false"])]:
            yield index, "not-a-boolean", f"“{field.title}”应为 true 或 false，写作“{values[index]}”。"
    if field.pattern:
        bad = given & ~values.str.fullmatch(field.pattern)
        for index in values.index[bad]:
            yield index, "bad-pattern", f"“{field.title}”写作“{values[index]}”，不合格式 {field.pattern}。"


def typed(frame: pd.DataFrame, resource: Resource) -> pd.DataFrame:
    """The columns of a table in their types; every cell is known to be good."""
    columns: dict[str, pd.Series] = {}
    for field in resource.fields:
        values = frame[field.name]
        if field.type == "integer":
            columns[field.name] = pd.to_numeric(values.where(values != "")).astype("Int64")
        elif field.type == "number":
            columns[field.name] = pd.to_numeric(values.where(values != "")).astype("float64")
        elif field.type == "boolean":
            columns[field.name] = values == "true"
        else:
            columns[field.name] = values.astype("object")
    return pd.DataFrame(columns).reset_index(drop=True)
