"""All that the service holds: collections of the cities and pygeoapi over them, read anew when the data changes."""

import copy
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from pygeoapi.api import API

from app.service.collection import ID, Collection
from app.service.parameters import CRS84, PAGE, WHOLE
from geo import frames
from geo.errors import AtlasError
from geo.paths import DataPaths, stamp
from layers.compose import compose
from layers.messages import Messages
from layers.model import MapView

LOG = logging.getLogger("county_plan_atlas")
LOCALES = {"zh": "zh-CN", "en": "en-US"}
PROVIDER = "app.service.provider.AtlasProvider"


def collections_of(view: MapView, city: str, t: Messages) -> list[Collection]:
    """The county layer and every other layer with rows."""
    layers = (view.counties, *view.layers)
    return [Collection(view, layer, city, t) for layer in layers if layer.drawn + len(layer.unlocated)]


def _resource(collection: Collection) -> dict[str, Any]:
    return {
        "type": "collection",
        "title": collection.title,
        "description": collection.layer.abstract,
        "keywords": list(collection.keywords),
        "links": [],
        "extents": {"spatial": {"bbox": collection.bbox, "crs": CRS84}},
        "limits": {"default_items": PAGE, "max_items": WHOLE, "on_exceed": "throttle"},
        "providers": [
            {
                "type": "feature",
                "name": PROVIDER,
                "data": collection,
                "id_field": ID,
                "title_field": "name",
                "geom_field": collection.table.geometry.name,
                "crs": [CRS84],
                "storage_crs": CRS84,
            }
        ],
    }


def _configuration(collections: Mapping[str, Collection], title: str, t: Messages) -> dict[str, Any]:
    """What pygeoapi is told; the address is set for each request."""
    unused = "http://127.0.0.1"
    return {
        "server": {
            "bind": {"host": "127.0.0.1", "port": 0},
            "url": unused,
            "encoding": "utf-8",
            "gzip": False,
            "languages": [LOCALES[t.language]],
            "pretty_print": False,
            "limits": {"default_items": PAGE, "max_items": WHOLE, "on_exceed": "throttle"},
            "map": {"url": "", "attribution": ""},
        },
        "logging": {"level": "CRITICAL"},
        "metadata": {
            "identification": {
                "title": title,
                "description": title,
                "keywords": [],
                "keywords_type": "theme",
                "terms_of_service": "",
                "url": unused,
            },
            "license": {"name": "", "url": unused},
            "provider": {"name": title, "url": unused},
            "contact": {"name": title},
        },
        "resources": {name: _resource(collection) for name, collection in collections.items()},
    }


@dataclass(frozen=True)
class Holdings:
    """What is served at one time.

    Parameters
    ----------
    title
        Of the data package.
    version
        Of the data package.
    licence, notice
        Licences of the package in a line; the texts on rights in full.
    views
        Maps of the cities with all their layers.
    collections
        By id, in the order of cities and layer tree.
    t
        Words of the language that the service speaks.
    api
        pygeoapi over the collections.
    kept
        Long documents that were asked for, by address and path; few.
    """

    title: str
    version: str
    licence: str
    notice: str
    views: tuple[MapView, ...]
    collections: Mapping[str, Collection]
    t: Messages
    api: API
    kept: dict[tuple[str, str], bytes] = field(default_factory=dict)

    def at(self, address: str) -> API:
        """pygeoapi, writing links that begin with an address such as ``http://127.0.0.1:8680``."""
        own = copy.copy(self.api)
        own.base_url = address
        return own


def load(where: DataPaths, cities: Sequence[str], t: Messages) -> Holdings:
    """Read the cities; all of the package if none is named.

    Raises
    ------
    AtlasError
        The package cannot be read, or has no such city.
    """
    tables = frames.load_tables(where)
    codes = dict.fromkeys(cities) or frames.city_codes(tables)
    loaded = [frames.load(where, code) for code in codes]
    views = tuple(compose(found, t) for found in loaded)
    names = [found.city_name_zh if t.language == "zh" else found.city_name_en for found in loaded]
    pairs = zip(views, names, strict=True)
    collections = {found.collection_id: found for view, name in pairs for found in collections_of(view, name, t)}
    package = tables.package
    title = t("service.title", cities=t("service.and").join(names))
    notices = (content.decode("utf-8", "replace") for content in frames.notices(where).values())
    return Holdings(
        title=title,
        version=package.version,
        licence="; ".join(package.licences),
        notice="\n\n".join(notices),
        views=views,
        collections=collections,
        t=t,
        api=API(_configuration(collections, title, t), {}),
    )


class Library:
    """The holdings as the data on disk now is.

    Parameters
    ----------
    where
        The data package.
    cities
        City codes; empty for all.
    t
        Words of the language that the service speaks.
    """

    def __init__(self, where: DataPaths, cities: Sequence[str], t: Messages) -> None:
        self._where, self._cities, self._t = where, cities, t
        self._lock = Lock()
        self._stamp = stamp(where)
        self._holdings = load(where, cities, t)

    def current(self) -> Holdings:
        """The holdings, read anew if a file has changed; those before if the new ones cannot be read."""
        with self._lock:
            now = stamp(self._where)
            if now != self._stamp:
                self._stamp = now
                try:
                    self._holdings = load(self._where, self._cities, self._t)
                    LOG.warning("数据有变，已重新读取：%s。", self._holdings.version)
                except AtlasError as error:
                    LOG.warning("数据有变而读不了，仍用先前的数据：%s", error)
            return self._holdings
