"""In which order the curves of a storyline run side by side, so that few of them cross.

Those who meet stand next to one another; two curves cross between two columns if they change
sides. For small casts the least number of crossings is found by dynamic programming over all
orders of each column, in a time polynomial in the number of columns for a fixed cast: Kostitsyna,
Nöllenburg, Polishchuk, Schulz and Strash, "On Minimizing Crossings in Storyline Visualizations"
(Graph Drawing 2015). Larger casts are sifted; their optimum would need a solver: Gronemann, Jünger,
Liers and Mambelli, "Crossing Minimization in Storyline Visualization" (Graph Drawing 2016).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, compress, pairwise, permutations
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from lookback.story.sifting import WORK, sifted

EXACT: Final = 6
"""So many curves side by side are still laid out exactly: 720 orders for each column."""
_NEARLY: Final = 9
"""So many are mended by all that one move in each column can do, where there are few columns."""
_PASSES: Final = 8
"""Each takes some crossing away, or is the last: stories take three or four."""
_WAYS: Final = 12
"""What they cost for each way from a move in one column to a move in the next."""

Names = tuple[str, ...]
_Bits = NDArray[np.unsignedinteger[Any]]


@dataclass(frozen=True, slots=True)
class _Column:
    """Who is there, in the order of the cast, and who of them stand together."""

    there: Names
    together: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Choice:
    """Orders of one column: each row of ``places`` has for each of ``there`` its place."""

    there: Names
    places: NDArray[np.intp]

    @classmethod
    def of(cls, orders: Sequence[Names]) -> Self:
        there = orders[0]
        number = {name: index for index, name in enumerate(there)}
        return cls(there, np.argsort([[number[name] for name in one] for one in orders], axis=1))

    def sides(self, names: Sequence[str]) -> _Bits:
        """For each order a bit for each pair of these, at most nine: who of them is above."""
        places = self.places[:, [self.there.index(name) for name in names]]
        above, below, bits = _pairs(len(names))
        sides: _Bits = ((places[:, above] < places[:, below]) * bits).sum(axis=1, dtype=bits.dtype)
        return sides

    def order(self, index: int) -> Names:
        return tuple(self.there[number] for number in np.argsort(self.places[index]))


@lru_cache
def _pairs(size: int) -> tuple[NDArray[np.intp], NDArray[np.intp], _Bits]:
    """All pairs of so many, and a bit for each."""
    above, below = np.triu_indices(size, 1)
    bits = np.uint64(1) << np.arange(len(above), dtype=np.uint64)
    return above, below, bits.astype(np.uint16) if len(above) <= 16 else bits


def orders(
    meetings: Sequence[Sequence[str]], cast: Sequence[str] = (), *, work: int = WORK
) -> tuple[Names, ...]:
    """For each column, who runs there, from above to below, with few crossings.

    A curve runs from the first to the last column that names it. With at most ``EXACT`` curves in
    every column no other orders have fewer crossings.

    Args:
        meetings: for each column, who meets.
        cast: who stands above whom where nothing else decides; others follow as they appear.
        work: how much may be done for a larger cast than ``EXACT``.
    """
    columns = _columns(meetings, cast)
    changes = [not i or not _follows(column, columns[i - 1]) for i, column in enumerate(columns)]
    some = list(compress(columns, changes))
    found = iter(_ordered(some, work))
    told: list[Names] = []
    for change in changes:
        told.append(next(found) if change else told[-1])
    return tuple(told)


def crossings(columns: Sequence[Names]) -> int:
    """How many pairs of curves change sides, from each column to the next."""
    return sum(_between(before, after) for before, after in pairwise(columns))


def _between(before: Names, after: Names) -> int:
    place = {name: index for index, name in enumerate(after)}
    common = [place[name] for name in before if name in place]
    return sum(above > below for above, below in combinations(common, 2))


def _columns(meetings: Sequence[Sequence[str]], cast: Sequence[str]) -> list[_Column]:
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for index, names in enumerate(meetings):
        for name in names:
            first.setdefault(name, index)
            last[name] = index
    everybody = [name for name in dict.fromkeys([*cast, *first]) if name in first]
    return [
        _Column(
            tuple(name for name in everybody if first[name] <= index <= last[name]),
            frozenset(names),
        )
        for index, names in enumerate(meetings)
    ]


def _follows(column: _Column, before: _Column) -> bool:
    """Whether the order before will do here, whatever it is."""
    return column.there == before.there and (
        len(column.together) <= 1 or column.together == before.together
    )


def _ordered(columns: Sequence[_Column], work: int) -> list[Names]:
    most = max((len(column.there) for column in columns), default=0)
    if most <= EXACT:
        return _best(list(map(_possible, columns)))
    # A move is some curve's, to some place: of two columns', as many as the cast's fourth power.
    if most <= _NEARLY and len(columns) * most**4 * _WAYS <= work:
        return _mended(columns, _sifted(columns, 0))
    return _sifted(columns, work)


def _best(choices: Sequence[_Choice]) -> list[Names]:
    """For each column one of its orders, such that together they have the fewest crossings.

    Among equals the first ones, from the last column back.
    """
    if not choices:
        return []
    # Above the fewest of all, and so no more than there are pairs in a column: bytes will do.
    fewest = [np.zeros(len(choices[0].places), np.uint8)]
    sides = []
    for before, after in pairwise(choices):
        common = [name for name in before.there if name in after.there]
        sides.append((before.sides(common), after.sides(common)))
        # Of the pairs in both columns, those that are on other sides.
        cost = np.bitwise_count(sides[-1][1][:, None] ^ sides[-1][0])
        cost += fewest[-1]
        least = cost.min(axis=1)
        fewest.append(least - least.min())
    chosen = [int(fewest.pop().argmin())]
    for some, (before_it, after_it) in zip(reversed(fewest), reversed(sides), strict=True):
        changed = np.bitwise_count(after_it[chosen[-1]] ^ before_it)
        chosen.append(int((some + changed).argmin()))
    return [choice.order(index) for choice, index in zip(choices, reversed(chosen), strict=True)]


def _possible(column: _Column) -> _Choice:
    """All orders in which those who meet stand next to one another, the cast's order first."""
    met = [name for name in column.there if name in column.together]
    others = [name for name in column.there if name not in column.together]
    before = column.there.index(met[0]) if met else 0
    return _Choice((*met, *others), _arrangements(len(met), len(others), before))


