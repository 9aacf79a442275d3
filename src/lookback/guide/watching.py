"""How far each reader has come, by their own word and by what their players say."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from threading import Lock
from typing import Final

from sqlalchemy import Connection

from lookback.errors import FilmMissing, ItemMissing
from lookback.film.mention import Mention
from lookback.film.progress import Progress, Watched
from lookback.film.reader import Reader
from lookback.film.record import Runtime
from lookback.film.report import Act, Report
from lookback.film.standing import Standing, weighed
from lookback.firewall.view import View
from lookback.guide.matching import matched, mentioned
from lookback.store import progress as kept_progress
from lookback.store import reports
from lookback.store.progress import Change, Kept
from lookback.store.store import Store

__all__ = ["Answer", "Change", "Item", "Kept", "Watching"]

BY_HAND: Final = "reader"
VISITOR: Final = "visitor"
BY_GUIDE: Final = "guide"
REPEATS_WITHIN: Final = timedelta(minutes=1)
"""Servers that do not say when something was repeat an event at most so long after it."""
_ONE_RUN: Final = timedelta(hours=6)
_MOST_REMEMBERED: Final = 1024


class Answer(StrEnum):
    """What a reader says to what waits for their word."""

    CONFIRM = "confirm"
    """I have watched up to there."""
    DECLINE = "decline"
    """I have not."""
    SEEN = "seen"
    """I have seen the ending."""
    UNSEEN = "unseen"
    """I have not seen it."""


@dataclass(frozen=True, slots=True)
class Item:
    """A film in a reader's keeping, with what everyone may see of it, if the guide has it."""

    kept: Kept
    view: View | None


