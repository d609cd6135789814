"""Industries of the counties by chain: one row for each that the plan names, in the text's order."""

import geopandas as gpd
import pandas as pd

from geo.crs import STORAGE
from layers.describe import Describer
from layers.features import ROWS, build_layer
from layers.model import Layer

THEME = "industry"
LAYER_ID = "industry_roles"


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language; each row is known by its county only."""
    frames, t = describer.frames, describer.t
    industries = frames.industries
    records = industries.to_dict("records")
    shapes = dict(zip(frames.counties["area_code"], frames.counties.geometry, strict=True))
    facts = [
        tuple(
            (label, value)
            for label, value in (
                (t("fact.counties"), frames.county_name(row["area_code"], t.language)),
                (t("fact.sector"), describer.title("sector", row["sector_code"])),
                (t("fact.order"), str(row["ordinal"]) + (t("fact.open_list") if row["is_open_list"] else "")),
                (t("fact.note"), row["note"]),
            )
            if value
        )
        for row in records
    ]
    drawn = industries["area_code"].isin(list(shapes))
    described = industries.assign(
        feature_id=[f"industry-{row['area_code']}-{row['ordinal']}" for row in records],
        name=industries["industry_zh"],
        label="",
        accuracy_code=["county" if known else "unlocated" for known in drawn],
        basis_code="text",
        area_codes=pd.Series([(code,) for code in industries["area_code"]], index=industries.index, dtype=object),
        facts=pd.Series(facts, index=industries.index, dtype=object),
        citation=pd.Series([describer.citation(row) for row in records], index=industries.index, dtype=object),
        geometry=gpd.GeoSeries([shapes.get(code) for code in industries["area_code"]], index=industries.index),
    )
    rows = gpd.GeoDataFrame(described[[*ROWS, "sector_code"]], geometry="geometry", crs=STORAGE)
    return build_layer(describer, LAYER_ID, THEME, rows, "gear", ("county_industries",))
