"""Tags of OpenStreetMap: which are read, which elements are asked for, and what class they make."""

import re
from collections.abc import Iterable

LAYERS = ("points", "lines", "multipolygons", "multilinestrings", "other_relations")
_NAMES = {
    "name": "name", "name_zh": "name", "name_zh-Hans": "name", "official_name": "name",
    "alt_name": "alt", "short_name": "alt", "loc_name": "alt", "old_name": "old",
}  # fmt: skip
_TAGS = (
    "ref", "highway", "railway", "public_transport", "aeroway", "waterway", "natural", "water", "landuse", "place",
    "boundary", "admin_level", "tourism", "leisure", "historic", "power", "industrial", "amenity", "harbour", "tunnel",
    "type",
)  # fmt: skip
_AREAS = (
    "aeroway,amenity,boundary,building,historic,industrial,landuse,leisure,man_made,natural,place,power,"
    "public_transport,railway=station,tourism,water"
)
_ROADS = frozenset({
    "motorway", "trunk", "primary", "secondary", "tertiary", "unclassified", "residential", "construction",
})  # fmt: skip


def _any_of(columns: Iterable[str]) -> str:
    return "(" + " OR ".join(f'"{name}" IS NOT NULL' for name in columns) + ")"


WHERE = {
    "points": _any_of((
        "place", "railway", "public_transport", "aeroway", "natural", "tourism", "historic", "power", "amenity",
        "leisure", "harbour", "industrial",
    )),
    "lines": _any_of(("highway", "railway", "waterway")),
}  # fmt: skip
NAMED = _any_of((*_NAMES, "ref"))

# Tag, values (None: any), class; the first that fits counts.
_CLASSES: tuple[tuple[str, frozenset[str] | None, str], ...] = (
    ("highway", _ROADS, "road"),
    ("railway", frozenset({"station", "halt", "yard"}), "station"),
    ("public_transport", frozenset({"station"}), "station"),
    ("amenity", frozenset({"bus_station"}), "station"),
    ("railway", frozenset({"rail", "light_rail", "subway", "narrow_gauge", "construction"}), "rail"),
    ("aeroway", frozenset({"aerodrome", "heliport", "helipad"}), "airport"),
    ("harbour", None, "port"),
    ("power", frozenset({"plant", "substation"}), "power"),
    ("waterway", frozenset({"river", "canal", "stream"}), "river"),
    ("place", frozenset({"city", "town", "suburb", "borough"}), "town"),
    ("place", frozenset({"village", "hamlet", "isolated_dwelling", "neighbourhood", "locality"}), "village"),
    ("landuse", frozenset({"reservoir"}), "lake"),
    ("tourism", frozenset({"attraction", "museum", "viewpoint", "theme_park", "resort", "zoo"}), "scenic"),
    ("historic", None, "scenic"),
    ("leisure", frozenset({"park", "nature_reserve", "garden"}), "scenic"),
    ("boundary", frozenset({"national_park", "protected_area"}), "scenic"),
    ("natural", frozenset({"hot_spring", "cave_entrance"}), "scenic"),
    ("natural", frozenset({"peak", "ridge", "valley", "mountain_range"}), "mountain"),
    ("landuse", frozenset({"industrial", "commercial"}), "industrial"),
    ("industrial", None, "industrial"),
)


def configuration() -> str:
    """What GDAL is to make of an extract: these tags as columns, nothing else."""
    names = ["name", "name:zh", "name:zh-Hans", *[name for name in _NAMES if not name.startswith("name")]]
    attributes = ",".join([*names, *_TAGS])
    layer = f"osm_id=yes\nosm_timestamp=yes\nattributes={attributes}\nother_tags=no\n"
    head = f"attribute_name_laundering=yes\nclosed_ways_are_polygons={_AREAS}\n"
    return head + "".join(f"[{name}]\n{layer}" for name in LAYERS)


def class_of(tags: dict[str, str]) -> str:
    """Class of an element from its tags; empty if it is nothing a plan names."""
    if tags.get("boundary") == "administrative":
        return {"8": "town", "10": "village"}.get(tags.get("admin_level", ""), "")
    if tags.get("natural") == "water":
        return "" if tags.get("water") in {"river", "canal", "stream"} else "lake"
    for tag, values, code in _CLASSES:
        value = tags.get(tag)
        if value and (values is None or value in values):
            return code
    return ""


def names_of(tags: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """(name, kind) of an element, the main name first."""
    found: dict[str, str] = {}
    for column, kind in _NAMES.items():
        for part in re.split(r"[;；]", tags.get(column, "")):
            if part.strip():
                found.setdefault(part.strip(), kind)
    return tuple(found.items())
