"""Candidate elements: what any file that a user brings is turned into."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import geopandas as gpd
import pandas as pd
from shapely.geometry.base import BaseGeometry

from geo.crs import STORAGE
from geo.issues import Issue

COLUMNS = ["element_id", "class_code", "name", "names", "ref", "timestamp", "accuracy_code", "hint", "geometry"]
ODBL = "ODbL 1.0"
Bounds = tuple[float, float, float, float]
MARGIN = 0.1  # degrees around the city within which elements are read


@dataclass(frozen=True)
class Element:
    """One thing in a file.

    Parameters
    ----------
    element_id
        Its id in the file, such as ``osm way/123``.
    class_code
        ``road``, ``rail``, ``station``, ``airport``, ``port``, ``river``,
        ``lake``, ``town``, ``village``, ``settlement`` (town or village),
        ``scenic``, ``mountain``, ``industrial``, ``power`` or ``any`` (the file says none).
    name
        Its main name; may be empty where there is a ref.
    geometry
        EPSG:4326.
    names
        (name, kind) with kind ``name``, ``alt`` or ``old``; the main one too.
    ref
        Road numbers, separated by semicolons.
    timestamp
        ISO 8601, of the element; empty if unknown.
    accuracy_code
        How well the file knows its position.
    hint
        feature_id that the file itself gives; empty otherwise.
    """

    element_id: str
    class_code: str
    name: str
    geometry: BaseGeometry
    names: tuple[tuple[str, str], ...] = ()
    ref: str = ""
    timestamp: str = ""
    accuracy_code: str = "located"
    hint: str = ""


@dataclass(frozen=True)
class Candidates:
    """Elements of one file with what must be said of it.

    Parameters
    ----------
    kind
        ``osm``, ``geonames`` or ``places``.
    origin
        Shown as the source of each geometry.
    licence
        Shown beside it.
    frame
        :data:`COLUMNS`, EPSG:4326.
    issues
        What in the file could not be used.
    """

    kind: str
    origin: str
    licence: str
    frame: gpd.GeoDataFrame
    issues: tuple[Issue, ...] = field(default=())


def to_frame(elements: Iterable[Element]) -> gpd.GeoDataFrame:
    """Elements as a frame, one row each, in order."""
    rows = [[getattr(element, name) for name in COLUMNS] for element in elements]
    return gpd.GeoDataFrame(pd.DataFrame(rows, columns=COLUMNS), geometry="geometry", crs=STORAGE)
