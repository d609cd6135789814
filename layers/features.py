"""Layers of feature tables and of structures: rows, facts and styles put together."""

from collections.abc import Collection, Hashable
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.crs import STORAGE
from layers import palette, style
from layers.describe import Describer, short_name
from layers.model import Layer, LegendItem, Style

ROWS = [
    "feature_id", "name", "label", "accuracy_code", "basis_code", "area_codes", "facts", "citation",
    "source_id", "section", "char_offset", "key", "geometry",
]  # fmt: skip
STRUCTURE_TABLES = ("structures", "components", "component_members")
EXTRA = ["status_code", "sector_code", "geometry_origin", "geometry_licence", "geometry_element"]


def layer_sources(describer: Describer, *parts: pd.DataFrame) -> tuple[str, ...]:
    """Short titles of the documents that rows cite, those with most rows first."""
    cited = pd.concat([part["source_id"] for part in parts]).dropna()
    titles = describer.frames.source_titles(describer.t.language)
    return tuple(titles.get(name, name) for name in cited[cited != ""].value_counts().index)


def accuracy_words(describer: Describer, drawn: pd.DataFrame, missing: pd.DataFrame) -> str:
    """How many rows of a layer are known in which way, in words."""
    titles = describer.frames.tables.titles("accuracy", describer.t.language)
    return style.accuracy_note(drawn, len(missing), titles, describer.t)


def _styles(drawn: gpd.GeoDataFrame, colour: str, shape: str) -> list[Style]:
    """Styles of rows of feature tables."""
    kinds = [style.geometry_kind(geometry) for geometry in drawn.geometry]
    stages = [style.phase(code) for code in drawn.get("status_code", pd.Series("", index=drawn.index))]
    return [
        style.accuracy_style(kind, accuracy, basis, colour, stage, shape)
        for kind, accuracy, basis, stage in zip(kinds, drawn["accuracy_code"], drawn["basis_code"], stages, strict=True)
    ]


def build_layer(
    describer: Describer, layer_id: str, theme: str, rows: gpd.GeoDataFrame, shape: str, tables: tuple[str, ...]
) -> Layer:
    """A layer from described rows, styled by how well each is known and how far it has come.

    Parameters
    ----------
    describer
        Data and words.
    layer_id, theme
        Name and group; titles come from the message table.
    rows
        Columns :data:`ROWS`; rows without geometry go to the unlocated list.
    shape
        Symbol of its points and badges.
    tables
        Tables of the data package that the rows come from.
    """
    t = describer.t
    colour = palette.accent(theme, layer_id)
    located = rows.geometry.notna().to_numpy()
    drawn, missing = rows[located], pd.DataFrame(rows.drop(columns="geometry"))[~located]
    return Layer(
        layer_id=layer_id,
        theme=theme,
        title=t(f"layer.{layer_id}.title"),
        abstract=t(f"layer.{layer_id}.abstract"),
        frame=style.add_styles(drawn, _styles(drawn, colour, shape)),
        legend=style.accuracy_legend(drawn, colour, t, shape),
        unlocated=missing,
        sources=layer_sources(describer, rows),
        accuracy_note=accuracy_words(describer, drawn, missing),
        tables=tables,
    )


def _described(rows: pd.DataFrame) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(rows, geometry="geometry", crs=STORAGE)


def feature_rows(describer: Describer, table: str, kinds: Collection[str] | None = None) -> gpd.GeoDataFrame:
    """Rows of a feature table with name, facts and citation; all kinds unless some are named.

    What has a place of its own is labelled with its short name.
    """
    frame = describer.frames.features[table]
    if kinds is not None:
        frame = frame[frame["kind_code"].isin(list(kinds))]
    records = frame.to_dict("records")
    placed = ~frame["accuracy_code"].isin(["county", "unlocated"])
    described = frame.assign(
        name=frame["name_zh"],
        label=frame["name_zh"].map(short_name).where(placed, ""),
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
        label=frame["name_zh"].map(short_name).where(frame.geometry.notna(), ""),
        facts=pd.Series([describer.component(row) for row in records], index=frame.index, dtype=object),
        citation=pd.Series([describer.citation(row) for row in records], index=frame.index, dtype=object),
    )
    return _described(described[[*ROWS, "role_code"]])


def feature_layer(
    describer: Describer, layer_id: str, theme: str, table: str, kinds: Collection[str], shape: str
) -> Layer:
    """A layer of some kinds of one feature table."""
    return build_layer(describer, layer_id, theme, feature_rows(describer, table, kinds), shape, (table,))


