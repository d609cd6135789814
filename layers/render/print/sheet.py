"""A whole sheet: title, map with frame, strip of scale and north, legend in columns, sources and notes."""

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from geo.errors import ExportError
from layers import palette
from layers.messages import Language, Messages
from layers.model import MapView
from layers.render.fonts import Face
from layers.render.print import furniture
from layers.render.print.canvas import MM, Box, Canvas, Kind, new_canvas
from layers.render.print.flow import Row, balance, columns, line_height, shorten, wrap
from layers.render.print.ground import Ground, fit
from layers.render.print.legend import LEAST, Setting, contents, legend_rows, target_rows
from layers.render.print.plot import draw_map
from layers.render.print.shapes import pixel
from layers.render.print.work import Plot

Orientation = Literal["landscape", "portrait"]
PAPERS: dict[str, tuple[float, float]] = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}  # millimetres, upright
ORIENTATIONS: tuple[Orientation, ...] = ("landscape", "portrait")
GUTTER = 4.0  # millimetres between columns and parts
STRIP = 12.5  # millimetres of scale and north under a map, of a sheet that stands upright
CORNER = 30.0  # millimetres of the same under the last column of the legend, of a sheet that lies
MOST = 0.6  # of the sheet beside or under the map that a legend may take
DPI = 300
NARROW = 42.0  # millimetres; no column is narrower
BLANK = 30.0  # millimetres to write a map review number into
QUIET = "#52606d"


def quiet(_step: str) -> None:
    """Says nothing."""


def _nothing(_x: float, _top: float) -> None:
    """Draws nothing: the place is kept for something else."""


@dataclass(frozen=True)
class Layout:
    """What a sheet looks like and says.

    Parameters
    ----------
    paper
        A key of :data:`PAPERS`.
    orientation
        ``landscape`` or ``portrait``.
    title, subtitle
        Of the map and of its layers if empty.
    review_number
        审图号, once an authority has given one; the field stays empty otherwise.
    language
        Of the furniture.
    record
        The view as text parameters, kept in the file's own description.
    targets
        Whether the city's headline targets are listed.
    """

    paper: str = "A4"
    orientation: str = "landscape"
    title: str = ""
    subtitle: str = ""
    review_number: str = ""
    language: Language = "zh"
    record: str = ""
    targets: bool = True

    def size(self) -> tuple[float, float]:
        """Width and height in millimetres.

        Raises
        ------
        ExportError
            The paper or the orientation is unknown.
        """
        known = PAPERS.get(self.paper.strip().upper())
        if known is None:
            msg = f"没有纸张 {self.paper}。"
            raise ExportError(msg, f"可用：{'、'.join(PAPERS)}。")
        if self.orientation not in ORIENTATIONS:
            msg = f"没有方向 {self.orientation}。"
            raise ExportError(msg, f"可用：{'、'.join(ORIENTATIONS)}。")
        return known if self.orientation == "portrait" else (known[1], known[0])


@dataclass
class Sheet:
    """A sheet that is drawn, to be written in any format.

    Parameters
    ----------
    canvas
        The paper.
    ground
        Where the ground lies on it.
    plot
        What was drawn on the map, and what was not.
    title
        As written.
    description
        One paragraph about it, for the file itself.
    bar_km
        Kilometres of the scale bar.
    notices
        What a reader of the sheet cannot see: cut titles, letters that no font
        has, names without room.
    """

    canvas: Canvas
    ground: Ground
    plot: Plot
    title: str
    description: str
    bar_km: float
    record: str = ""
    notices: list[str] = field(default_factory=list)

    def write(self, kind: Kind, dpi: int = DPI) -> bytes:
        """The sheet as a file; equal input gives equal bytes."""
        about: dict[str, str | None]
        if kind == "pdf":
            about = {"Title": self.title, "Subject": self.description, "Keywords": self.record or None}
            about |= {"CreationDate": None, "Creator": None, "Producer": None}
        elif kind == "png":
            about = {"Title": self.title, "Description": self.description, "Software": None}
            about |= {"Comment": self.record} if self.record else {}
        else:
            about = {"Title": self.title, "Description": self.description, "Date": None, "Creator": None}
            about |= {"Identifier": self.record} if self.record else {}
        return self.canvas.finish(kind, dpi, about)


