"""The address of a view; arbitrary addresses are in the property tests."""

import pytest

from app.choices import Choices, Selection, from_query, parse_selection

CITIES, LAYERS, BASE, DEFAULT = ["990100", "990200"], ["towns", "parks", "roads"], "counties", ("towns",)


def read(**query: str) -> Choices:
    return from_query(query, CITIES, LAYERS, BASE, DEFAULT)


def test_empty_address_is_the_default_view() -> None:
    assert read() == Choices("990100", "zh", "leaflet", DEFAULT)


def test_address_without_layers_differs_from_one_with_none() -> None:
    assert read().layers == DEFAULT
    assert read(layers="").layers == ()
    assert read(layers="").unknown == ()


def test_layers_come_in_tree_order_and_once() -> None:
    assert read(layers="roads,towns,roads").layers == ("towns", "roads")


@pytest.mark.parametrize(
    ("query", "unknown"),
    [
        ({"city": "1"}, "city=1"),
        ({"lang": "fr"}, "lang=fr"),
        ({"map": "globe"}, "map=globe"),
        ({"layers": "towns,rivers"}, "layers=rivers"),
        ({"sel": "feature~rivers~1"}, "sel=feature~rivers~1"),
        ({"sel": "feature~towns"}, "sel=feature~towns"),
        ({"sel": "link~towns~1"}, "sel=link~towns~1"),
        ({"sel": ""}, "sel="),
    ],
)
def test_unknown_value_is_named_and_replaced_by_the_default(query: dict[str, str], unknown: str) -> None:
    found = read(**query)
    assert found.unknown == (unknown,)
    assert (found.city, found.language, found.renderer, found.selection) == ("990100", "zh", "leaflet", None)


def test_parameter_of_somebody_else_is_let_be() -> None:
    assert read(utm_source="mail").unknown == ()


@pytest.mark.parametrize("kind", ["feature", "badge"])
def test_selection_is_read_back_as_written(kind: str) -> None:
    written = Selection(kind, "parks", "xz-park-001")
    assert parse_selection(written.to_text(), LAYERS) == written


def test_county_of_the_base_may_be_selected() -> None:
    assert read(sel="feature~counties~990101").selection == Selection("feature", "counties", "990101")
