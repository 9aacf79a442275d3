"""The story behind a film: what happens, on which timeline, because of what; and how it is read.

Each noun is one statement of a page, and has one written form, in JSON; reading that gives it back.
Names are what the author calls a thing, such as ``strip``; what a thing is called is for readers.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, Self

from lookback.errors import InputRefused, ValueInvalid
from lookback.film.gate import OPEN, Gate
from lookback.film.moment import Moment

REAL: Final = "real"
"""The timeline that every story has."""
_EXPECTED: Final = "expected a part of a story map as the guide writes it"


class Status(StrEnum):
    """What a timeline is taken to be."""

    REAL = "real"
    ALTERNATE = "alternate"
    REMEMBERED = "remembered"
    TOLD = "told"
    IMAGINED = "imagined"
    DREAMT = "dreamt"

    @property
    def is_fact(self) -> bool:
        """Whether what is shown there takes place, on its own timeline at least."""
        return self in {Status.REAL, Status.ALTERNATE, Status.REMEMBERED}


class Ask(StrEnum):
    """What can be asked of a story: the same words on the command line and in a page."""

    BUT_FOR = "but-for"
    CUT = "cut"
    CAUSE = "cause"
    WHY = "why"
    DEGREE = "degree"

    @property
    def takes(self) -> int:
        """How many events it names: the cause and the effect, or one of them."""
        return 2 if self in {Ask.BUT_FOR, Ask.CAUSE} else 1


@dataclass(frozen=True, slots=True)
class Link:
    """Another event that an event hangs on.

    Attributes:
        gate: from when on it may be told that it does, beside the gates of both events.
    """

    event: str
    gate: Gate = OPEN

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``strip``, ``strip@1:32`` or ``strip@ending @film:the-original@0:50``.

        Raises:
            GateInvalid: what stands after the at sign is no gate.
        """
        event, at, gate = text.partition("@")
        return cls(event.strip(), Gate.parse(gate.strip()) if at else OPEN)

    def __str__(self) -> str:
        return self.event if self.gate == OPEN else f"{self.event}@{self.gate}"


@dataclass(frozen=True, slots=True)
class Rule:
    """When an event happens: all of ``because``, one of ``any_of`` if there are any, no ``unless``.

    Attributes:
        never: it does not happen, whatever else does: how an interpretation denies a rule.
    """

    because: tuple[Link, ...] = ()
    any_of: tuple[Link, ...] = ()
    unless: tuple[Link, ...] = ()
    never: bool = False

    @property
    def links(self) -> tuple[Link, ...]:
        """All that it hangs on."""
        return (*self.because, *self.any_of, *self.unless)

    def where(self, kept: Callable[[Link], bool]) -> "Rule":
        """The rule with these links only."""
        because, any_of, unless = (
            tuple(filter(kept, links)) for links in (self.because, self.any_of, self.unless)
        )
        return Rule(because, any_of, unless, self.never)

    def holds(self, happens: Callable[[str], bool]) -> bool:
        """Whether it lets its event happen, where these others do."""
        return (
            not self.never
            and all(happens(link.event) for link in self.because)
            and (not self.any_of or any(happens(link.event) for link in self.any_of))
            and not any(happens(link.event) for link in self.unless)
        )


class _Noun:
    """One statement of a story map, with its written form."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what ``str`` writes.

        Raises:
            ValueInvalid: anything else.
        """
        try:
            told = json.loads(text)
            return cls(**{name: _READ.get(name, _as_written)(told[name]) for name in told})  # type: ignore[no-untyped-call] # a dataclass makes the constructor
        except (ValueError, TypeError, AttributeError, RecursionError, InputRefused):
            raise ValueInvalid(_EXPECTED) from None

    def __str__(self) -> str:
        told = {
            field.name: _written(value)
            for field in fields(self)  # type: ignore[arg-type] # all nouns are dataclasses
            if (value := getattr(self, field.name)) != field.default
        }
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Character(_Noun):
    """Somebody in the story."""

    name: str
    called: str


