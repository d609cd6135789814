"""One measure, one named Series: same index as its input, named after the function."""

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.crs import GEOD


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
