"""CSV to typed frames. The only reader of CSV; what a row lacks becomes an issue.

A bad row is left out and listed; a missing or damaged file gives an empty
frame and an error row, so that the rest still works.
"""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from geo import cells
from geo.issues import Issue, Severity
from geo.schema import Package, Resource


@dataclass(frozen=True)
class Tables:
    """All tables of a package, checked.

    Parameters
    ----------
    package
        The schema they follow.
    frames
        One frame a resource; text columns hold ``""`` for missing, integers
        are ``Int64``, numbers ``float64``.
    issues
        Rows and files that could not be used.
    digest
        Short hash of every byte read: changes whenever a cell changes.
    """

    package: Package
    frames: Mapping[str, pd.DataFrame]
    issues: tuple[Issue, ...]
    digest: str

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.frames[name]

    def titles(self, vocabulary: str, language: str) -> dict[str, str]:
        """Code to title of one code list; language is ``zh`` or ``en``."""
        codes = self.frames["codes"]
        rows = codes[codes["vocabulary"] == vocabulary]
        return dict(zip(rows["code"], rows[f"title_{language}"], strict=True))


def read_table(root: Path, resource: Resource) -> tuple[pd.DataFrame, list[Issue]]:
    """One table and the issues of its own cells and key.

    Rows that break a field or repeat a key are left out of the frame.
    """

    def whole(kind: str, message: str) -> tuple[pd.DataFrame, list[Issue]]:
        return cells.empty(resource), [Issue(resource.name, resource.path, "", kind, Severity.ERROR, message)]

    path = root / resource.path
    try:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except FileNotFoundError:
        return whole("missing-file", f"缺少数据文件 {resource.path}；请从版本库恢复。其余数据照常使用。")
    except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        return whole("damaged-file", f"数据文件 {resource.path} 无法读取（{error}）；请存为 UTF-8 的 CSV。")
    missing = [name for name in resource.columns if name not in frame.columns]
    if missing:
        return whole("missing-column", f"数据文件 {resource.path} 缺少列 {'、'.join(missing)}；请补齐表头。")
    issues: list[Issue] = []
    bad: set[object] = set()

    def report(index: object, field: str, kind: str, message: str) -> None:
        bad.add(index)
        row = frame.loc[index].to_dict()  # type: ignore[call-overload]
        label = resource.row_id(row).strip("/") or f"第 {frame.index.get_loc(index) + 2} 行"  # type: ignore[operator]
        issues.append(Issue(resource.name, label, field, kind, Severity.ERROR, message))

    for field in resource.fields:
        for index, kind, message in cells.problems(field, frame[field.name]):
            report(index, field.name, kind, message)
    key = list(resource.primary_key)
    for index in frame.index[frame.duplicated(key, keep="first")]:
        report(index, key[0], "duplicate-key", "主键重复，只用第一行；请改正编号。")
    return cells.typed(frame.drop(index=list(bad)), resource), issues


def _drop_unknown(
    frames: dict[str, pd.DataFrame], resource: Resource, column: str, known: set[object], kind: str, hint: str
) -> list[Issue]:
    frame = frames[resource.name]
    broken = frame[(frame[column] != "") & ~frame[column].isin(known)]
    if broken.empty:
        return []
    issues = []
    for row in broken.to_dict("records"):
        message = f"{column} 的值“{row[column]}”{hint}；该行未使用，请改正。"
        issues.append(Issue(resource.name, resource.row_id(row), column, kind, Severity.ERROR, message))
    frames[resource.name] = frame.drop(index=broken.index).reset_index(drop=True)
    return issues


def _check_codes(package: Package, frames: dict[str, pd.DataFrame]) -> Iterator[Issue]:
    codes = frames["codes"]
    for resource in package.resources:
        for field in resource.fields:
            if field.vocabulary:
                known = set(codes.loc[codes["vocabulary"] == field.vocabulary, "code"])
                hint = f"不在代码表 {field.vocabulary} 中"
                yield from _drop_unknown(frames, resource, field.name, known, "unknown-code", hint)


def _clear_places(frames: dict[str, pd.DataFrame], resource: Resource, column: str) -> list[Issue]:
    """Rows that name a place which is not there stay, without it: what else they say of where they are still holds."""
    frame = frames[resource.name]
    lost = (frame[column] != "") & ~frame[column].isin(frames["places"]["place_id"])
    if not lost.any():
        return []
    words = "在 places 表中没有；该行退到所在县市区，没有县市区的列入未落图，请恢复该地点或改正。"
    issues = [
        Issue(
            resource.name,
            resource.row_id(row),
            column,
            "unknown-place",
            Severity.WARNING,
            f"{column} 的值“{row[column]}”{words}",
        )
        for row in frame[lost].to_dict("records")
    ]
    frames[resource.name] = frame.assign(**{column: frame[column].where(~lost, "")})
    return issues


def _check_keys(package: Package, frames: dict[str, pd.DataFrame]) -> Iterator[Issue]:
    for resource in package.resources:
        for key in resource.foreign_keys:
            if key.resource == "places":
                yield from _clear_places(frames, resource, key.field)
                continue
            known = set(frames[key.resource][key.reference])
            kind = "unknown-county" if key.resource == "areas" else "unknown-reference"
            hint = f"在 {key.resource} 表中没有"
            yield from _drop_unknown(frames, resource, key.field, known, kind, hint)


def _check_features(package: Package, frames: dict[str, pd.DataFrame]) -> Iterator[Issue]:
    """Feature ids of link tables: one key over several tables, which no foreign key can say."""
    known: set[object] = set()
    for name in package.feature_tables:
        known |= set(frames[name]["feature_id"])
    for resource in package.resources:
        if resource.name in package.feature_tables:
            continue
        for column in {"feature_id", "other_feature_id"} & set(resource.columns):
            yield from _drop_unknown(frames, resource, column, known, "unknown-reference", "不是任何要素表的编号")


def read_tables(root: Path, package: Package) -> Tables:
    """All tables of a package with their issues."""
    frames: dict[str, pd.DataFrame] = {}
    issues: list[Issue] = []
    digest = hashlib.sha256((root / "datapackage.json").read_bytes())
    for resource in package.resources:
        frames[resource.name], found = read_table(root, resource)
        issues.extend(found)
        path = root / resource.path
        with suppress(OSError):  # a file that cannot be read is an issue already
            digest.update(path.read_bytes())
    for check in (_check_codes, _check_keys, _check_features):
        issues.extend(check(package, frames))
    return Tables(package, frames, tuple(issues), digest.hexdigest()[:12])
