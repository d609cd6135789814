"""Rows of the imaginary city, by table; cells that a row does not name are empty."""

import hashlib

from tests.tiny.document import (
    AXES_NOTE,
    FILE_NAME,
    ITEM,
    NOTE,
    PARKS,
    POINTS_NOTE,
    RAIL,
    ROADS,
    SECTION,
    SOURCE_ID,
    TEXT,
    TOWNS,
    cite,
)

Row = dict[str, str]

CITY, OTHER_CITY = "990100", "990200"
JIA, YI, BING, DING = "990101", "990102", "990103", "990104"
SQUARE_DEGREES = 0.2
# South-west corners. The four counties share whole sides; the fifth belongs to a city without a plan.
CORNERS = {JIA: (113.0, 26.2), YI: (113.2, 26.2), BING: (113.0, 26.0), DING: (113.2, 26.0), "990201": (114.0, 27.0)}


def _area(code: str, zh: str, en: str, parent: str, km2: str = "") -> Row:
    level = "city" if code.endswith("00") else "county"
    return {"area_code": code, "name_zh": zh, "name_en": en, "short_zh": zh[:-1], "level": level,
            "parent_code": parent, "official_area_km2": km2}  # fmt: skip


AREAS = [
    _area(CITY, "虚州市", "Xu City (imaginary)", "990000", "1771.7"),
    _area(JIA, "甲县", "Jia County", CITY, "442.6"),
    _area(YI, "乙县", "Yi County", CITY, "442.6"),
    _area(BING, "丙区", "Bing District", CITY, "443.3"),
    _area(DING, "丁区", "Ding District", CITY, "443.3"),
    _area(OTHER_CITY, "远州市", "Yuan City (imaginary)", "990000"),
    _area("990201", "远县", "Yuan County", OTHER_CITY),
]


def _place(place_id: str, name: str, kind: str, area: str, at: tuple[float, float], accuracy: str = "located") -> Row:
    return {"place_id": place_id, "name_zh": name, "name_en": place_id, "kind_code": kind, "area_code": area,
            "longitude": str(at[0]), "latitude": str(at[1]), "accuracy_code": accuracy,
            "origin": "made up"}  # fmt: skip


PLACES = [
    _place("p-990100-seat", "虚州市", "city_seat", CITY, (113.19, 26.1)),
    _place("p-990101-seat", "甲县", "county_seat", JIA, (113.1, 26.3)),
    _place("p-990102-seat", "乙县", "county_seat", YI, (113.3, 26.3)),
    _place("p-990103-seat", "丙区", "county_seat", BING, (113.1, 26.1)),
    _place("p-bridge", "古桥", "scenic", YI, (113.35, 26.25)),
    _place("p-gaoxin", "高新园", "town", JIA, (113.05, 26.35), "approximate"),
]

SOURCES = [{
    "source_id": SOURCE_ID, "city_code": CITY, "title_zh": "虚州市发展规划", "title_en": "Plan of Xu City",
    "short_zh": "虚州规划", "short_en": "Xu City plan", "issuer_zh": "虚州市", "kind_code": "plan",
    "issued_date": "2021-01-01", "section_pattern": SECTION, "item_pattern": ITEM, "note_pattern": NOTE,
    "has_prefaces": "true", "file_name": FILE_NAME, "char_count": str(len(TEXT)),
    "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
}]  # fmt: skip


def _feature(feature_id: str, name: str, kind: str, cited: Row, **more: str) -> Row:
    return {"feature_id": feature_id, "city_code": CITY, "name_zh": name, "kind_code": kind,
            "sector_code": "other", "status_code": "planned"} | more | cited  # fmt: skip


