"""Addresses of the service: each question is checked, put to pygeoapi, and answered in JSON."""

import json
import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import jinja2
from pygeoapi.api import APIRequest, describe_collections, get_collection_schema
from pygeoapi.api.itemtypes import get_collection_item, get_collection_items, get_collection_queryables
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.service import answers, openapi, parameters
from app.service.collection import Collection, unescaped
from app.service.holdings import Holdings, Library
from app.service.parameters import RefusedError
from layers import catalog
from layers.export.html import map_page

LOG = logging.getLogger("county_plan_atlas")
_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d+)?|\[[0-9A-Fa-f:.]+\](:\d+)?")
_HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
# The pages carry all they need; the browser is told to ask nobody for more.
_PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
_PAGES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=jinja2.StrictUndefined
)
# Words of the first page.
_WORDS = (
    "service.connect", "column.layer", "page.drawn", "service.county_only", "page.unlocated",
    "service.links", "service.map", "service.fields",
)  # fmt: skip
KEPT = 16
Ask = Callable[..., tuple[dict[str, str], int, str]]


@dataclass(frozen=True)
class Question:
    """What pygeoapi is asked, in the form it takes from Flask; language and format are settled beforehand."""

    args: dict[str, str]
    path_info: str
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Visit:
    """One request, with the holdings and the address at which it arrived."""

    request: Request
    holdings: Holdings
    address: str

    @property
    def asked(self) -> dict[str, str]:
        """Its parameters."""
        return dict(self.request.query_params)

    @property
    def collection(self) -> Collection:
        """The collection in its path.

        Raises
        ------
        RefusedError
            There is none of that name.
        """
        name = self.request.path_params["collection"]
        found = self.holdings.collections.get(name)
        if found is None:
            raise RefusedError(404, "service.no_collection", {"name": name})
        return found

    def put(self, ask: Ask, *what: str) -> dict[str, Any]:
        """The document that pygeoapi answers with.

        Raises
        ------
        RefusedError
            pygeoapi refuses.
        """
        api = self.holdings.at(self.address)
        # Of the dialects of CQL pygeoapi reads the one it knows.
        asked = {name: value for name, value in self.asked.items() if name != "filter-lang"}
        question = APIRequest(Question(asked, self.request.url.path), api.locales)
        _, status, content = ask(api, question, *what)
        if int(status) != 200:
            words = answers.refusal(int(status), asked, self.holdings.t)
            raise RefusedError(int(status), "service.said", {"words": words})
        found: dict[str, Any] = json.loads(unescaped(content))
        return found


def _json(document: object, media_type: str = answers.JSON) -> Response:
    return Response(answers.dumps(document), media_type=media_type, headers=_HEADERS)


def _kept(visit: Visit, make: Callable[[], object], media_type: str = answers.JSON) -> Response:
    """A long document that every client asks for, written once for an address."""
    key, kept = (visit.address, visit.request.url.path), visit.holdings.kept
    content = kept.get(key)
    if content is None:
        content = answers.dumps(make())
        if len(kept) < KEPT:
            kept[key] = content
    return Response(content, media_type=media_type, headers=_HEADERS)


def _page(html: str) -> Response:
    return Response(html, media_type="text/html", headers={**_HEADERS, "Content-Security-Policy": _PAGE_POLICY})


def _only_json(visit: Visit) -> None:
    wanted = visit.asked.get("f", "json")
    if wanted != "json":
        raise RefusedError(400, "service.bad_choice", {"name": "f", "value": wanted, "known": "json"})


def _landing(visit: Visit) -> Response:
    parameters.check_names(visit.asked, parameters.COMMON)
    accepted = visit.request.headers.get("accept", "")
    wanted = visit.asked.get("f") or ("html" if "text/html" in accepted else "json")
    if wanted == "html":
        groups = [
            (view.title, [c for c in visit.holdings.collections.values() if c.view is view])
            for view in visit.holdings.views
        ]
        notes = dict.fromkeys(note for view in visit.holdings.views for note in view.notes)
        page = _PAGES.get_template("index.html")
        t = visit.holdings.t
        words = {key: t(key) for key in _WORDS} | {
            "about": t("service.about", version=visit.holdings.version),
            "licence": t("service.licence", licence=visit.holdings.licence),
        }
        known = {"title": visit.holdings.title, "address": visit.address, "language": t.language}
        return _page(page.render(groups=groups, notes=notes, words=words, **known))
    _only_json(visit)
    return _json(answers.landing(visit.address, visit.holdings))


def _openapi(visit: Visit) -> Response:
    parameters.check_names(visit.asked, parameters.COMMON)
    _only_json(visit)
    return _kept(visit, lambda: openapi.document(visit.address, visit.holdings), answers.OPENAPI)


