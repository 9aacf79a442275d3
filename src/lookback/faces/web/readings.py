"""The interpretations of a story side by side, and how many hold each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lookback.faces.web.events import Denied, Events, Short, Taken
from lookback.film.story import Clue
from lookback.firewall.view import Interpretation
from lookback.guide.tales import Tale
from lookback.guide.voting import Share
from lookback.story.worlds import Agreement

WIDE: Final = 200
"""Of a bar, for all votes."""


@dataclass(frozen=True, slots=True)
class Pointing:
    """What speaks for or against an interpretation.

    Attributes:
        event: that it points at; ``None`` where it is another part of the page.
    """

    says: str
    event: Short | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One interpretation, and what it makes of the story.

    Attributes:
        patch: its name on the map; empty where it makes nothing of it.
        denied: what the film shows on a timeline that it takes to be fact, and that by its rules
            does not happen; none where it agrees with everything seen.
    """

    interpretation: Interpretation
    patch: str = ""
    takes: tuple[Taken, ...] = ()
    rules: tuple[Denied, ...] = ()
    clues_for: tuple[Pointing, ...] = ()
    clues_against: tuple[Pointing, ...] = ()
    denied: tuple[Short, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """How many hold an interpretation, as a small picture and in words.

    Attributes:
        part: how long the bar is.
        low, high: between which lengths the share lies among all who would vote; nothing between
            them where nobody has voted.
    """

    heading: str
    part: float
    low: float
    high: float
    words: str


def readings(tale: Tale, events: Events, agreements: Sequence[Agreement]) -> Iterator[Reading]:
    """All interpretations that are seen, in the order of the page."""
    patches = {one.name: one for one in tale.story.patches}
    denied = {one.patch: one.denied for one in agreements}
    named = {event.name for event in tale.story.events}

    def pointing(clues: Sequence[Clue]) -> tuple[Pointing, ...]:
        return tuple(
            Pointing(clue.says, events.short(clue.at) if clue.at in named else None)
            for clue in clues
        )

    for one in tale.view.interpretations:
        patch = patches.get(one.patch)
        if patch is None:
            yield Reading(one)
            continue
        yield Reading(
            one,
            patch.name,
            Taken.by(tale.story, patch),
            events.rules(patch),
            pointing(patch.clues_for),
            pointing(patch.clues_against),
            events.shorts(denied[patch.name]),
        )


def bars(shares: Sequence[Share]) -> tuple[Bar, ...]:
    """Shares as bars."""
    total = sum(share.votes for share in shares)
    return tuple(
        Bar(
            share.heading,
            round(share.part * WIDE, 1),
            round(share.low * WIDE, 1),
            round(share.high * WIDE, 1) if total else 0.0,
            _worded(share, total),
        )
        for share in shares
    )


def _worded(share: Share, total: int) -> str:
    if not total:
        return "no votes yet"
    votes = "vote" if total == 1 else "votes"
    low, high = (round(100 * one) for one in (share.low, share.high))
    return f"{share.votes} of {total} {votes}, {low} to {high} %"