@dataclass(frozen=True, slots=True)
class Timeline(_Noun):
    """A course of events: the real one, or one that an intervention on the real one makes.

    Attributes:
        called: what readers call it.
        without: events that do not happen there.
        adds: events that happen nowhere but where a timeline adds them.
    """

    name: str
    called: str
    is_: Status = Status.REAL
    without: tuple[str, ...] = ()
    adds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event(_Noun):
    """Something that happens. Events stand in the order of the story, causes before effects.

    Attributes:
        at: when the film shows it.
        says: what happens, in one sentence.
        who: names of the characters that it happens to.
        lines: names of the timelines on which the film shows it.
        choice: whether it is somebody's decision.
        by: names of the characters whose decision it is.
        enabler: whether it counts as a cause though nobody chose it.
        shot: how the film shows it, in words.
        quote: a few words that are said.
        as_real: those of its timelines that pass for the real one until they may be told.
    """

    name: str
    at: Moment
    says: str
    who: tuple[str, ...] = ()
    lines: tuple[str, ...] = (REAL,)
    rule: Rule = Rule()
    choice: bool = False
    by: tuple[str, ...] = ()
    enabler: bool = False
    shot: str = ""
    quote: str = ""
    as_real: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Thing(_Noun):
    """An object that goes from event to event, also from one timeline to another."""

    name: str
    called: str
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clue:
    """What speaks for or against an interpretation.

    Attributes:
        at: the event, or the named block of the page, that it points at.
        says: why, in one sentence.
    """

    at: str
    says: str


@dataclass(frozen=True, slots=True)
class Patch(_Noun):
    """What an interpretation of the page makes of the story map: a patch.

    Attributes:
        heading: of the interpretation, in the page's own words.
        takes: what it takes timelines to be.
        rules: rules that it puts in the place of the map's, by event.
    """

    name: str
    heading: str
    takes: tuple[tuple[str, Status], ...] = ()
    rules: tuple[tuple[str, Rule], ...] = ()
    clues_for: tuple[Clue, ...] = ()
    clues_against: tuple[Clue, ...] = ()


@dataclass(frozen=True, slots=True)
class Question(_Noun):
    """A question that the page itself asks.

    Attributes:
        says: the question in words.
        ask: its kind.
        events: the names that it takes: a cause and an effect, or one event.
        note: what to say of an answer that surprises, in one or two sentences; or empty.
    """

    name: str
    says: str
    ask: Ask
    events: tuple[str, ...]
    note: str = ""


Noun = Character | Timeline | Event | Thing | Patch | Question


def linked(rule: Rule, change: Callable[[Gate], Gate]) -> Rule:
    """The rule with another gate for each of its links."""
    because, any_of, unless = (
        tuple(replace(link, gate=change(link.gate)) for link in links)
        for links in (rule.because, rule.any_of, rule.unless)
    )
    return Rule(because, any_of, unless, rule.never)


def rules_of(noun: Event | Patch) -> tuple[Rule, ...]:
    """The rules that it states."""
    return (noun.rule,) if isinstance(noun, Event) else tuple(rule for _, rule in noun.rules)


def _written(value: object) -> object:
    match value:
        case bool():
            return value
        case Rule():
            told = {name: [str(link) for link in getattr(value, name)] for name in _LINKS}
            return {name: links for name, links in told.items() if links} | (
                {"never": True} if value.never else {}
            )
        case Clue():
            return [value.at, value.says]
        case tuple():
            return [_written(one) for one in value]
        case _:
            return str(value)


_LINKS: Final = ("because", "any_of", "unless")


def _as_written(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueInvalid(_EXPECTED)
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueInvalid(_EXPECTED)
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueInvalid(_EXPECTED)
    return tuple(map(_as_written, value))


def _rule(value: Any) -> Rule:
    links = {name: tuple(map(Link.parse, _texts(value.get(name, [])))) for name in _LINKS}
    return Rule(**links, never=_truth(value.get("never", False)))


def _clues(value: Any) -> tuple[Clue, ...]:
    return tuple(Clue(*_texts(pair)) for pair in value)


_READ: Final[Mapping[str, Callable[[Any], Any]]] = MappingProxyType(
    {
        "at": Moment.parse,
        "is_": Status,
        "ask": Ask,
        "choice": _truth,
        "enabler": _truth,
        "who": _texts,
        "by": _texts,
        "lines": _texts,
        "as_real": _texts,
        "without": _texts,
        "adds": _texts,
        "path": _texts,
        "events": _texts,
        "rule": _rule,
        "takes": lambda pairs: tuple((_as_written(name), Status(is_)) for name, is_ in pairs),
        "rules": lambda pairs: tuple((_as_written(name), _rule(rule)) for name, rule in pairs),
        "clues_for": _clues,
        "clues_against": _clues,
    }
)
