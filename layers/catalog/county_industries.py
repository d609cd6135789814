"""Counties filled by the industry their plan names first; the base layer of the map."""

from collections.abc import Hashable
from typing import Any

import geopandas as gpd
import pandas as pd

from geo import citations
from geo.crs import STORAGE
from layers import palette, style
from layers.describe import Describer, Facts
from layers.features import accuracy_words, layer_sources
from layers.model import Layer, LegendItem, Style

THEME = "industry"
LAYER_ID = "county_industries"
NO_STATEMENT_DASH = "5 3"


def _facts(county: dict[Hashable, Any], describer: Describer) -> tuple[Facts, dict[Hashable, Any], str]:
    """Facts, the row that is cited, and the leading sector of one county."""
    code, t = county["area_code"], describer.t
    roles, industries = describer.frames.roles, describer.frames.industries
    own_roles = roles[roles["area_code"] == code].to_dict("records")
    own = industries[industries["area_code"] == code].to_dict("records")
    facts = [(t(f"fact.{row['kind_code']}"), row["positioning_zh"]) for row in own_roles]
    if own:
        listed = "、".join(row["industry_zh"] for row in own)
        facts.append((t("fact.industries"), listed + (t("fact.open_list") if own[0]["is_open_list"] else "")))
    facts += [(t("fact.note"), note) for note in dict.fromkeys(row["note"] for row in own_roles + own) if note]
    cited: dict[Hashable, Any] = next(iter(own or own_roles), {})
    return tuple(facts), cited, own[0]["sector_code"] if own else ""


def county_rows(describer: Describer) -> gpd.GeoDataFrame:
    """One polygon a county with what its plan says of it, and ``sector_code`` of what it names first."""
    frames, t = describer.frames, describer.t
    described = [_facts(county, describer) for county in frames.counties.drop(columns="geometry").to_dict("records")]
    counties = frames.counties
    return gpd.GeoDataFrame(
        {
            "feature_id": counties["area_code"],
            "name": counties[f"name_{t.language}"],
            "label": "",
            "accuracy_code": "official",
            "basis_code": "text",
            "area_codes": [(code,) for code in counties["area_code"]],
            "facts": [facts for facts, _, _ in described],
            "citation": [describer.citation(cited) if cited else t("county.no_statement") for _, cited, _ in described],
            "sector_code": [sector for _, _, sector in described],
            **{name: [cited.get(name) for _, cited, _ in described] for name in citations.CITATION_FIELDS},
        },
        geometry=counties.geometry.to_numpy(),
        crs=STORAGE,
    )


def build(describer: Describer) -> Layer:
    """One polygon a county, always drawn; the fill says what industry comes first."""
    frames, t = describer.frames, describer.t
    rows = county_rows(describer)

    def look(sector: str) -> Style:
        fill = palette.sector_fill(sector) if sector else palette.NO_STATEMENT
        dash = "" if sector else NO_STATEMENT_DASH
        return Style("fill", fill=fill, fill_opacity=1.0, line=palette.BOUNDARY, line_width=1.2, dash=dash)

    titles = frames.tables.titles("sector", t.language)
    present = [sector for sector in titles if sector in set(rows["sector_code"])]
    legend = [LegendItem(titles[sector], look(sector)) for sector in present]
    if (rows["sector_code"] == "").any():
        legend.append(LegendItem(t("county.no_statement"), look("")))
    return Layer(
        layer_id=LAYER_ID,
        theme=THEME,
        title=t(f"layer.{LAYER_ID}.title"),
        abstract=t(f"layer.{LAYER_ID}.abstract"),
        frame=style.add_styles(rows, [look(sector) for sector in rows["sector_code"]]),
        legend=tuple(legend),
        unlocated=pd.DataFrame(rows.iloc[:0].drop(columns="geometry")),
        sources=layer_sources(describer, rows),
        accuracy_note=accuracy_words(describer, rows, rows.iloc[:0]),
        tables=("county_industries", "county_roles"),
    )