def file_name(view: MapView, layout: Layout, kind: Kind) -> str:
    """A name that tells city, content, paper and data version: ``431000_parks-A4_2026.11.0.pdf``."""
    content = view.visible[0] if len(view.visible) == 1 else "map"
    turned = "-portrait" if layout.orientation == "portrait" else ""
    return f"{view.city_code}_{content}-{layout.paper.strip().upper()}{turned}_{view.version}.{kind}"


def version_date(version: str) -> str:
    """The month of a data version: ``2026.11.0`` is ``2026-11``; the version itself if it names none."""
    found = re.match(r"(\d{4})\.(\d{1,2})\b", version)
    return f"{found[1]}-{int(found[2]):02d}" if found else version


def cited_sources(view: MapView) -> list[str]:
    """Titles of the documents that the shown rows cite, with issuer and date, in the order of the package."""
    cited = set(view.headline_sources)
    for layer in (view.counties, *view.shown()):
        for frame in (layer.frame, layer.unlocated):
            if "source_id" in frame.columns:
                cited |= set(frame["source_id"].dropna())
    return [
        f"{source.title}（{'，'.join(part for part in (source.issuer, source.issued_date) if part)}）"
        for source in view.sources
        if source.source_id in cited
    ]


@dataclass(frozen=True)
class _Plan:
    """Where the parts of a sheet go, and how large the map becomes."""

    setting: Setting
    made: list[list[Row]]
    outer: Box
    panel: Box
    ground: Ground
    merit: float
    without_targets: bool = False


def _title(
    canvas: Canvas, layout: Layout, view: MapView, top: float, margin: float, notices: list[str], t: Messages
) -> tuple[str, float]:
    """Write title, subtitle and status; returns the title as written and the height below them."""
    large = 18.0 if canvas.width < 300 else 22.0
    state = canvas.clean(t("print.schematic" if layout.review_number.strip() else "note.review"))
    number = canvas.clean(t("print.review", number=layout.review_number))
    blank = 0.0 if layout.review_number.strip() else BLANK
    right = max(canvas.length(state, 9, bold=True), canvas.length(number, 8) + blank)
    room = canvas.width - 2 * margin - right - 6
    title = canvas.clean(layout.title) or canvas.clean(view.title)
    size = large
    while size > large * 0.6 and canvas.length(title, size, bold=True) > room:
        size -= 0.5
    lines = wrap(canvas, title, size, room, bold=True)
    if len(lines) > 2:
        lines = [lines[0], shorten(canvas, "".join(lines[1:]), size, room, bold=True)]
        notices.append(t("print.title_cut"))
    y = top
    for line in lines:
        canvas.write(margin, y - size * MM * 0.95, line, size, bold=True)
        y -= size * MM * 1.2
    given = canvas.clean(layout.subtitle)
    names = "、" if t.language == "zh" else ", "
    below = given or names.join(canvas.clean(layer.title) for layer in view.shown())
    cut = shorten(canvas, below, 9, room)
    if given and cut != given:
        notices.append(t("print.subtitle_cut"))
    if cut:
        canvas.write(margin, y - 9 * MM, cut, 9, colour=QUIET)
        y -= line_height(9)
    edge = canvas.width - margin
    canvas.write(edge - canvas.length(state, 9, bold=True), top - 9 * MM * 1.1, state, 9, bold=True, colour="#9b1c1c")
    low = top - line_height(9) - 8 * MM * 1.1
    canvas.write(edge - canvas.length(number, 8) - blank, low, number, 8, colour=QUIET)
    if blank:
        canvas.rectangle((edge - blank, low - 0.5, edge, low - 0.4), facecolor=QUIET, edgecolor="none")
    return " ".join(lines), min(y, low - 1.0) - 1.5


def _footer(canvas: Canvas, view: MapView, margin: float, t: Messages) -> list[str]:
    """Lines of sources and notes under everything."""
    width = canvas.width - 2 * margin
    found = cited_sources(view)
    between = "；" if t.language == "zh" else "; "
    lines = wrap(canvas, t("print.sources", sources=between.join(found)), LEAST, width) if found else []
    missing = sum(len(layer.unlocated) for layer in view.shown())
    notes = [note for note in view.notes if note != t("note.review")]
    if missing:
        notes.append(t("print.unlocated", count=missing))
    if not len(view.counties.frame):
        notes.append(t("note.no_boundary"))
    notes.append(t("print.date", date=version_date(view.version)))
    said = dict.fromkeys(note.rstrip("。.") for note in notes)
    return [*lines, *wrap(canvas, t("print.notes", notes=" ｜ ".join(said)), LEAST, width)]


