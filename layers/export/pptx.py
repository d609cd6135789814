"""A briefing as slides: the map as a picture, everything else as text, tables and shapes that can be edited."""

import io
import json
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.util import Inches

from layers.briefing import Briefing
from layers.export import slide_legend, stamp
from layers.export.archive import zip_bytes
from layers.export.gpkg import written_on
from layers.export.slide_text import (
    ACCENT,
    FONT,
    INK,
    PALE,
    QUIET,
    Pen,
    Run,
    colour,
    flat,
    height_of,
    row_height,
    width_of,
)
from layers.messages import Messages
from layers.model import MapView
from layers.plates import Plate
from layers.render.print.furniture import bar_length
from layers.render.print.ground import fit
from layers.render.print.shapes import pixel

Picture = Callable[[MapView, float, float, int], bytes]
WIDE, HIGH = 13.333, 7.5  # inches of a slide
MARGIN, TOP, BOTTOM = 0.45, 1.12, 6.82
MAP = (MARGIN, TOP, 5.7, 5.7)
LEGEND_X = 6.32
# Widths and letters of the legend: the first in which it fits.
LEGENDS: tuple[tuple[float, Sequence[slide_legend.Sizes]], ...] = (
    *((wide, slide_legend.SIZES) for wide in (2.28, 2.9, 3.3)),
    (3.3, slide_legend.CLOSEST),
)
GUTTER = 0.22
# Points of the words beside the map and of the table: the first at which both fit.
SETTINGS = ((15.0, 12.0), (14.0, 11.5), (14.0, 11.0), (13.0, 10.5), (13.0, 10.0), (12.0, 10.0))
CARD_GAP = 0.1
BOLD = 1.1  # as wide as regular letters
DPI = 192  # twice the 96 of a screen
MM = 25.4


@dataclass(frozen=True)
class Deck:
    """Finished slides.

    Parameters
    ----------
    content
        Bytes of the file.
    removed
        Characters that the format forbids and that were left out.
    """

    content: bytes
    removed: int


