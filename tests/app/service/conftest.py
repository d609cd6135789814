"""A running service for GDAL, and one that is asked without a network."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import pytest

from geo import frames
from geo.paths import ROOT, DataPaths
from layers.compose import compose
from layers.messages import Messages

if TYPE_CHECKING:
    from app.service.collection import Collection

pytest.importorskip("pygeoapi", reason="the optional packages of the service are not installed")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found

    @property
    def words(self) -> str:
        return str(self.json["description"])


class Asker:
    """Puts requests to the application itself."""

    def __init__(self, application: Callable[..., Any]) -> None:
        self._application = application

    def __call__(self, address: str, method: str = "GET", **headers: str) -> Answer:
        parts = urlsplit(quote(address, safe="/?=&,%:.'()+<>\"* -"))
        sent: list[dict[str, Any]] = []
        given = {"host": "127.0.0.1:8680"} | {name.replace("_", "-"): value for name, value in headers.items()}
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": parts.path,
            "raw_path": parts.path.encode(),
            "root_path": "",
            "query_string": parts.query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in given.items()],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 8680),
        }

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        asyncio.run(self._application(scope, receive, send))
        head = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return Answer(sent[0]["status"], head, b"".join(part.get("body", b"") for part in sent[1:]))


Ask = Callable[..., Answer]


def asker(where: DataPaths, language: str = "zh", origins: tuple[str, ...] = ()) -> Asker:
    from app.service.holdings import Library  # noqa: PLC0415  # after importorskip
    from app.service.web import application  # noqa: PLC0415

    t = Messages("en" if language == "en" else "zh")
    return Asker(application(Library(where, (), t), origins, ("127.0.0.1", "localhost", "[::1]")))


@pytest.fixture(scope="session")
def ask() -> Ask:
    """The service over the shipped data, in Chinese."""
    return asker(DataPaths())


@pytest.fixture(scope="session")
def service_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The command itself, at a free port."""
    log = tmp_path_factory.mktemp("service") / "log.txt"
    command = [sys.executable, "-m", "app", "serve", "--port", "0"]
    with log.open("wb") as errors:
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, text=True)
    assert process.stdout is not None
    line = process.stdout.readline()
    if "http://" not in line:
        process.kill()
        process.wait(timeout=20)
        pytest.fail(f"the service did not start: {line}{Path(log).read_text(errors='replace')}")
    yield "http://" + line.partition("http://")[2].partition("（")[0]
    process.terminate()
    process.wait(timeout=20)
    process.stdout.close()


@pytest.fixture(scope="session")
def offered() -> "dict[str, Collection]":
    """What should be served, from the same code as the map."""
    from app.service.holdings import collections_of  # noqa: PLC0415  # after importorskip

    t = Messages("zh")
    found = {}
    for code in ("431000", "430300"):
        loaded = frames.load(DataPaths(user_data=None), code)
        for collection in collections_of(compose(loaded, t), loaded.city_name_zh, t):
            found[collection.collection_id] = collection
    return found


@pytest.fixture(scope="session")
def big(offered: "dict[str, Collection]") -> "Collection":
    """The collection with the most rows."""
    return max(offered.values(), key=lambda collection: len(collection.table))
