"""Loaded data and composed maps, cached by what they depend on; shared, never changed."""

from pathlib import Path

import streamlit as st

from geo import frames, paths
from geo.errors import UnknownCityError
from geo.frames import Frames
from geo.paths import DataPaths
from layers import compose
from layers.messages import Language, Messages
from layers.model import MapView


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


def load_view(loaded: Frames, language: Language) -> MapView:
    """The map of a city with every layer, in a language."""
    key = f"{loaded.city_code}/{loaded.digest}/{loaded.boundary_origin}/{id(loaded)}"
    return _view(loaded, key, language)


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
