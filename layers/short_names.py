"""What tells several layers apart where there is room for a few letters only."""

from collections.abc import Sequence


def short_names(titles: Sequence[str]) -> list[str]:
    """A short name for each title; no two are alike while their letters allow it.

    The first character of a Chinese title, else three letters; where an
    earlier title has it already, the next character that is free, or the
    first two letters and a later one. The map in the browser does the same
    (``symbols.js``).
    """
    found: list[str] = []
    for title in titles:
        letters = "".join(letter for letter in title if letter.isalpha())
        if "\u4e00" <= letters[:1] <= "\u9fff":
            offered = list(letters)
        else:
            offered = [letters[:3], *(letters[:2] + letter for letter in letters[3:])]
        found.append(next((name for name in offered if name not in found), letters[:3]))
    return found
