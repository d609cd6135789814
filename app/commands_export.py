"""Commands that list the layers and write them to files; results on stdout, progress on stderr."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import click

from app.command_errors import in_words
from app.command_help import epilog
from app.command_views import Chosen, Query, choose, view_options
from geo import frames, paths
from geo.crs import STORAGE
from geo.errors import ExportError
from geo.files import write_bytes
from layers import catalog
from layers.export import dictionary, everything, formats, html, reference
from layers.export.selection import ALL, layers_chosen, not_filtered
from layers.export.table import Request

EVERYTHING = "everything"
PAGE = "page"
STDOUT = "-"
UNREAD = "数据有误，未能读取"


@click.command(epilog=epilog("layers", "layers --city 430300 --lang en", "layers --filter county~431021"))
@view_options("city", "lang", "filter")
@in_words
def layers(asked: Query) -> None:
    """List the layers of a city: id, drawn, of which by county only, not mapped, title."""
    chosen = choose(asked)
    click.echo("id\tdrawn\tcounty\tunlocated\ttitle")
    for layer in layers_chosen(chosen.view, [ALL], chosen.definition.filters):
        counts = (layer.drawn, layer.county_only, len(layer.unlocated))
        told = (UNREAD, "-", "-") if chosen.unread(layer) else counts
        click.echo("\t".join(str(cell) for cell in (layer.layer_id, *told, layer.title)))
    sys.exit(chosen.exit_code)


def target_of(out: str, name: str) -> Path:
    """Where a file goes: the path asked for, or its own name in a folder.

    Raises
    ------
    ExportError
        The path has an ending that is not that of the file.
    """
    path = Path(out)
    if not out or out.endswith(("/", "\\")) or path.is_dir() or not path.suffix:
        return path / name
    ending = Path(name).suffix
    if path.suffix.lower() != ending:
        msg = f"--out {out} 的结尾是 {path.suffix}，而文件是 {ending}。"
        raise ExportError(msg, f"把结尾改为 {ending}；若是文件夹，末尾加 /。")
    return path


def deliver(content: bytes, out: str, name: str, say: Callable[[str], None]) -> None:
    """Write a finished file whole to stdout or to a path, whose folders are made.

    Raises
    ------
    ExportError
        The path cannot be written; nothing is left behind.
    """
    if out == STDOUT:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        say(f"已写到标准输出，{len(content)} 字节。")
        return
    path = target_of(out, name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        msg = f"无法建立文件夹 {path.parent}：{error.strerror}。"
        raise ExportError(msg, "检查上级文件夹是否可写，是否有同名文件。") from error
    write_bytes(path, content)
    say(f"已写 {path}，{len(content)} 字节。")


def _request(chosen: Chosen, names: tuple[str, ...], crs: str, encoding: str, say: Callable[[str], None]) -> Request:
    """What the file is to hold; what is left out is said.

    Raises
    ------
    ExportError
        A layer asked for by its name could not be read.
    """
    found = layers_chosen(chosen.view, names, chosen.definition.filters)
    lost = [layer.layer_id for layer in found if chosen.unread(layer)]
    if set(lost) & set(names):
        msg = f"图层 {'、'.join(lost)}：{UNREAD}。"
        raise ExportError(msg, "先运行 python -m app check 并改正。")
    if lost:
        click.echo(f"{UNREAD}，略去：{'、'.join(lost)}。", err=True)
    kept = tuple(layer for layer in found if layer.layer_id not in lost)
    empty = [layer.layer_id for layer in kept if not layer.total]
    if empty and len(empty) < len(kept):
        say(f"没有要素，略去：{'、'.join(empty)}。")
    remarks = not_filtered(kept, chosen.definition.filters, chosen.t)
    for line in remarks:
        say(f"{line}。")
    system = reference.resolve(crs, (chosen.view.counties, *kept))
    return Request(chosen.view, kept, chosen.t, system, encoding.upper(), chosen.words, remarks)


@click.command(
    short_help="Write layers to one file, read back before it is handed out.",
    epilog=epilog(
        "export all --format gpkg",
        "export parks roads --format shp --crs belt --encoding GBK --out FOLDER/",
        "export projects --format xlsx --filter county~431021.status~building",
        "export energy --format geojson --out - --quiet",
        "export --layers parks,roads --format page --out map.html",
        "export all --format everything --out everything.zip",
        codes=(0, 1, 2, 130, 141),
    ),
)
@click.argument("layer", nargs=-1)
@click.option(
    "--format", "kind", default="gpkg", show_default=True, help=f"{', '.join(formats.FORMATS)}, {PAGE}, {EVERYTHING}."
)
@click.option(
    "--crs", default="EPSG:4326", show_default=True, help="EPSG:4326, EPSG:4490, belt, belt-zone, EPSG:4547 …, GCJ-02."
)
@view_options("city", "lang", "filter", "fill", "classes", "layers", "opacity", "view")
@click.option("--encoding", default="UTF-8", show_default=True, help="Of a Shapefile: UTF-8 or GBK.")
@click.option("--each", is_flag=True, help="A file for each layer, in a ZIP.")
@click.option(
    "--out",
    default="",
    help="File, folder (made if need be) or - for stdout; a name of its own in this folder if not given.",
)
@click.option("--quiet", is_flag=True, help="No progress.")
@in_words
def export(
    layer: tuple[str, ...], kind: str, crs: str, encoding: str, out: str, *, asked: Query, each: bool, quiet: bool
) -> None:
    """Write LAYER... (or all) to one file, read back before it is handed out."""

    def say(line: str) -> None:
        if not quiet:
            click.echo(line, err=True)

    if kind == PAGE:
        _page(layer, crs, out, asked, say)
    wanted = None if kind == EVERYTHING else formats.by_name(kind)
    say("读取数据 …")
    chosen = choose(asked)
    names = layer or _shown(chosen, asked)
    if wanted is None:
        _check_everything(names, crs, chosen.words)
        names = (ALL,)
    request = replace(_request(chosen, names, crs, encoding, say), each=each)
    name = f"{chosen.view.city_code}_{EVERYTHING}_{chosen.view.version}.zip"
    if wanted is not None:
        formats.check(wanted, request)
        name = formats.file_name(wanted, request)
    if out != STDOUT:
        target_of(out, name)
    filled = sum(bool(found.total) for found in request.layers)
    say(f"写 {kind}，{filled} 个图层，{request.reference.code}，并读回核对 …")
    if wanted is None:
        where = paths.from_environment()
        content = everything.make(request, frames.package_files(where), frames.notices(where))
    else:
        content = formats.make(wanted, request)
    deliver(content, out, name, say)
    if wanted is not None and wanted.bare and out != STDOUT and not formats.zipped(wanted, request):
        target = target_of(out, name).with_suffix(".txt")
        deliver(dictionary.notice(request).encode("utf-8"), str(target), target.name, say)
    sys.exit(chosen.exit_code)


def _page(names: tuple[str, ...], crs: str, out: str, asked: Query, say: Callable[[str], None]) -> NoReturn:
    """Write the map as one page, and end."""
    if names or crs.strip().upper() != STORAGE:
        msg = "地图网页写的是一张地图，不是图层文件。"
        raise ExportError(msg, "图层用 --layers 写，如 --layers parks,roads；去掉 --crs。")
    chosen = choose(asked)
    name = f"{chosen.view.city_code}_map_{chosen.view.version}.html"
    if out != STDOUT:
        target_of(out, name)
    deliver(html.map_page(chosen.view, chosen.t), out, name, say)
    sys.exit(chosen.exit_code)


def _shown(chosen: Chosen, asked: Query) -> tuple[str, ...]:
    """The layers of a map, with the counties under them, if a map was asked for."""
    if "layers" not in asked:
        msg = "没有写明图层。"
        raise ExportError(msg, "写图层编号或 all；图层见 python -m app layers。")
    return (catalog.BASE.LAYER_ID, *chosen.definition.layers)


def _check_everything(names: tuple[str, ...], crs: str, words: str) -> None:
    if crs.strip().upper() not in {STORAGE, STORAGE.rpartition(":")[2]}:
        msg = f"{EVERYTHING} 只用 EPSG:4326。"
        raise ExportError(msg, "去掉 --crs。")
    if words or ALL not in names:
        msg = f"{EVERYTHING} 是全部图层和数据，不能只取一部分。"
        raise ExportError(msg, f"写 all 且不加筛选，或换用其他格式：{'、'.join(formats.FORMATS)}。")


COMMANDS = (layers, export)
