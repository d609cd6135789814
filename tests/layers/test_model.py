from dataclasses import FrozenInstanceError, replace
from typing import Any

import pandas as pd
import pytest
import shapely

from geo.errors import LayerError
from layers.model import ROW_COLUMNS, STYLE_COLUMNS, Layer, MapView, Style


@pytest.fixture
def layer(tiny_view: MapView) -> Layer:
    return tiny_view.layer("parks")


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({"symbol": "star"}, "star"),
        ({"symbol": "fill", "fill": "red"}, "red"),
        ({"symbol": "fill", "fill": "#FFFFFF"}, "#FFFFFF"),
        ({"symbol": "line", "line": "#fff"}, "#fff"),
        ({"symbol": "line", "line": "#12345678"}, "#12345678"),
        ({"symbol": "line", "line": "url(http://example.org)"}, "url"),
        ({"symbol": "fill", "fill_opacity": 1.01}, "1.01"),
        ({"symbol": "fill", "fill_opacity": -0.1}, "-0.1"),
        ({"symbol": "line", "line_width": -1.0}, "-1.0"),
        ({"symbol": "point", "radius": -2.0}, "-2.0"),
        ({"symbol": "point", "fill_opacity": float("nan")}, "nan"),
    ],
)
def test_style_that_cannot_be_drawn_is_refused(values: dict[str, Any], word: str) -> None:
    with pytest.raises(LayerError) as raised:
        Style(**values)
    assert word in raised.value.what


def test_style_cannot_be_changed_afterwards() -> None:
    style = Style("fill")
    with pytest.raises(FrozenInstanceError):
        style.fill = "#000000"  # type: ignore[misc]


@pytest.mark.parametrize("column", [*ROW_COLUMNS, *STYLE_COLUMNS])
def test_layer_without_a_column_is_refused(layer: Layer, column: str) -> None:
    with pytest.raises(LayerError, match=f"parks 缺少列 {column}"):
        replace(layer, frame=layer.frame.drop(columns=column))


@pytest.mark.parametrize("crs", ["EPSG:4547", "EPSG:4490", None])
def test_layer_in_another_reference_system_is_refused(layer: Layer, crs: str | None) -> None:
    with pytest.raises(LayerError, match="EPSG:4326"):
        replace(layer, frame=layer.frame.set_crs(crs, allow_override=True))


def test_layer_with_latitude_first_is_refused(layer: Layer) -> None:
    turned = layer.frame.copy()
    turned["geometry"] = shapely.transform(layer.frame.geometry.to_numpy(), lambda xy: xy[:, ::-1])
    with pytest.raises(LayerError, match="经纬度"):
        replace(layer, frame=turned)


@pytest.mark.parametrize("point", [(400000.0, 2876972.0), (181.0, 26.0), (float("inf"), 26.0)])
def test_layer_with_coordinates_outside_the_globe_is_refused(layer: Layer, point: tuple[float, float]) -> None:
    frame = layer.frame.copy()
    frame.loc[frame.index[0], "geometry"] = shapely.Point(*point)
    with pytest.raises(LayerError, match="范围"):
        replace(layer, frame=frame)


def test_layer_with_a_feature_twice_is_refused_by_name(layer: Layer) -> None:
    twice = pd.concat([layer.frame, layer.frame.iloc[[1]]])
    with pytest.raises(LayerError, match="xz-park-002 重复"):
        replace(layer, frame=twice)


def test_empty_layer_is_allowed(layer: Layer) -> None:
    empty = replace(layer, frame=layer.frame.iloc[:0])
    assert (empty.drawn, empty.county_only) == (0, 0)


def test_layer_counts_drawn_and_county_only_features(layer: Layer) -> None:
    assert (layer.drawn, layer.county_only, len(layer.unlocated)) == (3, 2, 1)


def test_map_finds_a_layer_by_its_id(tiny_view: MapView) -> None:
    assert tiny_view.layer("railways").layer_id == "railways"
    assert tiny_view.layer("county_industries") is tiny_view.counties
    with pytest.raises(LayerError, match="no_such_layer") as raised:
        tiny_view.layer("no_such_layer")
    assert "town_targets" in raised.value.remedy


def test_shown_layers_come_in_drawing_order(tiny_view: MapView) -> None:
    view = replace(tiny_view, visible=("parks", "town_targets"))
    assert [layer.layer_id for layer in view.shown()] == ["town_targets", "parks"]
