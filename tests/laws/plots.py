"""What has to agree in a story map: its events, their timelines, and what is made of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, Self

from lookback.film.gate import Gate
from lookback.film.story import Event, Link, Patch, Rule, Timeline
from lookback.formats.story_map.worlds import Worlds

Kind = Literal["because", "any_of", "unless"]
KINDS: Final[tuple[Kind, ...]] = ("because", "any_of", "unless")
"""How an event hangs on another."""


@dataclass(frozen=True)
class Placed:
    """An event with its gate; ``None``: its author does not say."""

    event: Event
    gate: Gate | None

    @property
    def name(self) -> str:
        return self.event.name


@dataclass(frozen=True)
class Plot:
    """What has to agree in a map, or it would not be read at all."""

    events: tuple[Placed, ...] = ()
    timelines: tuple[Timeline, ...] = ()
    patches: tuple[Patch, ...] = ()

    def is_whole_after(self, before: "Plot") -> bool:
        """Whether it yields what the film shows, by each interpretation as well.

        Args:
            before: a whole one, of which nothing is looked at again that is the same here.
        """
        same = self.events is before.events and self.timelines is before.timelines
        worlds = Worlds.of((one.event for one in self.events), self.timelines)
        # One that changes no rule says what the map says.
        patches = [
            one for one in self.patches if one.rules and not (same and one in before.patches)
        ]
        return (same or not any(worlds.faults())) and not any(
            any(worlds.contradictions(one)) for one in patches
        )

    def event(self, name: str) -> Event:
        """The event of that name."""
        return next(one.event for one in self.events if one.name == name)

    def with_event(self, event: Event) -> Self:
        """The same with this one in the place of the one of its name."""
        changed = (
            replace(one, event=event) if one.name == event.name else one for one in self.events
        )
        return replace(self, events=tuple(changed))

    def added(self, event: str, lines: Sequence[str]) -> Self:
        """The same where an event happens on these timelines only."""
        changed = (
            replace(one, adds=tuple(dict.fromkeys([*one.adds, event])))
            if one.name in lines
            else one
            for one in self.timelines
        )
        return replace(self, timelines=tuple(changed))

    def without(self, event: str, line: str) -> Self:
        """The same without an event on a timeline, if that does not add it."""
        changed = (
            replace(one, without=tuple(dict.fromkeys([*one.without, event])))
            if one.name == line and event not in one.adds
            else one
            for one in self.timelines
        )
        return replace(self, timelines=tuple(changed))

    def linked(self, effect: str, kind: Kind, link: Link) -> Self:
        """The same with a link from an event; as it is if it has one to the same."""
        event = self.event(effect)
        return self.with_event(replace(event, rule=more(event.rule, kind, link)))

    def patch(self, name: str) -> Patch:
        """The interpretation of that name."""
        return next(one for one in self.patches if one.name == name)

    def with_patch(self, patch: Patch) -> Self:
        """The same with this one in the place of the one of its name."""
        changed = (patch if one.name == patch.name else one for one in self.patches)
        return replace(self, patches=tuple(changed))


class Plotting:
    """Makes a plot step by step, each of which is kept if it is still whole with it."""

    def __init__(self, plot: Plot) -> None:
        self.plot = plot

    def keep(self, plot: Plot) -> bool:
        """Go on with this one if it is whole; whether it is."""
        is_whole = plot == self.plot or plot.is_whole_after(self.plot)
        if is_whole:
            self.plot = plot
        return is_whole


def more(rule: Rule, kind: Kind, link: Link) -> Rule:
    """The rule with a link; as it is if it has one to the same event."""
    if any(one.event == link.event for one in rule.links):
        return rule
    match kind:
        case "because":
            return replace(rule, because=(*rule.because, link))
        case "any_of":
            return replace(rule, any_of=(*rule.any_of, link))
        case "unless":
            return replace(rule, unless=(*rule.unless, link))
