"""The store: all that a guide keeps, behind one class."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final, Self

from sqlalchemy import Connection, Engine, insert, select, update

from lookback.film.page import Page
from lookback.film.record import OutsideId
from lookback.film.slug import slug_of
from lookback.store import films
from lookback.store.engine import open_engine, reading, writing
from lookback.store.films import Films, list_facets, list_films, list_slugs
from lookback.store.health import Damage, damages
from lookback.store.merging import film_at, link_page, slug_at
from lookback.store.news import note_news
from lookback.store.passages import read_passages, write_passages
from lookback.store.revisions import (
    Revision,
    digest_of,
    is_same,
    read_revision,
    read_revisions,
    write_revision,
)
from lookback.store.tables import film, guide, revision

_SECRET_BYTES: Final = 32
_TOKEN_BYTES: Final = 7
"""As many as fit a signed integer of eight bytes."""
Random = Callable[[int], bytes]


class Saved(Enum):
    """What saving a page did."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Current:
    """A film's page as it is now.

    Attributes:
        state: names what the page says, by its file's digest and format: whatever was restored,
            the same name never means something else.
    """

    state: bytes
    page: Page


class Writer:
    """Changes within one transaction: all are kept, or none."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.changed: set[int] = set()
        """The films that are not what they were."""

    def has(self, slug: str) -> bool:
        """Whether a film has this address."""
        return film_at(self._connection, slug) is not None

    def slug_at(self, address: str) -> str:
        """The slug of the film that an address leads to; the address itself if there is none."""
        return slug_at(self._connection, address)

    def find(self, ids: Iterable[OutsideId], title: str, years: set[int]) -> list[str]:
        """The addresses of films that a page could be about (see ``films.find_films``)."""
        return films.find_films(self._connection, ids, title, years)

    def source(self, slug: str) -> Revision | None:
        """The file that a film's page was read from; see ``Store.source``."""
        return read_revision(self._connection, slug)

    def undo(self) -> None:
        """Take back all that this transaction did."""
        self.changed.clear()
        self._connection.get_transaction().rollback()  # type: ignore[union-attr]

    def save(
        self,
        page: Page,
        *,
        source: bytes,
        format_name: str,
        filename: str,
        by: str,
        at: datetime,
        why: str,
    ) -> Saved:
        """Keep a page as the newest revision of its film; the same file changes nothing.

        Args:
            source: the bytes of the file that the page was read from.
            at: when, in UTC.
        """
        kept = self._connection.execute(
            select(film.c.id, film.c.revision).where(film.c.slug == page.slug)
        ).one_or_none()
        number = kept.revision + 1 if kept else 1
        made = Revision(
            page.slug, number, True, format_name, filename, source, digest_of(source), by, at, why
        )
        if kept is not None and is_same(self._connection, kept.id, kept.revision, made):
            return Saved.UNCHANGED
        film_id = self._film(page, number, kept.id if kept else None)
        write_revision(self._connection, film_id, made)
        write_passages(self._connection, film_id, page)
        ids = films.write_public(self._connection, film_id, page)
        self.changed |= link_page(self._connection, film_id, {one.address for one in ids})
        self.changed.add(film_id)
        return Saved.CHANGED if kept is not None and kept.revision else Saved.NEW

    def _film(self, page: Page, number: int, film_id: int | None) -> int:
        values = {
            "slug": page.slug,
            "sort": films.sort_key(page.title),
            "title_key": slug_of(page.title),
            "revision": number,
        }
        if film_id is None:
            made = self._connection.execute(insert(film).returning(film.c.id), values)
            return int(made.scalar_one())
        self._connection.execute(update(film).where(film.c.id == film_id).values(values))
        return film_id


