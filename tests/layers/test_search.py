import pytest

from layers import catalog
from layers.definition import Selection
from layers.describe import Describer
from layers.model import MapView
from layers.search import Hit, Index, Rank, build_index, find


@pytest.fixture(scope="module")
def index(describer: Describer, tiny_view: MapView) -> Index:
    return build_index(describer, tiny_view)


def ask(index: Index, question: str) -> tuple[Hit, ...]:
    return find(index, question, catalog.BASE.LAYER_ID)


def test_everything_can_be_found_by_its_name_mapped_or_not(index: Index, tiny_view: MapView) -> None:
    for layer in (tiny_view.counties, *tiny_view.layers):
        for rows, mapped in ((layer.frame, True), (layer.unlocated, False)):
            for feature_id, name in zip(rows["feature_id"], rows["name"], strict=True):
                (hit,) = [
                    hit
                    for hit in ask(index, name)
                    if hit.entry.selection == Selection("feature", layer.layer_id, feature_id)
                ]
                assert hit.rank == Rank.EXACT
                assert hit.entry.mapped == mapped


def test_alias_is_found_and_named(index: Index) -> None:
    features = [entry for entry in index.entries if entry.selection.layer in {"parks", "national_parks"}]
    aliases = [(entry, other) for entry in features if entry.selection.kind == "feature" for other in entry.others]
    assert aliases
    for entry, other in aliases:
        (hit,) = [hit for hit in ask(index, other) if hit.entry is entry]
        assert hit.also == other


def test_counties_come_first(index: Index) -> None:
    first, *others = ask(index, "甲县")
    assert first.entry.selection == Selection("feature", catalog.BASE.LAYER_ID, "990101")
    assert others
    assert ask(index, "jx")[0].entry is first.entry


def test_words_fit_in_any_order_and_each_must_fit(index: Index) -> None:
    one = {hit.entry.selection for hit in ask(index, "甲县 产业园")}
    assert one
    assert one == {hit.entry.selection for hit in ask(index, "产业园　甲县")}
    assert not ask(index, "甲县 产业园 没有这个词")


def test_width_case_and_marks_do_not_matter(index: Index) -> None:
    plain = [hit.entry for hit in ask(index, "jxcyy")]
    assert plain
    assert plain == [hit.entry for hit in ask(index, "ＪＸＣＹＹ")]


def test_layers_are_found_by_title_and_abstract_in_both_languages(index: Index, tiny_view: MapView) -> None:
    layer = next(layer for layer in tiny_view.layers if layer.total and layer.layer_id == "parks")
    wanted = Selection("layer", "parks", "")
    for question in (layer.title, layer.abstract[:8], "parks"):
        assert wanted in [hit.entry.selection for hit in ask(index, question)]


def test_structures_are_found_and_lead_to_their_layer(index: Index, describer: Describer) -> None:
    for row in describer.frames.structures.to_dict("records"):
        kinds = [(hit.entry.selection.kind, hit.entry.selection.id) for hit in ask(index, row["name_zh"])]
        assert ("layer", row["structure_id"]) in kinds


def test_better_fits_come_first(index: Index) -> None:
    ranks = [hit.rank for hit in ask(index, "甲") if hit.entry.selection.layer != catalog.BASE.LAYER_ID]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize("question", ["", "   ", "“”", "——", "\u200b"])
def test_nothing_asked_finds_nothing(index: Index, question: str) -> None:
    assert ask(index, question) == ()
