import pandas as pd
import pytest
import shapely

from geo.frames import Frames
from geo.gazetteer import Gazetteer
from geo.locate import locate_components, locate_features
from geo.locator import worst_basis
from tests.tiny.package import square, squares
from tests.tiny.rows import BING, CITY, DING, JIA, YI

Cells = dict[str, object]


@pytest.fixture(scope="module")
def features(tiny_frames: Frames) -> pd.DataFrame:
    """Located features of all tables, by id."""
    return pd.concat([frame for frame in tiny_frames.features.values() if len(frame)]).set_index("feature_id")


@pytest.fixture(scope="module")
def components(tiny_frames: Frames) -> pd.DataFrame:
    return tiny_frames.components.set_index("component_id")


def test_sourced_place_comes_before_anything_else(features: pd.DataFrame) -> None:
    row = features.loc["xz-tour-001"]
    assert row["geometry"] == shapely.Point(113.35, 26.25)
    assert (row["accuracy_code"], row["basis_code"], row["area_codes"]) == ("located", "text", (YI,))


def test_point_keeps_the_accuracy_of_its_place(features: pd.DataFrame) -> None:
    row = features.loc["xz-park-004"]
    assert row["geometry"].geom_type == "Point"
    assert (row["accuracy_code"], row["area_codes"]) == ("approximate", ())


def visited(line: shapely.LineString, nodes: list[tuple[float, float]]) -> bool:
    """Whether a line has nodes as vertices, in their order, its ends among them."""
    at = [list(line.coords).index(node) for node in nodes]
    return at == sorted(at) and (at[0], at[-1]) == (0, len(line.coords) - 1)


def test_line_through_a_list_of_names_takes_them_along_its_direction(features: pd.DataFrame) -> None:
    row = features.loc["xz-transport-001"]
    # The text says 丙区, 乙县, 甲县; through 甲县 there is no going back.
    assert visited(row["geometry"], [(113.1, 26.1), (113.1, 26.3), (113.3, 26.3)])
    assert (row["accuracy_code"], row["basis_code"], row["crossed_codes"]) == ("schematic", "text", ())


def test_line_through_a_chain_of_names_keeps_the_order_of_the_text(gazetteer: Gazetteer) -> None:
    stops = nodes("p-990103-seat", "p-990102-seat", "p-990101-seat").assign(key="丙区-乙县-甲县")
    row = located("rail", links(), stops, gazetteer, "transport")
    assert visited(row["geometry"], [(113.1, 26.1), (113.3, 26.3), (113.1, 26.3)])


def test_line_is_no_better_known_than_its_worst_node(features: pd.DataFrame) -> None:
    row = features.loc["xz-transport-003"]
    assert (row["accuracy_code"], row["basis_code"]) == ("schematic", "general")


def test_road_with_one_located_node_falls_back_to_its_county(features: pd.DataFrame) -> None:
    row = features.loc["xz-transport-002"]
    assert row["geometry"].equals(square(BING))
    assert (row["accuracy_code"], row["basis_code"]) == ("county", "text")


def test_several_counties_make_one_shape_in_the_order_of_the_text(features: pd.DataFrame) -> None:
    row = features.loc["xz-park-002"]
    assert row["geometry"].equals(square(JIA).union(square(YI)))
    assert row["area_codes"] == (JIA, YI)
    assert (row["accuracy_code"], row["basis_code"]) == ("county", "general")


def test_row_of_which_nothing_is_known_is_unlocated_and_kept(features: pd.DataFrame) -> None:
    row = features.loc["xz-park-003"]
    assert row["geometry"] is None
    assert (row["accuracy_code"], row["basis_code"], row["area_codes"]) == ("unlocated", "text", ())


@pytest.fixture
def gazetteer(tiny_frames: Frames) -> Gazetteer:
    return Gazetteer(tiny_frames.tables["places"], squares(CITY))


def located(kind: str, links: pd.DataFrame, nodes: pd.DataFrame, gazetteer: Gazetteer, table: str) -> Cells:
    frame = pd.DataFrame([{"feature_id": "f", "kind_code": kind, "place_id": "", "name_zh": "某处"}], index=[7])
    none = pd.DataFrame(columns=["feature_id", "alias_zh"])
    tables = {"feature_areas": links, "feature_nodes": nodes, "feature_aliases": none}
    found = locate_features(table, frame, tables, gazetteer)
    assert found.index.tolist() == [7]
    return found.loc[7].to_dict()


def links(*codes: str, basis: str = "text") -> pd.DataFrame:
    rows = [("f", n, code, basis) for n, code in enumerate(codes)]
    return pd.DataFrame(rows, columns=["feature_id", "ordinal", "area_code", "basis_code"])


