"""Names of the counties with the counted badges under them: a block inside its county, or outside with a leader.

A badge must never seem to belong to a neighbour. A block that does not fit
into its county therefore stands aside, framed, with a line to its county.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
import shapely
from matplotlib.colors import to_rgb
from matplotlib.patches import Circle, FancyBboxPatch, PathPatch
from shapely.geometry.base import BaseGeometry

from layers import palette
from layers.model import Layer, MapView
from layers.render.print.canvas import ASCENT, DESCENT, MM, Box
from layers.render.print.labels import box_at
from layers.render.print.shapes import path_of, symbol_path
from layers.render.print.work import SMALLEST, Work
from layers.short_names import short_names

ICON = "icon"  # stands for the symbol of a layer
MOST_LAYERS = 24  # layers with badges of their own; more are summed
GAP = 0.45  # millimetres between chips
INSIDE = 0.9  # share of a block that must lie in its county
PAD = (0.8, 0.6)  # millimetres round a block that stands aside
STEPS = 9  # places tried across a county, each way
LONGEST = 0.4  # of the map's width: a longer leader crosses what it does not speak of


def badge_marks(layers: Sequence[Layer]) -> dict[str, str]:
    """What tells the badges of several layers apart, by layer id; nothing where there is one layer.

    :data:`ICON`, the symbol of the layer, where no two layers have the same,
    else a short name.
    """
    if len(layers) < 2 or summed(layers):
        return {}
    icons = [_badge_shape(layer) for layer in layers]
    shown = {
        layer.layer_id for layer, icon in zip(layers, icons, strict=True) if icon != "circle" and icons.count(icon) == 1
    }
    others = [layer for layer in layers if layer.layer_id not in shown]
    names = short_names([layer.title for layer in others])
    return dict.fromkeys(shown, ICON) | {layer.layer_id: name for layer, name in zip(others, names, strict=True)}


def summed(layers: Sequence[Layer]) -> bool:
    """Whether a county bears one badge for all layers together, since badges of each would bury the map."""
    return len(layers) > MOST_LAYERS


def _badge_shape(layer: Layer) -> str:
    shapes = set(layer.frame.loc[layer.frame["symbol"] == "badge", "shape"])
    return str(shapes.pop()) if len(shapes) == 1 else "circle"


def badge_layers(view: MapView) -> list[Layer]:
    """Layers shown of which some rows are badges."""
    return [layer for layer in view.shown() if layer.county_only]


@dataclass(frozen=True)
class Chip:
    """One badge: its symbol if it has one, what it says in bold, what after it, and its colour."""

    layer_id: str
    icon: str
    stated: str
    general: str
    colour: str
    opacity: float


@dataclass(frozen=True)
class Block:
    """Name and chips of one county, laid out around the origin.

    Parameters
    ----------
    size
        Points of the chips' letters.
    name_size
        Points of the name.
    rows
        Chips with the width of each, in rows.
    width, height
        Of all of it, millimetres.
    """

    size: float
    name_size: float
    rows: tuple[tuple[tuple[Chip, float], ...], ...]
    width: float
    height: float


def counted(rows: Sequence[Any], short: str) -> tuple[str, str]:
    """What a badge says: how many rows the text places here, and how many general knowledge does."""
    general = sum(row.basis_code == "general" for row in rows)
    stated = len(rows) - general
    words = [short] if short else []
    if stated or not general:
        words.append(str(stated))
    return " ".join(words), f"+{general}" if general else ""


def chips_of(work: Work) -> dict[str, list[Chip]]:
    """Badges by county code; every row that one counts is noted as drawn."""
    layers = badge_layers(work.view)
    marks, together = badge_marks(layers), summed(layers)
    total: dict[str, list[Any]] = {}
    known = {anchor.area_code for anchor in work.view.anchors}
    found: dict[str, list[Chip]] = {}
    for layer in layers:
        at: dict[str, list[Any]] = {}
        for row in layer.frame[layer.frame["symbol"] == "badge"].itertuples():
            if known.intersection(row.area_codes):
                work.note(layer, row)
            for code in row.area_codes:
                at.setdefault(code, []).append(row)
        for code, rows in at.items():
            total.setdefault(code, []).extend(rows)
            mark = marks.get(layer.layer_id, "")
            icon = rows[0].shape if mark == ICON else ""
            said = counted(rows, "" if icon else mark)
            if together:
                continue
            found.setdefault(code, []).append(Chip(layer.layer_id, icon, *said, rows[0].line, work.opacity(layer)))
    if together:
        return {code: [Chip("", "", *counted(rows, ""), palette.INK, 1.0)] for code, rows in total.items()}
    return found


def chip_height(size: float) -> float:
    """Millimetres."""
    return size * MM * 1.5


def chip_width(work: Work, chip: Chip, size: float) -> float:
    """Millimetres."""
    words = work.size_of(chip.stated, size, bold=True)[0] + work.size_of(chip.general, size)[0]
    return max(words + _icon_width(chip, size) + size * MM * 0.9, chip_height(size))


def _icon_width(chip: Chip, size: float) -> float:
    return size * MM * 1.15 if chip.icon else 0.0


def draw_chip(work: Work, chip: Chip, box: Box, size: float) -> None:
    """A pill with a layer's short name and its count."""
    x0, y0, x1, y1 = box
    pill = FancyBboxPatch(
        (x0, y0), x1 - x0, y1 - y0, boxstyle=f"round,pad=0,rounding_size={(y1 - y0) / 2}",
        facecolor=(1, 1, 1, 0.94 * chip.opacity), edgecolor=chip.colour, linewidth=1.5 * work.unit,
    )  # fmt: skip
    work.canvas.add(pill)
    total = work.size_of(chip.stated, size, bold=True)[0] + work.size_of(chip.general, size)[0]
    x, y = (x0 + x1 - total - _icon_width(chip, size)) / 2, (y0 + y1) / 2 - (ASCENT - DESCENT) / 2 * size * MM
    if chip.icon:
        icon = symbol_path(chip.icon, x + size * MM * 0.5, (y0 + y1) / 2, size * MM * 0.48)
        work.canvas.add(PathPatch(icon, facecolor=(*to_rgb(chip.colour), chip.opacity), edgecolor="none"))
        x += _icon_width(chip, size)
    x += work.canvas.write(x, y, chip.stated, size, bold=True, colour=chip.colour)
    work.canvas.write(x, y, chip.general, size, colour=chip.colour)
    work.plot.names.append((chip.stated + chip.general, box))


