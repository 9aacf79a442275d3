"""From when on each statement of a story map may be told, where its author does not say."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lookback.film.gate import CLOSED, Gate
from lookback.film.moment import Moment
from lookback.film.story import REAL, Event

Closing = Callable[[Gate], Gate]
"""What a page makes of gates that its film does not have."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The gates of events, and what follows from them.

    Attributes:
        closing: applied before gates are compared, so that comparing them again when the page
            has been written and read anew has the same outcome.
    """

    events: Mapping[str, Gate]
    closing: Closing

    def first(self, names: Iterable[str]) -> Gate | None:
        """Closed for whoever sees none of these events."""
        return met((self.events[name] for name in names if name in self.events), self.closing)


def met(gates: Iterable[Gate], closing: Closing) -> Gate | None:
    """The latest gate that is open to everybody to whom one of these is.

    There need be none among them that opens first for everybody: one may wait for another film.
    So this opens for some who have reached none of them, and what hangs on it must look for
    itself whether it has anything to hang on, as ``cleared_story`` does.
    """
    closed = [closing(gate) for gate in gates]
    if not closed:
        return None
    first, *others = (dict(gate.elsewhere) for gate in closed)
    shared = {
        slug: min([at, *(other[slug] for other in others)])
        for slug, at in first.items()
        if all(slug in other for other in others)
    }
    return Gate(min(gate.own for gate in closed), tuple(shared.items()))


def event_gate(event: Event, own: Gate, timelines: Mapping[str, Gate], closing: Closing) -> Gate:
    """When an event opens: never before one of its timelines, unless it passes for real till then.

    Args:
        own: what the author says, or when it may be told by its place in the story.
        timelines: the gates of all timelines but the real one.
    """
    if REAL in event.lines or event.as_real:
        return own
    waits = (timelines.get(line, CLOSED) for line in event.lines)
    return own.join(met(waits, closing) or CLOSED)


def usual_gates(events: Sequence[Event], timelines: Mapping[str, Gate]) -> Mapping[str, Gate]:
    """When each event may be told by its place in the story, where its author does not say.

    That is when the film shows it. But what stands before an event that passes for real, and is
    shown after it, would tell by its place that the film has not shown all in order; so it waits
    until that one's timeline may be told.

    Args:
        events: of the map, in the order of the story.
        timelines: the gates of all timelines but the real one.
    """
    passing = dict[str, Moment]()
    usual: dict[str, Gate] = {}
    for event in reversed(events):
        gate = Gate(event.at)
        for line, at in passing.items():
            if at < event.at and line not in event.lines:
                gate = gate.join(timelines.get(line, CLOSED))
        usual[event.name] = gate
        for line in event.as_real:
            passing[line] = min(event.at, passing.get(line, event.at))
    return usual
