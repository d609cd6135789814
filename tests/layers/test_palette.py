import re

import pytest

from geo import frames
from geo.paths import DataPaths
from layers import catalog, palette


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def over(colour: str, opacity: float, ground: str) -> str:
    """A colour of some opacity laid over another."""
    parts = [
        round(int(colour[at : at + 2], 16) * opacity + int(ground[at : at + 2], 16) * (1 - opacity)) for at in (1, 3, 5)
    ]
    return "#" + "".join(f"{part:02x}" for part in parts)


FILLS = [*palette.SECTOR_FILLS.values(), palette.NO_STATEMENT, palette.sector_fill("other")]


def test_contrast_follows_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("fill", FILLS)
def test_names_on_a_county_fill_can_be_read(fill: str) -> None:
    assert contrast(palette.INK, fill) >= 7
    assert contrast(palette.INK, over(fill, 0.85, "#ffffff")) >= 7


@pytest.mark.parametrize("theme", catalog.THEMES)
def test_lines_of_a_theme_stand_out_from_the_base(theme: str) -> None:
    assert contrast(palette.accent(theme), palette.BASE_FILL) >= 3


@pytest.mark.parametrize("fill", FILLS)
def test_selection_stands_out_from_every_county_fill(fill: str) -> None:
    assert contrast(palette.SELECTED, fill) >= 3


def test_every_theme_has_an_accent_and_every_accent_a_theme() -> None:
    assert set(palette.ACCENTS) == set(catalog.THEMES)


def test_colours_are_written_alike_and_no_two_sectors_share_one() -> None:
    colours = [*palette.SECTOR_FILLS.values(), *palette.ACCENTS.values(), palette.INK, palette.BASE_FILL]
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in colours)
    assert len(set(FILLS)) == len(FILLS)
    assert len(set(palette.ACCENTS.values())) == len(palette.ACCENTS)


def test_fills_are_for_codes_of_the_sector_list() -> None:
    sectors = frames.load_tables(DataPaths()).titles("sector", "zh")
    assert set(palette.SECTOR_FILLS) <= set(sectors)
