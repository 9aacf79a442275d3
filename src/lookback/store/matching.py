"""What films are found by when somebody else names them: ids, titles, years."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, select, tuple_

from lookback.film.record import OutsideId
from lookback.store.catalogue import addresses
from lookback.store.films import TITLE, YEAR
from lookback.store.tables import film, identity

_AT_ONCE: Final = 400
"""How many values one question to the database names: SQLite takes 999."""


@dataclass(frozen=True, slots=True)
class Known:
    """What everyone may know of a film, for telling it from others."""

    slug: str
    years: frozenset[int]
    ids: Mapping[str, frozenset[str]]


def by_ids(connection: Connection, ids: Iterable[OutsideId]) -> Mapping[OutsideId, set[str]]:
    """The addresses of the films that have each of these outside ids."""
    found: dict[OutsideId, set[str]] = defaultdict(set)
    named = {one.address: one for one in ids}
    led = addresses(connection, named)
    for name, film_id in led.films.items():
        found[named[name]].add(led.slugs[film_id])
    for some in _batched({(one.site, one.value) for one in named.values()}):
        rows = connection.execute(
            select(identity.c.site, identity.c.value, film.c.slug)
            .join(film, film.c.id == identity.c.film)
            .where(tuple_(identity.c.site, identity.c.value).in_(some))
        )
        for row in rows:
            found[OutsideId(row.site, row.value)].add(row.slug)
    return found


def by_titles(connection: Connection, keys: Iterable[str]) -> Mapping[str, list[Known]]:
    """The films that are called so (see ``title.key_of``), by any of their titles."""
    called: dict[int, set[str]] = defaultdict(set)
    for some in _batched(set(keys)):
        rows = connection.execute(
            select(identity.c.film, identity.c.value).where(
                identity.c.site == TITLE, identity.c.value.in_(some)
            )
        )
        for row in rows:
            called[row.film].add(row.value)
    known = _known(connection, called)
    found: dict[str, list[Known]] = defaultdict(list)
    for film_id, names in called.items():
        for name in names:
            found[name].append(known[film_id])
    for films in found.values():
        films.sort(key=lambda one: one.slug)
    return found


def titles_of_years(connection: Connection, years: Collection[int]) -> Iterator[tuple[int, str]]:
    """Year and key of every title of the films of these years."""
    named = identity.alias("named")
    for some in _batched({str(year) for year in years}):
        rows = connection.execute(
            select(identity.c.value, named.c.value)
            .join(named, named.c.film == identity.c.film)
            .where(identity.c.site == YEAR, identity.c.value.in_(some), named.c.site == TITLE)
        )
        for year, key in rows:
            yield int(year), key


def _known(connection: Connection, films: Iterable[int]) -> dict[int, Known]:
    slugs: dict[int, str] = {}
    told: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for some in _batched(films):
        rows = connection.execute(
            select(film.c.id, film.c.slug, identity.c.site, identity.c.value)
            .join(identity, identity.c.film == film.c.id)
            .where(film.c.id.in_(some))
        )
        for film_id, slug, site, value in rows:
            slugs[film_id] = slug
            told[film_id][site].add(value)
    return {
        film_id: Known(
            slug,
            frozenset(map(int, told[film_id].get(YEAR, ()))),
            {
                site: frozenset(values)
                for site, values in told[film_id].items()
                if site not in {YEAR, TITLE}
            },
        )
        for film_id, slug in slugs.items()
    }


def _batched(values: Iterable[Any]) -> Iterator[Sequence[Any]]:
    ordered = sorted(values)
    return (ordered[at : at + _AT_ONCE] for at in range(0, len(ordered), _AT_ONCE))
