"""Whatever is typed, the search answers; what a name is made of finds it."""

from hypothesis import given
from hypothesis import strategies as st

from layers import catalog
from layers.definition import Selection
from layers.search import Entry, Index, Rank, find
from layers.spelling import fold, readings, spelled_at, words

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=12)


def entry(number: int, name: str) -> Entry:
    folded = fold(name)
    chosen = Selection("feature", "parks", str(number))
    return Entry(chosen, name, (), "", mapped=True, names=(folded,), spoken=(readings(folded),), content="")


@given(st.lists(HAN, min_size=1, max_size=6), st.text(max_size=300))
def test_any_question_is_answered(names: list[str], question: str) -> None:
    index = Index(tuple(entry(number, name) for number, name in enumerate(names)))
    hits = find(index, question, catalog.BASE.LAYER_ID)
    assert len(hits) <= len(names)
    assert [hit.rank for hit in hits] == sorted(hit.rank for hit in hits)


@given(HAN, st.data())
def test_each_part_of_a_name_finds_it(name: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(name) - 1))
    part = name[start : data.draw(st.integers(start + 1, len(name)))]
    (hit,) = find(Index((entry(1, name),)), part, catalog.BASE.LAYER_ID)
    assert hit.rank <= Rank.INSIDE


@given(HAN, st.data())
def test_any_reading_or_initial_of_each_character_spells_a_name(name: str, data: st.DataObject) -> None:
    spoken = readings(name)
    typed = "".join(
        sound if data.draw(st.booleans()) else sound[0] for sound in (data.draw(st.sampled_from(s)) for s in spoken)
    )
    assert spelled_at(typed, spoken) == 0


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert "".join(words(text)) == fold(text)
