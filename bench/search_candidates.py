"""Ways to find films that ``bench.search`` compares."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

import psycopg
import tantivy

from bench.search_films import WORD
from lookback.film.finding import Findable
from lookback.search.index import Index

TOP = 10
"""Films that a question asks for."""
Films = Callable[[], Iterator[Findable]]


class Candidate(Protocol):
    """One way to find films."""

    name: str

    def short(self, words: str) -> Sequence[int]:
        """The best films with these words."""

    def long(self, words: str) -> Sequence[int]:
        """The best films with some of these words."""

    def begun(self, typed: str) -> Sequence[object]:
        """What begins so."""

    def clock(self) -> float:
        """Seconds of CPU that were spent so far."""


class LookBack:
    """The index of the guide."""

    name = "Look Back"

    def __init__(self, folder: Path, films: Films) -> None:
        self._index = Index.open(folder)
        self._index.rebuild(films(), "1")
        self._index = Index.open(folder)

    def short(self, words: str) -> Sequence[int]:
        """The best films with these words."""
        return [hit.number for hit in self._index.search(words, limit=TOP).hits]

    long = short

    def begun(self, typed: str) -> Sequence[str]:
        """What begins so."""
        return [one.key for one in self._index.suggest(typed)]

    clock = staticmethod(time.process_time)


class BareTantivy:
    """As its tutorial has it: the same text fields, BM25, any of the words."""

    name = "bare Tantivy"
    _fields = ("title", "people", "genres", "text")

    def __init__(self, folder: Path, films: Films) -> None:
        build = tantivy.SchemaBuilder()
        build.add_unsigned_field("number", stored=True)
        for field in self._fields:
            build.add_text_field(field)
        folder.mkdir()
        self._index = tantivy.Index(build.build(), str(folder))
        writer = self._index.writer(48 << 20, 1)
        for film in films():
            document = tantivy.Document()
            document.add_unsigned("number", film.number)
            for field, text in zip(self._fields, _texts(film), strict=True):
                document.add_text(field, text)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def short(self, words: str) -> Sequence[int]:
        """The best films with these words."""
        query = self._index.parse_query(words, list(self._fields))
        hits = self._searcher.search(query, TOP).hits
        return [self._searcher.doc(address)["number"][0] for _, address in hits]

    long = short

    def begun(self, typed: str) -> Sequence[int]:
        """What begins so."""
        words = WORD.findall(typed.lower())
        if not words:
            return []
        query = tantivy.Query.regex_query(self._index.schema, "title", words[-1] + ".*")
        hits = self._searcher.search(query, 8).hits
        return [self._searcher.doc(address)["number"][0] for _, address in hits]

    clock = staticmethod(time.process_time)


class Fts5:
    """SQLite's full-text search with BM25."""

    name = "SQLite FTS5"

    def __init__(self, path: Path, films: Films) -> None:
        self._database = sqlite3.connect(path)
        self._database.execute(
            "CREATE VIRTUAL TABLE film USING fts5(title, people, genres, text, content='',"
            " tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
        )
        self._database.executemany(
            "INSERT INTO film(rowid, title, people, genres, text) VALUES (?, ?, ?, ?, ?)",
            ((film.number, *_texts(film)) for film in films()),
        )
        self._database.commit()

    def short(self, words: str) -> Sequence[int]:
        """The best films with these words."""
        return self._ask(" ".join(f'"{word}"' for word in WORD.findall(words)))

    def long(self, words: str) -> Sequence[int]:
        """The best films with some of these words."""
        return self._ask(" OR ".join(f'"{word}"' for word in WORD.findall(words)))

    def begun(self, typed: str) -> Sequence[int]:
        """What begins so."""
        words = [f'"{word}"' for word in WORD.findall(typed)]
        return self._ask("title:(" + " ".join(words) + "*)") if words else []

    def _ask(self, query: str) -> Sequence[int]:
        asked = "SELECT rowid FROM film WHERE film MATCH ? ORDER BY rank LIMIT 10"
        return [row[0] for row in self._database.execute(asked, (query,))] if query else []

    clock = staticmethod(time.process_time)


class PostgreSQL:
    """tsvector with a GIN index, ordered by ts_rank."""

    name = "PostgreSQL"

    def __init__(self, address: str, films: Films) -> None:
        self._connection = psycopg.connect(address, autocommit=True)
        self._run = self._connection.execute
        self._run("DROP TABLE IF EXISTS film")
        self._run("CREATE TABLE film (number int, title text, words tsvector)")
        self._run("CREATE TEMP TABLE told (number int, title text, words text)")
        with self._connection.cursor().copy("COPY told FROM STDIN") as copy:
            for film in films():
                copy.write_row((film.number, film.title, " ".join(_texts(film))))
        self._run("INSERT INTO film SELECT number, title, to_tsvector('simple', words) FROM told")
        self._run("CREATE INDEX ON film USING gin (words)")
        self._run("CREATE INDEX ON film (lower(title) text_pattern_ops)")
        self._run("ANALYZE film")
        self._run("SET max_parallel_workers_per_gather = 0")
        row = self._run("SELECT pg_backend_pid()").fetchone()
        assert row is not None
        self._stat = Path(f"/proc/{row[0]}/stat")

    def short(self, words: str) -> Sequence[int]:
        """The best films with these words."""
        return self._ask(" & ".join(WORD.findall(words)))

    def long(self, words: str) -> Sequence[int]:
        """The best films with some of these words."""
        return self._ask(" | ".join(WORD.findall(words)))

    def begun(self, typed: str) -> Sequence[int]:
        """What begins so."""
        asked = "SELECT number FROM film WHERE lower(title) LIKE %s LIMIT 8"
        return [row[0] for row in self._run(asked, (f"{typed.lower()}%",))]

    def _ask(self, query: str) -> Sequence[int]:
        asked = (
            "SELECT number FROM film, to_tsquery('simple', %s) query WHERE words @@ query"
            " ORDER BY ts_rank(words, query) DESC LIMIT 10"
        )
        return [row[0] for row in self._run(asked, (query,))] if query else []

    def clock(self) -> float:
        """Seconds of CPU that its backend spent."""
        fields = self._stat.read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _texts(film: Findable) -> tuple[str, str, str, str]:
    titles = " ".join((film.title, *film.titles))
    return titles, " ".join(film.people), " ".join(film.genres), " ".join(film.texts)