def _blocks(work: Work, name: str, chips: Sequence[Chip], sizes: Sequence[float]) -> Iterator[Block]:
    """Ways to lay out a county's name and chips, in the order of preference: large letters, then small."""
    name_size = max(SMALLEST + 0.5, 13 * work.unit)
    name_width, name_height = work.size_of(name, name_size, bold=True)
    for size in sizes if chips else sizes[:1]:
        wide = [chip_width(work, chip, size) for chip in chips]
        area = sum(wide) * (chip_height(size) + GAP)
        seen = set()
        for shape in (2.2, 1.3, 3.5, 0.7, 6.0) if len(chips) > 3 else (9.0, 3.0, 0.5):
            limit = max([*wide, name_width, sqrt(area * shape)])
            rows: list[list[tuple[Chip, float]]] = []
            left = 0.0
            for chip, width in zip(chips, wide, strict=True):
                if not rows or left + width > limit:
                    rows.append([])
                    left = 0.0
                rows[-1].append((chip, width))
                left += width + GAP
            counts = tuple(len(row) for row in rows)
            if counts in seen:
                continue
            seen.add(counts)
            widths = [sum(width + GAP for _, width in row) - GAP for row in rows]
            height = name_height + len(rows) * (chip_height(size) + GAP)
            yield Block(size, name_size, tuple(map(tuple, rows)), max([name_width, *widths]), height)


def _draw_block(work: Work, name: str, block: Block, box: Box) -> None:
    width, height = work.size_of(name, block.name_size, bold=True)
    middle, top = (box[0] + box[2]) / 2, box[3]
    place = (middle - width / 2, top - height, middle + width / 2, top)
    work.word(place, name, block.name_size, palette.INK, bold=True, halo=1.3)
    top -= height + GAP
    tall = chip_height(block.size)
    for row in block.rows:
        left = middle - (sum(wide + GAP for _, wide in row) - GAP) / 2
        for chip, wide in row:
            draw_chip(work, chip, (left, top - tall, left + wide, top), block.size)
            left += wide + GAP
        top -= tall + GAP


def _spots(county: BaseGeometry, x: float, y: float) -> list[tuple[float, float]]:
    """Places inside a county, those near its anchor first."""
    x0, y0, x1, y1 = county.bounds
    grid = [(float(px), float(py)) for px in np.linspace(x0, x1, STEPS) for py in np.linspace(y0, y1, STEPS)]
    within = shapely.contains_xy(county, *np.array(grid).T)
    near = sorted(
        (spot for spot, kept in zip(grid, within, strict=True) if kept), key=lambda s: np.hypot(s[0] - x, s[1] - y)
    )
    return [(x, y), *near]


