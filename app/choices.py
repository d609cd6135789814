"""What the planner has chosen, and the URL that carries it.

The URL holds ``city``, ``lang``, ``map`` (renderer), ``layers`` and ``sel``;
opening it again shows the same view. Unknown values fall back to the default
and are named in a notice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from layers.messages import LANGUAGES, Language

Renderer = Literal["leaflet", "pydeck"]
RENDERERS: tuple[Renderer, ...] = ("leaflet", "pydeck")


@dataclass(frozen=True)
class Selection:
    """Something that was clicked.

    Parameters
    ----------
    kind
        ``feature`` or ``badge``.
    layer
        Layer id.
    id
        Feature id, or county code for a badge.
    """

    kind: Literal["feature", "badge"]
    layer: str
    id: str

    def to_text(self) -> str:
        """As it stands in the URL."""
        return f"{self.kind}~{self.layer}~{self.id}"


@dataclass(frozen=True)
class Choices:
    """One state of the page."""

    city: str
    language: Language
    renderer: Renderer
    layers: tuple[str, ...]
    selection: Selection | None = None
    unknown: tuple[str, ...] = field(default=())

    def to_query(self) -> dict[str, str]:
        """The URL parameters that restore it."""
        query = {"city": self.city, "lang": self.language, "map": self.renderer, "layers": ",".join(self.layers)}
        if self.selection is not None:
            query["sel"] = self.selection.to_text()
        return query


def parse_selection(text: str, layer_ids: Sequence[str]) -> Selection | None:
    """A selection from the URL; None if it is not one."""
    parts = text.split("~")
    if len(parts) != 3 or parts[1] not in layer_ids or parts[0] not in {"feature", "badge"}:
        return None
    kind: Literal["feature", "badge"] = "badge" if parts[0] == "badge" else "feature"
    return Selection(kind, parts[1], parts[2])


def from_query(
    query: Mapping[str, str], cities: Sequence[str], layer_ids: Sequence[str], base_id: str, default: Sequence[str]
) -> Choices:
    """Choices from URL parameters; what is unknown is named and replaced by the default."""
    unknown = []

    def one(name: str, allowed: Sequence[str], fallback: str) -> str:
        value = query.get(name, fallback)
        if value in allowed:
            return value
        unknown.append(f"{name}={value}")
        return fallback

    city = one("city", cities, cities[0] if cities else "")
    language = one("lang", LANGUAGES, "zh")
    renderer = one("map", RENDERERS, "leaflet")
    asked = [part for part in query.get("layers", ",".join(default)).split(",") if part]
    unknown += [f"layers={part}" for part in asked if part not in layer_ids]
    selection = None
    if "sel" in query:
        selection = parse_selection(query["sel"], [base_id, *layer_ids])
        if selection is None:
            unknown.append(f"sel={query['sel']}")
    return Choices(
        city=city,
        language="en" if language == "en" else "zh",
        renderer="pydeck" if renderer == "pydeck" else "leaflet",
        layers=tuple(layer for layer in layer_ids if layer in asked),
        selection=selection,
        unknown=tuple(unknown),
    )
