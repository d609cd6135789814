"""Names made comparable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.imports.roads import refs, refs_of
from geo.names import core, forms_of, normalise, similarity


@pytest.mark.parametrize(
    ("plan", "osm", "class_code", "enough"),
    [
        ("良田镇", "良田镇", "town", True),
        ("良田", "良田镇", "town", True),
        ("文明瑶族乡", "文明乡", "town", True),
        ("桂阳蒹葭水库", "蒹葭水库", "lake", True),
        ("青山垅水库除险加固", "青山垅水库", "lake", True),
        ("郴州火车站改造扩建", "郴州站", "station", False),
        ("东江湖旅游区", "东江湖", "scenic", True),
        ("宜章一六温泉", "一六温泉", "scenic", True),
        ("北湖机场", "郴州北湖机场", "airport", False),
        ("良田镇", "良种镇", "town", False),
        ("莽山", "莽山水库", "scenic", False),
    ],
)
def test_similarity(plan: str, osm: str, class_code: str, *, enough: bool) -> None:
    forms = forms_of(plan, (), ["郴州市", "桂阳县", "宜章县"])
    score, how, _ = similarity(forms, ((osm, "name"),), class_code)
    assert (score >= 0.6) == enough
    assert bool(how) == (score > 0)


def test_works_are_part_of_a_thing() -> None:
    _, how, is_part = similarity(forms_of("泮头水库除险加固", (), []), (("泮头水库", "name"),), "lake")
    assert is_part
    assert "除险加固" in how


def test_numbers() -> None:
    assert refs("Ｇ 4；G76") == {"G4", "G76"}
    assert refs_of("京港澳高速", "", ("京珠",))[0] == {"G4"}
    assert refs_of("某高速", "", ("平汝高速",))[0] == {"G0422"}
    assert refs_of("茶常高速", "", ())[0] == frozenset()


@given(st.text(max_size=20), st.sampled_from(["town", "lake", "station", "any"]))
def test_normal_forms_are_stable(name: str, class_code: str) -> None:
    text = normalise(name)
    assert normalise(text) == text or len(normalise(text)) < len(text)
    assert core(text, class_code) in text
