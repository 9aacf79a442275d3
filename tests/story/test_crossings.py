import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise, permutations, product
from random import Random

import pytest

from lookback.story.crossings import EXACT, Names, crossings, orders


def meetings(seed: int, columns: int, cast: int) -> list[list[str]]:
    random, names = Random(seed), "abcdefghij"[:cast]  # noqa: S311 # no secret
    return [random.sample(names, random.randint(0, min(3, cast))) for _ in range(columns)]


def running(met: Sequence[Sequence[str]]) -> list[set[str]]:
    """Who runs in each column: from the first one that names them to the last."""
    columns = range(len(met))
    spans = {
        name: [index for index in columns if name in met[index]] for some in met for name in some
    }
    return [
        {name for name, span in spans.items() if span[0] <= index <= span[-1]} for index in columns
    ]


def stands_together(order: Names, met: Sequence[str]) -> bool:
    places = sorted(order.index(name) for name in met)
    return all(after == before + 1 for before, after in pairwise(places))


def all_ways(met: Sequence[Sequence[str]]) -> Iterator[tuple[Names, ...]]:
    yield from product(
        *(
            [order for order in permutations(sorted(there)) if stands_together(order, some)]
            for there, some in zip(running(met), met, strict=True)
        )
    )


@pytest.mark.parametrize("seed", range(60))
def test_no_way_has_fewer_crossings_than_the_one_for_a_small_cast(seed: int) -> None:
    met = meetings(seed, columns=5, cast=3 + seed % 2)
    assert crossings(orders(met)) == min(map(crossings, all_ways(met)))


@pytest.mark.parametrize("cast", [1, 4, EXACT, EXACT + 1, 10])
def test_everybody_runs_from_first_to_last_and_who_meet_stand_together(cast: int) -> None:
    met = meetings(cast, columns=30, cast=cast)
    for order, there, some in zip(orders(met), running(met), met, strict=True):
        assert set(order) == there
        assert len(order) == len(there)
        assert stands_together(order, some)


@pytest.mark.parametrize(
    ("columns", "cast", "most"), [(80, 20, 4), (120, 30, 9), (500, 7, 3), (200, 12, 4)]
)
def test_who_meet_stand_together_in_large_stories(columns: int, cast: int, most: int) -> None:
    random, names = Random(cast), [f"c{number}" for number in range(cast)]  # noqa: S311 # no secret
    met = [random.sample(names, random.randint(0, most)) for _ in range(columns)]
    found = orders(met, names)
    for order, there, some in zip(found, running(met), met, strict=True):
        assert set(order) == there
        assert len(order) == len(there)
        assert stands_together(order, some)
    assert found == orders(met, names)


def test_the_same_story_has_the_same_orders_in_every_process() -> None:
    told = "from lookback.story.crossings import orders; print(orders({!r}))"
    met = [Random(seed).sample([*"abcdefghijklmn"], seed % 5) for seed in range(40)]  # noqa: S311 # no secret
    printed = {
        subprocess.run(
            [sys.executable, "-c", told.format(met)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert printed == {f"{orders(met)}\n".encode()}


@pytest.mark.parametrize("seed", range(5))
def test_exactly_so_many_side_by_side_have_the_least_whoever_comes_and_goes(seed: int) -> None:
    """Against the cheapest way through all orders that permutations give, column by column."""
    met = meetings(seed, columns=7, cast=5)
    ways = [
        [order for order in permutations(sorted(there)) if stands_together(order, some)]
        for there, some in zip(running(met), met, strict=True)
    ]
    least = dict.fromkeys(ways[0], 0)
    for some in ways[1:]:
        least = {
            order: min(cost + crossings([before, order]) for before, cost in least.items())
            for order in some
        }
    assert crossings(orders(met)) == min(least.values())


def test_a_large_cast_has_hardly_more_crossings_than_the_least() -> None:
    found = least = 0
    for seed in range(20):
        met = meetings(seed, columns=14, cast=6)
        # Three more, who are there throughout and meet nobody, need not be crossed.
        found += crossings(orders([[*"xyz"], *met, [*"xyz"]]))
        least += crossings(orders(met))
    assert least <= found <= 1.25 * least


def test_where_nothing_decides_the_author_s_cast_does() -> None:
    assert orders([["b", "a", "c"]], ["c", "b", "a"]) == (("c", "b", "a"),)
    assert orders([]) == ()
    assert orders([[], []]) == ((), ())


def test_two_who_change_sides_cross_once() -> None:
    assert crossings([("a", "b", "c"), ("b", "a", "c"), ("c", "b")]) == 2
