from itertools import pairwise
from random import Random

import pytest

from lookback.story.crossings import orders
from lookback.story.lanes import APART, CLOSE, WORK, heights, sweeps


@pytest.mark.parametrize("work", [0, 300, WORK])
@pytest.mark.parametrize("seed", range(30))
def test_curves_keep_their_order_and_their_room(seed: int, work: int) -> None:
    random = Random(seed)  # noqa: S311 # no secret
    met = [random.sample("abcdefg", random.randint(0, 4)) for _ in range(20)]
    found = orders(met)
    for order, some, height in zip(found, met, heights(found, met, work=work), strict=True):
        for above, below in pairwise(order):
            room = height[below] - height[above]
            if {above, below} <= set(some):
                assert room == pytest.approx(CLOSE, abs=0.2)
            elif {above, below} & set(some):
                assert room >= APART - 0.2
            else:
                assert room >= CLOSE - 0.2
        assert min(height.values(), default=0.0) >= 0


def test_who_do_not_part_run_level() -> None:
    met = [["a", "b"], ["c"], ["a", "b"], [], ["d"], ["a", "b"]]
    found = heights(orders(met), met)
    assert len({height["a"] for height in found}) == len({height["b"] for height in found}) == 1


def test_who_part_and_meet_again_move_no_more_than_they_must() -> None:
    met = [["a", "b"], ["a"], ["a", "b"]]
    found = heights(orders(met), met)
    way = sum(abs(after[name] - before[name]) for before, after in pairwise(found) for name in "ab")
    assert way == 2 * (APART - CLOSE)


def test_nobody_has_no_height() -> None:
    assert heights([(), ("a",)], [(), ("a",)]) == ({}, {"a": 0.0})


def test_no_more_places_are_looked_at_than_the_work_allows() -> None:
    assert sweeps(0) == sweeps(1_500) == 8
    assert sweeps(100_000) == 0
    for places in range(1, 200_000, 777):
        assert sweeps(places) * places <= WORK


def test_without_work_who_stay_together_still_run_level() -> None:
    met = [["a", "b"], ["a", "b"], ["a", "b", "c"]]
    first, *others = heights([("a", "b"), ("a", "b"), ("a", "b", "c")], met, work=0)
    assert all(other[name] == first[name] for other in others for name in "ab")
