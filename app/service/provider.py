"""The plug-in through which pygeoapi reads a collection: selections are vectorised, features ready-made."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from pygeoapi.provider.base import BaseProvider, ProviderInvalidQueryError, ProviderItemNotFoundError
from pygeofilter.backends.geopandas.evaluate import to_filter

from app.service.collection import ID, Collection

Mask = npt.NDArray[np.bool_]


def equals(collection: Collection, properties: Sequence[tuple[str, str]]) -> Mask:
    """Rows whose properties have the values asked for, written as text."""
    kept = np.ones(len(collection.table), dtype=bool)
    for name, value in properties:
        kept &= collection.table[name].astype("string").fillna("").eq(value).to_numpy(dtype=bool)
    return kept


def inside(collection: Collection, bbox: Sequence[float]) -> Mask:
    """Rows whose geometry meets a box of west, south, east, north; what is not mapped meets none."""
    west, south, east, north = bbox
    met = collection.table.geometry.intersects(shapely.box(west, south, east, north))
    return np.asarray(met, dtype=np.bool_)


def satisfies(collection: Collection, condition: object) -> Mask:
    """Rows that satisfy a parsed CQL condition.

    Raises
    ------
    ProviderInvalidQueryError
        It names what there is not, compares what cannot be compared, or is no condition.
    """
    try:
        found = to_filter(collection.table, condition)
    except Exception as error:  # whatever a foreign expression makes pandas or shapely raise
        raise ProviderInvalidQueryError from error
    if not isinstance(found, pd.Series) or not pd.api.types.is_bool_dtype(found.dtype):
        raise ProviderInvalidQueryError
    return found.fillna(value=False).to_numpy(dtype=bool)


class AtlasProvider(BaseProvider):
    """A collection, read only.

    Parameters
    ----------
    provider_def
        pygeoapi's definition; ``data`` is the :class:`~app.service.collection.Collection`.
    """

    def __init__(self, provider_def: dict[str, Any]) -> None:
        super().__init__(provider_def)
        self.collection: Collection = provider_def["data"]
        self._fields = {name: dict(field) for name, field in self.collection.fields.items()}

    def get_fields(self) -> dict[str, dict[str, str]]:
        """Property to its JSON type and title."""
        return self._fields

    def query(
        self,
        *,
        offset: int = 0,
        limit: int = 100,
        resulttype: str = "results",
        bbox: Sequence[float] = (),
        properties: Sequence[tuple[str, str]] = (),
        sortby: Sequence[dict[str, str]] = (),
        select_properties: Sequence[str] = (),
        skip_geometry: bool = False,
        filterq: object = None,
        **_others: object,
    ) -> dict[str, Any]:
        """A FeatureCollection of the rows that meet every condition, one page of it.

        Raises
        ------
        ProviderInvalidQueryError
            The CQL condition cannot be applied.
        """
        kept = equals(self.collection, properties)
        if bbox:
            kept &= inside(self.collection, bbox)
        if filterq is not None:
            kept &= satisfies(self.collection, filterq)
        places = np.flatnonzero(kept)
        if sortby:
            rows = self.collection.table.iloc[places].reset_index(drop=True)
            rising = [order["order"] == "+" for order in sortby]
            names = [order["property"] for order in sortby]
            places = places[rows.sort_values(names, ascending=rising, kind="stable").index.to_numpy()]
        page = [] if resulttype == "hits" else [self.collection.features[i] for i in places[offset : offset + limit]]
        if skip_geometry:
            page = [{**feature, "geometry": None} for feature in page]
        if select_properties:
            wanted = set(select_properties)
            page = [
                {**feature, "properties": {k: v for k, v in feature["properties"].items() if k in wanted}}
                for feature in page
            ]
        return {
            "type": "FeatureCollection",
            "features": page,
            "numberMatched": len(places),
            "numberReturned": len(page),
        }

    def get(self, identifier: str, **_others: object) -> dict[str, Any]:
        """One feature by its id.

        Raises
        ------
        ProviderItemNotFoundError
            There is none.
        """
        (places,) = np.nonzero(self.collection.table[ID].eq(identifier).to_numpy())
        if not len(places):
            raise ProviderItemNotFoundError
        return dict(self.collection.features[int(places[0])])
