"""Causes of an event of a story, and their shares, by the modified Halpern-Pearl definition.

Why something happened is answered with choices, and with events that the map calls enablers. An
omission is a cause with something that did not happen.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from lookback.film.story import Link, Rule
from lookback.firewall.story import Story
from lookback.story.answers import Answer, Cause, Outcome, Share
from lookback.story.causes import MOST_CAUSES, Causes, Verdict, all_causes, check_cause
from lookback.story.degree import degrees
from lookback.story.formula import And, Const, Formula, Not, Or, Var
from lookback.story.model import Model
from lookback.story.setting import Setting
from lookback.story.solving import Deadline
from lookback.story.worlds import World, in_order, patch_of

MOST_LISTED: Final = 50
"""Causes that an answer lists, beside those that are causes alone and without a witness."""


def setting_of(world: World) -> Setting:
    """The same world, for the solver."""
    return Setting(Model((), {name: _formula(rule) for name, rule in world.rules.items()}), {})


@dataclass(frozen=True, slots=True)
class Reasons:
    """What can be said of why an event happens.

    Attributes:
        story: all that the reader may see.
        world: where it happens.
        effect: the event.
        setting: the same world, for the solver.
        deadline: when to stop.
    """

    story: Story
    world: World
    effect: str
    setting: Setting
    deadline: Deadline

    def cause(self, bare: Answer) -> Answer:
        """Whether an event, or that it does not happen, is a cause, or a part of one."""
        cause = bare.events[0]
        if not bare.leads:
            return replace(bare, outcome=Outcome.NO_CAUSE)
        verdict = self._check([cause])
        if verdict.is_cause is None:
            return replace(bare, outcome=Outcome.NOT_SETTLED, settled=False)
        if verdict.is_cause:
            alone = self._told([cause], verdict)
            answered = self._listed(bare, [alone])
            return replace(answered, outcome=Outcome.CAUSE, path=alone.path)
        # Companions that somebody chose tell more; but others will do.
        for names in (
            [cause, *self._candidates(bare.patch)],
            set(self.world.rules) - {self.effect},
        ):
            found = self._among(names)
            part = next((whole for whole in found.sets if cause in whole), None)
            if part is not None:
                whole = self._told(part, self._check(part))
                answered = self._listed(bare, [whole])
                path = self._path(whole, cause)
                return replace(answered, outcome=Outcome.PART, path=path)
            if not found.settled:
                return replace(bare, outcome=Outcome.NOT_SETTLED, settled=False)
        return replace(bare, outcome=Outcome.NO_CAUSE)

    def why(self, bare: Answer) -> Answer:
        """All causes that are made of choices and enablers."""
        found = self._among(self._candidates(bare.patch), MOST_LISTED)
        answered = self._listed(bare, [self._told(one, self._check(one)) for one in found.sets])
        return replace(
            answered,
            outcome=_found(some=bool(found.sets), settled=found.settled),
            settled=found.settled and answered.settled,
        )

    def shares(self, bare: Answer) -> Answer:
        """The causal shares of choices and enablers, and of characters by their choices."""
        found = degrees(
            self.setting,
            Var(self.effect),
            self._candidates(bare.patch),
            seconds=self.deadline.left,
            clock=self.deadline.clock,
        )
        by_event = [Share(name, found.of[name], name) for name in in_order(self.story, found.of)]
        by_event.sort(key=lambda share: -share.of)
        happens = self.world.happens
        return replace(
            bare,
            outcome=_found(some=bool(by_event), settled=found.settled),
            shares=tuple(share for share in by_event if happens[share.name]),
            omitted_shares=tuple(share for share in by_event if not happens[share.name]),
            characters=self._of_characters([one for one in by_event if happens[one.name]]),
            settled=found.settled,
        )

    def _of_characters(self, shares: Iterable[Share]) -> tuple[Share, ...]:
        who = {event.name: event.by for event in self.story.events}
        largest: dict[str, Share] = {}
        for share in shares:  # the larger first
            for character in who.get(share.name, ()):
                largest.setdefault(character, Share(character, share.of, share.name))
        order = [one.name for one in self.story.characters if one.name in largest]
        return tuple(sorted((largest[name] for name in order), key=lambda share: -share.of))

    def _candidates(self, patch: str) -> list[str]:
        # What an interpretation says never happens, nobody has left undone.
        rules = patch_of(self.story, patch).rules if patch else ()
        out = {self.effect, *(name for name, rule in rules if rule.never)}
        chosen = (event for event in self.story.events if event.choice or event.enabler)
        return [event.name for event in chosen if event.name not in out]

    def _check(self, names: Iterable[str]) -> Verdict:
        return check_cause(
            self.setting,
            {name: self.world.happens[name] for name in names},
            Var(self.effect),
            seconds=self.deadline.left,
            clock=self.deadline.clock,
        )

    def _among(self, names: Iterable[str], most: int = MOST_CAUSES) -> Causes:
        found = all_causes(
            self.setting,
            Var(self.effect),
            names,
            most=most,
            seconds=self.deadline.left,
            clock=self.deadline.clock,
        )
        places = {event.name: place for place, event in enumerate(self.story.events)}

        def by_story(cause: frozenset[str]) -> tuple[int, list[int]]:
            return len(cause), sorted(places[name] for name in cause)

        return replace(found, sets=tuple(sorted(found.sets, key=by_story)))

    def _told(self, names: Iterable[str], verdict: Verdict) -> Cause:
        events = in_order(self.story, names)
        witness = verdict.witness
        bare = Cause(events, None if witness is None else in_order(self.story, witness), ())
        paths = (self._path(bare, event) for event in events)
        return replace(bare, path=next(filter(None, paths), ()))

    def _path(self, cause: Cause, event: str) -> tuple[str, ...]:
        return self.world.path(cause.otherwise(self.world.happens), event, self.effect)

    def _listed(self, bare: Answer, causes: Iterable[Cause]) -> Answer:
        causes = tuple(causes)
        happen = {name for name, happens in self.world.happens.items() if happens}
        return replace(
            bare,
            causes=tuple(one for one in causes if happen.issuperset(one.events)),
            omissions=tuple(one for one in causes if not happen.issuperset(one.events)),
            settled=all(one.witness is not None for one in causes),
        )


def _found(*, some: bool, settled: bool) -> Outcome:
    if some:
        return Outcome.FOUND
    return Outcome.NONE_FOUND if settled else Outcome.NOT_SETTLED


def _formula(rule: Rule) -> Formula:
    if rule.never:
        return Const(False)
    needed: list[Formula] = [*_variables(rule.because)]
    if rule.any_of:
        needed.append(Or(tuple(_variables(rule.any_of))))
    return And((*needed, *map(Not, _variables(rule.unless))))


def _variables(links: Iterable[Link]) -> list[Formula]:
    return [Var(link.event) for link in links]
