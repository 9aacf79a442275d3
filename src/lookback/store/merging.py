"""Films that turn out to be one, and rows that turn out to be of another film."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from lookback.store import progress as kept_progress
from lookback.store import reports
from lookback.store.tables import film, link, progress, reader, told

_SITES: Final = re.compile(r"(?:(tt)[0-9]+|(q)[0-9]+|([a-z]+)-[0-9a-z-]+)", re.ASCII)
_KNOWN: Final = frozenset({"tmdb", "letterboxd", "wikipedia", "movielens"})


@dataclass(slots=True)
class Addresses:
    """Where addresses lead, for some of them.

    Attributes:
        films: the film's id by each address.
        slugs: the film's own address by its id.
        has_links: not all of them are films' own.
        sites: which address each site gives a film, for the films whose addresses are all known.
    """

    films: dict[str, int]
    slugs: dict[int, str]
    has_links: bool
    sites: dict[int, dict[str, str]] = field(default_factory=dict)

    def fits(self, number: int, name: str) -> bool:
        """Whether a film can have this address: of each site it has at most one."""
        return self.sites.get(number, {}).get(site_of(name), name) == name

    def note(self, number: int, name: str) -> None:
        """A film has this address."""
        if site := site_of(name):
            self.sites.setdefault(number, {})[site] = name

    def replace(self, gone: int, kept: int) -> None:
        """All that led to a film leads to another one now."""
        for name, number in self.films.items():
            if number == gone:
                self.films[name] = kept
        self.slugs.pop(gone, None)
        self.sites.setdefault(kept, {}).update(self.sites.pop(gone, {}))


def site_of(address: str) -> str:
    """The site whose id makes this address, or empty: ``tt0109288`` is ``tt``."""
    found = _SITES.fullmatch(address)
    if found is None:
        return ""
    site = found[1] or found[2] or found[3]
    return site if found[3] is None or site in _KNOWN else ""


def may_be_one(connection: Connection, one: int, other: int) -> bool:
    """Whether nothing tells two films apart: no site, no catalogue, and not two pages."""
    if len(_written(connection, (one, other))) == 2:
        return False
    sites, kinds = _sites(connection, one), _kinds(connection, one)
    theirs = _sites(connection, other)
    return sites.isdisjoint(theirs) and kinds.isdisjoint(_kinds(connection, other))


def merge(connection: Connection, one: int, other: int) -> tuple[int, int]:
    """Make two films one: the one with a page stays, else the one that was here first.

    Returns:
        The id of the film that stays, and of the one that is gone.
    """
    written = _written(connection, (one, other))
    kept = next(iter(written), min(one, other))
    gone = other if kept == one else one
    named = select(film.c.id, film.c.slug).where(film.c.id.in_((kept, gone)))
    slugs = {row.id: row.slug for row in connection.execute(named)}
    old, new = slugs[gone], slugs[kept]
    rows = update(told).where(told.c.film == gone)
    connection.execute(rows.where(told.c.key == "").values(key=old))
    connection.execute(rows.values(film=kept))
    connection.execute(update(told).where(told.c.film == kept, told.c.key == new).values(key=""))
    connection.execute(update(link).where(link.c.film == gone).values(film=kept))
    add_links(connection, [(old, old, kept)])
    _merge_progress(connection, gone, kept, asks=bool(written))
    connection.execute(delete(film).where(film.c.id == gone))
    return kept, gone


def _merge_progress(connection: Connection, gone: int, kept: int, *, asks: bool) -> None:
    """Whoever had the one film has the other, and what either says counts.

    Args:
        asks: the film that stays has a page, with an ending that a wrong id would open. So what
            was watched of the other one is a question to its reader.
    """
    moved = connection.execute(select(progress.c.reader).where(progress.c.film == gone)).scalars()
    named = select(film.c.id, film.c.slug).where(film.c.id.in_((kept, gone)))
    slugs = {row.id: row.slug for row in connection.execute(named)}
    for reader_id in list(moved):
        theirs = kept_progress.kept_film(connection, reader_id, slugs[gone])
        mine = kept_progress.kept_film(connection, reader_id, slugs[kept])
        if theirs is None:
            continue
        after = theirs.standing.in_doubt() if asks else theirs.standing
        reports.settle(connection, theirs.id)
        if mine is None:
            kept_progress.attach(connection, theirs.id, slugs[kept])
            stays = theirs
        else:
            kept_progress.take_over(connection, theirs, mine.id)
            stays, after = mine, mine.standing.joined(after)
        at = max(stays.touched, theirs.touched)
        kept_progress.move(connection, stays, after, at=at, source="guide", why=kept_progress.FOUND)
        # Whatever is remembered of this reader's progress is old now.
        counts_up = update(reader).where(reader.c.id == reader_id)
        connection.execute(counts_up.values(changes=reader.c.changes + 1))


def link_page(connection: Connection, film_id: int, wanted: Collection[str]) -> set[int]:
    """Join a page's film with those that its visible ids name, and part from the others.

    Returns:
        The ids of all films that this changed.
    """
    changed: set[int] = set()
    by_page = select(link.c.slug).where(link.c.film == film_id, link.c.key == "")
    had = set(connection.execute(by_page).scalars())
    lost = had - set(wanted)
    if lost:
        connection.execute(
            delete(link).where(link.c.film == film_id, link.c.key == "", link.c.slug.in_(lost))
        )
        changed |= part(connection, film_id)
    slug = connection.execute(select(film.c.slug).where(film.c.id == film_id)).scalar_one()
    for name in sorted(set(wanted) - had - {slug}):
        other = film_at(connection, name)
        if other is None and site_of(name) in _sites(connection, film_id):
            continue  # a catalogue has told otherwise
        if other is not None and other != film_id:
            if not may_be_one(connection, film_id, other):
                continue
            _, gone = merge(connection, film_id, other)
            changed.add(gone)
        add_links(connection, [(name, "", film_id)])
    return changed


def film_at(connection: Connection, address: str) -> int | None:
    """The id of the film that an address leads to, or ``None``."""
    own = connection.execute(select(film.c.id).where(film.c.slug == address)).scalar()
    if own is not None:
        return int(own)
    linked = select(link.c.film).where(link.c.slug == address).limit(1)
    return connection.execute(linked).scalar()


def slug_at(connection: Connection, address: str) -> str:
    """The slug of the film that an address leads to; the address itself if there is none."""
    number = film_at(connection, address)
    if number is None:
        return address
    return str(connection.execute(select(film.c.slug).where(film.c.id == number)).scalar_one())


def add_links(connection: Connection, rows: Iterable[tuple[str, str, int]]) -> None:
    """Keep that these addresses lead to these films; what is known already stays."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    values = [{"slug": slug, "key": key, "kind": "", "film": number} for slug, key, number in rows]
    if values:
        connection.execute(dialect.insert(link).on_conflict_do_nothing(), values)