IN_PARKS, IN_RAIL, IN_ROADS, IN_AXES, IN_POINTS = "推进甲县", "新建甲乙", "改造环城", "1.“一核两轴”", "2.“三点”"
FEATURES: dict[str, list[Row]] = {
    "parks": [
        _feature("xz-park-001", "甲县工业园", "industrial_park", cite(PARKS, IN_PARKS, "甲县工业园"),
                 status_code="promoted", status_text="推进", quantity_text="5 平方公里", is_open_list="true"),
        _feature("xz-park-002", "跨县物流园", "industrial_park", cite(PARKS, IN_PARKS, "跨县物流园")),
        _feature("xz-park-003", "东风产业园", "industrial_park", cite(PARKS, IN_PARKS, "东风产业园"),
                 status_code="mooted", status_text="谋划"),
        _feature("xz-park-004", "高新园", "industrial_base", cite(PARKS, IN_PARKS, "高新园"), place_id="p-gaoxin"),
    ],
    "transport": [
        _feature("xz-transport-001", "甲乙铁路", "rail", cite(RAIL, IN_RAIL, "甲乙铁路")),
        _feature("xz-transport-002", "环城公路", "local_road", cite(ROADS, IN_ROADS, "环城公路")),
        _feature("xz-transport-003", "联络线", "trunk_road", cite(ROADS, IN_ROADS, "联络线")),
    ],
    "towns": [
        _feature("xz-town-001", "水口镇", "core_town", cite(AXES_NOTE, IN_AXES, "水口镇")),
    ],
    "tourism": [
        _feature("xz-tour-001", "古桥景区", "scenic", cite(PARKS, IN_PARKS, "古桥景区"), place_id="p-bridge"),
    ],
}  # fmt: skip


def _in_area(feature_id: str, ordinal: int, area: str, basis: str, cited: Row) -> Row:
    return {"feature_id": feature_id, "ordinal": str(ordinal), "area_code": area, "basis_code": basis} | cited


def _node(feature_id: str, ordinal: int, name: str, place: str, basis: str, cited: Row) -> Row:
    return {"feature_id": feature_id, "ordinal": str(ordinal), "node_zh": name, "place_id": place,
            "basis_code": basis} | cited  # fmt: skip


LINKS: dict[str, list[Row]] = {
    "feature_areas": [
        _in_area("xz-park-001", 1, JIA, "name", cite(PARKS, IN_PARKS, "甲县工业园")),
        _in_area("xz-park-002", 2, YI, "general", cite(PARKS, IN_PARKS, "跨县物流园")),
        _in_area("xz-park-002", 1, JIA, "text", cite(PARKS, IN_PARKS, "跨县物流园")),
        _in_area("xz-tour-001", 1, YI, "text", cite(PARKS, IN_PARKS, "古桥景区")),
        _in_area("xz-town-001", 1, DING, "general", cite(AXES_NOTE, IN_AXES, "水口镇")),
        _in_area("xz-transport-002", 1, BING, "text", cite(ROADS, IN_ROADS, "环城公路")),
    ],
    # Written out of order: the ordinal, not the line of the file, is the text's order.
    "feature_nodes": [
        _node("xz-transport-001", 3, "甲县", "p-990101-seat", "text", cite(RAIL, "到甲县", "甲县")),
        _node("xz-transport-001", 1, "丙区", "p-990103-seat", "text", cite(RAIL, IN_RAIL, "丙区")),
        _node("xz-transport-001", 2, "乙县", "p-990102-seat", "text", cite(RAIL, "丙区、乙县", "乙县")),
        _node("xz-transport-002", 1, "丙区", "p-990103-seat", "text", cite(ROADS, IN_ROADS, "环城公路")),
        _node("xz-transport-002", 2, "某镇", "", "text", cite(ROADS, IN_ROADS, "环城公路")),
        _node("xz-transport-003", 1, "丙区", "p-990103-seat", "text", cite(ROADS, IN_ROADS, "联络线")),
        _node("xz-transport-003", 2, "乙县", "p-990102-seat", "general", cite(ROADS, IN_ROADS, "联络线")),
    ],
    "feature_aliases": [
        {"feature_id": "xz-park-001", "alias_zh": "甲县产业园", "basis_code": "text"}
        | cite(PARKS, IN_PARKS, "甲县工业园"),
    ],
    "mentions": [
        {"feature_id": "xz-park-001", "ordinal": "1", "status_code": "existing"} | cite(TOWNS, "甲县优先", "甲县"),
    ],
    "feature_links": [
        {"feature_id": "xz-park-001", "other_feature_id": "xz-park-004", "relation_code": "possibly_same"}
        | cite(PARKS, IN_PARKS, "甲县工业园"),
    ],
}


