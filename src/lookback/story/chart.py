"""A story as a storyline chart: where everything is drawn, in pixels, from what a reader may see.

Time goes to the right, with a column for each event. Each timeline is a band, and each character
a curve in each band, from its first event there to its last. Who share an event run side by side.
Nothing is measured or drawn here, and nothing but the reader's own story moves anything.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lookback.film.moment import ENDING, Moment
from lookback.film.story import REAL, Rule, Timeline
from lookback.firewall.story import Story
from lookback.story import joins, lettering, spread
from lookback.story.band_lines import BandLines
from lookback.story.drawn import WORDS, Band, Column, Curve, Order
from lookback.story.joins import RADIUS, SIZE, Arrow, Carried, Fork, Mark, Marks, Tie

_EDGE: Final = 14.0
_INSIDE: Final = 16.0
"""Between a band's frame and what stands in it."""
_AXIS: Final = 34.0
_HEAD: Final = 30.0
"""A band's name, above its curves."""
_BETWEEN: Final = 26.0
HEAD_SIZE: Final = 13.0
_LEAST_WIDE: Final = 340.0
_NAME: Final = 176.0
_OFTEN: Final = 340.0
"""At least so far from a name to the same name again."""
_LETTERS: Final = 9.0
_BEFORE: Final = 6.0
"""Between a name and the mark that it stands before."""


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole drawing, in pixels from its upper left corner.

    Attributes:
        columns: from left to right.
        bands: from above to below, the real one first.
        chosen: the number of the chosen event, or 0.
        end: where the film ends, and when, where that was asked for and is later than all events.
    """

    order: Order
    width: float
    height: float
    columns: tuple[Column, ...]
    bands: tuple[Band, ...]
    curves: tuple[Curve, ...]
    marks: tuple[Mark, ...]
    forks: tuple[Fork, ...]
    carried: tuple[Carried, ...]
    arrows: tuple[Arrow, ...]
    chosen: int
    end: tuple[float, Moment] | None


def chart(
    story: Story,
    *,
    patch: str = "",
    order: Order = Order.FILM,
    end: Moment | None = None,
    chosen: str = "",
) -> Chart:
    """Lay a story out.

    Args:
        story: what the reader may see.
        patch: the name of the interpretation that says what each timeline is, and what the chosen
            event hangs on; none of the story's: as the story itself has it.
        order: of the columns.
        end: when the film ends, if the chart shall go as far; it does in the order of the film.
        chosen: the name of the event whose causes are shown; none of the story's: none are.
    """
    return _Layout(story, patch, order, end, chosen).drawn()


class _Layout:
    """From the left to the right first, then from above to below."""

    def __init__(
        self, story: Story, patch: str, order: Order, end: Moment | None, chosen: str
    ) -> None:
        self._story = story
        read = next((one for one in story.patches if one.name == patch), None)
        self._takes = dict(read.takes) if read else {}
        self._rules: dict[str, Rule] = {event.name: event.rule for event in story.events}
        self._rules |= dict(read.rules) if read else {}
        self._in_film = sorted(story.events, key=lambda event: event.at)
        self._number = {event.name: number for number, event in enumerate(self._in_film, 1)}
        self._order = order
        self._events = self._in_film if order is Order.FILM else list(story.events)
        self._end = end
        self._chosen = chosen
        cast = [character.name for character in story.characters]
        self._called = {one.name: one.called for one in story.characters}
        self._kinds = {name: kind for kind, name in enumerate(cast)}
        bands = len(story.timelines)
        self._lines = [
            BandLines.of(one.name, self._events, cast, bands=bands) for one in story.timelines
        ]

    def drawn(self) -> Chart:
        """The whole of it."""
        xs, end = self._columns()
        ends = max([*xs, end or 0.0]) + RADIUS + _INSIDE + _EDGE
        width = round(max(ends, _LEAST_WIDE), 1)
        flat = self._marks(xs, [0.0] * len(self._lines))
        names = joins.Names(width)
        things = [one for one in self._story.things if joins.crosses(one, flat)]
        placed = [names.place(thing, flat) for thing in things]
        tops, at = [], _AXIS
        for index, lines in enumerate(self._lines):
            tops.append(at)
            at = self._bottom(at, lines) + _BETWEEN + names.room(index)
        height = self._bottom(tops[-1], self._lines[-1]) + 2
        marks = self._marks(xs, tops)
        bands = tuple(self._band(i, xs, top, width, marks) for i, top in enumerate(tops))
        return Chart(
            order=self._order,
            width=width,
            height=round(height, 1),
            columns=tuple(
                Column(event, self._number[event.name], x, tuple(self._ties(event.name)))
                for event, x in zip(self._events, xs, strict=True)
            ),
            bands=bands,
            curves=tuple(self._curves(xs, tops)),
            marks=tuple(mark for event in self._events for mark in marks[event.name]),
            forks=tuple(self._forks(bands, marks)),
            carried=tuple(
                Carried(
                    thing.called,
                    tuple(self._number[name] for name in thing.path),
                    label,
                    (round(middle, 1), joins.Names.baseline(bands[above].bottom, row)),
                    joins.way(thing, marks),
                )
                for thing, (above, row, label, middle) in zip(things, placed, strict=True)
            ),
            arrows=tuple(joins.arrows(self._rules[self._chosen], self._chosen, marks))
            if self._chosen in marks
            else (),
            chosen=self._number.get(self._chosen, 0),
            end=None if end is None or self._end is None else (end, self._end),
        )

    def _columns(self) -> tuple[list[float], float | None]:
        """Where the columns stand, and the film's end: names have room before their curves."""
        gaps, after = spread.evenly(len(self._events)), None
        if self._order is Order.FILM:
            seconds = self._seconds()
            gaps = spread.by_time(seconds)
            if self._end is not None and seconds[-1] < self._end.seconds < ENDING.seconds:
                *gaps, after = spread.by_time([*seconds, self._end.seconds])
        xs: list[float] = []
        for column, gap in enumerate([0.0, *gaps]):
            x = xs[-1] + gap if xs else _EDGE + _INSIDE + RADIUS
            for lines in self._lines:
                for name in lines.begin(column):
                    before = _BEFORE + 2 * RADIUS + lettering.width(self._label(name), SIZE)
                    x = max(x, _EDGE + _INSIDE + before - RADIUS)
                    blocked = lines.blocked(name, column)
                    x = x if blocked is None else max(x, xs[blocked] + before + _BEFORE)
            xs.append(round(x, 1))
        return xs, None if after is None else round(xs[-1] + after, 1)

    def _seconds(self) -> list[int]:
        """When the film shows the events; what is known at its end only, at the end."""
        known = [event.at.seconds for event in self._in_film if event.at != ENDING]
        last = max([*known, 0 if self._end in {None, ENDING} else self._end.seconds])
        return known + [last] * (len(self._in_film) - len(known))

    def _label(self, name: str) -> str:
        return lettering.cut(self._called[name], SIZE, _NAME)

    @staticmethod
    def _bottom(top: float, lines: BandLines) -> float:
        return top + _HEAD + 2 * RADIUS + lines.height + _INSIDE

    def _marks(self, xs: Sequence[float], tops: Sequence[float]) -> Marks:
        found: dict[str, list[Mark]] = {event.name: [] for event in self._events}
        for index, (lines, top) in enumerate(zip(self._lines, tops, strict=True)):
            down = top + _HEAD + RADIUS
            for column, (first, last) in lines.marks.items():
                name = self._events[column].name
                mark = Mark(self._number[name], index, xs[column], down + first, down + last)
                found[name].append(mark)
        return found

    def _curves(self, xs: Sequence[float], tops: Sequence[float]) -> Iterator[Curve]:
        for index, (lines, top) in enumerate(zip(self._lines, tops, strict=True)):
            down = top + _HEAD + RADIUS
            begun = {name: self._name_box(name, lines, xs) for name in lines.curves}
            for name, heights in lines.curves.items():
                points = tuple((xs[column], down + height) for column, height in heights)
                _, ends, y = begun[name]
                yield Curve(
                    character=name,
                    called=self._called[name],
                    kind=self._kinds[name],
                    band=index,
                    label=self._label(name),
                    label_at=(round(ends, 1), round(down + y, 1)),
                    again=tuple(
                        (round(x, 1), round(down + height, 1))
                        for x, height in self._again(name, lines, xs, list(begun.values()))
                    ),
                    points=points,
                )

    def _name_box(
        self, name: str, lines: BandLines, xs: Sequence[float]
    ) -> tuple[float, float, float]:
        """Where a character's name begins and ends, and how far down it stands."""
        column, height = lines.curves[name][0]
        ends = xs[column] - RADIUS - _BEFORE
        return ends - lettering.width(self._label(name), SIZE), ends, height

    def _again(
        self,
        name: str,
        lines: BandLines,
        xs: Sequence[float],
        begun: Sequence[tuple[float, float, float]],
    ) -> Iterator[tuple[float, float]]:
        """Where a long curve has its name once more: a phone shows a part of it only."""
        half = lettering.width(self._label(name), SIZE) / 2
        height_of = dict(lines.curves[name])
        last = xs[lines.curves[name][0][0]]
        for start, end in lines.level(name):
            middle, height = (xs[start] + xs[end]) / 2, height_of[start]
            if middle - last < _OFTEN or xs[end] - xs[start] < 2 * (half + RADIUS + _BEFORE):
                continue
            if all(
                right < middle - half or middle + half < left or abs(y - height) > 2 * _LETTERS
                for left, right, y in begun
            ):
                yield middle, height
                last = middle

    def _ties(self, name: str) -> Iterator[tuple[Tie, int]]:
        return ((tie, self._number[other]) for tie, other in joins.tied(self._rules[name]))

    def _band(
        self, index: int, xs: Sequence[float], top: float, width: float, marks: Marks
    ) -> Band:
        timeline, lines = self._story.timelines[index], self._lines[index]
        status = self._takes.get(timeline.name, timeline.is_)
        what = f": {WORDS[status]}"
        room = width - 2 * _EDGE - 2 * _INSIDE - lettering.width(what, HEAD_SIZE)
        label = lettering.cut(timeline.called or "What happens", HEAD_SIZE, room) + what
        left, right = _EDGE, width - _EDGE
        if timeline.name != REAL:
            # A frame within the story: as long as what it shows, and as its name.
            begins = [xs[column] - RADIUS for column in lines.marks]
            begins += [self._name_box(name, lines, xs)[0] for name in lines.curves]
            wide = lettering.width(label, HEAD_SIZE) + 2 * _INSIDE
            left = min(min(begins) - _INSIDE, right - wide)
            right = max(max(xs[column] for column in lines.marks) + RADIUS + _INSIDE, left + wide)
        start = self._leaves(timeline, marks)
        return Band(
            timeline=timeline.name,
            called=timeline.called or "What happens",
            status=status,
            label=label,
            left=round(left, 1),
            top=round(top, 1),
            right=round(right, 1),
            bottom=round(self._bottom(top, lines), 1),
            leaves=start.number if start else 0,
            without=tuple(sorted(self._number[name] for name in timeline.without)),
        )

    def _leaves(self, timeline: Timeline, marks: Marks) -> Mark | None:
        """The real event at which a timeline leaves: one without which it is, or else the last."""
        if timeline.name == REAL:
            return None
        real = [event for event in self._in_film if REAL in event.lines]
        own = [event for event in self._in_film if timeline.name in event.lines]
        first = next((event for event in own if REAL not in event.lines), own[0])
        without = [event for event in real if event.name in timeline.without]
        before = [event for event in real if self._number[event.name] < self._number[first.name]]
        starts = without[:1] or before[-1:]
        return marks[starts[0].name][0] if starts else None

    def _forks(self, bands: Sequence[Band], marks: Marks) -> Iterator[Fork]:
        for index, timeline in enumerate(self._story.timelines):
            start, band = self._leaves(timeline, marks), bands[index]
            if start:
                yield joins.fork(start, index, band.left, band.top, band.right)
