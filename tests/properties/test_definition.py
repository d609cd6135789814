"""The address of a view: whatever it holds, the page opens; what was written is read back."""

from hypothesis import given
from hypothesis import strategies as st

from layers import catalog
from layers.definition import PARAMETERS, RENDERERS, Known, Selection, ViewDefinition, from_query
from layers.filters import Filters
from layers.messages import LANGUAGES

CITIES, LAYERS, BASE = ["431000", "430300"], catalog.layer_ids(), catalog.BASE.LAYER_ID
CODES = {"county": ("431002", "431003"), "status": ("planned", "building")}
KNOWN = Known(
    CITIES,
    LAYERS,
    BASE,
    default=lambda _city: catalog.DEFAULT_VISIBLE,
    fills=lambda _city: ("industries", "plain", "gdp"),
    codes=lambda _city: CODES,
)

ids = st.text(min_size=1).filter(lambda text: "~" not in text)
selections = st.builds(Selection, st.sampled_from(["feature", "badge"]), st.sampled_from([BASE, *LAYERS]), ids)
degrees = st.integers(0, 80).map(lambda value: value / 2)
views = st.builds(
    ViewDefinition,
    city=st.sampled_from(CITIES),
    language=st.sampled_from(LANGUAGES),
    renderer=st.sampled_from(RENDERERS),
    layers=st.sets(st.sampled_from(LAYERS)).map(lambda chosen: tuple(x for x in LAYERS if x in chosen)),
    selection=st.none() | selections,
    filters=st.builds(
        Filters,
        st.fixed_dictionaries({}, optional={"county": st.just(("431003",)), "status": st.just(CODES["status"])}),
    ),
    fill=st.sampled_from(["industries", "plain", "gdp"]),
    classes=st.sampled_from(["", "natural~5", "own~1~2.5"]),
    opacity=st.dictionaries(st.sampled_from(LAYERS), st.integers(0, 99)).map(
        lambda chosen: tuple((x, chosen[x] / 100) for x in LAYERS if x in chosen)
    ),
    extent=st.none() | st.builds(lambda w, s: (w, s, w + 1.5, s + 0.25), degrees, degrees),
)
# Near misses are likelier to break something than noise.
values = st.text() | st.sampled_from(
    [
        *CITIES,
        *LAYERS,
        "county~431003.status~x",
        "own~1~",
        "112,25,113,26",
        "parks~50",
        "feature~parks~",
        "~~",
        ",,,",
        "badge~parks~431021~x",
        "zh",
    ]
)
addresses = st.dictionaries(st.sampled_from([*PARAMETERS, "other"]), values)


def read(query: dict[str, str]) -> ViewDefinition:
    return from_query(query, KNOWN)


@given(views)
def test_view_is_read_back_from_its_own_address(view: ViewDefinition) -> None:
    assert read(view.to_query()) == view


@given(addresses)
def test_any_address_opens_a_view_that_exists(query: dict[str, str]) -> None:
    found = read(query)
    assert found.city in CITIES
    assert found.language in LANGUAGES
    assert found.renderer in RENDERERS
    assert set(found.layers) <= set(LAYERS)
    assert found.selection is None or found.selection.layer in [BASE, *LAYERS]


@given(addresses)
def test_reading_twice_changes_nothing_and_leaves_nothing_unknown(query: dict[str, str]) -> None:
    once = read(query)
    again = read(once.to_query())
    assert again.unknown == ()
    assert again.to_query() == once.to_query()


@given(addresses)
def test_what_is_replaced_is_named(query: dict[str, str]) -> None:
    found = read(query)
    kept = found.to_query()
    for name in ("city", "lang", "map", "sel"):
        if name in query and kept.get(name) != query[name]:
            assert f"{name}={query[name]}" in found.unknown
