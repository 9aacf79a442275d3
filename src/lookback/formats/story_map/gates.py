"""From when on each statement of a story map may be told."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from lookback.film.gate import CLOSED, Gate
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
        """The gate of the one of these events that opens first."""
        return earliest((self.events[name] for name in names if name in self.events), self.closing)


def earliest(gates: Iterable[Gate], closing: Closing) -> Gate | None:
    """The gate that opens first; the first of them in doubt."""

    def key(gate: Gate) -> tuple[object, ...]:
        closed = closing(gate)
        return closed.own, closed.elsewhere

    return min(gates, key=key, default=None)


def event_gate(
    event: Event, own: Gate, timelines: Mapping[str, Gate], as_real: Iterable[str], closing: Closing
) -> Gate:
    """When an event opens: never before one of its timelines, unless it passes for real till then.

    Args:
        own: what the author says, or when the film shows it.
        timelines: the gates of all timelines but the real one.
        as_real: those whose events are drawn on the real one before.
    """
    if REAL in event.lines or any(line in as_real for line in event.lines):
        return own
    waits = (timelines.get(line, CLOSED) for line in event.lines)
    return own.join(earliest(waits, closing) or CLOSED)
