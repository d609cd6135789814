"""A briefing: views in an order, each with title, text and speaker note; a small file the planner owns.

A sheet says *what* is shown, by the text parameters of a view, by figures and by
a table that are looked up in the data when it is drawn (:mod:`layers.plates`).
Its words may hold placeholders, so that no figure is ever typed.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from layers.definition import ViewDefinition
from layers.messages import Language

FORMAT = 1
LIMITS = {"title": 60, "text": 400, "note": 4000}
MOST_SHEETS = 120
MOST_FIGURES = 4
TABLES = ("counts", "rows", "status", "kinds", "counties", "county", "headlines", "none")
OF_LAYER = ("rows", "status", "kinds", "counties")


@dataclass(frozen=True)
class Words:
    """The same words in Chinese and in English; a planner's own words stand in both."""

    zh: str
    en: str

    def said(self, language: Language) -> str:
        """In one language."""
        return self.en if language == "en" else self.zh

    def plain(self) -> str | dict[str, str]:
        """As it stands in a file."""
        return self.zh if self.zh == self.en else {"zh": self.zh, "en": self.en}

    def changed(self, language: Language, text: str) -> "Words":
        """With other words in one language, and in both where both were alike."""
        if self.zh == self.en:
            return Words(text, text)
        return replace(self, en=text) if language == "en" else replace(self, zh=text)


@dataclass(frozen=True)
class Sheet:
    """One view of a briefing.

    Parameters
    ----------
    title, text, note
        Heading, a sentence or two beside the map, and what the speaker says.
        Placeholders are allowed; see :mod:`layers.plates`.
    view
        What the map shows.
    figures
        Up to :data:`MOST_FIGURES` key figures, as placeholders without braces:
        ``value:cz-ind-068``, ``total:projects``.
    table
        One of :data:`TABLES`, with a layer where it needs one: ``rows~parks``.
    """

    title: Words
    view: ViewDefinition
    text: Words = field(default_factory=lambda: Words("", ""))
    note: Words = field(default_factory=lambda: Words("", ""))
    figures: tuple[str, ...] = ()
    table: str = "counts"

    def plain(self) -> dict[str, Any]:
        """As it stands in a file."""
        query = self.view.to_query()
        del query["lang"]
        return {
            "title": self.title.plain(),
            "text": self.text.plain(),
            "note": self.note.plain(),
            "view": query,
            "figures": list(self.figures),
            "table": self.table,
        }


@dataclass(frozen=True)
class Briefing:
    """An ordered list of sheets of one city.

    Parameters
    ----------
    title
        Heading of the whole.
    city
        City code.
    language
        In which it is played unless another is asked for.
    sheets
        At least one, in the order of play.
    """

    title: Words
    city: str
    language: Language
    sheets: tuple[Sheet, ...]

    def plain(self) -> dict[str, Any]:
        """What is written and hashed."""
        return {
            "briefing": FORMAT,
            "title": self.title.plain(),
            "city": self.city,
            "language": self.language,
            "views": [sheet.plain() for sheet in self.sheets],
        }

    @property
    def digest(self) -> str:
        """SHA-256 of its content, whatever data version it was written with."""
        return content_hash(self.plain())


def content_hash(content: dict[str, Any]) -> str:
    """SHA-256 of a briefing's content: all keys but ``data_version`` and ``hash``, in one spelling."""
    kept = {name: value for name, value in content.items() if name not in {"data_version", "hash"}}
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def write(briefing: Briefing, data_version: str) -> bytes:
    """A briefing as a file: UTF-8 JSON with the data version and a hash; equal input, equal bytes."""
    content = briefing.plain() | {"data_version": data_version, "hash": briefing.digest}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def unique_title(wanted: str, taken: Sequence[str]) -> str:
    """A title that no other sheet has: ``园区 2`` beside ``园区``."""
    title, number = wanted, 2
    while title in taken:
        ending = f" {number}"
        title, number = wanted[: LIMITS["title"] - len(ending)] + ending, number + 1
    return title
