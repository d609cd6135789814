"""Writes the imaginary city as a data package with the schema and code lists of the real one."""

import csv
import shutil
from pathlib import Path

import geopandas as gpd
import shapely

from geo.crs import STORAGE
from geo.paths import DataPaths
from geo.schema import Resource, read_package
from tests.tiny.document import FILE_NAME, TEXT
from tests.tiny.rows import AREAS, CORNERS, ROWS, SQUARE_DEGREES, Row

REAL = DataPaths()


def _cells(resource: Resource, row: Row) -> Row:
    """All cells of a row; a column that the schema lacks or a required one that the row lacks is a mistake here."""
    strange = set(row) - set(resource.columns)
    assert not strange, f"{resource.name} has no columns {strange}"
    cells = {field.name: "false" if field.type == "boolean" else "" for field in resource.fields} | row
    absent = [field.name for field in resource.fields if field.required and not cells[field.name]]
    assert not absent, f"rows of {resource.name} need {absent}"
    return cells


def square(code: str) -> shapely.Polygon:
    """The imaginary county of a code, counter-clockwise."""
    west, south = CORNERS[code]
    return shapely.box(west, south, west + SQUARE_DEGREES, south + SQUARE_DEGREES)


def squares(city_code: str) -> gpd.GeoDataFrame:
    """Counties of an imaginary city: ``area_code``, ``name_zh``, ``name_en``, ``geometry``."""
    rows = [row for row in AREAS if row["parent_code"] == city_code]
    columns = {name: [row[name] for row in rows] for name in ("area_code", "name_zh", "name_en")}
    return gpd.GeoDataFrame(columns, geometry=[square(code) for code in columns["area_code"]], crs=STORAGE)


def write_document(folder: Path) -> None:
    (folder / FILE_NAME).write_bytes(TEXT.encode("utf-8"))


def build_package(root: Path) -> DataPaths:
    """Write the package into an empty folder; the real schema, invented rows."""
    package = read_package(REAL.package)
    shutil.copy(REAL.package, root)
    unknown = set(ROWS) - {resource.name for resource in package.resources}
    assert not unknown, f"the schema has no tables {unknown}"
    for resource in package.resources:
        path = root / resource.path
        path.parent.mkdir(exist_ok=True)
        if resource.name == "codes":
            shutil.copy(REAL.root / resource.path, path)
            continue
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, resource.columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(_cells(resource, row) for row in ROWS.get(resource.name, []))
    paths = DataPaths(root)
    for city_code in (row["area_code"] for row in AREAS if row["level"] == "city"):
        squares(city_code).to_file(paths.boundary(city_code), driver="GeoJSON", engine="pyogrio")
    return paths
