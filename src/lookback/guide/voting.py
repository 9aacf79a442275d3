"""Votes for interpretations: by readers who have finished the film, and counted for these only."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import sqrt
from typing import Final

from lookback.errors import FilmMissing
from lookback.film.progress import Watched
from lookback.film.reader import Reader
from lookback.firewall.view import Interpretation, View, kept_names
from lookback.guide.composing import current
from lookback.store.progress import kept_film
from lookback.store.store import Store
from lookback.store.votes import cast_vote, vote_of, votes_for, withdraw_vote

_SURE: Final = 1.959964
"""Standard deviations of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many hold an interpretation.

    Attributes:
        anchor, heading: the interpretation's.
        votes: how many readers voted for it.
        part: of all votes that are counted here, from 0 to 1; 0 where there are none.
        low, high: the 95 % interval of that, after Wilson (1927).
    """

    anchor: str
    heading: str
    votes: int
    part: float
    low: float
    high: float


class Voting:
    """Who holds what, as far as it is anybody's to know."""

    def __init__(
        self, store: Store, view: Callable[[str, Watched], View], now: Callable[[], datetime]
    ) -> None:
        """Votes over a store.

        Args:
            view: all that a reader may see of a film; raises FilmMissing.
            now: the time in UTC.
        """
        self._store = store
        self._view = view
        self._now = now

    def vote(self, reader: Reader, watched: Watched, slug: str, anchor: str) -> None:
        """Hold an interpretation, in the place of the one that was held; empty: none.

        Raises:
            FilmMissing: there is no such film, they have not finished it, or they see no such
                interpretation.
        """
        # Whoever goes back to watch it again may still take their vote back.
        name = self._named(slug, watched).get(anchor, "") if anchor else ""
        with self._store.change() as connection:
            kept = kept_film(connection, reader.id, slug)
            has_finished = kept is not None and kept.standing.progress.finished
            if kept is None or (anchor and not (has_finished and name)):
                raise FilmMissing
            if anchor:
                cast_vote(connection, kept.id, name, self._now())
            else:
                withdraw_vote(connection, kept.id)

    def held(self, reader: Reader, slug: str, watched: Watched) -> str | None:
        """The anchor of the interpretation that a reader voted for; ``None``: they have not voted.

        Empty where they do not see it, or do not any more.
        """
        with self._store.read() as connection:
            kept = kept_film(connection, reader.id, slug)
            voted = vote_of(connection, kept.id) if kept else ""
        if not voted:
            return None
        named = self._named(slug, watched) if watched.of(slug).finished else {}
        return next((anchor for anchor, name in named.items() if name == voted), "")

    def shares(self, slug: str, watched: Watched) -> tuple[Share, ...]:
        """How many hold each interpretation that somebody sees, in the order of the page.

        What is not seen is not counted: the shares are of the votes for the others.

        Raises:
            FilmMissing: there is no such film, or they have not finished it.
        """
        seen, named = self._seen(slug, watched), self._named(slug, watched)
        with self._store.read() as connection:
            votes = votes_for(connection, slug)
        return _shares(seen, [votes.get(named.get(one.anchor, ""), 0) for one in seen])

    def _seen(self, slug: str, watched: Watched) -> Sequence[Interpretation]:
        view = self._view(slug, watched)
        if not watched.of(slug).finished:
            raise FilmMissing
        return view.interpretations

    def _named(self, slug: str, watched: Watched) -> Mapping[str, str]:
        """By the anchor of each interpretation that is seen, the name that its votes are kept by.

        Anchors are made from what each reader sees, and would count votes for one for another.
        """
        page = current(self._store, slug) if self._seen(slug, watched) else None
        return kept_names(page.page, watched) if page else {}


def _shares(seen: Sequence[Interpretation], counted: Sequence[int]) -> tuple[Share, ...]:
    total = sum(counted)
    return tuple(
        Share(
            one.anchor, one.heading, count, count / total if total else 0.0, *wilson(count, total)
        )
        for one, count in zip(seen, counted, strict=True)
    )


def wilson(count: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a share, by Wilson's score: also right for few votes, none or all.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference" (1927).
    Without any vote nothing is known: 0 to 1.
    """
    if not total:
        return 0.0, 1.0
    part, weight = count / total, _SURE**2 / total
    middle = (part + weight / 2) / (1 + weight)
    reach = _SURE * sqrt(part * (1 - part) / total + weight / (4 * total)) / (1 + weight)
    # Rounding must not leave the share itself outside.
    return max(0.0, min(part, middle - reach)), min(1.0, max(part, middle + reach))
