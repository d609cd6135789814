"""Text in lines and rows in columns, as they are set in Chinese."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from layers.render.print.canvas import ASCENT, DESCENT, MM, Canvas

LEADING = 1.28  # of the size of the letters, from one baseline to the next
_NEVER_FIRST = "，。、；：！？）》〉】〕”’…％%·｜,.;:!?)]}"
_NEVER_LAST = "（《〈【〔“‘([{"
_TOKEN = re.compile(r"[0-9A-Za-z\u00c0-\u024f@#&+\"'\-–_/\\.:°%]+|\s+|.")


def line_height(size: float) -> float:
    """Millimetres from one baseline to the next."""
    return size * MM * LEADING


def _tokens(text: str) -> list[str]:
    """What is not torn apart at the end of a line."""
    found: list[str] = []
    for token in _TOKEN.findall(text):
        glued = found and ((token in _NEVER_FIRST) or (found[-1][-1] in _NEVER_LAST)) and not token.isspace()
        if glued:
            found[-1] += token
        else:
            found.append(token)
    return found


def wrap(canvas: Canvas, text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Lines no wider than a width; a word that is too long for a line is broken.

    Parameters
    ----------
    canvas
        Knows how wide letters are.
    text
        Any text; cleaned here.
    size
        Points.
    width
        Millimetres.
    """
    lines = [""]
    for token in _tokens(canvas.clean(text)):
        if canvas.length((lines[-1] + token).rstrip(), size, bold=bold) <= width:
            lines[-1] += token
            continue
        if lines[-1].strip():
            lines.append("")
        for letter in token.lstrip():
            if lines[-1] and canvas.length(lines[-1] + letter, size, bold=bold) > width:
                lines.append("")
            lines[-1] += letter
    return [line.strip() for line in lines if line.strip()]


def shorten(canvas: Canvas, text: str, size: float, width: float, *, bold: bool = False) -> str:
    """The text, its end replaced by … where it is wider than a width."""
    line = canvas.clean(text)
    if canvas.length(line, size, bold=bold) <= width:
        return line
    while line and canvas.length(f"{line}…", size, bold=bold) > width:
        line = line[:-1]
    return f"{line.rstrip()}…"


def middle_baseline(y: float, size: float) -> float:
    """Baseline of a line whose letters stand around a height."""
    return y - (ASCENT - DESCENT) / 2 * size * MM


@dataclass(frozen=True)
class Row:
    """One row of a column.

    Parameters
    ----------
    height
        Millimetres.
    draw
        Draws it from its upper left corner.
    keep
        Whether it must not be the last of a column.
    empty
        Whether it is space that the head of a column does not need.
    """

    height: float
    draw: Callable[[float, float], None]
    keep: bool = False
    empty: bool = False


def text_rows(
    canvas: Canvas,
    lines: Sequence[str],
    size: float,
    *,
    bold: bool = False,
    colour: str,
    indent: float = 0.0,
    keep: bool = False,
) -> list[Row]:
    """A row for each line of text."""

    def writer(line: str) -> Callable[[float, float], None]:
        def draw(x: float, top: float) -> None:
            base = top - (line_height(size) - size * MM) / 2 - ASCENT * size * MM
            canvas.write(x + indent, base, line, size, bold=bold, colour=colour)

        return draw

    return [Row(line_height(size), writer(line), keep or number < len(lines) - 1) for number, line in enumerate(lines)]


def gap(height: float) -> Row:
    """Empty space; nothing at the head of a column."""
    return Row(height, lambda _x, _top: None, empty=True)


def columns(rows: Sequence[Row], heights: Sequence[float]) -> list[list[Row]] | None:
    """Rows in columns no higher than theirs, kept rows with those that follow; None if they do not fit.

    Parameters
    ----------
    rows
        From the head of the first column on.
    heights
        Millimetres of each column.
    """
    made: list[list[Row]] = [[]]
    used = 0.0
    number = 0
    while number < len(rows):
        group = [rows[number]]
        while group[-1].keep and number + len(group) < len(rows):
            group.append(rows[number + len(group)])
        number += len(group)
        tall = sum(row.height for row in group)
        if made[-1] and used + tall > heights[len(made) - 1]:
            made.append([])
            used = 0.0
        if len(made) > len(heights) or tall > heights[len(made) - 1]:
            return None
        if not made[-1] and len(group) == 1 and group[0].empty:
            continue
        made[-1] += group
        used += tall
    return [column for column in made if column]


def balance(rows: Sequence[Row], heights: Sequence[float]) -> float | None:
    """The least height of the tallest column at which rows fit; None if they do not fit at all.

    Parameters
    ----------
    rows
        From the head of the first column on.
    heights
        Millimetres that each column may take at most.
    """
    if columns(rows, heights) is None:
        return None
    low, high = 0.0, max(heights)
    for _ in range(16):
        middle = (low + high) / 2
        if columns(rows, [min(middle, height) for height in heights]) is None:
            low = middle
        else:
            high = middle
    return high
