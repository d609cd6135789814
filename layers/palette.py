"""Code to colour. Sectors carry fills, layers carry accents; all ``#rrggbb``.

Fills are light enough for dark text on them (contrast at least 7:1, tested);
accents are dark enough for lines and symbols on the base (at least 3:1, tested).
"""

INK = "#1f2933"
BASE_FILL = "#f3f1ea"
BOUNDARY = "#7b8794"
SELECTED = "#b91c1c"
NO_STATEMENT = "#e7e5df"
WATER = "#b8d6ea"
WATER_LINE = "#7fb0d3"

SECTOR_FILLS = {
    "nonferrous": "#dcb987",
    "environmental": "#a5cf96",
    "new_materials": "#a9c4ea",
    "gems": "#cbb2e3",
    "equipment": "#b9c2cc",
    "tourism_culture": "#f2b3ac",
    "wellness": "#9fdacb",
    "electronics": "#f6dc7f",
    "food_medicine": "#d5dd8c",
    "building_materials": "#d9c7b8",
    "aviation": "#bfe3f2",
    "industry": "#d8d2c4",
    "logistics": "#c7d3b0",
    "agriculture": "#cfe3a5",
}

ACCENTS = {
    "population": "#1d4ed8",
    "industry": "#9a3412",
    "projects": "#6d28d9",
    "transport": "#374151",
    "water_energy": "#0e7490",
    "agriculture": "#4d7c0f",
    "tourism": "#be185d",
    "pilots": "#a16207",
    "regions": "#115e59",
}


def sector_fill(sector_code: str) -> str:
    """Fill of a sector; neutral for sectors that have none of their own."""
    return SECTOR_FILLS.get(sector_code, "#dedede")


def accent(theme: str) -> str:
    """Line and symbol colour of a theme."""
    return ACCENTS[theme]
