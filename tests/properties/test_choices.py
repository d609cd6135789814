"""The address of a view: whatever it holds, the page opens; what was written is read back."""

from hypothesis import given
from hypothesis import strategies as st

from app.choices import RENDERERS, Choices, Selection, from_query
from layers import catalog
from layers.messages import LANGUAGES

CITIES, LAYERS, BASE = ["431000", "430300"], catalog.layer_ids(), catalog.BASE.LAYER_ID
PARAMETERS = ["city", "lang", "map", "layers", "sel", "other"]

ids = st.text(min_size=1).filter(lambda text: "~" not in text)
selections = st.builds(Selection, st.sampled_from(["feature", "badge"]), st.sampled_from([BASE, *LAYERS]), ids)
views = st.builds(
    Choices,
    city=st.sampled_from(CITIES),
    language=st.sampled_from(LANGUAGES),
    renderer=st.sampled_from(RENDERERS),
    layers=st.sets(st.sampled_from(LAYERS)).map(lambda chosen: tuple(x for x in LAYERS if x in chosen)),
    selection=st.none() | selections,
)
# Near misses are likelier to break something than noise.
values = st.text() | st.sampled_from([*CITIES, *LAYERS, "feature~parks~", "~~", ",,,", "badge~parks~431021~x", "zh"])
addresses = st.dictionaries(st.sampled_from(PARAMETERS), values)


def read(query: dict[str, str]) -> Choices:
    return from_query(query, CITIES, LAYERS, BASE, catalog.DEFAULT_VISIBLE)


@given(views)
def test_view_is_read_back_from_its_own_address(view: Choices) -> None:
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
