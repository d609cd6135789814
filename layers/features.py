"""Layers of feature tables and of structures: rows, facts and styles put together."""

from collections.abc import Collection

import geopandas as gpd
import pandas as pd

from geo.crs import STORAGE
from layers import palette, style
from layers.describe import Describer
from layers.messages import Messages
from layers.model import Layer, LegendItem, Style

ROWS = [
    "feature_id", "name", "label", "accuracy_code", "basis_code", "area_codes", "facts", "citation",
    "source_id", "section", "char_offset", "key", "geometry",
]  # fmt: skip
EXTRA = ["status_code", "sector_code", "geometry_origin", "geometry_licence", "geometry_element"]


def build_layer(layer_id: str, theme: str, rows: gpd.GeoDataFrame, t: Messages) -> Layer:
    """A layer from described rows, styled by how well each is known.

    Parameters
    ----------
    layer_id, theme
        Name and group; titles come from the message table.
    rows
        Columns :data:`ROWS`; rows without geometry go to the unlocated list.
    t
        Words of the language wanted.
    """
    colour = palette.accent(theme)
    drawn = rows[rows.geometry.notna()]
    kinds = [style.geometry_kind(shape) for shape in drawn.geometry]
    pairs = zip(kinds, drawn["accuracy_code"], drawn["basis_code"], strict=True)
    styles = [style.accuracy_style(kind, accuracy, basis, colour) for kind, accuracy, basis in pairs]
    return Layer(
        layer_id=layer_id,
        theme=theme,
        title=t(f"layer.{layer_id}.title"),
        abstract=t(f"layer.{layer_id}.abstract"),
        frame=style.add_styles(drawn, styles),
        legend=style.accuracy_legend(drawn, colour, t),
        unlocated=pd.DataFrame(rows[rows.geometry.isna()].drop(columns="geometry")),
    )


def _described(rows: pd.DataFrame) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(rows, geometry="geometry", crs=STORAGE)


def feature_rows(describer: Describer, table: str, kinds: Collection[str] | None = None) -> gpd.GeoDataFrame:
    """Rows of a feature table with name, facts and citation; all kinds unless some are named."""
    frame = describer.frames.features[table]
    if kinds is not None:
        frame = frame[frame["kind_code"].isin(list(kinds))]
    records = frame.to_dict("records")
    described = frame.assign(
        name=frame["name_zh"],
        label="",
        facts=pd.Series([describer.feature(table, row) for row in records], index=frame.index, dtype=object),
        citation=pd.Series([describer.citation(row) for row in records], index=frame.index, dtype=object),
    )
    return _described(described[[*ROWS, *EXTRA]])


def component_rows(describer: Describer, theme_code: str) -> gpd.GeoDataFrame:
    """Components of the city's structures of one theme, with name, facts and citation."""
    frames = describer.frames
    chosen = frames.structures.loc[frames.structures["theme_code"] == theme_code, "structure_id"]
    frame = frames.components[frames.components["structure_id"].isin(chosen)]
    records = frame.to_dict("records")
    described = frame.assign(
        feature_id=frame["component_id"],
        name=frame["name_zh"],
        label=frame["name_zh"].str.replace("（.*", "", regex=True).where(frame["geometry_code"] == "line", ""),
        facts=pd.Series([describer.component(row) for row in records], index=frame.index, dtype=object),
        citation=pd.Series([describer.citation(row) for row in records], index=frame.index, dtype=object),
    )
    return _described(described[ROWS])


def feature_layer(
    describer: Describer, layer_id: str, theme: str, table: str, kinds: Collection[str] | None = None
) -> Layer:
    """A layer of one feature table."""
    return build_layer(layer_id, theme, feature_rows(describer, table, kinds), describer.t)


# Roles drawn larger or smaller than the rest, as radius or line width in pixels.
_ROLE_SIZE = {"core": 13.0, "pole": 10.0, "node": 9.0}


def structure_layer(describer: Describer, layer_id: str, theme: str, theme_code: str) -> Layer:
    """A layer of the structures of one theme; cores and poles larger, county zones as areas."""
    t = describer.t
    rows = component_rows(describer, theme_code)
    layer = build_layer(layer_id, theme, rows, t)
    frame = layer.frame.copy()
    roles = describer.frames.components.set_index("component_id")["role_code"]
    size = frame["feature_id"].map(roles).map(_ROLE_SIZE)
    point = frame["symbol"] == "point"
    frame.loc[point & size.notna(), "radius"] = size
    frame.loc[point, "fill"], frame.loc[point, "fill_opacity"] = "#ffffff", 0.75
    frame.loc[point, "line"], frame.loc[point, "line_width"] = palette.accent(theme), 3.0
    frame.loc[frame["symbol"] == "line", "line_width"] = 6.0
    zones = frame["feature_id"].map(roles).eq("zone") & (frame["symbol"] == "badge")
    several = zones & (frame["area_codes"].map(len) > 1)
    colour = palette.accent(theme)
    frame.loc[several, ["symbol", "fill", "line", "dash"]] = ["fill", colour, colour, style.SCHEMATIC_DASH]
    frame.loc[several, ["fill_opacity", "line_width"]] = [0.18, 2.0]
    structures = describer.frames.structures
    names = structures.loc[structures["theme_code"] == theme_code, "name_zh"]
    title = t("layer.named", title=layer.title, names="、".join(names)) if len(names) else layer.title
    return Layer(
        layer.layer_id,
        layer.theme,
        title,
        layer.abstract,
        frame,
        _structure_legend(frame, colour, t),
        layer.unlocated,
    )


def _structure_legend(frame: gpd.GeoDataFrame, colour: str, t: Messages) -> tuple[LegendItem, ...]:
    items = []
    symbols = set(frame["symbol"])
    if "point" in symbols:
        mark = Style("point", fill="#ffffff", fill_opacity=0.75, line=colour, line_width=3.0, radius=9.0)
        items.append(LegendItem(t("legend.structure_point"), mark))
    for dash, key in ((style.SCHEMATIC_DASH, "legend.line_text"), (style.GENERAL_DASH, "legend.line_general")):
        if ((frame["symbol"] == "line") & (frame["dash"] == dash)).any():
            items.append(LegendItem(t(key), Style("line", line=colour, line_width=6.0, dash=dash)))
    extent = (frame["symbol"] == "fill") & (frame["accuracy_code"] == "schematic")
    if extent.any():
        items.append(LegendItem(t("legend.extent"), style.accuracy_style("area", "schematic", "text", colour)))
    if ((frame["symbol"] == "fill") & ~extent).any():
        area = Style("fill", fill=colour, fill_opacity=0.18, line=colour, line_width=2.0, dash=style.SCHEMATIC_DASH)
        items.append(LegendItem(t("legend.structure_area"), area))
    if "badge" in symbols:
        items.append(LegendItem(t("accuracy.county"), style.accuracy_style("area", "county", "text", colour)))
    return tuple(items)
