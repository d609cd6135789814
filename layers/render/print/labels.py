"""Where words may stand on a map: candidate places, best first, and a greedy choice among them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from layers.render.print.canvas import Box, inside

GAP = 0.4  # millimetres between a circle and its label
CLEARANCE = 0.25  # millimetres kept free between two labels


def box_at(x: float, y: float, width: float, height: float) -> Box:
    """A box around its centre."""
    return (x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def around(x: float, y: float, radius: float, width: float, height: float) -> list[Box]:
    """Places of a label round a circle: below, above, right, left, then the corners.

    Parameters
    ----------
    x, y, radius
        Circle, millimetres.
    width, height
        Of the label, millimetres.
    """
    side, rise = radius + GAP + width / 2, radius + GAP + height / 2
    slant = radius * 0.7 + GAP
    corner_x, corner_y = slant + width / 2, slant + height / 2
    steps = [
        (0.0, -rise), (0.0, rise), (side, 0.0), (-side, 0.0),
        (corner_x, -corner_y), (-corner_x, -corner_y), (corner_x, corner_y), (-corner_x, corner_y),
    ]  # fmt: skip
    return [box_at(x + dx, y + dy, width, height) for dx, dy in steps]


def along(shape: BaseGeometry, frame: Box, width: float, height: float) -> list[Box]:
    """Places of a label on a line or area inside the frame: on it, then beside it.

    Parameters
    ----------
    shape
        In millimetres.
    frame
        Part of the paper that the map covers.
    """
    seen = shapely.clip_by_rect(shape, *frame)
    if seen.is_empty:
        return []
    if "Line" not in seen.geom_type:
        spot = seen.representative_point()
        return [box_at(spot.x, spot.y + dy * height, width, height) for dy in (0, 1.2, -1.2)]
    parts = [part for part in shapely.get_parts(seen) if part.length]
    longest = max(parts, key=lambda part: part.length, default=None)
    if longest is None:
        return []
    spots = [longest.interpolate(at, normalized=True) for at in (0.5, 0.3, 0.7, 0.4, 0.6, 0.15, 0.85)]
    on_line = [box_at(spot.x, spot.y, width, height) for spot in spots]
    beside = [
        box_at(spot.x + dx * (width / 2 + 1), spot.y + dy * (height / 2 + 0.8), width, height)
        for spot in spots
        for dx, dy in ((0, 1), (0, -1), (1, 0), (-1, 0))
    ]
    return [*on_line, *beside]


@dataclass
class Placer:
    """Boxes that are taken, and things that are better not covered.

    Parameters
    ----------
    frame
        No label leaves it.
    """

    frame: Box
    taken: list[Box] = field(default_factory=list)
    _soft: list[tuple[BaseGeometry, float]] = field(default_factory=list)
    _tree: shapely.STRtree | None = None

    def avoid(self, shapes: Iterable[BaseGeometry], weight: float = 1.0) -> None:
        """Cover these only if there is no better place."""
        self._tree = None
        self._soft += [(shape, weight) for shape in shapes if not shape.is_empty]

    def free(self, box: Box) -> bool:
        """Whether a box is inside the frame and touches no other."""
        if not inside(box, self.frame):
            return False
        if not self.taken:
            return True
        grown = np.array([box[0] - CLEARANCE, box[1] - CLEARANCE, box[2] + CLEARANCE, box[3] + CLEARANCE])
        boxes = np.asarray(self.taken)
        hits = (boxes[:, 0] < grown[2]) & (grown[0] < boxes[:, 2]) & (boxes[:, 1] < grown[3]) & (grown[1] < boxes[:, 3])
        return not bool(hits.any())

    def crossed(self, line: BaseGeometry) -> int:
        """How many taken boxes a line runs through."""
        return int(shapely.intersects(line, [shapely.box(*box) for box in self.taken]).sum()) if self.taken else 0

    def cost(self, box: Box, own: BaseGeometry | None = None) -> float:
        """How much a box covers of what is better not covered; its own feature counts for nothing."""
        area = shapely.box(*box)
        total = 0.0
        if self._tree is None:
            self._tree = shapely.STRtree([shape for shape, _ in self._soft])
        for number in self._tree.query(area, predicate="intersects"):
            shape, weight = self._soft[number]
            if shape is not own:
                covered = shapely.intersection(area, shape)
                if shape.area:
                    total += weight * covered.area / min(shape.area, area.area)
                else:
                    total += weight * covered.length / (box[2] - box[0] + box[3] - box[1])
        return total

    def take(self, candidates: Sequence[Box], own: BaseGeometry | None = None) -> Box | None:
        """The best free place, which is then taken; None if there is none.

        Parameters
        ----------
        candidates
            Best first.
        own
            The shape that is labelled, as it was given to :meth:`avoid`.
        """
        best: Box | None = None
        lowest = float("inf")
        for number, box in enumerate(candidates):
            if not self.free(box):
                continue
            cost = self.cost(box, own) + 0.03 * number
            if cost < lowest:
                best, lowest = box, cost
        if best is not None:
            self.taken.append(best)
        return best
