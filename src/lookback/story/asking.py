"""Questions to a story, answered from what one reader may see and from nothing else."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Self

from rapidfuzz import process
from rapidfuzz.distance import OSA

from lookback.errors import EventUnknown, QuestionInvalid
from lookback.film.story import Ask
from lookback.firewall.story import Story
from lookback.story.answers import Answer, Outcome
from lookback.story.breaking import broken
from lookback.story.reasons import Reasons, setting_of
from lookback.story.solving import Deadline
from lookback.story.worlds import World, world_where

USUAL_SECONDS: Final = 2.0
_LONGEST: Final = 1_000
"""Letters of a question."""
_NEAR: Final = 3
"""Names that are suggested for one that is unknown."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: its kind, and the events that it names, a cause and an effect or one event."""

    ask: Ask
    events: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``but-for meet die`` or ``why die``.

        Raises:
            QuestionInvalid: anything else.
        """
        word, *events = (text.split() if len(text) <= _LONGEST else []) or [""]
        if word not in set(Ask):
            raise QuestionInvalid(f"expected one of {', '.join(Ask)}, then names of events")
        asked = cls(Ask(word), tuple(events))
        asked.check()
        return asked

    def check(self) -> None:
        """Refuse a question that names too few events or too many.

        Raises:
            QuestionInvalid: it does.
        """
        if len(self.events) != self.ask.takes:
            names = "a cause and an effect" if self.ask.takes == 2 else "one event"
            raise QuestionInvalid(f"expected {names} after {self.ask}, by names of the map")

    def __str__(self) -> str:
        return " ".join((self.ask, *self.events))


@dataclass(frozen=True, slots=True)
class Comparison:
    """One question, answered by the map itself, and then as each interpretation has it.

    Attributes:
        differ: whether the answers do; None where one that was not settled could still tell.
    """

    answers: tuple[Answer, ...]
    differ: bool | None


def answer(
    story: Story,
    asked: Asked,
    patch: str = "",
    *,
    seconds: float = USUAL_SECONDS,
    clock: Callable[[], float] = time.monotonic,
) -> Answer:
    """Answer a question, exactly, or say that it is not settled in time.

    Args:
        story: all that the reader may see.
        asked: the question.
        patch: the name of an interpretation; empty for the map itself.
        seconds: how long it may take.
        clock: tells the time in seconds.

    Raises:
        QuestionInvalid: it names too few events, or too many.
        EventUnknown: the story has no such event.
        InterpretationUnknown: the story has no such interpretation.
    """
    _check(story, asked)
    deadline = Deadline.after(seconds, clock)
    found = _answer(story, asked, patch, deadline)
    if patch and found.outcome in {Outcome.NOT_NEEDED, Outcome.NO_CAUSE}:
        plain = _answer(story, asked, "", deadline)
        found = replace(found, broken=broken(story, found, plain))
    return found


def compare(
    story: Story,
    asked: Asked,
    *,
    seconds: float = USUAL_SECONDS,
    clock: Callable[[], float] = time.monotonic,
) -> Comparison:
    """Answer a question by the map itself and as each interpretation has it, in their order.

    Args:
        story: all that the reader may see.
        asked: the question.
        seconds: how long all answers together may take.
        clock: tells the time in seconds.

    Raises:
        QuestionInvalid: it names too few events, or too many.
        EventUnknown: the story has no such event.
    """
    end = clock() + seconds
    answers = tuple(
        answer(story, asked, patch, seconds=end - clock(), clock=clock)
        for patch in ("", *(one.name for one in story.patches))
    )
    known = {one.gist for one in answers if one.settled}
    if len(known) > 1:
        return Comparison(answers, True)
    return Comparison(answers, False if all(one.settled for one in answers) else None)


def _check(story: Story, asked: Asked) -> None:
    asked.check()
    names = [event.name for event in story.events]
    for name in asked.events:
        if name not in names:
            near = process.extract(
                name, names, scorer=OSA.normalized_similarity, score_cutoff=0.5, limit=_NEAR
            )
            raise EventUnknown(
                "expected the name of an event of this story, as its map has it",
                near=tuple(one for one, *_ in near),
            )


def _answer(story: Story, asked: Asked, patch: str, deadline: Deadline) -> Answer:
    effect = asked.events[-1]
    world = world_where(story, effect, patch)
    bare = Answer(
        asked.ask,
        asked.events,
        Outcome.ABSENT,
        patch,
        world.line,
        tuple(name for name, happens in world.happens.items() if happens),
        leads=asked.events[0] in world.behind(effect),
    )
    if asked.ask.takes > 1 and asked.events[0] == effect:
        return replace(bare, outcome=Outcome.SAME)
    if not world.happens[effect]:
        return bare
    if asked.ask is Ask.BUT_FOR:
        return _but_for(world, bare)
    if asked.ask is Ask.CUT:
        return _cut(world, bare)
    reasons = Reasons(story, world, effect, setting_of(world), deadline)
    how = {Ask.CAUSE: reasons.cause, Ask.WHY: reasons.why, Ask.DEGREE: reasons.shares}
    return how[asked.ask](bare)


def _cut(world: World, bare: Answer) -> Answer:
    answered = _with_changes(world, bare, {bare.effect: False})
    changes = bool(answered.gone or answered.come)
    return replace(answered, outcome=Outcome.CHANGES if changes else Outcome.NO_CHANGE)


def _but_for(world: World, bare: Answer) -> Answer:
    cause, effect = bare.events
    do = {cause: not world.happens[cause]}
    answered = replace(_with_changes(world, bare, do), path=world.path(do, cause, effect))
    if not world.happens[cause]:
        return replace(answered, outcome=Outcome.CAUSE_ABSENT)
    if effect in answered.gone:
        return replace(answered, outcome=Outcome.NEEDED)
    keeps = tuple(_keeping(world, cause, effect)) if bare.leads else ()
    return replace(answered, outcome=Outcome.NOT_NEEDED, keeps=keeps)


def _with_changes(world: World, bare: Answer, do: Mapping[str, bool]) -> Answer:
    then = world.under(do)
    changed = [name for name in world.rules if name not in do and then[name] != world.happens[name]]
    return replace(
        bare,
        gone=tuple(name for name in changed if not then[name]),
        come=tuple(name for name in changed if then[name]),
    )


def _keeping(world: World, cause: str, effect: str) -> Iterator[str]:
    """Events without which the effect does not happen where the cause does not, and else does."""
    behind = world.behind(effect)
    then = world.under({cause: False})
    names = [name for name, happens in then.items() if happens and name in behind]
    held = world.without_each({cause: False}, names)[effect]
    free = world.without_each({}, names)[effect]
    for place, name in enumerate(names):
        if free >> place & 1 and not held >> place & 1:
            yield name
