"""Commands that list the layers and write them to files; results on stdout, progress on stderr."""

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import click

from app.command_errors import in_words
from geo import frames, paths
from geo.errors import ExportError
from geo.files import write_bytes
from geo.paths import DataPaths
from layers.compose import compose
from layers.export import everything, formats, reference
from layers.export.selection import Selection, check_known, layers_named
from layers.export.table import Request
from layers.messages import LANGUAGES, Messages
from layers.model import MapView

EVERYTHING = "everything"
CITY = "431000"
_CITY_OPTION = click.option("--city", default=CITY, show_default=True, help="City code.")
_LANGUAGE_OPTION = click.option("--lang", default="zh", show_default=True, help="zh or en.")


def _messages(language: str) -> Messages:
    for known in LANGUAGES:
        if language == known:
            return Messages(known)
    msg = f"没有语言 {language}。"
    raise ExportError(msg, f"可用：{'、'.join(LANGUAGES)}。")


def _view(where: DataPaths, city: str, t: Messages) -> MapView:
    return compose(frames.load(where, city), t)


@click.command()
@_CITY_OPTION
@_LANGUAGE_OPTION
@in_words
def layers(city: str, lang: str) -> None:
    """List the layers of a city: id, drawn, of which by county only, not mapped, title."""
    view = _view(paths.from_environment(), city, _messages(lang))
    click.echo("id\tdrawn\tcounty\tunlocated\ttitle")
    for layer in (view.counties, *view.layers):
        click.echo(f"{layer.layer_id}\t{layer.drawn}\t{layer.county_only}\t{len(layer.unlocated)}\t{layer.title}")


def _target(out: str, name: str) -> Path:
    path = Path(out or name)
    return path / name if path.is_dir() else path


def _deliver(content: bytes, out: str, name: str, say: Callable[[str], None]) -> None:
    if out == "-":
        with suppress(BrokenPipeError):
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
        say(f"已写到标准输出，{len(content)} 字节。")
        return
    path = _target(out, name)
    write_bytes(path, content)
    say(f"已写 {path}，{len(content)} 字节。")


@click.command()
@click.argument("layer", nargs=-1, required=True)
@click.option(
    "--format", "kind", default="gpkg", show_default=True, help=f"{', '.join(formats.FORMATS)}, {EVERYTHING}."
)
@click.option(
    "--crs", default="EPSG:4326", show_default=True, help="EPSG:4326, EPSG:4490, belt, belt-zone, EPSG:4547 …, GCJ-02."
)
@_CITY_OPTION
@_LANGUAGE_OPTION
@click.option("--area", multiple=True, help="Only rows of this county code; may be repeated.")
@click.option("--accuracy", multiple=True, help="Only rows of this accuracy class; may be repeated.")
@click.option("--encoding", default="UTF-8", show_default=True, help="Of a Shapefile: UTF-8 or GBK.")
@click.option("--out", default="", help="File, folder or - for stdout; a name of its own in this folder if not given.")
@click.option("--quiet", is_flag=True, help="No progress.")
@in_words
def export(
    layer: tuple[str, ...],
    kind: str,
    crs: str,
    city: str,
    lang: str,
    area: tuple[str, ...],
    accuracy: tuple[str, ...],
    encoding: str,
    out: str,
    *,
    quiet: bool,
) -> None:
    """Write LAYER... (or all) to one file, read back before it is handed out.

    Examples: python -m app export all --format gpkg; python -m app export parks
    roads --format shp --crs belt --encoding GBK --out FOLDER
    """

    def say(line: str) -> None:
        if not quiet:
            click.echo(line, err=True)

    where, t = paths.from_environment(), _messages(lang)
    wanted = None if kind == EVERYTHING else formats.by_name(kind)
    say(f"读取 {city} …")
    view = _view(where, city, t)
    selection = Selection(area, accuracy)
    check_known(selection, view)
    chosen = tuple(selection.apply(found) for found in layers_named(view, layer))
    empty = [found.layer_id for found in chosen if not found.drawn + len(found.unlocated)]
    words = selection.words({anchor.area_code: anchor.name for anchor in view.anchors}, t)
    request = Request(view, chosen, t, reference.resolve(crs, (view.counties, *chosen)), encoding.upper(), words)
    if empty and len(empty) < len(chosen):
        say(f"没有要素，略去：{'、'.join(empty)}。")
    say(f"写 {kind}，{len(chosen) - len(empty)} 个图层，{request.reference.code}，并读回核对 …")
    if wanted is None:
        if request.reference != reference.WGS84:
            msg = f"{EVERYTHING} 只用 EPSG:4326。"
            raise ExportError(msg, "去掉 --crs。")
        content = everything.make(request, frames.package_files(where), frames.notices(where))
        name = f"{view.city_code}_{EVERYTHING}_{view.version}.zip"
    else:
        content = formats.make(wanted, request)
        name = formats.file_name(wanted, request)
    _deliver(content, out, name, say)


COMMANDS = (layers, export)
