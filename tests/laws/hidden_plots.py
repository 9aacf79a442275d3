"""What happens in one page's story map: what is visible, and hidden events in and around it.

Each is put in where it changes nothing that the reader may be shown, and stays if the map is still
whole with it: a faulty one would not be read.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final, TypeVar

from tests.laws.maps import HEADINGS, LAST, NO_FACT, Maps
from tests.laws.plots import KINDS, Kind, Placed, Plot, Plotting, more

from lookback.film.gate import OPEN, Gate
from lookback.film.moment import Moment
from lookback.film.story import REAL, Event, Link, Patch, Rule, Timeline

HIDDEN_HEADING: Final = "It was the moon"
HIDDEN_HEADINGS: Final = (HIDDEN_HEADING, *(f"{heading}!" for heading in HEADINGS))
"""Interpretations that the reader may not see; some have the words of visible ones."""
PASSING: Final = "dream"
"""A hidden timeline that may pass for the real one."""
HIDDEN: Final = "vision"
"""A hidden timeline that does not."""
EMPTY: Final = "echo"
"""A timeline that is open, and has hidden events only."""
_T = TypeVar("_T")


class HiddenPlot(Plotting):
    """The events of one page's map, their timelines, and what is made of them."""

    def __init__(self, maps: Maps) -> None:
        self.maps = maps
        self.rng = maps.rng
        self.shown = {one.name: one.event.lines for one in maps.plot.events}
        self.passes = self.rng.random() < 0.7
        hidden = [
            Timeline(name, f"The {name}", self.rng.choice(NO_FACT))
            for name in (PASSING, HIDDEN, EMPTY)
            if self.rng.random() < 0.8
        ]
        moons = [Patch(f"m{n}", heading) for n, heading in enumerate(HIDDEN_HEADINGS[1:])]
        super().__init__(
            Plot(
                maps.plot.events,
                tuple(self.mixed(maps.plot.timelines, hidden)),
                (*maps.plot.patches, Patch("moon", HIDDEN_HEADING), *moons),
            )
        )
        self.hidden_lines = [one.name for one in hidden]
        self.cast = [f"c{self.number()}" for _ in range(self.rng.randint(0, 2))]
        """Hidden characters, whom visible events have, too."""
        self.extra = f"c{self.number()}"
        """Somebody whom hidden events alone have, so that no gate needs to be said."""
        self.insert()
        self.draw()
        self.join()
        self.change()
        self.read()
        self.people()
        self.precede()

    def number(self) -> int:
        return self.rng.randint(0, 10**9)

    def mixed(self, some: Iterable[_T], others: Iterable[_T]) -> list[_T]:
        """Both in one list, the first in their order."""
        every = list(some)
        for other in others:
            every.insert(self.rng.randint(0, len(every)), other)
        return every

    @property
    def secret(self) -> list[str]:
        """Names of hidden events."""
        return [one.name for one in self.plot.events if one.name not in self.shown]

    # Events.

    def insert(self) -> None:
        """Hidden events, on any timelines."""
        lines = [REAL, REAL, *(one.name for one in self.plot.timelines)]
        for _ in range(self.rng.randint(0, 4)):
            on = tuple(dict.fromkeys(self.rng.sample(lines, self.rng.randint(1, len(lines)))))
            self.put(self.rng.randint(0, len(self.plot.events)), on)

    def put(self, place: int, lines: tuple[str, ...], at: Moment | None = None) -> str | None:
        """A hidden event at some place in the story; its name, or none if it has no place there."""
        when = at or Moment.minute(self.rng.randint(0, LAST))
        who = [one.noun.name for one in self.maps.characters]
        event = self.maps.event(f"h{self.number()}", [*who, *self.cast, self.extra], lines)
        event = replace(event, at=when)
        gate = None if at else self.hidden_gate(event)
        events = list(self.plot.events)
        events.insert(place, Placed(event, gate))
        plot = replace(self.plot, events=tuple(events))
        return event.name if self.keep(self.only_there(plot, event)) else None

    def hidden_gate(self, event: Event) -> Gate | None:
        waits = all(line in (PASSING, HIDDEN) for line in event.lines) and not (
            self.passes and PASSING in event.lines
        )
        if (waits or event.at > self.maps.reached) and self.rng.random() < 0.7:
            return None
        return self.maps.gates.shut().join(Gate(event.at))

    def only_there(self, plot: Plot, event: Event) -> Plot:
        return plot if REAL in event.lines else plot.added(event.name, event.lines)

    def draw(self) -> None:
        """Visible events on hidden timelines, too, or on one that passes for the real one."""
        for one in reversed(self.plot.events):
            shown = self.shown.get(one.name, ())
            lines = [
                line
                for line in self.hidden_lines
                if line != EMPTY and shown and (line == HIDDEN or not self.passes or REAL in shown)
            ]
            for line in lines:
                if self.rng.random() < 0.4:
                    self.draw_on(line, one.event)
        lines = [PASSING] if self.passes and PASSING in self.hidden_lines else []
        for one in reversed(self.plot.events):
            if lines and REAL in self.shown.get(one.name, ()) and self.rng.random() < 0.5:
                self.move(one.name)

    def draw_on(self, line: str, event: Event) -> None:
        event = replace(event, lines=tuple(self.mixed(self.event(event.name).lines, [line])))
        self.keep(self.only_there(self.plot.with_event(event), event))

    def event(self, name: str) -> Event:
        """The event, as it is by now."""
        return self.plot.event(name)

    def move(self, name: str) -> None:
        """Take a visible event away from the real timeline: it only passed for one there."""
        event = self.event(name)
        rest = [line for line in event.lines if line not in (REAL, PASSING)]
        event = replace(event, lines=tuple(self.mixed(rest, [PASSING])))
        if not set(event.lines) & {one.name for one in self.maps.plot.timelines}:
            self.keep(self.plot.with_event(event).added(name, event.lines))
            return
        # That it is let in to a visible timeline would be seen; so it hangs on what is hidden.
        before = self.plot
        place = [one.name for one in self.plot.events].index(name)
        hinge = self.put(place, event.lines)
        moved = self.plot.with_event(event)
        if hinge and not self.keep(moved.linked(name, "because", Link(hinge))):
            self.plot = before

    # What they hang on.

    def join(self) -> None:
        """Links that are hidden, because one end is, by a gate, or because they would tell."""
        for index, effect in enumerate(self.plot.events):
            if effect.name in self.shown and self.rng.random() < 0.5:
                event = self.event(effect.name)
                self.keep(self.plot.with_event(replace(event, rule=_without_choice(event.rule))))
            for cause in self.plot.events[:index]:
                if self.rng.random() < 0.7:
                    kind = self.kind(cause.name, effect.name)
                    link = Link(cause.name, self.link_gate(cause.name, effect.name, kind))
                    self.keep(self.plot.linked(effect.name, kind, link))

    def kind(self, cause: str, effect: str) -> Kind:
        """Rather one that would tell, if there is any between these: few are whole."""
        telling = [kind for kind in KINDS if self.would_tell(cause, effect, kind)]
        return self.rng.choice(telling or KINDS)

    def link_gate(self, cause: str, effect: str, kind: Kind) -> Gate:
        """A gate with which a link is hidden."""
        if {cause, effect} - self.shown.keys() or self.would_tell(cause, effect, kind):
            return self.rng.choice([OPEN, self.maps.gates.open(), self.maps.gates.shut()])
        return self.maps.gates.shut()

    def would_tell(self, cause: str, effect: str, kind: Kind) -> bool:
        """Whether a link would tell that the effect does not happen on the real timeline."""
        if cause not in self.shown or REAL not in self.shown.get(effect, ()):
            return False
        is_real = REAL in self.shown[cause]
        if kind == "any_of" and self.maps.plot.event(effect).rule.any_of:
            return False
        return is_real if kind == "unless" else not is_real

    def change(self) -> None:
        """What timelines are without, and what they add."""
        for timeline in self.plot.timelines:
            names = [one.name for one in self.plot.events]
            for name in names if timeline.name in self.hidden_lines else self.secret:
                if self.rng.random() < 0.1:
                    self.keep(self.plot.without(name, timeline.name))
                elif self.rng.random() < 0.1:
                    self.keep(self.plot.added(name, [timeline.name]))

    def read(self) -> None:
        """What interpretations make of what is hidden."""
        names = [one.name for one in self.plot.events]
        for name in [patch.name for patch in self.plot.patches]:
            self.take(name)
            patch = self.plot.patch(name)
            about = names if patch.heading in HIDDEN_HEADINGS else self.secret
            for effect in self.maps.crowd(about):
                rules = (*self.plot.patch(name).rules, (effect, self.maps.rule(names, effect)))
                self.keep(self.plot.with_patch(replace(self.plot.patch(name), rules=rules)))
            for index, (effect, rule) in enumerate(patch.rules):
                changed = list(self.plot.patch(name).rules)
                whole = self.with_hidden_links(rule, names[: names.index(effect)])
                changed[index] = (effect, whole)
                self.keep(
                    self.plot.with_patch(replace(self.plot.patch(name), rules=tuple(changed)))
                )
            clues = self.maps.clues(about)
            self.keep(self.plot.with_patch(replace(self.plot.patch(name), clues_against=clues)))

    def take(self, name: str) -> None:
        """What an interpretation takes hidden timelines to be."""
        patch = self.plot.patch(name)
        takes = tuple((line, self.maps.status()) for line in self.maps.crowd(self.hidden_lines))
        self.keep(self.plot.with_patch(replace(patch, takes=patch.takes + takes)))

    def with_hidden_links(self, rule: Rule, before: Iterable[str]) -> Rule:
        """A visible rule of an interpretation that hangs on what is hidden, too."""
        if rule.never:
            return rule
        for cause in self.maps.crowd(name for name in before if name not in self.shown):
            rule = more(rule, self.rng.choice(KINDS), Link(cause, self.maps.gates.open()))
        return rule

    def people(self) -> None:
        """Hidden characters in visible events, and decisions that are theirs."""
        for name in self.shown:
            event = self.event(name)
            hidden = self.maps.crowd(self.cast)
            choosing = self.maps.crowd(hidden)
            event = replace(
                event,
                who=tuple(self.mixed(event.who, hidden)),
                by=tuple(self.mixed(event.by, choosing)),
                choice=event.choice or bool(choosing),
            )
            self.plot = self.plot.with_event(event)

    def precede(self) -> None:
        """Events that wait because of their place before one that passes for real."""
        for one in self.plot.events if self.passes else ():
            later = one.event.at.seconds + 1
            latest = min(self.maps.reached.seconds, LAST * 60)
            if PASSING in one.event.lines and later <= latest and self.rng.random() < 0.3:
                place = [placed.name for placed in self.plot.events].index(one.name)
                self.put(place, (REAL,), Moment(self.rng.randint(later, latest)))


def _without_choice(rule: Rule) -> Rule:
    """The rule where a choice of one is written as what it hangs on."""
    if len(rule.any_of) != 1:
        return rule
    return replace(rule, because=rule.because + rule.any_of, any_of=())
