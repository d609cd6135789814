"""What a planner has chosen to see, as plain values: one view, in the URL, a bookmark, a briefing or a command.

A view is written as text parameters, the same everywhere: ``city``, ``lang``,
``map`` (renderer), ``layers``, and where they differ from the default ``sel``,
``filter``, ``fill``, ``classes``, ``opacity`` and ``view`` (extent). Unknown
values fall back to the default and are named.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from layers import breaks
from layers.filters import Filters, parse_filters
from layers.messages import LANGUAGES, Language

Renderer = Literal["leaflet", "pydeck"]
RENDERERS: tuple[Renderer, ...] = ("leaflet", "pydeck")
Bounds = tuple[float, float, float, float]
INDUSTRIES, PLAIN = "industries", "plain"
PARAMETERS = ("city", "lang", "map", "layers", "sel", "filter", "fill", "classes", "opacity", "view")
_CLASSES = re.compile(r"(natural|quantile|equal)~[2-7]|own(~-?\d{1,9}(\.\d{1,6})?){1,6}")


SelectionKind = Literal["feature", "badge", "layer"]
SELECTION_KINDS: tuple[SelectionKind, ...] = ("feature", "badge", "layer")


@dataclass(frozen=True)
class Selection:
    """Something that was clicked.

    Parameters
    ----------
    kind
        ``feature``, ``badge``, or ``layer`` for a layer as a whole.
    layer
        Layer id.
    id
        Feature id; county code for a badge; for a layer empty, or the id of
        the structure that is meant.
    """

    kind: SelectionKind
    layer: str
    id: str

    def to_text(self) -> str:
        """As it stands in the URL."""
        return f"{self.kind}~{self.layer}~{self.id}"


@dataclass(frozen=True)
class Known:
    """What a view may name; what depends on the city is asked for by its code.

    Parameters
    ----------
    cities
        City codes, the first is the default.
    layer_ids
        Layers in tree order.
    base_id
        Id of the county layer.
    default
        Layers that a city opens with.
    fills
        Ids of the county fills of a city.
    codes
        Filter dimension to its codes in a city.
    """

    cities: Sequence[str]
    layer_ids: Sequence[str]
    base_id: str
    default: Callable[[str], Sequence[str]]
    fills: Callable[[str], Sequence[str]] = lambda _city: (INDUSTRIES, PLAIN)
    codes: Callable[[str], Mapping[str, tuple[str, ...]]] = lambda _city: {}


@dataclass(frozen=True)
class ViewDefinition:
    """One view of a city's map.

    Parameters
    ----------
    city, language, renderer
        What is shown, in which words, by which renderer.
    layers
        Ids of the layers shown, in tree order.
    selection
        What is marked and described, if anything.
    filters
        What rows are kept.
    fill
        How counties are coloured: :data:`INDUSTRIES`, :data:`PLAIN` or a measure.
    classes
        Classification of a measure: ``natural~5``, ``quantile~4``, ``equal~3``
        or ``own~10~20``; empty for the measure's own.
    opacity
        (layer id, 0 to 1 in hundredths) of layers that are not fully opaque.
    extent
        West, south, east, north in degrees; None for the whole city.
    unknown
        Parameters that could not be read, as ``name=value``; never written.
    """

    city: str
    language: Language = "zh"
    renderer: Renderer = "leaflet"
    layers: tuple[str, ...] = ()
    selection: Selection | None = None
    filters: Filters = field(default_factory=lambda: Filters({}))
    fill: str = INDUSTRIES
    classes: str = ""
    opacity: tuple[tuple[str, float], ...] = ()
    extent: Bounds | None = None
    unknown: tuple[str, ...] = field(default=(), compare=False)

    def to_query(self) -> dict[str, str]:
        """The text parameters that restore it."""
        query = {"city": self.city, "lang": self.language, "map": self.renderer, "layers": ",".join(self.layers)}
        if self.selection is not None:
            query["sel"] = self.selection.to_text()
        if self.filters:
            query["filter"] = self.filters.to_text()
        if self.fill != INDUSTRIES:
            query["fill"] = self.fill
        if self.classes:
            query["classes"] = self.classes
        if self.opacity:
            query["opacity"] = ",".join(f"{layer}~{round(value * 100)}" for layer, value in self.opacity)
        if self.extent is not None:
            query["view"] = ",".join(f"{value:.4f}" for value in self.extent)
        return query


def parse_selection(text: str, layer_ids: Sequence[str]) -> Selection | None:
    """A selection from the URL; None if it is not one."""
    parts = text.split("~")
    if len(parts) != 3 or parts[1] not in layer_ids:
        return None
    kind = next((kind for kind in SELECTION_KINDS if kind == parts[0]), None)
    return None if kind is None else Selection(kind, parts[1], parts[2])


def parse_extent(text: str) -> Bounds | None:
    """West, south, east, north from text; None if they are no extent on the globe."""
    try:
        west, south, east, north = (round(float(part), 4) for part in text.split(","))
    except ValueError:
        return None
    if not all(math.isfinite(value) for value in (west, south, east, north)):
        return None
    return (west, south, east, north) if -180 <= west < east <= 180 and -90 <= south < north <= 90 else None


def _opacity(text: str, layer_ids: Sequence[str]) -> tuple[dict[str, float], list[str]]:
    found: dict[str, float] = {}
    unknown = []
    for part in text.split(","):
        layer, _, percent = part.partition("~")
        if layer in layer_ids and re.fullmatch(r"\d{1,2}|100", percent):
            found[layer] = int(percent) / 100
        elif part:
            unknown.append(part)
    return {layer: value for layer, value in found.items() if value < 1}, unknown


def from_query(query: Mapping[str, str], known: Known) -> ViewDefinition:
    """A view from text parameters; what is unknown is named and replaced by the default.

    Parameters
    ----------
    query
        Parameter to text; those of nobody here are let be.
    known
        What may be named.
    """
    unknown = []

    def one(name: str, allowed: Sequence[str], fallback: str) -> str:
        value = query.get(name, fallback)
        if value in allowed:
            return value
        unknown.append(f"{name}={value}")
        return fallback

    city = one("city", known.cities, known.cities[0] if known.cities else "")
    language = one("lang", LANGUAGES, "zh")
    renderer = one("map", RENDERERS, "leaflet")
    fill = one("fill", known.fills(city), INDUSTRIES)
    asked = [part for part in query.get("layers", ",".join(known.default(city))).split(",") if part]
    strange = [part for part in asked if part not in known.layer_ids]
    unknown += [f"layers={part}" for part in strange]
    if asked and len(strange) == len(asked):
        asked = list(known.default(city))
    selection = None
    if "sel" in query:
        selection = parse_selection(query["sel"], [known.base_id, *known.layer_ids])
        if selection is None:
            unknown.append(f"sel={query['sel']}")
    filters, left = parse_filters(query.get("filter", ""), known.codes(city))
    unknown += [f"filter={part}" for part in left]
    classes = query.get("classes", "")
    if classes and not (_CLASSES.fullmatch(classes) and breaks.is_valid(classes)):
        unknown.append(f"classes={classes}")
        classes = ""
    opacity, left_over = _opacity(query.get("opacity", ""), known.layer_ids)
    unknown += [f"opacity={part}" for part in left_over]
    extent = parse_extent(query["view"]) if "view" in query else None
    if "view" in query and extent is None:
        unknown.append(f"view={query['view']}")
    return ViewDefinition(
        city=city,
        language="en" if language == "en" else "zh",
        renderer="pydeck" if renderer == "pydeck" else "leaflet",
        layers=tuple(layer for layer in known.layer_ids if layer in asked),
        selection=selection,
        filters=filters,
        fill=fill,
        classes=classes,
        opacity=tuple((layer, opacity[layer]) for layer in known.layer_ids if layer in opacity),
        extent=extent,
        unknown=tuple(unknown),
    )
