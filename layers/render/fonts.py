"""Chinese lettering for printed maps: fonts found by path, read glyph by glyph.

No font is shipped. One is found where packages and systems put them, or named
by ``ATLAS_FONT``; the list of fonts that matplotlib caches plays no part, so
that a font installed a minute ago counts. What a page needs of it is cut out
as a small TrueType font (:func:`cut`), whatever the outlines of the original:
matplotlib embeds TrueType only, and most Chinese fonts are CFF collections of
20 MB.
"""

import os
import struct
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.misc.transform import Scale
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, TTLibError

from geo.errors import FontMissingError

VARIABLE = "ATLAS_FONT"
REMEDY = (
    "安装一种中文字体：Debian、Ubuntu 用 apt install fonts-noto-cjk，其他系统装思源黑体；或 pip install mplfonts；"
    f"或用环境变量 {VARIABLE} 指定一个 .ttf、.otf、.ttc 文件。"
)
# File names without spaces, hyphens and underscores, in lower case; the better face first, with its bold.
KNOWN = (
    ("notosanscjkscregular", "notosanscjkscbold"),
    ("notosanscjkregular", "notosanscjkbold"),
    ("notosansscregular", "notosansscbold"),
    ("sourcehansansscregular", "sourcehansansscbold"),
    ("sourcehansanscnregular", "sourcehansanscnbold"),
    ("sourcehansansregular", "sourcehansansbold"),
    ("notosansscvf", "notosansscvf"),
    ("notosanssc[wght]", "notosanssc[wght]"),
    ("notosanscjkscvf", "notosanscjkscvf"),
    ("sourcehansansscvf", "sourcehansansscvf"),
    ("msyh", "msyhbd"),
    ("pingfang", "pingfang"),
    ("hiraginosansgb", "hiraginosansgb"),
    ("deng", "dengb"),
    ("simhei", "simhei"),
    ("stheitilight", "stheitimedium"),
    ("stheiti", "stheiti"),
    ("wqyzenhei", "wqyzenhei"),
    ("wqymicrohei", "wqymicrohei"),
    ("droidsansfallbackfull", "droidsansfallbackfull"),
    ("droidsansfallback", "droidsansfallback"),
    ("notoserifcjkregular", "notoserifcjkbold"),
    ("simsun", "simsunb"),
    ("arialuni", "arialuni"),
)
SUFFIXES = {".ttf", ".otf", ".ttc", ".otc"}
PROBE = "郴县域规划图例"  # a font without these is no Chinese font
_CHINESE = (" SC", " CN", " GB", "SimSun", "YaHei")
_RESTRICTED = 0x0002  # OS/2 fsType: may not be embedded
_DAMAGE = (OSError, TTLibError, KeyError, ValueError, AssertionError, IndexError, EOFError, struct.error)
UNITS = 1000
_MADE = 3_786_912_000  # 2024-01-01 in the seconds of TrueType; equal input gives equal bytes
_MAX_ERROR = 1.0  # thousandths of an em between a cubic curve and the quadratic ones in its place


