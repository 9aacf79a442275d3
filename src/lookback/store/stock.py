"""What is in stock: films with all that catalogues say of them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, func, select

from lookback.store.bulk import among, streamed
from lookback.store.merging import film_at
from lookback.store.tables import film, theme, told

_AT_ONCE: Final = 500
_EVERY: Final = """
SELECT film.id, film.slug, film.revision, told.kind, told.says
FROM film LEFT JOIN told ON told.film = film.id ORDER BY film.id, told.kind, told.part
"""
_PEOPLE: Final = "SELECT key, name FROM person WHERE key AMONG"


class Stock(NamedTuple):
    """A film, with what catalogues say of it. A tuple: there are millions of them.

    Attributes:
        has_page: an author has written of it, so that its page is that one.
        rows: kind and text of each row, in the order of their kinds and parts.
    """

    id: int
    slug: str
    has_page: bool
    rows: tuple[tuple[str, str], ...]


def stock(connection: Connection, address: str) -> Stock | None:
    """A film by any of its addresses, or ``None``."""
    number = film_at(connection, address)
    return None if number is None else next(stocks(connection, [number]), None)


def stocks(connection: Connection, numbers: Iterable[int] | None = None) -> Iterator[Stock]:
    """These films, or every film, in the order of their ids."""
    if numbers is None:
        yield from _grouped(streamed(connection, _EVERY))
        return
    wanted = sorted(numbers)
    for at in range(0, len(wanted), _AT_ONCE):
        some = wanted[at : at + _AT_ONCE]
        rows = (
            select(film.c.id, film.c.slug, film.c.revision, told.c.kind, told.c.says)
            .outerjoin(told, told.c.film == film.c.id)
            .where(film.c.id.in_(some))
            .order_by(film.c.id, told.c.kind, told.c.part)
        )
        yield from _grouped(map(tuple, connection.execute(rows)))


def _grouped(rows: Iterable[tuple[Any, ...]]) -> Iterator[Stock]:
    number, slug, revision = 0, "", 0
    said: list[tuple[str, str]] = []
    for row in rows:
        if row[0] != number:
            if number:
                yield Stock(number, slug, revision > 0, tuple(said))
            number, slug, revision, said = row[0], row[1], row[2], []
        if row[3] is not None:
            said.append((row[3], row[4]))
    if number:
        yield Stock(number, slug, revision > 0, tuple(said))


def people(connection: Connection, keys: Iterable[str]) -> Mapping[str, str]:
    """The names of these people, as far as they are known."""
    return dict(among(connection, _PEOPLE, sorted(set(keys))))


def themes(connection: Connection) -> list[str]:
    """What is said of each theme: its name and its parents', one on each line."""
    return list(connection.execute(select(theme.c.says).order_by(theme.c.key)).scalars())


def how_many(connection: Connection) -> int:
    """How many films there are, with a page or without."""
    return int(connection.execute(select(func.count()).select_from(film)).scalar_one())
