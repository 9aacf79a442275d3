"""Story maps for pairs of guides: what is visible is drawn once, what is hidden for each page.

Every map is whole by construction, since a faulty one would not be read at all: what is drawn on
the real timeline happens there because of others that do, and what another timeline adds does not.
"""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from lookback.film.gate import OPEN, Gate
from lookback.film.moment import START, Moment
from lookback.film.page import Passage
from lookback.film.part import NOUNS, Part
from lookback.film.prose import Prose
from lookback.film.story import (
    REAL,
    Ask,
    Character,
    Clue,
    Event,
    Link,
    Noun,
    Patch,
    Question,
    Rule,
    Status,
    Thing,
    Timeline,
)

OTHER: Final = "other"
"""The timeline that may be visible; hidden ones have other names."""
HEADINGS: Final = ("It was the tower", "It was the well")
"""Interpretations that make something of the map; no other heading of a page is called so."""
HIDDEN_HEADING: Final = "It was the moon"
_LAST: Final = 60
"""Minutes: every film of a pair is at least as long."""


@dataclass(frozen=True)
class Placed:
    """An event with its gate."""

    event: Event
    gate: Gate


class Maps:
    """The story map of one film, as each of two guides has it."""

    def __init__(
        self,
        rng: random.Random,
        *,
        open_: Callable[[], Gate],
        shut: Callable[[], Gate],
        words: Callable[[], str],
    ) -> None:
        """Draw what is visible.

        Args:
            open_, shut: gates that the reader has passed, and has not.
            words: some words.
        """
        self.rng = rng
        self.open = open_
        self.shut = shut
        self._words = words
        self.names = ["mara", "odo", "lin"][: rng.randint(0, 3)]
        self.has_other = rng.random() < 0.6
        self.events: list[Placed] = []
        for number in range(rng.randint(1, 6)):
            self.events.append(self.drawn(f"e{number}", self.events))
        self.characters = [Character(name, name.title()) for name in self.names]
        self.thing = Thing("key", "The key", tuple(self.seen(1, 3)))
        self.patches = [
            Patch(f"p{number}", heading, self.takes(), self.patched(), clues_for=self.clues())
            for number, heading in enumerate(HEADINGS)
            if rng.random() < 0.7
        ]
        self.questions = [self.question(f"q{number}") for number in range(rng.randint(0, 2))]

    # What is visible.

    def drawn(self, name: str, before: list[Placed]) -> Placed:
        """An event that happens because of earlier ones on its timeline."""
        line = OTHER if self.has_other and self.rng.random() < 0.4 else REAL
        same = [one.event.name for one in before if one.event.lines == (line,)]
        never = [one.event.name for one in before if one.event.lines == (OTHER,)]
        unless = self.links(never) if line == REAL else ()
        rule = Rule(self.links(same), self.links(same), unless)
        gate = self.open()
        at = Moment(self.rng.randint(0, min(gate.own.seconds, _LAST * 60)))
        return Placed(self.event(name, at, line, rule), gate)

    def event(self, name: str, at: Moment, line: str, rule: Rule) -> Event:
        who = self.crowd(self.names)
        return Event(
            name,
            at,
            self.words(),
            who,
            (line,),
            rule,
            choice=(choice := bool(who) and self.rng.random() < 0.5),
            by=who[: self.rng.randint(1, 3)] if choice else (),
            enabler=self.rng.random() < 0.5,
            shot=self.maybe(self.words),
        )

    def words(self) -> str:
        """Some words, on one line."""
        return " ".join(self._words().split())[:80].strip()

    def crowd(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in names if self.rng.random() < 0.5)

    def maybe(self, words: Callable[[], str]) -> str:
        return words() if self.rng.random() < 0.3 else ""

    def links(self, names: list[str]) -> tuple[Link, ...]:
        return tuple(Link(name, self.open()) for name in names if self.rng.random() < 0.4)

    def seen(self, least: int, most: int) -> list[str]:
        names = [one.event.name for one in self.events]
        return self.rng.sample(names, min(len(names), self.rng.randint(least, most)))

    def takes(self) -> tuple[tuple[str, Status], ...]:
        """What it takes the other timeline to be: no fact, so that nothing contradicts it."""
        if not self.has_other or not self.drawn_on(OTHER):
            return ()
        return ((OTHER, self.rng.choice([Status.IMAGINED, Status.DREAMT, Status.TOLD])),)

    def patched(self) -> tuple[tuple[str, Rule], ...]:
        if not self.takes():
            return ()
        return tuple((name, Rule(never=True)) for name in self.crowd(self.drawn_on(OTHER)))

    def drawn_on(self, line: str) -> list[str]:
        return [one.event.name for one in self.events if one.event.lines == (line,)]

    def clues(self) -> tuple[Clue, ...]:
        return tuple(Clue(name, self.words()) for name in self.seen(0, 2))

    def question(self, name: str, among: list[str] | None = None) -> Question:
        names = among or [one.event.name for one in self.events]
        ask = self.rng.choice(list(Ask))
        events = tuple(self.rng.choices(names, k=ask.takes))
        return Question(name, self.words(), ask, events, self.maybe(self.words))

    def groups(self) -> list[list[Passage]]:
        """The interpretations that make something of the map, in both guides."""
        return [
            [
                Passage(Part.INTERPRETATION, Prose((patch.heading,)), self.open()),
                Passage(Part.CLAIM, Prose((self.words(),)), self.open()),
            ]
            for patch in self.patches
        ]

    # One page's map, with what is hidden in it.

    def hidden_group(self) -> list[Passage]:
        """An interpretation that the reader may not see, and that makes something of the map."""
        return [Passage(Part.INTERPRETATION, Prose((HIDDEN_HEADING,)), self.shut())]

    def passages(self, groups: dict[str, int]) -> list[Passage]:
        """The statements of the map in one guide.

        Args:
            groups: the number of each heading's group in that page.
        """
        hidden: list[Placed] = []
        events: list[Placed] = []
        for one in self.events:
            for _ in range(self.rng.randint(0, 2)):
                hidden.append(self.hidden_event(f"h{self.rng.randint(0, 10**9)}", hidden))
                events.append(hidden[-1])
            events.append(replace(one, event=self.with_hidden_links(one.event, hidden)))
        used = {link.event for one in events for link in one.event.rule.links}
        if self.rng.random() < 0.5:
            events = [self.moved(one, used) for one in events]
        secret = [one.event.name for one in hidden]
        patches = [self.with_hidden_rules(one, secret) for one in self.patches]
        patches.append(self.with_hidden_rules(Patch("moon", HIDDEN_HEADING), secret))
        told: list[tuple[Noun, Gate]] = [
            *((one, Gate(START)) for one in self.characters),
            *((Character(f"c{name}", self.words()), self.shut()) for name in secret[:2]),
            *self.timelines(events),
            *((one.event, one.gate) for one in events),
            (self.thing_of(secret), OPEN),
            *((one, Gate(START)) for one in patches if one.heading in groups),
            *((one, OPEN) for one in self.questions),
            *((self.question(f"q{name}", secret), self.shut()) for name in secret[:2]),
        ]
        parts = {kind: part for part, kind in NOUNS.items()}
        return [
            Passage(
                parts[type(noun)],
                noun,
                gate,
                group=groups[noun.heading] if isinstance(noun, Patch) else 0,
            )
            for noun, gate in told
        ]

    def hidden_event(self, name: str, before: list[Placed]) -> Placed:
        line = OTHER if self.drawn_on(OTHER) and self.rng.random() < 0.3 else REAL
        same = [one.event.name for one in before if one.event.lines == (line,)]
        at = Moment.minute(self.rng.randint(0, _LAST))
        event = self.event(name, at, line, Rule(self.links(same)))
        return Placed(event, self.shut().join(Gate(at)))

    def with_hidden_links(self, event: Event, hidden: list[Placed]) -> Event:
        """The event with links to what is hidden, which change nothing of what happens."""
        same = [one.event.name for one in hidden if one.event.lines == event.lines]
        never = [one.event.name for one in hidden if one.event.lines == (OTHER,)]
        rule = event.rule
        more = Rule(
            rule.because + self.links(same),
            # One of these alone would be asked for; of several each will do.
            rule.any_of + self.links(same),
            rule.unless + (self.links(never) if event.lines == (REAL,) else ()),
        )
        return replace(event, rule=more)

    def moved(self, one: Placed, used: set[str]) -> Placed:
        """A visible event of the real timeline that a later twist makes one of a hidden dream."""
        event = one.event
        if event.lines != (REAL,) or event.name in used or not event.name.startswith("e"):
            return one
        return replace(one, event=replace(event, lines=("dream",)))

    def with_hidden_rules(self, patch: Patch, secret: list[str]) -> Patch:
        rules = tuple((name, Rule()) for name in self.crowd(secret))
        clues = tuple(Clue(name, self.words()) for name in self.crowd(secret))
        return replace(patch, rules=patch.rules + rules, clues_against=clues)

    def thing_of(self, secret: list[str]) -> Thing:
        path = list(self.thing.path)
        for name in self.crowd(secret):
            path.insert(self.rng.randint(0, len(path)), name)
        return replace(self.thing, path=tuple(path))

    def timelines(self, events: list[Placed]) -> list[tuple[Noun, Gate]]:
        """The other timeline for all to see, and a hidden one where an event lies on it."""
        lines = {line for one in events for line in one.event.lines}
        told: list[tuple[Noun, Gate]] = []
        for name, status, gate in (
            (OTHER, Status.IMAGINED, OPEN),
            ("dream", Status.DREAMT, self.shut()),
        ):
            added = tuple(one.event.name for one in events if one.event.lines == (name,))
            if name in lines:
                told.append((Timeline(name, f"The {name}", status, (), added), gate))
        return told
