"""The description of the service as OpenAPI 3.0, complete in itself: it refers to no other host."""

from typing import Any

from app.service.answers import GEOJSON, JSON, OPENAPI, SCHEMA
from app.service.collection import Collection
from app.service.holdings import Holdings
from app.service.parameters import CRS84, PAGE, WHOLE

Document = dict[str, Any]
_TEXT: Document = {"type": "string"}


def _query(name: str, about: Document, *, listed: bool = False) -> Document:
    style = {"style": "form", "explode": False} if listed else {}
    return {"name": name, "in": "query", "required": False, "schema": about, **style}


def _list(least: int | None = None, **of: object) -> Document:
    size = {} if least is None else {"minItems": least, "maxItems": least}
    return {"type": "array", "items": of, **size}


_PARAMETERS = {
    "f": _query("f", {**_TEXT, "enum": ["json"], "default": "json"}),
    "limit": _query("limit", {"type": "integer", "minimum": 1, "maximum": WHOLE, "default": PAGE}),
    "offset": _query("offset", {"type": "integer", "minimum": 0, "default": 0}),
    "bbox": _query("bbox", _list(4, type="number"), listed=True),
    "bbox-crs": _query("bbox-crs", {**_TEXT, "enum": [CRS84]}),
    "crs": _query("crs", {**_TEXT, "enum": [CRS84]}),
    "datetime": _query("datetime", _TEXT),
    "filter": _query("filter", _TEXT),
    "filter-lang": _query("filter-lang", {**_TEXT, "enum": ["cql2-text", "cql-text"]}),
    "filter-crs": _query("filter-crs", {**_TEXT, "enum": [CRS84]}),
    "properties": _query("properties", _list(type="string"), listed=True),
    "sortby": _query("sortby", _list(type="string"), listed=True),
    "skipGeometry": _query("skipGeometry", {"type": "boolean", "default": False}),
    "resulttype": _query("resulttype", {**_TEXT, "enum": ["results", "hits"], "default": "results"}),
}


def _get(summary: str, operation: str, kind: str, parameters: list[Document]) -> Document:
    answers = {"200": {"description": summary, "content": {kind: {"schema": {"type": "object"}}}}}
    for status in ("400", "404"):
        answers[status] = {"$ref": "#/components/responses/Refused"}
    return {"get": {"summary": summary, "operationId": operation, "parameters": parameters, "responses": answers}}


def _paths_of(collection: Collection) -> Document:
    common = [{"$ref": "#/components/parameters/f"}]
    rows = [{"$ref": f"#/components/parameters/{name}"} for name in _PARAMETERS]
    rows += [_query(name, {"type": field["type"]}) for name, field in collection.fields.items()]
    base, name, title = f"/collections/{collection.collection_id}", collection.collection_id, collection.title
    one = {"name": "featureId", "in": "path", "required": True, "schema": _TEXT}
    return {
        base: _get(title, f"{name}.describe", JSON, common),
        f"{base}/schema": _get(title, f"{name}.schema", SCHEMA, common),
        f"{base}/queryables": _get(title, f"{name}.queryables", SCHEMA, common),
        f"{base}/items": _get(title, f"{name}.items", GEOJSON, rows),
        f"{base}/items/{{featureId}}": _get(title, f"{name}.item", GEOJSON, [*common, one]),
    }


def document(address: str, holdings: Holdings) -> Document:
    """The description of what is held, at an address."""
    fixed = {"/": JSON, "/conformance": JSON, "/collections": JSON, "/openapi": OPENAPI}
    names = {"/": "landing"}
    paths = {
        path: _get(names.get(path, path[1:]), names.get(path, path[1:]), kind, [{"$ref": "#/components/parameters/f"}])
        for path, kind in fixed.items()
    }
    for collection in holdings.collections.values():
        paths |= _paths_of(collection)
    refused = {"type": "object", "properties": {"code": _TEXT, "description": _TEXT}, "required": ["code"]}
    return {
        "openapi": "3.0.3",
        "info": {
            "title": holdings.title,
            "version": holdings.version,
            "description": holdings.t("service.about", version=holdings.version),
            "license": {"name": holdings.licence, "url": f"{address}/licence"},
        },
        "servers": [{"url": address}],
        "paths": paths,
        "components": {
            "parameters": _PARAMETERS,
            "responses": {
                "Refused": {"description": holdings.t("service.error"), "content": {JSON: {"schema": refused}}}
            },
        },
    }
