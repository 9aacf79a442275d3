"""The worlds of a story: what happens on a timeline, as an interpretation has it, or would.

All is worked out from what one reader sees. What is hidden is missing among the rules, and what is
left of them may not yield what the film showed, or may yield what it did not. The film is right:

- an event that is drawn on a timeline, and that the rules do not yield there, simply happened;
- an event that is not drawn on the real timeline, and that the rules would yield there, is switched
  off in reality; a timeline that it is drawn on switches it on.

Where nothing is hidden, the rules of a map yield what is drawn, and nothing of this changes them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Final

from lookback.errors import InterpretationUnknown
from lookback.film.story import REAL, Patch, Rule, Timeline
from lookback.firewall.story import Story

NEVER: Final = Rule(never=True)
"""The rule of what is switched off, or held back."""
_SIMPLY: Final = Rule()


@dataclass(frozen=True, slots=True)
class World:
    """What happens on one timeline.

    Attributes:
        line: the timeline's name.
        rules: of each event, in the order of the story; they hang on earlier events only.
        happens: whether each event does, in the same order.
    """

    line: str
    rules: Mapping[str, Rule]
    happens: Mapping[str, bool]

    def under(self, do: Mapping[str, bool]) -> dict[str, bool]:
        """What would happen if these events did, or did not, whatever their rules say."""
        happens: dict[str, bool] = {}
        for name, rule in self.rules.items():
            held = do.get(name)
            happens[name] = rule.holds(happens.__getitem__) if held is None else held
        return happens

    def without_each(self, do: Mapping[str, bool], names: Sequence[str]) -> dict[str, int]:
        """What would happen if one more event did not: all such worlds at once.

        Returns:
            for each event a number whose bit k is set if it happens under ``do`` without the
            k-th of these names.
        """
        everywhere = (1 << len(names)) - 1
        but = {name: everywhere ^ (1 << place) for place, name in enumerate(names)}
        happens: dict[str, int] = {}
        for name, rule in self.rules.items():
            held = do.get(name)
            if held is not None:
                worlds = everywhere if held else 0
            else:
                worlds = 0 if rule.never else everywhere
                for link in rule.because:
                    worlds &= happens[link.event]
                if rule.any_of:
                    worlds &= reduce(or_, (happens[link.event] for link in rule.any_of))
                for link in rule.unless:
                    worlds &= ~happens[link.event]
            happens[name] = worlds & but.get(name, everywhere)
        return happens

    def path(self, do: Mapping[str, bool], cause: str, effect: str) -> tuple[str, ...]:
        """A shortest path from a cause to an effect by events that are otherwise under ``do``.

        Returns:
            the events on it, both ends included; empty where there is none.
        """
        then = self.under(do)
        paths: dict[str, tuple[str, ...]]
        paths = {cause: (cause,)} if then[cause] != self.happens[cause] else {}
        for name, rule in self.rules.items():
            if name not in do and then[name] != self.happens[name]:
                ways = [paths[link.event] for link in rule.links if link.event in paths]
                if ways:
                    paths[name] = (*min(ways, key=len), name)
        return paths.get(effect, ())

    def behind(self, event: str) -> frozenset[str]:
        """All events that this one hangs on, directly or by others, without itself."""
        found: set[str] = set()
        todo = [event]
        while todo:
            for link in self.rules[todo.pop()].links:
                if link.event not in found:
                    found.add(link.event)
                    todo.append(link.event)
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Whether an interpretation agrees with all that its reader has seen.

    Attributes:
        patch: its name.
        denied: events that the film shows on a timeline which it takes to be fact, and that by its
            rules do not happen there; in the order of the story.
    """

    patch: str
    denied: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Whether it denies nothing."""
        return not self.denied


def world_of(story: Story, line: str = REAL, patch: str = "") -> World:
    """What happens on a timeline of the story, as an interpretation has it.

    Args:
        story: all that the reader may see.
        line: the name of one of its timelines, or the real one.
        patch: the name of one of its interpretations; empty for the map itself.

    Raises:
        InterpretationUnknown: the story has no such interpretation.
    """
    given = dict(patch_of(story, patch).rules) if patch else {}
    rules, off = _in_reality(story)
    if line != REAL:
        rules, off = _elsewhere(story, line, rules, off)
    rules |= _hanging_on_earlier(story, {n: rule for n, rule in given.items() if n in rules})
    rules |= {name: NEVER for name in rules if name in off}
    return World(line, rules, World(line, rules, {}).under({}))


def world_where(story: Story, event: str, patch: str = "") -> World:
    """The world in which a question about an event is asked.

    That is the real timeline if it happens there, else the first one on which it is drawn.

    Raises:
        InterpretationUnknown: the story has no such interpretation.
    """
    real = world_of(story, REAL, patch)
    drawn = next(one.lines for one in story.events if one.name == event)
    line = next((one.name for one in story.timelines if one.name in drawn), REAL)
    return real if real.happens[event] or line == REAL else world_of(story, line, patch)


def patch_of(story: Story, name: str) -> Patch:
    """The interpretation of that name.

    Raises:
        InterpretationUnknown: the story has none.
    """
    for patch in story.patches:
        if patch.name == name:
            return patch
    raise InterpretationUnknown(
        "expected the name of an interpretation of this story, as its map has it"
    )


def in_order(story: Story, names: Iterable[str]) -> tuple[str, ...]:
    """These events, in the order of the story."""
    chosen = frozenset(names)
    return tuple(event.name for event in story.events if event.name in chosen)


def agreeing(story: Story) -> tuple[Agreement, ...]:
    """For each interpretation, in the author's order, whether it agrees with what is seen."""
    return tuple(Agreement(patch.name, _denied(story, patch)) for patch in story.patches)


