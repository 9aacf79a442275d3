"""Revisions: every state that a page has had, who made it, when and why. Nothing is overwritten."""

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, RowMapping, insert, select

from lookback.store.tables import film, revision


@dataclass(frozen=True, slots=True)
class Revision:
    """One state of a page, as its file.

    Attributes:
        number: counted from 1 for each film.
        is_current: whether it is the one that is shown.
        at: when, in UTC.
    """

    slug: str
    number: int
    is_current: bool
    format_name: str
    filename: str
    source: bytes
    digest: bytes
    by: str
    at: datetime
    why: str

    @property
    def is_whole(self) -> bool:
        """Whether these are the bytes that were put in."""
        return digest_of(self.source) == self.digest


def digest_of(source: bytes) -> bytes:
    """What tells one file from another: SHA-256."""
    return hashlib.sha256(source).digest()


def write_revision(connection: Connection, film_id: int, made: Revision) -> None:
    """Keep one more state of a page."""
    connection.execute(
        insert(revision),
        {
            "film": film_id,
            "number": made.number,
            "format": made.format_name,
            "filename": made.filename,
            "source": zlib.compress(made.source),
            "digest": made.digest,
            "by": made.by,
            "at": made.at,
            "why": made.why,
        },
    )


def is_same(connection: Connection, film_id: int, number: int, made: Revision) -> bool:
    """Whether a film's revision was read from the same bytes in the same format."""
    kept = connection.execute(
        select(revision.c.digest, revision.c.format).where(
            revision.c.film == film_id, revision.c.number == number
        )
    ).one_or_none()
    return kept is not None and (kept.digest, kept.format) == (made.digest, made.format_name)


def read_revisions(connection: Connection, *, history: bool) -> Iterator[Revision]:
    """Every film's current revision, or all of them, one at a time."""
    query = (
        select(revision, film.c.slug, film.c.revision.label("current"))
        .join(film, film.c.id == revision.c.film)
        .order_by(film.c.slug, revision.c.number)
    )
    if not history:
        query = query.where(revision.c.number == film.c.revision)
    with connection.execute(query.execution_options(yield_per=100)) as streamed:
        for row in streamed.mappings():
            yield _revision(row)


def read_revision(connection: Connection, slug: str) -> Revision | None:
    """The current revision of a film's page, or ``None`` where it has no page of its own."""
    query = (
        select(revision, film.c.slug, film.c.revision.label("current"))
        .join(film, film.c.id == revision.c.film)
        .where(film.c.slug == slug, revision.c.number == film.c.revision)
    )
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else _revision(row)


def _revision(row: RowMapping) -> Revision:
    return Revision(
        slug=row["slug"],
        number=row["number"],
        is_current=row["number"] == row["current"],
        format_name=row["format"],
        filename=row["filename"],
        source=_unpacked(row["source"]),
        digest=row["digest"],
        by=row["by"],
        at=in_utc(row["at"]),
        why=row["why"],
    )


def _unpacked(packed: bytes) -> bytes:
    """The file's bytes; none where they are damaged, which the digest then tells."""
    try:
        return zlib.decompress(packed)
    except zlib.error:
        return b""


def in_utc(at: datetime) -> datetime:
    """SQLite keeps no time zone; PostgreSQL answers in the server's."""
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
