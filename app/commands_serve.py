"""``python -m app serve``: the layers for QGIS and other programs."""

import importlib
from types import ModuleType

import click

from app.command_errors import in_words
from app.command_help import epilog
from geo import paths
from geo.errors import ExportError, ServiceError
from layers.messages import LANGUAGES, Messages

PORT = 8680


def _messages(language: str) -> Messages:
    for known in LANGUAGES:
        if language == known:
            return Messages(known)
    msg = f"没有语言 {language}。"
    raise ExportError(msg, f"可用：{'、'.join(LANGUAGES)}。")


def server() -> ModuleType:
    """The server, which needs the optional packages.

    Raises
    ------
    ServiceError
        They are not installed.
    """
    try:
        return importlib.import_module("app.service.server")
    except ModuleNotFoundError as error:
        msg = f"没有安装服务所需的软件包 {error.name}。"
        remedy = "运行 make service，或 .venv/bin/python -m pip install --require-hashes -r requirements/service.txt。"
        raise ServiceError(msg, remedy) from error


@click.command(
    epilog=epilog(
        "serve",
        "serve --port 8690 --city 431000 --lang en",
        "serve --host 0.0.0.0 --cors http://intranet.example:8080",
        codes=(0, 2, 130),
    )
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to serve at; any other is seen by others."
)
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option("--city", multiple=True, help="City code; may be repeated. All cities by default.")
@click.option("--cors", multiple=True, metavar="ORIGIN", help="Origin whose web pages may read it; may be repeated.")
@click.option("--lang", default="zh", show_default=True, help="zh or en.")
@in_words
def serve(host: str, port: int, city: tuple[str, ...], cors: tuple[str, ...], lang: str) -> None:
    """Serve every layer with rows as OGC API - Features until Ctrl+C."""
    server().serve(paths.from_environment(), city, _messages(lang), host, port, cors, click.echo)


COMMANDS = (serve,)
