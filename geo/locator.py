"""Geometry look-ups shared by the rows of one load: points, sketched lines, unions of counties, the central city."""

from collections.abc import Iterable
from typing import Any

import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo import schematic
from geo.gazetteer import CITY_SEAT, NODE_KINDS, Gazetteer
from geo.within import Within

BASES = ("text", "all", "name", "general")
_CHAIN = ("-", "—", "–", "至")  # a key with one of these gives the order itself


def worst_basis(bases: Iterable[str]) -> str:
    """The weakest of several bases; ``text`` for none."""
    return max(bases, key=BASES.index, default="text")


class Locator:
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

    def _within(self, members: list[str]) -> Within | None:
        key = frozenset(members)
        extent = self.extent(members)
        if extent is None:
            return None
        if key not in self.within:
            self.within[key] = Within(extent)
        return self.within[key]

    def core(self, placed: pd.DataFrame) -> BaseGeometry | None:
        """The central city as an extent of its own, if the first placed member is the seat of the city."""
        places = list(placed["place_id"])
        if self.gazetteer.kinds.get(places[0]) != CITY_SEAT:
            return None
        return self.gazetteer.centre(self.points[place] for place in places)
