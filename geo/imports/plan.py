"""What of the plan can be matched, and what a match is."""

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
from shapely.geometry.base import BaseGeometry

# How well a position is known, best first; only a better one replaces another.
RANK = ("official", "located", "approximate", "schematic", "county", "unlocated")


def is_better(accuracy: str, shape: BaseGeometry, held: str, held_shape: BaseGeometry | None) -> bool:
    """Whether a geometry takes the place of another: better known, or as well and an extent where a point stood."""
    if RANK.index(accuracy) != RANK.index(held):
        return RANK.index(accuracy) < RANK.index(held)
    point = held_shape is not None and held_shape.geom_type == "Point"
    return accuracy == "approximate" and point and shape.geom_type != "Point"


# Classes of elements that a kind of feature can be, the most fitting first.
_PLACE = ("scenic", "mountain", "lake", "river", "village")
_INDUSTRY: dict[str, tuple[str, ...]] = dict.fromkeys(
    (
        "national_park", "provincial_park", "industrial_park", "industrial_base", "logistics_park", "agri_park",
        "bonded_zone", "ftz_area", "tourism_park", "data_park",
    ),
    ("industrial",),
)  # fmt: skip
_POWER = ("substation", "hydropower", "pumped_storage", "thermal", "wind", "solar", "waste_power", "biomass")
CLASSES: dict[str, dict[str, tuple[str, ...]]] = {
    "transport": {
        "rail": ("rail",), "rail_transit": ("rail",), "expressway": ("road",), "trunk_road": ("road",),
        "local_road": ("road",), "airport": ("airport",), "heliport": ("airport",), "port": ("port",),
        "waterway": ("river", "lake"), "station": ("station",),
    },
    "water": {"reservoir": ("lake",), "river_works": ("river",), "source_protection": ("lake",)},
    "tourism": {
        **dict.fromkeys(("scenic", "resort", "red_site", "hot_spring", "forest", "heritage"), _PLACE),
        "village": ("village", "settlement"),
    },
    "parks": _INDUSTRY,
    "energy": dict.fromkeys(_POWER, ("power",)),
    "agriculture": {"village": ("village", "settlement")},
    "towns": dict.fromkeys(("central_town", "characteristic_town", "core_town", "other"), ("town", "settlement")),
}  # fmt: skip
LINES = frozenset({"road", "rail", "river"})


@dataclass(frozen=True)
class Plan:
    """The features of one city as they stand without any import.

    Parameters
    ----------
    city_code, city_name
        Of the city.
    counties
        ``area_code``, ``name_zh``, ``geometry`` (EPSG:4326).
    features
        Located rows of each feature table, by resource name.
    nodes, aliases
        Rows of ``feature_nodes`` and ``feature_aliases``.
    places
        ``places.csv``.
    """

    city_code: str
    city_name: str
    counties: gpd.GeoDataFrame
    features: Mapping[str, gpd.GeoDataFrame]
    nodes: pd.DataFrame
    aliases: pd.DataFrame
    places: pd.DataFrame

    def county_names(self, codes: tuple[str, ...] = ()) -> list[str]:
        """Names of some counties, in their order; of all for none."""
        names = dict(zip(self.counties["area_code"], self.counties["name_zh"], strict=True))
        return [str(names[code]) for code in codes or names if code in names]


@dataclass(frozen=True)
class Subject:
    """One feature that can be matched."""

    feature_id: str
    name: str
    table: str
    kind_code: str
    ref: str
    area_codes: tuple[str, ...]
    accuracy_code: str
    geometry: BaseGeometry | None
    classes: tuple[str, ...]
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """One row of a match report.

    Parameters
    ----------
    status
        ``matched``, ``ambiguous`` (one row for each candidate), ``unmatched``
        or ``refused``.
    how
        Reason in Chinese.
    score
        0 to 1; how far name, class and county agree.
    distance_m
        From the geometry the feature had, metres; None if it had none.
    geometry
        EPSG:4326; only if matched or ambiguous.
    """

    feature_id: str
    name: str
    status: str
    how: str
    element_id: str = ""
    element_name: str = ""
    score: float = 0.0
    distance_m: float | None = None
    accuracy_code: str = ""
    timestamp: str = ""
    geometry: BaseGeometry | None = None


def subjects(plan: Plan) -> list[Subject]:
    """Features whose kind has a place on the ground, in the order of the tables."""
    aliases = plan.aliases.groupby("feature_id")["alias_zh"].agg(tuple).to_dict()
    return [
        Subject(
            row["feature_id"],
            row["name_zh"],
            table,
            row["kind_code"],
            row["ref"],
            row["area_codes"],
            row["accuracy_code"],
            row["geometry"],
            CLASSES[table][row["kind_code"]],
            aliases.get(row["feature_id"], ()),
        )
        for table, frame in plan.features.items()
        if table in CLASSES
        for row in frame.to_dict("records")
        if row["kind_code"] in CLASSES[table]
    ]