def part(connection: Connection, film_id: int) -> set[int]:
    """Give back the rows of a film that nothing joins with it any more."""
    slug = connection.execute(select(film.c.slug).where(film.c.id == film_id)).scalar_one()
    edges = connection.execute(select(link.c.slug, link.c.key).where(link.c.film == film_id)).all()
    keys = connection.execute(
        select(told.c.key).where(told.c.film == film_id, told.c.key != "").distinct()
    ).scalars()
    groups = _groups(
        {slug, *keys, *(edge.slug for edge in edges)},
        [(edge.slug, edge.key or slug) for edge in edges],
    )
    changed: set[int] = set()
    for group in groups:
        if slug in group:
            continue
        changed.add(_given_back(connection, film_id, group))
    return changed


def _groups(names: Iterable[str], edges: Iterable[tuple[str, str]]) -> list[set[str]]:
    """Names that edges join, in the order of their first names."""
    group = {name: {name} for name in sorted(names)}
    for one, other in edges:
        here, there = group.setdefault(one, {one}), group.setdefault(other, {other})
        if here is not there:
            here |= there
            group.update(dict.fromkeys(there, here))
    apart: Mapping[int, set[str]] = {id(some): some for some in group.values()}
    return sorted(apart.values(), key=min)


def _given_back(connection: Connection, film_id: int, group: set[str]) -> int:
    """A film of its own for the rows of these addresses."""
    keys = connection.execute(
        select(told.c.key).where(told.c.film == film_id, told.c.key.in_(group))
    ).scalars()
    slug = min(set(keys) or group)
    connection.execute(delete(link).where(link.c.slug == slug, link.c.key == slug))
    made = insert(film).returning(film.c.id)
    values = {"slug": slug, "sort": "", "title_key": "", "revision": 0}
    number = int(connection.execute(made, values).scalar_one())
    rows = update(told).where(told.c.film == film_id)
    connection.execute(rows.where(told.c.key.in_(group)).values(film=number))
    connection.execute(update(told).where(told.c.film == number, told.c.key == slug).values(key=""))
    connection.execute(
        update(link).where(link.c.film == film_id, link.c.slug.in_(group)).values(film=number)
    )
    return number


def _sites(connection: Connection, film_id: int) -> set[str]:
    return set(filter(None, map(site_of, addresses_of(connection, film_id))))


def _written(connection: Connection, films: Iterable[int]) -> list[int]:
    query = select(film.c.id).where(film.c.id.in_(list(films)), film.c.revision > 0)
    return list(connection.execute(query).scalars())


def addresses_of(connection: Connection, film_id: int) -> set[str]:
    """Every address that leads to a film, its own among them."""
    own = connection.execute(select(film.c.slug).where(film.c.id == film_id)).scalars()
    linked = connection.execute(select(link.c.slug).where(link.c.film == film_id)).scalars()
    return {*own, *linked}


def _kinds(connection: Connection, film_id: int) -> set[str]:
    kinds = connection.execute(select(told.c.kind).where(told.c.film == film_id).distinct())
    return {kind.partition("-")[0] for kind in kinds.scalars()}
