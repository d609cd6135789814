"""Issues are rows about bad data, not exceptions: shown, counted, never fatal."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum

import pandas as pd


class Severity(StrEnum):
    """How much an issue matters, worst first.

    ``error``: a row or file is left out of the map.
    ``warning``: drawn, but a reader could be misled.
    ``notice``: the document itself is odd; the row keeps its words.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True)
class Issue:
    """One finding about one field of one row.

    Parameters
    ----------
    table
        Resource name or file name.
    row
        Primary key of the row, or its line number when it has none.
    field
        Column name; empty when the whole row or file is meant.
    type
        Short code of the kind of finding, such as ``unknown-county``.
    severity
        How much it matters.
    message
        What is wrong and what to do, in Chinese.
    """

    table: str
    row: str
    field: str
    type: str
    severity: Severity
    message: str


UNREAD = frozenset({"missing-file", "damaged-file", "missing-column"})
"""Types of issues of which a whole table is left out."""


def unread(issues: Iterable[Issue]) -> dict[str, str]:
    """Tables that could not be read at all, and why: what comes from them is unknown, not nothing."""
    found: dict[str, str] = {}
    for issue in issues:
        if issue.type in UNREAD:
            found.setdefault(issue.table, issue.message)
    return found


COLUMNS = ["severity", "table", "row", "field", "type", "message"]


def to_frame(issues: Iterable[Issue]) -> pd.DataFrame:
    """Issues as a table, worst first, one row an issue, all columns text."""
    order = list(Severity)
    rows = sorted(issues, key=lambda issue: (order.index(issue.severity), issue.table, issue.row))
    frame = pd.DataFrame([asdict(issue) for issue in rows], columns=COLUMNS)
    return frame.astype("string")
