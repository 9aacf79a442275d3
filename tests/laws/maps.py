"""Story maps for pairs of guides: what is visible, drawn once for both.

Each guide's page has it with hidden statements of its own: tests/laws/hidden_maps.py.
"""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final

from tests.laws.plots import KINDS, Placed, Plot, Plotting, more

from lookback.film.gate import OPEN, Gate
from lookback.film.moment import ENDING, Moment
from lookback.film.page import Passage
from lookback.film.part import Part
from lookback.film.progress import Progress
from lookback.film.prose import Prose
from lookback.film.story import (
    REAL,
    Ask,
    Character,
    Clue,
    Event,
    Link,
    Patch,
    Question,
    Rule,
    Status,
    Thing,
    Timeline,
)

LINES: Final = ("other", "letter")
"""Timelines that may be visible; those that are hidden have other names."""
HEADINGS: Final = ("It was the tower", "It was the well")
"""Interpretations that make something of the map; no other heading of a page is called so."""
LAST: Final = 60
"""Minutes: every film of a pair is at least as long."""
NO_FACT: Final = (Status.IMAGINED, Status.DREAMT, Status.TOLD)


@dataclass(frozen=True)
class Gates:
    """What a reader has reached in a film, and what they have not.

    Attributes:
        open, shut: make a gate that they have passed, or have not.
    """

    open: Callable[[], Gate]
    shut: Callable[[], Gate]
    progress: Progress


class Called(Enum):
    """How readers come to see what somebody or something is called."""

    FROM = auto()
    """By a gate that they have passed."""
    USUALLY = auto()
    """By the usual gate: that of the first event that has them."""
    STANDS_IN = auto()
    """They do not yet: a stand-in is shown."""
    AFTER = auto()
    """By a gate that they have passed, and nothing is shown of the stand-in any more."""


@dataclass(frozen=True)
class Named:
    """A visible character or thing.

    Attributes:
        noun: with the words that are shown.
    """

    noun: Character | Thing
    by: Called
    gate: Gate


