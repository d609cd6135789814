"""Plants errors in a copy of a data package: change a cell, drop or add a row."""

import csv
from collections.abc import Callable
from pathlib import Path

Row = dict[str, str]


def read_rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def write_rows(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def change(path: Path, matches: Callable[[Row], bool], **cells: str) -> Row:
    """Set cells of the one row that matches; returns the row as it was."""
    rows = read_rows(path)
    (found,) = [row for row in rows if matches(row)]
    before = dict(found)
    found.update(cells)
    write_rows(path, rows)
    return before


def drop(path: Path, matches: Callable[[Row], bool]) -> Row:
    """Remove the one row that matches and return it."""
    rows = read_rows(path)
    (found,) = [row for row in rows if matches(row)]
    rows.remove(found)
    write_rows(path, rows)
    return found


def append(path: Path, **cells: str) -> None:
    """Add a copy of the last row with some cells changed."""
    rows = read_rows(path)
    write_rows(path, [*rows, rows[-1] | cells])
