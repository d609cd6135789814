"""Places found by a name that a feature shares with one in its own county."""

import pandas as pd
import pytest
import shapely

from geo.gazetteer import KINDS, Gazetteer
from tests.tiny.package import squares
from tests.tiny.rows import BING, CITY, DING, JIA, YI

ROWS = [
    ("p-t", "水口镇", "town", JIA, 113.05, 26.35, "located"),
    ("p-l", "镜湖", "lake", YI, 113.3, 26.3, "located"),
    ("p-s", "古桥", "scenic", YI, 113.35, 26.25, "located"),
    ("p-r", "虚州火车站", "rail_station", DING, 113.3, 26.1, "approximate"),
    ("p-v", "流水村", "village", BING, 113.1, 26.1, "approximate"),
    ("p-d1", "清泉", "scenic", JIA, 113.1, 26.3, "located"),
    ("p-d2", "清泉", "scenic", YI, 113.3, 26.3, "located"),
]
COLUMNS = ["place_id", "name_zh", "kind_code", "area_code", "longitude", "latitude", "accuracy_code"]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(pd.DataFrame(ROWS, columns=COLUMNS), squares(CITY))


@pytest.mark.parametrize(
    ("kind", "name", "codes", "place", "accuracy"),
    [
        (("towns", "central_town"), "水口镇", [JIA], "p-t", "located"),
        (("towns", "core_town"), "水口", [JIA], "p-t", "approximate"),  # without its suffix
        (("towns", "central_town"), "水口镇", [YI], "", ""),  # a town of that name in another county
        (("tourism", "scenic"), "古桥", [YI], "p-s", "located"),
        (("tourism", "scenic"), "古桥景区", [YI], "p-s", "approximate"),
        (("tourism", "scenic"), "镜湖旅游区", [YI], "p-l", "approximate"),  # known by its lake
        (("tourism", "route"), "古桥", [YI], "p-s", "approximate"),  # at it, not it
        (("transport", "station"), "虚州火车站改造扩建", [], "p-r", "approximate"),
        (("tourism", "village"), "水口镇流水村", [BING], "p-v", "approximate"),
        (("tourism", "scenic"), "清泉", [JIA], "p-d1", "located"),
        (("tourism", "scenic"), "清泉", [], "", ""),  # two of that name
        (("tourism", "scenic"), "水口镇", [JIA], "", ""),  # a town is no sight
        (("parks", "industrial_park"), "古桥", [YI], "", ""),
    ],
)
def test_by_name(
    gazetteer: Gazetteer, kind: tuple[str, str], name: str, codes: list[str], place: str, accuracy: str
) -> None:
    found = gazetteer.by_name([name], KINDS.get(kind, ()), codes) if KINDS.get(kind) else None
    assert (found.place_id if found else "", found.accuracy_code if found else "") == (place, accuracy)


def test_a_name_that_says_more_in_brackets_is_only_near(gazetteer: Gazetteer) -> None:
    found = gazetteer.by_name(["古桥（夜游项目）"], KINDS["tourism", "scenic"], [YI], note=True)
    assert found is not None
    assert found.accuracy_code == "approximate"


def test_no_seat_no_central_city(gazetteer: Gazetteer) -> None:
    assert gazetteer.centre() is None
    assert gazetteer.districts == (BING, DING)
    assert gazetteer.shapes[BING].geom_type == "Polygon"
    assert isinstance(gazetteer.points["p-t"], shapely.Point)