class _Slides:
    """Slides in the making."""

    def __init__(self, t: Messages, imprint: stamp.Imprint, picture: Picture) -> None:
        self.t, self.imprint, self.picture = t, imprint, picture
        self.pen = Pen("zh-CN" if t.language == "zh" else "en-GB")
        self.side_x = LEGEND_X + LEGENDS[0][0] + GUTTER  # inches, where words and table begin
        self.deck = Presentation()
        self.deck.slide_width, self.deck.slide_height = Inches(WIDE), Inches(HIGH)
        _widen(self.deck)

    def rectangle(self, slide: Any, at: tuple[float, float, float, float], fill: str) -> Any:  # noqa: ANN401
        """A filled rectangle without a rim."""
        shape = flat(slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Inches(value) for value in at)))
        shape.fill.solid()
        shape.fill.fore_color.rgb = colour(fill)
        shape.line.fill.background()
        return shape

    def title(self, slide: Any, text: str, at: tuple[float, float, float, float], size: float, shade: str) -> None:  # noqa: ANN401
        """The title placeholder, moved and filled."""
        shape = slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = (Inches(value) for value in at)
        frame = shape.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_top = frame.margin_bottom = 0
        frame.paragraphs[0].alignment = 1
        while size > 16 and height_of(text, at[2], size) > at[3]:
            size -= 2
        self.pen.run(frame.paragraphs[0], text, size, shade, bold=True)

    def notes(self, slide: Any, text: str) -> None:  # noqa: ANN401
        """The speaker note."""
        frame = slide.notes_slide.notes_text_frame
        for number, line in enumerate(self.pen.clean(text).split("\n")):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            run = paragraph.add_run()
            run.text = line
            self.pen.font(run)

    @property
    def side_wide(self) -> float:
        """Inches of the words and the table beside the legend."""
        return WIDE - MARGIN - self.side_x

    @property
    def status(self) -> str:
        """Whether the map was reviewed, and the field of the number."""
        t, number = self.t, self.imprint.review_number
        state = t("print.schematic") if number else t("note.review")
        return f"{state}　{t('print.review', number=number or '＿＿＿＿＿＿')}"

    def cover(self, plates: Sequence[Plate], city: str) -> None:
        """The title slide: what it is, of which data, from which documents."""
        t, pen = self.t, self.pen
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[5])
        self.rectangle(slide, (0, 0, WIDE, 4.15), ACCENT)
        self.rectangle(slide, (0, 4.15, WIDE, 0.07), "#f0b429")
        self.title(slide, self.imprint.title, (0.9, 1.55, WIDE - 1.8, 1.35), 44, "#ffffff")
        slide.shapes._spTree.append(slide.shapes.title._element)  # noqa: SLF001  # the title lies on the band
        pen.box(slide, (0.9, 2.95, WIDE - 1.8, 0.5), [[(city, 22, "#ffffff", False)]])
        said: list[list[Run]] = [
            [(self.status, 14, INK, False)],
            [
                (
                    f"{t('note.version', version=self.imprint.version)}　{t('print.date', date=self.imprint.date)}",
                    14,
                    INK,
                    False,
                )
            ],
        ]
        pen.box(slide, (0.9, 4.55, WIDE - 1.8, 0.7), said)
        sources = list(dict.fromkeys(source for plate in plates for source in plate.sources))
        lines: list[list[Run]] = [[(t("export.sources"), 12, QUIET, True)]]
        lines += [[(source, 12, QUIET, False)] for source in sources[:8]]
        if len(sources) > 8:
            lines.append([(t("slide.more_sources", count=len(sources) - 8), 12, QUIET, False)])
        pen.box(slide, (0.9, 5.45, WIDE - 1.8, 1.7), lines)
        notes = plates[0].view.notes if plates else ()
        self.notes(slide, "\n".join([*notes, "", t("export.sources"), *sources]))

    def page(self, plate: Plate, number: int, total: int) -> None:
        """One slide of a plate, and more where its legend does not fit."""
        slide = self._empty(plate.title, plate, number, total)
        width, height = MAP[2] * MM, MAP[3] * MM
        png = self.picture(plate.view, width, height, DPI)
        shape = slide.shapes.add_picture(io.BytesIO(png), *(Inches(value) for value in MAP))
        shape.line.color.rgb = colour("#cbd2d9")
        shape.name = "map"
        titles = self.t("plate.comma").join(layer.title for layer in (*plate.view.shown(), plate.view.counties))
        described = self.pen.clean(f"{plate.title}{self.t('plate.colon')}{titles}")
        shape._element.nvPicPr.cNvPr.set("descr", described)  # noqa: SLF001  # python-pptx has no word for it
        box = (0.0, 0.0, width, height)
        self._furniture(slide, plate.view, box)
        wide, found = 0.0, []
        for wide, sizes in LEGENDS:
            found = slide_legend.entries(plate.view, self.pen, wide, pixel(box), self.t, BOTTOM - TOP, sizes)
            if slide_legend.tall(found) <= BOTTOM - TOP:
                break
        left = slide_legend.place(found, slide, LEGEND_X, TOP, BOTTOM)
        self.side_x = LEGEND_X + wide + GUTTER
        listed = self._side(slide, plate)
        self.notes(slide, self._said(plate, listed))
        while left:
            slide = self._empty(self.t("slide.legend", title=plate.title), plate, number, total)
            for column in range(4):
                if left:
                    left = slide_legend.place(left, slide, MARGIN + column * 3.1, TOP, BOTTOM)

    def _empty(self, title: str, plate: Plate, number: int, total: int) -> Any:  # noqa: ANN401
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[5])
        self.title(slide, title, (MARGIN, 0.3, WIDE - 2 * MARGIN, 0.62), 28, ACCENT)
        self.rectangle(slide, (MARGIN, 0.97, WIDE - 2 * MARGIN, 0.035), ACCENT)
        sources = (
            self.t("plate.sources", sources=self.t("plate.semicolon").join(plate.sources)) if plate.sources else ""
        )
        right = f"{self.status}　{self.t('note.version', version=self.imprint.version)}　{number}/{total}"
        wide = min(width_of(right, 9) + 0.3, 6.5)
        room = WIDE - 2 * MARGIN - wide - 0.2
        size = 9.0 if height_of(sources, room, 9) < 0.42 else 8.0
        self.pen.box(slide, (MARGIN, 6.93, room, 0.42), [[(sources, size, QUIET, False)]], name="sources")
        at = (WIDE - MARGIN - wide, 6.93, wide, 0.3)
        self.pen.box(slide, at, [[(right, 9, QUIET, False)]], align="right", name="status")
        return slide

    def _furniture(self, slide: Any, view: MapView, box: tuple[float, float, float, float]) -> None:  # noqa: ANN401
        """North arrow and a scale bar that is true in the middle of the map."""
        ground = fit(view, box)
        kilometres = bar_length(ground, 30.0)
        long = ground.on_paper(kilometres) / MM
        x, y = MAP[0] + 0.15, MAP[1] + MAP[3] - 0.16
        for at in ((x - 0.08, y - 0.26, max(long, 0.7) + 0.16, 0.36), (x - 0.08, MAP[1] + 0.07, 0.44, 0.62)):
            self.rectangle(slide, at, "#ffffff").name = "ground"
        self.rectangle(slide, (x, y, long / 2, 0.06), INK).name = "scale"
        bar = self.rectangle(slide, (x + long / 2, y, long / 2, 0.06), "#ffffff")
        bar.line.color.rgb, bar.name = colour(INK), "scale"
        words = f"{kilometres:g} {self.t('print.kilometres')}"
        self.pen.box(slide, (x, y - 0.22, 1.4, 0.2), [[(words, 10, INK, False)]], name="scale")
        corner = (Inches(value) for value in (x + 0.04, MAP[1] + 0.12, 0.2, 0.3))
        arrow = flat(slide.shapes.add_shape(MSO_SHAPE.ISOSCELES_TRIANGLE, *corner))
        arrow.rotation = -ground.convergence
        arrow.fill.solid()
        arrow.fill.fore_color.rgb = colour(INK)
        arrow.line.fill.background()
        arrow.name = "north"
        at = (x + 0.05, MAP[1] + 0.44, 0.3, 0.2)
        self.pen.box(slide, at, [[(self.t("page.north"), 11, INK, True)]], name="north")

    def _side(self, slide: Any, plate: Plate) -> bool:  # noqa: ANN401
        """Words, figures and table beside the map; whether the table is there in full."""
        small = [line for line in (plate.where and self.t("export.where", words=plate.where), plate.marks) if line]
        foot = sum(height_of(line, self.side_wide, 9.5) for line in small) + (0.08 if small else 0.0)
        table = [list(row) for row in plate.table]
        under = self._figures(None, plate, 0.0)
        words, size = SETTINGS[-1]
        for words, size in SETTINGS:
            text = height_of(plate.text, self.side_wide, words) + 0.14 if plate.text else 0.0
            if TOP + text + under + _height(table, _widths(table, size, self.side_wide), size) + foot <= BOTTOM:
                break
        y = TOP
        if plate.text:
            high = height_of(plate.text, self.side_wide, words)
            self.pen.box(
                slide, (self.side_x, y, self.side_wide, high), [[(plate.text, words, INK, False)]], name="text"
            )
            y += high + 0.14
        y = self._figures(slide, plate, y)
        widths = _widths(table, size, self.side_wide)
        rows = self._cut(table, widths, size, BOTTOM - foot - y)
        if rows:
            self.pen.table(slide, rows, (self.side_x, y, self.side_wide), widths, size)
            y += _height(rows, widths, size)
        if small:
            at = (self.side_x, y + 0.08, self.side_wide, foot)
            self.pen.box(slide, at, [[(line, 9.5, QUIET, False)] for line in small], name="marks")
        return len(rows) == len(table) and rows == table

    def _cut(self, table: list[list[str]], widths: Sequence[float], size: float, room: float) -> list[list[str]]:
        """The rows that fit; the last one says how many more there are."""
        rows = table
        kept = len(table) - 1
        while table and kept and _height(rows, widths, size) > room:
            kept -= 1
            last = [self.t("slide.more_rows", count=len(table) - 1 - kept), *[""] * (len(widths) - 1)]
            rows = [*table[: kept + 1], last]
        return rows

    def _figures(self, slide: Any, plate: Plate, y: float) -> float:  # noqa: ANN401
        """Key figures as cards, two in a row where both are short; where they end. Without a slide only measured."""
        half, queue = (self.side_wide - CARD_GAP) / 2, list(plate.figures)
        while queue:
            pair = queue[:2]
            small = len(pair) == 2 and all(width_of(value, 20) < half - 0.25 for _, value in pair)
            row, wide = (pair, half) if small else (pair[:1], self.side_wide)
            high = max(_card_height(label, value, wide) for label, value in row)
            for place, (label, value) in enumerate(row):
                if slide is not None:
                    self._card(slide, label, value, (self.side_x + place * (wide + CARD_GAP), y, wide, high))
            y += high + CARD_GAP
            queue = queue[len(row) :]
        return y

    def _card(self, slide: Any, label: str, value: str, at: tuple[float, float, float, float]) -> None:  # noqa: ANN401
        x, y, wide, high = at
        self.rectangle(slide, at, PALE).name = "figure"
        self.rectangle(slide, (x, y, 0.05, high), ACCENT).name = "figure"
        words: list[list[Run]] = [[(value, _card_size(value, wide), ACCENT, True)], [(label, 10, QUIET, False)]]
        self.pen.box(slide, (x + 0.15, y + 0.05, wide - 0.22, high - 0.1), words, name="figure")

    def _said(self, plate: Plate, listed: bool) -> str:  # noqa: FBT001
        """Speaker note: the words, the table where the slide does not hold all of it, every citation."""
        parts = [plate.note] if plate.note else []
        if not listed:
            parts.append("\n".join(self.t("plate.colon").join(cell for cell in row if cell) for row in plate.table))
        notes = [note for note in plate.view.notes if note != self.t("note.review")]
        parts.append("\n".join([f"{self.t('page.source')}{self.t('plate.colon')}".rstrip(), *plate.citations]))
        parts.append("\n".join(notes))
        return "\n\n".join(parts)


