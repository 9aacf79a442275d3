"""What is in stock: films with all that catalogues say of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, func, select

from lookback.store.bulk import among, asked
from lookback.store.merging import film_at
from lookback.store.tables import film, theme

_AT_ONCE: Final = 500
_FILMS: Final = "SELECT id, slug, revision FROM film"
_ROWS: Final = "SELECT film, kind, says FROM told"
_IN_ORDER: Final = "ORDER BY film, kind, part"
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


class Batch(NamedTuple):
    """Films that follow one another, with what catalogues say of all of them.

    Attributes:
        films: of each its id, its slug, and the number of its author's revision, 0 without one.
        rows: of each kind the film's id and the text of each row, in the order of films and parts.
    """

    films: Sequence[tuple[int, str, int]]
    rows: Mapping[str, Sequence[tuple[int, str]]]


def stocks(connection: Connection, numbers: Iterable[int] | None = None) -> Iterator[Stock]:
    """These films, or every film, in the order of their ids."""
    for batch in batches(connection, numbers):
        said: dict[int, list[tuple[str, str]]] = {number: [] for number, _, _ in batch.films}
        for kind, rows in sorted(batch.rows.items()):
            for number, says in rows:
                said[number].append((kind, says))
        for number, slug, revision in batch.films:
            yield Stock(number, slug, revision > 0, tuple(said[number]))


def batches(connection: Connection, numbers: Iterable[int] | None = None) -> Iterator[Batch]:
    """These films, or every film, in the order of their ids, some hundred at once."""
    if numbers is None:
        last = 0
        following = f"{_FILMS} WHERE id > ? ORDER BY id LIMIT {_AT_ONCE}"
        between = f"{_ROWS} WHERE film BETWEEN ? AND ? {_IN_ORDER}"
        while films := asked(connection, following, (last,)):
            first, last = films[0][0], films[-1][0]
            yield _batch(films, asked(connection, between, (first, last)))
        return
    wanted = sorted(numbers)
    for at in range(0, len(wanted), _AT_ONCE):
        some = wanted[at : at + _AT_ONCE]
        films = among(connection, f"{_FILMS} WHERE id AMONG ORDER BY id", some)
        yield _batch(films, among(connection, f"{_ROWS} WHERE film AMONG {_IN_ORDER}", some))


def _batch(films: Sequence[tuple[Any, ...]], rows: Iterable[tuple[Any, ...]]) -> Batch:
    known = {number for number, _, _ in films}
    kinds: dict[str, list[tuple[int, str]]] = {}
    for number, kind, says in rows:
        if number in known:  # one that is not is damage, which doctor tells of
            if kind not in kinds:
                kinds[kind] = []
            kinds[kind].append((number, says))
    return Batch(films, kinds)


def people(connection: Connection, keys: Iterable[str]) -> Mapping[str, str]:
    """The names of these people, as far as they are known."""
    return dict(among(connection, _PEOPLE, sorted(set(keys))))


def themes(connection: Connection) -> list[str]:
    """What is said of each theme: its name and its parents', one on each line."""
    return list(connection.execute(select(theme.c.says).order_by(theme.c.key)).scalars())


def how_many(connection: Connection) -> int:
    """How many films there are, with a page or without."""
    return int(connection.execute(select(func.count()).select_from(film)).scalar_one())
