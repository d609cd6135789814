from layers.definition import Known, Selection, ViewDefinition
from layers.filters import Filters
from layers.moving import keep_filled, to_city

KNOWN = Known(
    ["431000", "430300"],
    ["targets", "parks", "towns"],
    "base",
    default=lambda city: ("targets",) if city == "431000" else ("parks",),
    fills=lambda city: ("industries", "plain", "gdp") if city == "431000" else ("industries", "plain"),
    codes=lambda city: {"county": (f"{city[:4]}02",), "status": ("planned", "existing")},
)
FULL = ViewDefinition(
    "431000",
    language="en",
    renderer="pydeck",
    layers=("targets", "towns"),
    selection=Selection("feature", "towns", "1"),
    filters=Filters({"county": ("431002",), "status": ("planned",)}),
    fill="gdp",
    classes="natural~4",
    opacity=(("targets", 0.5), ("towns", 0.4)),
    extent=(112.0, 25.0, 113.0, 26.0),
)


def test_what_both_cities_have_stays_and_the_rest_is_named() -> None:
    moved, dropped = to_city(FULL, "430300", KNOWN, {"parks", "towns"})
    assert moved == ViewDefinition(
        "430300",
        language="en",
        renderer="pydeck",
        layers=("towns",),
        filters=Filters({"status": ("planned",)}),
        opacity=(("towns", 0.4),),
    )
    assert dropped == [("layers", "targets"), ("filter.county", "431002"), ("fill", "gdp")]


def test_city_without_any_of_the_layers_opens_with_its_own() -> None:
    moved, dropped = to_city(FULL, "430300", KNOWN, {"parks"})
    assert moved.layers == ("parks",)
    assert [name for name, _ in dropped].count("layers") == 2


def test_no_layer_at_all_stays_no_layer_at_all() -> None:
    empty = ViewDefinition("431000")
    assert keep_filled(empty, KNOWN, {"parks"}) == (empty, [])
