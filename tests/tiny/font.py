"""A font whose Chinese letters are all one box, for machines on which no Chinese font is installed."""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

BLOCKS = (range(0x3000, 0x3040), range(0x4E00, 0xA000), range(0xFF00, 0xFFF0))


def build_font(path: Path) -> Path:
    """Write the font."""
    pen = TTGlyphPen(None)
    for number, corner in enumerate(((80, -40), (80, 800), (920, 800), (920, -40))):
        (pen.lineTo if number else pen.moveTo)(corner)
    pen.closePath()
    box = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "box"])
    builder.setupCharacterMap({code: "box" for block in BLOCKS for code in block})
    builder.setupGlyf({".notdef": box, "box": box})
    builder.setupHorizontalMetrics({".notdef": (1000, 80), "box": (1000, 80)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Boxes SC", "styleName": "Regular", "psName": "BoxesSC"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)
    return path