def _denied(story: Story, patch: Patch) -> tuple[str, ...]:
    taken = dict(patch.takes)
    denied: set[str] = set()
    for timeline in story.timelines:
        if taken.get(timeline.name, timeline.is_).is_fact:
            happens = world_of(story, timeline.name, patch.name).happens
            denied.update(
                event.name
                for event in story.events
                if timeline.name in event.lines and not happens[event.name]
            )
    return in_order(story, denied)


def _in_reality(story: Story) -> tuple[dict[str, Rule], frozenset[str]]:
    """The rules of all events, and what is switched off in reality."""
    rules = _hanging_on_earlier(story, {event.name: event.rule for event in story.events})
    off = {name for one in story.timelines if one.name != REAL for name in one.adds}
    drawn = {event.name: REAL in event.lines for event in story.events}
    for name, shown in drawn.items():
        # All that is before it happens just where it is drawn: so it was made to be.
        yields = name not in off and rules[name].holds(drawn.__getitem__)
        if shown and not yields:
            rules[name] = _SIMPLY
            off.discard(name)
        elif yields and not shown:
            off.add(name)
    return rules, frozenset(off)


def _elsewhere(
    story: Story, line: str, rules: Mapping[str, Rule], off: frozenset[str]
) -> tuple[dict[str, Rule], frozenset[str]]:
    """The rules on another timeline, and what is switched off or held back there."""
    timeline = next((one for one in story.timelines if one.name == line), Timeline(line, ""))
    drawn = {event.name for event in story.events if line in event.lines}
    off = (off - drawn).difference(timeline.adds).union(timeline.without)
    there = dict(rules)
    happens: dict[str, bool] = {}
    for name, rule in rules.items():
        yields = rule.holds(happens.__getitem__)
        happens[name] = name not in off and (yields or name in drawn)
        if happens[name] and not yields:
            there[name] = _SIMPLY
    return there, off


def _hanging_on_earlier(story: Story, rules: Mapping[str, Rule]) -> dict[str, Rule]:
    """The rules, in the order of the story, without links to what is unknown or comes later."""
    earlier: set[str] = set()
    kept = {}
    for event in story.events:
        if event.name in rules:
            kept[event.name] = rules[event.name].where(lambda link: link.event in earlier)
        earlier.add(event.name)
    return kept
