"""Every word on screen, from one table, in Chinese and English."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
TABLE = Path(__file__).with_name("messages.csv")


@cache
def read_messages() -> dict[str, dict[str, str]]:
    """Key to words in each language."""
    with TABLE.open(encoding="utf-8", newline="") as stream:
        return {row["key"]: {"zh": row["zh"], "en": row["en"]} for row in csv.DictReader(stream)}


@dataclass(frozen=True)
class Messages:
    """The words of one language.

    Parameters
    ----------
    language
        ``zh`` or ``en``.
    """

    language: Language

    def __call__(self, key: str, /, **values: object) -> str:
        """Words of a key with its ``{placeholders}`` filled in.

        Raises
        ------
        KeyError
            The table has no such key: a mistake in the code, caught by a test.
        """
        words = read_messages()[key][self.language]
        return words.format(**values) if values else words
