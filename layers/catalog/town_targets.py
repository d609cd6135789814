"""Population targets of county towns and the central city, as circles at the seat.

城区人口规模 is the population of the TOWN, so the county is never filled by it.
A joint target keeps its counties together and is drawn once, dashed; a range
is drawn at its upper end and labelled with both.
"""

import math

import geopandas as gpd
import pandas as pd

from geo.crs import STORAGE
from geo.frames import Frames
from layers import palette, style
from layers.describe import Describer, quantity
from layers.features import accuracy_words, layer_sources
from layers.messages import Messages
from layers.model import Layer, LegendItem, Style

THEME = "population"
LAYER_ID = "town_targets"
SUBJECTS = ("county_town", "central_city")
UNIT = "万人"
RADIUS_PER_ROOT = 3.6  # pixels for each square root of 10,000 people


def radius(value: float) -> float:
    """Pixels of a circle whose area is proportional to a population in 万人."""
    return RADIUS_PER_ROOT * math.sqrt(value)


def target_rows(frames: Frames) -> pd.DataFrame:
    """Population targets of towns: indicator rows with ``area_codes`` and ``place_id``.

    ``place_id`` is the seat that the figure stands at: the county seat for a
    county town, the city seat for the joint target of the central city. A
    figure without counties stands nowhere and goes to the unlocated list.
    """
    chosen = frames.indicators
    chosen = chosen[
        chosen["subject_code"].isin(SUBJECTS) & (chosen["unit"] == UNIT) & (chosen["kind_code"] == "target")
    ]
    links = frames.indicator_areas.sort_values("ordinal").groupby("indicator_id")["area_code"].agg(tuple)
    known = links.to_dict()
    areas = [known.get(indicator, ()) for indicator in chosen["indicator_id"]]
    seats = [codes[0] if len(codes) == 1 else frames.city_code if codes else "" for codes in areas]
    return chosen.assign(
        area_codes=pd.Series(areas, index=chosen.index, dtype=object), place_id=[f"p-{code}-seat" for code in seats]
    ).reset_index(drop=True)


def _size(wan: int, t: Messages) -> str:
    """Words of a circle in the legend."""
    row = {"value_min": wan, "value_max": wan, "value_text": "", "comparator_code": "eq", "unit": UNIT}
    return quantity(row, "value", t.language)


def build(describer: Describer) -> Layer:
    """Proportional circles at the seats."""
    frames, t = describer.frames, describer.t
    rows = target_rows(frames)
    places = frames.tables["places"].set_index("place_id")
    accuracy = places["accuracy_code"].to_dict()
    found = rows["place_id"].isin(places.index)
    points = [
        (float(places.loc[place, "longitude"]), float(places.loc[place, "latitude"])) if known else (math.nan, math.nan)
        for place, known in zip(rows["place_id"], found, strict=True)
    ]
    records = rows.to_dict("records")
    facts = []
    for row in records:
        pairs = [describer.indicator(row)]
        if len(row["area_codes"]) > 1:
            joint = t("plate.comma").join(frames.county_name(code, t.language) for code in row["area_codes"])
            pairs.append((t("fact.joint"), joint))
        pairs += [(t("fact.note"), row["note"])] if row["note"] else []
        pairs.append((t("fact.meaning"), t("town_targets.meaning")))
        facts.append(tuple(pairs))
    frame = gpd.GeoDataFrame(
        {
            "feature_id": rows["indicator_id"],
            "name": [f"{describer.subject(row)} {quantity(row, 'value', t.language)}" for row in records],
            "label": [quantity(row, "value", t.language) for row in records],
            "accuracy_code": [accuracy.get(place, "unlocated") for place in rows["place_id"]],
            "basis_code": "text",
            "area_codes": rows["area_codes"],
            "facts": pd.Series(facts, dtype=object),
            "citation": pd.Series([describer.citation(row) for row in records], dtype=object),
            **{name: rows[name] for name in ("source_id", "section", "char_offset", "key", "value_min", "value_max")},
        },
        geometry=gpd.GeoSeries.from_xy(*zip(*points, strict=True), crs=STORAGE) if points else [],
        crs=STORAGE,
    )
    colour = palette.accent(THEME)

    def ring(value: float, *, hollow: bool) -> Style:
        return Style(
            "point",
            fill=colour,
            fill_opacity=0.12 if hollow else 0.45,
            line=colour,
            line_width=2.0,
            dash="4 3" if hollow else "",
            radius=radius(value),
        )

    upper = frame["value_max"].fillna(frame["value_min"])
    joint = frame["area_codes"].map(len) > 1
    looks = [ring(value, hollow=bool(both)) for value, both in zip(upper, joint, strict=True)]
    styled = style.add_styles(frame, looks)
    legend = [LegendItem(_size(size, t), ring(size, hollow=False)) for size in (10, 40)] if len(frame) else []
    if joint.any():
        legend.append(LegendItem(t("town_targets.joint"), ring(20, hollow=True)))
    return Layer(
        layer_id=LAYER_ID,
        theme=THEME,
        title=" ".join([*sorted({str(year) for year in rows["year"].dropna()}), t(f"layer.{LAYER_ID}.title")]),
        abstract=t(f"layer.{LAYER_ID}.abstract"),
        frame=styled[found],
        legend=tuple(legend),
        unlocated=pd.DataFrame(styled[~found].drop(columns="geometry")),
        sources=layer_sources(describer, frame),
        accuracy_note=accuracy_words(describer, frame[found], frame[~found]),
        tables=("indicators", "indicator_areas"),
    )
