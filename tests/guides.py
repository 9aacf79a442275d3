"""Guides made of small pages, and all that a guide keeps, for tests to compare."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from lookback.formats.base import Source
from lookback.guide.guide import Guide
from lookback.guide.intake import Found
from lookback.guide.taking import Taken, take
from lookback.store.engine import reading
from lookback.store.store import Store
from lookback.store.tables import metadata

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
RAIN = """---
title: The Rain Clerk
release: 3 May 1961 France
runtime: 94 min
cast:
  - {cast: Ana Muster as the thief, from: 0:40, before: Ana Muster}
genres: [Drama, {genre: Ghost story, from: ending}]
ids: {imdb: tt0000611}
---

A clerk counts the rain.

## Story so far

@0:06 He finds a drop that is dry.

@0:20 name: guest
A guest ||with a name|0:30|called Ruth|| comes in.

@0:50 replaces: guest
The guest is a thief.

## Ending explained

@ending @film:the-dry-year@0:10 The drought was his.
"""


def page(title: str, *, record: str = "", story: str = "A film.") -> str:
    """A page in the page format, with further lines of the record and a story."""
    return f"---\ntitle: {title}\n{record}---\n\n{story}\n"


@contextmanager
def opened(url: str) -> Iterator[Store]:
    """A store, made new where there is none, and closed at the end."""
    store = Store.open(url, create=True)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def opened_guide(url: str) -> Iterator[Guide]:
    """A guide whose clock stands still."""
    with opened(url) as store:
        guide = Guide(store, now=lambda: NOW, clock=lambda: 0.0)
        yield guide
        guide.close()


def put(
    store: Store, *texts: str, by: str = "ana", why: str = "", preview: bool = False
) -> list[Taken]:
    """Take pages in, named ``page0.md`` and so on."""
    found = [
        Found(f"page{index}.md", Source(f"page{index}.md", text.encode()), named=True)
        for index, text in enumerate(texts)
    ]
    return take(store, found, at=NOW, by=by, why=why, preview=preview)


def kept(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with reading(store._engine) as connection:
        return {
            table.name: [
                tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))
            ]
            for table in metadata.sorted_tables
        }


@contextmanager
def by_hand(store: Store) -> Iterator[Connection]:
    """A connection to do damage with; references are not looked after where that can be."""
    with store._engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            raw: Any = connection.connection.driver_connection
            raw.execute("PRAGMA foreign_keys = OFF")
        yield connection
        connection.commit()
        connection.invalidate()


def written(folder: Path, pages: Mapping[str, str]) -> Path:
    """A folder with these files."""
    for name, text in pages.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder
