"""Frozen values between the data and every renderer: all that a renderer may read.

A layer is made of rows with style *columns*: appearance is computed once and
travels beside the geometry, so that Leaflet, pydeck and print cannot differ.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.crs import STORAGE
from geo.errors import LayerError

Symbol = Literal["fill", "line", "point", "badge"]
SYMBOLS: tuple[Symbol, ...] = ("fill", "line", "point", "badge")
STYLE_COLUMNS = ("symbol", "fill", "fill_opacity", "line", "line_width", "dash", "radius", "shape")
ROW_COLUMNS = ("feature_id", "name", "label", "accuracy_code", "basis_code", "area_codes", "facts", "citation")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_SHAPE = re.compile(r"[a-z]+(-[a-z]+)*")


@dataclass(frozen=True)
class Style:
    """How one feature looks.

    Parameters
    ----------
    symbol
        ``fill`` polygon, ``line``, ``point``, or ``badge``: a counted mark at
        a county for rows of which only the county is known.
    fill, line
        Colours as ``#rrggbb``.
    fill_opacity
        0 to 1.
    line_width
        Pixels.
    dash
        SVG dash array in pixels; empty for a solid line.
    radius
        Pixels, for points.
    shape
        Name of a symbol of :mod:`layers.symbols`, for points and badges.
    """

    symbol: Symbol
    fill: str = "#ffffff"
    fill_opacity: float = 0.0
    line: str = "#444444"
    line_width: float = 1.0
    dash: str = ""
    radius: float = 0.0
    shape: str = "circle"

    def __post_init__(self) -> None:
        if self.symbol not in SYMBOLS:
            msg = f"未知的符号 {self.symbol}；可用 {'、'.join(SYMBOLS)}。"
            raise LayerError(msg)
        for colour in (self.fill, self.line):
            if not _COLOUR.fullmatch(colour):
                msg = f"颜色写作“{colour}”，应为 #rrggbb。"
                raise LayerError(msg)
        if not _SHAPE.fullmatch(self.shape):
            msg = f"符号形状写作“{self.shape}”，应为 layers/symbols.py 中的名称。"
            raise LayerError(msg)
        if not 0 <= self.fill_opacity <= 1 or self.line_width < 0 or self.radius < 0:
            msg = f"样式数值超出范围：不透明度 {self.fill_opacity}，线宽 {self.line_width}，半径 {self.radius}。"
            raise LayerError(msg)


@dataclass(frozen=True)
class LegendItem:
    """One line of a legend."""

    label: str
    style: Style


@dataclass(frozen=True)
class Layer:
    """One layer of the map, ready to draw.

    Parameters
    ----------
    layer_id
        Stable name, also in URLs and file names.
    theme
        Group of the layer tree.
    title, abstract
        In the language of the map; the abstract is one sentence.
    frame
        One row a feature: :data:`ROW_COLUMNS`, :data:`STYLE_COLUMNS` and
        ``geometry`` in EPSG:4326. ``facts`` is a tuple of (label, value);
        ``label`` is short text drawn beside the feature, or empty.
    legend
        What its symbols mean.
    unlocated
        Rows that no geometry is known for: ``feature_id``, ``name``,
        ``facts``, ``citation``; listed and counted, never dropped.
    sources
        Short titles of the documents that its rows cite, most rows first.
    accuracy_note
        How many rows are known in which way, in words.
    tables
        Names of the tables whose rows it holds.
    """

    layer_id: str
    theme: str
    title: str
    abstract: str
    frame: gpd.GeoDataFrame
    legend: tuple[LegendItem, ...]
    unlocated: pd.DataFrame
    sources: tuple[str, ...] = ()
    accuracy_note: str = ""
    tables: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        missing = [name for name in (*ROW_COLUMNS, *STYLE_COLUMNS) if name not in self.frame.columns]
        if missing:
            msg = f"图层 {self.layer_id} 缺少列 {'、'.join(missing)}。"
            raise LayerError(msg)
        if self.frame.crs is None or self.frame.crs.to_string() != STORAGE:
            msg = f"图层 {self.layer_id} 的坐标系不是 {STORAGE}。"
            raise LayerError(msg, "先换算到 EPSG:4326。")
        if len(self.frame):
            bounds = self.frame.total_bounds
            if not np.isfinite(bounds).all() or (np.abs(bounds) > [180, 90, 180, 90]).any():
                msg = f"图层 {self.layer_id} 的坐标超出经纬度范围：{bounds}。"
                raise LayerError(msg, "检查经纬度是否颠倒，坐标是否为 WGS 84。")
        if self.frame["feature_id"].duplicated().any():
            repeated = self.frame.loc[self.frame["feature_id"].duplicated(), "feature_id"].iloc[0]
            msg = f"图层 {self.layer_id} 中编号 {repeated} 重复。"
            raise LayerError(msg)

    @property
    def drawn(self) -> int:
        """Features that are drawn."""
        return len(self.frame)

    @property
    def total(self) -> int:
        """Features that are drawn and those that are not mapped."""
        return len(self.frame) + len(self.unlocated)

    @property
    def county_only(self) -> int:
        """Features of which only the county is known."""
        return int((self.frame["symbol"] == "badge").sum())


@dataclass(frozen=True)
class Anchor:
    """Where a county is labelled and its badges stand: inside it, no more."""

    area_code: str
    name: str
    longitude: float
    latitude: float


@dataclass(frozen=True)
class Source:
    """A document that rows cite, as an export lists it."""

    source_id: str
    title: str
    issuer: str
    issued_date: str
    period: str
    sha256: str
    note: str


@dataclass(frozen=True)
class MapView:
    """A whole map: what every renderer and exporter is given.

    Parameters
    ----------
    city_code, title
        What is shown.
    counties
        Base layer: the counties, always drawn.
    backdrop
        Water over the counties, always drawn, never clicked.
    layers
        Layers that may be shown, in drawing order.
    visible
        Ids of the layers that are shown.
    anchors
        Label points of the counties.
    bounds
        West, south, east, north, degrees.
    headlines
        City targets shown on the map: (label, value, citation).
    notes
        Lines that every map carries: schematic, not reviewed, sources, version.
    version
        Version of the data package.
    words
        Fixed words of the page, by key, in its language.
    sources
        Documents that the rows may cite.
    licences
        Names of the licences of our own tables.
    opacity
        Layer id to 0..1, for layers that let the map shine through; others are 1.
    extent
        The part of the map to open at, as ``bounds``; None for all of it.
    headline_sources
        Ids of the documents that the headlines cite.
    """

    city_code: str
    title: str
    counties: Layer
    backdrop: Layer
    layers: tuple[Layer, ...]
    visible: tuple[str, ...]
    anchors: tuple[Anchor, ...]
    bounds: tuple[float, float, float, float]
    headlines: tuple[tuple[str, str, str], ...]
    notes: tuple[str, ...]
    version: str
    words: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    licences: tuple[str, ...] = ()
    opacity: Mapping[str, float] = field(default_factory=dict)
    extent: tuple[float, float, float, float] | None = None
    headline_sources: tuple[str, ...] = ()

    def layer(self, layer_id: str) -> Layer:
        """One layer by its id.

        Raises
        ------
        LayerError
            There is no such layer.
        """
        for layer in (self.counties, *self.layers):
            if layer.layer_id == layer_id:
                return layer
        msg = f"没有图层 {layer_id}。"
        raise LayerError(msg, f"可用：{'、'.join(layer.layer_id for layer in self.layers)}。")

    def shown(self) -> tuple[Layer, ...]:
        """Layers that are visible, in drawing order."""
        return tuple(layer for layer in self.layers if layer.layer_id in self.visible)
