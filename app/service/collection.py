"""One layer as the service offers it: a table to select from and the same rows as GeoJSON features."""

import io
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio

from layers.export.table import Request
from layers.messages import Messages
from layers.model import Layer, MapView

# Codes that the filters of the atlas use; beside the columns that every export has.
CODES = ("status_code", "sector_code")
ID = "feature_id"
# Column to the key of its title; what else a layer carries goes by its own name.
TITLES = {
    "feature_id": "field.feature_id",
    "name": "field.name",
    "layer": "field.layer",
    "accuracy_code": "field.accuracy_code",
    "basis_code": "field.basis_code",
    "area_codes": "field.area_codes",
    "status_code": "filter.status",
    "sector_code": "filter.sector",
    "facts": "field.facts",
    "citation": "field.citation",
    "source_id": "field.source_id",
    "section": "field.section",
    "char_offset": "field.char_offset",
    "key": "field.key",
    "data_version": "field.data_version",
    "note": "field.note",
}


_MARKS = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))


def escaped(text: str) -> str:
    """Text, or JSON as a whole, without the signs of markup."""
    for sign, name in _MARKS:
        text = text.replace(sign, name)
    return text


def unescaped(text: str) -> str:
    """What :func:`escaped` was given."""
    for sign, name in reversed(_MARKS):
        text = text.replace(name, sign)
    return text


def collection_id(view: MapView, layer: Layer) -> str:
    """``<city code>.<layer id>``."""
    return f"{view.city_code}.{layer.layer_id}"


@dataclass(frozen=True)
class Collection:
    """A layer of a city with rows.

    Parameters
    ----------
    view
        The map that the layer belongs to.
    layer
        The layer; at least one row, mapped or not.
    city
        Name of the city.
    t
        Words of the language that the service speaks.
    """

    view: MapView
    layer: Layer
    city: str
    t: Messages

    def __deepcopy__(self, _memo: dict[int, Any]) -> "Collection":
        # pygeoapi copies its whole configuration; what never changes is shared.
        return self

    @property
    def collection_id(self) -> str:
        """Its id in the service."""
        return collection_id(self.view, self.layer)

    @property
    def title(self) -> str:
        """Layer and city; a client that lists all cities must tell them apart."""
        return self.t("service.collection", city=self.city, layer=self.layer.title)

    @property
    def keywords(self) -> tuple[str, ...]:
        """Theme, city code and layer id."""
        theme = (self.t(f"theme.{self.layer.theme}"),) if self.layer in self.view.layers else ()
        return (*theme, self.layer.layer_id, self.view.city_code)

    @property
    def attribution(self) -> str:
        """The notes that every export carries: schematic, not reviewed, origins, data version, licence."""
        return " ｜ ".join(Request(self.view, (self.layer,), self.t).notes)

    @property
    def counts(self) -> dict[str, int]:
        """Rows drawn, those of them known by county only, and those that are not mapped."""
        layer = self.layer
        return {"drawn": layer.drawn, "county_only": layer.county_only, "unlocated": len(layer.unlocated)}

    @cached_property
    def table(self) -> gpd.GeoDataFrame:
        """The rows as every export writes them (EPSG:4326), with :data:`CODES`; not mapped ones come last."""
        rows = Request(self.view, (self.layer,), self.t).frame(self.layer)
        whole = pd.concat([self.layer.frame, self.layer.unlocated], ignore_index=True)
        place = list(rows.columns).index("area_codes") + 1
        for name in CODES:
            if name not in rows.columns:
                codes = whole[name] if name in whole.columns else ""
                rows.insert(place, name, pd.Series(codes, index=rows.index, dtype=object).fillna(""))
                place += 1
        return rows

    @cached_property
    def fields(self) -> dict[str, dict[str, str]]:
        """Property to its JSON type and title."""
        return {
            name: {
                "type": "integer" if pd.api.types.is_integer_dtype(self.table[name]) else "string",
                "title": self.t(TITLES[name]) if name in TITLES else name,
            }
            for name in self.table.columns
            if name != self.table.geometry.name
        }

    @cached_property
    def features(self) -> list[dict[str, Any]]:
        """The rows of :attr:`table`, in its order, as RFC 7946 features with the feature id as ``id``.

        Their text is :func:`escaped`, since some versions of pygeoapi put
        ``&lt;`` for ``<`` and others do not; what is sent is unescaped again.
        """
        written = io.BytesIO()
        pyogrio.write_dataframe(
            self.table.assign(id=self.table[ID]),
            written,
            driver="GeoJSON",
            layer=self.layer.layer_id,
            RFC7946="YES",
            COORDINATE_PRECISION=6,
            ID_FIELD="id",
        )
        found: list[dict[str, Any]] = json.loads(escaped(written.getvalue().decode("utf-8")))["features"]
        return found

    @property
    def bbox(self) -> list[float]:
        """West, south, east, north of what is drawn; of the city where nothing is."""
        bounds = self.table.total_bounds
        return [round(float(v), 6) for v in (bounds if np.isfinite(bounds).all() else self.view.bounds)]
