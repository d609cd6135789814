"""Row to geometry, and how it was obtained. Nothing is drawn crisper than it is known.

In order of preference: the point of a sourced place that the row names; for
lines, a schematic line through the nodes that have a sourced place; the point
of a sourced place whose name the row shares in its own county; the counties
the row is known to lie in; nothing (the row is then counted and listed, never
dropped).
"""

from collections.abc import Iterable
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo import schematic
from geo.crs import STORAGE
from geo.gazetteer import CITY_SEAT, KINDS, NODE_KINDS, Gazetteer

# Kinds that are lines on the ground, by table.
LINEAR = {
    "transport": frozenset({"rail", "rail_transit", "expressway", "trunk_road", "local_road", "waterway"}),
    "energy": frozenset({"gas_pipeline", "grid"}),
    "tourism": frozenset({"route"}),
}
BASES = ("text", "all", "name", "general")
COLUMNS = ["geometry", "accuracy_code", "basis_code", "area_codes", "crossed_codes"]
_CHAIN = ("-", "—", "–", "至")  # a key with one of these gives the order itself


def worst_basis(bases: Iterable[str]) -> str:
    """The weakest of several bases; ``text`` for none."""
    return max(bases, key=BASES.index, default="text")


class _Locator:
    """Geometry look-ups shared by the rows of one load."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.points, self.accuracy, self.shapes = gazetteer.points, gazetteer.accuracy, gazetteer.shapes
        self.unions: dict[frozenset[str], BaseGeometry] = {}
        self.within = gazetteer.within

    def extent(self, codes: Iterable[str]) -> BaseGeometry | None:
        """Union of counties; None when none is drawn."""
        known = frozenset(code for code in codes if code in self.shapes)
        if not known:
            return None
        if known not in self.unions:
            self.unions[known] = shapely.union_all([self.shapes[code] for code in sorted(known)])
        return self.unions[known]

    def point_of(self, row: dict[Any, Any]) -> shapely.Point | None:
        """Where a node or member stands: its place, else a place of its name in its county."""
        if row["place_id"] in self.points:
            return self.points[row["place_id"]]
        name, code = row.get("node_zh", ""), row.get("area_code", "")
        if not name or not code:
            return None
        found = self.gazetteer.by_name([name], NODE_KINDS, [code])
        return found.point if found else None

    def line(self, rows: pd.DataFrame, codes: Iterable[str]) -> tuple[BaseGeometry, str, tuple[str, ...]] | None:
        """A sketch through the located rows, its basis and the counties it crosses without belonging there.

        The order is the text's where the text itself writes a chain of names,
        else the shortest way. None with fewer than two located rows.
        """
        records = rows.to_dict("records")
        placed: list[tuple[dict[Any, Any], shapely.Point]] = []
        for row in records:
            point = self.point_of(row)
            if point is not None and (not placed or point != placed[-1][1]):
                placed.append((row, point))
        if len(placed) < 2:
            return None
        nodes = shapely.get_coordinates([point for _, point in placed])
        keys = {str(row.get("key", "")) for row in records}
        stated = len(keys) == 1 and any(mark in next(iter(keys)) for mark in _CHAIN)
        if not stated:
            nodes = nodes[schematic.order(nodes)]
        members = self._members([*codes, *(row.get("area_code", "") for row in records)], [row for row, _ in placed])
        inside = self._within(members)
        line = schematic.sketch(nodes, inside)
        crossed = schematic.crossed(line, self.shapes, members) if members else ()
        return line, worst_basis(row["basis_code"] for row, _ in placed), crossed

    def _members(self, codes: Iterable[str], placed: list[dict[Any, Any]]) -> list[str]:
        """Counties that belong to a line; a node in the central city brings its districts."""
        found = {code for code in codes if code in self.shapes}
        for row in placed:
            place = row["place_id"]
            if self.gazetteer.kinds.get(place) == CITY_SEAT:
                found.update(self.gazetteer.districts)
            elif (area := self.gazetteer.area_of.get(place, "")) in self.shapes:
                found.add(area)
        return sorted(found)

    def _within(self, members: list[str]) -> schematic.Within | None:
        key = frozenset(members)
        extent = self.extent(members)
        if extent is None:
            return None
        if key not in self.within:
            self.within[key] = schematic.Within(extent)
        return self.within[key]

    def core(self, placed: pd.DataFrame) -> BaseGeometry | None:
        """The central city as an extent of its own, if the first placed member is the seat of the city."""
        places = list(placed["place_id"])
        if self.gazetteer.kinds.get(places[0]) != CITY_SEAT:
            return None
        return self.gazetteer.centre(self.points[place] for place in places)


def _groups(frame: pd.DataFrame, key: str) -> dict[str, pd.DataFrame]:
    return {str(name): rows.sort_values("ordinal") for name, rows in frame.groupby(key, sort=False)}


def _assemble(frame: pd.DataFrame, found: list[tuple[object, ...]]) -> gpd.GeoDataFrame:
    extra = pd.DataFrame(found, columns=COLUMNS, index=frame.index)
    return gpd.GeoDataFrame(frame.join(extra), geometry="geometry", crs=STORAGE)


def locate_features(
    table: str, frame: pd.DataFrame, links: dict[str, pd.DataFrame], gazetteer: Gazetteer
) -> gpd.GeoDataFrame:
    """Geometry of the rows of one feature table.

    Parameters
    ----------
    table
        Its resource name; decides which kinds are lines.
    frame
        Its rows.
    links
        ``feature_areas``, ``feature_nodes`` and ``feature_aliases``, by name.
    gazetteer
        Places and counties.

    Returns
    -------
    geopandas.GeoDataFrame
        The same rows and index with ``geometry`` (EPSG:4326, may be None),
        ``accuracy_code``, ``basis_code`` (weakest way in which its place is
        known), ``area_codes`` (tuple of county codes in the text's order) and
        ``crossed_codes`` (counties that a schematic line crosses though it
        does not belong there; :data:`geo.schematic.OUTSIDE` for none of the city).
    """
    locator = _Locator(gazetteer)
    own = {
        name: _groups(rows[rows["feature_id"].isin(frame["feature_id"])], "feature_id")
        for name, rows in ((n, r.assign(ordinal=0) if "ordinal" not in r else r) for n, r in links.items())
    }
    linear = LINEAR.get(table, frozenset())
    found: list[tuple[object, ...]] = []
    for row in frame.to_dict("records"):
        areas, nodes, others = (
            own[name].get(row["feature_id"]) for name in ("feature_areas", "feature_nodes", "feature_aliases")
        )
        codes: list[str] = [] if areas is None else list(areas["area_code"])
        basis = worst_basis([] if areas is None else list(areas["basis_code"]))
        geometry: BaseGeometry | None = None
        crossed: tuple[str, ...] = ()
        accuracy = "unlocated"
        if row["place_id"] in locator.points:
            geometry, accuracy, basis = locator.points[row["place_id"]], locator.accuracy[row["place_id"]], "text"
        elif row["kind_code"] in linear and nodes is not None and (line := locator.line(nodes, codes)) is not None:
            (geometry, basis, crossed), accuracy = line, "schematic"
        elif kinds := KINDS.get((table, row["kind_code"])):
            names = [row["name_zh"], *([] if others is None else others["alias_zh"])]
            place = gazetteer.by_name(names, kinds, codes, note="（" in row["name_zh"] or "(" in row["name_zh"])
            if place is not None:
                geometry, accuracy = place.point, place.accuracy_code
                basis = basis if codes else "name"
        if geometry is None and (geometry := locator.extent(codes)) is not None:
            accuracy = "county"
        found.append((geometry, accuracy, basis, tuple(codes), crossed))
    return _assemble(frame, found)


def locate_components(components: pd.DataFrame, members: pd.DataFrame, gazetteer: Gazetteer) -> gpd.GeoDataFrame:
    """Geometry of the components of structures from their members.

    Returns
    -------
    geopandas.GeoDataFrame
        The components with ``geometry``, ``accuracy_code``, ``basis_code``,
        ``area_codes`` and ``crossed_codes`` as in :func:`locate_features`. A
        core at the seat of the city is the schematic extent of the central city.
    """
    locator = _Locator(gazetteer)
    members_of = _groups(members, "component_id")
    found: list[tuple[object, ...]] = []
    for row in components.to_dict("records"):
        rows = members_of.get(row["component_id"], members.iloc[:0])
        placed = rows[rows["place_id"].isin(list(locator.points))]
        codes = [code for code in rows["area_code"] if code]
        geometry: BaseGeometry | None = None
        accuracy, basis = "unlocated", worst_basis(rows["basis_code"])
        crossed: tuple[str, ...] = ()
        if row["geometry_code"] == "point" and len(placed):
            first = placed.iloc[0]
            if (geometry := locator.core(placed)) is not None:
                accuracy, basis = "schematic", worst_basis(placed["basis_code"])
            else:
                geometry, accuracy = locator.points[first["place_id"]], locator.accuracy[first["place_id"]]
                basis = str(first["basis_code"])
        elif row["geometry_code"] == "line" and (line := locator.line(rows, codes)) is not None:
            (geometry, basis, crossed), accuracy = line, "schematic"
        elif row["geometry_code"] != "none" and (geometry := locator.extent(codes)) is not None:
            accuracy = "county"
        found.append((geometry, accuracy, basis, tuple(dict.fromkeys(codes)), crossed))
    return _assemble(components, found)
