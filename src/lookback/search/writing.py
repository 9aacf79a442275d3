"""Writing films into a folder of words."""

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
from lookback.search.damage import DAMAGE
from lookback.search.filing import digest_of, document_of, kept_of, number_of, schema
from lookback.search.reading import Reading

_LOCK: Final = "writing.lock"
_HEAP: Final = 48 << 20
"""Bytes of words that are gathered before they are written."""
_BATCH: Final = 1000
_Value = TypeVar("_Value")


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Nobody else writes meanwhile; the lock goes with the process that has it.

    Raises:
        IndexBusy: somebody else is writing.
        IndexUnusable: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = sqlite3.connect(folder / _LOCK, timeout=0, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise IndexUnusable from error
    with closing(lock):
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            busy = error.sqlite_errorcode == sqlite3.SQLITE_BUSY
            raise (IndexBusy if busy else IndexUnusable) from error
        yield


def _batches(values: Iterable[_Value], size: int) -> Iterator[list[_Value]]:
    iterator = iter(values)
    while batch := list(islice(iterator, size)):
        yield batch


def write_all(folder: Path, films: Iterable[Findable]) -> None:
    """Write films into a folder of words that is not there yet."""
    with DAMAGE:
        folder.mkdir()
        index = tantivy.Index(
            schema(),
            str(folder),
            reuse=False,
            sort_by_field="prominence",
            sort_order=tantivy.Order.Desc,
        )
        writer = index.writer(_HEAP, 1)
    try:
        for batch in _batches(films, _BATCH):
            # Made first and given then: Tantivy's thread, which costs when it waits for each, ...
            written = [document_of(film, kept_of(film)) for film in batch]
            with DAMAGE:
                for document in written:
                    writer.add_json(document)
        with DAMAGE:
            writer.commit()
            writer.wait_merging_threads()
    finally:
        del writer  # which ends its threads, though an error may still hold this frame


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
                    for film, kept in new:
                        writer.add_json(document_of(film, kept))
        for numbers in _batches(gone, _BATCH):
            with DAMAGE:
                there = list(_digests(reading, numbers))
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
    known = _digests(reading, [film.number for film in films])
    written = ((film, kept_of(film)) for film in films)
    return [(film, kept) for film, kept in written if known.get(film.number) != digest_of(kept)]


def _forget(writer: tantivy.IndexWriter, reading: Reading, numbers: list[int]) -> None:
    writer.delete_documents_by_query(Query.term_set_query(reading.schema, "number", numbers))


def _digests(reading: Reading, numbers: list[int]) -> dict[int, int]:
    """The digests of those films that are there."""
    query = Query.term_set_query(reading.schema, "number", numbers)
    places, _ = reading.best(query, len(numbers))
    digests = reading.searcher.fast_field_values("digest", [place for _, place in places])
    there = (number_of(prominence) for prominence, _ in places)
    return {number: int(digest or 0) for number, digest in zip(there, digests, strict=True)}