def _component(component_id: str, ordinal: int, group: str, name: str, role: str, geometry: str, cited: Row) -> Row:
    return {"component_id": component_id, "structure_id": component_id[:6], "ordinal": str(ordinal), "group_zh": group,
            "name_zh": name, "role_code": role, "geometry_code": geometry} | cited  # fmt: skip


def _member(component_id: str, ordinal: int, name: str, area: str, place: str, basis: str, cited: Row) -> Row:
    kind = "county" if area else "place"
    return {"component_id": component_id, "ordinal": str(ordinal), "member_zh": name, "kind_code": kind,
            "area_code": area, "place_id": place, "basis_code": basis} | cited  # fmt: skip


_CORE, _JIA_YI, _YI_BING = (cite(AXES_NOTE, IN_AXES, key) for key in ("中心城区", "甲乙发展轴", "乙丙发展轴"))
_NODE, _ZONE = (cite(POINTS_NOTE, IN_POINTS, key) for key in ("甲县", "南部片区"))
STRUCTURES: dict[str, list[Row]] = {
    "structures": [
        {"structure_id": "xz-s01", "city_code": CITY, "name_zh": "一核两轴", "name_en": "One core, two axes",
         "theme_code": "town_group", "scope_code": "city"} | cite(AXES_NOTE, IN_AXES, "一核两轴"),
        {"structure_id": "xz-s02", "city_code": CITY, "name_zh": "三点", "name_en": "Three points",
         "theme_code": "industry", "scope_code": "city"} | cite(POINTS_NOTE, IN_POINTS, "三点"),
    ],
    "components": [
        _component("xz-s01-1", 1, "一核", "中心城区", "core", "point", _CORE),
        _component("xz-s01-2", 2, "两轴", "甲乙发展轴（示意）", "axis", "line", _JIA_YI),
        _component("xz-s01-3", 3, "两轴", "乙丙发展轴", "axis", "line", _YI_BING),
        _component("xz-s01-4", 4, "多点", "多点", "nodes", "none", cite(AXES_NOTE, IN_AXES, "多点")),
        _component("xz-s02-1", 1, "三点", "甲县", "node", "point", _NODE),
        _component("xz-s02-2", 2, "三点", "南部片区", "zone", "county", _ZONE),
    ],
    "component_members": [
        _member("xz-s01-1", 1, "中心城区", "", "p-990100-seat", "text", _CORE),
        _member("xz-s01-1", 2, "水口镇", DING, "", "general", cite(AXES_NOTE, IN_AXES, "水口镇"))
        | {"kind_code": "town"},
        _member("xz-s01-2", 1, "甲县", JIA, "p-990101-seat", "name", _JIA_YI),
        _member("xz-s01-2", 2, "乙县", YI, "p-990102-seat", "name", _JIA_YI),
        _member("xz-s01-3", 1, "乙县", YI, "p-990102-seat", "name", _YI_BING),
        _member("xz-s01-3", 2, "丙区", BING, "p-990103-seat", "general", _YI_BING),
        _member("xz-s02-1", 1, "甲县", JIA, "p-990101-seat", "text", _NODE),
        _member("xz-s02-2", 1, "丙区", BING, "", "general", _ZONE),
        _member("xz-s02-2", 2, "丁区", DING, "", "general", _ZONE),
    ],
}  # fmt: skip


def _target(number: int, subject: str, code: str, value: tuple[str, str, str], comparator: str, cited: Row) -> Row:
    low, high, text = value
    return {"indicator_id": f"xz-ind-{number}", "city_code": CITY, "name_zh": "城区人口规模", "subject_zh": subject,
            "subject_code": code, "value_text": text, "value_min": low, "value_max": high, "unit": "万人",
            "comparator_code": comparator, "year": "2025", "kind_code": "target", "measure_code": "level",
            "is_headline": "true" if code == "central_city" else "false", "sector_code": "urban"} | cited  # fmt: skip