def _plans(canvas: Canvas, view: MapView, area: Box, layout: Layout, t: Messages) -> list[_Plan]:
    """Every way to set the legend beside or under the map that fits."""
    x0, y0, x1, y1 = area
    wide, tall = x1 - x0, y1 - y0
    upright = layout.orientation == "portrait"
    nominal = (x0, y0, x0 + wide * (1 if upright else 0.72), y0 + tall * (0.65 if upright else 1))
    unit = pixel(nominal)
    large = 8.5 if canvas.width * canvas.height < 80000 else 10.0
    known = contents(view)
    found = []
    sizes = (large + 2, large + 1, large, large - 0.75, LEAST + 0.5, LEAST)
    counts = (2, 3, 4, 5) if upright else (1, 2, 3, 4)
    for compact, size, count in itertools.product((False, True), sizes, counts):
        width = (wide - (count - 1) * GUTTER) / count if upright else _column(count, size)
        if width < NARROW:
            continue
        setting = Setting(width, size, compact, unit)
        inset = _inset_side(view, setting)
        rows = [Row(inset + 2, _nothing)] if inset else []
        rows += legend_rows(canvas, view, known, setting, t)
        targets = target_rows(canvas, view, setting, t) if layout.targets else []
        for more in (targets, []) if targets else ([],):
            plan = _plan(view, setting, [*rows, *more], count, area, upright=upright)
            if plan is not None:
                left_out = bool(targets) and not more
                found.append(replace(plan, merit=plan.merit * (0.85 if left_out else 1.0), without_targets=left_out))
                break
    return found


def _column(count: int, size: float) -> float:
    """Millimetres of one of some columns beside the map, for letters of a size in points."""
    return max({1: 64.0, 2: 56.0, 3: 50.0, 4: 46.0}[count] * max(size, 7.5) / 8.5, NARROW)


def _inset_side(view: MapView, setting: Setting) -> float:
    """Height of the small map of the whole city, where the map shows a part of it; 0 else."""
    return min(setting.width, 46.0) * 0.8 if view.extent is not None and len(view.counties.frame) else 0.0


def _plan(
    view: MapView, setting: Setting, rows: Sequence[Row], count: int, area: Box, *, upright: bool
) -> _Plan | None:
    """The map as large as the legend allows; None where the legend takes more than half of the sheet."""
    x0, y0, x1, y1 = area
    band = furniture.BAND
    tall = y1 - y0
    most = [tall * MOST] * count if upright else [tall] * (count - 1) + [tall - CORNER]
    height = balance(rows, most)
    panel_width = count * setting.width + (count - 1) * GUTTER
    if height is None or (not upright and panel_width > (x1 - x0) * MOST):
        return None
    made = columns(rows, [min(height, limit) for limit in most]) or []
    if upright:
        outer = (x0, y0 + height + GUTTER, x1, y1)
        panel = (x0, y0, x1, y0 + height)
    else:
        outer = (x0, y0, x1 - panel_width - GUTTER, y1)
        panel = (x1 - panel_width, y0, x1, y1)
    inner = (outer[0] + band, outer[1] + band + (STRIP if upright else 0), outer[2] - band, outer[3] - band)
    ground = fit(view, inner, nice=True)
    comfort = 0.7 + 0.3 * min(setting.size, 10.5) / 10.5
    merit = comfort / ground.metres * (0.8 if setting.compact else 1.0)
    return _Plan(setting, made, outer, panel, ground, merit)


