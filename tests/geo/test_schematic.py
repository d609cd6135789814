"""Lines that visit their nodes in order, inside their counties, and say where they cannot."""

import itertools

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo import schematic
from geo.within import Within

# An L of three counties round a fourth that does not belong.
WEST, SOUTH, EAST = (
    shapely.box(113, 26, 113.2, 26.6),
    shapely.box(113.2, 26, 113.6, 26.2),
    shapely.box(113.6, 26, 113.8, 26.6),
)
MIDDLE = shapely.box(113.2, 26.2, 113.6, 26.6)
SHAPES = {"1": WEST, "2": SOUTH, "3": EAST, "4": MIDDLE}
NODES = st.lists(
    st.tuples(st.integers(1120, 1140), st.integers(250, 270)).map(lambda at: (at[0] / 10, at[1] / 10)),
    min_size=2, max_size=9, unique=True,
)  # fmt: skip


def vertices(line: shapely.LineString) -> list[tuple[float, float]]:
    return [(x, y) for x, y in line.coords]


@given(nodes=NODES)
def test_a_line_visits_its_nodes_in_order_and_no_leg_runs_back(nodes: list[tuple[float, float]]) -> None:
    found = vertices(schematic.sketch(np.array(nodes)))
    at = [found.index(node) for node in nodes]
    assert at == sorted(at)
    assert (at[0], at[-1]) == (0, len(found) - 1)
    for first, last in itertools.pairwise(at):
        leg = np.array(found[first : last + 1])
        chord = leg[-1] - leg[0]
        assert (np.diff((leg - leg[0]) @ chord) > -1e-6).all()
        off = np.abs((leg - leg[0]) @ np.array([-chord[1], chord[0]])) / np.hypot(*chord)
        assert off.max() <= 0.13 * np.hypot(*chord)


@given(nodes=NODES)
def test_order_is_the_shortest_way_and_begins_with_the_end_that_the_text_names_first(
    nodes: list[tuple[float, float]],
) -> None:
    points = np.array(nodes)
    found = schematic.order(points)
    assert sorted(found) == list(range(len(nodes)))
    assert found[0] < found[-1]

    def length(chosen: list[int]) -> float:
        flat = points * [np.cos(np.radians(points[:, 1].mean())), 1]
        return float(np.hypot(*np.diff(flat[chosen], axis=0).T).sum())

    if len(nodes) <= 6:
        shortest = min(length(list(p)) for p in itertools.permutations(range(len(nodes))))
        assert length(found) == pytest.approx(shortest)
    else:
        assert length(found) <= length(list(range(len(nodes)))) + 1e-9


def test_many_nodes_are_taken_along_their_direction() -> None:
    points = np.column_stack([np.linspace(112, 114, 15), np.linspace(25, 26, 15)])
    mixed = np.random.default_rng(1).permutation(15)
    found = points[mixed][schematic.order(points[mixed])]
    assert (np.diff(found[:, 0]) > 0).all() or (np.diff(found[:, 0]) < 0).all()


def test_a_line_goes_round_a_county_that_is_no_member() -> None:
    within = Within(shapely.union_all([WEST, SOUTH, EAST]))
    nodes = np.array([(113.1, 26.3), (113.7, 26.3)])
    line = schematic.sketch(nodes, within)
    assert schematic.crossed(line, SHAPES, ["1", "2", "3"]) == ()
    assert line.intersection(MIDDLE).length < schematic.CROSSING
    assert {(113.1, 26.3), (113.7, 26.3)} == {vertices(line)[0], vertices(line)[-1]}


def test_where_the_way_round_is_long_or_there_is_none_it_crosses_and_says_so() -> None:
    far = np.array([(113.19, 26.55), (113.61, 26.55)])
    long = schematic.sketch(far, Within(shapely.union_all([WEST, SOUTH, EAST])))
    assert schematic.crossed(long, SHAPES, ["1", "2", "3"]) == ("4",)
    none = schematic.sketch(far, Within(shapely.union_all([WEST, EAST])))
    assert schematic.crossed(none, SHAPES, ["1", "3"]) == ("4",)


def test_a_line_that_leaves_the_city_says_so() -> None:
    line = schematic.sketch(np.array([(113.1, 26.3), (113.1, 27.0)]), Within(WEST))
    assert schematic.crossed(line, SHAPES, ["1"]) == (schematic.OUTSIDE,)
