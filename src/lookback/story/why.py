"""Why something happens, in plain words: all its causes, and how they lead to it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from lookback.story.answers import Cause
from lookback.story.ways import Telling, ways
from lookback.story.wording import MOST, Words, joined, short
from lookback.story.worlds import world_of

_HELD: Final = ", as long as other things stay as they are"


def why_told(words: Words) -> Iterator[str]:
    """Sentences about an answer with at least one cause: the causes, their ways, and the rest."""
    answer = words.answer
    causes = (*answer.causes, *answer.omissions)
    for number, one in enumerate(_hanging(words)):
        yield f"{words.effect} {'also ' if number else ''}hangs on {one}."
    more = sum(len(one.events) > 1 for one in causes) - MOST
    if more > 0:
        yield f"{more} more of several together {_are(more)} left out here."
    if not answer.settled:
        yield "There may be more: this could not be settled in time, or they are too many."
    yield from _led(words, causes)
    yield from _held(words, causes)


def _hanging(words: Words) -> Iterator[str]:
    for causes, so in ((words.answer.causes, ""), (words.answer.omissions, " not happening")):
        alone = [one for one in causes if len(one.events) == 1]
        for held in ("", _HELD):
            these = [words.quote(one.events[0]) for one in alone if _while(one) == held]
            if these:
                each = "this" if len(these) == 1 else "each of these"
                yield f"{each}{so}{held}: {'; '.join(short(these))}"
    together = [one for one in (*words.answer.causes, *words.answer.omissions) if one.events[1:]]
    for one in together[:MOST]:
        either = "either" if len(one.events) == 2 else "any one of them"
        events = joined(map(words.as_is, one.events))
        yield f"these together{_while(one)}: {events}; {either} would have been enough"


def _while(cause: Cause) -> str:
    return "" if cause.witness == () else _HELD


def _led(words: Words, causes: Sequence[Cause]) -> Iterator[str]:
    """How the causes lead to the effect, and what of it is not told."""
    world = world_of(words.story, words.answer.line, words.answer.patch)
    told_above, left_out = [], 0
    for way in ways(world, causes, MOST):
        if way.telling is Telling.WHOLE:
            yield words.way(way.events)
        elif way.telling is Telling.BEGINNING:
            yield words.way(way.events, "; and on as above")
        elif way.telling is Telling.NOTHING:
            told_above.append(words.quote(way.events[0]))
        elif way.telling is Telling.LEFT_OUT:
            left_out += 1
    if told_above:
        lie = "lies" if len(told_above) == 1 else "lie"
        yield f"{joined(short(told_above))} {lie} on what is told above."
    if left_out:
        yield f"How {left_out} more {_leads(left_out)} there is left out here."


def _held(words: Words, causes: Iterable[Cause]) -> Iterator[str]:
    """What has to stay as it is, for those causes that show only so."""
    these = [one for one in causes if one.witness != ()]
    more = len(these) - MOST
    for one in these[:MOST]:
        yield from words.shown(one, _fails(words, one))
    if more > 0:
        yield f"What has to stay as it is for {more} more is left out here."


def _fails(words: Words, cause: Cause) -> str:
    events = joined(map(words.quote, cause.events))
    if len(cause.events) > 1:
        every = "both" if len(cause.events) == 2 else "all"
        return f"Had {events} {every} been otherwise, {words.effect} would not have happened"
    if words.happens(cause.events[0]):
        return f"Without {events}, {words.effect} would not have happened"
    return f"Had {events} happened, {words.effect} would not have"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _leads(number: int) -> str:
    return "leads" if number == 1 else "lead"
