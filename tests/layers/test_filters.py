import pytest

from layers.compose import show
from layers.filters import COLUMNS, Filters, filter_layer, filter_view, hidden_ids, parse_filters
from layers.model import Layer, MapView
from tests.tiny.rows import JIA, YI

KNOWN = {"county": (JIA, YI), "sector": ("other", "energy"), "status": ("planned", "mooted"),
         "source": ("xz-plan",), "accuracy": ("county", "unlocated")}  # fmt: skip


@pytest.fixture
def parks(tiny_view: MapView) -> Layer:
    return tiny_view.layer("parks")


def ids(layer: Layer) -> list[str]:
    return [*layer.frame["feature_id"], *layer.unlocated["feature_id"]]


@pytest.mark.parametrize(
    ("kept", "left"),
    [
        ({"county": (JIA,)}, ["xz-park-001", "xz-park-002"]),
        ({"county": (YI,)}, ["xz-park-002"]),
        ({"county": (JIA, YI)}, ["xz-park-001", "xz-park-002"]),
        ({"status": ("mooted",)}, ["xz-park-003"]),
        ({"accuracy": ("approximate", "unlocated")}, ["xz-park-004", "xz-park-003"]),
        ({"source": ("xz-plan",), "sector": ("other",)}, ["xz-park-001", "xz-park-002", "xz-park-004", "xz-park-003"]),
        ({"county": (JIA,), "status": ("promoted",)}, ["xz-park-001"]),
        ({"county": (YI,), "status": ("mooted",)}, []),
        ({"sector": ()}, ["xz-park-001", "xz-park-002", "xz-park-004", "xz-park-003"]),
    ],
)
def test_rows_that_each_filter_keeps(parks: Layer, kept: dict[str, tuple[str, ...]], left: list[str]) -> None:
    assert ids(filter_layer(parks, Filters(kept))) == left


def test_filter_on_what_a_layer_does_not_have_leaves_it_as_it_is(tiny_view: MapView) -> None:
    structure = tiny_view.layer("grand_cross")
    assert "status_code" not in structure.frame
    assert ids(filter_layer(structure, Filters({"status": ("mooted",)}))) == ids(structure)


def test_counties_stay_under_every_filter(tiny_view: MapView) -> None:
    view = filter_view(tiny_view, Filters({"accuracy": ("unlocated",)}))
    assert view.counties is tiny_view.counties
    assert view.layer("railways").drawn == 0
    assert ids(view.layer("parks")) == ["xz-park-003"]


def test_no_filter_is_the_same_map(tiny_view: MapView) -> None:
    assert filter_view(tiny_view, Filters({"county": ()})) is tiny_view


def test_hidden_features_are_those_of_visible_layers_that_were_drawn(tiny_view: MapView) -> None:
    shown = show(tiny_view, ["parks"])
    filtered = filter_view(shown, Filters({"county": (YI,)}))
    assert hidden_ids(shown, filtered) == ["xz-park-001", "xz-park-004"]
    assert hidden_ids(shown, shown) == []


def test_every_dimension_is_a_column_of_some_layer(tiny_view: MapView) -> None:
    columns = {column for layer in tiny_view.layers for column in layer.frame.columns}
    assert set(COLUMNS.values()) <= columns


def test_filters_are_read_back_from_the_address() -> None:
    filters = Filters({"county": (JIA, YI), "status": ("mooted",)})
    assert parse_filters(filters.to_text(), KNOWN) == (filters, ())


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("colour~red", ("colour~red",)),
        ("county~000000", ("county~000000",)),
        (f"county~{JIA}~x.nothing", ("county~x", "nothing")),
        ("", ()),
        ("...", ()),
        ("county", ()),
    ],
)
def test_unknown_parts_of_an_address_are_named(text: str, unknown: tuple[str, ...]) -> None:
    assert parse_filters(text, KNOWN)[1] == unknown
