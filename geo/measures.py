"""Measures of shapes, and of features only where their geometry is good enough to be measured.

One measure of many shapes is one named Series: same index as its input, named
after the function. A measure of one feature is a number or the reason why
there is none.
"""

from enum import StrEnum

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.crs import GEOD, local

MEASURABLE = frozenset({"official", "located"})


class NoMeasure(StrEnum):
    """Why a feature has no length, area or distance."""

    APPROXIMATE = "approximate"
    SCHEMATIC = "schematic"
    COUNTY = "county"
    UNLOCATED = "unlocated"
    OTHER_KIND = "other_kind"


def area_km2(shapes: gpd.GeoSeries) -> pd.Series:
    """Geodesic area on the WGS 84 ellipsoid, square kilometres.

    Parameters
    ----------
    shapes
        Polygons or MultiPolygons in EPSG:4326.
    """
    values = [abs(GEOD.geometry_area_perimeter(shape)[0]) / 1e6 for shape in shapes]
    return pd.Series(values, index=shapes.index, name="area_km2", dtype=float)


def length_km(shapes: gpd.GeoSeries) -> pd.Series:
    """Geodesic length on the WGS 84 ellipsoid, kilometres.

    Parameters
    ----------
    shapes
        LineStrings or MultiLineStrings in EPSG:4326.
    """
    values = [GEOD.geometry_length(shape) / 1e3 for shape in shapes]
    return pd.Series(values, index=shapes.index, name="length_km", dtype=float)


def features_per_county(links: pd.DataFrame, codes: pd.Index) -> pd.Series:
    """Number of features linked to each county; a feature counts once in each.

    Parameters
    ----------
    links
        Rows of ``feature_areas``: ``feature_id``, ``area_code``.
    codes
        County codes, the index of the result.
    """
    counts = links.drop_duplicates(["feature_id", "area_code"])["area_code"].value_counts()
    return counts.reindex(codes, fill_value=0).astype(np.int64).rename("features_per_county")


def _unfit(shape: BaseGeometry | None, accuracy_code: str) -> NoMeasure | None:
    if shape is None or shape.is_empty:
        return NoMeasure.UNLOCATED
    return None if accuracy_code in MEASURABLE else NoMeasure(accuracy_code)


def feature_length_km(shape: BaseGeometry | None, accuracy_code: str) -> float | NoMeasure:
    """Geodesic length of one feature, kilometres, or why it has none.

    Parameters
    ----------
    shape
        EPSG:4326; None where nothing is known.
    accuracy_code
        How it was obtained. Only ``official`` and ``located`` lines are
        measured: a schematic line is no alignment, and a whole road in place of
        a section is longer than it.
    """
    if (unfit := _unfit(shape, accuracy_code)) is not None:
        return unfit
    if shape is None or "Line" not in shape.geom_type:
        return NoMeasure.OTHER_KIND
    return float(GEOD.geometry_length(shape)) / 1e3


def feature_area_km2(shape: BaseGeometry | None, accuracy_code: str) -> float | NoMeasure:
    """Geodesic area of one feature, square kilometres, or why it has none; see :func:`feature_length_km`."""
    if (unfit := _unfit(shape, accuracy_code)) is not None:
        return unfit
    if shape is None or "Polygon" not in shape.geom_type:
        return NoMeasure.OTHER_KIND
    return abs(float(GEOD.geometry_area_perimeter(shape)[0])) / 1e6


def distance_km(first: tuple[BaseGeometry | None, str], second: tuple[BaseGeometry | None, str]) -> float | NoMeasure:
    """Shortest distance between two features, kilometres, or why there is none.

    Parameters
    ----------
    first, second
        Shape in EPSG:4326 and accuracy code of each.
    """
    for shape, accuracy in (first, second):
        if (unfit := _unfit(shape, accuracy)) is not None:
            return unfit
    bounds = shapely.total_bounds([first[0], second[0]])
    flat = gpd.GeoSeries([first[0], second[0]], crs="EPSG:4326").to_crs(local(bounds))
    ends = shapely.get_coordinates(shapely.shortest_line(*flat))
    return float(np.hypot(*(ends[1] - ends[0]))) / 1e3
