"""What the service answers: documents, selections, refusals in words, nothing of another host."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from app.service.collection import TITLES, Collection
from geo.paths import DataPaths
from tests import planting
from tests.app.service.conftest import Ask, asker

PARKS = "/collections/431000.parks/items"
# Identifiers of standards, never fetched.
NAMES = ("http://www.opengis.net/", "https://www.opengis.net/", "http://json-schema.org/")
EVIL = '&lt;b&gt;<img src=x onerror="alert(1)">&\\"\u2028{{7*7}}</script>'


def outside(text: str) -> list[str]:
    found = re.findall(r"https?://[^\s\"'<>)]+", text)
    return [url for url in found if not url.startswith((*NAMES, "http://127.0.0.1:8680"))]


def test_first_document_links_to_all_others(ask: Ask) -> None:
    found = ask("/").json
    assert found["title"] == "郴州市、湘潭市县域规划图层服务"
    assert "未经审图" in found["attribution"]
    for link in found["links"]:
        assert ask(link["href"].removeprefix("http://127.0.0.1:8680")).status == 200, link


def test_first_page_in_a_browser_asks_nobody_for_anything(ask: Ask) -> None:
    page = ask("/", accept="text/html,application/xhtml+xml")
    html = page.body.decode()
    assert page.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "431000.parks" in html
    assert html.count("<tr>") == len(ask("/collections").json["collections"]) + 2
    assert outside(html) == []
    assert not re.search(r"<(script|link|img|iframe)\b", html)


def test_map_page_of_a_layer_is_complete_in_itself(ask: Ask, offered: dict[str, Collection]) -> None:
    page = ask("/maps/431000.tourism")
    html = page.body.decode()
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "x-frame-options" not in page.headers
    assert offered["431000.tourism"].layer.title in html
    assert not re.search(r"<(link|img|iframe)\b|<script[^>]+src", html)


@pytest.mark.parametrize("path", ["/", "/conformance", "/openapi", "/collections", "/collections/431000.parks"])
def test_documents_name_no_other_host(ask: Ask, path: str) -> None:
    assert outside(ask(path).body.decode()) == []


def test_description_refers_to_itself_only_and_holds_every_path(ask: Ask) -> None:
    found = ask("/openapi").json
    references = set(re.findall(r'"\$ref": ?"([^"]+)"', json.dumps(found)))
    for reference in references:
        place = found
        for step in reference.removeprefix("#/").split("/"):
            place = place[step]
    assert "/collections/431000.parks/items" in found["paths"]
    assert found["info"]["license"]["name"] == "CC-BY-4.0"


def test_collection_tells_what_it_is(ask: Ask, offered: dict[str, Collection]) -> None:
    found = ask("/collections/431000.parks").json
    layer, view = offered["431000.parks"].layer, offered["431000.parks"].view
    assert found["title"] == f"郴州市：{layer.title}"
    assert found["description"]
    assert {"parks", "431000"} <= set(found["keywords"])
    assert found["license"] == "CC-BY-4.0"
    assert "© OpenStreetMap contributors" in found["attribution"]
    assert found["dataVersion"] == view.version
    counts = {"drawn": layer.drawn, "county_only": layer.county_only, "unlocated": len(layer.unlocated)}
    assert found["counts"] == counts
    west, south, east, north = found["extent"]["spatial"]["bbox"][0]
    assert 112 < west < east < 115
    assert 24 < south < north < 27
    assert "天地图" in ask("/licence").body.decode()


def test_layer_that_is_not_mapped_has_the_extent_of_its_city(ask: Ask) -> None:
    found = ask("/collections/431000.positioning").json
    assert (
        found["extent"]["spatial"]["bbox"]
        == ask("/collections/431000.county_industries").json["extent"]["spatial"]["bbox"]
    )
    features = ask("/collections/431000.positioning/items").json["features"]
    assert {feature["geometry"] for feature in features} == {None}


def test_fields_are_titled(ask: Ask) -> None:
    for kind in ("schema", "queryables"):
        found = ask(f"/collections/431000.parks/{kind}").json["properties"]
        assert found["source_id"]["title"] == "来源编号"
        assert found["char_offset"]["type"] == "integer"
        assert set(TITLES) <= set(found)


def test_features_are_those_of_the_export(ask: Ask) -> None:
    from geo import frames  # noqa: PLC0415
    from layers.compose import compose  # noqa: PLC0415  # the rest of this file needs no map
    from layers.export.geojson import layer_geojson  # noqa: PLC0415
    from layers.messages import Messages  # noqa: PLC0415

    view = compose(frames.load(DataPaths(), "431000"), Messages("zh"))
    exported = json.loads(layer_geojson(view.layer("railways"), view))["features"]
    served = ask("/collections/431000.railways/items").json["features"]
    assert [feature["geometry"] for feature in served] == [feature["geometry"] for feature in exported]
    for ours, theirs in zip(served, exported, strict=True):
        assert ours["properties"].items() >= theirs["properties"].items()
        assert ours["id"] == theirs["properties"]["feature_id"]


def test_pages_follow_each_other_to_the_end(ask: Ask, big: Collection) -> None:
    total = len(big.table)
    assert total > 61
    address, seen = f"/collections/{big.collection_id}/items?limit=61", []
    while address:
        found = ask(address.removeprefix("http://127.0.0.1:8680")).json
        assert found["numberMatched"] == total
        seen += [feature["id"] for feature in found["features"]]
        address = next((link["href"] for link in found["links"] if link["rel"] == "next"), "")
    assert seen == big.table["feature_id"].to_list()


def test_whole_layer_comes_at_once_and_always_alike(ask: Ask, big: Collection) -> None:
    address = f"/collections/{big.collection_id}/items?f=json&limit=10000"
    first, second = ask(address), ask(address)
    assert first.json["numberReturned"] == first.json["numberMatched"] == len(big.table)
    assert "next" not in [link["rel"] for link in first.json["links"]]
    assert first.body == second.body
    assert first.headers["content-type"] == "application/geo+json"


def test_rows_are_selected_by_property_and_condition(ask: Ask, big: Collection) -> None:
    table = big.table
    class_, source = table["accuracy_code"].mode().iloc[0], table["source_id"].mode().iloc[0]
    county = table["area_codes"].str.split(";").explode().replace("", pd.NA).dropna().mode().iloc[0]
    half = int(table["char_offset"].median())
    selections = {
        f"accuracy_code={class_}": table["accuracy_code"] == class_,
        f"accuracy_code={class_}&source_id={source}": (table["accuracy_code"] == class_)
        & (table["source_id"] == source),
        f"filter=area_codes LIKE '%25{county}%25'": table["area_codes"].str.contains(county),
        f"filter=char_offset > {half} AND accuracy_code = '{class_}'&filter-lang=cql2-text": (
            table["char_offset"] > half
        )
        & (table["accuracy_code"] == class_),
        f"filter=source_id IN ('{source}') AND char_offset <= {half}": (table["source_id"] == source)
        & (table["char_offset"] <= half),
    }
    for question, wanted in selections.items():
        found = ask(f"/collections/{big.collection_id}/items?limit=10000&{question}").json
        kept = [feature["id"] for feature in found["features"]]
        assert kept == table.loc[wanted.fillna(value=False).astype(bool), "feature_id"].to_list(), question
        assert 0 < found["numberMatched"] == len(kept) < len(table), question


def test_box_and_spatial_condition_select_alike(ask: Ask) -> None:
    box = ask(f"{PARKS}?limit=1000&bbox=112.9,25.7,113.1,25.9").json["features"]
    ring = "112.9 25.7,113.1 25.7,113.1 25.9,112.9 25.9,112.9 25.7"
    # Older versions of pygeoapi read CQL, newer ones CQL2.
    asked = [f"{PARKS}?limit=1000&filter={word}(geometry,POLYGON(({ring})))" for word in ("INTERSECTS", "S_INTERSECTS")]
    (same,) = [answer.json["features"] for answer in map(ask, asked) if answer.status == 200]
    assert [f["id"] for f in box] == [f["id"] for f in same]
    assert 0 < len(box) < ask(f"{PARKS}?resulttype=hits").json["numberMatched"]


def test_rows_are_sorted_counted_and_cut_down(ask: Ask) -> None:
    found = ask(f"{PARKS}?limit=1000&sortby=-char_offset&properties=char_offset,name&skipGeometry=true").json
    offsets = [feature["properties"]["char_offset"] for feature in found["features"]]
    assert offsets == sorted(offsets, reverse=True)
    assert {frozenset(feature["properties"]) for feature in found["features"]} == {frozenset({"char_offset", "name"})}
    assert {feature["geometry"] for feature in found["features"]} == {None}
    hits = ask(f"{PARKS}?resulttype=hits").json
    assert (hits["numberMatched"], hits["features"]) == (len(offsets), [])


def test_one_feature_has_its_own_address(ask: Ask) -> None:
    name = ask(f"{PARKS}?limit=1").json["features"][0]["id"]
    found = ask(f"{PARKS}/{name}").json
    assert found["id"] == found["properties"]["feature_id"] == name
    assert found["properties"]["section"]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/nothing", 404, "没有这个地址"),
        ("/collections/431000.nothing", 404, "没有图层“431000.nothing”"),
        ("/collections/..%2f..%2fetc/items", 404, "没有"),
        ("/collections/431000.parks/items/nobody", 404, "没有这个编号"),
        (f"{PARKS}?f=html", 400, "可用：json"),
        (f"{PARKS}?limit=0", 400, "limit"),
        (f"{PARKS}?limit=many", 400, "many"),
        (f"{PARKS}?limit=99999999999999999999", 400, "limit"),
        (f"{PARKS}?offset=-1", 400, "offset"),
        (f"{PARKS}?bbox=1,2,3", 400, "1,2,3"),
        (f"{PARKS}?bbox=1,2,nan,4", 400, "四个数"),
        (f"{PARKS}?bbox=114,25,112,26", 400, "西不大于东"),
        (f"{PARKS}?crs=http://www.opengis.net/def/crs/EPSG/0/3857", 400, "CRS84"),
        (f"{PARKS}?colour=red", 400, "没有参数 colour"),
        (f"{PARKS}?properties=colour", 400, "没有字段“colour”"),
        (f"{PARKS}?sortby=", 400, "没有字段“”"),
        (f"{PARKS}?char_offset=many", 400, "char_offset"),
        (f"{PARKS}?filter=colour = 'red'", 400, "colour"),
        (f"{PARKS}?filter=status_code = ", 400, "不成立"),
        (f"{PARKS}?filter=1 = 1", 400, "不成立"),
        (f"{PARKS}?filter=char_offset > 'x'", 400, "不成立"),
        (f"{PARKS}?filter=nosuch(name) = 1", 400, "不成立"),
        (f"{PARKS}?filter={'x' * 3000}", 400, "太长"),
        ("/conformance?x=1", 400, "没有参数 x"),
    ],
)
def test_what_cannot_be_answered_is_said_in_json(ask: Ask, address: str, status: int, words: str) -> None:
    answer = ask(address)
    assert answer.status == status
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert words in answer.words
    text = answer.body.decode()
    assert "Traceback" not in text
    assert str(Path.cwd()) not in text
    assert ".py" not in text


def test_nothing_can_be_written(ask: Ask) -> None:
    for method in ("POST", "PUT", "DELETE"):
        answer = ask("/collections/431000.parks/items", method=method)
        assert (answer.status, answer.words) == (405, "这个地址只能读取。")


def test_page_of_another_host_cannot_reach_it_under_its_own_name(ask: Ask) -> None:
    answer = ask("/collections", host="evil.example:8680")
    assert answer.status == 400
    assert "主机名" in answer.words
    assert ask("/collections", host='127.0.0.1:8680"><script>').status == 400


def test_origin_is_allowed_only_if_asked_for(ask: Ask, tiny: DataPaths) -> None:
    origin = "http://intranet.example:8080"
    assert not [name for name in ask("/", origin=origin).headers if name.startswith("access-control")]
    open_to_one = asker(tiny, origins=(origin,))
    assert open_to_one("/", origin=origin).headers["access-control-allow-origin"] == origin
    assert "access-control-allow-origin" not in open_to_one("/", origin="http://other.example").headers


def test_english_service_answers_in_english(tiny: DataPaths) -> None:
    ask = asker(tiny, "en")
    assert ask("/").json["title"].startswith("County plan layers")
    assert ask("/nothing").words.startswith("There is no such address")
    collection = ask("/collections").json["collections"][0]["id"]
    refused = ask(f"/collections/{collection}/items?limit=x").words
    assert refused == "Parameter limit is “x”; it must be a whole number of at least 1."


def test_hostile_names_stay_text(tiny: DataPaths) -> None:
    table = tiny.root / "projects" / "parks.csv"
    rows = planting.read_rows(table)
    rows[0]["name_zh"] = EVIL
    planting.write_rows(table, rows)
    ask = asker(tiny)
    (collection,) = [c["id"] for c in ask("/collections").json["collections"] if c["id"].endswith(".parks")]
    names = [f["properties"]["name"] for f in ask(f"/collections/{collection}/items").json["features"]]
    assert EVIL in names
    assert "<img" not in ask("/", accept="text/html").body.decode()
    assert "<img" not in ask(f"/maps/{collection}").body.decode()


def test_changed_data_is_read_anew_and_a_damaged_package_keeps_the_old(tiny: DataPaths) -> None:
    ask = asker(tiny)
    descriptor = tiny.root / "datapackage.json"
    before = descriptor.read_text(encoding="utf-8")
    version = json.loads(before)["version"]
    assert ask("/collections").json["collections"][0]["dataVersion"] == version
    descriptor.write_text(before.replace(f'"{version}"', '"2027.1.0"'), encoding="utf-8")
    assert ask("/collections").json["collections"][0]["dataVersion"] == "2027.1.0"
    descriptor.write_text("{", encoding="utf-8")
    assert ask("/collections").json["collections"][0]["dataVersion"] == "2027.1.0"
    descriptor.write_text(before, encoding="utf-8")
    assert ask("/collections").json["collections"][0]["dataVersion"] == version
