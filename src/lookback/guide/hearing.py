"""What players say of readers, and films that the guide gets later than they do."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from lookback.film.mention import Mention
from lookback.film.reader import Reader
from lookback.film.record import Runtime
from lookback.film.report import Act, Report
from lookback.film.standing import Standing, weighed
from lookback.guide.keeping import BY_GUIDE, BY_HAND, Keeping
from lookback.guide.matching import matched
from lookback.store import progress as kept_progress
from lookback.store import reports
from lookback.store.progress import Kept

REPEATS_WITHIN: Final = timedelta(minutes=1)
"""Servers that do not say when something was repeat an event at most so long after it."""


class Hearing(Keeping):
    """What a reader's players can do with their progress."""

    def hear(self, reader: Reader, report: Report) -> None:
        """Take in what a player says. What is said twice counts once."""
        if report.act is Act.UNMARKED:
            return  # nothing lowers progress but the reader's own word
        at = self._now()
        with self._store.change() as connection:
            kept = self._kept_as(connection, reader, report.mention, at)
            within = at - REPEATS_WITHIN
            if not reports.hear(connection, kept.id, report, at=at, within=within):
                return
            after = weighed(
                kept.standing,
                reports.heard(connection, kept.id),
                runtime=self._runtime(kept) or report.mention.runtime,
                trusts_player=reader.trusts_player,
            )
            if after != kept.standing:
                self.moved(connection, kept, after, report.source, _told(kept.standing, after))

    def settle_pending(self) -> None:
        """Films that readers keep without the guide, and that it has now, are found."""
        with self._store.change() as connection:
            pending = list(kept_progress.pending(connection))
            found = matched(connection, [kept.mention for kept in pending])
            for kept, one in zip(pending, found, strict=True):
                if one.slug:
                    self.attached(connection, kept, one.slug, BY_GUIDE)

    def candidates(self, kept: Kept) -> tuple[str, ...]:
        """Films of the guide that a pending one may be."""
        with self._store.read() as connection:
            found = matched(connection, [kept.mention])[0]
        return (found.slug,) if found.slug else found.candidates

    def _kept_as(
        self, connection: Connection, reader: Reader, mention: Mention, at: datetime
    ) -> Kept:
        """The film in the reader's keeping that a source calls so."""
        found = matched(connection, [mention])[0]
        if found.slug:
            kept = kept_progress.kept_film(connection, reader.id, found.slug)
        else:
            mine = kept_progress.pending(connection, reader.id)
            # By the reader's own choice before, or as another source calls what is pending.
            kept = kept_progress.kept_mention(connection, reader.id, mention, BY_HAND) or next(
                (one for one in mine if one.mention.is_same(mention)), None
            )
        if kept is not None:
            return kept
        return kept_progress.keep(connection, reader.id, found.slug, mention, at=at)

    def _runtime(self, kept: Kept) -> Runtime | None:
        view = self.item_of(kept).view
        return view.runtime if view else kept.mention.runtime


def _told(before: Standing, after: Standing) -> str:
    if after.progress.finished:
        return "finished"
    is_asking = (after.held, after.asks_ending) != (before.held, before.asks_ending)
    return "asked" if is_asking else "watched"
