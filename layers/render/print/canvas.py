"""A sheet of paper measured in millimetres: shapes, real letters, and files that are equal for equal input."""

import io
import re
import threading
import unicodedata
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal
from xml.sax.saxutils import escape

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.text import Text
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D, Transform

from layers import palette
from layers.render import fonts
from layers.render.fonts import Face

Kind = Literal["pdf", "png", "svg"]
Box = tuple[float, float, float, float]  # left, bottom, right, top; millimetres
MM = 25.4 / 72  # millimetres in a point
ASCENT, DESCENT = 0.88, 0.12  # of an em, as Chinese faces have them
FAMILY = "Atlas Sans"
FALLBACKS = ("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "sans-serif")
_HAN = re.compile(r"[\u3400-\u9fff]")
_STRAIGHT = str.maketrans("“”‘’·", "\"\"''|")
STYLES = {"Regular": 400, "Bold": 700}
GETA = "〓"  # stands for a letter that no font has
_LOCK = threading.Lock()  # matplotlib's settings are the process's
_SETTINGS = {
    "pdf.fonttype": 42,
    "pdf.compression": 9,
    "svg.fonttype": "none",
    "svg.hashsalt": "county-plan-atlas",
    "lines.scale_dashes": False,
    "path.simplify": False,
    "text.hinting": "none",
}


@dataclass(frozen=True)
class Words:
    """A line of text that waits to be written: where, what, how."""

    x: float
    y: float
    text: str
    size: float
    bold: bool
    colour: str
    halo: float
    order: int
    turn: float


@dataclass
class Canvas:
    """What is drawn on one sheet.

    Parameters
    ----------
    width, height
        Millimetres.
    regular, bold
        Faces to write with.
    """

    width: float
    height: float
    regular: Face
    bold: Face
    missing: set[str] = field(default_factory=set)
    figure: Figure = field(init=False)
    _words: list[Words] = field(default_factory=list, init=False)
    _order: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.figure = Figure(figsize=(self.width / 25.4, self.height / 25.4), facecolor="white")

    def _next(self) -> int:
        self._order += 1
        return self._order

    @property
    def _millimetres(self) -> Transform:
        return Affine2D().scale(1 / 25.4) + self.figure.dpi_scale_trans

    def add(self, artist: Artist, clip: Box | None = None) -> None:
        """Draw a shape given in millimetres over what is there, cut off at a box."""
        artist.set_zorder(self._next())
        artist.set_transform(self._millimetres)
        self.figure.add_artist(artist)
        if clip is not None:
            x0, y0, x1, y1 = clip
            frame = Rectangle((x0, y0), x1 - x0, y1 - y0, transform=self._millimetres)
            artist.set_clip_path(frame)

    def rectangle(self, box: Box, **looks: object) -> None:
        """Draw a rectangle."""
        x0, y0, x1, y1 = box
        patch: Patch = Rectangle((x0, y0), x1 - x0, y1 - y0, **looks)  # type: ignore[arg-type]
        self.add(patch)

    def clean(self, text: str) -> str:
        """One line of letters that can be written; what cannot is remembered and shown as 〓."""
        if text.isascii() and text.isprintable():
            return " ".join(text.split())
        kept = []
        for letter in unicodedata.normalize("NFC", text):
            kind = unicodedata.category(letter)
            if kind in {"Cc", "Zl", "Zp", "Zs"}:
                kept.append(" ")
            elif kind == "Cf":
                continue
            elif letter in self.regular or letter in fonts.spare():
                kept.append(letter)
            else:
                self.missing.add(letter)
                kept.append(GETA)
        line = " ".join("".join(kept).split())
        # Curly quotes of a Chinese face are as wide as a character, which tears Latin lines apart.
        return line if _HAN.search(line) else line.translate(_STRAIGHT)

    def length(self, text: str, size: float, *, bold: bool = False) -> float:
        """Millimetres that cleaned text takes at a size in points."""
        face = self.bold if bold else self.regular
        ems = 0.0
        for letter in text:
            owner = face if letter in face else self.regular if letter in self.regular else fonts.spare()
            ems += owner.width(letter) if letter in owner else 1.0
        return ems * size * MM

    def write(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        colour: str = palette.INK,
        halo: float = 0.0,
        turn: float = 0.0,
    ) -> float:
        """Write one line from a point on its baseline; returns its length in millimetres.

        Parameters
        ----------
        x, y
            Left end of the baseline, millimetres.
        text
            Cleaned here.
        size
            Points.
        halo
            Points of white around each letter.
        turn
            Degrees anticlockwise round the start; a halo is not turned.
        """
        line = self.clean(text)
        if line:
            self._words.append(Words(x, y, line, size, bold, colour, halo, self._next(), turn))
        return self.length(line, size, bold=bold)

    @property
    def written(self) -> tuple[Words, ...]:
        """Every line that was written, in order."""
        return tuple(self._words)

    def _letter(self, folder: Path) -> list[Artist]:
        """Write what waits, with fonts cut to the letters in use; returns what was added."""
        looks: dict[bool, FontProperties] = {}
        added: list[Artist] = []
        for style, face in zip(STYLES, (self.regular, self.bold), strict=True):
            bold = style == "Bold"
            used = "".join(words.text for words in self._words if words.bold == bold)
            path = folder / f"{style}.ttf"
            path.write_bytes(fonts.cut((face, self.regular, fonts.spare()), used + " ", FAMILY, style))
            looks[bold] = FontProperties(
                family=[FAMILY, *FALLBACKS], weight="bold" if bold else "normal", fname=str(path)
            )
        for words in self._words:
            properties = looks[words.bold].copy()
            properties.set_size(words.size)
            if words.halo:
                outline = TextPath((0, 0), words.text, size=words.size * MM, prop=properties)
                shape = PathPatch(
                    Affine2D().translate(words.x, words.y).transform_path(outline),
                    facecolor="white",
                    edgecolor="white",
                    linewidth=2 * words.halo,
                    joinstyle="round",
                    transform=self._millimetres,
                    zorder=words.order,
                )
                added.append(shape)
            added.append(
                Text(
                    words.x,
                    words.y,
                    words.text,
                    fontproperties=properties,
                    color=words.colour,
                    transform=self._millimetres,
                    verticalalignment="baseline",
                    horizontalalignment="left",
                    parse_math=False,
                    rotation=words.turn,
                    rotation_mode="anchor",
                    zorder=words.order + 0.5,
                )
            )

        for artist in added:
            self.figure.add_artist(artist)
        return added

    def finish(self, kind: Kind, dpi: int, about: Mapping[str, str | None]) -> bytes:
        """The file, in which letters are letters.

        Parameters
        ----------
        kind
            Format.
        dpi
            Dots per inch of a picture.
        about
            Metadata as the format calls them; None takes one away.
        """
        target = io.BytesIO()
        with (
            _LOCK,
            mpl.rc_context(_SETTINGS),  # type: ignore[arg-type]  # its keys are literals
            TemporaryDirectory(prefix="atlas-print-", ignore_cleanup_errors=True) as folder,
        ):
            added = self._letter(Path(folder))
            self.figure.savefig(target, format=kind, dpi=dpi, metadata=dict(about))
            faces = {style: (Path(folder) / f"{style}.ttf").read_bytes() for style in STYLES} if kind == "svg" else {}
            for artist in added:
                artist.remove()
        return _with_fonts(target.getvalue(), faces, about) if kind == "svg" else target.getvalue()


def finish_pages(papers: Sequence[Canvas], about: Mapping[str, str | None]) -> bytes:
    """Several papers as the pages of one PDF; letters are letters, equal input gives equal bytes."""
    target = io.BytesIO()
    with (
        _LOCK,
        mpl.rc_context(_SETTINGS),  # type: ignore[arg-type]  # its keys are literals
        TemporaryDirectory(prefix="atlas-print-", ignore_cleanup_errors=True) as folder,
        PdfPages(target, metadata=dict(about)) as pages,
    ):
        for number, paper in enumerate(papers):
            # Each page has fonts of its own, which are embedded when the file is closed.
            own = Path(folder) / str(number)
            own.mkdir()
            added = paper._letter(own)  # noqa: SLF001  # a neighbour in this module
            pages.savefig(paper.figure)
            for artist in added:
                artist.remove()
    return target.getvalue()


def _with_fonts(content: bytes, faces: Mapping[str, bytes], about: Mapping[str, str | None]) -> bytes:
    """An SVG that carries the letters it uses, and its title and description for search and for screen readers."""
    rules = "".join(
        f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};"
        f"src:url(data:font/ttf;base64,{b64encode(faces[style]).decode()}) format('truetype')}}"
        for style, weight in STYLES.items()
    )
    head = "".join(
        f"<{tag}>{escape(str(about[name]))}</{tag}>"
        for tag, name in (("title", "Title"), ("desc", "Description"))
        if about.get(name)
    )
    text = content.decode("utf-8")
    start = text.index(">", text.index("<svg")) + 1
    return f"{text[:start]}{head}<style>{rules}</style>{text[start:]}".encode()


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share more than an edge."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def inside(one: Box, frame: Box) -> bool:
    """Whether a box lies wholly in a frame."""
    return frame[0] <= one[0] and frame[1] <= one[1] and one[2] <= frame[2] and one[3] <= frame[3]


def new_canvas(width: float, height: float, faces: Sequence[Face] | None = None) -> Canvas:
    """A sheet to draw on, with the fonts that are at hand.

    Raises
    ------
    FontMissingError
        There is none.
    """
    regular, bold = faces or fonts.find()
    return Canvas(width, height, regular, bold)
