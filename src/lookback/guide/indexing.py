"""The indexes of a guide, kept up with it: what is told here is told to nobody else.

They hold nothing that the database does not: whatever is wrong with them, they are made anew.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock, Thread
from time import sleep
from typing import Final, TypeVar
from weakref import finalize

from sqlalchemy import Connection

from lookback.errors import IndexBusy, IndexUnusable, LookBackError
from lookback.film.finding import Findable, Hit
from lookback.guide.collecting import uncollected
from lookback.guide.feeding import findables, remembered
from lookback.search.index import Index
from lookback.search.recalling import Memory
from lookback.store.news import News, news_since, stamp
from lookback.store.stock import how_many
from lookback.store.store import Store

Progressing = Callable[[int, int], object]
_AT_ONCE: Final = 2000
"""How many changed films are taken in before an answer; more are taken in beside it."""
_MOST_LATER: Final = 20_000
"""Films that are taken in one by one before all are written anew: suggestions stay quick."""
_BEING_MADE: Final = "it is being brought up to date: try again in a moment"
_PATIENCE: Final = 0.5
"""Seconds until another process is asked again whether it is done."""
_PUBLIC: Final = "public"
_MEMORIES: Final = "memories"
_SEALED: Final = "sealed"
_Answer = TypeVar("_Answer")
_Film = TypeVar("_Film")


class Indexes:
    """The public index, and those of memories, which are made when they are first asked."""

    def __init__(self, store: Store, folder: Path | None, changes: Callable[[], int]) -> None:
        """Keep indexes of a store.

        Args:
            folder: where the indexes are, or are to be made; without one they go with this.
            changes: another number after each change of the guide.
        """
        self._store = store
        self._folder = folder
        self._changes = changes
        self._seen: int | None = None
        self._index: Index | None = None
        self._memories: dict[str, Memory] = {}
        self._lock = Lock()
        self._remembering = Lock()
        self._beside: dict[str, Thread] = {}
        self._failed: dict[str, LookBackError] = {}

    def close(self) -> None:
        """Wait for what is written beside."""
        for thread in list(self._beside.values()):
            thread.join()

    def ask(self, question: Callable[[Index], _Answer]) -> _Answer:
        """What the public index answers, after it has taken in what has changed.

        Raises:
            IndexBusy: it is still being made.
            IndexUnusable: it cannot be read, nor made anew.
        """
        self._keep_up()
        index = self._public()
        try:
            return question(index)
        except IndexUnusable:
            # Damaged since it was opened: it is made anew from the database, which has it all.
            self.refresh(anew=True)
            return question(index)

    def recall(
        self, words: str, limit: int, *, sealed: bool, waits: bool, progress: Progressing
    ) -> tuple[Hit, ...] | None:
        """Films that somebody may half remember; ``None`` while that index is being made.

        Args:
            sealed: look in what is hidden, too.
            waits: until it is made; else only where that takes no time.

        Raises:
            IndexUnusable: it cannot be read, nor made anew.
        """
        name = _SEALED if sealed else _MEMORIES
        known = self._memory(name).stamp
        with self._store.read() as connection:
            news = news_since(connection, known, 0)
            is_much = how_many(connection) > _AT_ONCE
        if known != news.stamp and not (waits or not is_much):
            self._run_beside(name, lambda: self._remember(name))
        elif known != news.stamp and not self._remembered(name, progress, waits=waits):
            is_much = True
        memory = self._memory(name)
        if not memory.stamp or (is_much and news.may_hide and memory.stamp == known):
            return None  # what it says may be hidden by now
        try:
            return memory.recall(words, limit)
        except IndexUnusable:
            self._remember(name, progress, anew=True)
            return self._memory(name).recall(words, limit)

    def _remembered(self, name: str, progress: Progressing, *, waits: bool) -> bool:
        """Make the index of memories anew; whether it is, where another process writes it."""
        while True:
            try:
                self._remember(name, progress)
            except IndexBusy:
                if not waits:
                    return False
                sleep(_PATIENCE)
            else:
                return True

    def refresh(
        self, *, anew: bool = False, progress: Progressing = lambda _done, _total: None
    ) -> None:
        """Take in all that has changed; for the command line, which waits for it.

        Args:
            anew: throw away what is there.
            progress: told how many of how many films are in.

        Raises:
            IndexBusy: another process writes the index.
            IndexUnusable: it cannot be written.
        """
        with self._store.read() as connection:
            index = self._public()
            total = how_many(connection)
            news = self._missed(connection, total, "" if anew else index.stamp)
            if news.films is None:
                films = _counted(findables(connection, None), total, progress)
                with uncollected():
                    index.rebuild(films, news.stamp)
            elif news.films or news.stamp != index.stamp:
                self._feed(news, progress)

    def _keep_up(self) -> None:
        """Take in what has changed since the last question; much of it beside the answer.

        Raises:
            IndexBusy: the index may say what is hidden by now, and cannot be mended at once.
        """
        changes = self._changes()
        if changes == self._seen and self._public().stamp:
            return
        with self._store.read() as connection:
            total = how_many(connection)
            news = self._missed(connection, total, self._public().stamp)
        is_much = (total if news.films is None else len(news.films)) > _AT_ONCE
        try:
            self._catch_up(is_much=is_much)
            self._seen = changes
        except IndexBusy:
            if news.may_hide or not self._public().stamp:
                raise self._failed.pop(_PUBLIC, None) or IndexBusy(_BEING_MADE) from None
            # An old index answers while a new one is written, here or by another process.

    def _missed(self, connection: Connection, total: int, known: str) -> News:
        """What has changed; where half of the films have, all of them are sooner written anew.

        So they are where very many were written one by one, unless somebody waits to hide one.
        """
        news = news_since(connection, known, total // 2)
        if news.films and not news.may_hide:
            try:
                is_much = self._public().later + len(news.films) > _MOST_LATER
            except IndexUnusable:
                is_much = True
            return replace(news, films=None) if is_much else news
        return news

    def _catch_up(self, *, is_much: bool) -> None:
        if is_much:
            self._run_beside(_PUBLIC, self.refresh)
            raise IndexBusy(_BEING_MADE)
        with self._lock:
            self.refresh()

    def _feed(self, news: News, progress: Progressing) -> None:
        numbers = sorted(news.films or ())
        with self._store.read() as connection:
            there: set[int] = set()

            def films() -> Iterator[Findable]:
                for film in findables(connection, numbers):
                    there.add(film.number)
                    yield film

            # Asked for when all films have been read: those that were not among them are gone.
            gone = (number for number in numbers if number not in there)
            counted = _counted(films(), len(numbers), progress)
            self._public().feed(counted, gone, news.stamp)

    def _run_beside(self, name: str, work: Callable[[], None]) -> None:
        def run() -> None:
            try:
                work()
            except LookBackError as error:
                self._failed[name] = error  # the next question tells
            finally:
                self._beside.pop(name, None)

        with self._lock:
            if name not in self._beside:
                self._beside[name] = Thread(target=run, name=f"index-{name}", daemon=True)
                self._beside[name].start()

    def _remember(
        self, name: str, progress: Progressing = lambda _done, _total: None, *, anew: bool = False
    ) -> None:
        with self._remembering, self._store.read() as connection:
            now = stamp(connection)
            if self._memory(name).stamp == now and not anew:
                return  # somebody else was quicker
            films = remembered(connection, sealed=name == _SEALED)
            counted = _counted(films, how_many(connection), progress)
            self._memory(name).build(counted, now)

    def _place(self) -> Path:
        if self._folder is None:
            self._folder = Path(mkdtemp(prefix="lookback-"))
            finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        return self._folder

    def _public(self) -> Index:
        if self._index is None:
            self._index = Index.open(self._place() / _PUBLIC)
        return self._index

    def _memory(self, name: str) -> Memory:
        if name not in self._memories:
            self._memories[name] = Memory.open(self._place() / name)
        return self._memories[name]


def _counted(films: Iterable[_Film], total: int, progress: Progressing) -> Iterator[_Film]:
    for done, film in enumerate(films, 1):
        yield film
        if done % 1000 == 0 or done == total:
            progress(done, total)
