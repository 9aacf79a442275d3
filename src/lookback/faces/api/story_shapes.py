"""Stories and answers as JSON: the same as ``lookback story --json`` prints (see ``telling``)."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from lookback.faces.api.shapes import Asked, Told


@dataclass(frozen=True, slots=True)
class StoryTimeline(Told):
    """A course of events."""

    name: str
    """What the map calls it; `real` is the one that every story has."""
    called: str
    """What readers call it, or empty."""
    is_: Annotated[str, Field(alias="is")]
    """What the map takes it to be: `real`, `alternate`, `remembered`, `told`, `imagined` or
    `dreamt`."""
    without: tuple[str, ...]
    """Events that do not happen there."""
    adds: tuple[str, ...]
    """Events that happen there only."""


@dataclass(frozen=True, slots=True)
class StoryCharacter(Told):
    """Somebody in the story."""

    called: str
    """What readers call them, as far as you may know."""


@dataclass(frozen=True, slots=True)
class StoryEvent(Told):
    """Something that happens."""

    name: str
    """What the map calls it: questions name it so."""
    at: str
    """When the film shows it."""
    says: str
    """What happens, in one sentence."""
    who: tuple[str, ...]
    """What the characters that it happens to are called, as far as you may know."""
    timelines: tuple[str, ...]
    """Names of the timelines on which the film shows it."""
    because: tuple[str, ...]
    """Events that must all happen for it."""
    any: tuple[str, ...]
    """Events one of which must happen for it, if there are any."""
    unless: tuple[str, ...]
    """Events none of which may happen for it."""
    choice: bool
    """Whether it is somebody's decision."""
    by: tuple[str, ...]
    """What those whose decision it is are called."""
    enabler: bool
    """Whether it counts as a cause though nobody chose it."""
    shot: str
    """How the film shows it, or empty."""
    quote: str
    """A few words that are said, or empty."""


@dataclass(frozen=True, slots=True)
class StoryThing(Told):
    """An object that goes from event to event."""

    called: str
    """What readers call it."""
    path: tuple[str, ...]
    """Events that it goes through, in their order."""


@dataclass(frozen=True, slots=True)
class StoryQuestion(Told):
    """A question that the page itself asks."""

    name: str
    """What the map calls it."""
    says: str
    """The question in words."""
    ask: str
    """Its kind: `but-for`, `cut`, `cause`, `why` or `degree`."""
    events: tuple[str, ...]
    """A cause and an effect, or one event."""
    note: str
    """What the author says of the answer, or empty."""


@dataclass(frozen=True, slots=True)
class StoryMap(Told):
    """The story behind a film, as far as you have watched it. Events are in the story's order."""

    timelines: tuple[StoryTimeline, ...]
    """Courses of events, the real one first."""
    characters: tuple[StoryCharacter, ...]
    """Who is in it."""
    events: tuple[StoryEvent, ...]
    """What happens, causes before effects."""
    things: tuple[StoryThing, ...]
    """Objects that go from event to event."""
    questions: tuple[StoryQuestion, ...]
    """Questions that the page asks."""


@dataclass(frozen=True, slots=True)
class StoryClue(Told):
    """What speaks for or against an interpretation."""

    at: str
    """The event, or the named block of the page, that it points at."""
    says: str
    """Why."""


@dataclass(frozen=True, slots=True)
class StoryTake(Told):
    """What an interpretation takes a timeline to be."""

    timeline: str
    """The timeline's name."""
    is_: Annotated[str, Field(alias="is")]
    """Such as `real` or `dreamt`."""


