"""An answer in plain words: the short of it first, then the reasons.

Events are quoted as the page says them. A share in an effect is causal, and nobody's fault.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from lookback.film.story import REAL, Ask, Link
from lookback.firewall.story import Story
from lookback.story.answers import Answer, Cause, Outcome, Share
from lookback.story.worlds import patch_of, world_of

_MOST: Final = 6
"""Events that are named in a list; the others are counted."""
_UNSETTLED: Final = "This could not be settled in time."


def told(answer: Answer, story: Story) -> tuple[str, ...]:
    """Sentences: first the short answer, then the reasons.

    Args:
        answer: to a question to this story.
        story: all that the reader may see.
    """
    return tuple(_Teller(answer, story).sentences())


def quoted(story: Story, event: str) -> str:
    """What happens, as the page says it, in quotation marks and without its full stop."""
    says = next(one.says for one in story.events if one.name == event)
    return f"“{says.strip().removesuffix('.')}”"


@dataclass(frozen=True, slots=True)
class _Teller:
    answer: Answer
    story: Story

    def sentences(self) -> Iterator[str]:
        first, *reasons = self._told()
        line = self.answer.line
        if line != REAL:
            called = next((one.called for one in self.story.timelines if one.name == line), line)
            first = f"On the timeline “{called or line}”: {first}"
        yield first
        yield from reasons

    def _told(self) -> Iterator[str]:
        outcome, effect = self.answer.outcome, self._quote(self.answer.effect)
        if outcome is Outcome.NOT_SETTLED:
            yield _UNSETTLED
        elif outcome is Outcome.SAME:
            yield f"That is one event, {effect}: nothing is its own cause."
        elif outcome is Outcome.ABSENT:
            nothing = "takes nothing away" if self.answer.ask is Ask.CUT else "has no cause"
            yield f"{effect} does not happen, so it {nothing}."
            yield from self._why_not(self.answer.effect)
        else:
            yield from {
                Ask.BUT_FOR: self._but_for,
                Ask.CUT: self._cut,
                Ask.CAUSE: self._cause,
                Ask.WHY: self._why,
                Ask.DEGREE: self._degree,
            }[self.answer.ask]()

    # One question each

    def _but_for(self) -> Iterator[str]:
        answer = self.answer
        cause, effect = map(self._quote, answer.events)
        match answer.outcome:
            case Outcome.CAUSE_ABSENT:
                yield f"{effect} happens, and {cause} does not."
                then = "would not have happened" if answer.effect in answer.gone else "still would"
                yield f"Had {cause} happened, {effect} {then}."
                yield from self._chain(answer.path)
            case Outcome.NEEDED:
                yield f"Without {cause}, {effect} would not have happened."
                yield from self._chain(answer.path)
                yield from self._changes(beside=answer.path)
            case _:
                yield f"{effect} would have happened even without {cause}."
                yield from self._broken()
                yield from self._kept()
                yield from self._changes()

    def _cut(self) -> Iterator[str]:
        cut = self._quote(self.answer.effect)
        if self.answer.outcome is Outcome.NO_CHANGE:
            yield f"Without {cut}, everything else would have happened just the same."
            return
        gone, come = len(self.answer.gone), len(self.answer.come)
        changes = [
            f"{_count(gone)} would not have happened" if gone else "",
            f"{_count(come)} would have happened instead" if come else "",
        ]
        yield f"Without {cut}, {', and '.join(filter(None, changes))}."
        yield from self._changes()

    def _cause(self) -> Iterator[str]:
        answer = self.answer
        cause, effect = answer.events
        so = self._quote(cause) if self._happens(cause) else f"That {self._as_is(cause)}"
        if answer.outcome is Outcome.NO_CAUSE:
            yield f"{so} is no cause of {self._quote(effect)}."
            if answer.leads and not answer.broken:
                yield f"Whatever else stays as it is, {self._quote(effect)} does not hang on it."
            yield from self._broken()
            return
        whole = (*answer.causes, *answer.omissions)[0]
        if answer.outcome is Outcome.CAUSE:
            yield f"{so} is a cause of {self._quote(effect)}."
        else:
            others = _joined(self._as_is(name) for name in whole.events if name != cause)
            yield f"{so} is part of a cause of {self._quote(effect)}, together with: {others}."
        yield from self._shown(whole)
        yield from self._chain(answer.path)

    def _why(self) -> Iterator[str]:
        answer, effect = self.answer, self._quote(self.answer.effect)
        if answer.outcome is Outcome.NONE_FOUND:
            yield f"No choice in this story is a cause of {effect}."
        elif answer.causes:
            causes = [_joined(map(self._as_is, one.events)) for one in answer.causes]
            if len(causes) == 1:
                yield f"{effect} happens because of this: {causes[0]}."
            else:
                yield f"{effect} happens because of each of these: {'; '.join(_short(causes))}."
        if answer.omissions:
            causes = [_joined(map(self._as_is, one.events)) for one in answer.omissions]
            also = "also " if answer.causes else ""
            yield f"{effect} {also}happens because of what does not: {'; '.join(_short(causes))}."
        if not answer.settled:
            yield "There may be more: this could not be settled in time, or they are too many."
        for one in (*answer.causes, *answer.omissions)[:_MOST]:
            yield from self._chain(one.path)
            if len(one.events) > 1 or one.witness:
                yield from self._shown(one)

    def _degree(self) -> Iterator[str]:
        answer, effect = self.answer, self._quote(self.answer.effect)
        if answer.outcome is Outcome.NONE_FOUND:
            yield f"No choice in this story has a causal share in {effect}."
            return
        shares = answer.shares or answer.omitted_shares
        largest = [share for share in shares if share.of == shares[0].of]
        names = _joined(_short([self._as_is(share.name) for share in largest]))
        yield f"The largest causal share in {effect} is {shares[0].of}: {names}."
        yield from map(self._share, (*answer.shares[len(largest) :], *answer.omitted_shares))
        called = {one.name: one.called for one in self.story.characters}
        for share in answer.characters:
            yield f"{called[share.name]}: {share.of}, by {self._quote(share.by)}."
        yield (
            "A share of 1 says that this alone makes the difference; 1/2, that one thing more has "
            "to change or to be held as it was; and so on."
        )
        if not answer.settled:
            yield "Others may have shares as large as the smallest here, or smaller: time was over."

    # Reasons

    def _share(self, share: Share) -> str:
        return f"Causal share {share.of}: {self._as_is(share.name)}."

    def _shown(self, cause: Cause) -> Iterator[str]:
        """How a cause shows: what would have come of it if it were otherwise."""
        effect = self._quote(self.answer.effect)
        held = [
            f"{self._quote(name)} still {'happened' if self._happens(name) else 'did not happen'}"
            for name in cause.witness or ()
        ]
        even = f", if {_joined(held)}" if held else ""
        if len(cause.events) > 1:
            yield (
                f"Had only some of these been otherwise, {effect} would still have happened; "
                f"had all been, it would not have{even}."
            )
        elif self._happens(cause.events[0]):
            yield f"Without it, {effect} would not have happened{even}."
        else:
            yield f"Had it happened, {effect} would not have{even}."
        if cause.witness is None:
            yield "What else has to stay as it is could not be settled in time."

    def _chain(self, path: tuple[str, ...]) -> Iterator[str]:
        if len(path) > 2:
            first, *rest = map(self._as_is, path)
            yield f"How: {first}; {'; '.join(f'so {one}' for one in rest)}."

    def _changes(self, beside: Iterable[str] = ()) -> Iterator[str]:
        told_already = {*beside, self.answer.effect}
        for these, words in (
            (self.answer.gone, "Would not have happened"),
            (self.answer.come, "Would have happened instead"),
        ):
            names = [self._quote(name) for name in these if name not in told_already]
            if names:
                yield f"{words}: {', '.join(_short(names))}."

    def _kept(self) -> Iterator[str]:
        answer = self.answer
        cause, effect = map(self._quote, answer.events)
        if not answer.leads:
            if not answer.broken:
                yield f"Nothing leads from {cause} to {effect}."
            return
        stepping_in = [name for name in answer.keeps if name in answer.come]
        if stepping_in:
            yield f"{self._quote(stepping_in[-1])} would have taken its place."
        elif answer.keeps:
            yield f"{self._quote(answer.keeps[-1])} would have been enough."

    def _broken(self) -> Iterator[str]:
        answer = self.answer
        if answer.broken:
            rule = dict(patch_of(self.story, answer.patch).rules)[answer.broken]
            other = "never happens" if rule.never else "hangs on other things"
            yield f"In this interpretation, {self._quote(answer.broken)} {other}."

    def _why_not(self, event: str) -> Iterator[str]:
        world = world_of(self.story, self.answer.line, self.answer.patch)
        rule = world.rules[event]
        if rule.never:
            return

        def some(links: Iterable[Link], *, happen: bool) -> list[str]:
            return [one.event for one in links if world.happens[one.event] == happen]

        missing = some(rule.because, happen=False)
        if not missing and rule.any_of and not some(rule.any_of, happen=True):
            missing = some(rule.any_of, happen=False)
        if missing:
            yield f"It hangs on what does not happen: {self._quote(missing[0])}."
        for name in some(rule.unless, happen=True)[:1]:
            yield f"{self._quote(name)} keeps it from happening."

    # Words

    def _quote(self, event: str) -> str:
        return quoted(self.story, event)

    def _happens(self, event: str) -> bool:
        return event in self.answer.happen

    def _as_is(self, event: str) -> str:
        return self._quote(event) + ("" if self._happens(event) else " does not happen")


def _joined(parts: Iterable[str]) -> str:
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last


def _short(parts: list[str]) -> list[str]:
    more = len(parts) - _MOST
    return parts if more <= 1 else [*parts[:_MOST], f"{more} more"]


def _count(events: int) -> str:
    return "one thing" if events == 1 else f"{events} things"
