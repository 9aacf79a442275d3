"""How far each reader has come, by their own word."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from threading import Lock
from typing import Final

from lookback.errors import FilmMissing, ItemMissing
from lookback.film.moment import START, Moment
from lookback.film.progress import Progress, Watched
from lookback.film.reader import Reader
from lookback.film.standing import Standing
from lookback.firewall.view import View
from lookback.guide.hearing import Hearing
from lookback.guide.keeping import BY_HAND, VISITOR, Item
from lookback.guide.matching import mentioned
from lookback.store import progress as kept_progress
from lookback.store.progress import Change, Kept
from lookback.store.store import Store

__all__ = ["Answer", "Change", "Item", "Kept", "Watching"]

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


class Watching(Hearing):
    """What a reader can do with their progress, by their own word."""

    def __init__(
        self,
        store: Store,
        *,
        start: Callable[[str], View],
        now: Callable[[], datetime],
        token: Callable[[], int],
    ) -> None:
        super().__init__(store, start=start, now=now, token=token)
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
            return self.item_of(_there(kept_progress.kept_item(connection, reader.id, number)))

    def items(self, reader: Reader) -> list[Kept]:
        """All films in the reader's keeping, the one touched last first."""
        with self._store.read() as connection:
            return list(kept_progress.kept_by(connection, reader.id))

    def shown(self, kept: Sequence[Kept]) -> list[Item]:
        """Films with what everyone may see of them."""
        return [self.item_of(one) for one in kept]

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

    def move(
        self,
        reader: Reader,
        slug: str,
        progress: Progress,
        *,
        source: str = BY_HAND,
        only_if: Callable[[Kept | None], bool] = lambda _kept: True,
    ) -> Kept | None:
        """Set how far the reader has come; this may also go back.

        Args:
            only_if: looks at what is kept now, and says whether to go on.

        Returns:
            What is kept then, or ``None`` where ``only_if`` said no.

        Raises:
            FilmMissing: the guide does not have the film.
        """
        mention = mentioned(self._start(slug))
        with self._store.change() as connection:
            kept = kept_progress.kept_film(connection, reader.id, slug)
            if not only_if(kept):
                return None
            if kept is None:
                kept = kept_progress.keep(connection, reader.id, slug, mention, at=self._now())
            after = kept.standing.moved(progress)
            return self.moved(connection, kept, after, source, _why(kept.standing, after))

    def answer(
        self, reader: Reader, number: int, word: Answer, *, held: Moment | None = None
    ) -> Kept:
        """The reader answers what was asked of them; where nothing is asked, nothing happens.

        Args:
            held: the position that they were asked about. Where it is another one by now, they
                have not answered that.

        Raises:
            ItemMissing: there is no such film in their keeping.
        """
        with self._store.change() as connection:
            kept = _there(kept_progress.kept_item(connection, reader.id, number))
            before = kept.standing
            if word in {Answer.SEEN, Answer.UNSEEN}:
                is_asked = before.asks_ending
            else:
                is_asked = before.held != START and held in {None, before.held}
            if not is_asked:
                return kept
            match word:
                case Answer.CONFIRM:
                    after = before.confirmed()
                case Answer.DECLINE:
                    after = before.declined()
                case Answer.SEEN | Answer.UNSEEN:
                    after = before.ended(seen=word is Answer.SEEN)
            return self.moved(connection, kept, after, BY_HAND, word.value)

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
            return self.moved(connection, kept, after, BY_HAND, "undone")

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
            return self.attached(connection, kept, slug, BY_HAND)


def _there(kept: Kept | None) -> Kept:
    if kept is None:
        raise ItemMissing
    return kept


def _why(before: Standing, after: Standing) -> str:
    if after.progress.finished and not before.progress.finished:
        return "finished"
    is_lower = before.progress.finished or after.progress.position < before.progress.position
    return "again" if is_lower and not after.progress.finished else "set"
