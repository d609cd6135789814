"""The command that makes a briefing: a page, slides, PDF, or its file, the same bytes each time."""

import sys
from typing import NoReturn

import click

from app import briefings
from app.command_errors import in_words
from app.command_help import epilog
from app.command_views import Chosen, Query, choose, issue_line, view_options
from app.commands_export import STDOUT, deliver, target_of
from geo.issues import Severity
from layers.export import artefacts, html


def _list(chosen: Chosen) -> NoReturn:
    """Print the ready-made briefings and end; one that cannot be read is said on stderr."""
    click.echo("name\tviews\ttitle")
    ready, wrong = briefings.readable(chosen.frames)
    for name, (made, _) in ready.items():
        click.echo(f"{name}\t{len(made.sheets)}\t{made.title.said(chosen.t.language)}")
    for why in wrong:
        click.echo(why, err=True)
    sys.exit(max(chosen.exit_code, int(bool(wrong))))


@click.command(
    short_help="Make a briefing: offline page, slides, PDF.",
    epilog=epilog(
        "brief --list",
        "brief --briefing overview --format pptx --out overview.pptx",
        "brief --briefing counties --format html --lang en --out FOLDER/",
        "brief --briefing mine.json --format pdf",
        codes=(0, 1, 2, 130, 141),
    ),
)
@view_options("city", "lang")
@click.option("--briefing", "name", default="", help="Name of a ready-made briefing, or a briefing file.")
@click.option("--format", "kind", default="html", show_default=True, help=f"{', '.join(artefacts.KINDS)}.")
@click.option("--review-number", default="", help="审图号, once there is one.")
@click.option("--out", default="", help="File, folder or - for stdout; a name of its own in this folder if not given.")
@click.option("--list", "listed", is_flag=True, help="List the ready-made briefings of the city.")
@click.option("--quiet", is_flag=True, help="No progress.")
@in_words
def brief(name: str, kind: str, review_number: str, out: str, *, asked: Query, listed: bool, quiet: bool) -> None:
    """Make a briefing of a city's views as one offline page, slides, PDF or its own file.

    A briefing file names its language; --lang goes before it. What is wrong
    with single views is said, and the rest is made.
    """

    def say(line: str) -> None:
        if not quiet:
            click.echo(line, err=True)

    chosen = choose(asked)
    if listed or not name:
        _list(chosen)
    made, issues = briefings.by_name(name, chosen.frames)
    for issue in issues:
        click.echo(issue_line(issue), err=True)
    if "lang" not in asked and made.language != chosen.definition.language:
        chosen = choose({**asked, "lang": made.language})
    target = (
        artefacts.file_name(made, kind, chosen.frames.version, chosen.t.language) if kind in artefacts.KINDS else ""
    )
    if out != STDOUT and target:
        target_of(out, target)
    done = artefacts.make(
        kind,
        made,
        chosen.frames,
        chosen.whole,
        chosen.t,
        review_number=review_number,
        progress=lambda now, total: say(f"{now}/{total} …"),
    )
    for notice in done.notices:
        click.echo(notice, err=True)
    deliver(done.content, out, target, say)
    if kind == "embed":
        written = target if out == STDOUT else target_of(out, target).name
        say(html.snippet(written, made.title.said(chosen.t.language)))
    sys.exit(max(chosen.exit_code, int(any(issue.severity == Severity.ERROR for issue in issues))))


COMMANDS = (brief,)
