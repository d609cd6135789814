"""Places with a source: by id, by a name that a feature shares with one in its own county, and the central city."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.names import Form, forms_of, normalise, similarity
from geo.within import Within

ENOUGH = 0.6  # a lower similarity is another name
CENTRE_REACH = 0.025  # degrees, about 2.5 km around the seats: the extent of the central city is a sketch
CITY_SEAT = "city_seat"

# Class of names, for their suffixes, of each kind of place.
_CLASS = {
    "rail_station": "station", "airport": "airport", "town": "town", "scenic": "scenic", "lake": "lake",
    "reservoir": "lake", "power": "power", "village": "village",
}  # fmt: skip
# Kinds of place that a kind of feature can be; the first is the same thing, the others only stand for it.
_SIGHT = ("scenic", "lake", "reservoir")
_WATER = ("reservoir", "lake")
KINDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("transport", "station"): ("rail_station",),
    ("transport", "airport"): ("airport",),
    **{("towns", kind): ("town",) for kind in ("central_town", "characteristic_town", "core_town", "other")},
    **{("tourism", kind): _SIGHT for kind in ("scenic", "resort", "red_site", "hot_spring", "forest", "heritage")},
    ("tourism", "village"): ("village",),
    ("tourism", "route"): ("", *_SIGHT),
    ("agriculture", "village"): ("village",),
    ("projects", "tourism"): ("", *_SIGHT),
    ("water", "reservoir"): _WATER,
    ("water", "source_protection"): ("", *_WATER),
    ("energy", "hydropower"): ("power",),
}
NODE_KINDS = ("town", "village", "rail_station", "airport", "scenic")


@dataclass(frozen=True)
class Found:
    """A place that answers to a name.

    Parameters
    ----------
    point
        EPSG:4326.
    accuracy_code
        ``located`` only where place and feature are the same thing under the
        same name and the place is located; else ``approximate``.
    """

    place_id: str
    point: shapely.Point
    accuracy_code: str


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

    @cached_property
    def points(self) -> dict[str, shapely.Point]:
        """place_id to point, longitude before latitude."""
        values = zip(self.places["place_id"], self.places["longitude"], self.places["latitude"], strict=True)
        return {place: shapely.Point(lon, lat) for place, lon, lat in values}

    @cached_property
    def accuracy(self) -> dict[str, str]:
        """place_id to accuracy code."""
        return dict(zip(self.places["place_id"], self.places["accuracy_code"], strict=True))

    @cached_property
    def kinds(self) -> dict[str, str]:
        """place_id to kind code."""
        return dict(zip(self.places["place_id"], self.places["kind_code"], strict=True))

    @cached_property
    def area_of(self) -> dict[str, str]:
        """place_id to the code of its county or city."""
        return dict(zip(self.places["place_id"], self.places["area_code"], strict=True))

    @cached_property
    def shapes(self) -> dict[str, BaseGeometry]:
        """area_code to county polygon."""
        return dict(zip(self.counties["area_code"], self.counties.geometry, strict=True))

    @cached_property
    def within(self) -> dict[frozenset[str], Within]:
        """Ways inside sets of counties, filled as they are asked for."""
        return {}

    @cached_property
    def heads(self) -> list[str]:
        """Names that the name of a feature may begin with: the counties."""
        return list(self.counties["name_zh"])

    @cached_property
    def _named(self) -> list[tuple[str, str, str, str]]:
        """place_id, kind, county and name of each place that is in a county of the city."""
        rows = self.places[self.places["area_code"].isin(list(self.shapes))]
        columns = ["place_id", "kind_code", "area_code", "name_zh"]
        return [tuple(row) for row in rows[columns].itertuples(index=False) if row[1] in _CLASS]

    @cached_property
    def districts(self) -> tuple[str, ...]:
        """Codes of the city's urban districts: what 中心城区 stands over."""
        pairs = zip(self.counties["area_code"], self.counties["name_zh"], strict=True)
        return tuple(code for code, name in pairs if name.endswith("区"))

    def by_name(
        self, names: Iterable[str], kinds: tuple[str, ...], codes: Iterable[str], *, note: bool = False
    ) -> Found | None:
        """The one place that a name answers to in its own county.

        Parameters
        ----------
        names
            Name and aliases.
        kinds
            Kinds of place it may be; with ``""`` first, none is the thing itself.
        codes
            Its counties; with none, any county of the city will do.
        note
            The name says more in brackets, so that the place only stands for it.

        Returns
        -------
        Found or None
            None where no place answers, or more than one.
        """
        first, *others = names
        known = set(codes)
        forms = forms_of(first, others, self.heads)
        best: dict[str, tuple[float, bool]] = {}
        for place_id, kind, area, name in self._named:
            if kind not in kinds or (known and area not in known):
                continue
            score, same = self._score(forms, name, kind, kinds[0])
            if score >= ENOUGH:
                best[place_id] = (score, same)
        if len(best) != 1:
            return None
        place_id, (_, same) = next(iter(best.items()))
        exact = same and not note and self.kinds[place_id] == kinds[0]
        return Found(place_id, self.points[place_id], self.accuracy[place_id] if exact else "approximate")

    @staticmethod
    def _score(forms: tuple[Form, ...], name: str, kind: str, wanted: str) -> tuple[float, bool]:
        """How far a place's name is that of a feature, and whether it is so without anything taken off."""
        classes = {_CLASS[kind], _CLASS.get(wanted, _CLASS[kind])}
        score, _, is_part = max(similarity(forms, ((name, "name"),), code) for code in classes)
        return score, not is_part and any(form.text == normalise(name) and not form.is_part for form in forms)

    def centre(self, others: Iterable[shapely.Point] = ()) -> BaseGeometry | None:
        """A schematic extent of the central city: the seats of city and districts and what else belongs, with a margin.

        Parameters
        ----------
        others
            Points of further members, such as the towns around it.

        Returns
        -------
        Polygon or None
            EPSG:4326, inside the districts; None without a seat or district.
        """
        seats = [
            point
            for place, point in self.points.items()
            if self.kinds[place].endswith("_seat") and self.area_of[place] in self.districts
        ]
        if not seats:
            return None
        members = [*seats, *others]
        scale = float(np.cos(np.radians(np.mean([point.y for point in members]))))
        flat = shapely.transform(shapely.MultiPoint(members), lambda p: p * [scale, 1.0])
        round_ = shapely.transform(flat.convex_hull.buffer(CENTRE_REACH), lambda p: np.round(p / [scale, 1.0], 6))
        area = shapely.union_all([self.shapes[code] for code in self.districts])
        return shapely.intersection(round_, area)
