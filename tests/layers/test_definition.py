"""The address of a view; arbitrary addresses are in the property tests."""

import pytest

from layers.definition import Known, Selection, ViewDefinition, from_query, parse_selection
from layers.filters import Filters

CITIES, LAYERS, DEFAULT = ["990100", "990200"], ["towns", "parks", "roads"], ("towns",)
KNOWN = Known(
    CITIES,
    LAYERS,
    "counties",
    default=lambda _city: DEFAULT,
    fills=lambda city: ("industries", "plain", f"growth-{city}"),
    codes=lambda city: {"county": (f"{city[:4]}01", f"{city[:4]}02"), "status": ("planned",)},
)


def read(**query: str) -> ViewDefinition:
    return from_query(query, KNOWN)


def test_empty_address_is_the_default_view() -> None:
    assert read() == ViewDefinition("990100", "zh", "leaflet", DEFAULT)


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
        ({"fill": "growth-990200"}, "fill=growth-990200"),  # of the other city
        ({"filter": "county~990201"}, "filter=county~990201"),
        ({"filter": "colour~red"}, "filter=colour~red"),
        ({"classes": "jenks~5"}, "classes=jenks~5"),
        ({"classes": "quantile~99"}, "classes=quantile~99"),
        ({"opacity": "rivers~50"}, "opacity=rivers~50"),
        ({"opacity": "towns~101"}, "opacity=towns~101"),
        ({"view": "113,25,112,26"}, "view=113,25,112,26"),
        ({"view": "nan,25,113,26"}, "view=nan,25,113,26"),
        ({"view": "1,2,3"}, "view=1,2,3"),
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


def test_address_of_only_unknown_layers_opens_the_default() -> None:
    found = read(layers="rivers,lakes")
    assert found.layers == DEFAULT
    assert found.unknown == ("layers=rivers", "layers=lakes")


def test_everything_at_once_is_read_back_as_written() -> None:
    written = ViewDefinition(
        city="990200",
        language="en",
        renderer="pydeck",
        layers=("towns", "roads"),
        selection=Selection("badge", "parks", "990201"),
        filters=Filters({"county": ("990201", "990202"), "status": ("planned",)}),
        fill="growth-990200",
        classes="own~-1.5~10~20",
        opacity=(("towns", 0.4), ("roads", 0.0)),
        extent=(112.5, 25.0, 113.25, 26.125),
    )
    assert read(**written.to_query()) == written
    assert read(**written.to_query()).unknown == ()
