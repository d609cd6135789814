"""A made-up plan of an imaginary city, so that citations can be checked without a real document."""

SOURCE_ID = "xz-plan"
FILE_NAME = "plan.txt"

SECTION = r"^(?P<label>第[一二三]节 .+)$"
ITEM = r"^(?P<label>\d\. .+)$"
NOTE = r"^(?P<label>\d)\.[^\n]*是指[^\n]*$"

TOWNS = "第一节 发展城镇 › 1. 做强县城"
PARKS = "第一节 发展城镇 › 2. 建设园区"
RAIL = "第二节 畅通交通 › 1. 修建铁路"
ROADS = "第二节 畅通交通 › 2. 改造道路"
AXES_NOTE = "注释 1"
POINTS_NOTE = "注释 2"
PREFACE = "章首（第一节 发展城镇 之前）"

TEXT = """虚州市发展规划（虚构）
本文件为测试而写，地名与数字都是编造的。
本章说明编制目的。
第一节 发展城镇
1. 做强县城
到2025年，甲县县城人口达到12万人，乙县县城达到8.5万人，中心城区达到20-25万人。
甲县优先发展电子信息、特色农业等产业，定位为北部门户。
粮食产量达到100万吨，其中甲县60万吨、乙县40万吨。绿化率由45%提高到50%。
2. 建设园区
推进甲县工业园，规划跨县物流园，谋划东风产业园，办好高新园，支持古桥景区。
第二节 畅通交通
1. 修建铁路
新建甲乙铁路，经丙区、乙县到甲县。
2. 改造道路
改造环城公路，新建联络线。
1.“一核两轴”是指中心城区（含水口镇）、甲乙发展轴与乙丙发展轴，另有多点。
2.“三点”是指甲县和南部片区。
"""


def cite(section: str, after: str, key: str) -> dict[str, str]:
    """The citation fields of the first ``key`` at or behind the words ``after``."""
    offset = TEXT.index(key, TEXT.index(after))
    return {"source_id": SOURCE_ID, "section": section, "char_offset": str(offset), "key": key}
