from collections import Counter
from pathlib import Path

import pytest

from geo.frames import Frames
from layers import catalog
from layers.messages import Messages
from layers.model import MapView

MODULES = {module.__name__.rpartition(".")[2]: module for modules in catalog.THEMES.values() for module in modules}


def test_each_file_of_the_folder_is_a_layer_of_the_tree_or_the_base() -> None:
    files = {path.stem for path in Path(catalog.__file__).parent.glob("*.py")} - {"__init__"}
    assert files == set(MODULES) | {catalog.BASE.LAYER_ID}
    assert catalog.layer_ids() == list(MODULES)


@pytest.mark.parametrize("theme", catalog.THEMES)
def test_layers_of_a_theme_say_that_they_belong_to_it(theme: str) -> None:
    assert {module.THEME for module in catalog.THEMES[theme]} == {theme}


@pytest.mark.parametrize("layer_id", MODULES)
def test_layer_is_called_after_its_file(tiny_view: MapView, layer_id: str) -> None:
    layer = tiny_view.layer(layer_id)
    assert (layer.layer_id, layer.theme) == (layer_id, MODULES[layer_id].THEME)
    assert Messages("zh")(f"layer.{layer_id}.title") in layer.title
    assert layer.abstract == Messages("zh")(f"layer.{layer_id}.abstract")


def test_no_two_layers_have_the_same_title(tiny_view: MapView) -> None:
    titles = [layer.title for layer in (tiny_view.counties, *tiny_view.layers)]
    assert len(set(titles)) == len(titles)


def test_layers_shown_at_first_look_are_in_the_tree() -> None:
    assert set(catalog.DEFAULT_VISIBLE) <= set(catalog.layer_ids())


def test_each_feature_is_in_exactly_one_layer(tiny_view: MapView, tiny_frames: Frames) -> None:
    found: Counter[str] = Counter()
    for layer in tiny_view.layers:
        found.update([*layer.frame["feature_id"], *layer.unlocated["feature_id"]])
    features = [name for frame in tiny_frames.features.values() for name in frame["feature_id"]]
    assert {name: found[name] for name in features} == dict.fromkeys(features, 1)
    assert {name: found[name] for name in tiny_frames.components["component_id"]} == dict.fromkeys(
        tiny_frames.components["component_id"], 1
    )
