"""Names as they are typed: folded text, and the pinyin of each character with all its readings."""

import unicodedata
from functools import lru_cache

from pypinyin import Style, pinyin

Readings = tuple[tuple[str, ...], ...]  # for each character what may be typed for it
_TWO_LETTERS = ("zh", "ch", "sh")


def fold(text: str) -> str:
    """Text without case, width, spaces and punctuation: ``Ｇ２４０（资兴段）`` is ``g240资兴段``."""
    return "".join(words(text))


def words(text: str) -> list[str]:
    """The folded words of a text: what stands between spaces and punctuation."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(letter if letter.isalnum() else " " for letter in plain).split()


@lru_cache(maxsize=8192)
def readings_of(letter: str) -> tuple[str, ...]:
    """Pinyin of one character without tones, every reading it has; itself if it has none.

    Readings are of the character alone, so that a polyphone (长, 重, 行) is
    found by each of them. ``ü`` may be typed as ``v`` or as ``u``.
    """
    if letter.isascii():
        return (letter,)
    found = pinyin(letter, style=Style.NORMAL, heteronym=True, errors="ignore", strict=False)
    heard = [sound for sounds in found for sound in sounds if sound.isascii() and sound.isalpha()]
    heard += [sound.replace("v", "u") for sound in heard if "v" in sound]
    return tuple(dict.fromkeys(heard)) or (letter,)


def readings(folded: str) -> Readings:
    """Readings of each character of folded text."""
    return tuple(readings_of(letter) for letter in folded)


def _spelled_from(typed: str, spoken: Readings, start: int) -> bool:
    """Whether letters spell characters from one on, each by its reading or its initial."""
    offsets = {0}
    for sounds in spoken[start:]:
        following: set[int] = set()
        for offset in offsets:
            rest = typed[offset:]
            for sound in sounds:
                if sound.startswith(rest):
                    return True
                if rest.startswith(sound):
                    following.add(offset + len(sound))
                if rest[0] == sound[0]:
                    following.add(offset + 1)
                if sound[:2] in _TWO_LETTERS and rest.startswith(sound[:2]):
                    following.add(offset + 2)
        if not following:
            return False
        offsets = following
    return False


def spelled_at(typed: str, spoken: Readings) -> int | None:
    """Position of the first character from which on letters spell a name; None if they do not.

    ``gy``, ``guiyang``, ``guiy`` and ``gyang`` all spell 桂阳.

    Parameters
    ----------
    typed
        Folded letters and figures.
    spoken
        Output of :func:`readings`.
    """
    if not typed:
        return None
    for start, sounds in enumerate(spoken):
        if any(sound[0] == typed[0] for sound in sounds) and _spelled_from(typed, spoken, start):
            return start
    return None
