"""Search and filters on the page 资源浏览, on the shipped data."""

import pytest
from streamlit.testing.v1 import AppTest

from app import filters, search
from app.tree import layer_key
from geo.frames import Frames
from layers import catalog
from layers.definition import Selection
from layers.messages import Messages
from layers.model import MapView
from tests.app.conftest import Start, told

ZH = Messages("zh")


def test_everything_can_be_searched_by_its_names_mapped_or_not(tiny_frames: Frames, tiny_view: MapView) -> None:
    hits = search.find_hits(tiny_frames, tiny_view)
    found = {feature_id: words for words, _, feature_id in hits}
    assert len(found) == len(hits)
    rows = sum(layer.total for layer in (tiny_view.counties, *tiny_view.layers))
    assert len(hits) == rows
    assert "甲县产业园" in found["xz-park-001"]
    assert "东风产业园" in found["xz-park-003"]
    assert found["990101"].startswith("甲县 ·")


@pytest.mark.parametrize("theme", catalog.THEMES)
def test_theme_of_a_layer(theme: str) -> None:
    for module in catalog.THEMES[theme]:
        assert search.view_theme(module.__name__.rpartition(".")[2]) == theme


def test_hit_is_selected_and_its_layer_switched_on(start: Start) -> None:
    app = start()
    box = app.selectbox(key=search.KEY)
    (place,) = [n for n, words in enumerate(box.options) if words.startswith("郴州国家综合保税区")]
    box.select_index(place).run()
    assert not app.exception
    assert app.session_state["view"].selection == Selection("feature", "national_parks", "cz-park-001")
    assert app.checkbox(key=layer_key("national_parks")).value
    assert app.query_params["sel"] == "feature~national_parks~cz-park-001"
    assert any("郴州国家综合保税区" in element.value for element in app.markdown)


def filtered(app: AppTest) -> str:
    (words,) = [caption.value.replace("\\", "") for caption in app.caption if "桂阳县" in caption.value]
    return words


def test_filter_of_the_address_is_said_in_words_with_counts_and_can_be_cleared(start: Start) -> None:
    app = start(layers="parks", filter="county~431021")
    assert not app.exception
    assert not app.warning
    assert filtered(app).startswith(ZH("filter.words", said=f"{ZH('filter.county')} 桂阳县", kept=0, total=0)[:8])
    assert app.query_params["filter"] == "county~431021"
    app.button(key="filter-clear").click().run()
    assert "filter" not in app.query_params


def test_unknown_filter_is_named_and_not_used(start: Start) -> None:
    app = start(filter="county~999999.colour~red")
    (warning,) = told(app)
    assert "county~999999" in warning
    assert "colour~red" in warning
    assert "filter" not in app.query_params


def test_chosen_filter_goes_into_the_address(start: Start) -> None:
    app = start(layers="parks", filter="county~431021")
    app.multiselect(key=filters.filter_key("status")).select("promoted").run()
    assert app.query_params["filter"] == "county~431021.status~promoted"
    assert not app.exception