# How the parts of a structure are drawn, by role: radius and symbol of points, width of lines.
_ROLE_POINT = {
    "core": (13.0, "circle"),
    "hub": (12.0, "hexagon"),
    "pole": (10.0, "diamond"),
    "node": (9.0, "square"),
    "airport": (9.0, "plane"),
}
_ROLE_WIDTH = {"belt": 4.5, "road_ns": 4.0, "road_ew": 4.0, "road_link": 3.0, "waterway": 3.5}
POINT, LINE = (8.0, "circle"), 6.0
AREA, EXTENT = 0.18, 0.14  # opacity of counties named, and of a sketched extent


def _component_style(kind: str, row: dict[Hashable, Any], colour: str, shape: str) -> Style:
    """Style of one component: points hollow with a solid rim, zones of several counties as areas."""
    role, accuracy, basis = row["role_code"], row["accuracy_code"], row["basis_code"]
    zone = role == "zone" and accuracy == "county" and len(row["area_codes"]) > 1
    if accuracy == "county" and not zone:
        return style.accuracy_style(kind, accuracy, basis, colour, shape=shape)
    if kind == "line":
        dash = style.GENERAL_DASH if basis == "general" else style.SCHEMATIC_DASH
        return Style("line", line=colour, line_width=_ROLE_WIDTH.get(role, LINE), dash=dash)
    if kind == "area":
        opacity = EXTENT if accuracy == "schematic" else AREA
        return Style("fill", fill=colour, fill_opacity=opacity, line=colour, line_width=2.0, dash=style.SCHEMATIC_DASH)
    radius, symbol = _ROLE_POINT.get(role, POINT)
    own = symbol if shape == "circle" else shape
    return Style("point", fill="#ffffff", fill_opacity=0.85, line=colour, line_width=3.0, radius=radius, shape=own)


def structure_layer(describer: Describer, layer_id: str, theme: str, theme_code: str, shape: str = "circle") -> Layer:
    """A layer of the structures of one theme; cores and poles larger, county zones as areas.

    Parameters
    ----------
    describer
        Data and words.
    layer_id, theme
        Name and group.
    theme_code
        Theme of the structures.
    shape
        Symbol of its points and badges; ``circle`` leaves each role its own.
    """
    t = describer.t
    rows = component_rows(describer, theme_code)
    colour = palette.accent(theme, layer_id)
    located = rows.geometry.notna().to_numpy()
    drawn, missing = rows[located], pd.DataFrame(rows.drop(columns="geometry"))[~located]
    records = drawn.drop(columns="geometry").to_dict("records")
    styles = [
        _component_style(style.geometry_kind(geometry), row, colour, shape)
        for geometry, row in zip(drawn.geometry, records, strict=True)
    ]
    frame = style.add_styles(drawn, styles)
    frame["label"] = frame["label"].where(frame["symbol"] != "badge", "")
    structures = describer.frames.structures
    names = structures.loc[structures["theme_code"] == theme_code, "name_zh"]
    title = t(f"layer.{layer_id}.title")
    return Layer(
        layer_id=layer_id,
        theme=theme,
        title=t("layer.named", title=title, names="、".join(names)) if len(names) else title,
        abstract=t(f"layer.{layer_id}.abstract"),
        frame=frame,
        legend=_structure_legend(describer, drawn["role_code"], styles),
        unlocated=missing,
        sources=layer_sources(describer, rows),
        accuracy_note=accuracy_words(describer, drawn, missing),
        tables=STRUCTURE_TABLES,
    )


def _structure_legend(describer: Describer, roles: pd.Series, styles: list[Style]) -> tuple[LegendItem, ...]:
    """One line for each look of its parts: points and lines by role, then zones and badges."""
    t = describer.t
    found: dict[Style, list[str]] = {}
    for look, role in zip(styles, roles, strict=True):
        words = found.setdefault(look, [])
        title = describer.title("role", role)
        if title not in words:
            words.append(title)
    form = {
        "point": "legend.structure_point",
        "fill": "legend.structure_area",
        "line": "legend.line_text",
        "badge": "accuracy.county",
    }
    items = []
    for look in sorted(found, key=lambda look: (("point", "line", "fill", "badge").index(look.symbol), -look.radius)):
        general = look.symbol == "line" and look.dash == style.GENERAL_DASH
        extent = look.symbol == "fill" and look.fill_opacity == EXTENT
        key = "legend.line_general" if general else "legend.extent" if extent else form[look.symbol]
        items.append(LegendItem(t(key, roles=t("legend.and").join(found[look])), look))
    return tuple(items)
