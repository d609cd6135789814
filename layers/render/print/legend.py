"""What the symbols mean: the layers shown, first chosen first, the counties last, in rows for columns.

Where many layers are shown, meanings that several share stand once, and each
layer takes one row with its symbols before its title.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from matplotlib.patches import FancyBboxPatch, PathPatch, Rectangle
from matplotlib.path import Path

from layers import palette
from layers.messages import Messages
from layers.model import Layer, LegendItem, MapView, Style
from layers.render.print.canvas import ASCENT, DESCENT, MM, Canvas
from layers.render.print.counties import ICON, badge_layers, badge_marks, summed
from layers.render.print.flow import Row, gap, line_height, middle_baseline, shorten, text_rows, wrap
from layers.render.print.shapes import dashes, looks, mark, symbol_path

QUIET = "#52606d"
LEAST = 7.0  # points; no word of a legend is smaller
PATCH = (6.0, 3.2)  # millimetres of an area in the legend
STROKE = 9.0  # millimetres of a line in the legend
SHORT = 7.5  # the same before a title


@dataclass(frozen=True)
class Setting:
    """How a legend is set.

    Parameters
    ----------
    width
        Millimetres of a column.
    size
        Points.
    compact
        Whether shared meanings stand once.
    unit
        Points for a pixel of the screen, as on the map.
    """

    width: float
    size: float
    compact: bool
    unit: float

    @property
    def small(self) -> float:
        """Points of what stands beside."""
        return max(LEAST, self.size - 1)

    @property
    def badge(self) -> float:
        """Points of what a badge bears."""
        return max(6.0, self.size - 1.5)


def shown_items(layer: Layer) -> list[LegendItem]:
    """Lines of a layer's legend for which there is a feature: a filter may have taken some away."""
    names = ["symbol", "dash", "line", "fill", "line_width"]
    rows = set(layer.frame[names].itertuples(index=False, name=None))
    exact = {_key(*row) for row in rows}
    kept = [item for item in layer.legend if _key(*(getattr(item.style, name) for name in names)) in exact]
    explained = {item.style.symbol for item in kept}
    loose = {(row[0], bool(row[1])) for row in rows if row[0] not in explained}
    return [item for item in layer.legend if item in kept or (item.style.symbol, bool(item.style.dash)) in loose]


def _key(symbol: str, dash: str, line: str, fill: str, line_width: float) -> tuple[object, ...]:
    """By what a feature and a line of the legend are the same kind of thing; sizes of points tell of amounts."""
    if symbol == "badge":
        return (symbol,)
    return (symbol, dash, line, line_width) if symbol == "line" else (symbol, bool(dash), line, fill)


@dataclass(frozen=True)
class Contents:
    """What a legend explains, whatever it is set in.

    Parameters
    ----------
    filled, empty
        Layers shown that hold rows, and those that hold none.
    items
        Legend lines by layer id, those of the counties among them.
    marks
        What the badges of each layer bear; see :func:`badge_marks`.
    together
        Whether one badge counts the rows of all layers.
    """

    filled: tuple[Layer, ...]
    empty: tuple[Layer, ...]
    items: Mapping[str, list[LegendItem]]
    marks: Mapping[str, str]
    together: bool


def contents(view: MapView) -> Contents:
    """What the legend of a map explains: what it shows, no more."""
    filled = tuple(layer for layer in view.shown() if layer.total)
    together = summed(badge_layers(view))
    items = {layer.layer_id: shown_items(layer) for layer in (view.counties, *filled)}
    if together:
        items = {name: [item for item in own if item.style.symbol != "badge"] for name, own in items.items()}
    return Contents(
        filled=filled,
        empty=tuple(layer for layer in view.shown() if not layer.total),
        items=items,
        marks=badge_marks(badge_layers(view)),
        together=together,
    )


def swatch_size(style: Style, setting: Setting, badge: str = "") -> tuple[float, float]:
    """Width and height of a style's sample in millimetres."""
    if style.symbol == "point":
        across = 2 * (style.radius + style.line_width / 2) * setting.unit * MM
        return across, across
    if style.symbol == "line":
        return STROKE, max(style.line_width * setting.unit * MM, 1.0)
    if style.symbol == "badge":
        letters = len(badge) if badge.isascii() and badge != ICON else 1
        return PATCH[0] + (letters - 1) * 0.55 * setting.badge * MM, max(PATCH[1], 1.35 * setting.badge * MM)
    return PATCH