def _conformance(visit: Visit) -> Response:
    parameters.check_names(visit.asked, parameters.COMMON)
    _only_json(visit)
    return _json(answers.conformance())


def _collections(visit: Visit) -> Response:
    parameters.check_names(visit.asked, parameters.COMMON)
    _only_json(visit)
    return _kept(visit, lambda: answers.collections(visit.put(describe_collections), visit.address, visit.holdings))


def _collection(visit: Visit) -> Response:
    name = visit.collection.collection_id
    parameters.check_names(visit.asked, parameters.COMMON)
    _only_json(visit)
    return _json(answers.collections(visit.put(describe_collections, name), visit.address, visit.holdings))


def _schema(visit: Visit) -> Response:
    collection = visit.collection
    parameters.check_names(visit.asked, parameters.COMMON)
    _only_json(visit)
    found = visit.put(get_collection_schema, collection.collection_id)
    return _json(answers.schema(found, collection), answers.SCHEMA)


def _queryables(visit: Visit) -> Response:
    collection = visit.collection
    parameters.check_names(visit.asked, parameters.COMMON)
    _only_json(visit)
    found = visit.put(get_collection_queryables, collection.collection_id)
    return _json(answers.schema(found, collection), answers.SCHEMA)


def _items(visit: Visit) -> Response:
    collection = visit.collection
    parameters.check_items(visit.asked, collection)
    _only_json(visit)
    found = visit.put(get_collection_items, collection.collection_id)
    return _json(answers.items(found, visit.asked, collection), answers.GEOJSON)


def _item(visit: Visit) -> Response:
    collection = visit.collection
    parameters.check_names(visit.asked, parameters.ITEM)
    _only_json(visit)
    found = visit.put(get_collection_item, collection.collection_id, visit.request.path_params["item"])
    return _json(answers.item(found, collection), answers.GEOJSON)


def _map(visit: Visit) -> Response:
    """A map of one layer as a page that asks nobody for anything; to be shown in an ``iframe``."""
    collection = visit.collection
    parameters.check_names(visit.asked, ())
    shown = () if collection.layer.layer_id == catalog.BASE.LAYER_ID else (collection.layer.layer_id,)
    return _page(map_page(replace(collection.view, visible=shown), visit.holdings.t, embed=True).decode("utf-8"))


def _licence(visit: Visit) -> Response:
    words = f"{visit.holdings.licence}\n\n{visit.holdings.notice}"
    return Response(words, media_type="text/plain", headers=_HEADERS)


PATHS: dict[str, Callable[[Visit], Response]] = {
    "/": _landing,
    "/openapi": _openapi,
    "/conformance": _conformance,
    "/licence": _licence,
    "/collections": _collections,
    "/collections/{collection}": _collection,
    "/collections/{collection}/schema": _schema,
    "/collections/{collection}/queryables": _queryables,
    "/collections/{collection}/items": _items,
    "/collections/{collection}/items/{item}": _item,
    "/maps/{collection}": _map,
}


def application(library: Library, origins: Sequence[str] = (), hosts: Sequence[str] = ()) -> Starlette:
    """The service as an ASGI application.

    Parameters
    ----------
    library
        What it serves.
    origins
        Origins whose pages may read it in a browser; none by default.
    hosts
        Names under which it may be addressed; empty for any. Keeps a page of
        another host from reaching a service on this machine under its own name.
    """

    def refused(status: int, words: str) -> Response:
        return Response(
            answers.dumps(answers.error(status, words)), status_code=status, media_type=answers.JSON, headers=_HEADERS
        )

    def endpoint(answer: Callable[[Visit], Response]) -> Callable[[Request], Response]:
        def run(request: Request) -> Response:
            holdings = library.current()
            t = holdings.t
            host = request.headers.get("host", "")
            name = host.rpartition(":")[0] if re.search(r":\d+$", host) else host
            if not _HOST.fullmatch(host) or (hosts and name not in hosts):
                return refused(400, t("service.bad_host"))
            try:
                return answer(Visit(request, holdings, f"{request.url.scheme}://{host}"))
            except RefusedError as why:
                return refused(why.status, t(why.key, **why.values))
            except Exception:
                LOG.exception("unexpected error")
                return refused(500, t("service.failed"))

        return run

    def no_such_path(_: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        key = "service.read_only" if status == 405 else "service.no_path"
        return refused(status, library.current().t(key))

    return Starlette(
        routes=[Route(path, endpoint(answer), methods=["GET"]) for path, answer in PATHS.items()],
        middleware=[Middleware(CORSMiddleware, allow_origins=list(origins), allow_methods=["GET"])] if origins else [],
        exception_handlers={HTTPException: no_such_path},
    )
