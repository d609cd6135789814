import itertools
import re
from collections.abc import Sequence
from types import ModuleType

import numpy as np
import numpy.typing as npt
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


# Vision without one kind of cones: linear RGB to linear RGB, severity 1.0, of Machado, Oliveira and
# Fernandes, A Physiologically-based Model for Simulation of Color Vision Deficiency (2009), table 1.
VISIONS = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]]
)
Colour = npt.NDArray[np.float64]


def channels(colour: str) -> Colour:
    """Linear red, green and blue."""
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(linear: Colour) -> Colour:
    """CIE L*a*b* of linear RGB, white point D65."""
    parts = np.clip(linear, 0, 1) @ TO_XYZ.T / [0.95047, 1.0, 1.08883]
    bent = np.where(parts > 216 / 24389, np.cbrt(parts), (24389 / 27 * parts + 16) / 116)
    return np.array([116 * bent[1] - 16, 500 * (bent[0] - bent[1]), 200 * (bent[1] - bent[2])])


def least_difference(colours: Sequence[str], vision: str) -> float:
    """The smallest CIE76 difference of any two colours as a vision sees them."""
    seen = [lab(VISIONS[vision] @ channels(colour)) for colour in colours]
    return min(float(np.linalg.norm(one - other)) for one, other in itertools.combinations(seen, 2))


def layer_id(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


def first_sectors(city: str) -> list[str]:
    """Sectors that the base layer of a city shows."""
    industries = frames.load_tables(DataPaths())["county_industries"]
    first = industries[(industries["ordinal"] == 1) & industries["area_code"].str.startswith(city[:4])]
    return list(dict.fromkeys(first["sector_code"]))


FILLS = [*palette.SECTOR_FILLS.values(), palette.NO_STATEMENT, palette.sector_fill("other")]


def test_contrast_follows_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("fill", FILLS)
def test_names_on_a_county_fill_can_be_read(fill: str) -> None:
    assert contrast(palette.INK, fill) >= 7
    assert contrast(palette.INK, over(fill, 0.85, "#ffffff")) >= 7


GROUNDS = [*FILLS, palette.BASE_FILL, *palette.ramp(7)]


@pytest.mark.parametrize("stage", palette.PHASES)
@pytest.mark.parametrize(
    ("theme", "layer_id"),
    [(module.THEME, layer_id(module)) for modules in catalog.THEMES.values() for module in modules],
)
def test_lines_and_symbols_stand_out_from_every_county_fill(theme: str, layer_id: str, stage: palette.Phase) -> None:
    colour = palette.accent(theme, layer_id, stage)
    assert min(contrast(colour, ground) for ground in GROUNDS) >= 3


@pytest.mark.parametrize("theme", catalog.THEMES)
def test_phases_differ_in_greyscale_and_keep_their_hue(theme: str) -> None:
    tones = [palette.accent(theme, "", stage) for stage in ("existing", "building", "planned")]
    greys = [lab(channels(tone))[0] for tone in tones]
    assert greys == sorted(greys)
    assert min(np.diff(greys)) > 6


@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#1d4ed8", "#dddddd"])
def test_tone_is_as_light_as_its_phase(colour: str) -> None:
    for stage, light in (("existing", 0.035), ("building", 0.075), ("planned", 0.112)):
        assert palette.luminance(palette.tone(colour, stage)) == pytest.approx(light, abs=0.012)


@pytest.mark.parametrize("count", range(2, 8))
def test_ordered_classes_darken_in_even_steps_that_print_in_grey(count: int) -> None:
    greys = [lab(channels(colour))[0] for colour in palette.ramp(count)]
    steps = -np.diff(greys)
    assert steps.min() >= 3
    assert steps.max() - steps.min() < 1.5
    assert all(contrast(palette.INK, colour) >= 4.5 for colour in palette.ramp(count))


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("count", range(2, 8))
def test_ordered_classes_stay_apart_for_every_vision(count: int, vision: str) -> None:
    assert least_difference(palette.ramp(count), vision) > 4


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("city", ["431000", "430300"])
def test_sectors_that_come_first_in_one_city_stay_apart_for_every_vision(city: str, vision: str) -> None:
    fills = [palette.sector_fill(sector) for sector in first_sectors(city)]
    assert len(fills) > 2
    assert least_difference([*fills, palette.NO_STATEMENT], vision) > 8


@pytest.mark.parametrize("city", ["431000", "430300"])
def test_sectors_that_come_first_in_one_city_differ_in_greyscale(city: str) -> None:
    greys = sorted(lab(channels(palette.sector_fill(sector)))[0] for sector in first_sectors(city))
    assert min(np.diff(greys)) > 2


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
