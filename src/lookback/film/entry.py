"""One row of a watch history: a diary, ratings, a watchlist, or an export of this guide."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lookback.film.mention import Mention
from lookback.film.moment import Moment


class Sign(StrEnum):
    """What a row is a sign of."""

    SEEN = "seen"
    """A diary or a list of watched films: the film has been seen to its end."""
    RATED = "rated"
    """A rating: fair proof of the same, which the reader may decline."""
    STOPPED = "stopped"
    """A position in the film at which its reader stopped."""
    NOTED = "noted"
    """A viewing in an export of this guide, where the progress stands beside it: of that this
    says nothing."""
    WANTED = "wanted"
    """A watchlist: not begun."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a history.

    Attributes:
        file: name of the file within the import, without folders.
        line: line in that file, counted from 1, or the number of the item in a JSON list.
        on: the day on which the film was seen (or rated, or listed), or ``None``.
        rating: on a scale from 0 to 100, or ``None``.
        again: the source says that the film had been seen before.
        position: for ``STOPPED``, where it says a position.
        percent: for ``STOPPED``, where it says only a share of the running time, 0 to 100.
    """

    file: str
    line: int
    sign: Sign
    mention: Mention
    on: date | None = None
    rating: int | None = None
    again: bool = False
    position: Moment | None = None
    percent: float | None = None
