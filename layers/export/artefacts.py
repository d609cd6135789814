"""A briefing in every form that it can be handed out in; one way for the app and the command line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from geo.errors import ExportError
from geo.frames import Frames
from layers import plates
from layers.briefing import Briefing, write
from layers.export import html, pdf_pages, pptx, story
from layers.messages import Messages
from layers.model import MapView
from layers.plates import Plate
from layers.render.print import picture

KINDS = ("html", "pptx", "pdf", "embed", "json")
SUFFIX = {"html": ".html", "pptx": ".pptx", "pdf": ".pdf", "embed": ".embed.html", "json": ".json"}
MIME = {
    "html": "text/html",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "embed": "text/html",
    "json": "application/json",
}
REVIEW_NUMBER = 40  # characters of a 审图号


@dataclass(frozen=True)
class Artefact:
    """A finished file.

    Parameters
    ----------
    content
        Its bytes; equal input gives equal bytes.
    notices
        What its maker has to know: cut words, characters left out, an unknown placeholder.
    """

    content: bytes
    notices: tuple[str, ...]


def file_name(briefing: Briefing, kind: str, version: str, language: str) -> str:
    """City, title, language and data version."""
    title = "".join(letter if letter.isalnum() else "-" for letter in briefing.title.said("zh")).strip("-")[:40]
    return f"{briefing.city}_{title or 'briefing'}_{language}_{version}{SUFFIX[kind]}"


def snippet(briefing: Briefing, version: str, t: Messages) -> str:
    """The words that show the embedded page in a page of an intranet."""
    return html.snippet(file_name(briefing, "embed", version, t.language), briefing.title.said(t.language))


def _nothing(_done: int, _total: int) -> None:
    """Tells nobody."""


def make(
    kind: str,
    briefing: Briefing,
    frames: Frames,
    whole: MapView,
    t: Messages,
    *,
    review_number: str = "",
    drawn: Sequence[Plate] | None = None,
    progress: Callable[[int, int], None] = _nothing,
) -> Artefact:
    """A briefing as a file.

    Parameters
    ----------
    kind
        One of :data:`KINDS`.
    briefing
        What to play.
    frames, whole
        Data and map of its city, in the language wanted.
    t
        Words of that language.
    review_number
        审图号, if a reviewed map was made.
    drawn
        Its sheets, if they are drawn already.
    progress
        Told how many of how many pages are done.

    Raises
    ------
    ExportError
        There is no such kind, or a sheet fits on no paper.
    FontMissingError
        Slides and PDF need a font with Chinese letters.
    """
    if kind not in KINDS:
        msg = f"没有格式 {kind}。"
        raise ExportError(msg, f"可用：{'、'.join(KINDS)}。")
    number = review_number.strip()[:REVIEW_NUMBER]
    if kind == "json":
        return Artefact(write(replace(briefing, language=t.language), frames.version), ())
    notices: list[str] = []
    if drawn is None:
        drawn, issues = plates.draw_all(briefing, frames, t, whole)
        notices += [f"{issue.row} {issue.message}" for issue in issues]
    if kind in {"html", "embed"}:
        content = story.briefing_page(briefing, drawn, whole, t, review_number=number, embed=kind == "embed")
        progress(len(drawn), len(drawn))
    elif kind == "pptx":
        deck = pptx.make(briefing, drawn, whole.title, t, picture, review_number=number, progress=progress)
        content = deck.content
        notices += [t("slide.removed", count=deck.removed)] if deck.removed else []
    else:
        content, told = pdf_pages.make(briefing, drawn, t, review_number=number, progress=progress)
        notices += told
    return Artefact(content, tuple(notices))
