"""The Data Package descriptor as typed values: the metadata is the schema."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geo.errors import DamagedFileError, MissingFileError


@dataclass(frozen=True)
class Field:
    """One column: its name, type, titles and constraints."""

    name: str
    type: str
    title: str
    description: str = ""
    required: bool = False
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None
    vocabulary: str = ""


@dataclass(frozen=True)
class ForeignKey:
    """A column whose values stand in a column of another resource."""

    field: str
    resource: str
    reference: str


@dataclass(frozen=True)
class Resource:
    """One table: file, columns and keys."""

    name: str
    path: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]

    @property
    def columns(self) -> list[str]:
        """Column names in order."""
        return [field.name for field in self.fields]

    def row_id(self, row: dict[Any, Any]) -> str:
        """The primary key of a row in words."""
        return "/".join(str(row[name]) for name in self.primary_key)


@dataclass(frozen=True)
class Package:
    """All tables of one data package, whom to credit for its boundaries, and the names of its licences."""

    version: str
    title: str
    resources: tuple[Resource, ...]
    boundary_zh: str = ""
    boundary_en: str = ""
    licences: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> Resource:
        for resource in self.resources:
            if resource.name == name:
                return resource
        raise KeyError(name)

    @property
    def feature_tables(self) -> list[str]:
        """Names of the tables whose rows are plan features."""
        return [r.name for r in self.resources if r.primary_key == ("feature_id",)]


def _as_tuple(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _field(raw: dict[str, Any]) -> Field:
    constraints = raw.get("constraints", {})
    return Field(
        name=raw["name"],
        type=raw["type"],
        title=raw.get("title", raw["name"]),
        description=raw.get("description", ""),
        required=bool(constraints.get("required", False)),
        pattern=constraints.get("pattern", ""),
        minimum=constraints.get("minimum"),
        maximum=constraints.get("maximum"),
        vocabulary=raw.get("vocabulary", ""),
    )


def _resource(raw: dict[str, Any]) -> Resource:
    schema = raw["schema"]
    keys = tuple(
        ForeignKey(key["fields"], key["reference"]["resource"], key["reference"]["fields"])
        for key in schema.get("foreignKeys", [])
    )
    return Resource(
        name=raw["name"],
        path=raw["path"],
        title=raw.get("title", raw["name"]),
        description=raw.get("description", ""),
        fields=tuple(_field(field) for field in schema["fields"]),
        primary_key=_as_tuple(schema["primaryKey"]),
        foreign_keys=keys,
    )


def read_package(path: Path) -> Package:
    """Read ``datapackage.json``.

    Raises
    ------
    MissingFileError
        The descriptor is not there.
    DamagedFileError
        It is not JSON, or lacks a property the atlas needs.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        boundary = raw.get("boundaries", {})
        return Package(
            version=raw["version"],
            title=raw["title"],
            resources=tuple(_resource(r) for r in raw["resources"]),
            boundary_zh=boundary.get("attribution_zh", ""),
            boundary_en=boundary.get("attribution_en", ""),
            licences=tuple(found.get("name", "") for found in raw.get("licenses", [])),
        )
    except FileNotFoundError as error:
        msg = f"找不到数据包描述文件 {path}。"
        raise MissingFileError(msg, "恢复 data 文件夹，或把 ATLAS_DATA 指向数据包所在的文件夹。") from error
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        msg = f"数据包描述文件 {path} 不是完好的 JSON：{error}。"
        raise DamagedFileError(msg, "从版本库恢复该文件。") from error
    except (KeyError, TypeError, AttributeError) as error:
        msg = f"数据包描述文件 {path} 缺少属性 {error}。"
        raise DamagedFileError(msg, "从版本库恢复该文件。") from error
