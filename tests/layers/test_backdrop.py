import json
from dataclasses import replace

import geopandas as gpd
import pytest
import shapely

from geo.backdrop import COLUMNS
from geo.crs import STORAGE
from geo.frames import Frames
from layers.backdrop import BESIDE, outlines
from layers.compose import compose
from layers.messages import Messages
from layers.model import MapView
from layers.render import pydeck
from layers.render.payload import build_payload

LAKE, RIVER = shapely.box(113.1, 26.1, 113.2, 26.2), shapely.LineString([(113.0, 26.0), (113.4, 26.4)])


@pytest.fixture(scope="module")
def wet(tiny_frames: Frames) -> MapView:
    """The imaginary city with a lake and a river."""
    rows = [("lake", "made up", "none", LAKE), ("river", "made up", "none", RIVER)]
    water = gpd.GeoDataFrame([dict(zip(COLUMNS, row, strict=True)) for row in rows], geometry="geometry", crs=STORAGE)
    return compose(replace(tiny_frames, backdrop=water), Messages("zh"))


def test_water_is_drawn_and_its_origin_noted(wet: MapView, tiny_view: MapView) -> None:
    assert wet.backdrop.frame["symbol"].tolist() == ["fill", "line"]
    assert set(wet.backdrop.frame["citation"]) == {"made up"}
    assert tiny_view.backdrop.drawn == 0
    assert set(wet.notes) - set(tiny_view.notes) == {Messages("zh")("note.water")}


def test_water_is_no_layer_of_the_tree_and_cannot_be_picked(wet: MapView) -> None:
    assert wet.backdrop.layer_id not in [layer.layer_id for layer in wet.layers]
    made = json.loads(pydeck.build_deck(wet).to_json())
    (water,) = [layer for layer in made["layers"] if layer["id"] == wet.backdrop.layer_id]
    assert not water["pickable"]


def test_water_carries_no_facts_to_the_page(wet: MapView) -> None:
    features = build_payload(wet, details=True)["backdrop"]["features"]
    assert len(features) == 2
    assert not any({"f", "q"} & set(feature) for feature in features)


def test_the_boundary_of_the_city_is_not_drawn_again_by_its_neighbours() -> None:
    def square(x: float) -> shapely.Polygon:
        return shapely.box(x, 26.0, x + 1, 27.0)

    around = gpd.GeoDataFrame(geometry=[square(112.001), square(114.0)], crs=STORAGE)
    lines = shapely.union_all(outlines(around, gpd.GeoDataFrame(geometry=[square(113.0)], crs=STORAGE)).to_numpy())
    assert lines.is_empty or shapely.distance(lines, square(113.0)) >= BESIDE * 0.9
    inner = gpd.GeoDataFrame(geometry=[square(112.0), square(110.0), square(111.0)], crs=STORAGE)
    kept = shapely.union_all(outlines(inner, gpd.GeoDataFrame(geometry=[square(113.0)], crs=STORAGE)).to_numpy())
    assert shapely.LineString([(112.0, 26.1), (112.0, 26.9)]).buffer(1e-6).intersection(kept).length > 0.7
