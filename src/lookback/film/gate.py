"""What a statement needs before it may be shown."""

import re
from dataclasses import dataclass
from typing import Final

from lookback.errors import GateInvalid, LookBackError
from lookback.film.moment import ENDING, START, Moment
from lookback.film.slug import parse_slug

EXPECTED: Final = "expected a moment such as 0:32, then for other films @film:their-address@0:10"


@dataclass(frozen=True, slots=True)
class Gate:
    """A moment in the statement's own film, and one in each other film that it tells of.

    All must have been reached. Without a known moment a gate is ``ENDING``: fail closed.

    Attributes:
        own: the moment in the film that the page is about.
        elsewhere: (slug, moment) for other films, sorted, each film once, none at ``START``.
    """

    own: Moment = ENDING
    elsewhere: tuple[tuple[str, Moment], ...] = ()

    def __post_init__(self) -> None:
        latest: dict[str, Moment] = {}
        for slug, moment in self.elsewhere:
            latest[slug] = max(moment, latest.get(slug, START))
        told = tuple(sorted((slug, moment) for slug, moment in latest.items() if moment != START))
        object.__setattr__(self, "elsewhere", told)

    @classmethod
    def parse(cls, text: str) -> "Gate":
        """Read ``0:32`` or ``ending @film:the-original@0:50``.

        Raises:
            GateInvalid: anything else.
        """
        own, *others = re.split(r"[ \t]+@film:", text)
        try:
            return cls(Moment.parse(own), tuple(map(_elsewhere, others)))
        except LookBackError as error:
            raise GateInvalid(error.expected) from None

    def __str__(self) -> str:
        return "".join([str(self.own), *(f" @film:{slug}@{at}" for slug, at in self.elsewhere)])

    def join(self, other: "Gate") -> "Gate":
        """The gate that needs both."""
        return Gate(max(self.own, other.own), self.elsewhere + other.elsewhere)


def _elsewhere(text: str) -> tuple[str, Moment]:
    slug, found, moment = text.rpartition("@")
    if not found:
        raise GateInvalid(EXPECTED)
    return parse_slug(slug), Moment.parse(moment)


OPEN: Final = Gate(START)
CLOSED: Final = Gate(ENDING)
