"""How high the curves of a storyline run: level where they can, close together where they meet."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise, repeat
from statistics import median_low
from typing import Final

from lookback.story.crossings import Names

CLOSE: Final = 22.0
"""Pixels between the curves of those who meet."""
APART: Final = 34.0
"""Pixels between those who meet and others."""
WORK: Final = 25_000
"""So many places of curves in columns are looked at for one chart."""
_SWEEPS: Final = 8
_FAINT: Final = 0.001
"""What a curve's place weighs where nothing has placed it yet."""

Heights = dict[str, float]
_Wish = tuple[float, float]
"""Where, and how much that weighs."""


def sweeps(places: int, work: int = WORK) -> int:
    """How often all columns are levelled, by how many places curves have in all of them.

    Where it is not even once, each column is moved as a whole.
    """
    return min(_SWEEPS, work // max(places, 1))


def heights(
    orders: Sequence[Names], meetings: Sequence[Sequence[str]], *, work: int = WORK
) -> tuple[Heights, ...]:
    """For each column, how far down each curve runs there, from 0, in pixels.

    Args:
        orders: for each column, who runs there, from above to below.
        meetings: for each column, who of them meet; they stand next to one another.
        work: how much may be done.
    """
    columns = [_Stack(order, frozenset(met)) for order, met in zip(orders, meetings, strict=True)]
    often = sweeps(sum(map(len, orders)), work)
    found: list[Heights] = []
    for stack in columns:
        before = found[-1] if found else {}
        found.append(stack.near(before) if often else stack.moved(before))
    for sweep in range(often):
        indices = range(len(columns))
        for index in reversed(indices) if sweep % 2 == 0 else indices:
            before = found[index - 1] if index else {}
            after = found[index + 1] if index + 1 < len(found) else {}
            found[index] = columns[index].level(found[index], before, after)
    top = min((height for column in found for height in column.values()), default=0.0)
    return tuple(
        {name: round(height - top, 1) for name, height in column.items()} for column in found
    )


def _between(here: float, before: float | None, after: float | None) -> float:
    """The nearest place with the least way up and down to the columns beside."""
    one = after if before is None else before
    other = before if after is None else after
    if one is None or other is None:
        return here
    return min(max(here, min(one, other)), max(one, other))


class _Stack:
    """The curves of one column, from above to below, with the room that they keep."""

    def __init__(self, order: Names, met: frozenset[str]) -> None:
        self._names = order
        # Who meet are one rigid block: each block has its first curve's index, and its size.
        self._starts = [
            index
            for index, name in enumerate(order)
            if not (index and name in met and order[index - 1] in met)
        ]
        self._offsets: list[float] = []
        for index, name in enumerate(order):
            before = order[index - 1] if index else name
            parted = index and (name in met) != (before in met)
            step = (APART if parted else CLOSE) if index else 0.0
            self._offsets.append((self._offsets[-1] if index else 0.0) + step)

    def near(self, wanted: Mapping[str, float]) -> Heights:
        """The heights with the least way from those wanted that keep the room.

        Isotonic regression by pooling adjacent violators; its medians leave some curve of each
        pool level, where means would move all of them a little.
        """
        wished = self._wished(wanted)
        pools: list[tuple[float, list[_Wish]]] = []
        for start, end in pairwise([*self._starts, len(self._names)]):
            pool = wished[start:end]
            at = _median(pool)
            while pools and pools[-1][0] >= at:
                pool = pools.pop()[1] + pool
                at = _median(pool)
            pools.append((at, pool))
        return self._at(at for at, pool in pools for _ in pool)

    def level(self, here: Heights, before: Heights, after: Heights) -> Heights:
        """The same, where each wants the least way up and down to the columns beside."""
        wished = [
            _between(here[name], before.get(name), after.get(name)) - offset
            for name, offset in zip(self._names, self._offsets, strict=True)
        ]
        # All weigh the same here, which is much quicker.
        pools: list[tuple[float, list[float]]] = []
        for start, end in pairwise([*self._starts, len(wished)]):
            pool = sorted(wished[start:end])
            at = pool[(len(pool) - 1) // 2]
            while pools and pools[-1][0] >= at:
                pool = sorted(pools.pop()[1] + pool)
                at = pool[(len(pool) - 1) // 2]
            pools.append((at, pool))
        return self._at(at for at, pool in pools for _ in pool)

    def moved(self, wanted: Mapping[str, float]) -> Heights:
        """As near as may be with all of them as close as they may be."""
        wished = [
            wanted[name] - offset
            for name, offset in zip(self._names, self._offsets, strict=True)
            if name in wanted
        ]
        base = median_low(wished) if wished else 0.0
        return self._at(repeat(base, len(self._names)))

    def _at(self, bases: Iterable[float]) -> Heights:
        return {
            name: base + offset
            for name, base, offset in zip(self._names, bases, self._offsets, strict=True)
        }

    def _wished(self, wanted: Mapping[str, float]) -> list[_Wish]:
        """Each curve's wish less its offset; one that comes new follows its neighbour."""
        known = [index for index, name in enumerate(self._names) if name in wanted]
        wished = []
        for index, name in enumerate(self._names):
            if name in wanted:
                wished.append((wanted[name] - self._offsets[index], 1.0))
                continue
            nearest = min(known, key=lambda other: abs(other - index), default=None)
            follows = 0.0
            if nearest is not None:
                follows = wanted[self._names[nearest]] - self._offsets[nearest]
            wished.append((follows, _FAINT))
        return wished


def _median(pool: list[_Wish]) -> float:
    """Where as much weight wishes to be above as below."""
    half = sum(weight for _, weight in pool) / 2
    for wish, weight in sorted(pool):
        half -= weight
        if half <= 0:
            return wish
    return pool[-1][0]