def draw_swatch(
    canvas: Canvas, style: Style, x: float, y: float, setting: Setting, badge: str = "", stroke: float = STROKE
) -> None:
    """A sample of a style around a point; a line is as long as told, in millimetres."""
    look = looks(style, setting.unit)
    width, height = swatch_size(style, setting, badge)
    width = stroke if style.symbol == "line" else width
    if style.symbol == "line":
        look["linestyle"] = dashes(style.dash, setting.unit * _shrink(style.dash, stroke / MM / setting.unit))
    if style.symbol == "point":
        canvas.add(mark(style, x, y, style.radius * setting.unit * MM, **look))
    elif style.symbol == "line":
        canvas.add(PathPatch(Path([(x - width / 2 + 0.5, y), (x + width / 2 - 0.5, y)]), **look))
    elif style.symbol == "badge":
        box = FancyBboxPatch(
            (x - width / 2, y - height / 2), width, height, boxstyle=f"round,pad=0,rounding_size={height / 2}", **look
        )
        canvas.add(box)
        if badge == ICON:
            icon = symbol_path(style.shape, x, y, height * 0.36)
            canvas.add(PathPatch(icon, facecolor=style.line, edgecolor="none"))
            return
        size = setting.badge
        text = badge or "n"
        length = canvas.length(text, size, bold=True)
        canvas.write(x - length / 2, middle_baseline(y, size), text, size, bold=True, colour=style.line)
    else:
        canvas.add(Rectangle((x - width / 2, y - height / 2), width, height, **look))


def _shrink(dash: str, length: float) -> float:
    """By how much a dash array must shrink to stand at least twice in a length."""
    whole = sum(float(part) for part in dash.split())
    return min(1.0, length / (2.3 * whole)) if whole else 1.0


def _item_rows(
    canvas: Canvas, items: Sequence[LegendItem], setting: Setting, badge: str = "", indent: float = 0.0
) -> list[Row]:
    """A row for each legend line: sample, then words."""
    if not items:
        return []
    column = max(PATCH[0], *(swatch_size(item.style, setting, badge)[0] for item in items)) + 1.5
    rows = []
    for item in items:
        lines = wrap(canvas, item.label, setting.small, setting.width - column - indent)
        tall = max(len(lines) * line_height(setting.small), swatch_size(item.style, setting, badge)[1] + 0.6)
        rows.append(Row(tall, _item_drawer(canvas, item.style, lines, tall, column, indent, setting, badge)))
    return rows


def _item_drawer(
    canvas: Canvas,
    style: Style,
    lines: Sequence[str],
    tall: float,
    column: float,
    indent: float,
    setting: Setting,
    badge: str,
) -> Callable[[float, float], None]:
    def draw(x: float, top: float) -> None:
        middle = top - tall / 2
        draw_swatch(canvas, style, x + indent + (column - 1.5) / 2, middle, setting, badge)
        step = line_height(setting.small)
        for number, line in enumerate(lines):
            at = middle + (len(lines) - 1) * step / 2 - number * step
            canvas.write(x + indent + column, middle_baseline(at, setting.small), line, setting.small)

    return draw


def _counts(layer: Layer, t: Messages) -> str:
    counts = f"{t('page.drawn')} {layer.drawn}"
    return f"{counts} · {t('page.unlocated')} {len(layer.unlocated)}" if len(layer.unlocated) else counts


def heading(canvas: Canvas, text: str, setting: Setting) -> list[Row]:
    """A heading that stays with what follows."""
    lines = wrap(canvas, text, setting.size + 1, setting.width, bold=True)
    return text_rows(canvas, lines, setting.size + 1, bold=True, colour=palette.INK, keep=True)


def _layer_rows(
    canvas: Canvas, layer: Layer, items: Sequence[LegendItem], setting: Setting, t: Messages, badge: str
) -> list[Row]:
    lines = wrap(canvas, layer.title, setting.size, setting.width, bold=True)
    rows = text_rows(canvas, lines, setting.size, bold=True, colour=palette.INK, keep=True)
    rows += text_rows(canvas, [_counts(layer, t)], setting.small, colour=QUIET, keep=bool(items))
    return [*rows, *_item_rows(canvas, items, setting, badge), gap(1.4)]


def _compact_row(canvas: Canvas, layer: Layer, setting: Setting, styles: Sequence[Style], badge: str) -> Row:
    """One row: the samples of a layer, its title and its counts."""
    samples = [_small(style) for style in styles]
    column = sum(min(swatch_size(style, setting, badge)[0], SHORT) + 0.8 for style in samples) + 0.6
    counts = f"{layer.drawn}" + (f"+{len(layer.unlocated)}" if len(layer.unlocated) else "")
    room = setting.width - column - canvas.length(counts, setting.small) - 1.2
    title = shorten(canvas, layer.title.split("（")[0].split(" (")[0], setting.size, room, bold=True)
    tall = max(line_height(setting.size), *(swatch_size(style, setting, badge)[1] + 0.4 for style in samples), 0.0)

    def draw(x: float, top: float) -> None:
        middle, at = top - tall / 2, x
        for style in samples:
            wide = min(swatch_size(style, setting, badge)[0], SHORT)
            draw_swatch(canvas, style, at + wide / 2, middle, setting, badge, SHORT)
            at += wide + 0.8
        base = middle_baseline(middle, setting.size)
        at += 0.6 if samples else 0.0
        at += canvas.write(at, base, title, setting.size, bold=True) + 1.2
        canvas.write(at, base, counts, setting.small, colour=QUIET)

    return Row(tall, draw)


