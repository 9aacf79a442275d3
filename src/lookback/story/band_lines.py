"""The curves and marks of one timeline in a storyline chart, before it is known where they lie."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Self

from lookback.film.story import Event
from lookback.story import crossings, lanes, sifting
from lookback.story.joins import RADIUS

_ROOM: Final = RADIUS + 9.0
"""Between the middle of a name and that of a mark: half of each one's height, with some air."""


@dataclass(frozen=True, slots=True)
class BandLines:
    """Heights are in pixels below the highest curve; columns are those of the chart.

    Attributes:
        marks: for each column with an event here, how far down it reaches, from and to.
        curves: for each character, its columns and how far down it runs in each.
        height: of all of them.
    """

    marks: Mapping[int, tuple[float, float]]
    curves: Mapping[str, Sequence[tuple[int, float]]]
    height: float

    @classmethod
    def of(
        cls, timeline: str, events: Sequence[Event], cast: Sequence[str], *, bands: int = 1
    ) -> Self:
        """Lay out what the film shows of a timeline.

        Args:
            timeline: its name.
            events: of all timelines, in the order of the columns.
            cast: names of the characters.
            bands: how many the chart has: they share the work that may be done for it.
        """
        columns = [column for column, event in enumerate(events) if timeline in event.lines]
        meetings = [tuple(dict.fromkeys(events[column].who)) for column in columns]
        orders = crossings.orders(meetings, cast, work=sifting.WORK // bands)
        marks: dict[int, tuple[float, float]] = {}
        curves: dict[str, list[tuple[int, float]]] = {}
        levels = lanes.heights(orders, meetings, work=lanes.WORK // bands)
        for column, met, level in zip(columns, meetings, levels, strict=True):
            # What happens to nobody stands below those who are elsewhere.
            here = [level[name] for name in met] or [
                max((height + lanes.APART for height in level.values()), default=0.0)
            ]
            marks[column] = (min(here), max(here))
            for name, height in level.items():
                curves.setdefault(name, []).append((column, height))
        low = [low for _, low in marks.values()]
        low += [height for points in curves.values() for _, height in points]
        return cls(marks, curves, max(low, default=0.0))

    def begin(self, column: int) -> Iterator[str]:
        """Who has a first event there."""
        return (name for name, points in self.curves.items() if points[0][0] == column)

    def blocked(self, name: str, column: int) -> int | None:
        """The last column before in which a mark stands in the way of the name of who begins."""
        height = self.curves[name][0][1]
        near = (other for other in self.marks if other < column and self._near(other, height))
        return max(near, default=None)

    def level(self, name: str) -> Iterator[tuple[int, int]]:
        """From which column to which a curve runs level, without a mark near it between them."""
        points = self.curves[name]
        start, height = points[0]
        for (before, _), (column, to) in pairwise(points):
            if to != height:
                if before > start:
                    yield start, before
                start, height = column, to
            elif self._near(column, height):
                yield start, column
                start = column
        if points[-1][0] > start:
            yield start, points[-1][0]

    def _near(self, column: int, height: float) -> bool:
        top, bottom = self.marks[column]
        return top - _ROOM < height < bottom + _ROOM
