"""The command group geometry: bring real geometry, list it, settle what is ambiguous, take it back."""

import sys
from dataclasses import replace
from pathlib import Path

import click

from geo import frames, paths
from geo.errors import UnknownImportError
from geo.imports import choices, run, store
from geo.imports.plan import Match, Plan
from geo.paths import DataPaths

SHOWN = 12  # rows of one status on the screen; the report has them all


def plan_of(where: DataPaths, city_code: str) -> Plan:
    """A city as it stands without any import."""
    return frames.plan_of(frames.load(replace(where, user_data=None), city_code))


def _folder(where: DataPaths) -> Path:
    return where.geometry or paths.ROOT / "user_data" / "geometry"


def _line(row: Match) -> str:
    far = "" if row.distance_m is None else f"，距原位置 {row.distance_m / 1000:.1f} 公里"
    score = f"，得分 {row.score:.2f}" if row.score else ""
    element = f" ← {row.element_id}“{row.element_name}”" if row.element_id else ""
    return f"  {row.feature_id} {row.name}{element}{score}{far}：{row.how}"


def _print(rows: list[Match] | tuple[Match, ...]) -> None:
    for status, title in run.STATUSES.items():
        chosen = [row for row in rows if row.status == status]
        features = len({row.feature_id for row in chosen})
        click.echo(f"{title} {features} 项" + (f"，共 {len(chosen)} 个候选" if len(chosen) > features else ""))
        shown = chosen if status == "ambiguous" else chosen[:SHOWN]
        for row in shown if status != "unmatched" else []:
            click.echo(_line(row))
        if status != "unmatched" and len(chosen) > len(shown):
            click.echo(f"  …另有 {len(chosen) - len(shown)} 项，见 geometry report。")


def import_file(file: Path, city: str | None, *, dry_run: bool) -> None:
    """Read a file, match it to the plan of a city and use what is better known."""
    where = paths.from_environment()
    city_code = city or frames.city_codes(frames.load_tables(where))[0]
    outcome = run.run(file, plan_of(where, city_code), None if dry_run else _folder(where))
    click.echo(f"{file.name}：本市及周边有 {outcome.elements} 个可比对的要素（{outcome.manifest.licence}）。")
    for issue in outcome.issues[:SHOWN]:
        click.echo(f"[{issue.severity}] {issue.row} ({issue.type}) {issue.message}")
    if len(outcome.issues) > SHOWN:
        click.echo(f"…另有 {len(outcome.issues) - SHOWN} 条问题。")
    _print(outcome.rows)
    if dry_run:
        click.echo("试运行：没有写入任何文件。")
    else:
        click.echo(f"导入编号 {outcome.manifest.import_id}，存于 {_folder(where)}。")


def list_imports() -> None:
    """Print the imports in force and the choices made."""
    folder = _folder(paths.from_environment())
    known, issues = store.manifests(folder)
    for item in known:
        counts = "，".join(f"{run.STATUSES[key]} {value}" for key, value in item.counts.items())
        click.echo(f"{item.import_id}\t{item.file_name}\t{item.licence}\t{item.timestamp or '日期不详'}\t{counts}")
    for feature_id, element_id in sorted(choices.choices(folder).items()):
        click.echo(f"选定\t{feature_id}\t{element_id}")
    for issue in issues:
        click.echo(f"[{issue.severity}] {issue.message}")
    if not known:
        click.echo("没有导入。")


def remove(import_id: str) -> None:
    """Take an import away."""
    store.remove(_folder(paths.from_environment()), import_id)
    click.echo(f"已移除 {import_id}，位置恢复如前。")


def choose(feature_id: str, element_id: str, *, forget: bool) -> None:
    """Settle an ambiguous feature, or take that back."""
    if not element_id and not forget:
        msg = "没有写明候选元素。"
        raise UnknownImportError(msg, "写出 ELEMENT_ID，或用 --forget 取消选择。")
    choices.choose(_folder(paths.from_environment()), feature_id, "" if forget else element_id)
    click.echo(f"{feature_id} 的选择已取消。" if forget else f"{feature_id} 选定 {element_id}。")


def report(import_id: str) -> None:
    """Print the report of an import as CSV."""
    sys.stdout.write(run.to_csv(store.report(_folder(paths.from_environment()), import_id)))
