"""Viewings: the days on which a reader saw a film, and what they thought of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, insert, select

from lookback.store.tables import progress, viewing


@dataclass(frozen=True, slots=True)
class Viewing:
    """One time that a film was seen.

    Attributes:
        on: the day, or ``None`` where it is not known.
        rating: from 0 to 100, or ``None``.
        again: the reader said that it was not the first time.
        source: the history that told of it.
    """

    on: date | None
    rating: int | None
    again: bool
    source: str


def viewings(connection: Connection, reader_id: int) -> Mapping[int, list[Viewing]]:
    """All viewings of a reader by the number of the film in their keeping, the oldest first."""
    rows = connection.execute(
        select(viewing)
        .join(progress, progress.c.id == viewing.c.progress)
        .where(progress.c.reader == reader_id)
        .order_by(viewing.c.progress, viewing.c.on, viewing.c.id)
    ).mappings()
    found: dict[int, list[Viewing]] = {}
    for row in rows:
        told = Viewing(row["on"], row["rating"], row["again"], row["source"])
        found.setdefault(row["progress"], []).append(told)
    return found


def add_viewings(connection: Connection, seen: Iterable[tuple[int, Viewing]]) -> None:
    """Keep viewings, each with the number of the film in its reader's keeping."""
    rows = list(_rows(seen))
    if rows:
        connection.execute(insert(viewing), rows)


def _rows(seen: Iterable[tuple[int, Viewing]]) -> Iterator[dict[str, object]]:
    for item, one in seen:
        yield {
            "progress": item,
            "on": one.on,
            "rating": one.rating,
            "again": one.again,
            "source": one.source,
        }
