from collections.abc import Sequence
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookback.story.crossings import EXACT, crossings, orders
from lookback.story.sifting import WORK, Effort, sifted


def columns(
    seed: int, many: int, curves: int, most: int
) -> tuple[list[list[int]], list[frozenset[int]]]:
    """Who is there and who meets, where everybody is in the first column and in the last."""
    random = Random(seed)  # noqa: S311 # no secret
    everybody = list(range(curves))
    between = [random.sample(everybody, random.randint(0, most)) for _ in range(many - 2)]
    return [everybody] * many, [frozenset(some) for some in [everybody, *between, everybody]]


def crossed(layout: Sequence[Sequence[int]]) -> int:
    return crossings([tuple(map(str, column)) for column in layout])


@given(
    columns=st.integers(0, 1_000),
    curves=st.integers(0, 400),
    work=st.integers(0, 2 * WORK),
)
def test_no_more_is_looked_at_than_the_work_allows(columns: int, curves: int, work: int) -> None:
    effort = Effort.of(columns, curves, work)
    assert effort.sweeps >= 1
    assert (effort.sweeps - 1) * columns * curves <= work
    assert effort.curves * columns * effort.places * (effort.places + curves) <= work
    assert effort.places <= curves


def test_what_is_ordinary_is_sifted_through_and_the_largest_maps_are_swept() -> None:
    ordinary, largest = Effort.of(80, 20), Effort.of(500, 200)
    assert ordinary.places == 20
    assert ordinary.curves >= 3 * 20
    assert largest.sweeps >= 2
    assert largest.curves <= 2


@pytest.mark.parametrize(("many", "curves", "most"), [(40, 9, 4), (80, 20, 4), (60, 30, 9)])
def test_all_are_there_and_those_together_stand_side_by_side(
    many: int, curves: int, most: int
) -> None:
    there, together = columns(curves, many, curves, most)
    for layout in (sifted(there, together), sifted(there, together, 0)):
        for order, names, some in zip(layout, there, together, strict=True):
            assert sorted(order) == sorted(names)
            places = sorted(order.index(name) for name in some)
            assert all(after == before + 1 for before, after in pairwise(places))


@pytest.mark.parametrize("seed", range(4))
def test_more_work_finds_fewer_crossings(seed: int) -> None:
    there, together = columns(seed, 60, 16, 4)
    swept, little, much = (crossed(sifted(there, together, work)) for work in (0, WORK // 20, WORK))
    assert much < little < swept
    assert much < 0.85 * swept


def test_the_crossings_are_near_the_least_where_that_is_known() -> None:
    found = least = 0
    for seed in range(20):
        there, together = columns(seed, 24, EXACT, 3)
        found += crossed(sifted(there, together))
        least += crossings(orders([[str(one) for one in sorted(some)] for some in together]))
    assert least <= found <= 1.15 * least


def test_a_curve_that_meets_nobody_is_taken_out_of_the_way_at_once() -> None:
    # 0 and 1 meet, 2 and 3 meet, and 4 stands between them all the time.
    there = [[0, 4, 1, 2, 3]] * 6
    together = [frozenset[int](), *[frozenset({0, 1}), frozenset({2, 3})] * 2, frozenset[int]()]
    assert crossed(sifted(there, together)) == 0


def test_nobody_and_somebody_alone_are_laid_out() -> None:
    assert sifted([], []) == []
    assert sifted([[], []], [frozenset(), frozenset()]) == [[], []]
    assert sifted([[0], [0, 1], [1]], [frozenset({0}), frozenset({1}), frozenset()]) in (
        [[0], [0, 1], [1]],
        [[0], [1, 0], [1]],
    )