def _small(style: Style) -> Style:
    """The style with a circle that fits into a row."""
    return replace(style, radius=min(style.radius, 7.0)) if style.symbol == "point" else style


def _neutral(item: LegendItem) -> LegendItem:
    """A line of the shared meanings, in no layer's colour."""
    style = _small(item.style)
    solid = style.fill == item.style.line
    return LegendItem(item.label, replace(style, line=QUIET, fill=QUIET if solid else style.fill))


def legend_rows(canvas: Canvas, view: MapView, known: Contents, setting: Setting, t: Messages) -> list[Row]:
    """The legend as rows.

    Parameters
    ----------
    canvas
        Where it will be drawn.
    view
        The map.
    known
        What is explained.
    setting
        Width, size and manner.
    t
        Words of the language wanted.
    """
    marks, filled = known.marks, known.filled
    rows = heading(canvas, t("page.legend"), setting)
    if setting.compact:
        labels = Counter(item.label for layer in filled for item in known.items[layer.layer_id])
        shared: dict[str, LegendItem] = {}
        for layer in filled:
            items = known.items[layer.layer_id]
            common = [item for item in items if labels[item.label] > 1]
            shared |= {item.label: _neutral(item) for item in common if item.label not in shared}
            styles = [item.style for item in common]
            rows.append(_compact_row(canvas, layer, setting, styles, marks.get(layer.layer_id, "")))
            rows += _item_rows(canvas, [item for item in items if labels[item.label] == 1], setting, indent=2)
        if shared:
            rows.append(gap(1.2))
            rows += text_rows(canvas, [t("print.meaning")], setting.size, bold=True, colour=palette.INK, keep=True)
            rows += _item_rows(canvas, list(shared.values()), setting)
        said = wrap(canvas, t("print.compact_counts"), setting.small, setting.width)
        rows += text_rows(canvas, said, setting.small, colour=QUIET)
        rows.append(gap(1.4))
    else:
        for layer in filled:
            rows += _layer_rows(canvas, layer, known.items[layer.layer_id], setting, t, marks.get(layer.layer_id, ""))
    if known.together:
        ring = Style("badge", fill="#ffffff", fill_opacity=0.9, line=palette.INK, line_width=1.5)
        rows += _item_rows(canvas, [LegendItem(t("print.together"), ring)], setting)
        rows.append(gap(1.4))
    if known.empty:
        words = t("print.empty", layers="、".join(layer.title.split("（")[0] for layer in known.empty))
        rows += text_rows(canvas, wrap(canvas, words, setting.small, setting.width), setting.small, colour=QUIET)
        rows.append(gap(1.4))
    if len(view.counties.frame):
        title = wrap(canvas, view.counties.title, setting.size, setting.width, bold=True)
        rows += text_rows(canvas, title, setting.size, bold=True, colour=palette.INK, keep=True)
        rows += _item_rows(canvas, known.items[view.counties.layer_id], setting)
        rows.append(gap(1.4))
    if len(view.backdrop.frame):
        water = Style("fill", fill=palette.WATER, fill_opacity=0.9, line=palette.WATER_LINE, line_width=0.6)
        rows += _item_rows(canvas, [LegendItem(view.backdrop.title, water)], setting)
        rows.append(gap(1.4))
    return rows


def target_rows(canvas: Canvas, view: MapView, setting: Setting, t: Messages) -> list[Row]:
    """The city's headline targets: name and value."""
    if not view.headlines:
        return []
    rows = heading(canvas, t("page.targets"), setting)
    setting = replace(setting, width=min(setting.width, 8.5 * setting.size))
    for number, (label, value, _) in enumerate(view.headlines):
        amount = canvas.clean(value)
        wide = canvas.length(amount, setting.small, bold=True)
        lines = wrap(canvas, label, setting.small, setting.width - wide - 2)
        rows.append(_target(canvas, lines, amount, wide, setting, keep=number < len(view.headlines) - 1))
    return [*rows, gap(1.4)]


def _target(canvas: Canvas, lines: Sequence[str], amount: str, wide: float, setting: Setting, *, keep: bool) -> Row:
    step = line_height(setting.small)

    def draw(x: float, top: float) -> None:
        for number, line in enumerate(lines):
            base = top - number * step - (step - setting.small * MM) / 2 - ASCENT * setting.small * MM
            canvas.write(x, base, line, setting.small)
        base = top - (len(lines) - 1) * step - step + (step - setting.small * MM) / 2 + DESCENT * setting.small * MM
        canvas.write(x + setting.width - wide, base, amount, setting.small, bold=True)

    return Row(len(lines) * step, draw, keep)
