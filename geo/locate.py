"""Row to geometry, and how it was obtained. Nothing is drawn crisper than it is known.

In order of preference: the point of a sourced place; for lines, a schematic
line through the nodes that have a sourced place; the counties the row is known
to lie in; nothing (the row is then counted and listed, never dropped).
"""

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.crs import STORAGE

# Kinds that are lines on the ground, by table.
LINEAR = {
    "transport": frozenset({"rail", "rail_transit", "expressway", "trunk_road", "local_road", "waterway"}),
    "energy": frozenset({"gas_pipeline", "grid"}),
    "tourism": frozenset({"route"}),
}
BASES = ("text", "all", "name", "general")


@dataclass(frozen=True)
class Gazetteer:
    """What rows can be located with.

    Parameters
    ----------
    places
        ``places.csv``.
    counties
        ``area_code``, ``name_zh``, ``geometry`` in EPSG:4326.
    """

    places: pd.DataFrame
    counties: gpd.GeoDataFrame

    def points(self) -> dict[str, shapely.Point]:
        """place_id to point, longitude before latitude."""
        values = zip(self.places["place_id"], self.places["longitude"], self.places["latitude"], strict=True)
        return {place: shapely.Point(lon, lat) for place, lon, lat in values}

    def accuracy(self) -> dict[str, str]:
        """place_id to accuracy code."""
        return dict(zip(self.places["place_id"], self.places["accuracy_code"], strict=True))

    def shapes(self) -> dict[str, BaseGeometry]:
        """area_code to county polygon."""
        return dict(zip(self.counties["area_code"], self.counties.geometry, strict=True))


def worst_basis(bases: list[str]) -> str:
    """The weakest of several bases; ``text`` for none."""
    return max(bases, key=BASES.index, default="text")


class _Locator:
    """Geometry look-ups shared by the rows of one load."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.points = gazetteer.points()
        self.accuracy = gazetteer.accuracy()
        self.shapes = gazetteer.shapes()
        self.unions: dict[frozenset[str], BaseGeometry] = {}

    def line(self, nodes: pd.DataFrame | None) -> shapely.LineString | None:
        """Through the located nodes in order; None with fewer than two."""
        if nodes is None:
            return None
        stops = [self.points[place] for place in nodes["place_id"] if place in self.points]
        return shapely.LineString(stops) if len(stops) > 1 else None

    def extent(self, codes: list[str]) -> BaseGeometry | None:
        """Union of counties; None when none is drawn."""
        known = frozenset(code for code in codes if code in self.shapes)
        if not known:
            return None
        if known not in self.unions:
            self.unions[known] = shapely.union_all([self.shapes[code] for code in sorted(known)])
        return self.unions[known]


def _groups(frame: pd.DataFrame, key: str) -> dict[str, pd.DataFrame]:
    return {str(name): rows.sort_values("ordinal") for name, rows in frame.groupby(key, sort=False)}


def _assemble(frame: pd.DataFrame, found: list[dict[str, object]]) -> gpd.GeoDataFrame:
    columns = ["geometry", "accuracy_code", "basis_code", "area_codes"]
    extra = pd.DataFrame(found, columns=columns, index=frame.index)
    return gpd.GeoDataFrame(frame.join(extra), geometry="geometry", crs=STORAGE)


def locate_features(
    table: str, frame: pd.DataFrame, areas: pd.DataFrame, nodes: pd.DataFrame, gazetteer: Gazetteer
) -> gpd.GeoDataFrame:
    """Geometry of the rows of one feature table.

    Parameters
    ----------
    table
        Its resource name; decides which kinds are lines.
    frame
        Its rows.
    areas, nodes
        Rows of ``feature_areas`` and ``feature_nodes``.
    gazetteer
        Places and counties.

    Returns
    -------
    geopandas.GeoDataFrame
        The same rows and index with ``geometry`` (EPSG:4326, may be None),
        ``accuracy_code``, ``basis_code`` (weakest way in which its place is
        known) and ``area_codes`` (tuple of county codes in the text's order).
    """
    locator = _Locator(gazetteer)
    areas_of = _groups(areas[areas["feature_id"].isin(frame["feature_id"])], "feature_id")
    nodes_of = _groups(nodes[nodes["feature_id"].isin(frame["feature_id"])], "feature_id")
    linear = LINEAR.get(table, frozenset())
    found: list[dict[str, object]] = []
    for row in frame.to_dict("records"):
        links = areas_of.get(row["feature_id"])
        codes = [] if links is None else list(links["area_code"])
        basis = worst_basis([] if links is None else list(links["basis_code"]))
        stops = nodes_of.get(row["feature_id"])
        geometry: BaseGeometry | None = None
        accuracy = "unlocated"
        if row["place_id"] in locator.points:
            geometry, accuracy, basis = locator.points[row["place_id"]], locator.accuracy[row["place_id"]], "text"
        elif row["kind_code"] in linear and (geometry := locator.line(stops)) is not None:
            accuracy = "schematic"
            basis = worst_basis(list(stops["basis_code"]))  # type: ignore[index]
        elif (geometry := locator.extent(codes)) is not None:
            accuracy = "county"
        found.append({"geometry": geometry, "accuracy_code": accuracy, "basis_code": basis, "area_codes": tuple(codes)})
    return _assemble(frame, found)


def locate_components(components: pd.DataFrame, members: pd.DataFrame, gazetteer: Gazetteer) -> gpd.GeoDataFrame:
    """Geometry of the components of structures from their members.

    Returns
    -------
    geopandas.GeoDataFrame
        The components with ``geometry``, ``accuracy_code``, ``basis_code``
        and ``area_codes`` as in :func:`locate_features`.
    """
    locator = _Locator(gazetteer)
    members_of = _groups(members, "component_id")
    found: list[dict[str, object]] = []
    for row in components.to_dict("records"):
        rows = members_of.get(row["component_id"], members.iloc[:0])
        placed = rows[rows["place_id"].isin(list(locator.points))]
        codes = [code for code in rows["area_code"] if code]
        geometry: BaseGeometry | None = None
        accuracy, basis = "unlocated", worst_basis(list(rows["basis_code"]))
        if row["geometry_code"] == "point" and len(placed):
            first = placed.iloc[0]
            geometry, accuracy = locator.points[first["place_id"]], locator.accuracy[first["place_id"]]
            basis = str(first["basis_code"])
        elif row["geometry_code"] == "line" and (geometry := locator.line(placed)) is not None:
            accuracy, basis = "schematic", worst_basis(list(placed["basis_code"]))
        elif row["geometry_code"] == "county" and (geometry := locator.extent(codes)) is not None:
            accuracy = "county"
        unique = tuple(dict.fromkeys(codes))
        found.append({"geometry": geometry, "accuracy_code": accuracy, "basis_code": basis, "area_codes": unique})
    return _assemble(components, found)
