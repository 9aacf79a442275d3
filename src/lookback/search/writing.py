"""Writing films into a folder of words."""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar

import tantivy
from tantivy import Query

from lookback.errors import IndexBusy, IndexUnusable
from lookback.film.finding import Findable
from lookback.search.beginnings import Filling
from lookback.search.damage import DAMAGE
from lookback.search.filing import filed, number_of, schema
from lookback.search.kept import Keeping, kept_of
from lookback.search.reading import Place, Reading

BEGINNINGS: Final = "beginnings"
"""The file in a folder of words that ``Beginnings`` are in."""
KEPT: Final = "kept"
"""The file in a folder of words that ``KeptFilms`` are in."""
_LOCK: Final = "writing.lock"
_NO_LOCKS: Final = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
"""What SQLite says of a file that it cannot lock since it is no database."""
_HEAP: Final = 62 << 20
"""Bytes of words that are gathered before they are written: less than 200 MB in all, and for a
million films with a few titles each less than the 8 segments that Tantivy would merge."""
_BATCH: Final = 500
_Value = TypeVar("_Value")


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Nobody else writes meanwhile; the lock goes with the process that has it.

    Raises:
        IndexBusy: somebody else is writing.
        IndexUnusable: the folder cannot be written.
    """
    path = folder / _LOCK
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            lock = _lock(path)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode not in _NO_LOCKS:
                raise
            # An empty one is sound, and nothing is ever kept in it. It must stay the same file,
            # and be opened by SQLite alone: somebody else may have mended and locked it by now.
            os.truncate(path, 0)
            lock = _lock(path)
    except (OSError, sqlite3.Error) as error:
        busy = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
        raise (IndexBusy if busy else IndexUnusable) from error
    with closing(lock):
        yield


def _lock(path: Path) -> sqlite3.Connection:
    lock = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except BaseException:
        lock.close()
        raise
    return lock


def _batches(values: Iterable[_Value], size: int) -> Iterator[list[_Value]]:
    iterator = iter(values)
    while batch := list(islice(iterator, size)):
        yield batch


def write_all(folder: Path, films: Iterable[Findable]) -> None:
    """Write films into a folder of words that is not there yet."""
    with DAMAGE:
        folder.mkdir()
        index = tantivy.Index(schema(), str(folder), reuse=False)
        writer = index.writer(_HEAP, 1)
        keeping = Keeping(folder / KEPT)
    filling = Filling()
    is_whole = False
    try:
        for batch in _batches(films, _BATCH):
            # Made before any is given: Tantivy's thread wakes once for all of them.
            made, kept = filed(batch), list(map(kept_of, batch))
            with DAMAGE:
                for document in made.documents:
                    writer.add_json(document)
                keeping.add([film.number for film in batch], kept)
            filling.add(made.prominences, made.titles, made.people, made.exact)
        with DAMAGE:
            writer.commit()
            writer.wait_merging_threads()
        is_whole = True
    finally:
        del writer  # which ends its threads, though an error may still hold this frame
        with DAMAGE:
            keeping.close(whole=is_whole)
    with DAMAGE:
        filling.made().write(folder / BEGINNINGS)


def change(
    index: tantivy.Index, reading: Reading, films: Iterable[Findable], gone: Iterable[int]
) -> bool:
    """Write what is not as it was; whether there was any."""
    writer: tantivy.IndexWriter | None = None
    try:
        for batch in _batches(films, _BATCH):
            with DAMAGE:
                new = _changed(reading, batch)
                if new:
                    writer = writer or index.writer(_HEAP, 1)
                    _forget(writer, reading, [film.number for film, _ in new])
                    told, kept = zip(*new, strict=True)
                    for document in filed(told, kept).documents:
                        writer.add_json(document)
        for numbers in _batches(gone, _BATCH):
            with DAMAGE:
                there = list(_places(reading, numbers))
                if there:
                    writer = writer or index.writer(_HEAP, 1)
                    _forget(writer, reading, there)
        if writer is None:
            return False
        with DAMAGE:
            writer.commit()
            writer.wait_merging_threads()
        return True
    finally:
        del writer


def _changed(reading: Reading, films: list[Findable]) -> list[tuple[Findable, bytes]]:
    """Films that are not there, or not as they are now, with what is kept of them."""
    known = _places(reading, [film.number for film in films])
    new = []
    for film in films:
        kept, place = kept_of(film), known.get(film.number)
        if place is None or reading.data(place) != kept:
            new.append((film, kept))
    return new


def _forget(writer: tantivy.IndexWriter, reading: Reading, numbers: list[int]) -> None:
    writer.delete_documents_by_query(Query.term_set_query(reading.schema, "number", numbers))


def _places(reading: Reading, numbers: list[int]) -> dict[int, Place]:
    """Where those films stand that are there."""
    query = Query.term_set_query(reading.schema, "number", numbers)
    places, _ = reading.best(query, len(numbers))
    return {number_of(place[0]): place for place in places}