def nodes(*places: str) -> pd.DataFrame:
    rows = [("f", n, place, "text") for n, place in enumerate(places)]
    return pd.DataFrame(rows, columns=["feature_id", "ordinal", "place_id", "basis_code"])


def test_nodes_of_a_kind_that_is_no_line_draw_none(gazetteer: Gazetteer) -> None:
    seats = nodes("p-990101-seat", "p-990102-seat")
    assert located("station", links(JIA), seats, gazetteer, "transport")["accuracy_code"] == "county"
    assert located("rail", links(JIA), seats, gazetteer, "transport")["accuracy_code"] == "schematic"
    assert located("rail", links(JIA), seats, gazetteer, "parks")["accuracy_code"] == "county"


def test_county_that_is_not_drawn_is_left_out_of_the_shape_and_kept_in_the_row(gazetteer: Gazetteer) -> None:
    row = located("station", links(DING, "880101"), nodes(), gazetteer, "transport")
    assert row["geometry"].equals(square(DING))
    assert row["area_codes"] == (DING, "880101")


def test_row_whose_counties_are_all_elsewhere_is_unlocated(gazetteer: Gazetteer) -> None:
    row = located("station", links("880101", basis="general"), nodes(), gazetteer, "transport")
    assert (row["geometry"], row["accuracy_code"]) == (None, "unlocated")
    assert (row["basis_code"], row["area_codes"]) == ("general", ("880101",))


@pytest.mark.parametrize(
    ("bases", "worst"),
    [([], "text"), (["text"], "text"), (["name", "text"], "name"), (["text", "general", "name"], "general")],
)
def test_worst_basis(bases: list[str], worst: str) -> None:
    assert worst_basis(bases) == worst


def test_core_at_the_seat_of_the_city_is_a_schematic_extent_inside_its_districts(components: pd.DataFrame) -> None:
    core = components.loc["xz-s01-1"]
    districts = square(BING).union(square(DING))
    assert core["geometry"].geom_type == "Polygon"
    assert core["geometry"].covers(shapely.Point(113.19, 26.1))
    assert core["geometry"].covers(shapely.Point(113.1, 26.1))
    assert districts.buffer(1e-9).covers(core["geometry"])
    assert core["geometry"].area < districts.area / 4
    assert (core["accuracy_code"], core["basis_code"], core["area_codes"]) == ("schematic", "text", (DING,))


def test_point_component_stands_at_its_first_placed_member(components: pd.DataFrame) -> None:
    node = components.loc["xz-s02-1"]
    assert (node["geometry"], node["area_codes"]) == (shapely.Point(113.1, 26.3), (JIA,))


def test_line_component_runs_through_its_members(components: pd.DataFrame) -> None:
    axis = components.loc["xz-s01-2"]
    assert visited(axis["geometry"], [(113.1, 26.3), (113.3, 26.3)])
    assert (axis["accuracy_code"], axis["basis_code"], axis["area_codes"]) == ("schematic", "name", (JIA, YI))
    assert components.loc["xz-s01-3", "basis_code"] == "general"


def test_zone_component_is_the_union_of_its_counties(components: pd.DataFrame) -> None:
    zone = components.loc["xz-s02-2"]
    assert zone["geometry"].equals(square(BING).union(square(DING)))
    assert (zone["accuracy_code"], zone["basis_code"], zone["area_codes"]) == ("county", "general", (BING, DING))


def test_component_that_is_not_to_be_mapped_is_unlocated(components: pd.DataFrame) -> None:
    assert components.loc["xz-s01-4", "geometry"] is None
    assert components.loc["xz-s01-4", "accuracy_code"] == "unlocated"


def test_line_component_with_one_placed_member_falls_back_to_its_counties(
    tiny_frames: Frames, gazetteer: Gazetteer
) -> None:
    data = tiny_frames.tables
    members = data["component_members"]
    members = members.assign(place_id=members["place_id"].where(members["area_code"] != YI, ""))
    found = locate_components(data["components"], members, gazetteer).set_index("component_id")
    assert found.loc["xz-s01-2", "geometry"].equals(square(JIA).union(square(YI)))
    assert found.loc["xz-s01-2", "accuracy_code"] == "county"
    assert found.loc["xz-s01-2", "area_codes"] == (JIA, YI)


def test_county_twice_among_the_members_counts_once(tiny_frames: Frames, gazetteer: Gazetteer) -> None:
    data = tiny_frames.tables
    twice = pd.concat([data["component_members"], data["component_members"]])
    found = locate_components(data["components"], twice, gazetteer).set_index("component_id")
    assert found.loc["xz-s02-2", "area_codes"] == (BING, DING)
