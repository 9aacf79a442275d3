"""What is answered to a question about a story: events by their names, and no words yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from lookback.film.story import REAL, Ask


class Outcome(StrEnum):
    """The short of an answer."""

    NEEDED = "needed"
    NOT_NEEDED = "not needed"
    CHANGES = "changes"
    NO_CHANGE = "no change"
    CAUSE = "cause"
    PART = "part of a cause"
    NO_CAUSE = "no cause"
    FOUND = "found"
    NONE_FOUND = "none found"
    SAME = "same event"
    CAUSE_ABSENT = "cause does not happen"
    ABSENT = "does not happen"
    NOT_SETTLED = "not settled"


@dataclass(frozen=True, slots=True)
class Cause:
    """A cause that nothing can be left out of.

    Attributes:
        events: that it is made of, in the order of the story.
        witness: what has to be held as it is for the effect to fail without the cause; a smallest
            such set, in the order of the story. None where it was not found in time.
        path: by which events it leads to the effect, from one of its events to the effect.
    """

    events: tuple[str, ...]
    witness: tuple[str, ...] | None
    path: tuple[str, ...]

    def otherwise(self, happens: Mapping[str, bool]) -> dict[str, bool]:
        """The intervention by which it shows: its events otherwise, and the witness as it is.

        Args:
            happens: what does, in the world where it is a cause.
        """
        do = {name: not happens[name] for name in self.events}
        return do | {name: happens[name] for name in self.witness or ()}


@dataclass(frozen=True, slots=True)
class Share:
    """A causal share: the degree of responsibility of an event, or of somebody's choices.

    Attributes:
        name: of an event, or of a character.
        of: above 0, at most 1.
        by: the event that a character has it by; for an event, its own name.
    """

    name: str
    of: Fraction
    by: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, all of it about one timeline and one interpretation.

    Attributes:
        ask: what was asked.
        events: what it was asked about: a cause and an effect, or one event.
        patch: the interpretation's name; empty for the map itself.
        line: the timeline's name.
        happen: all events that happen there, in the order of the story.
        gone: what happens, and would not if the cause were otherwise.
        come: what does not happen, and then would.
        path: by which events the cause leads to the effect, both included.
        keeps: without the cause, the effect hangs on each of these; with it, on none of them.
        leads: whether the effect hangs on the cause by any chain of rules.
        broken: the first event of the map's path that does not change with the cause any more, by
            a rule of the interpretation; or empty.
        causes: made of what happens only, the smaller first, and then by the story.
        omissions: causes with something that did not happen.
        shares: of events that happen, the larger first.
        omitted_shares: of events that do not.
        characters: the largest share of somebody's choices that happen.
        settled: whether this is all; otherwise, what is here is right, and there may be more.
    """

    ask: Ask
    events: tuple[str, ...]
    outcome: Outcome
    patch: str = ""
    line: str = REAL
    happen: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()
    leads: bool = False
    broken: str = ""
    causes: tuple[Cause, ...] = ()
    omissions: tuple[Cause, ...] = ()
    shares: tuple[Share, ...] = ()
    omitted_shares: tuple[Share, ...] = ()
    characters: tuple[Share, ...] = ()
    settled: bool = True

    @property
    def effect(self) -> str:
        """The event that the question is about."""
        return self.events[-1]

    @property
    def gist(self) -> object:
        """What makes two answers to the same question differ."""
        causes = [frozenset(one.events) for one in (*self.causes, *self.omissions)]
        match self.ask:
            case Ask.CUT:
                return self.outcome, self.gone, self.come
            case Ask.CAUSE | Ask.WHY:
                return self.outcome, frozenset(causes)
            case Ask.DEGREE:
                return self.outcome, self.shares, self.omitted_shares, self.characters
            case Ask.BUT_FOR:
                return self.outcome
