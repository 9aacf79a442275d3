"""The story map of one page: what is visible, with hidden statements in and around it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from tests.laws.hidden_plots import EMPTY, HIDDEN_HEADINGS, PASSING, HiddenPlot
from tests.laws.maps import Called, Maps, Named

from lookback.film.gate import OPEN, Gate
from lookback.film.moment import Moment
from lookback.film.page import Passage
from lookback.film.part import NOUNS, Part
from lookback.film.prose import Prose
from lookback.film.story import REAL, Character, Event, Noun, Thing, Timeline
from lookback.formats.record_keys import STAND_IN

UNSAID: Final = Gate(Moment.minute(9_999))
"""Stands in a composed page where its author does not say: ``bare`` takes it out."""
_PARTS: Final = {kind: part for part, kind in NOUNS.items()}


def bare(page: str) -> str:
    """A composed page without the gates that its author does not say."""
    return page.replace(f', from: "{UNSAID}"', "")


def hidden_groups(maps: Maps) -> Iterator[list[Passage]]:
    """Interpretations that the reader may not see, and that make something of the map."""
    for heading in HIDDEN_HEADINGS:
        if maps.rng.random() < 0.4:
            yield [Passage(Part.INTERPRETATION, Prose((heading,)), maps.gates.shut())]


class HiddenMap:
    """One page's map."""

    def __init__(self, maps: Maps) -> None:
        self.maps = maps
        self.hidden = HiddenPlot(maps)

    def passages(self, groups: Mapping[str, int]) -> list[Passage]:
        """The statements of the map.

        Args:
            groups: the number of each heading's group in the page.
        """
        maps = self.maps
        return [
            *self.hidden.mixed(
                [passage for one in maps.characters for passage in self.called(one)],
                self.hidden_characters(),
            ),
            *self.reality(),
            *(_said(one, self.line_gate(one.name)) for one in self.hidden.plot.timelines),
            *(_said(self.written(one.event), one.gate) for one in self.hidden.plot.events),
            *self.hidden.mixed(
                [passage for one in maps.things for passage in self.called(one)],
                self.hidden_things(),
            ),
            *(
                _said(one, OPEN, group=groups[one.heading])
                for one in self.hidden.plot.patches
                if one.heading in groups
            ),
            *self.hidden.mixed(
                [_said(one, OPEN) for one in maps.questions], self.hidden_questions()
            ),
        ]

    def called(self, one: Named) -> list[Passage]:
        """A visible character or thing, perhaps with something hidden before it or behind it."""
        noun = one.noun
        if isinstance(noun, Thing):
            path = self.hidden.mixed(noun.path, self.maps.crowd(self.hidden.secret))
            noun = replace(noun, path=tuple(path))
        if one.by in (Called.FROM, Called.USUALLY):
            return [_said(noun, one.gate if one.by is Called.FROM else None)]
        other = replace(noun, called=self.maps.words())
        if one.by is Called.AFTER:
            return _in_turn(other, noun, one.gate)
        return _in_turn(noun, other, self.maps.gates.shut())

    def hidden_characters(self) -> Iterator[Passage]:
        for name in self.hidden.cast:
            yield _said(Character(name, self.maps.words()), self.maps.gates.shut())
        yield _said(Character(self.hidden.extra, self.maps.words()), None)

    def hidden_things(self) -> Iterator[Passage]:
        """Things that are hidden, because their gates are or because they go nowhere yet."""
        for number in range(self.maps.rng.randint(0, 2)):
            path = self.hidden.mixed(
                self.maps.rng.sample(list(self.hidden.shown), self.maps.rng.randint(0, 1)),
                self.maps.crowd(self.hidden.secret),
            )
            if path:
                gate = self.maps.rng.choice([None, OPEN, self.maps.gates.shut()])
                yield _said(Thing(f"t{number}", self.maps.words(), tuple(path)), gate)

    def hidden_questions(self) -> Iterator[Passage]:
        for number, name in enumerate(self.hidden.secret[:2]):
            question = self.maps.question(f"w{number}", [name, *self.maps.names])
            yield _said(question, OPEN if name in question.events else self.maps.gates.shut())
        if self.maps.rng.random() < 0.3:
            yield _said(self.maps.question("w2", self.maps.names), self.maps.gates.shut())

    def reality(self) -> Iterator[Passage]:
        """What the real timeline is called, where both guides say so, or this one hides it."""
        if self.maps.real:
            yield _said(Timeline(REAL, self.maps.real), OPEN)
        elif self.maps.rng.random() < 0.3:
            yield _said(Timeline(REAL, self.maps.words()), self.maps.gates.shut())

    def line_gate(self, name: str) -> Gate:
        gates = self.maps.gates
        usual = gates.open() if name == EMPTY else gates.shut()
        return self.maps.line_gates.get(name, usual)

    def written(self, event: Event) -> Event:
        """The event with its timelines in any order."""
        lines = tuple(self.maps.rng.sample(event.lines, len(event.lines)))
        passing = tuple(line for line in lines if line == PASSING and self.hidden.passes)
        return replace(event, lines=lines, as_real=passing)


def _said(noun: Noun, gate: Gate | None, *, group: int = 0) -> Passage:
    return Passage(_PARTS[type(noun)], noun, UNSAID if gate is None else gate, group)


def _in_turn(before: Character | Thing, after: Character | Thing, gate: Gate) -> list[Passage]:
    """Something that is called one thing first, and another from some gate on."""
    part = _PARTS[type(before)]
    name = f"{STAND_IN}{part}-{before.name}"
    return [Passage(part, before, OPEN, name=name), Passage(part, after, gate, replaces=name)]
