"""The events of a story as pages tell them: in words, and what hangs on what with links."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from lookback.faces.chart_words import clock, line_called
from lookback.film.story import REAL, Event, Link, Patch, Rule
from lookback.firewall.story import Story
from lookback.story.chart import Chart
from lookback.story.drawn import WORDS
from lookback.story.wording import joined
from lookback.story.worlds import world_of


@dataclass(frozen=True, slots=True)
class Told:
    """One event.

    Attributes:
        number: its place in the order of the film, from 1.
        at: when the film shows it, in words.
        lines, who: what readers call its timelines and characters.
        because, any_of, unless: what it hangs on.
    """

    name: str
    number: int
    at: str
    says: str
    lines: tuple[str, ...]
    who: tuple[str, ...]
    because: tuple["Short", ...]
    any_of: tuple["Short", ...]
    unless: tuple["Short", ...]
    never: bool


@dataclass(frozen=True, slots=True)
class Short:
    """An event that another one speaks of."""

    name: str
    number: int
    says: str


@dataclass(frozen=True, slots=True)
class Denied:
    """A rule that an interpretation puts in the place of the map's.

    Attributes:
        heading: the interpretation's.
        event: whose rule it is.
        says: how it goes on after the event's sentence.
    """

    patch: str
    heading: str
    event: Short
    says: str


class Events:
    """The events of a story, read by an interpretation."""

    def __init__(self, story: Story, chart: Chart, patch: str = "") -> None:
        """Look them up once.

        Args:
            chart: of the same story: it numbers and orders them.
            patch: the name of the interpretation, or empty.
        """
        self._story = story
        self._called = {one.name: one.called for one in story.characters}
        self._lines = {one.name: line_called(one.name, one.called) for one in story.timelines}
        self._short = {
            column.event.name: Short(column.event.name, column.number, column.event.says)
            for column in chart.columns
        }
        self._order = [column.event for column in chart.columns]
        read = next((one for one in story.patches if one.name == patch), None)
        self._rules = {event.name: event.rule for event in story.events}
        self._rules |= dict(read.rules) if read else {}

    def __iter__(self) -> Iterator[Told]:
        return map(self.told, self._order)

    def short(self, name: str) -> Short:
        """An event by its name."""
        return self._short[name]

    def told(self, event: Event) -> Told:
        """All that is told of an event in a list."""
        rule = self._rules[event.name]
        because, any_of, unless = (
            self.shorts(link.event for link in (() if rule.never else links))
            for links in (rule.because, rule.any_of, rule.unless)
        )
        return Told(
            event.name,
            self._short[event.name].number,
            clock(event.at),
            event.says,
            tuple(self._lines[line] for line in event.lines),
            tuple(self._called[name] for name in dict.fromkeys(event.who)),
            because,
            any_of,
            unless,
            rule.never,
        )

    def shorts(self, names: Iterable[str]) -> tuple[Short, ...]:
        """Events by their names."""
        return tuple(self._short[name] for name in names)

    def around(self, name: str) -> tuple[Short | None, Short | None]:
        """The event before one and the one after it, in the chart's order."""
        names = [event.name for event in self._order]
        at = names.index(name)
        before = self._short[names[at - 1]] if at else None
        return before, self._short[names[at + 1]] if at + 1 < len(names) else None

    def after(self, name: str) -> tuple[tuple[Short, bool], ...]:
        """What hangs on an event, and for each whether it would prevent it."""
        found = []
        for event in self._order:
            rule = self._rules[event.name]
            if rule.never:
                continue
            if name in {link.event for link in (*rule.because, *rule.any_of)}:
                found.append((self._short[event.name], False))
            if name in {link.event for link in rule.unless}:
                found.append((self._short[event.name], True))
        return tuple(found)

    def carried(self, name: str) -> tuple[tuple[str, tuple[Short, ...]], ...]:
        """What objects go through an event, and by which events each goes."""
        return tuple(
            (one.called, self.shorts(one.path)) for one in self._story.things if name in one.path
        )

    def rules(self, patch: Patch) -> tuple[Denied, ...]:
        """The rules that an interpretation puts in the place of the map's."""
        return tuple(
            Denied(patch.name, patch.heading, self._short[name], self._worded(rule))
            for name, rule in patch.rules
        )

    def not_happening(self, patch: str) -> tuple[Short, ...]:
        """Events that happen where the film shows them, but not so by an interpretation."""
        by_map, by_patch = self._shown(""), self._shown(patch)
        return tuple(
            self._short[event.name]
            for event in self._order
            if event.name in by_map and event.name not in by_patch
        )

    def _shown(self, patch: str) -> set[str]:
        return {
            event.name
            for line in self._lines
            for happens in [world_of(self._story, line, patch).happens]
            for event in self._order
            if line in event.lines and happens[event.name]
        }

    def _worded(self, rule: Rule) -> str:
        if rule.never:
            return "does not happen"
        told = []
        if rule.because:
            told.append(f"because of {joined(self._quoted(rule.because))}")
        if rule.any_of:
            told.append(f"because of {joined(self._quoted(rule.any_of), 'or')}")
        if rule.unless:
            told.append(f"unless there is {joined(self._quoted(rule.unless), 'or')}")
        return f"happens {joined(told)}" if told else "happens whatever else does"

    def _quoted(self, links: Sequence[Link]) -> list[str]:
        return [f"“{self._short[link.event].says.removesuffix('.')}”" for link in links]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a timeline is taken to be."""

    called: str
    what: str

    @classmethod
    def by(cls, story: Story, patch: Patch) -> tuple[Self, ...]:
        """By an interpretation: each timeline but the real one."""
        taken = dict(patch.takes)
        return tuple(
            cls(line_called(one.name, one.called), WORDS[taken.get(one.name, one.is_)])
            for one in story.timelines
            if one.name != REAL
        )
