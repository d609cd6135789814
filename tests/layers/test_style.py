import geopandas as gpd
import pytest
import shapely

from geo import frames
from geo.crs import STORAGE
from geo.paths import DataPaths
from layers import palette, style
from layers.messages import Messages
from layers.model import STYLE_COLUMNS, MapView, Style

COLOUR = "#1d4ed8"


@pytest.mark.parametrize("kind", ["point", "line", "area"])
@pytest.mark.parametrize("basis", ["text", "name", "general"])
def test_row_of_which_only_the_county_is_known_is_a_badge(kind: str, basis: str) -> None:
    found = style.accuracy_style(kind, "county", basis, COLOUR)
    assert found.symbol == "badge"
    assert found.fill == "#ffffff"


@pytest.mark.parametrize(
    ("accuracy", "basis", "dash"),
    [
        ("located", "text", ""),
        ("schematic", "text", style.SCHEMATIC_DASH),
        ("schematic", "name", style.SCHEMATIC_DASH),
        ("schematic", "general", style.GENERAL_DASH),
        ("approximate", "text", style.SCHEMATIC_DASH),
    ],
)
def test_line_is_solid_only_where_its_position_is_sourced(accuracy: str, basis: str, dash: str) -> None:
    found = style.accuracy_style("line", accuracy, basis, COLOUR)
    assert (found.symbol, found.dash, found.line) == ("line", dash, COLOUR)


def test_general_knowledge_is_dashed_otherwise_than_the_text() -> None:
    assert style.GENERAL_DASH != style.SCHEMATIC_DASH


def test_point_with_a_sourced_position_is_full() -> None:
    found = style.accuracy_style("point", "located", "text", COLOUR)
    assert (found.fill, found.dash) == (COLOUR, "")
    assert found.fill_opacity > 0.8


@pytest.mark.parametrize("accuracy", ["approximate", "schematic"])
def test_point_that_is_less_well_known_is_a_dashed_ring(accuracy: str) -> None:
    found = style.accuracy_style("point", accuracy, "text", COLOUR)
    assert (found.fill, found.line) == ("#ffffff", COLOUR)
    assert found.dash


@pytest.mark.parametrize("code", frames.load_tables(DataPaths()).titles("status", "zh"))
def test_each_status_is_in_a_phase_and_only_unstated_in_none(code: str) -> None:
    assert (style.phase(code) == "unstated") == (code == "unstated")


@pytest.mark.parametrize("accuracy", ["located", "schematic"])
def test_the_further_a_line_has_come_the_wider_and_darker_it_is(accuracy: str) -> None:
    looks = [style.accuracy_style("line", accuracy, "text", COLOUR, stage) for stage in palette.PHASES[:3]]
    assert [look.line_width for look in looks] == sorted({look.line_width for look in looks}, reverse=True)
    tones = [palette.luminance(look.line) for look in looks]
    assert tones == sorted(set(tones))
    assert len({look.dash for look in looks}) == 1


def test_planned_point_with_a_sourced_position_is_full_and_an_existing_one_without_is_hollow() -> None:
    planned = style.accuracy_style("point", "located", "text", COLOUR, "planned", "plane")
    existing = style.accuracy_style("point", "approximate", "text", COLOUR, "existing", "plane")
    assert (planned.shape, existing.shape) == ("plane", "plane")
    assert (planned.dash, planned.fill != "#ffffff") == ("", True)
    assert (existing.dash, existing.fill) == ("", "#ffffff")


def test_badges_of_one_layer_look_alike_whatever_their_phase() -> None:
    looks = {style.accuracy_style("area", "county", "text", COLOUR, stage, "gear") for stage in palette.PHASES}
    assert len(looks) == 1


def test_note_counts_each_way_of_knowing_and_what_is_not_drawn(tiny_view: MapView) -> None:
    assert tiny_view.layer("parks").accuracy_note == "近似位置 1；只知所在县市区 2（其中按常识归属 1）；未落图 1"
    assert tiny_view.layer("parks").sources == ("虚州规划",)
    assert tiny_view.layer("hot_springs").accuracy_note == ""
    assert tiny_view.layer("hot_springs").sources == ()


def test_area_is_dashed_and_lets_the_base_show_through() -> None:
    found = style.accuracy_style("area", "schematic", "text", COLOUR)
    assert (found.symbol, found.dash) == ("fill", style.SCHEMATIC_DASH)
    assert found.fill_opacity < 0.3


@pytest.mark.parametrize(
    ("wkt", "kind"),
    [
        ("POINT (113 26)", "point"),
        ("MULTIPOINT (113 26, 114 26)", "point"),
        ("LINESTRING (113 26, 114 26)", "line"),
        ("MULTILINESTRING ((113 26, 114 26))", "line"),
        ("POLYGON ((113 26, 114 26, 114 27, 113 26))", "area"),
        ("MULTIPOLYGON (((113 26, 114 26, 114 27, 113 26)))", "area"),
    ],
)
def test_kind_of_a_geometry(wkt: str, kind: str) -> None:
    assert style.geometry_kind(shapely.from_wkt(wkt)) == kind


def test_styles_become_columns_of_the_same_rows() -> None:
    frame = gpd.GeoDataFrame(
        {"n": [1, 2]}, index=[5, 9], geometry=gpd.points_from_xy([113, 114], [26, 26]), crs=STORAGE
    )
    styled = style.add_styles(frame, [Style("point", radius=7.0), Style("badge")])
    assert styled.index.tolist() == [5, 9]
    assert styled["symbol"].tolist() == ["point", "badge"]
    assert styled["radius"].tolist() == [7.0, 0.0]
    assert set(STYLE_COLUMNS) <= set(styled.columns)
    assert styled.crs == STORAGE


def test_no_rows_still_have_all_style_columns() -> None:
    empty = style.add_styles(gpd.GeoDataFrame({"n": []}, geometry=[], crs=STORAGE), [])
    assert set(STYLE_COLUMNS) <= set(empty.columns)


PLANNED = "planned"


@pytest.mark.parametrize(
    ("layer_id", "expected"),
    [
        ("parks", [(PLANNED, "accuracy.approximate", "point"), ("", "accuracy.county", "badge")]),
        ("roads", [(PLANNED, "accuracy.schematic_general", "line"), ("", "accuracy.county", "badge")]),
        ("railways", [(PLANNED, "accuracy.schematic", "line")]),
        ("tourism", [(PLANNED, "accuracy.located", "point")]),
    ],
)
def test_legend_lists_each_way_of_knowing_and_each_phase_once_best_first(
    tiny_view: MapView, layer_id: str, expected: list[tuple[str, str, str]]
) -> None:
    t = Messages("zh")
    found = [(item.label, item.style.symbol) for item in tiny_view.layer(layer_id).legend]
    assert found == [
        (" · ".join([*([t(f"phase.{stage}")] if stage else []), t(key)]), symbol) for stage, key, symbol in expected
    ]


def test_legend_of_no_rows_is_empty(tiny_view: MapView) -> None:
    empty = tiny_view.layer("parks").frame.iloc[:0]
    assert style.accuracy_legend(empty, COLOUR, Messages("zh")) == ()
