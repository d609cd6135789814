from layers.short_names import short_names


def test_no_two_layers_have_the_same_short_name() -> None:
    assert short_names(["Industrial parks", "Industrial clusters", "Roads"]) == ["Ind", "Inu", "Roa"]
    assert short_names(["园区与产业基地", "园林", "（特色）镇"]) == ["园", "林", "特"]


def test_titles_without_enough_letters_still_get_one() -> None:
    assert short_names(["AB", "AB", ""]) == ["AB", "AB", ""]
