"""Words on slides: native text and tables in a font that has Chinese, measured so that nothing overlaps."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

FONT = "Microsoft YaHei"
INK, QUIET, ACCENT, PALE = "#1f2933", "#52606d", "#1d4e89", "#eef3f9"
Run = tuple[str, float, str, bool]  # words, points, colour, bold
LINE = 1.32  # of the letter size, from line to line
NARROW, BROAD = frozenset(" !'()*,-./:;I[]fijlrt|"), frozenset("%@MWmw")
# What XML forbids, and halves of characters; these go, and it is said that they went.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")


def colour(text: str) -> RGBColor:
    """A colour from ``#rrggbb``."""
    made: RGBColor = RGBColor(*bytes.fromhex(text[1:]))  # type: ignore[no-untyped-call]
    return made


def flat(shape: Any) -> Any:  # noqa: ANN401  # python-pptx's shapes carry no public type
    """A shape without the shadow and the gloss that the theme would give it."""
    for old in shape._element.findall(qn("p:style")):  # noqa: SLF001  # python-pptx has no word for the style
        shape._element.remove(old)  # noqa: SLF001
    return shape


@dataclass
class Pen:
    """Writes on slides and counts the characters that had to go.

    Parameters
    ----------
    language
        ``zh-CN`` or ``en-GB``, for the spelling of an office program.
    removed
        Characters that XML forbids, left out so far.
    """

    language: str
    removed: int = field(default=0)

    def clean(self, text: str) -> str:
        """Text without what XML forbids."""
        kept, count = _FORBIDDEN.subn("", text)
        self.removed += count
        return kept

    def run(self, paragraph: Any, text: str, size: float, shade: str = INK, *, bold: bool = False) -> None:  # noqa: ANN401
        """Append words to a paragraph."""
        run = paragraph.add_run()
        run.text = self.clean(text)
        run.font.size, run.font.bold = Pt(size), bold
        run.font.color.rgb = colour(shade)
        self.font(run)

    def font(self, run: Any) -> None:  # noqa: ANN401
        """Set the font for Latin, East Asian and other letters of a run, and its language."""
        run.font.name = FONT
        properties = run._r.get_or_add_rPr()  # noqa: SLF001  # python-pptx has no word for the East Asian font
        properties.set("lang", self.language)
        for tag in ("a:ea", "a:cs"):
            for old in properties.findall(qn(tag)):
                properties.remove(old)
        latin = properties.find(qn("a:latin"))
        for tag in ("a:cs", "a:ea"):
            latin.addnext(latin.makeelement(qn(tag), {"typeface": FONT}))

    def box(
        self,
        slide: Any,  # noqa: ANN401
        at: tuple[float, float, float, float],
        paragraphs: Sequence[Sequence[Run]],
        *,
        align: str = "left",
        name: str = "",
    ) -> Any:  # noqa: ANN401
        """A text box at x, y, width, height in inches; a paragraph is runs of (words, size, colour, bold)."""
        shape = slide.shapes.add_textbox(*(Inches(value) for value in at))
        if name:
            shape.name = name
        frame = shape.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.vertical_anchor = MSO_ANCHOR.TOP
        for number, runs in enumerate(paragraphs):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.alignment = PP_ALIGN.RIGHT if align == "right" else PP_ALIGN.LEFT
            for words, size, shade, bold in runs:
                self.run(paragraph, words, size, shade, bold=bold)
        return shape

    def table(
        self,
        slide: Any,  # noqa: ANN401
        rows: Sequence[Sequence[str]],
        at: tuple[float, float, float],
        widths: Sequence[float],
        size: float,
    ) -> None:
        """A native table at x, y, width in inches, its first row the heading."""
        heights = [row_height(row, widths, size) for row in rows]
        frame = slide.shapes.add_table(
            len(rows), len(widths), Inches(at[0]), Inches(at[1]), Inches(at[2]), Inches(sum(heights))
        )
        table = frame.table
        table.horz_banding = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Inches(width)
        for number, (row, height) in enumerate(zip(rows, heights, strict=True)):
            table.rows[number].height = Emu(int(Inches(height)))
            for place, words in enumerate(row):
                cell = table.cell(number, place)
                cell.margin_left = cell.margin_right = Inches(0.06)
                cell.margin_top = cell.margin_bottom = Inches(0.02)
                cell.vertical_anchor = MSO_ANCHOR.MIDDLE
                cell.fill.solid()
                cell.fill.fore_color.rgb = colour(ACCENT if number == 0 else PALE if number % 2 == 0 else "#ffffff")
                paragraph = cell.text_frame.paragraphs[0]
                figure = place > 0 and is_figure([one[place] for one in rows[1:]])
                paragraph.alignment = PP_ALIGN.RIGHT if figure else PP_ALIGN.LEFT
                self.run(paragraph, words, size, "#ffffff" if number == 0 else INK, bold=number == 0)


def is_figure(cells: Sequence[str]) -> bool:
    """Whether a column holds numbers only."""
    return all(re.fullmatch(r"[\d.,]*|—", cell) for cell in cells)


def _em(letter: str) -> float:
    if ord(letter) > 0x7E:
        return 1.0
    if letter in NARROW:
        return 0.36
    return 0.9 if letter in BROAD else 0.7 if letter.isupper() else 0.58


def width_of(text: str, size: float) -> float:
    """Width of words in inches: what is not ASCII is a square, the rest as wide as in the usual sans serif fonts."""
    return sum(map(_em, text)) * size / 72


def lines_of(text: str, width: float, size: float) -> int:
    """Lines that words take in a width; a little is kept for words that do not break."""
    room = max(width * 0.9, size / 72)
    return sum(max(1, -int(-width_of(part, size) // room)) for part in text.split("\n"))


def height_of(text: str, width: float, size: float) -> float:
    """Height of words in inches."""
    return lines_of(text, width, size) * size * LINE / 72


def row_height(row: Sequence[str], widths: Sequence[float], size: float) -> float:
    """Height of a row of a table in inches."""
    return max(height_of(cell, width - 0.12, size) for cell, width in zip(row, widths, strict=True)) + 0.08
