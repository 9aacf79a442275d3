"""The lines of a storyline chart that join events: forks, objects on their way, and causes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from lookback.film.story import Rule, Thing
from lookback.story import lettering

Point = tuple[float, float]
Cubic = tuple[Point, Point, Point, Point]
"""A Bézier curve: its start, two points that pull at it, and its end."""

RADIUS: Final = 10.0
"""Half the width of an event's mark."""
SIZE: Final = 12.0
"""Pixels of the letters of names."""
_MOST_WIDE: Final = 150.0
_ROW: Final = 18.0
"""How high a row of objects' names is."""
_LOW: Final = 24.0
"""How far an object's way bends down between two events of one timeline."""
_FLAT, _SLOPE, _HIGH = 16.0, 0.1, 46.0
"""How high an arrow goes over the events between its ends, by their distance, and at most."""


class Tie(StrEnum):
    """How an event hangs on another."""

    BECAUSE = "because"
    ANY = "any"
    UNLESS = "unless"


@dataclass(frozen=True, slots=True)
class Mark:
    """One event on one timeline: from its highest curve to its lowest."""

    number: int
    band: int
    x: float
    top: float
    bottom: float

    @property
    def above(self) -> Point:
        """Where lines from above end."""
        return self.x, self.top - RADIUS

    @property
    def below(self) -> Point:
        """Where lines from below end."""
        return self.x, self.bottom + RADIUS


@dataclass(frozen=True, slots=True)
class Fork:
    """Where a timeline leaves the real one: from an event to a band's frame."""

    band: int
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """An object that crosses timelines.

    Attributes:
        path: numbers of the events that it goes by.
        label: what it is called, as far as there is room.
        label_at: the middle of its name.
    """

    called: str
    path: tuple[int, ...]
    label: str
    label_at: Point
    curves: tuple[Cubic, ...]


@dataclass(frozen=True, slots=True)
class Arrow:
    """What the chosen event hangs on."""

    tie: Tie
    curve: Cubic


Marks = Mapping[str, Sequence[Mark]]
"""Where each event is drawn: at least once, the real timeline first."""


def tied(rule: Rule) -> Iterator[tuple[Tie, str]]:
    """What an event hangs on by a rule; nothing can make happen what never does."""
    if not rule.never:
        for tie, links in (
            (Tie.BECAUSE, rule.because),
            (Tie.ANY, rule.any_of),
            (Tie.UNLESS, rule.unless),
        ):
            yield from ((tie, link.event) for link in links)


def arrows(rule: Rule, chosen: str, marks: Marks) -> Iterator[Arrow]:
    """From each event that the chosen one hangs on, on each timeline that shows it."""
    for tie, cause in tied(rule):
        for end in marks[chosen]:
            start = _on(marks[cause], end.band)
            yield Arrow(tie, _over(start, end) if start.band == end.band else _across(start, end))


def crosses(thing: Thing, marks: Marks) -> bool:
    """Whether an object goes from one timeline to another."""
    return any(one.band != other.band for one, other in _steps(thing, marks))


def way(thing: Thing, marks: Marks) -> tuple[Cubic, ...]:
    """From event to event."""
    return tuple(
        _under(one, other) if one.band == other.band else _across(one, other)
        for one, other in _steps(thing, marks)
        if one != other
    )


class Names:
    """Names of objects in the gaps below the bands, where each crosses one; none on another."""

    def __init__(self, width: float) -> None:
        self._width = width
        self._rows: dict[int, list[list[tuple[float, float]]]] = {}

    def room(self, band: int) -> float:
        """How much higher the gap below a band has to be."""
        return _ROW * len(self._rows.get(band, ()))

    def place(self, thing: Thing, marks: Marks) -> tuple[int, int, str, float]:
        """The band that it is below, the row there, the name as far as there is room, its middle.

        For an object that crosses.
        """
        one, other = next(
            (one, other) for one, other in _steps(thing, marks) if one.band != other.band
        )
        upper, lower = (one, other) if one.band < other.band else (other, one)
        band = upper.band
        label = lettering.cut(thing.called, SIZE, min(_MOST_WIDE, self._width - 8))
        half = lettering.width(label, SIZE) / 2 + 4
        # How far aside its curve is by then: it leaves straight down.
        aside = 0.5 if lower.band == band + 1 else 0.1
        middle = min(max(upper.x + aside * (lower.x - upper.x), half), self._width - half)
        rows = self._rows.setdefault(band, [])
        for index, row in enumerate(rows):
            if all(middle + half <= left or right <= middle - half for left, right in row):
                row.append((middle - half, middle + half))
                return band, index, label, middle
        rows.append([(middle - half, middle + half)])
        return band, len(rows) - 1, label, middle

    @staticmethod
    def baseline(bottom: float, row: int) -> float:
        """Where the letters of a row stand, below a band's lower edge."""
        return bottom + _ROW * (row + 1)


def fork(start: Mark, band: int, left: float, top: float, right: float) -> Fork:
    """From an event down, and along to a timeline's frame."""
    x, y = start.below
    beside = top + 13.0
    if left - 6 <= x <= right + 6:
        return Fork(band, ((x, y), (min(max(x, left), right), top)))
    return Fork(band, ((x, y), (x, beside), (left if x < left else right, beside)))


def _steps(thing: Thing, marks: Marks) -> Iterator[tuple[Mark, Mark]]:
    for one, other in pairwise(thing.path):
        shared = {mark.band for mark in marks[one]} & {mark.band for mark in marks[other]}
        band = min(shared, default=-1)
        yield _on(marks[one], band), _on(marks[other], band)


def _on(marks: Sequence[Mark], band: int) -> Mark:
    return next((mark for mark in marks if mark.band == band), marks[0])


def _over(one: Mark, other: Mark) -> Cubic:
    (x, y), (to_x, to_y) = one.above, other.above
    high = min(y, to_y) - min(_FLAT + _SLOPE * abs(to_x - x), _HIGH)
    return (x, y), (x + (to_x - x) * 0.3, high), (x + (to_x - x) * 0.7, high), (to_x, to_y)


def _under(one: Mark, other: Mark) -> Cubic:
    (x, y), (to_x, to_y) = one.below, other.below
    low = max(y, to_y) + _LOW
    return (x, y), (x + (to_x - x) * 0.25, low), (x + (to_x - x) * 0.75, low), (to_x, to_y)


def _across(one: Mark, other: Mark) -> Cubic:
    (x, y), (to_x, to_y) = (
        (one.below, other.above) if one.band < other.band else (one.above, other.below)
    )
    bend = (to_y - y) * 0.5
    return (x, y), (x, y + bend), (to_x, to_y - bend), (to_x, to_y)