def _scale_and_north(canvas: Canvas, plan: _Plan, t: Messages, *, upright: bool) -> float:
    """Arrow, scale bar and the words beside or under them; returns the kilometres of the bar."""
    ground, outer = plan.ground, plan.outer
    said = (furniture.scale_words(ground), furniture.system_words(ground, t), furniture.north_words(ground, t))
    if upright:
        x0, y0, x1 = outer[0], outer[1], outer[2]
        canvas.rectangle((x0, y0, x1, y0 + STRIP), facecolor="white", edgecolor=palette.INK, linewidth=0.5)
        room = min(78.0, (x1 - x0) * 0.42)
        left = x0 + 17 + room
        lines = wrap(canvas, " · ".join(said), LEAST, x1 - left - 2)
        high = y0 + (STRIP + len(lines) * line_height(LEAST)) / 2
        foot = y0
    else:
        x0, foot, x1 = plan.panel[2] - plan.setting.width, plan.panel[1] + CORNER - STRIP, plan.panel[2]
        canvas.rectangle((x0, foot + STRIP - 0.1, x1, foot + STRIP), facecolor=palette.INK, edgecolor="none")
        room, left = min(90.0, x1 - x0 - 14), x0
        lines = [line for part in said for line in wrap(canvas, part, LEAST, x1 - x0)]
        high = foot
    furniture.north_arrow(canvas, ground, x0 + 5, foot + 1.2, 6.6, t("page.north"))
    length = furniture.scale_bar(canvas, ground, x0 + 12, foot + 3.4, room, t)
    furniture.paragraph(canvas, lines, left, high, LEAST)
    return length


def draw_sheet(
    view: MapView, layout: Layout, say: Callable[[str], None] = quiet, faces: Sequence[Face] | None = None
) -> Sheet:
    """Draw a whole sheet.

    Parameters
    ----------
    view
        What the map shows.
    layout
        Paper, titles, language.
    say
        Told what is done next; what it raises ends the work.
    faces
        Regular and bold face; found on the system if not given.

    Raises
    ------
    FontMissingError
        No font with Chinese letters is at hand.
    ExportError
        Unknown paper or orientation, or a legend that fits in no way.
    CRSError
        The extent lies outside the 3-degree belt of the city.
    LayerError
        There is nothing to draw.
    """
    t = Messages(layout.language)
    width, height = layout.size()
    say(t("print.step_font"))
    canvas = new_canvas(width, height, faces)
    margin = 8.0 if width * height < 80000 else 10.0
    notices: list[str] = []
    title, top = _title(canvas, layout, view, height - margin, margin, notices, t)
    footer = _footer(canvas, view, margin, t)
    floor = margin + len(footer) * line_height(LEAST) + 2
    area = (margin, floor, width - margin, top)
    say(t("print.step_legend"))
    plans = _plans(canvas, view, area, layout, t)
    if not plans:
        msg = f"{layout.paper} 放不下 {len(view.visible)} 个图层的图例。"
        raise ExportError(msg, "换 A3，或换个方向，或少开几个图层。")
    plan = max(plans, key=lambda found: found.merit)
    say(t("print.step_map"))
    canvas.rectangle(plan.outer, facecolor="white", edgecolor=palette.INK, linewidth=1.2)
    plot = draw_map(view, canvas, plan.ground, plan.setting.unit)
    canvas.rectangle(plan.ground.box, facecolor="none", edgecolor=palette.INK, linewidth=0.6)
    furniture.graticule(canvas, plan.ground)
    length = _scale_and_north(canvas, plan, t, upright=layout.orientation == "portrait")
    inset = _inset_side(view, plan.setting)
    if inset:
        left, high = plan.panel[0], plan.panel[3]
        furniture.draw_inset(canvas, view, plan.ground, (left, high - inset, left + inset / 0.8, high))
    for number, column in enumerate(plan.made):
        y = plan.panel[3]
        for row in column:
            row.draw(plan.panel[0] + number * (plan.setting.width + GUTTER), y)
            y -= row.height
    furniture.paragraph(canvas, footer, margin, floor - 2, LEAST, QUIET)
    if plan.without_targets:
        notices.append(t("print.no_targets"))
    if plot.outside:
        notices.append(t("print.outside", count=sum(plot.outside.values())))
    if plot.unnamed:
        notices.append(t("print.unnamed", count=len(plot.unnamed)))
    if canvas.missing:
        notices.append(t("print.missing", letters="".join(sorted(canvas.missing)), font=canvas.regular.name))
    description = t("print.about", notes=" ｜ ".join(view.notes), code=plan.ground.code)
    return Sheet(canvas, plan.ground, plot, title, canvas.clean(description), length, layout.record, notices)
