"""An answer in plain words: the short of it first, then the reasons.

Events are quoted as the page says them. A share in an effect is causal, and nobody's fault.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from lookback.film.story import REAL, Ask, Link, Rule, Status
from lookback.firewall.story import Story
from lookback.story.answers import Answer, Cause, Outcome, Share
from lookback.story.why import why_told
from lookback.story.wording import Words, joined, short
from lookback.story.worlds import World, patch_of, world_of

_UNSETTLED: Final = "This could not be settled in time."


def told(answer: Answer, story: Story) -> tuple[str, ...]:
    """Sentences: first the short answer, then the reasons.

    Args:
        answer: to a question to this story.
        story: all that the reader may see.
    """
    return tuple(_Teller(answer, story, Words(answer, story)).sentences())


@dataclass(frozen=True, slots=True)
class _Teller:
    answer: Answer
    story: Story
    words: Words

    def sentences(self) -> Iterator[str]:
        first, *reasons = self._told()
        line = self.answer.line
        if line != REAL:
            called = next((one.called for one in self.story.timelines if one.name == line), line)
            first = f"On the timeline “{called or line}”: {first}"
        yield first
        yield from reasons

    def _told(self) -> Iterator[str]:
        outcome, effect = self.answer.outcome, self.words.effect
        if outcome is Outcome.NOT_SETTLED:
            yield _UNSETTLED
        elif outcome is Outcome.SAME:
            yield f"That is one event, {effect}: nothing is its own cause."
        elif outcome is Outcome.ABSENT:
            yield from self._absent()
        elif outcome is Outcome.NONE_FOUND:
            yield self._none_found()
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
        answer, effect = self.answer, self.words.effect
        cause = self.words.quote(answer.events[0])
        match answer.outcome:
            case Outcome.CAUSE_ABSENT:
                shown = self._shown_as(answer.events[0])
                though = f", which is shown as {shown}," if shown else ""
                yield f"{effect} happens, and {cause}{though} does not."
                still = "not" if answer.effect in answer.gone else "still"
                yield f"Had {cause} happened, {effect} would {still} have happened."
                yield from self._way(answer.path)
            case Outcome.NEEDED:
                yield f"Without {cause}, {effect} would not have happened."
                yield from self._way(answer.path)
                yield from self._changes(beside=answer.path)
            case _:
                yield f"{effect} would have happened even without {cause}."
                yield from self._broken()
                yield from self._kept()
                yield from self._changes()

    def _cut(self) -> Iterator[str]:
        cut = self.words.effect
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
        answer, effect = self.answer, self.words.effect
        cause = answer.events[0]
        as_is = self.words.as_is(cause)
        so = as_is if self.words.happens(cause) else f"That {as_is}"
        if answer.outcome is Outcome.NO_CAUSE:
            yield f"{so} is no cause of {effect}."
            if answer.leads and not answer.broken:
                yield f"Whatever else stays as it is, {effect} does not hang on it."
            yield from self._broken()
            yield from self._unled()
            return
        whole = (*answer.causes, *answer.omissions)[0]
        if answer.outcome is Outcome.CAUSE:
            yield f"{so} is a cause of {effect}."
        else:
            others = joined(self.words.as_is(name) for name in whole.events if name != cause)
            yield f"{so} is part of a cause of {effect}, together with: {others}."
        yield from self.words.shown(whole, self._fails(whole))
        yield from self._way(answer.path)

    def _why(self) -> Iterator[str]:
        return why_told(self.words)

    def _degree(self) -> Iterator[str]:
        answer, effect = self.answer, self.words.effect
        shares = answer.shares or answer.omitted_shares
        largest = [share for share in shares if share.of == shares[0].of]
        names = joined(short([self.words.as_is(share.name) for share in largest]))
        yield f"The largest causal share in {effect} is {shares[0].of}: {names}."
        yield from map(self._share, (*answer.shares[len(largest) :], *answer.omitted_shares))
        for share in answer.characters:
            called = self.words.called([share.name])
            yield f"{called}: {share.of}, by {self.words.quote(share.by)}."
        yield (
            "A share of 1 says that this alone makes the difference; 1/2, that one thing more has "
            "to change or to be held as it was; and so on."
        )
        if not answer.settled:
            yield "Others may have shares as large as the smallest here, or smaller: time was over."

    # Where there is nothing to tell

    def _absent(self) -> Iterator[str]:
        answer, effect = self.answer, self.words.effect
        world = world_of(self.story, answer.line, answer.patch)
        so = f"{effect} does not happen"
        if shown := self._shown_as(answer.effect):
            so = f"{effect} is shown as {shown}, and does not come about in this interpretation"
        match answer.ask:
            case Ask.CUT:
                yield f"{so}, so it takes nothing away."
            case Ask.BUT_FOR:
                happens, cause = world.happens[answer.events[0]], self.words.quote(answer.events[0])
                if not world.under({answer.events[0]: not happens})[answer.effect]:
                    yield f"{so}, with {cause} or without it."
                elif happens:
                    yield f"{so}; without {cause}, it would have."
                else:
                    yield f"{so}; had {cause} happened, it would have."
            case _:
                yield f"{so}, so it has no cause."
        yield from self._why_not(world, world.rules[answer.effect])

    def _none_found(self) -> str:
        effect = next(one for one in self.story.events if one.name == self.answer.effect)
        if effect.choice and effect.by:
            who = self.words.called(effect.by)
            return (
                f"{self.words.effect} is itself a choice of {who}, and hangs on nothing else that "
                "counts as a cause."
            )
        return (
            f"{self.words.effect} hangs on no choice in this story, and on nothing else that "
            "counts as a cause."
        )

    # Reasons

    def _share(self, share: Share) -> str:
        return f"Causal share {share.of}: {self.words.as_is(share.name)}."

    def _fails(self, cause: Cause) -> str:
        effect = self.words.effect
        if len(cause.events) > 1:
            return (
                f"Had only some of these been otherwise, {effect} would still have happened; "
                "had all been, it would not have"
            )
        if self.words.happens(cause.events[0]):
            return f"Without it, {effect} would not have happened"
        return f"Had it happened, {effect} would not have"

    def _way(self, path: tuple[str, ...]) -> Iterator[str]:
        if len(path) > 2:
            yield self.words.way(path)

    def _changes(self, beside: Iterable[str] = ()) -> Iterator[str]:
        told_already = {*beside, self.answer.effect}
        for these, so in (
            (self.answer.gone, "Would not have happened"),
            (self.answer.come, "Would have happened instead"),
        ):
            names = [self.words.quote(name) for name in these if name not in told_already]
            if names:
                yield f"{so}: {', '.join(short(names))}."

    def _kept(self) -> Iterator[str]:
        answer = self.answer
        yield from self._unled()
        stepping_in = [name for name in answer.keeps if name in answer.come]
        if stepping_in:
            cause = self.words.quote(answer.events[0])
            yield f"{self.words.quote(stepping_in[-1])} would have taken the place of {cause}."
        elif answer.keeps:
            yield f"{self.words.quote(answer.keeps[-1])} would have been enough."

    def _unled(self) -> Iterator[str]:
        if not self.answer.leads and not self.answer.broken:
            cause = self.words.quote(self.answer.events[0])
            yield f"Nothing leads from {cause} to {self.words.effect}."

    def _broken(self) -> Iterator[str]:
        answer = self.answer
        if answer.broken:
            world = world_of(self.story, answer.line, answer.patch)
            rule = world.rules[answer.broken]
            too = ", too" if answer.events[0] in world.behind(answer.broken) else ""
            other = f"hangs on other things{too}" if rule.links else "happens in any case"
            other = "never happens" if rule.never else other
            yield f"In this interpretation, {self.words.quote(answer.broken)} {other}."

    def _why_not(self, world: World, rule: Rule) -> Iterator[str]:
        if rule.never:
            return

        def some(links: Iterable[Link], *, happen: bool) -> list[str]:
            return [one.event for one in links if world.happens[one.event] == happen]

        def first(names: Iterable[str]) -> list[str]:
            # What a cause that it was asked about would do is said already.
            told_already = self.answer.events if self.answer.ask is Ask.BUT_FOR else ()
            return [name for name in names if name not in told_already][:1]

        missing = some(rule.because, happen=False)
        if not missing and rule.any_of and not some(rule.any_of, happen=True):
            missing = some(rule.any_of, happen=False)
        for name in first(missing):
            so = "does not come about either" if self._shown_as(name) else "does not happen"
            yield f"It hangs on what {so}: {self.words.quote(name)}."
        for name in first(some(rule.unless, happen=True)):
            yield f"{self.words.quote(name)} keeps it from happening."

    def _shown_as(self, event: str) -> str:
        """What its timeline is taken to be, where that is shown and no fact; or nothing."""
        line, patch = self.answer.line, self.answer.patch
        drawn = next(one.lines for one in self.story.events if one.name == event)
        if not patch or line not in drawn:
            return ""
        is_ = {one.name: one.is_ for one in self.story.timelines}.get(line, Status.REAL)
        status = dict(patch_of(self.story, patch).takes).get(line, is_)
        return "" if status.is_fact else status.value


def _count(events: int) -> str:
    return "one thing" if events == 1 else f"{events} things"