class Maps(Plotting):
    """The story map of one film, as far as both guides show it."""

    def __init__(self, rng: random.Random, gates: Gates, words: Callable[[], str]) -> None:
        """Draw what is visible.

        Args:
            words: some words.
        """
        super().__init__(Plot())
        self.rng = rng
        self.gates = gates
        self._words = words
        self.characters = [
            self.named(Character(name, name.title()))
            for name in ("mara", "odo", "lin", "ansel", "bea")[: rng.randint(0, 5)]
        ]
        self.draw()
        self.names = [one.name for one in self.plot.events]
        self.line_gates = {one.name: gates.open() for one in self.plot.timelines}
        self.real = self.maybe(self.words)
        self.things = [
            self.named(Thing(name, name.title(), tuple(rng.sample(self.names, rng.randint(2, 3)))))
            for name in ("key", "oar")[: rng.randint(0, 2)]
            if len(self.names) > 2
        ]
        self.questions = [
            self.question(f"q{number}", self.names) for number in range(rng.randint(0, 2))
        ]

    def draw(self) -> None:
        """Events on their timelines, what they hang on, and what interpretations make of it."""
        lines = [line for line in LINES if self.rng.random() < 0.6]
        plot = Plot(timelines=tuple(Timeline(line, f"The {line}", self.status()) for line in lines))
        who = [one.noun.name for one in self.characters]
        for number in range(self.rng.randint(1, 7)):
            event = self.event(f"e{number}", who, self.some_lines(lines))
            plot = replace(plot, events=(*plot.events, self.placed(event)))
            if REAL not in event.lines:
                plot = plot.added(event.name, event.lines)
        used = {line for one in plot.events for line in one.event.lines}
        self.plot = replace(
            plot, timelines=tuple(one for one in plot.timelines if one.name in used)
        )
        self.leave_out()
        self.link()
        self.read()

    def status(self) -> Status:
        return self.rng.choice([*NO_FACT, Status.ALTERNATE, Status.REMEMBERED])

    def some_lines(self, lines: Sequence[str]) -> tuple[str, ...]:
        if not lines or self.rng.random() < 0.5:
            return (REAL,)
        every = [REAL, *lines]
        return tuple(self.rng.sample(every, self.rng.randint(1, len(every))))

    def event(self, name: str, who: Iterable[str], lines: tuple[str, ...]) -> Event:
        """An event that hangs on nothing yet."""
        who = self.crowd(who)
        return Event(
            name,
            Moment(self.rng.randint(0, min(self.reached.seconds, LAST * 60))),
            self.words(),
            who,
            lines,
            choice=(choice := bool(who) and self.rng.random() < 0.5),
            by=who[: self.rng.randint(1, 3)] if choice else (),
            enabler=self.rng.random() < 0.5,
            shot=self.maybe(self.words),
        )

    def placed(self, event: Event) -> Placed:
        if self.rng.random() < 0.5:
            return Placed(event, Gate(event.at))
        return Placed(event, self.gates.open().join(Gate(event.at)))

    @property
    def reached(self) -> Moment:
        """How far the reader is."""
        progress = self.gates.progress
        return ENDING if progress.finished else progress.position

    def leave_out(self) -> None:
        """Timelines without something."""
        for line in self.plot.timelines:
            for one in self.plot.events:
                if line.name not in one.event.lines and self.rng.random() < 0.2:
                    self.keep(self.plot.without(one.name, line.name))

    def link(self) -> None:
        """Links from events to earlier ones."""
        for index, effect in enumerate(self.plot.events):
            for cause in self.plot.events[:index]:
                if self.rng.random() < 0.5:
                    link = Link(cause.name, self.gates.open())
                    self.keep(self.plot.linked(effect.name, self.rng.choice(KINDS), link))

    def read(self) -> None:
        """What interpretations make of the map."""
        names = [one.name for one in self.plot.events]
        lines = [one.name for one in self.plot.timelines]
        for number, heading in enumerate(HEADINGS):
            if self.rng.random() < 0.7:
                patch = Patch(f"p{number}", heading, clues_for=self.clues(names))
                takes = [(line, self.status()) for line in self.crowd(lines)]
                if self.rng.random() < 0.2:
                    takes.append((REAL, self.rng.choice(NO_FACT)))
                self.keep(replace(self.plot, patches=(*self.plot.patches, patch)))
                self.keep(self.plot.with_patch(replace(patch, takes=tuple(takes))))
                for name in self.crowd(names):
                    patch = self.plot.patch(patch.name)
                    rules = (*patch.rules, (name, self.rule(names, name)))
                    self.keep(self.plot.with_patch(replace(patch, rules=rules)))

    def rule(self, names: Sequence[str], effect: str) -> Rule:
        """A rule of an interpretation."""
        if self.rng.random() < 0.5:
            return Rule(never=True)
        before = names[: names.index(effect)]
        rule = Rule()
        for cause in self.crowd(before):
            rule = more(rule, self.rng.choice(KINDS), Link(cause, self.gates.open()))
        return rule

    def clues(self, names: Sequence[str]) -> tuple[Clue, ...]:
        return tuple(Clue(name, self.words()) for name in self.crowd(names)[:2])

    def named(self, noun: Character | Thing) -> Named:
        by = self.rng.choice([Called.FROM, Called.USUALLY, *Called])
        if by is Called.STANDS_IN:
            noun = replace(noun, called=self.words())
        return Named(noun, by, self.rng.choice([OPEN, self.gates.open()]))

    def question(self, name: str, among: Sequence[str]) -> Question:
        """A question about some of these events: none takes one for its own cause."""
        ask = self.rng.choice([ask for ask in Ask if ask.takes <= len(among)])
        events = tuple(self.rng.sample(list(among), ask.takes))
        return Question(name, self.words(), ask, events, self.maybe(self.words))

    def words(self) -> str:
        """Some words, on one line."""
        return " ".join(self._words().split())[:80].strip()

    def maybe(self, words: Callable[[], str]) -> str:
        return words() if self.rng.random() < 0.3 else ""

    def crowd(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in names if self.rng.random() < 0.5)

    def groups(self) -> list[list[Passage]]:
        """The interpretations that make something of the map, in both guides."""
        return [
            [
                Passage(Part.INTERPRETATION, Prose((patch.heading,)), self.gates.open()),
                Passage(Part.CLAIM, Prose((self.words(),)), self.gates.open()),
            ]
            for patch in self.plot.patches
        ]