def _figure(number: int, name: str, subject: str, value: str, unit: str, kind: str, cited: Row) -> Row:
    return {"indicator_id": f"xz-ind-{number}", "city_code": CITY, "name_zh": name, "subject_zh": subject,
            "subject_code": "city" if subject == "全市" else "county", "value_text": value, "value_min": value,
            "value_max": value, "unit": unit, "comparator_code": "eq", "year": "2025", "kind_code": kind,
            "measure_code": "share" if unit == "%" else "level", "sector_code": "other"} | cited  # fmt: skip


_JIA_TOWN, _YI_TOWN, _CENTRE = (cite(TOWNS, "到2025年", key) for key in ("12", "8.5", "20-25"))
FIGURES: dict[str, list[Row]] = {
    "county_roles": [
        {"area_code": JIA, "ordinal": "1", "positioning_zh": "北部门户", "kind_code": "positioning"}
        | cite(TOWNS, "甲县优先", "北部门户"),
    ],
    "county_industries": [
        {"area_code": JIA, "ordinal": "2", "industry_zh": "特色农业", "sector_code": "agriculture",
         "is_open_list": "true"} | cite(TOWNS, "甲县优先", "特色农业"),
        {"area_code": JIA, "ordinal": "1", "industry_zh": "电子信息", "sector_code": "electronics",
         "is_open_list": "true"} | cite(TOWNS, "甲县优先", "电子信息"),
    ],
    "indicators": [
        _target(1, "甲县城区", "county_town", ("12", "12", "12"), "eq", _JIA_TOWN),
        _target(2, "乙县城区", "county_town", ("8.5", "8.5", "8.5"), "eq", _YI_TOWN),
        _target(3, "中心城区", "central_city", ("20", "25", "20-25"), "range", _CENTRE),
        _figure(4, "粮食产量", "全市", "100", "万吨", "target", cite(TOWNS, "粮食产量", "100")),
        _figure(5, "粮食产量", "甲县", "60", "万吨", "target", cite(TOWNS, "粮食产量", "60")),
        _figure(6, "粮食产量", "乙县", "40", "万吨", "target", cite(TOWNS, "粮食产量", "40")),
        _figure(7, "绿化率", "全市", "45", "%", "result", cite(TOWNS, "绿化率", "45")),
        _figure(8, "绿化率", "全市", "50", "%", "target", cite(TOWNS, "绿化率", "50")),
    ],
    "indicator_parts": [
        {"total_indicator_id": "xz-ind-4", "ordinal": "1", "part_indicator_id": "xz-ind-5"},
        {"total_indicator_id": "xz-ind-4", "ordinal": "2", "part_indicator_id": "xz-ind-6"},
    ],
    "anomalies": [
        {"anomaly_id": "odd-1", "table_name": "parks", "row_id": "xz-park-003", "kind_code": "ocr_slip",
         "message_zh": "“东风”疑为“东丰”；照原文保留。"} | cite(PARKS, IN_PARKS, "东风产业园"),
    ],
    "indicator_areas": [
        {"indicator_id": "xz-ind-1", "ordinal": "1", "area_code": JIA} | _JIA_TOWN,
        {"indicator_id": "xz-ind-2", "ordinal": "1", "area_code": YI} | _YI_TOWN,
        {"indicator_id": "xz-ind-3", "ordinal": "2", "area_code": DING} | _CENTRE,
        {"indicator_id": "xz-ind-3", "ordinal": "1", "area_code": BING} | _CENTRE,
    ],
    "comparisons": [
        {"indicator_id": "xz-ind-1", "other_indicator_id": "xz-ind-2", "differs_value": "true", "reason": "未说明"},
    ],
}  # fmt: skip

ROWS: dict[str, list[Row]] = {
    "areas": AREAS, "places": PLACES, "sources": SOURCES, **FEATURES, **LINKS, **STRUCTURES, **FIGURES,
}  # fmt: skip
CITED = sum("char_offset" in row for rows in ROWS.values() for row in rows)
