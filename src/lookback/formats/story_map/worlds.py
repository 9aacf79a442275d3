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
        from one another, only the first is given.
        """
        for line in dict.fromkeys([*self._drawn(), REAL]):
            yield from ((event, line, is_drawn) for event, is_drawn in self._wrong(line, {}))

    def contradictions(self, patch: Patch) -> Iterator[tuple[Event, str]]:
        """Each event that is fact with this interpretation, and does not happen by its rules."""
        takes, rules = dict(patch.takes), dict(patch.rules)
        for line in self._drawn():
            if _status(takes, self.timelines[line]).is_fact:
                yield from ((event, line) for event, _ in self._wrong(line, rules))

    def _drawn(self) -> list[str]:
        drawn = {line for event in self.events for line in event.lines}
        return [line for line in self.timelines if line in drawn]

    def _wrong(self, line: str, rules: Mapping[str, Rule]) -> Iterator[tuple[Event, bool]]:
        """Each event drawn here that does not happen here, or the other way round on real.

        Until it is mended it is open whether that one happens, and so is what hangs on it: only
        what goes wrong either way is given. Another that is drawn happens, as the film shows it.
        By the rules of an interpretation, what is not drawn may happen on real.
        """
        surely, perhaps = set[str](), set[str]()
        off = self._off(line)
        for event in self.events:
            rule = rules.get(event.name, event.rule)
            is_on = event.name not in off
            must = is_on and _lets(rule, surely, perhaps)
            can = is_on and _lets(rule, perhaps, surely)
            if line in event.lines and not can:
                yield event, True
                perhaps.add(event.name)
            elif line in event.lines:
                surely.add(event.name)
                perhaps.add(event.name)
            elif must and line == REAL and not rules:
                yield event, False
                perhaps.add(event.name)
            elif can:
                perhaps.add(event.name)
                surely.update([event.name] if must else [])

    def _off(self, line: str) -> Set[str]:
        """The events that an intervention keeps from happening on a timeline."""
        here = self.timelines[line]
        added = {name for one in self.timelines.values() for name in one.adds}
        return (added - set(here.adds)) | set(here.without)


def _lets(rule: Rule, causes: Set[str], preventers: Set[str]) -> bool:
    """Whether a rule lets its event happen, where these do of its causes and its preventers."""
    return (
        not rule.never
        and all(link.event in causes for link in rule.because)
        and (not rule.any_of or any(link.event in causes for link in rule.any_of))
        and all(link.event not in preventers for link in rule.unless)
    )


def _status(takes: Mapping[str, Status], timeline: Timeline) -> Status:
    return takes.get(timeline.name, timeline.is_)
