import pytest

from layers.spelling import fold, readings, spelled_at, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ｇ２４０（资兴段）", "g240资兴段"),
        ("“大十字” 城镇群", "大十字城镇群"),
        ("5Ｇ", "5g"),
        ("ＳＴＲＡßE", "strasse"),
        ("  \t", ""),
        ("——", ""),
    ],
)
def test_width_case_spaces_and_marks_do_not_matter(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_words_are_what_stands_between_spaces_and_marks() -> None:
    assert words("桂阳 产业园、G4-京港澳") == ["桂阳", "产业园", "g4", "京港澳"]


@pytest.mark.parametrize("typed", ["gy", "g", "guiyang", "guiy", "gyang", "guiya", "gyx", "guiyangxian", "gyxian"])
def test_initials_full_pinyin_and_mixtures_spell_a_name_from_its_beginning(typed: str) -> None:
    assert spelled_at(typed, readings("桂阳县")) == 0


@pytest.mark.parametrize("typed", ["gz", "guiyan1", "guiyangxianx", "gyxx", ""])
def test_other_letters_do_not(typed: str) -> None:
    assert spelled_at(typed, readings("桂阳县")) is None


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("重点", "zhongdian"), ("重点", "chongdian"), ("长沙", "changsha"), ("长沙", "zs"), ("行业", "hangye"),
        ("行业", "xingye"), ("绿城", "lvcheng"), ("绿城", "lucheng"), ("女", "nv"), ("郴州", "chenzhou"),
        ("乐园", "ly"), ("乐园", "yy"), ("中山", "zhsh"),
    ],
)  # fmt: skip
def test_a_polyphone_is_found_by_each_of_its_readings(name: str, typed: str) -> None:
    assert spelled_at(typed, readings(fold(name))) == 0


def test_place_of_the_spelling_is_told() -> None:
    assert spelled_at("cyy", readings("桂阳产业园")) == 2


def test_figures_and_letters_in_a_name_are_typed_as_they_are() -> None:
    assert spelled_at("gd240", readings(fold("国道240"))) == 0
