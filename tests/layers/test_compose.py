from collections.abc import Callable
from dataclasses import replace

import pytest
import shapely

from geo import frames
from geo.frames import Frames
from geo.paths import DataPaths
from layers import catalog
from layers.compose import PAGE_WORDS, compose, show
from layers.messages import Messages
from layers.model import MapView
from tests.tiny.package import square
from tests.tiny.rows import OTHER_CITY

ZH = Messages("zh")


def test_map_has_every_layer_and_shows_the_default_ones(tiny_view: MapView) -> None:
    assert [layer.layer_id for layer in tiny_view.layers] == catalog.layer_ids()
    assert tiny_view.visible == catalog.DEFAULT_VISIBLE
    assert tiny_view.counties.layer_id == catalog.BASE.LAYER_ID
    assert tiny_view.bounds == (113.0, 26.0, 113.4, 26.4)
    assert "虚州市" in tiny_view.title
    assert set(tiny_view.words) == set(PAGE_WORDS)


def test_unknown_layer_ids_are_ignored(tiny_frames: Frames) -> None:
    view = compose(tiny_frames, ZH, ["no_such_layer", "parks", "<script>"])
    assert view.visible == ("parks",)
    assert show(view, ["roads", "no_such_layer", "towns"]).visible == ("towns", "roads")


def test_showing_other_layers_changes_nothing_else(tiny_view: MapView) -> None:
    shown = show(tiny_view, ["parks"])
    assert replace(shown, visible=tiny_view.visible) == tiny_view


def test_every_map_says_schematic_internal_and_not_reviewed(tiny_view: MapView, tiny_frames: Frames) -> None:
    assert "示意图 · 内部工作用图 · 未经审图" in tiny_view.notes
    assert any("不作为划界依据" in note for note in tiny_view.notes)
    assert any("OpenStreetMap" in note for note in tiny_view.notes)
    assert any(tiny_frames.version in note for note in tiny_view.notes)
    assert not any("审图号" in note for note in tiny_view.notes)


def test_own_boundary_is_named_in_place_of_the_shipped_one(tiny_frames: Frames) -> None:
    notes = compose(replace(tiny_frames, boundary_origin="own.gpkg"), ZH).notes
    assert any("own.gpkg" in note for note in notes)
    assert not any("天地图" in note for note in notes)


def test_each_county_is_labelled_inside_itself(tiny_view: MapView) -> None:
    assert [anchor.name for anchor in tiny_view.anchors] == ["甲县", "乙县", "丙区", "丁区"]
    for anchor in tiny_view.anchors:
        assert square(anchor.area_code).contains(shapely.Point(anchor.longitude, anchor.latitude))


def test_headlines_are_the_figures_marked_in_the_data_with_their_citation(tiny_view: MapView) -> None:
    ((label, value, cited),) = tiny_view.headlines
    assert "中心城区" in label
    assert value == "20–25 万人"
    assert "“20-25”" in cited


def test_english_map_has_english_titles_and_names(tiny_frames: Frames) -> None:
    view = compose(tiny_frames, Messages("en"))
    assert "Xu City" in view.title
    assert view.anchors[0].name == "Jia"
    assert view.layer("parks").title == "Industrial parks and bases"


def test_city_without_a_plan_is_a_map_of_its_counties(tiny: DataPaths) -> None:
    view = compose(frames.load(tiny, OTHER_CITY), ZH)
    assert all(layer.drawn == len(layer.unlocated) == 0 for layer in view.layers)
    assert view.counties.drawn == 1
    assert view.headlines == ()


@pytest.mark.parametrize(
    ("file", "parks"),
    [
        ("boundaries/990100.geojson", 4),
        ("projects/feature_areas.csv", 4),
        ("places.csv", 4),  # the row that names a place is reported and falls back
    ],
)
def test_map_is_put_together_without_a_file(
    tiny: DataPaths, load_tiny: Callable[[], Frames], file: str, parks: int
) -> None:
    (tiny.root / file).unlink()
    view = compose(load_tiny(), ZH)
    assert view.layer("parks").drawn + len(view.layer("parks").unlocated) == parks
    west, south, east, north = view.bounds
    assert west < east
    assert south < north