def folders(environment: Mapping[str, str], home: Path) -> Iterator[Path]:
    """Folders in which fonts lie, those of a package first."""
    package = find_spec("mplfonts")
    if package is not None and package.submodule_search_locations:
        yield from (Path(place) / "fonts" for place in package.submodule_search_locations)
    if sys.platform == "win32":
        yield Path(environment.get("WINDIR", "C:/Windows")) / "Fonts"
        if "LOCALAPPDATA" in environment:
            yield Path(environment["LOCALAPPDATA"]) / "Microsoft/Windows/Fonts"
    elif sys.platform == "darwin":
        yield from (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts")
        yield Path("/System/Library/AssetsV2")
    yield from (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
    yield from (home / ".fonts", Path(environment.get("XDG_DATA_HOME", str(home / ".local/share"))) / "fonts")


def _plain(stem: str) -> str:
    return stem.lower().translate({ord(sign): None for sign in " -_"})


def installed(places: Sequence[Path]) -> dict[str, Path]:
    """Known stem to file for every font in some folders; the first folder counts."""
    found: dict[str, Path] = {}
    for place in places:
        for parent, below, names in os.walk(place):
            below.sort()
            for name in sorted(names):
                path = Path(parent) / name
                if path.suffix.lower() in SUFFIXES:
                    found.setdefault(_plain(path.stem), path)
    return found


@dataclass(frozen=True)
class Face:
    """One face of a font file.

    Parameters
    ----------
    path, number
        The file, and which face of a collection.
    name
        As the font calls itself.
    font
        The opened font.
    letters
        Code point to glyph name.
    glyphs
        Outlines by glyph name, at the weight wanted of a variable font.
    """

    path: Path
    number: int
    name: str
    font: TTFont = field(repr=False)
    letters: Mapping[int, str] = field(repr=False)
    glyphs: Any = field(repr=False)
    _widths: dict[str, float] = field(default_factory=dict, repr=False)

    def __contains__(self, letter: str) -> bool:
        return ord(letter) in self.letters

    def width(self, letter: str) -> float:
        """Advance of a letter that the face has, in ems."""
        if letter not in self._widths:
            units = self.font["head"].unitsPerEm
            self._widths[letter] = float(self.glyphs[self.letters[ord(letter)]].width) / units
        return self._widths[letter]


def _choose(content: bytes) -> int:
    """The face of a collection with the letter forms of mainland China, else the first."""
    if content[:4] != b"ttcf":
        return 0
    for number in range(int.from_bytes(content[8:12], "big")):
        name = TTFont(BytesIO(content), fontNumber=number, lazy=True)["name"].getDebugName(4) or ""
        if any(mark in name for mark in _CHINESE) and "Mono" not in name:
            return number
    return 0


@lru_cache(maxsize=8)
def _open(path: Path, stamp: int, weight: int) -> Face:  # noqa: ARG001  # the stamp is part of the cache's key
    content = path.read_bytes()  # so that no file stays open, which would lock it on some systems
    number = _choose(content)
    font = TTFont(BytesIO(content), fontNumber=number, lazy=True)
    location = {"wght": weight} if "fvar" in font else None
    name = font["name"].getDebugName(4) or path.stem
    return Face(path, number, name, font, font.getBestCmap() or {}, font.getGlyphSet(location=location))


def read_face(path: Path, weight: int = 400) -> Face:
    """A face that can write Chinese and may be embedded.

    Raises
    ------
    FontMissingError
        The file is not there, is no font, has no Chinese letters, or its
        maker forbids embedding.
    """
    try:
        face = _open(path, path.stat().st_mtime_ns, weight)
        rights = int(face.font["OS/2"].fsType) if "OS/2" in face.font else 0
        lacking = [letter for letter in PROBE if letter not in face]
    except _DAMAGE as error:
        msg = f"{path} 不是可用的字体文件：{error}。"
        raise FontMissingError(msg, REMEDY) from error
    if lacking:
        msg = f"字体 {path} 没有中文字形“{''.join(lacking)}”。"
        raise FontMissingError(msg, REMEDY)
    if rights & 0x000F == _RESTRICTED:
        msg = f"字体 {path} 的许可不允许嵌入文件。"
        raise FontMissingError(msg, REMEDY)
    return face


def find(environment: Mapping[str, str] | None = None, places: Sequence[Path] | None = None) -> tuple[Face, Face]:
    """The regular and the bold face to print Chinese with.

    Parameters
    ----------
    environment
        Where :data:`VARIABLE` may name a file; of the process if not given.
    places
        Folders to look in; those of the system if not given.

    Raises
    ------
    FontMissingError
        The file named cannot be used, or no known font is installed.
    """
    environment = os.environ if environment is None else environment
    named = environment.get(VARIABLE, "")
    if named:
        path = Path(named).expanduser()
        return read_face(path), read_face(path, 700)
    found = installed(list(folders(environment, Path.home())) if places is None else places)
    refused = ""
    for regular, bold in KNOWN:
        if regular not in found:
            continue
        try:
            return read_face(found[regular]), read_face(found.get(bold, found[regular]), 700)
        except FontMissingError as error:
            refused = error.what
    msg = f"没有找到中文字体，无法出图（否则文字会变成方框）。{refused}"
    raise FontMissingError(msg, REMEDY)


@cache
def spare() -> Face:
    """A face for signs that the Chinese one lacks: DejaVu Sans, which matplotlib carries."""
    from matplotlib import get_data_path  # noqa: PLC0415  # only where a map is printed

    path = Path(get_data_path()) / "fonts/ttf/DejaVuSans.ttf"
    return _open(path, 0, 400)


def cut(faces: Sequence[Face], letters: str, family: str, style: str) -> bytes:
    """A small TrueType font with some letters only, each from the first face that has it.

    Parameters
    ----------
    faces
        Where to take outlines from.
    letters
        What to hold; letters that no face has are left out.
    family, style
        Names of the new font.

    Returns
    -------
    bytes
        The file; equal input gives equal bytes.
    """
    empty = TTGlyphPen(None).glyph()
    glyphs, widths, chart = {".notdef": empty}, {".notdef": (UNITS, 0)}, {}
    for letter in sorted(set(letters)):
        face = next((face for face in faces if letter in face), None)
        if face is None:
            continue
        name, scale = f"u{ord(letter):04X}", UNITS / face.font["head"].unitsPerEm
        recorded = DecomposingRecordingPen(face.glyphs)
        face.glyphs[face.letters[ord(letter)]].draw(recorded)
        pen = TTGlyphPen(None)
        turned = Cu2QuPen(pen, _MAX_ERROR, reverse_direction="glyf" not in face.font)
        recorded.replay(TransformPen(turned, Scale(scale)))
        glyphs[name] = pen.glyph()
        widths[name] = (round(face.width(letter) * UNITS), 0)
        chart[ord(letter)] = name
    builder = FontBuilder(UNITS, isTTF=True)
    builder.setupHead(unitsPerEm=UNITS, created=_MADE, modified=_MADE)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(chart)
    builder.setupGlyf(glyphs)
    table = builder.font["glyf"]
    builder.setupHorizontalMetrics({name: (width, table[name].xMin) for name, (width, _) in widths.items()})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": family, "styleName": style, "psName": f"{family}-{style}".replace(" ", "")})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=1000, usWinDescent=250)
    builder.setupPost()
    target = BytesIO()
    builder.save(target)
    return target.getvalue()
