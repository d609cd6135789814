"""Row to geometry, and how it was obtained. Nothing is drawn crisper than it is known.

In order of preference: the point of a sourced place that the row names; for
lines, a schematic line through the nodes that have a sourced place; the point
of a sourced place whose name the row shares in its own county; the counties
the row is known to lie in; nothing (the row is then counted and listed, never
dropped).
"""

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from geo.crs import STORAGE
from geo.gazetteer import KINDS, Gazetteer
from geo.locator import Locator, worst_basis

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

# Kinds that are lines on the ground, by table.
LINEAR = {
    "transport": frozenset({"rail", "rail_transit", "expressway", "trunk_road", "local_road", "waterway"}),
    "energy": frozenset({"gas_pipeline", "grid"}),
    "tourism": frozenset({"route"}),
}
COLUMNS = ["geometry", "accuracy_code", "basis_code", "area_codes", "crossed_codes"]


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
    locator = Locator(gazetteer)
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
    locator = Locator(gazetteer)
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
