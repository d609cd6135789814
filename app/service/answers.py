"""What pygeoapi answers, made fit for a closed network: links to JSON only, words of the atlas, no clock."""

import json
from collections.abc import Mapping
from typing import Any

from pygeoapi.api import CONFORMANCE_CLASSES
from pygeoapi.api.itemtypes import CONFORMANCE_CLASSES_FEATURES

from app.service.collection import Collection
from app.service.holdings import Holdings
from app.service.parameters import CRS84
from layers.messages import Messages

JSON = "application/json"
GEOJSON = "application/geo+json"
SCHEMA = "application/schema+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
# Not served: pages for browsers apart from the first, and changes to the data.
_NOT_SERVED = ("/conf/html", "/conf/create-replace-delete")
_CODES = {404: "NotFound", 405: "MethodNotAllowed", 500: "NoApplicableCode"}

Document = dict[str, Any]


def dumps(document: object) -> bytes:
    """JSON as UTF-8, Chinese as it is."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def error(status: int, words: str) -> Document:
    """An error as OGC API words it."""
    return {"code": _CODES.get(status, "InvalidParameterValue"), "description": words}


def _links(document: Document) -> list[Document]:
    """Links to what is served in JSON, without English titles."""
    return [
        {name: value for name, value in link.items() if name != "title"}
        for link in document.get("links", [])
        if link["type"] in {JSON, GEOJSON, SCHEMA}
    ]


def _licence(address: str, holdings: Holdings) -> Document:
    return {"rel": "license", "type": "text/plain", "href": f"{address}/licence", "title": holdings.licence}


def landing(address: str, holdings: Holdings) -> Document:
    """The first document: what there is and where."""
    links = [
        ("self", JSON, "/?f=json"),
        ("alternate", "text/html", "/?f=html"),
        ("service-desc", OPENAPI, "/openapi"),
        ("conformance", JSON, "/conformance"),
        ("data", JSON, "/collections"),
    ]
    return {
        "title": holdings.title,
        "description": holdings.t("service.about", version=holdings.version),
        "attribution": " ｜ ".join(dict.fromkeys(note for view in holdings.views for note in view.notes)),
        "links": [
            *({"rel": rel, "type": kind, "href": address + path} for rel, kind, path in links),
            _licence(address, holdings),
        ],
    }


def conformance() -> Document:
    """The classes of the standards that are kept."""
    classes = {*CONFORMANCE_CLASSES, *CONFORMANCE_CLASSES_FEATURES}
    return {"conformsTo": sorted(found for found in classes if not found.endswith(_NOT_SERVED))}


def _described(document: Document, address: str, holdings: Holdings) -> Document:
    collection = holdings.collections[document["id"]]
    page = {"rel": "alternate", "type": "text/html", "href": f"{address}/maps/{collection.collection_id}"}
    return {
        **document,
        "title": collection.title,
        "description": collection.layer.abstract,
        "keywords": list(collection.keywords),
        "crs": [CRS84],
        "attribution": collection.attribution,
        "license": holdings.licence,
        "dataVersion": holdings.version,
        "counts": collection.counts,
        "links": [*_links(document), page, _licence(address, holdings)],
    }


def collections(document: Document, address: str, holdings: Holdings) -> Document:
    """All collections, or one, with licence, attribution, data version and counts."""
    if "collections" not in document:
        return _described(document, address, holdings)
    return {
        "collections": [_described(found, address, holdings) for found in document["collections"]],
        "links": [*_links(document), _licence(address, holdings)],
    }


def items(document: Document, asked: Mapping[str, str], collection: Collection) -> Document:
    """A page of features, without the time of day, so that equal data gives equal bytes."""
    links = _links(document)
    end = int(asked.get("offset", "0")) + document["numberReturned"]
    if document["numberMatched"] <= end:
        links = [link for link in links if link["rel"] != "next"]
    kept = {name: value for name, value in document.items() if name != "timeStamp"}
    return {**kept, "attribution": collection.attribution, "links": links}


def item(document: Document, collection: Collection) -> Document:
    """One feature."""
    return {**document, "attribution": collection.attribution, "links": _links(document)}


def schema(document: Document, collection: Collection) -> Document:
    """Properties of a collection, or those that can be asked for, titled in the words of the page."""
    known = collection.fields
    named = {
        name: {**about, "title": known[name]["title"]} if name in known else about
        for name, about in document["properties"].items()
    }
    return {**document, "properties": named}


def refusal(status: int, asked: Mapping[str, str], t: Messages) -> str:
    """Words for what pygeoapi refused; it is asked only what :mod:`app.service.parameters` let through."""
    if status == 404:
        return t("service.no_item")
    if "filter" in asked and status == 400:
        return t("service.bad_filter", value=asked["filter"])
    return t("service.refused") if status < 500 else t("service.failed")
