"""Storylines of large casts with few crossings, for an effort that follows from their sizes.

Sweeps go along the columns, there and back, and lay each one as near as may be to the one before,
as for layers in Sugiyama, Tagawa and Toda, "Methods for Visual Understanding of Hierarchical System
Structures" (1981). Then one curve after another is sifted: it is taken out, and laid anew along its
whole way where it crosses fewest others. Matuszewski, Schönfeld and Molitor, "Using Sifting for
k-Layer Straightline Crossing Minimization" (Graph Drawing 1999), sift a node of one layer;
Bachmaier, Brandenburg, Brunner and Hübner, "Global k-Level Crossing Reduction" (2011), a long edge
at once. Here a curve's places in all columns are found by dynamic programming.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

WORK: Final = 4_800_000
"""So many places of others, and ways from a place to a place, are looked at for one chart."""
_MORE: Final = 2
"""So many sweeps after the first."""
_SWEEP: Final = 48
"""What another sweep costs for each curve in a column."""
_ROUNDS: Final = 8
"""Each curve is sifted so often at most, from all starts; three or four for each find all."""
_PLACES: Final = 32
"""More than that are far away."""
_STEP: Final = 200
"""What a curve costs in a column, however few places there are."""
_ABSENT: Final = -1

Numbers = NDArray[np.intp]
Counts = NDArray[np.float32]
Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Effort:
    """What is done for a layout: a matter of its sizes, not of time, and so the same everywhere.

    Attributes:
        sweeps: along the columns, one at least.
        places: that a curve may have in each column, about the one that it has.
        curves: that are sifted, one after another, at most.
    """

    sweeps: int
    places: int
    curves: int

    @classmethod
    def of(cls, columns: int, curves: int, work: int = WORK) -> Self:
        """The effort for so many columns, and curves side by side, that takes so much work."""
        places = min(curves, _PLACES)
        each = max(columns, 1) * (places * (places + curves) + _STEP)
        sweeps = 1 + min(_MORE, work // max(columns * curves * _SWEEP, 1))
        return cls(sweeps, places, min(_ROUNDS * curves, work // max(each, 1)))


def sifted(
    there: Sequence[Sequence[int]], together: Sequence[Set[int]], work: int = WORK
) -> list[list[int]]:
    """For each column, who is there, from above to below; those together stand side by side.

    Args:
        there: for each column, who is there, by numbers from 0 without gaps: each of them in
            columns that follow one another. They stand like this where nothing else decides.
        together: for each column, who of them stand side by side.
        work: how much may be done.
    """
    curves = 1 + max((number for column in there for number in column), default=-1)
    joined = np.zeros((len(there), curves), np.bool_)
    for column, some in enumerate(together):
        joined[column, list(some)] = True
    effort = Effort.of(len(there), curves, work)
    swept = _swept([np.array(column, np.intp) for column in there], joined, effort.sweeps)
    left, found = effort.curves, []
    for crossed, places in sorted(((_crossed(one), one) for one in swept), key=itemgetter(0)):
        sieve = _Sieve(places, joined)
        left -= sieve.sift(effort.places, left)
        found.append((crossed - sieve.saved, places))
    _, places = min(found, key=itemgetter(0))
    return [
        [int(number) for number in np.argsort(row, kind="stable")[np.count_nonzero(row < 0) :]]
        for row in places
    ]


def _swept(there: Sequence[Numbers], joined: Truths, sweeps: int) -> list[Numbers]:
    """What each sweep leaves: for each column and curve its place from above, or ``_ABSENT``."""
    found: list[Numbers] = []
    orders = list(there)
    for sweep in range(sweeps):
        places = np.full(joined.shape, _ABSENT, np.intp)
        columns = range(len(orders))
        before: Numbers | None = None
        for column in columns if sweep % 2 == 0 else reversed(columns):
            order = orders[column]
            if before is None:
                before = np.full(joined.shape[1], _ABSENT, np.intp)
                before[order] = np.arange(len(order))
            orders[column] = _nearest(order, joined[column], before)
            before = places[column]
            before[orders[column]] = np.arange(len(order))
        found.append(places)
    return found


def _nearest(there: Numbers, joined: Truths, before: Numbers) -> Numbers:
    """The order before, with those together drawn together where that crosses fewest others."""
    met = np.sort(before[joined & (before >= 0)])
    known = before[there] >= 0
    if len(met):
        barycentre = float(met.mean())
    else:
        barycentre = float(np.maximum(before[there], 0).sum()) / max(len(there), 1)
    new = np.where(joined[there], barycentre, float(np.count_nonzero(before >= 0)))
    running = there[np.argsort(np.where(known, before[there], new), kind="stable")]
    within = joined[running]
    others = running[~within]
    # What it changes that those who meet stand below one more of the others, and one more.
    above = np.searchsorted(met, before[others])
    change = np.where(before[others] >= 0, 2 * above - len(met), 0)
    at = int(np.concatenate([[0], np.cumsum(change)]).argmin())
    return np.concatenate([others[:at], running[within], others[at:]])


def _crossed(places: Numbers) -> int:
    """How many pairs change sides, over all columns."""
    upper = ~np.tri(places.shape[1], dtype=np.bool_)
    total = 0
    for before, after in pairwise(places):
        both = np.flatnonzero((before >= 0) & (after >= 0))
        ends = after[both[np.argsort(before[both])]]
        total += int(np.count_nonzero((ends[:, None] > ends) & upper[: len(ends), : len(ends)]))
    return total


class _Sieve:
    """Takes one curve after another out of a layout, and lays it anew."""

    def __init__(self, places: Numbers, joined: Truths) -> None:
        self._places = places
        self._joined = joined
        self.saved = 0
        """So many crossings fewer."""

    def sift(self, places: int, most: int) -> int:
        """Until no curve can be laid with fewer crossings, or so many were: how many were laid."""
        curves = self._places.shape[1]
        in_vain = 0
        for number in range(most):
            saved = self._laid(number % curves, places)
            self.saved += saved
            in_vain = 0 if saved else in_vain + 1
            if in_vain == curves:
                return number + 1
        return most

    def _laid(self, curve: int, most: int) -> int:
        """Lays the curve where it crosses fewest others, and tells how many it crosses no more."""
        running = np.flatnonzero(self._places[:, curve] >= 0)
        columns = slice(int(running[0]), int(running[-1]) + 1)
        places = self._places[columns]
        now = places[:, curve].copy()
        others = places >= 0
        others[:, curve] = False
        # Those below close the gap that it leaves; a gap has so many others above it.
        rank = places - (places > now[:, None])
        count = others.sum(axis=1)
        wide = min(most, int(count.max()) + 1)
        top = np.clip(now - wide // 2, 0, np.maximum(count + 1 - wide, 0))
        gaps = top[:, None] + np.arange(wide)
        free = self._free(columns, curve, rank, others, gaps) & (gaps <= count[:, None])
        forbidden = np.where(free, np.float32(0), np.float32(np.inf))
        costs = _costs(rank, others, gaps)
        way = _cheapest(costs, forbidden)
        steps = np.arange(len(costs))
        was, is_ = (costs[steps, one[:-1], one[1:]].sum() for one in (now - top, way))
        gap = top + way
        places[...] = np.where(others, rank + (rank >= gap[:, None]), _ABSENT)
        places[:, curve] = gap
        return int(was - is_)

    def _free(
        self, columns: slice, curve: int, rank: Numbers, others: Truths, gaps: Numbers
    ) -> Truths:
        """Where it may be: by those whom it meets, and not between others who meet."""
        joined = self._joined[columns] & others
        size = joined.sum(axis=1)[:, None]
        above = np.where(joined, rank, rank.shape[1]).min(axis=1)[:, None]
        meets = self._joined[columns, curve][:, None] & (size > 0)
        within = (above <= gaps) & (gaps <= above + size)
        between = (above < gaps) & (gaps < above + size)
        free: Truths = np.where(meets, within, ~between)
        return free


def _costs(rank: Numbers, others: Truths, gaps: Numbers) -> Counts:
    """From each column to the next, by both gaps, how many others it crosses between them."""
    there = others.astype(np.float32)[:, None, :]
    # 1 for those above a gap, -1 for those below, 0 for those elsewhere: small whole numbers, and
    # so these are exact.
    sides = np.where(rank[:, None, :] < gaps[:, :, None], there, -there)
    common = (there[:-1] * there[1:]).sum(axis=2)[:, :, None]
    costs: Counts = (common - sides[:-1] @ sides[1:].transpose(0, 2, 1)) / 2
    return costs


def _cheapest(costs: Counts, places: Counts) -> Numbers:
    """The way with the least cost."""
    steps = np.arange(len(costs))
    least = [places[0]]
    for step in steps:
        least.append((costs[step] + least[-1][:, None]).min(axis=0) + places[step + 1])
    way = [int(least[-1].argmin())]
    for step in reversed(steps):
        way.append(int((least[step] + costs[step, :, way[-1]]).argmin()))
    return np.array(way[::-1], np.intp)