@dataclass(frozen=True, slots=True)
class StoryInterpretation(Told):
    """What an interpretation makes of the story."""

    name: str
    """What the map calls it: questions name it so."""
    anchor: str
    """Its own part of the page's address."""
    heading: str
    """What readers call it."""
    how_common: str
    """How common it is by the author's word, or empty."""
    claim: tuple[str, ...]
    """What it says, in paragraphs of Markdown."""
    takes: tuple[StoryTake, ...]
    """What it takes timelines to be, where that is not as the map has it."""
    rules: tuple[str, ...]
    """Rules that it puts in the place of the map's, in words."""
    speaks_for: Annotated[tuple[StoryClue, ...], Field(alias="for")]
    """What speaks for it."""
    against: tuple[StoryClue, ...]
    """What speaks against it."""
    agrees: bool
    """Whether it agrees with everything that you have seen."""
    denies: tuple[str, ...]
    """Events that you have seen, and that by its rules do not happen."""


@dataclass(frozen=True, slots=True)
class StoryInterpretations(Told):
    """What interpretations make of a story."""

    interpretations: tuple[StoryInterpretation, ...]
    """Those that you may see, in the author's order."""


@dataclass(frozen=True, slots=True)
class StoryCause(Told):
    """A cause that nothing can be left out of."""

    events: tuple[str, ...]
    """What it is made of."""
    witness: tuple[str, ...] | None
    """What has to be held as it is for the effect to fail without the cause; null: not settled."""
    path: tuple[str, ...]
    """By which events it leads to the effect."""


@dataclass(frozen=True, slots=True)
class StoryShare(Told):
    """A causal share, after Chockler and Halpern's degree of responsibility. It is no blame."""

    name: str
    """Of an event, or what a character is called."""
    of: str
    """The share as a fraction, such as `1/2`."""
    share: float
    """The same as a number."""
    by: str
    """The event that a character has it by; for an event, its own name."""


@dataclass(frozen=True, slots=True)
class StoryAnswer(Told):
    """An answer, by the map itself or as an interpretation has it."""

    interpretation: str
    """The interpretation's name; empty for the map itself."""
    heading: str
    """What readers call it; empty for the map itself."""
    timeline: str
    """The timeline that it is about."""
    outcome: str
    """The short of it, such as `needed`, `not needed`, `cause`, `no cause` or `not settled`."""
    settled: bool
    """Whether this is all; otherwise what is here is right, and there may be more."""
    sentences: tuple[str, ...]
    """The answer in words: the short of it, then the reasons."""
    gone: tuple[str, ...]
    """Events that would not have happened."""
    come: tuple[str, ...]
    """Events that would have happened instead."""
    path: tuple[str, ...]
    """By which events the cause leads to the effect."""
    keeps: tuple[str, ...]
    """Events that would have kept the effect happening."""
    causes: tuple[StoryCause, ...]
    """Causes made of what happens."""
    omissions: tuple[StoryCause, ...]
    """Causes with something that does not happen."""
    shares: tuple[StoryShare, ...]
    """Causal shares of events."""
    characters: tuple[StoryShare, ...]
    """The largest causal share of each character's choices."""


@dataclass(frozen=True, slots=True)
class StoryAnswers(Told):
    """The answers to one question."""

    ask: str
    """What was asked."""
    events: tuple[str, ...]
    """What it was asked about."""
    differ: bool | None
    """Whether the answers do; null where that could not be settled in time."""
    answers: tuple[StoryAnswer, ...]
    """By the map itself, then as each interpretation has it; or the one that was asked for."""


@dataclass(frozen=True, slots=True)
class VoteShare(Told):
    """How many hold an interpretation."""

    anchor: str
    """Its own part of the page's address."""
    heading: str
    """What it is called."""
    votes: int
    """How many readers voted for it."""
    part: float
    """Of all votes that are counted here, from 0 to 1."""
    low: float
    """Where the 95 % interval of that begins."""
    high: float
    """Where it ends."""


@dataclass(frozen=True, slots=True)
class Votes(Told):
    """Votes for the interpretations of a film."""

    shares: tuple[VoteShare, ...]
    """Those that you may see, in the page's order."""
    yours: str
    """The anchor of the one that you voted for, or empty."""


@dataclass(frozen=True, slots=True)
class NewVote(Asked):
    """The interpretation that you hold."""

    interpretation: Annotated[str, Field(min_length=1, max_length=96)]
    """Its anchor."""