class Watching:
    """What a reader can do with their progress."""

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
        self._remembered: OrderedDict[int, tuple[int, Watched]] = OrderedDict()
        self._lock = Lock()

    def watched(self, reader: Reader) -> Watched:
        """How far the reader may see in every film: their progress less their margin."""
        with self._lock:
            changes, watched = self._remembered.get(reader.id, (None, None))
            if watched is not None and changes == reader.changes:
                return watched
        with self._store.read() as connection:
            progress = kept_progress.watched(connection, reader.id)
        watched = Watched(
            {slug: at.held_back(reader.margin) for slug, at in progress.films.items()}
        )
        with self._lock:
            self._remembered[reader.id] = reader.changes, watched
            self._remembered.move_to_end(reader.id)
            while len(self._remembered) > _MOST_REMEMBERED:
                self._remembered.popitem(last=False)
        return watched

    def kept(self, reader: Reader, slug: str) -> Kept | None:
        """A film of the guide in the reader's keeping, or ``None``.

        Raises:
            FilmMissing: the guide does not have it.
        """
        self._start(slug)
        with self._store.read() as connection:
            return kept_progress.kept_film(connection, reader.id, slug)

    def item(self, reader: Reader, number: int) -> Item:
        """A film in the reader's keeping by its number there.

        Raises:
            ItemMissing: there is none, or it is another reader's.
        """
        with self._store.read() as connection:
            return self._item(_there(kept_progress.kept_item(connection, reader.id, number)))

    def items(self, reader: Reader) -> list[Kept]:
        """All films in the reader's keeping, the one touched last first."""
        with self._store.read() as connection:
            return list(kept_progress.kept_by(connection, reader.id))

    def shown(self, kept: Sequence[Kept]) -> list[Item]:
        """Films with what everyone may see of them."""
        return [self._item(one) for one in kept]

    def latest(self, reader: Reader, number: int) -> Change | None:
        """The latest change of the reader's progress in a film, which can be undone."""
        return next(iter(self.history(reader, number)), None)

    def history(self, reader: Reader, number: int) -> list[Change]:
        """What changed the reader's progress in a film, the newest first.

        Raises:
            ItemMissing: there is no such film in their keeping.
        """
        with self._store.read() as connection:
            item = _there(kept_progress.kept_item(connection, reader.id, number))
            return kept_progress.changes(connection, item.id)

    # By the reader's own word.

    def move(self, reader: Reader, slug: str, progress: Progress, *, source: str = BY_HAND) -> Kept:
        """Set how far the reader has come; this may also go back.

        Raises:
            FilmMissing: the guide does not have the film.
        """
        mention = mentioned(self._start(slug))
        with self._store.change() as connection:
            kept = kept_progress.kept_film(connection, reader.id, slug) or kept_progress.keep(
                connection, reader.id, slug, mention, at=self._now()
            )
            after = kept.standing.moved(progress)
            return self._moved(connection, kept, after, source, _why(kept.standing, after))

    def answer(self, reader: Reader, number: int, word: Answer) -> Kept:
        """The reader answers what was asked of them.

        Raises:
            ItemMissing: there is no such film in their keeping.
        """
        with self._store.change() as connection:
            kept = _there(kept_progress.kept_item(connection, reader.id, number))
            match word:
                case Answer.CONFIRM:
                    after = kept.standing.confirmed()
                case Answer.DECLINE:
                    after = kept.standing.declined()
                case Answer.SEEN | Answer.UNSEEN:
                    after = kept.standing.ended(seen=word is Answer.SEEN)
            return self._moved(connection, kept, after, BY_HAND, word.value)

    def undo(self, reader: Reader, number: int, change: int | None = None) -> Kept:
        """Take the latest change back; to undo that again brings it back.

        Args:
            change: the number of the change that is meant: if another one came after it, or it
                has been undone already, nothing happens.

        Raises:
            ItemMissing: there is no such film in their keeping, or nothing to undo.
        """
        with self._store.change() as connection:
            kept = _there(kept_progress.kept_item(connection, reader.id, number))
            changes = kept_progress.changes(connection, kept.id)
            if not changes:
                raise ItemMissing
            if change is not None and changes[0].id != change:
                if all(one.id != change for one in changes):
                    raise ItemMissing
                return kept
            before = changes[0].before
            after = replace(before, said=before.progress.position)
            return self._moved(connection, kept, after, BY_HAND, "undone")

    def take_along(self, reader: Reader, visitor: Watched) -> None:
        """A visitor's cookie becomes the reader's progress, where they have none of their own."""
        for slug, progress in visitor.films.items():
            try:
                mine = self.kept(reader, slug)
            except FilmMissing:
                continue
            if mine is None:
                self.move(reader, slug, progress, source=VISITOR)

    def choose(self, reader: Reader, number: int, slug: str) -> Kept:
        """The reader says which film of the guide a pending one is.

        Raises:
            ItemMissing: there is no such pending film.
            FilmMissing: the guide does not have the film.
        """
        self._start(slug)
        with self._store.change() as connection:
            kept = _there(kept_progress.kept_item(connection, reader.id, number))
            if kept.slug:
                raise ItemMissing
            return self._attached(connection, kept, slug, BY_HAND)

    def candidates(self, kept: Kept) -> tuple[str, ...]:
        """Films of the guide that a pending one may be."""
        with self._store.read() as connection:
            found = matched(connection, [kept.mention])[0]
        return (found.slug,) if found.slug else found.candidates

    # By what players say.

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
                self._moved(connection, kept, after, report.source, _told(kept.standing, after))

    def settle_pending(self) -> None:
        """Films that readers keep without the guide, and that it has now, are found."""
        with self._store.change() as connection:
            pending = list(kept_progress.pending(connection))
            found = matched(connection, [kept.mention for kept in pending])
            for kept, one in zip(pending, found, strict=True):
                if one.slug:
                    self._attached(connection, kept, one.slug, BY_GUIDE)

    def _kept_as(
        self, connection: Connection, reader: Reader, mention: Mention, at: datetime
    ) -> Kept:
        """The film in the reader's keeping that a source calls so."""
        kept = kept_progress.kept_mention(connection, reader.id, mention)
        if kept is not None:
            return kept
        found = matched(connection, [mention])[0]
        if found.slug:
            kept = kept_progress.kept_film(connection, reader.id, found.slug)
        else:
            mine = kept_progress.pending(connection, reader.id)
            kept = next((one for one in mine if one.mention.is_same(mention)), None)
        if kept is not None:
            return kept
        return kept_progress.keep(connection, reader.id, found.slug, mention, at=at)

    def _attached(self, connection: Connection, kept: Kept, slug: str, source: str) -> Kept:
        mine = kept_progress.kept_film(connection, kept.reader, slug)
        if mine is None:
            kept_progress.attach(connection, kept.id, slug)
            kept_progress.note_change(connection, kept.reader, self._token())
            return replace(kept, slug=slug)
        # Both were this film: what either says counts.
        kept_progress.take_over(connection, kept, mine.id)
        after = mine.standing.joined(kept.standing)
        return self._moved(connection, mine, after, source, "found")

    def _moved(
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

    def _item(self, kept: Kept) -> Item:
        try:
            return Item(kept, self._start(kept.slug) if kept.slug else None)
        except FilmMissing:
            return Item(kept, None)

    def _runtime(self, kept: Kept) -> Runtime | None:
        view = self._item(kept).view
        return view.runtime if view else kept.mention.runtime


def _there(kept: Kept | None) -> Kept:
    if kept is None:
        raise ItemMissing
    return kept


def _why(before: Standing, after: Standing) -> str:
    if after.progress.finished and not before.progress.finished:
        return "finished"
    is_lower = before.progress.finished or after.progress.position < before.progress.position
    return "again" if is_lower and not after.progress.finished else "set"


def _told(before: Standing, after: Standing) -> str:
    if after.progress.finished:
        return "finished"
    is_asking = (after.held, after.asks_ending) != (before.held, before.asks_ending)
    return "asked" if is_asking else "watched"
