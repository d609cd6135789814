"""The service as GDAL's OAPIF driver reads it: every collection, in pages, by box and by property."""

import json
import os
import urllib.request

import pyogrio
import pytest
import shapely

from app.service.collection import Collection
from layers.export.readback import plain

# GDAL and urllib may be told of a proxy, which cannot reach this machine.
LOCAL = {"NO_PROXY": "127.0.0.1,localhost", "no_proxy": "127.0.0.1,localhost"}


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in LOCAL.items():
        monkeypatch.setenv(name, value)


def test_every_collection_is_read_with_its_rows_fields_and_geometry(
    service_url: str, offered: dict[str, Collection]
) -> None:
    source = f"OAPIF:{service_url}"
    with urllib.request.urlopen(f"{service_url}/collections", timeout=60) as answer:  # noqa: S310  # the fixture's
        assert [found["id"] for found in json.load(answer)["collections"]] == list(offered)
    assert len(offered) > 40
    for name, collection in offered.items():
        read = pyogrio.read_dataframe(source, layer=name)
        table = collection.table
        assert read["feature_id"].to_list() == table["feature_id"].to_list(), name
        for column in collection.fields:
            assert [plain(v) for v in read[column]] == [plain(v) for v in table[column]], (name, column)
        if not table.geometry.notna().any():
            continue
        assert read.crs.to_string() == "OGC:CRS84"
        assert (read.geometry.isna().to_numpy() == table.geometry.isna().to_numpy()).all(), name
        drawn = table.geometry.notna().to_numpy()
        apart = shapely.hausdorff_distance(read.geometry[drawn].to_numpy(), table.geometry[drawn].to_numpy())
        assert apart.max() < 2e-6, name


def test_provenance_travels_with_every_row(service_url: str, big: Collection) -> None:
    fields = list(pyogrio.read_info(f"OAPIF:{service_url}", layer=big.collection_id)["fields"])
    wanted = {
        "source_id", "section", "char_offset", "key", "citation", "accuracy_code", "basis_code",
        "status_code", "sector_code", "area_codes", "data_version",
    }  # fmt: skip
    assert wanted <= set(fields)


def test_rows_come_in_pages(service_url: str, big: Collection) -> None:
    read = pyogrio.read_dataframe(f"OAPIF:{service_url}", layer=big.collection_id, PAGE_SIZE="50")
    assert len(read) == read["feature_id"].nunique() == len(big.table) > 100


def test_box_and_property_select_rows(service_url: str, big: Collection) -> None:
    table, source = big.table, f"OAPIF:{service_url}"
    code = table["accuracy_code"].mode().iloc[0]
    same = pyogrio.read_dataframe(source, layer=big.collection_id, where=f"accuracy_code = '{code}'")
    assert set(same["feature_id"]) == set(table.loc[table["accuracy_code"] == code, "feature_id"])
    assert 0 < len(same) < len(table)
    box = (112.9, 25.7, 113.1, 25.9)
    met = pyogrio.read_dataframe(source, layer=big.collection_id, bbox=box)
    assert set(met["feature_id"]) == set(table.cx[box[0] : box[2], box[1] : box[3]]["feature_id"])
    assert 0 < len(met) < len(table)


def test_no_page_of_another_origin_may_read_it(service_url: str) -> None:
    assert os.environ["NO_PROXY"] == LOCAL["NO_PROXY"]
    request = urllib.request.Request(f"{service_url}/collections", headers={"Origin": "http://other.example"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310  # the address is the fixture's
        assert not [name for name in answer.headers if name.lower().startswith("access-control")]
