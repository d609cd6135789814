"""Plants errors: in the files of a package (change a cell, drop or add a row), or in tables that are read."""

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd

from geo.tables import Tables

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


def with_cells(data: Tables, table: str, row_id: str, **cells: object) -> Tables:
    """The same tables with cells of one row changed; the row is named by its key of one column."""
    frame = data[table].copy()
    (key,) = data.package[table].primary_key
    (index,) = frame.index[frame[key] == row_id]
    for name, value in cells.items():
        frame.loc[index, name] = value
    return replace(data, frames={**data.frames, table: frame})


def without_row(data: Tables, table: str, row_id: str) -> Tables:
    """The same tables without one row."""
    (key,) = data.package[table].primary_key
    frame = data[table]
    return replace(data, frames={**data.frames, table: frame[frame[key] != row_id].reset_index(drop=True)})


def with_row(data: Tables, table: str, **cells: object) -> Tables:
    """The same tables with a copy of a table's last row added, some cells changed."""
    row = data[table].iloc[-1].to_dict() | cells
    frame = pd.concat([data[table], pd.DataFrame([row])], ignore_index=True)
    return replace(data, frames={**data.frames, table: frame})
