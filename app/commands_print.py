"""The command that prints a view on a sheet of paper: PDF, PNG or SVG."""

import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

import click

from app.command_errors import in_words
from app.command_help import epilog
from app.command_views import Query, choose, view_options
from app.commands_export import STDOUT, deliver, target_of
from geo.errors import ExportError, ViewFileError
from layers.bookmarks import read_object, shorten
from layers.render.print import Layout, draw_sheet
from layers.render.print.canvas import Kind
from layers.render.print.sheet import DPI, ORIENTATIONS, PAPERS, file_name

KINDS: tuple[Kind, ...] = ("pdf", "png", "svg")


def _kind(name: str) -> Kind:
    for known in KINDS:
        if name.strip().lower() == known:
            return known
    msg = f"没有打印格式 {name}。"
    raise ExportError(msg, f"可用：{'、'.join(KINDS)}。")


def _bookmarked(path: Path, title: str) -> Query:
    """The text parameters of a view in a file of bookmarks: the one of a title, else the first.

    Raises
    ------
    ViewFileError
        The file holds no bookmarks, or none of that title.
    """
    _, listed = read_object(path.read_bytes(), "bookmarks")
    kept = [entry for entry in listed if isinstance(entry, dict) and isinstance(entry.get("view"), dict)]
    names = [str(entry.get("title", "")) for entry in kept]
    if not kept or (title and title not in names):
        msg = f"{path.name} 中没有" + (f"名为“{shorten(title)}”的视图。" if title else "视图。")
        raise ViewFileError(msg, f"文件中有：{'、'.join(shorten(name) for name in names) or '无'}。")
    view = kept[names.index(title) if title else 0]["view"]
    return {str(name): str(value) for name, value in view.items()}


def _kind_of(name: str, out: str) -> Kind:
    """The format asked for; else that of the file's ending; else PDF."""
    ending = out.rpartition(".")[2].lower() if "." in out else ""
    return _kind(name or (ending if ending in KINDS else KINDS[0]))


@click.command(
    "print",
    short_help="Print a view on a sheet: PDF, PNG or SVG.",
    epilog=epilog(
        "print",
        "print --layers parks,projects --portrait --out parks.pdf",
        "print --city 430300 --paper A3 --format png --out FOLDER/",
        "print --filter county~431021 --view 112.2,25.4,113.0,26.3 --title 桂阳县",
        "print --bookmarks bookmarks.json --bookmark 园区 --out FOLDER/",
        'print --address "http://localhost:8501/?city=431000&layers=roads" --out -',
        codes=(0, 1, 2, 130, 141),
    ),
)
@view_options("city", "lang", "layers", "filter", "fill", "classes", "opacity", "view")
@click.option("--bookmarks", type=click.Path(path_type=Path), help="File of bookmarks to take the view from.")
@click.option("--bookmark", default="", help="Title of the bookmark; the first of the file if not given.")
@click.option("--paper", default="A4", show_default=True, help=f"{', '.join(PAPERS)}.")
@click.option("--landscape/--portrait", default=True, show_default=True, help="How the sheet lies.")
@click.option("--format", "kind", default="", help=f"{', '.join(KINDS)}; by the ending of --out, else pdf.")
@click.option("--dpi", type=click.IntRange(72, 600), default=DPI, show_default=True, help="Of a PNG.")
@click.option("--title", default="", help="Of the map if not given.")
@click.option("--subtitle", default="", help="The titles of the layers if not given.")
@click.option("--review-number", default="", help="审图号, once there is one.")
@click.option("--targets/--no-targets", default=True, show_default=True, help="The city's headline targets.")
@click.option("--out", default="", help="File, folder or - for stdout; a name of its own in this folder if not given.")
@click.option("--quiet", is_flag=True, help="No progress.")
@in_words
def print_map(
    bookmarks: Path | None,
    bookmark: str,
    paper: str,
    kind: str,
    dpi: int,
    title: str,
    subtitle: str,
    review_number: str,
    out: str,
    *,
    asked: Query,
    landscape: bool,
    targets: bool,
    quiet: bool,
) -> None:
    """Print a view with title, legend, scale, north, sources and notes."""

    def say(line: str) -> None:
        if not quiet:
            click.echo(line, err=True)

    wanted = _kind_of(kind, out)
    say("读取数据 …")
    kept = _bookmarked(bookmarks, bookmark) if bookmarks is not None else {}
    chosen = choose({**kept, **asked})
    layout = Layout(
        paper=paper,
        orientation=ORIENTATIONS[0 if landscape else 1],
        title=title,
        subtitle=subtitle,
        review_number=review_number,
        language=chosen.definition.language,
        record=urlencode(chosen.definition.to_query()),
        targets=targets,
    )
    name = file_name(chosen.view, layout, wanted)
    if out != STDOUT:
        target_of(out, name)
    sheet = draw_sheet(chosen.view, layout, say)
    _tell(sheet.notices)
    deliver(sheet.write(wanted, dpi), out, name, say)
    sys.exit(chosen.exit_code)


def _tell(notices: Sequence[str]) -> None:
    for line in notices:
        click.echo(line, err=True)


COMMANDS = (print_map,)