def _place_inside(work: Work, county: BaseGeometry, at: tuple[float, float], block: Block) -> Box | None:
    """Where a block lies in its county and covers least; None if it does not fit."""
    best, lowest = None, float("inf")
    reach = sqrt(county.area)
    for x, y in _spots(county, *at):
        box = box_at(x, y, block.width, block.height)
        area = shapely.box(*box)
        within = shapely.intersection(area, county).area / area.area
        if within < (INSIDE if block.rows else 0.6) or not work.placer.free(box):
            continue
        cost = work.placer.cost(box) + 2 * (1 - within) + 0.8 * float(np.hypot(x - at[0], y - at[1])) / reach
        if cost < lowest:
            best, lowest = box, cost
    return best


def _place_aside(work: Work, land: BaseGeometry, at: tuple[float, float], block: Block) -> Box | None:
    """Where a block stands free of the land and of other words, near its county; None if nowhere."""
    x0, y0, x1, y1 = work.placer.frame
    width, height = block.width + 2 * PAD[0], block.height + 2 * PAD[1]
    best, lowest = None, float("inf")
    for x in np.linspace(x0 + width / 2, x1 - width / 2, 40):
        for y in np.linspace(y0 + height / 2, y1 - height / 2, 30):
            cost = float(np.hypot(x - at[0], y - at[1])) / 60
            box = box_at(float(x), float(y), width, height)
            if cost >= lowest or _leader(at, box).length > LONGEST * (x1 - x0) or not work.placer.free(box):
                continue
            cost += 3 * shapely.intersection(shapely.box(*box), land).area / (width * height)
            if cost < lowest:
                cost += work.placer.cost(box) + 6 * work.placer.crossed(_leader(at, box))
            if cost < lowest:
                best, lowest = box, cost
    return best


def _leader(at: tuple[float, float], box: Box) -> shapely.LineString:
    """From a place to the nearest point of a box."""
    return shapely.LineString([at, (min(max(at[0], box[0]), box[2]), min(max(at[1], box[1]), box[3]))])


def _lead(work: Work, at: tuple[float, float], box: Box) -> None:
    """A line from a county to the block that stands aside, and a dot in the county."""
    leader = _leader(at, box)
    work.canvas.add(PathPatch(path_of(leader), facecolor="none", edgecolor=palette.INK, linewidth=0.8 * work.unit))
    work.placer.avoid([leader], 3.0)
    work.canvas.add(Circle(at, 1.6 * work.unit * MM, facecolor=palette.INK, edgecolor="white", linewidth=0.5))
    x0, y0, x1, y1 = box
    work.canvas.add(
        FancyBboxPatch(
            (x0, y0),
            x1 - x0,
            y1 - y0,
            boxstyle="round,pad=0,rounding_size=0.8",
            facecolor=(1, 1, 1, 0.88),
            edgecolor="#9aa5b1",
            linewidth=0.6 * work.unit,
        )
    )


def draw_counties(work: Work) -> None:
    """Write the name of each county with its badges, small counties first."""
    chips = chips_of(work)
    frame = work.view.counties.frame
    shapes = dict(zip(frame["feature_id"], work.ground.project(frame.geometry.to_numpy()), strict=True))
    shapes = {code: shapely.intersection(shape, work.frame) for code, shape in shapes.items()}
    land = shapely.union_all(list(shapes.values())) if shapes else shapely.Polygon()
    usual = max(SMALLEST, 11.5 * work.unit)
    sizes = sorted({usual, max(SMALLEST, usual * 0.85), SMALLEST}, reverse=True)
    anchors = [anchor for anchor in work.view.anchors if not shapes.get(anchor.area_code, land).is_empty]
    for anchor in sorted(anchors, key=lambda a: (shapes[a.area_code].area, a.area_code)):
        county = shapes[anchor.area_code]
        at = work.ground.point(anchor.longitude, anchor.latitude)
        if not work.frame.contains(shapely.Point(at)):
            spot = county.representative_point()
            at = (float(spot.x), float(spot.y))
        own = chips.get(anchor.area_code, [])
        for block in _blocks(work, anchor.name, own, sizes):
            box = _place_inside(work, county, at, block)
            if box is not None:
                work.placer.taken.append(box)
                _draw_block(work, anchor.name, block, box)
                break
        else:
            _draw_aside(work, land, at, anchor.name, own, sizes)


def _draw_aside(
    work: Work, land: BaseGeometry, at: tuple[float, float], name: str, chips: Sequence[Chip], sizes: Sequence[float]
) -> None:
    for block in _blocks(work, name, chips, sizes[-2:]):
        box = _place_aside(work, land, at, block)
        if box is not None:
            work.placer.taken.append(box)
            _lead(work, at, box)
            _draw_block(work, name, block, (box[0] + PAD[0], box[1] + PAD[1], box[2] - PAD[0], box[3] - PAD[1]))
            return
    work.plot.unnamed.append(name)
