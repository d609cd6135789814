"""Cross-table expectations and the check against the documents, as issue rows."""

from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import shapely
from frictionless import Package as FrictionlessPackage
from frictionless import system
from frictionless.exception import FrictionlessException

from geo import citations, crs
from geo.issues import Issue, Severity
from geo.tables import Tables

NUMERALS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
# Within this distance of a county line a point may belong to the neighbour:
# the shipped lines are about 1:1,000,000.
LINE_DOUBT_M = 500.0


def _counted_groups(data: Tables) -> Iterator[Issue]:
    """A group named by a number lists another number of components."""
    for (structure, group), rows in data["components"].groupby(["structure_id", "group_zh"], sort=False):
        said = NUMERALS.get(str(group)[:1])
        if said is not None and said != len(rows):
            message = f"“{group}”列出 {len(rows)} 项；照原文保留。"
            yield Issue("components", f"{structure}/{group}", "group_zh", "count-differs", Severity.NOTICE, message)


def _ranges(data: Tables) -> Iterator[Issue]:
    frame = data["indicators"]
    for row in frame[frame["value_min"] > frame["value_max"]].to_dict("records"):
        message = f"下限 {row['value_min']} 大于上限 {row['value_max']}。"
        yield Issue("indicators", row["indicator_id"], "value_min", "range-reversed", Severity.ERROR, message)


def _places_inside(data: Tables, counties: gpd.GeoDataFrame) -> Iterator[Issue]:
    """A place whose point does not fall into the county it names."""
    if counties.empty:
        return
    places = data["places"]
    places = places[places["area_code"].isin(counties["area_code"])]
    points = gpd.GeoSeries.from_xy(places["longitude"], places["latitude"], crs=crs.STORAGE)
    belt = crs.belt(counties.total_bounds[[0, 2]])
    shapes = counties.set_index("area_code").geometry.to_crs(belt)
    metric = points.to_crs(belt)
    for row, point in zip(places.to_dict("records"), metric, strict=True):
        distance = shapely.distance(shapes[row["area_code"]], point)
        if distance > LINE_DOUBT_M:
            message = f"{row['name_zh']} 的点距所写县市区 {distance / 1000:.1f} 公里；请核对坐标或代码。"
            yield Issue("places", row["place_id"], "area_code", "place-outside", Severity.WARNING, message)
        elif distance > 0 or shapely.distance(shapes[row["area_code"]].boundary, point) < LINE_DOUBT_M:
            message = f"{row['name_zh']} 的点在县界 500 米之内，县市区归属按来源，以正式界线为准。"
            yield Issue("places", row["place_id"], "area_code", "near-boundary", Severity.NOTICE, message)


def cross_table(data: Tables, counties: gpd.GeoDataFrame) -> Iterator[Issue]:
    """All cross-table expectations of the package and one city's counties."""
    yield from _counted_groups(data)
    yield from _ranges(data)
    yield from _places_inside(data, counties)


def package_valid(descriptor: Path) -> Iterator[Issue]:
    """Findings of the Frictionless framework on the whole package."""
    try:
        with system.use_context(trusted=True):
            report = FrictionlessPackage(str(descriptor)).validate()
    except FrictionlessException as error:
        yield Issue(descriptor.name, "", "", "frictionless", Severity.ERROR, str(error))
        return
    for task in report.tasks:
        for found in task.errors:
            row = str(getattr(found, "row_number", ""))
            field = str(getattr(found, "field_name", ""))
            yield Issue(task.name, row, field, f"frictionless-{found.type}", Severity.ERROR, found.message)
    for general in report.errors:
        yield Issue(descriptor.name, "", "", f"frictionless-{general.type}", Severity.ERROR, general.message)


def against_documents(data: Tables, folder: Path) -> tuple[list[Issue], int]:
    """Whether each key stands at its offset in its document.

    Returns
    -------
    tuple
        Issue rows, and the number of citations that were looked up.
    """
    documents, issues = citations.read_documents(data["sources"], folder)
    checked = 0
    for resource in data.package.resources:
        frame = data[resource.name]
        if not set(citations.CITATION_FIELDS) <= set(resource.columns):
            continue
        for row in frame.to_dict("records"):
            document = documents.get(str(row["source_id"]))
            if document is not None:
                checked += 1
                issues.extend(citations.check_row(resource.name, resource.row_id(row), row, document))
    return issues, checked
