"""A map in the making: its paper, its ground, what is drawn so far and where words may still stand."""

from dataclasses import dataclass, field
from typing import Any

import shapely

from layers.model import Layer, MapView
from layers.render.print.canvas import ASCENT, DESCENT, MM, Box, Canvas
from layers.render.print.ground import Ground
from layers.render.print.labels import Placer

SMALLEST = 6.0  # points; no word on a map is smaller
EDGE = 0.5  # millimetres kept free inside the frame


@dataclass(frozen=True)
class Drawn:
    """One feature that was drawn, for comparison with other renderers."""

    layer_id: str
    feature_id: str
    colour: str
    order: int


@dataclass
class Plot:
    """What was drawn on a map, and what was not.

    Parameters
    ----------
    drawn
        Features and the rows that badges count, in drawing order.
    names
        All words on the map with their boxes in millimetres.
    outside
        Features beyond the extent, by layer.
    unnamed
        Labels for which there was no room.
    """

    drawn: list[Drawn] = field(default_factory=list)
    names: list[tuple[str, Box]] = field(default_factory=list)
    outside: dict[str, int] = field(default_factory=dict)
    unnamed: list[str] = field(default_factory=list)


@dataclass
class Work:
    """A map in the making.

    Parameters
    ----------
    view, canvas, ground
        What is drawn, on what, and where.
    unit
        Points of paper for a pixel of the screen.
    """

    view: MapView
    canvas: Canvas
    ground: Ground
    unit: float
    plot: Plot = field(default_factory=Plot)
    placer: Placer = field(init=False)

    def __post_init__(self) -> None:
        x0, y0, x1, y1 = self.ground.box
        self.placer = Placer((x0 + EDGE, y0 + EDGE, x1 - EDGE, y1 - EDGE))

    @property
    def frame(self) -> shapely.Polygon:
        """The part of the paper that the map covers."""
        return shapely.box(*self.ground.box)

    def opacity(self, layer: Layer) -> float:
        """How opaque a layer is, 0 to 1."""
        return float(self.view.opacity.get(layer.layer_id, 1.0))

    def note(self, layer: Layer, row: Any) -> None:  # noqa: ANN401  # a row of itertuples
        """Remember that a feature was drawn."""
        colour = row.fill if layer is self.view.counties else row.line
        self.plot.drawn.append(Drawn(layer.layer_id, row.feature_id, colour, len(self.plot.drawn)))

    def size_of(self, text: str, size: float, *, bold: bool = False) -> tuple[float, float]:
        """Width and height of a word in millimetres."""
        return self.canvas.length(self.canvas.clean(text), size, bold=bold), (ASCENT + DESCENT) * size * MM

    def word(self, box: Box, text: str, size: float, colour: str, *, bold: bool = False, halo: float = 1.1) -> None:
        """Write a word into a box that was found for it."""
        self.canvas.write(box[0], box[1] + DESCENT * size * MM, text, size, bold=bold, halo=halo, colour=colour)
        self.plot.names.append((text, box))
