from geo import frames
from geo.paths import DataPaths
from layers.describe import Describer
from layers.messages import Messages
from layers.statements import comparisons, county_figures, headline_ids, mentions

CHENZHOU = Describer(frames.load(DataPaths(), "431000"), Messages("zh"))


def test_both_statements_stay_and_the_newer_document_is_marked() -> None:
    (gdp, *_) = comparisons(CHENZHOU, ["cz-ind-068"])
    first, second = gdp.statements
    assert ("3500" in first.said, "3487.47" in second.said) == (True, True)
    assert first.date < second.date
    assert (first.is_newer, second.is_newer) == (False, True)
    assert "3487.47" in second.citation


def test_all_comparisons_of_the_city_are_given_and_nobody_elses() -> None:
    every = comparisons(CHENZHOU)
    assert len(every) == len(CHENZHOU.frames.tables["comparisons"])
    assert comparisons(CHENZHOU, []) == []
    assert 0 < len(comparisons(CHENZHOU, headline_ids(CHENZHOU))) < len(every)


def test_county_has_its_own_figures_but_those_left_out() -> None:
    figures = county_figures(CHENZHOU, "431021")
    assert any("40" in figure.statements[0].said for figure in figures)
    assert not any("40 万人" in one.statements[0].said for one in county_figures(CHENZHOU, "431021", ["cz-ind-165"]))


def test_mentions_of_a_feature_stand_side_by_side() -> None:
    airport = mentions(CHENZHOU, "cz-transport-001")
    assert airport is not None
    assert len(airport.statements) >= 3
    assert len({statement.citation for statement in airport.statements}) == len(airport.statements)
    assert mentions(CHENZHOU, "nothing") is None