class Store:
    """A guide's database, SQLite or PostgreSQL."""

    def __init__(self, engine: Engine, random: Random = secrets.token_bytes) -> None:
        self._engine = engine
        self._random = random

    @classmethod
    def open(cls, url: str, *, create: bool, random: Random = secrets.token_bytes) -> Self:
        """Open a guide, and make it new where there is none and ``create`` says so.

        Args:
            url: a path for SQLite, or ``postgresql://...``.
            random: so many bytes that nobody can guess.

        Raises:
            GuideUnusable: it cannot be opened.
        """
        store = cls(open_engine(url, create=create), random)
        try:
            store._complete()
        except BaseException:
            store.close()
            raise
        return store

    def _complete(self) -> None:
        """Give a guide its secret, where whoever made it was stopped before they could."""

        def lacks(connection: Connection) -> bool:
            return connection.execute(select(guide.c.id)).first() is None

        with reading(self._engine) as connection:
            if not lacks(connection):
                return
        with writing(self._engine) as connection:
            if lacks(connection):
                row = {"id": 1, "changes": 0, "secret": self._random(_SECRET_BYTES)}
                connection.execute(insert(guide), row)

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Change the guide: everything within is kept at the end, or nothing."""
        with writing(self._engine) as connection:
            writer = Writer(connection)
            yield writer
            if writer.changed:
                note_news(connection, writer.changed, self.token(), may_hide=True)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One state of the guide, for the modules of this room that keep readers' things."""
        with reading(self._engine) as connection:
            yield connection

    @contextmanager
    def change(self) -> Iterator[Connection]:
        """The same for changes: all are kept at the end, or none."""
        with writing(self._engine) as connection:
            yield connection

    def changes(self) -> int:
        """A number that is another one after each change of the guide, also after a restore."""
        with reading(self._engine) as connection:
            return int(connection.execute(select(guide.c.changes)).scalar_one())

    def token(self) -> int:
        """Another number each time, which nobody can guess."""
        return int.from_bytes(self._random(_TOKEN_BYTES), "big")

    def secret(self) -> bytes:
        """What this guide signs cookies with."""
        with reading(self._engine) as connection:
            return bytes(connection.execute(select(guide.c.secret)).scalar_one())

    def current(self, slug: str) -> Current | None:
        """The page of a film, or ``None`` where there is no such film."""
        with reading(self._engine) as connection:
            found = connection.execute(
                select(film.c.id, revision.c.digest, revision.c.format)
                .join(revision, film.c.id == revision.c.film)
                .where(film.c.slug == slug, revision.c.number == film.c.revision)
            ).one_or_none()
            if found is None:
                return None
            page = Page(slug, tuple(read_passages(connection, found.id)))
        return Current(bytes(found.digest) + found.format.encode(), page)

    def films(
        self, *, genre: str = "", decade: str = "", country: str = "", offset: int, limit: int
    ) -> Films:
        """Films in alphabetical order, in what everyone may see of them."""
        with reading(self._engine) as connection:
            return list_films(
                connection,
                genre=genre,
                decade=decade,
                country=country,
                offset=offset,
                limit=limit,
            )

    def search_titles(self, words: str, *, offset: int, limit: int) -> Films:
        """Films that have a title with these words in it, in what everyone may see of them."""
        with reading(self._engine) as connection:
            return films.search_titles(connection, words, offset=offset, limit=limit)

    def facets(self) -> Mapping[str, Sequence[tuple[str, int]]]:
        """Genres, decades and countries with how many films each has."""
        with reading(self._engine) as connection:
            return list_facets(connection)

    def slug_at(self, address: str) -> str:
        """The slug of the film that an address leads to; the address itself if there is none."""
        with reading(self._engine) as connection:
            return slug_at(connection, address)

    def slugs(self) -> Iterator[str]:
        """Every film's address."""
        with reading(self._engine) as connection:
            yield from list_slugs(connection)

    def source(self, slug: str) -> Revision | None:
        """The file that a film's page was read from; ``None`` where it has no page of its own."""
        with reading(self._engine) as connection:
            return read_revision(connection, slug)

    def sources(self, *, history: bool) -> Iterator[Revision]:
        """The files that pages were read from: the current ones, or every one."""
        with reading(self._engine) as connection:
            yield from read_revisions(connection, history=history)

    def damages(self) -> Iterator[Damage]:
        """What is wrong with the database."""
        with reading(self._engine) as connection:
            yield from damages(connection)