def _card_size(value: str, wide: float) -> float:
    return next((size for size in (20.0, 16.0, 14.0) if width_of(value, size) < wide - 0.25), 12.0)


def _card_height(label: str, value: str, wide: float) -> float:
    room = wide - 0.25
    return height_of(value, room / BOLD, _card_size(value, wide)) + height_of(label, room, 10) + 0.14


def _widths(table: Sequence[Sequence[str]], size: float, room: float) -> list[float]:
    """Widths of columns in inches: what they want where the room is, else the first wraps, then the rest."""
    if not table:
        return []
    wanted = [max(width_of(cell, size) for cell in column) * 1.2 + 0.14 for column in zip(*table, strict=True)]
    if sum(wanted) <= room:
        return [room - sum(wanted[1:]), *wanted[1:]]
    if len(wanted) == 2:
        first = max(min(wanted[0], room * 0.45), room - wanted[1])
        return [first, room - first]
    others = [min(want, 0.74) for want in wanted[1:]]
    return [room - sum(others), *others]


def _height(rows: Sequence[Sequence[str]], widths: Sequence[float], size: float) -> float:
    return sum(row_height(row, widths, size) for row in rows)


def _widen(deck: Any) -> None:  # noqa: ANN401
    """Masters and layouts of python-pptx's own template, made for 4:3, drawn to 16:9; fonts with Chinese."""
    share = Inches(WIDE) / Inches(10)
    master = deck.slide_master
    for holder in (master, *deck.slide_layouts):
        for shape in holder.placeholders:
            shape.left, shape.width = int(shape.left * share), int(shape.width * share)
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    blob = theme.blob.replace(b'<a:ea typeface=""/>', f'<a:ea typeface="{FONT}"/>'.encode())
    theme._blob = re.sub(rb'<a:latin typeface="[^"]*"', f'<a:latin typeface="{FONT}"'.encode(), blob)  # noqa: SLF001


