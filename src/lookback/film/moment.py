"""A position in a film's running time."""

import re
from dataclasses import dataclass
from typing import Final

from lookback.errors import MomentInvalid

_SHAPE: Final = re.compile(
    r"(?:([0-9]{1,3}):([0-5][0-9])(?::([0-5][0-9]))?|([0-9]{1,4}))", re.ASCII
)
EXPECTED: Final = (
    "expected start, ending, hours and minutes such as 0:32, "
    "hours, minutes and seconds such as 0:32:10, or minutes such as 32"
)
_BEYOND_ALL_FILMS: Final = 2**31 - 1


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A position in a film's running time; totally ordered.

    ``START`` comes before all others and ``ENDING``, which is no position but the knowledge of
    those who have seen the end, after all others.

    Attributes:
        seconds: whole seconds from the beginning of the film.
    """

    seconds: int

    def __post_init__(self) -> None:
        if not 0 <= self.seconds <= _BEYOND_ALL_FILMS:
            raise MomentInvalid(EXPECTED)

    @classmethod
    def parse(cls, text: str) -> "Moment":
        """Read ``start``, ``ending``, ``0:32``, ``0:32:10`` or ``32`` (minutes).

        Raises:
            MomentInvalid: anything else.
        """
        if text in _NAMED:
            return _NAMED[text]
        shape = _SHAPE.fullmatch(text)
        if shape is None:
            raise MomentInvalid(EXPECTED)
        hours, minutes, seconds, only_minutes = (int(part or 0) for part in shape.groups())
        return cls(hours * 3600 + (minutes + only_minutes) * 60 + seconds)

    @classmethod
    def minute(cls, minutes: int) -> "Moment":
        """So many whole minutes into the film."""
        return cls(minutes * 60)

    def __str__(self) -> str:
        if self == START:
            return "start"
        if self == ENDING:
            return "ending"
        return self.clock

    @property
    def clock(self) -> str:
        """As ``0:32``, or ``0:32:10`` where there are seconds; also for the start."""
        hours, rest = divmod(self.seconds, 3600)
        minutes, seconds = divmod(rest, 60)
        return f"{hours}:{minutes:02}:{seconds:02}" if seconds else f"{hours}:{minutes:02}"


START: Final = Moment(0)
ENDING: Final = Moment(_BEYOND_ALL_FILMS)
_NAMED: Final = {"start": START, "ending": ENDING}
