"""The legend of a slide: native shapes and words, only of what the map shows, at sizes that are read from afar."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from layers import palette, symbols
from layers.export.slide_text import INK, QUIET, Pen, colour, flat, height_of
from layers.messages import Messages
from layers.model import Layer, LegendItem, MapView, Style
from layers.render.print.counties import ICON, badge_layers, badge_marks
from layers.render.print.legend import shown_items

# Points of a heading and of a line; inches between lines and above a heading.
Sizes = tuple[float, float, float, float]
SIZES = ((11.0, 10.5, 0.05, 0.09), (10.5, 10.0, 0.03, 0.07), (10.0, 10.0, 0.0, 0.03))
CLOSEST = ((9.5, 9.0, 0.0, 0.03),)  # where even a wide legend does not hold all
SMALL = 10.0
SWATCH = 0.44  # inches for a sample and the room beside it


@dataclass(frozen=True)
class Entry:
    """One line of the legend: its height and the room above it, and what draws it at x, y, in inches."""

    height: float
    draw: Callable[[Any, float, float], None]
    heading: bool = False
    above: float = 0.0


def _thin(shape: Any, style: Style, unit: float) -> None:  # noqa: ANN401
    """Line and fill of a sample."""
    flat(shape)
    shape.line.color.rgb = colour(style.line)
    shape.line.width = Pt(max(style.line_width * unit, 0.5))
    if style.dash:
        shape.line.dash_style = MSO_LINE.ROUND_DOT if style.dash.startswith("2") else MSO_LINE.DASH
    if style.symbol == "line":
        return
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour(style.fill)
    solid = shape.fill._xPr.find(qn("a:solidFill"))[0]  # noqa: SLF001  # python-pptx has no word for transparency
    solid.append(solid.makeelement(qn("a:alpha"), {"val": str(round(style.fill_opacity * 100_000))}))


def _symbol(slide: Any, style: Style, x: float, y: float, radius: float) -> list[Any]:  # noqa: ANN401
    """A point symbol round a middle, in inches."""
    if style.shape == "circle":
        box = (x - radius, y - radius, 2 * radius, 2 * radius)
        return [slide.shapes.add_shape(MSO_SHAPE.OVAL, *(Inches(value) for value in box))]
    made = []
    for outline in symbols.polygons(symbols.shape(style.shape)):
        points = [(Inches(x + radius * px), Inches(y + radius * py)) for px, py in outline]
        builder = slide.shapes.build_freeform(*points[0])
        builder.add_line_segments(points[1:], close=True)
        made.append(builder.convert_to_shape())
    return made


def _sample(slide: Any, pen: Pen, style: Style, x: float, y: float, unit: float, badge: str) -> None:  # noqa: ANN401
    """The sample of a style, its middle at x, y."""
    if style.symbol == "line":
        ends = (x - SWATCH / 2 + 0.05, y, x + SWATCH / 2 - 0.05, y)
        made = [slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *(Inches(value) for value in ends))]
    elif style.symbol == "point":
        made = _symbol(slide, style, x, y, style.radius * unit / 72)
    else:
        kind = MSO_SHAPE.ROUNDED_RECTANGLE if style.symbol == "badge" else MSO_SHAPE.RECTANGLE
        made = [slide.shapes.add_shape(kind, Inches(x - 0.17), Inches(y - 0.085), Inches(0.34), Inches(0.17))]
    for shape in made:
        _thin(shape, style, unit)
        shape.name = "legend"
    if style.symbol == "badge":
        made[0].adjustments[0] = 0.5
        if badge == ICON:
            for part in _symbol(slide, style, x, y, 0.06):
                _thin(part, replace(style, fill=style.line, fill_opacity=1.0), 0.0)
            return
        frame = made[0].text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.word_wrap = False
        pen.run(frame.paragraphs[0], badge or "n", 8, style.line, bold=True)


def _heading(pen: Pen, title: str, counts: str, width: float, size: float, above: float) -> Entry:
    gap = "　" if title and counts else ""
    height = height_of(f"{title}{gap}{counts}", width, size) + 0.02

    def draw(slide: Any, x: float, y: float) -> None:  # noqa: ANN401
        runs = [(title, size, INK, True)] if title else []
        runs += [(f"{gap}{counts}", min(SMALL, size), QUIET, False)] if counts else []
        pen.box(slide, (x, y, width, height), [runs], name="legend")

    return Entry(height, draw, heading=bool(title), above=above)


def _item(pen: Pen, item: LegendItem, width: float, unit: float, size: float, gap: float, badge: str = "") -> Entry:
    across = 2 * item.style.radius * unit / 72 if item.style.symbol == "point" else 0.0
    left = max(SWATCH, across + 0.1)
    words = height_of(item.label, width - left, size)
    height = max(words, across) + gap

    def draw(slide: Any, x: float, y: float) -> None:  # noqa: ANN401
        _sample(slide, pen, item.style, x + (left - 0.06) / 2, y + height / 2, unit, badge)
        at = (x + left, y + (height - words) / 2, width - left, words)
        pen.box(slide, at, [[(item.label, size, INK, False)]], name="legend")

    return Entry(height, draw)


def _seen(view: MapView) -> Layer:
    """The county layer with the counties that the extent of the map touches."""
    if view.extent is None:
        return view.counties
    west, south, east, north = view.extent
    return replace(view.counties, frame=view.counties.frame.cx[west:east, south:north])


def entries(
    view: MapView, pen: Pen, width: float, unit: float, t: Messages, room: float, sizes: Sequence[Sizes] = SIZES
) -> list[Entry]:
    """Lines of the legend, layers first, the counties after them, closer where they would not fit.

    Parameters
    ----------
    view
        The map.
    pen
        Writes the words.
    width
        Of a column, inches.
    unit
        Points of the slide for a pixel of the screen, as in the picture.
    t
        Words of the language wanted.
    room
        Inches that one column has.
    sizes
        What may be chosen, large letters first.
    """
    found: list[Entry] = []
    for setting in sizes:
        found = list(_entries(view, pen, width, unit, t, setting))
        if tall(found) <= room:
            break
    return found


def tall(found: Sequence[Entry]) -> float:
    """Height of lines of a legend one under another, inches."""
    return sum(entry.height + entry.above for entry in found)


def _counts(layer: Layer, t: Messages) -> str:
    missing = f" · {t('page.unlocated')} {len(layer.unlocated)}" if len(layer.unlocated) else ""
    return f"{t('page.drawn')} {layer.drawn}{missing}"


def _only_counted(items: Sequence[LegendItem]) -> bool:
    """Whether the map shows nothing of a layer but its counts in the counties."""
    return [item.style.symbol for item in items] == ["badge"]


def _entries(view: MapView, pen: Pen, width: float, unit: float, t: Messages, setting: Sizes) -> Iterator[Entry]:
    head, size, gap, above = setting
    badges = [item for layer in view.shown() for item in shown_items(layer) if item.style.symbol == "badge"]
    counted = t("slide.counted", label=badges[0].label) if badges else ""
    short = badge_marks(badge_layers(view))
    empty = [layer.title for layer in view.shown() if not layer.total]
    for layer in view.shown():
        if not layer.total:
            continue
        title, counts, items = layer.title, _counts(layer, t), shown_items(layer)
        badge = short.get(layer.layer_id, "")
        if _only_counted(items):  # what a mark means is said once, at the end
            named = replace(items[0], label=f"{title}　{t('tree.count', drawn=layer.drawn, total=layer.total)}")
            yield _item(pen, named, width, unit, size, gap + above / 2, badge)
            continue
        yield _heading(pen, title, counts, width, head, above)
        for item in items:
            named = replace(item, label=t("page.county_only")) if item.style.symbol == "badge" else item
            yield _item(pen, named, width, unit, size, gap, badge)
    for words in (counted, t("slide.empty", count=len(empty)) if empty else ""):
        if words:
            yield _heading(pen, "", words, width, min(SMALL, head), above)
    of_counties = shown_items(_seen(view)) if view.counties.drawn else ()
    if of_counties:
        yield _heading(pen, view.counties.title, "", width, head, above)
    for item in of_counties:
        yield _item(pen, item, width, unit, size, gap)
    if len(view.backdrop.frame):
        water = Style("fill", fill=palette.WATER, fill_opacity=0.9, line=palette.WATER_LINE, line_width=0.6)
        yield _item(pen, LegendItem(view.backdrop.title, water), width, unit, size, gap)


def place(found: list[Entry], slide: Any, x: float, top: float, bottom: float) -> list[Entry]:  # noqa: ANN401
    """Draw as many lines as a column holds; a heading never ends it. Those that are left."""
    y, done = top, 0
    for number, entry in enumerate(found):
        gap = entry.above if number else 0.0
        ahead = entry.height
        if entry.heading:
            ahead += sum(one.height for one in found[number + 1 : number + 3])
        if y + gap + ahead > bottom and number:
            break
        entry.draw(slide, x, y + gap)
        y += gap + entry.height
        done += 1
    return found[done:]
