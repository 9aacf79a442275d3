"""What happens on each timeline by the rules of a map, held against what the film shows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from lookback.film.story import REAL, Event, Patch, Rule, Status, Timeline


@dataclass(frozen=True, slots=True)
class Worlds:
    """The events of a map, causes before effects, and its timelines."""

    events: Sequence[Event]
    timelines: Mapping[str, Timeline]

    @classmethod
    def of(cls, events: Iterable[Event], timelines: Iterable[Timeline]) -> "Worlds":
        """The worlds of a map; the real timeline is always there."""
        told = {one.name: one for one in timelines}
        return cls(tuple(events), {REAL: Timeline(REAL, ""), **told})

    def faults(self) -> Iterator[tuple[Event, str, bool]]:
        """Each event that the film shows on a timeline where it does not happen, or not on real.

        Yields the event, the timeline, and whether it is drawn there. Of several that follow
        from one another, only the first is given: the rest is reckoned as the film shows it.
        """
        for line in self._drawn():
            yield from ((e, line, True) for e in self._missing(line, {}))
        for event in self._undrawn():
            yield event, REAL, False

    def contradictions(self, patch: Patch) -> Iterator[tuple[Event, str]]:
        """Each event that is fact with this interpretation, and does not happen by its rules."""
        takes, rules = dict(patch.takes), dict(patch.rules)
        for line in self._drawn():
            if _status(takes, self.timelines[line]).is_fact:
                yield from ((event, line) for event in self._missing(line, rules))

    def _drawn(self) -> list[str]:
        drawn = {line for event in self.events for line in event.lines}
        return [line for line in self.timelines if line in drawn]

    def _missing(self, line: str, rules: Mapping[str, Rule]) -> Iterator[Event]:
        happened: set[str] = set()
        off = self._off(line)
        for event in self.events:
            happens = _happens(event, rules, off, happened)
            is_drawn = line in event.lines
            if is_drawn and not happens:
                yield event
            if happens or is_drawn:
                happened.add(event.name)

    def _undrawn(self) -> Iterator[Event]:
        happened: set[str] = set()
        off = self._off(REAL)
        for event in self.events:
            if REAL in event.lines:
                happened.add(event.name)
            elif _happens(event, {}, off, happened):
                yield event

    def _off(self, line: str) -> Set[str]:
        """The events that an intervention keeps from happening on a timeline."""
        here = self.timelines[line]
        added = {name for one in self.timelines.values() for name in one.adds}
        return (added - set(here.adds)) | set(here.without)


def _happens(event: Event, rules: Mapping[str, Rule], off: Set[str], happened: Set[str]) -> bool:
    rule = rules.get(event.name, event.rule)
    return event.name not in off and rule.holds(happened.__contains__)


def _status(takes: Mapping[str, Status], timeline: Timeline) -> Status:
    return takes.get(timeline.name, timeline.is_)
