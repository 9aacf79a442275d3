"""What tells more than its gate allows, as the author of a page is told. For authors only."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lookback.film.moment import Moment
from lookback.film.part import Part


class LeakKind(StrEnum):
    """What kind of thing would be given away. Its value is its code, see docs/checking.md."""

    NAME = "name"
    LATER_WORDS = "later-words"
    AHEAD = "ahead"
    DEATH = "death"
    IDENTITY = "identity"
    BETRAYAL = "betrayal"
    TWIST = "twist"
    OUTCOME = "outcome"
    RETELLING = "retelling"
    THEME = "theme"
    ROLE = "role"
    CAST_ORDER = "cast-order"
    TITLE = "title"
    TAGLINE = "tagline"
    CONTENT_WARNING = "content-warning"
    RELATED_FILM = "related-film"

    @property
    def told(self) -> str:
        """What the author is told of it, in words."""
        return _TOLD[self]


_TOLD: Final = {
    LeakKind.NAME: "names somebody or something that comes later",
    LeakKind.LATER_WORDS: "says what is told later, in the same words",
    LeakKind.AHEAD: "tells of a time after its gate",
    LeakKind.DEATH: "tells of a death",
    LeakKind.IDENTITY: "tells who or what somebody really is",
    LeakKind.BETRAYAL: "tells of a betrayal or a deceit",
    LeakKind.TWIST: "tells of a twist, or that there is one",
    LeakKind.OUTCOME: "tells how something ends",
    LeakKind.RETELLING: "retells the plot",
    LeakKind.THEME: "a theme that gives away",
    LeakKind.ROLE: "a role that says more than who it is",
    LeakKind.CAST_ORDER: "a place in the cast that gives away",
    LeakKind.TITLE: "another title that gives away",
    LeakKind.TAGLINE: "a tagline that gives away",
    LeakKind.CONTENT_WARNING: "a content warning that gives away",
    LeakKind.RELATED_FILM: "a related film that gives away",
}
_FEWEST_WORDS: Final = 3
LIKELY: Final = 0.75
"""From this score on a leak is called likely."""
POSSIBLE: Final = 0.5
"""From this score on a leak is told at all."""


@dataclass(frozen=True, slots=True)
class Leak:
    """One sentence or value that tells more than its gate allows.

    Attributes:
        line: of the passage in its file, counted from 1; 0 where there is none.
        says: the sentence or value.
        opens: from when on it is shown.
        gives_away: what it would give away: the later passage that it is too near to, or empty.
        until: the moment from which that is told.
        score: how sure, from 0 to 1.
        reasons: what the warning rests on, each in words; the weightiest first.
    """

    line: int
    part: Part
    says: str
    kind: LeakKind
    opens: Moment
    gives_away: str
    until: Moment
    score: float
    reasons: tuple[str, ...]

    @property
    def sureness(self) -> str:
        """``likely`` or ``possible``."""
        return "likely" if self.score >= LIKELY else "possible"


@dataclass(frozen=True, slots=True)
class Silence:
    """An author's word that a passage is right as it is: a line of ``checked`` in the record.

    Attributes:
        line: in the file, counted from 1.
        says: at least three words of the passage, side by side; all of them, if it has fewer.
        kind: what it was thought to be.
        because: the reason, in the author's words.
    """

    line: int
    says: str
    kind: LeakKind
    because: str

    def is_about(self, leak: Leak) -> bool:
        """Whether this leak is meant. A word or two would answer for all that is written later."""
        said, whole = _words(self.says), _words(leak.says)
        if self.kind is not leak.kind or len(said) < min(_FEWEST_WORDS, len(whole)):
            return False
        starts = range(len(whole) - len(said) + 1)
        return any(whole[at : at + len(said)] == said for at in starts)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a sentence by itself looks like.

    Attributes:
        score: how likely it tells something of a story that is not for everyone, from 0 to 1.
        reasons: what speaks for it and against it, in words, the weightiest first, each with
            its weight; weights above 0 speak for it.
    """

    score: float
    reasons: tuple[tuple[str, float], ...]
