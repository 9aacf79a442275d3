"""How far one reader has come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from lookback.errors import MomentInvalid
from lookback.film.moment import ENDING, START, Moment


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one reader has come in one film.

    ``position`` and ``finished`` are kept apart: media servers call a film watched at about
    90 %, which is not the ending.

    Attributes:
        position: everything up to here has been watched; never ``ENDING``.
        finished: the reader has seen the end.
    """

    position: Moment = START
    finished: bool = False

    def __post_init__(self) -> None:
        if self.position == ENDING:
            raise MomentInvalid("expected a position in the film; the ending is told by finished")

    @classmethod
    def at(cls, moment: Moment) -> "Progress":
        """As ``?at=`` and ``--at`` say it: a position, or ``ENDING`` for finished."""
        return FINISHED if moment == ENDING else cls(moment)

    def held_back(self, margin: timedelta) -> "Progress":
        """The progress that counts where a reader wants a safety margin."""
        if self.finished or not margin:
            return self
        seconds = self.position.seconds - int(margin.total_seconds())
        return Progress(Moment(max(seconds, 0)))

    def reached(self, moment: Moment) -> bool:
        """Whether what is gated at ``moment`` may be shown."""
        return self.finished or self.position.seconds >= moment.seconds


NOT_BEGUN: Final = Progress()
FINISHED: Final = Progress(finished=True)


@dataclass(frozen=True, slots=True)
class Watched:
    """How far one reader has come in every film; a film not named has not been begun."""

    films: Mapping[str, Progress]

    def of(self, slug: str) -> Progress:
        """The progress in one film."""
        return self.films.get(slug, NOT_BEGUN)


NOTHING: Final = Watched({})
