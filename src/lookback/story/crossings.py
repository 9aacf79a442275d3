"""In which order the curves of a storyline run side by side, so that few of them cross.

Those who meet stand next to one another; two curves cross between two columns if they change
sides. For small casts the least number of crossings is found by dynamic programming over all
orders of each column, in a time polynomial in the number of columns for a fixed cast: Kostitsyna,
Nöllenburg, Polishchuk, Schulz and Strash, "On Minimizing Crossings in Storyline Visualizations"
(Graph Drawing 2015). Larger casts are laid out by a sweep along the barycentres, as in layered
drawing, and the same programming over the neighbours of what was found, until it finds no better;
their optimum would need a solver: Gronemann, Jünger, Liers and Mambelli, "Crossing Minimization
in Storyline Visualization" (Graph Drawing 2016).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise, permutations
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

EXACT: Final = 6
"""So many curves side by side are still laid out exactly: 720 orders for each column."""
_PASSES: Final = 20
"""Each takes some crossing away, or is the last: stories take three or four."""

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Column:
    """Who is there, in the order of the cast, and who of them stand together."""

    there: Names
    together: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Choice:
    """Orders of one column: each row of ``orders`` has places of ``there``, from above to below."""

    there: Names
    orders: NDArray[np.intp]

    @classmethod
    def of(cls, orders: Sequence[Names]) -> Self:
        there = orders[0]
        place = {name: index for index, name in enumerate(there)}
        return cls(there, np.array([[place[name] for name in one] for one in orders], np.intp))

    def order(self, index: int) -> Names:
        return tuple(self.there[place] for place in self.orders[index])


def orders(meetings: Sequence[Sequence[str]], cast: Sequence[str] = ()) -> tuple[Names, ...]:
    """For each column, who runs there, from above to below, with few crossings.

    A curve runs from the first to the last column that names it. With at most ``EXACT`` curves in
    every column no other orders have fewer crossings.

    Args:
        meetings: for each column, who meets.
        cast: who stands above whom where nothing else decides; others follow as they appear.
    """
    columns = _columns(meetings, cast)
    kept = [
        index
        for index, column in enumerate(columns)
        if not index or not _follows(column, columns[index - 1])
    ]
    some = [columns[index] for index in kept]
    small = all(len(column.there) <= EXACT for column in some)
    found = iter(_best(list(map(_possible, some))) if small else _swept(some))
    told: list[Names] = []
    for index in range(len(columns)):
        told.append(next(found) if index in set(kept) else told[-1])
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


def _best(choices: Sequence[_Choice]) -> list[Names]:
    """For each column one of its orders, such that together they have the fewest crossings.

    Among equals the first ones, from the last column back.
    """
    if not choices:
        return []
    number: dict[str, int] = {}
    for choice in choices:
        for name in choice.there:
            number.setdefault(name, len(number))
    sides = [_sides(choice, number) for choice in choices]
    fewest = np.zeros(len(sides[0]), np.float32)
    come_from: list[NDArray[np.intp]] = []
    for before, after in pairwise(sides):
        # Of the pairs in both columns, those that are on other sides.
        common = (np.abs(before[0]) * np.abs(after[0])).sum()
        cost = after @ before.T
        cost *= -0.5
        cost += fewest + common / 2
        back = cost.argmin(axis=1)
        fewest = cost[np.arange(len(cost)), back]
        come_from.append(back)
    index = int(fewest.argmin())
    chosen = [index]
    for back in reversed(come_from):
        index = int(back[index])
        chosen.append(index)
    return [choice.order(index) for choice, index in zip(choices, reversed(chosen), strict=True)]


def _possible(column: _Column) -> _Choice:
    """All orders in which those who meet stand next to one another, the cast's order first."""
    met = [name for name in column.there if name in column.together]
    others = [name for name in column.there if name not in column.together]
    before = column.there.index(met[0]) if met else 0
    return _Choice((*met, *others), _arrangements(len(met), len(others), before))


@lru_cache
def _arrangements(met: int, others: int, before: int) -> NDArray[np.intp]:
    """All orders of so many who stand next to one another, and so many others.

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
    return np.array(found, np.intp)


def _sides(choice: _Choice, number: Mapping[str, int]) -> NDArray[np.float32]:
    """For each order and each pair of all names: 1 or -1 by who is above, 0 if one is missing."""
    running = np.array([number[name] for name in choice.there], np.intp)[choice.orders]
    places = np.zeros((len(running), len(number)), np.float32)
    np.put_along_axis(places, running, np.arange(1, running.shape[1] + 1, dtype=np.float32), 1)
    above, below = np.triu_indices(len(number), 1)
    there = places > 0
    both = there[:, above] & there[:, below]
    sides: NDArray[np.float32] = np.sign(places[:, below] - places[:, above]) * both
    return sides


def _swept(columns: Sequence[_Column]) -> list[Names]:
    """Each column as near as may be to the one before; then what one move in each can mend."""
    found: list[Names] = []
    for column in columns:
        found.append(_nearest(column, found[-1] if found else column.there))
    for _ in range(_PASSES):
        # All columns at once: a curve can change its place along its whole way.
        mended = _best([_Choice.of(_moved(*both)) for both in zip(columns, found, strict=True)])
        if crossings(mended) >= crossings(found):
            break
        found = mended
    return found


def _nearest(column: _Column, before: Names) -> Names:
    """The order before, with those who meet drawn together where that crosses fewest others."""
    place = {name: index for index, name in enumerate(before)}
    middle = sum(place.get(name, 0) for name in column.there) / max(len(column.there), 1)
    met_before = [place[name] for name in column.together if name in place]
    barycentre = sum(met_before) / len(met_before) if met_before else middle

    def wanted(name: str) -> float:
        return place.get(name, barycentre if name in column.together else len(before))

    running = sorted(column.there, key=wanted)
    met = [name for name in running if name in column.together]
    others = [name for name in running if name not in column.together]
    choices = [(*others[:at], *met, *others[at:]) for at in range(len(others) + 1)]
    return min(choices, key=lambda order: _between(before, order))


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
