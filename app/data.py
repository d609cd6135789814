"""Loaded data and composed maps, cached by what they depend on; shared, never changed."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
import streamlit as st

from geo import frames, paths
from geo.errors import UnknownCityError
from geo.frames import Frames, plan_of
from geo.imports.plan import Plan
from geo.paths import DataPaths
from layers import catalog, compose, fills, search, views
from layers.definition import RENDERERS, ViewDefinition
from layers.describe import Describer
from layers.filters import Filters, kept_counts
from layers.messages import Language, Messages
from layers.model import MapView
from layers.render.payload import build_payload


@dataclass(frozen=True)
class Payload:
    """A whole map as the browser reads it.

    Parameters
    ----------
    name
        File name made of the content: the same map has the same name.
    text
        JSON.
    """

    name: str
    text: str


@st.cache_resource(show_spinner=False, max_entries=8)
def _frames(root: Path, boundary_file: Path | None, user_data: Path | None, city_code: str, stamp: str) -> Frames:
    return frames.load(DataPaths(root, boundary_file, user_data), city_code)


@st.cache_resource(show_spinner=False, max_entries=16)
def _view(_loaded: Frames, key: str, language: Language) -> MapView:
    return compose.compose(_loaded, Messages(language))


def load_frames(city_code: str) -> Frames:
    """Frames of a city; read anew only when a file has changed."""
    where = paths.from_environment()
    stamp = paths.stamp(where)
    return _frames(where.root, where.boundary_file, where.user_data, city_code, stamp)


def load_default(city_code: str) -> Frames:
    """Frames of a city as they are without any geometry that the user brought."""
    where = paths.from_environment()
    return _frames(where.root, where.boundary_file, None, city_code, paths.stamp(replace(where, user_data=None)))


def load_plan(city_code: str) -> Plan:
    """What brought geometry is matched to: a city without any import."""
    return plan_of(load_default(city_code))


def _key(loaded: Frames) -> str:
    """What tells one state of a city's data from another."""
    return f"{loaded.city_code}/{loaded.digest}/{loaded.boundary_origin}/{id(loaded)}"


def load_view(loaded: Frames, language: Language) -> MapView:
    """The map of a city with every layer, in a language."""
    return _view(loaded, _key(loaded), language)


@st.cache_resource(show_spinner=False, max_entries=16)
def _payload(_view: MapView, key: str, language: Language) -> Payload:
    # Facts stay with the panel; what is visible is told apart, so that a toggle changes nothing here.
    payload = build_payload(replace(_view, visible=()), details=False)
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Payload(f"{hashlib.sha256(text.encode()).hexdigest()[:20]}.json", text)


def load_payload(loaded: Frames, language: Language) -> Payload:
    """The map of a city with every layer, as the browser reads it."""
    return _payload(load_view(loaded, language), _key(loaded), language)


@st.cache_resource(show_spinner=False, max_entries=64)
def _drawn(_loaded: Frames, _whole: MapView, definition: ViewDefinition, key: str) -> MapView:
    return views.draw(_loaded, definition, Messages(definition.language), _whole)


def load_drawn(loaded: Frames, definition: ViewDefinition) -> MapView:
    """The map that a view describes; made anew only when what is drawn has changed."""
    whole = load_view(loaded, definition.language)
    view = _drawn(loaded, whole, _what_is_drawn(definition), _key(loaded))
    return replace(view, extent=definition.extent)


def _what_is_drawn(definition: ViewDefinition) -> ViewDefinition:
    """The view without what changes nothing on the map but the mark and the place looked at."""
    return replace(definition, selection=None, renderer=RENDERERS[0], extent=None)


Listing = Callable[[MapView, Frames, Messages], pd.DataFrame]


@st.cache_resource(show_spinner=False, max_entries=32)
def _listing(_loaded: Frames, definition: ViewDefinition, name: str, key: str, _make: Listing) -> pd.DataFrame:
    return _make(load_drawn(_loaded, definition), _loaded, Messages(definition.language))


def load_listing(loaded: Frames, definition: ViewDefinition, name: str, make: Listing) -> pd.DataFrame:
    """A table of what a view shows, made by ``make``, whose name is ``name``."""
    return _listing(loaded, _what_is_drawn(definition), name, _key(loaded), make)


@st.cache_resource(show_spinner=False, max_entries=64)
def _counts(_whole: MapView, layers: tuple[str, ...], filters: Filters, key: str) -> dict[str, dict[str, int]]:
    return kept_counts([layer for layer in _whole.layers if layer.layer_id in layers], filters)


def load_counts(loaded: Frames, definition: ViewDefinition) -> dict[str, dict[str, int]]:
    """How many rows of the layers shown each code of a filter would keep."""
    whole = load_view(loaded, definition.language)
    return _counts(whole, definition.layers, definition.filters, _key(loaded))


@st.cache_resource(show_spinner=False, max_entries=8)
def _describer(_loaded: Frames, key: str, language: Language) -> Describer:
    return Describer(_loaded, Messages(language))


def load_describer(loaded: Frames, language: Language) -> Describer:
    """Facts and citations of a city's rows, in a language."""
    return _describer(loaded, _key(loaded), language)


@st.cache_resource(show_spinner=False, max_entries=8)
def _fill_titles(_describer: Describer, key: str, language: Language) -> dict[str, str]:
    return fills.titles(_describer)


def load_fill_titles(loaded: Frames, language: Language) -> dict[str, str]:
    """Fills of a city and their words."""
    return _fill_titles(load_describer(loaded, language), _key(loaded), language)


@st.cache_resource(show_spinner=False, max_entries=8)
def _index(_loaded: Frames, _whole: MapView, key: str, language: Language) -> search.Index:
    return search.build_index(load_describer(_loaded, language), _whole)


@st.cache_resource(show_spinner=False, max_entries=256)
def _hits(_index: search.Index, key: str, language: Language, asked: str) -> tuple[search.Hit, ...]:
    return search.find(_index, asked, catalog.BASE.LAYER_ID)


def load_hits(loaded: Frames, whole: MapView, language: Language, asked: str) -> tuple[search.Hit, ...]:
    """What fits a question; the index is made once for each state of the data and language."""
    key = _key(loaded)
    return _hits(_index(loaded, whole, key, language), key, language, asked)


@st.cache_resource(show_spinner=False)
def _cities(root: Path, stamp: str) -> dict[str, tuple[str, str]]:
    tables = frames.load_tables(DataPaths(root))
    codes = frames.city_codes(tables)
    if not codes:
        msg = "数据包中没有可用的城市。"
        raise UnknownCityError(msg, next((issue.message for issue in tables.issues), ""))
    areas = tables["areas"].set_index("area_code")
    return {code: (str(areas.loc[code, "name_zh"]), str(areas.loc[code, "name_en"])) for code in codes}


def load_cities() -> dict[str, tuple[str, str]]:
    """City code to (Chinese name, English name), in the order of ``areas.csv``.

    Raises
    ------
    UnknownCityError
        The package holds no city, for want of a table; the remedy names it.
    """
    where = paths.from_environment()
    return _cities(where.root, paths.stamp(where))
