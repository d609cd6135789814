"""Code to colour. Sectors carry fills, layers carry accents; all ``#rrggbb``.

Fills are light enough for dark text on them (contrast at least 7:1, tested),
and the sectors that come first in the counties of one city stay apart for
colour-blind readers and in greyscale. Accents come in three tones that are
dark enough for lines and symbols on every fill (at least 3:1, tested): the
further a thing has come, the darker it is.
"""

from typing import Literal

Phase = Literal["existing", "building", "planned", "unstated"]
PHASES: tuple[Phase, ...] = ("existing", "building", "planned", "unstated")

INK = "#1f2933"
QUIET_INK = "#52606d"
BASE_FILL = "#f3f1ea"
BOUNDARY = "#7b8794"
SELECTED = "#b91c1c"
NO_STATEMENT = "#fafafa"
WATER = "#c3ddee"
WATER_LINE = "#86b4d4"
NEIGHBOUR_LINE = "#c3cad1"

SECTOR_FILLS = {
    "nonferrous": "#edac88",
    "environmental": "#d2f9d9",
    "new_materials": "#bdcada",
    "gems": "#eac3fa",
    "equipment": "#e2e7fe",
    "tourism_culture": "#e9b5b3",
    "wellness": "#aee3d3",
    "electronics": "#e2e3aa",
    "food_medicine": "#d5dd8c",
    "building_materials": "#d9c7b8",
    "aviation": "#bfe3f2",
    "industry": "#d8d2c4",
    "logistics": "#c7d3b0",
    "agriculture": "#cfe3a5",
}

# Light to dark in one hue; the darkest still carries dark text and dark symbols.
_LIGHTEST, _DARKEST = (237, 244, 236), (149, 193, 129)

ACCENTS = {
    "population": "#1d4ed8",
    "industry": "#9a3412",
    "projects": "#6d28d9",
    "transport": "#374151",
    "water_energy": "#0e7490",
    "agriculture": "#4d7c0f",
    "tourism": "#be185d",
    "ecology": "#15803d",
    "pilots": "#a16207",
    "regions": "#115e59",
}
# Layers of one theme that would otherwise look alike on one map.
LAYER_ACCENTS = {
    "central_towns": "#1d4ed8",
    "characteristic_towns": "#7e22ce",
    "small_towns": "#0f766e",
    "towns": "#57534e",
    "town_axes": "#0f766e",
    "industry_structure": "#7c2d12",
    "national_parks": "#9f1239",
    "provincial_parks": "#9a3412",
    "parks": "#854d0e",
    "clusters": "#57534e",
    "platforms": "#6b21a8",
    "enterprises": "#0f766e",
    "industry_roles": "#1e3a8a",
    "service_projects": "#a21caf",
    "digital_projects": "#1d4ed8",
    "infrastructure_projects": "#57534e",
    "social_projects": "#be123c",
    "agriculture_projects": "#4d7c0f",
    "tourism_projects": "#be185d",
    "projects": "#334155",
    "expressways": "#b45309",
    "expressway_sections": "#b45309",
    "roads": "#92400e",
    "airports": "#4338ca",
    "airport_structure": "#4338ca",
    "waterways": "#0369a1",
    "waterway_structure": "#0369a1",
    "port_structure": "#0369a1",
    "logistics_structure": "#7e22ce",
    "logistics_parks": "#7e22ce",
    "logistics_links": "#7e22ce",
    "reservoirs": "#1d4ed8",
    "energy": "#b45309",
    "power_grid": "#854d0e",
    "gas_pipelines": "#86198f",
    "livestock": "#92400e",
    "farm_brands": "#a21caf",
    "farm_bases": "#0f766e",
    "wellness_structure": "#0f766e",
    "hot_springs": "#c2410c",
    "forests": "#3f6212",
    "red_sites": "#b91c1c",
    "heritage": "#92400e",
    "events": "#7e22ce",
    "tourism_villages": "#4d7c0f",
    "tourism_routes": "#0f766e",
    "water_protection": "#0369a1",
    "demonstrations": "#15803d",
    "designations": "#9f1239",
    "bids": "#6d28d9",
    "positioning": "#334155",
    "province_structure": "#334155",
}
# Highest relative luminance of an accent in each phase.
_TONE: dict[Phase, float] = {"existing": 0.035, "building": 0.075, "planned": 0.112, "unstated": 0.075}


def sector_fill(sector_code: str) -> str:
    """Fill of a sector; neutral for sectors that have none of their own."""
    return SECTOR_FILLS.get(sector_code, "#dedede")


def accent(theme: str, layer_id: str = "", phase: Phase = "building") -> str:
    """Line and symbol colour of a theme or one of its layers, in the tone of a phase."""
    return tone(LAYER_ACCENTS.get(layer_id, ACCENTS[theme]), phase)


def channels(colour: str) -> tuple[float, float, float]:
    """Red, green and blue of ``#rrggbb``, 0 to 1."""
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2, 0 to 1."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def tone(colour: str, phase: Phase) -> str:
    """The colour as dark or as light as a phase of life is drawn, in the same hue."""
    wanted = _TONE[phase]
    end = 0.0 if luminance(colour) > wanted else 1.0
    low, high = 0.0, 1.0
    for _ in range(20):
        share = (low + high) / 2
        reached = luminance(_mixed(colour, end, share))
        if (reached > wanted) == (end == 0.0):
            low = share
        else:
            high = share
    return _mixed(colour, end, high if end == 0.0 else low)


def _mixed(colour: str, end: float, share: float) -> str:
    """A colour with a share of black (0) or white (1)."""
    return "#" + "".join(f"{round(255 * (part * (1 - share) + end * share)):02x}" for part in channels(colour))


def ramp(count: int) -> tuple[str, ...]:
    """Fills of ordered classes, light to dark.

    Parameters
    ----------
    count
        1 to 7.
    """
    shares = [number / max(count - 1, 1) for number in range(count)] if count > 1 else [0.5]
    return tuple(
        "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(_LIGHTEST, _DARKEST, strict=True))
        for share in shares
    )
