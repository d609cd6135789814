import numpy as np
import pytest
import shapely

from geo.errors import LayerError
from geo.frames import Frames
from layers import symbols
from layers.compose import compose
from layers.messages import Messages
from layers.model import MapView, Style
from layers.render.payload import build_payload


def outlines(name: str) -> list[shapely.Polygon]:
    return [shapely.Polygon(points) for points in symbols.polygons(symbols.shape(name))]


@pytest.mark.parametrize("name", symbols.SHAPES)
def test_shape_fills_its_box_and_stays_inside(name: str) -> None:
    points = np.vstack(symbols.polygons(symbols.SHAPES[name]))
    assert np.abs(points).max() <= 1
    assert points.max(axis=0).max() > 0.8
    assert points.min(axis=0).min() < -0.8


@pytest.mark.parametrize("name", symbols.SHAPES)
def test_outlines_are_sound_and_apart_so_that_any_fill_rule_draws_the_same(name: str) -> None:
    parts = outlines(name)
    assert all(part.is_valid for part in parts)
    assert shapely.union_all(parts).area == pytest.approx(sum(part.area for part in parts))


@pytest.mark.parametrize("name", symbols.SHAPES)
def test_shape_has_body_enough_to_be_seen_at_fourteen_pixels(name: str) -> None:
    whole = shapely.union_all(outlines(name))
    assert whole.area > 0.9
    assert not whole.buffer(-1 / 7).is_empty


def test_no_two_shapes_look_alike() -> None:
    made = {name: shapely.union_all(outlines(name)) for name in symbols.SHAPES}
    alike = [
        (one, other)
        for one in made
        for other in made
        if one < other
        and shapely.symmetric_difference(made[one], made[other]).area < 0.1 * shapely.union(made[one], made[other]).area
    ]
    assert alike == []


def test_circle_is_round() -> None:
    (circle,) = symbols.polygons(symbols.SHAPES["circle"])
    assert np.hypot(*circle.T) == pytest.approx(1, abs=0.01)
    assert len(circle) == 4 * symbols.CURVE_STEPS


def test_path_becomes_its_corners() -> None:
    one, other = symbols.polygons("M0,0 L1,0 L1,1 Z M-1,-1 L0,-1 L-0.5,-.5 Z")
    assert one.tolist() == [[0, 0], [1, 0], [1, 1]]
    assert other.tolist() == [[-1, -1], [0, -1], [-0.5, -0.5]]


def test_curve_ends_where_the_path_says() -> None:
    (bent,) = symbols.polygons("M0,0 C0,1 1,1 1,0 L0.5,-1 Z")
    assert bent[symbols.CURVE_STEPS].tolist() == [1, 0]
    assert bent[symbols.CURVE_STEPS // 2].tolist() == [0.5, 0.75]


@pytest.mark.parametrize(
    "path", ["", "M0,0 L1,1", "M0,0 h1 Z", "M0,0 L1 Z", "M0,0 C0,1 1,1 Z", "C0,1 1,1 1,0 Z", "m0,0 l1,1 z"]
)
def test_path_that_cannot_be_drawn_is_refused(path: str) -> None:
    with pytest.raises(LayerError):
        symbols.polygons(path)


def test_unknown_shape_names_those_that_exist() -> None:
    with pytest.raises(LayerError, match="circle"):
        symbols.shape("blob")


@pytest.mark.parametrize("name", ["", "Circle", "a b", "<svg>", "-x"])
def test_style_takes_names_of_shapes_only(name: str) -> None:
    with pytest.raises(LayerError):
        Style("point", shape=name)


def test_browser_is_given_the_shapes_that_are_used_and_no_others(tiny_view: MapView) -> None:
    payload = build_payload(tiny_view, details=False)
    used = {style["shape"] for style in payload["styles"]}
    assert payload["shapes"] == {name: symbols.SHAPES[name] for name in used}


def test_every_style_of_every_layer_has_a_shape_that_exists(tiny_frames: Frames) -> None:
    view = compose(tiny_frames, Messages("en"))
    for layer in (view.counties, view.backdrop, *view.layers):
        assert set(layer.frame["shape"]) | {item.style.shape for item in layer.legend} <= set(symbols.SHAPES)
