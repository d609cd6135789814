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


def _anomalies(data: Tables) -> Iterator[Issue]:
    """Oddities of the documents, kept as they stand: a count that does not match its list, a slip."""
    for row in data["anomalies"].to_dict("records"):
        kind = f"document-{row['kind_code'].replace('_', '-')}"
        yield Issue(row["table_name"], row["row_id"], "", kind, Severity.NOTICE, row["message_zh"])


def _totals(data: Tables) -> Iterator[Issue]:
    """A total that its parts, of the same document, do not add up to."""
    lower = data["indicators"].set_index("indicator_id")["value_min"]
    for total, parts in data["indicator_parts"].groupby("total_indicator_id", sort=False):
        stated, summed = lower[str(total)], lower[parts["part_indicator_id"]].sum()
        if abs(stated - summed) > 0.005 * abs(stated):
            message = f"合计为 {stated:g}，所列分项之和为 {summed:g}；请核对分项是否列全。"
            yield Issue("indicators", str(total), "value_min", "total-differs", Severity.WARNING, message)


def _below_baseline(data: Tables) -> Iterator[Issue]:
    """A target that lies below what the same document says was already reached."""
    frame = data["indicators"]
    frame = frame[frame["measure_code"].isin(["level", "share"])]
    key = ["city_code", "source_id", "name_zh", "subject_zh", "unit"]
    reached = frame[frame["kind_code"].isin(["result", "baseline"])]
    targets = frame[frame["kind_code"] == "target"]
    pairs = targets.merge(reached, on=key, suffixes=("", "_reached"))
    for row in pairs[pairs["value_min"] < pairs["value_min_reached"]].to_dict("records"):
        message = (
            f"{row['subject_zh']}{row['name_zh']}的目标 {row['value_text']} 低于已达到的 "
            f"{row['value_text_reached']}（{row['indicator_id_reached']}）；两者都保留。"
        )
        yield Issue("indicators", row["indicator_id"], "value_min", "below-baseline", Severity.NOTICE, message)


def _core_towns(data: Tables) -> Iterator[Issue]:
    """A town listed for the core of a town group that the structure does not name."""
    structures, components, members = data["structures"], data["components"], data["component_members"]
    groups = structures.loc[structures["theme_code"] == "town_group", "structure_id"]
    cores = components[components["structure_id"].isin(groups) & (components["role_code"] == "core")]
    named = members[members["component_id"].isin(cores["component_id"]) & (members["kind_code"] == "town")]
    towns = data["towns"]
    for row in towns[towns["kind_code"] == "core_town"].to_dict("records"):
        if not named["member_zh"].str.startswith(row["name_zh"]).any():
            message = f"{row['name_zh']} 列为城镇群核心区城镇，而结构的成员中没有；请核对。"
            yield Issue("towns", row["feature_id"], "kind_code", "not-in-structure", Severity.WARNING, message)


def _places_inside(data: Tables, counties: gpd.GeoDataFrame) -> Iterator[Issue]:
    """A place whose point does not fall into the county it names."""
    if counties.empty:
        return
    places = data["places"]
    places = places[places["area_code"].isin(counties["area_code"])]
    points = gpd.GeoSeries.from_xy(places["longitude"], places["latitude"], crs=crs.STORAGE)
    metric_crs = crs.local(counties.total_bounds)
    shapes = counties.set_index("area_code").geometry.to_crs(metric_crs)
    metric = points.to_crs(metric_crs)
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
    yield from _anomalies(data)
    yield from _ranges(data)
    yield from _totals(data)
    yield from _below_baseline(data)
    yield from _core_towns(data)
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
