"""Films in readers' keeping, and the rules by which they are moved within it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from lookback.errors import FilmMissing
from lookback.film.standing import Standing
from lookback.firewall.view import View
from lookback.store import progress as kept_progress
from lookback.store import reports
from lookback.store.progress import FOUND, Kept
from lookback.store.store import Store

BY_HAND: Final = "reader"
VISITOR: Final = "visitor"
BY_GUIDE: Final = "guide"
"""Whose word a change is, where it is no server's and no history's."""
_ONE_RUN: Final = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Item:
    """A film in a reader's keeping, with what everyone may see of it, if the guide has it."""

    kept: Kept
    view: View | None


class Keeping:
    """What all use cases of readers' films stand on."""

    def __init__(
        self,
        store: Store,
        *,
        start: Callable[[str], View],
        now: Callable[[], datetime],
        token: Callable[[], int],
    ) -> None:
        """Put the use cases on a store.

        Args:
            start: what everyone may see of a film; raises FilmMissing.
            now: the time in UTC.
            token: another number each time, which nobody can guess.
        """
        self._store = store
        self._start = start
        self._now = now
        self._token = token

    def attached(self, connection: Connection, kept: Kept, slug: str, source: str) -> Kept:
        """A film that was kept without the guide is this one of the guide."""
        mine = kept_progress.kept_film(connection, kept.reader, slug)
        if mine is None:
            kept_progress.attach(connection, kept.id, slug)
            mine = replace(kept, slug=slug)
        else:
            # Both were this film: what either says counts.
            kept_progress.take_over(connection, kept, mine.id)
        after = mine.standing.joined(kept.standing)
        # Told even where nothing moves: what was told before was of something else.
        at = self._now()
        kept_progress.move(connection, mine, after, at=at, source=source, why=FOUND)
        kept_progress.note_change(connection, kept.reader, self._token())
        return replace(mine, standing=after, touched=at)

    def moved(
        self, connection: Connection, kept: Kept, after: Standing, source: str, why: str
    ) -> Kept:
        """Keep a new standing; the same one again changes nothing."""
        if source in {BY_HAND, VISITOR} or after.progress.finished:
            reports.settle(connection, kept.id)
        if after == kept.standing:
            return kept
        at = self._now()
        joins = why == "watched" and at - kept.touched < _ONE_RUN
        kept_progress.move(connection, kept, after, at=at, source=source, why=why, joins=joins)
        kept_progress.note_change(connection, kept.reader, self._token())
        return replace(kept, standing=after, touched=at)

    def item_of(self, kept: Kept) -> Item:
        """A film in somebody's keeping, with what everyone may see of it."""
        try:
            return Item(kept, self._start(kept.slug) if kept.slug else None)
        except FilmMissing:
            return Item(kept, None)
