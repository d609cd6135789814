from dataclasses import replace

import pytest
import shapely

from geo.frames import Frames
from geo.tables import Tables
from layers.catalog import town_targets
from layers.describe import Describer
from layers.messages import Messages
from layers.model import Layer, MapView
from tests.planting import with_cells, without_row
from tests.tiny.rows import BING, DING, JIA


@pytest.fixture
def targets(tiny_view: MapView) -> Layer:
    return tiny_view.layer("town_targets")


def test_joint_target_is_one_feature_of_both_counties_at_the_city_seat(targets: Layer) -> None:
    joint = targets.frame[targets.frame["area_codes"].map(len) > 1]
    (row,) = joint.itertuples()
    assert (row.feature_id, row.area_codes) == ("xz-ind-3", (BING, DING))
    assert row.geometry == shapely.Point(113.19, 26.1)
    assert not targets.frame["area_codes"].isin([(BING,), (DING,)]).any()


def test_joint_target_keeps_its_range_and_names_what_it_is_joint_of(targets: Layer) -> None:
    row = targets.frame.set_index("feature_id").loc["xz-ind-3"]
    assert row["label"] == "20–25 万人"
    assert dict(row["facts"])[Messages("zh")("fact.joint")] == "丙区、丁区"
    assert row["dash"]
    assert (row["value_min"], row["value_max"]) == (20, 25)


def test_county_town_stands_at_its_seat(targets: Layer) -> None:
    row = targets.frame.set_index("feature_id").loc["xz-ind-1"]
    assert row["geometry"] == shapely.Point(113.1, 26.3)
    assert (row["area_codes"], row["label"], row["dash"]) == ((JIA,), "12 万人", "")


def test_county_is_never_filled_by_the_figure_of_its_town(targets: Layer) -> None:
    assert set(targets.frame["symbol"]) == {"point"}
    assert set(targets.frame.geom_type) == {"Point"}
    assert {item.style.symbol for item in targets.legend} == {"point"}


def test_every_target_says_that_it_is_of_the_town_and_not_of_the_county(targets: Layer) -> None:
    meaning = Messages("zh")("town_targets.meaning")
    assert "不是全县人口" in meaning
    for facts in targets.frame["facts"]:
        assert meaning in dict(facts).values()


def test_circle_area_is_in_proportion_to_the_people(targets: Layer) -> None:
    rows = targets.frame.set_index("feature_id")
    one, other = rows.loc["xz-ind-1", "radius"] ** 2, rows.loc["xz-ind-2", "radius"] ** 2
    assert one / other == pytest.approx(12 / 8.5)
    assert rows.loc["xz-ind-3", "radius"] == pytest.approx(town_targets.radius(25))


def test_other_figures_are_no_town_targets(targets: Layer) -> None:
    assert set(targets.frame["feature_id"]) == {"xz-ind-1", "xz-ind-2", "xz-ind-3"}


def changed(tiny_frames: Frames, tables: Tables) -> Layer:
    """The layer of other tables of the same city."""
    own = tables["indicators"]["city_code"] == tiny_frames.city_code
    frames = replace(tiny_frames, tables=tables, indicators=tables["indicators"][own].reset_index(drop=True))
    return town_targets.build(Describer(frames, Messages("zh")))


@pytest.mark.parametrize("cells", [{"kind_code": "result"}, {"unit": "万户"}, {"subject_code": "county"}])
def test_figure_of_another_kind_unit_or_subject_is_not_shown_as_a_target(
    tiny_frames: Frames, cells: dict[str, str]
) -> None:
    layer = changed(tiny_frames, with_cells(tiny_frames.tables, "indicators", "xz-ind-1", **cells))
    assert set(layer.frame["feature_id"]) == {"xz-ind-2", "xz-ind-3"}
    assert layer.unlocated.empty


def test_target_whose_seat_has_no_position_is_listed_and_not_drawn(tiny_frames: Frames) -> None:
    layer = changed(tiny_frames, without_row(tiny_frames.tables, "places", "p-990102-seat"))
    assert "xz-ind-2" not in set(layer.frame["feature_id"])
    (row,) = layer.unlocated.itertuples()
    assert (row.feature_id, row.accuracy_code) == ("xz-ind-2", "unlocated")


def test_without_any_place_all_targets_are_listed(tiny_frames: Frames) -> None:
    tables = tiny_frames.tables
    layer = changed(tiny_frames, replace(tables, frames={**tables.frames, "places": tables["places"].iloc[:0]}))
    assert layer.frame.empty
    assert set(layer.unlocated["accuracy_code"]) == {"unlocated"}
    assert len(layer.unlocated) == 3
