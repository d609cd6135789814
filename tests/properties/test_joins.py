"""Whatever the rows, places and links are: no row is lost on the way to the map."""

from collections.abc import Callable
from dataclasses import replace

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.crs import STORAGE
from geo.frames import Frames
from geo.gazetteer import Gazetteer
from geo.imports import in_force
from geo.locate import locate_features
from geo.locator import BASES
from layers.compose import compose
from layers.describe import Describer
from layers.features import feature_layer
from layers.messages import Messages
from layers.model import Layer, MapView
from tests.tiny.package import squares
from tests.tiny.rows import CITY

COUNTIES = ["990101", "990102", "990103", "990104", "990201", "880101"]
PLACES = ["", "p-990101-seat", "p-990102-seat", "p-bridge", "p-gaoxin", "p-nowhere"]
KINDS = ["rail", "trunk_road", "airport", "other"]
ONE_FIXTURE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)

Rows = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]


@st.composite
def plans(draw: st.DrawFn) -> Rows:
    """Features, their counties and their nodes, with an index that is not a range."""
    count = draw(st.integers(0, 6))
    index = draw(st.lists(st.integers(0, 99), min_size=count, max_size=count, unique=True))
    ids = [f"f{n}" for n in range(count)]
    kinds, places = st.sampled_from(KINDS), st.sampled_from(PLACES)
    features = pd.DataFrame(
        {
            "feature_id": ids,
            "name_zh": "某处",
            "kind_code": [draw(kinds) for _ in ids],
            "place_id": [draw(places) for _ in ids],
        },
        index=index,
        dtype=object,
    )
    owners, ordinals, bases = st.sampled_from([*ids, "stranger"]), st.integers(1, 9), st.sampled_from(BASES)
    links = st.tuples(owners, ordinals, st.sampled_from(COUNTIES), bases)
    nodes = st.tuples(owners, ordinals, places, bases)
    areas = draw(st.lists(links, max_size=12, unique_by=lambda row: (row[0], row[2])))
    stops = draw(st.lists(nodes, max_size=12, unique_by=lambda row: (row[0], row[1])))
    return (
        features,
        pd.DataFrame(areas, columns=["feature_id", "ordinal", "area_code", "basis_code"]),
        pd.DataFrame(stops, columns=["feature_id", "ordinal", "place_id", "basis_code"]),
    )


@pytest.fixture(scope="module")
def gazetteer(tiny_frames: Frames) -> Gazetteer:
    return Gazetteer(tiny_frames.tables["places"], squares(CITY))


def linked(areas: pd.DataFrame, nodes: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return {
        "feature_areas": areas,
        "feature_nodes": nodes,
        "feature_aliases": pd.DataFrame(columns=["feature_id", "alias_zh"]),
    }


def located(plan: Rows, gazetteer: Gazetteer) -> gpd.GeoDataFrame:
    features, areas, nodes = plan
    return locate_features("transport", features, linked(areas, nodes), gazetteer)


@given(plan=plans())
@ONE_FIXTURE
def test_locating_keeps_rows_order_and_index(plan: Rows, gazetteer: Gazetteer) -> None:
    found = located(plan, gazetteer)
    assert found.index.tolist() == plan[0].index.tolist()
    pd.testing.assert_frame_equal(pd.DataFrame(found[list(plan[0].columns)]), plan[0])
    assert found.crs == STORAGE


@given(plan=plans())
@ONE_FIXTURE
def test_row_has_a_geometry_unless_it_is_called_unlocated(plan: Rows, gazetteer: Gazetteer) -> None:
    found = located(plan, gazetteer)
    assert (found.geometry.isna() == (found["accuracy_code"] == "unlocated")).all()
    expected = {"located": {"Point"}, "approximate": {"Point"}, "schematic": {"LineString"}}
    for row in found[found.geometry.notna()].itertuples():
        assert row.geometry.geom_type in expected.get(row.accuracy_code, {"Polygon", "MultiPolygon"})


@given(plan=plans())
@ONE_FIXTURE
def test_row_keeps_all_its_counties_and_no_others(plan: Rows, gazetteer: Gazetteer) -> None:
    _, areas, _ = plan
    for row in located(plan, gazetteer).itertuples():
        own = areas[areas["feature_id"] == row.feature_id]
        assert sorted(row.area_codes) == sorted(own["area_code"])
        assert len(row.area_codes) == len(own)


@given(plan=plans())
@ONE_FIXTURE
def test_known_place_is_never_worsened_by_links(plan: Rows, gazetteer: Gazetteer) -> None:
    for row in located(plan, gazetteer).itertuples():
        if row.place_id in gazetteer.points:
            assert (row.geometry, row.basis_code) == (gazetteer.points[row.place_id], "text")


@pytest.fixture(scope="module")
def layer_of(tiny_frames: Frames, gazetteer: Gazetteer) -> Callable[[Rows], Layer]:
    """Makes a layer of a plan, with the words of a real row."""
    transport = tiny_frames.tables["transport"]

    def build(plan: Rows) -> Layer:
        features, areas, nodes = plan
        rows = [transport.iloc[0].to_dict() | row for row in features.to_dict("records")]
        frame = pd.DataFrame(rows, columns=transport.columns, dtype=object)
        found = locate_features("transport", frame, linked(areas, nodes), gazetteer)
        found = found.assign(**dict.fromkeys(in_force.COLUMNS, ""))  # nothing brought by a user
        frames = replace(tiny_frames, features={**tiny_frames.features, "transport": found})
        return feature_layer(Describer(frames, Messages("zh")), "roads", "transport", "transport", KINDS, "line")

    return build


@given(plan=plans())
@ONE_FIXTURE
def test_layer_draws_or_lists_each_row_once(plan: Rows, layer_of: Callable[[Rows], Layer]) -> None:
    layer = layer_of(plan)
    ids = [*layer.frame["feature_id"], *layer.unlocated["feature_id"]]
    assert sorted(ids) == sorted(plan[0]["feature_id"])
    assert layer.county_only <= layer.drawn


def test_every_layer_of_the_imaginary_city_accounts_for_all_its_rows(tiny_view: MapView, tiny_frames: Frames) -> None:
    rows = sum(map(len, tiny_frames.features.values())) + len(tiny_frames.components)
    rows += len(tiny_frames.industries) + 3  # three town targets
    assert sum(layer.drawn + len(layer.unlocated) for layer in tiny_view.layers) == rows
    assert compose(tiny_frames, Messages("en")).layers[0].drawn == tiny_view.layers[0].drawn