@lru_cache
def _arrangements(met: int, others: int, before: int) -> NDArray[np.intp]:
    """Places in all orders of so many who stand next to one another, and so many others.

    First comes the order in which so many others are before those who meet.
    """
    within = list(permutations(range(met)))
    units = list(range(met, met + others))
    units[before:before] = [-1] if met else []
    found = []
    for outer in permutations(units):
        at = outer.index(-1) if met else 0
        rest = outer[at + 1 :] if met else outer
        found += [(*outer[:at], *inner, *rest) for inner in within]
    return np.argsort(found, axis=1)


def _mended(columns: Sequence[_Column], found: list[Names]) -> list[Names]:
    """What one move in each column makes better, all columns at once, until nothing does."""
    for _ in range(_PASSES):
        # A curve can change its place along its whole way.
        mended = _best([_Choice.of(_moved(*both)) for both in zip(columns, found, strict=True)])
        if crossings(mended) >= crossings(found):
            break
        found = mended
    return found


def _moved(column: _Column, order: Names) -> list[Names]:
    """The order, and all in which one curve, or all who meet at once, stand elsewhere."""
    met = [(name,) for name in order if name in column.together]
    units: list[Names] = []
    for name in order:
        if name not in column.together:
            units.append((name,))
        elif name == met[0][0]:
            units.append(_joined(met))
    at = order.index(met[0][0]) if met else 0
    found = [
        order,
        *(_joined(moved) for moved in _each_moved(units)),
        *((*order[:at], *_joined(moved), *order[at + len(met) :]) for moved in _each_moved(met)),
    ]
    return list(dict.fromkeys(found))


def _each_moved(units: Sequence[Names]) -> Iterator[list[Names]]:
    for start, unit in enumerate(units):
        others = [*units[:start], *units[start + 1 :]]
        for end in range(len(units)):
            yield [*others[:end], unit, *others[end:]]


def _joined(units: Sequence[Names]) -> Names:
    return tuple(name for unit in units for name in unit)


def _sifted(columns: Sequence[_Column], work: int) -> list[Names]:
    names = list(dict.fromkeys(name for column in columns for name in column.there))
    number = {name: index for index, name in enumerate(names)}
    found = sifted(
        [[number[name] for name in column.there] for column in columns],
        [{number[name] for name in column.together} for column in columns],
        work,
    )
    return [tuple(names[index] for index in order) for order in found]