def _properties(deck: Any, imprint: stamp.Imprint, t: Messages) -> None:  # noqa: ANN401
    """Core properties from the data version; the whole imprint as a part of its own."""
    core, when = deck.core_properties, written_on(imprint.version).to_pydatetime().replace(tzinfo=None)
    plain = imprint.plain(t.language)
    core.title, core.author, core.last_modified_by = imprint.title[:200], "County Plan Atlas", "County Plan Atlas"
    core.created = core.modified = core.last_printed = when
    core.revision, core.version, core.identifier = 1, imprint.version, plain["hash"]
    core.subject, core.keywords, core.comments, core.category = t("note.review"), "", "", ""
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True)
    xml = f'<?xml version="1.0" encoding="UTF-8"?><briefing xmlns="urn:county-plan-atlas">{escape(text)}</briefing>'
    part = Part(PackURI("/customXml/item1.xml"), "application/xml", deck.part.package, xml.encode("utf-8"))
    deck.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


def make(
    briefing: Briefing,
    plates: Sequence[Plate],
    city: str,
    t: Messages,
    picture: Picture,
    *,
    review_number: str = "",
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Deck:
    """A deck of a title slide and a slide for each plate; equal input gives equal bytes.

    Parameters
    ----------
    briefing, plates
        The briefing and its sheets, drawn; at least one.
    city
        Name of the atlas, under the title.
    t
        Words of the language wanted.
    picture
        Draws a map of so many millimetres and dots per inch as PNG
        (:func:`layers.render.print.picture`).
    review_number
        审图号, if a reviewed map was made.
    progress
        Told how many slides of how many are done.
    """
    imprint = stamp.of_briefing(briefing, plates[0].view.version, briefing.title.said(t.language), review_number)
    slides = _Slides(t, imprint, picture)
    slides.cover(plates, city)
    for number, plate in enumerate(plates, 1):
        progress(number - 1, len(plates))
        slides.page(plate, number, len(plates))
    progress(len(plates), len(plates))
    _properties(slides.deck, imprint, t)
    buffer = io.BytesIO()
    slides.deck.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return Deck(zip_bytes(files), slides.pen.removed)
