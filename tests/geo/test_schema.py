import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geo.errors import DamagedFileError, MissingFileError
from geo.paths import DataPaths
from geo.schema import read_package

Descriptor = dict[str, Any]


def damaged(tiny: DataPaths, change: Callable[[Descriptor], object]) -> Path:
    raw = json.loads(tiny.package.read_text(encoding="utf-8"))
    change(raw)
    tiny.package.write_text(json.dumps(raw), encoding="utf-8")
    return tiny.package


def test_missing_descriptor_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match=r"datapackage\.json") as raised:
        read_package(tmp_path / "datapackage.json")
    assert "ATLAS_DATA" in raised.value.remedy


@pytest.mark.parametrize("content", [b"{ not json", "描述".encode("gbk"), b""])
def test_descriptor_that_is_not_json_is_damaged(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "datapackage.json"
    path.write_bytes(content)
    with pytest.raises(DamagedFileError, match="JSON"):
        read_package(path)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda raw: raw.pop("version"), "version"),
        (lambda raw: raw.pop("resources"), "resources"),
        (lambda raw: raw["resources"][0].pop("path"), "path"),
        (lambda raw: raw["resources"][0].pop("schema"), "schema"),
        (lambda raw: raw["resources"][0]["schema"].pop("primaryKey"), "primaryKey"),
        (lambda raw: raw["resources"][0]["schema"]["fields"][0].pop("type"), "type"),
        (lambda raw: raw["resources"][2]["schema"]["foreignKeys"][0].pop("reference"), "reference"),
    ],
)
def test_descriptor_without_a_property_says_which(
    tiny: DataPaths, change: Callable[[Descriptor], object], named: str
) -> None:
    path = damaged(tiny, change)
    with pytest.raises(DamagedFileError, match=f"'{named}'"):
        read_package(path)


def test_descriptor_of_the_wrong_shape_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "datapackage.json"
    path.write_text("[1, 2]", encoding="utf-8")
    with pytest.raises(DamagedFileError, match="属性"):
        read_package(path)


def test_constraints_vocabulary_and_keys_are_read(tiny: DataPaths) -> None:
    places = read_package(tiny.package)["places"]
    fields = {field.name: field for field in places.fields}
    assert fields["longitude"].required
    assert (fields["longitude"].minimum, fields["longitude"].maximum) == (-180, 180)
    assert fields["area_code"].pattern == "[0-9]{6}"
    assert not fields["area_code"].required
    assert fields["kind_code"].vocabulary == "place_kind"
    assert [(key.field, key.resource, key.reference) for key in places.foreign_keys] == [
        ("area_code", "areas", "area_code")
    ]


def test_feature_tables_are_those_keyed_by_feature_id_alone(tiny: DataPaths) -> None:
    package = read_package(tiny.package)
    assert {"parks", "transport", "cooperation"} <= set(package.feature_tables)
    assert not {"feature_areas", "feature_nodes", "mentions"} & set(package.feature_tables)


def test_unknown_table_is_a_key_error(tiny: DataPaths) -> None:
    with pytest.raises(KeyError, match="no-such-table"):
        read_package(tiny.package)["no-such-table"]


def test_row_id_joins_all_parts_of_the_key(tiny: DataPaths) -> None:
    resource = read_package(tiny.package)["feature_areas"]
    assert resource.row_id({"feature_id": "xz-park-001", "area_code": "990101", "key": "x"}) == "xz-park-001/990101"
