"""What catalogues say of films: kept row by row, and joined by outside ids alone.

A film is known by addresses: its slug, and the links that rows and its page give. Two rows are
of one film where an address joins them. Where that would join two films that one site tells
apart, they stay apart: a guess that is wrong would mix up two films for good.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from sqlalchemy import Connection, func, select, text

from lookback.film.record import OutsideId
from lookback.store.bulk import among, asked, write
from lookback.store.merging import Addresses, may_be_one, merge, part
from lookback.store.tables import film, link, told

_NEW_FILM: Final = "INSERT INTO film (id, slug, sort, title_key, revision) VALUES (?, ?, '', '', 0)"
_NEW_LINK: Final = (
    "INSERT INTO link (slug, key, kind, film) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
)
_OLD_LINK: Final = "DELETE FROM link WHERE slug = ? AND key = ? AND kind = ?"
_LINKS_OF: Final = "SELECT slug, key, film, kind FROM link WHERE key AMONG"
_LINKS_OF_FILMS: Final = """
SELECT film.id, link.slug FROM film JOIN link ON link.film = film.id WHERE film.slug AMONG
"""
_NEW_ROW: Final = """
INSERT INTO told (film, kind, part, key, says) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (film, kind, part) DO UPDATE SET says = excluded.says, key = excluded.key
WHERE told.says <> excluded.says OR told.key <> excluded.key
"""
_NEW_PERSON: Final = """
INSERT INTO person (key, name) VALUES (?, ?) ON CONFLICT (key) DO UPDATE
SET name = excluded.name WHERE person.name <> excluded.name
"""
_NEW_THEME: Final = """
INSERT INTO theme (key, says) VALUES (?, ?) ON CONFLICT (key) DO UPDATE
SET says = excluded.says WHERE theme.says <> excluded.says
"""
_BY_SLUG: Final = "SELECT slug, id FROM film WHERE slug AMONG"
_BETWEEN_SLUGS: Final = "SELECT slug, id FROM film WHERE slug BETWEEN ? AND ? LIMIT ?"
_SPREAD: Final = 3
"""Films between others for each that is looked for, up to which it is quicker to read them, too."""
_BY_LINK: Final = """
SELECT link.slug, film.id, film.slug FROM link JOIN film ON film.id = link.film
WHERE link.slug AMONG
"""


class Row(Protocol):
    """A row of a catalogue, as ``formats.catalogues`` reads it."""

    @property
    def key(self) -> str:
        """The address that this catalogue alone would give the film."""

    @property
    def says(self) -> str:
        """The row, as it is kept."""

    @property
    def part(self) -> int:
        """Counts up where several rows of one film stand apart."""

    @property
    def ids(self) -> Sequence[OutsideId]:
        """What other sites call the film."""


@dataclass(slots=True)
class Tally:
    """What became of some rows.

    Attributes:
        rows: that were read.
        films: that are new.
        changed: rows that are new, or say something else than before.
        unknown: rows of films that the guide does not have, where their kind makes none.
        apart: rows that name two films which another site tells apart: nothing was joined.
    """

    rows: int = 0
    films: int = 0
    changed: int = 0
    unknown: int = 0
    apart: int = 0

    def add(self, other: "Tally") -> None:
        """Count another one's, too."""
        self.rows += other.rows
        self.films += other.films
        self.changed += other.changed
        self.unknown += other.unknown
        self.apart += other.apart


class Taking:
    """One batch of rows of one kind, on its way into the guide."""

    def __init__(self, connection: Connection, kind: str, *, makes_films: bool) -> None:
        self._connection = connection
        self._kind = kind
        self._makes_films = makes_films
        self._addresses = Addresses({}, {}, has_links=False)
        self._films: list[tuple[int, str]] = []
        self._links: list[tuple[str, str, str, int]] = []
        self._told: list[tuple[int, str, int, str, str]] = []
        self._next = 0
        self._repeats = False
        self.tally = Tally()
        self.changed: set[int] = set()
        self.may_hide = False
        """Films were joined or parted, perhaps with a page that hides what a catalogue told."""

    def take(self, rows: Sequence[Row]) -> None:
        """Take rows in; the same rows again change nothing."""
        names = [row.key for row in rows]
        linked: dict[str, list[str]] = {}
        for row in rows:
            if row.ids:
                linked.setdefault(row.key, []).extend([one.address for one in row.ids])
        names += [name for links in linked.values() for name in links]
        if has_links(self._connection):
            self._unlink({row.key: linked.get(row.key, ()) for row in rows if not row.part})
        self._addresses = addresses(self._connection, names)
        if linked:
            know_sites(self._connection, self._addresses)
        self._next = _first_free(self._connection, len(rows))
        self.tally.rows = len(rows)
        # Keys alone are sooner looked at, and most often they tell.
        self._repeats = len({row.key for row in rows}) < len(rows) and len(
            {(row.key, row.part) for row in rows}
        ) < len(rows)
        if linked or self._addresses.has_links:
            for row in rows:
                self._take(row, linked.get(row.key, ()))
        else:
            self._take_plain(rows)
        self._write()

    def _take_plain(self, rows: Sequence[Row]) -> None:
        """Rows that know no other address: the same as one by one, for millions of them."""
        films, kind = self._addresses.films, self._kind
        known = rows
        if self._makes_films:
            new = dict.fromkeys([row.key for row in rows if row.key not in films])
            self._films = list(enumerate(new, self._next))
            films.update(zip(new, range(self._next, self._next + len(new)), strict=True))
            self.tally.films = len(new)
        else:
            known = [row for row in rows if row.key in films]
            self.tally.unknown = len(rows) - len(known)
        self._told = [(films[row.key], kind, row.part, "", row.says) for row in known]

    def _take(self, row: Row, links: Sequence[str]) -> None:
        key = row.key
        number = self._addresses.films.get(key)
        if links:
            number = self._joined(number, key, links)
        if number is None:
            if not self._makes_films:
                self.tally.unknown += 1
                return
            number = self._new(key)
        if links:
            self._link(number, key, links)
        own = "" if self._addresses.slugs.get(number) == key else key
        self._told.append((number, self._kind, row.part, own, row.says))

    def _new(self, key: str) -> int:
        number = self._next
        self._next += 1
        self._addresses.films[key] = number
        self._addresses.slugs[number] = key
        self._addresses.note(number, key)
        self._films.append((number, key))
        self.tally.films += 1
        return number

    def _joined(self, number: int | None, key: str, links: Sequence[str]) -> int | None:
        """The one film that all addresses of a row lead to, after joining those that do."""
        films = self._addresses.films
        others = dict.fromkeys(films[name] for name in links if name in films)
        others.pop(number or 0, None)
        for other in others:
            # So that the database knows of all films that are looked at, and no link that waits
            # leads to one that is gone after this.
            self._write()
            if number is None and self._may_be(other, key, links):
                number = films[key] = other
                self._addresses.note(other, key)
                self._links.append((key, key, "", other))
            elif number is not None and may_be_one(self._connection, number, other):
                number, gone = merge(self._connection, number, other)
                self._addresses.replace(gone, number)
                self.changed |= {number, gone}
                self.may_hide = True
            else:
                self.tally.apart += 1
        return number

    def _may_be(self, number: int, key: str, links: Sequence[str]) -> bool:
        """Whether a row can be of a film: nothing that it names tells them apart."""
        fits = self._addresses.fits
        return all(fits(number, name) for name in (key, *links)) and not self._is_taken(number, key)

    def _is_taken(self, number: int, key: str) -> bool:
        """Whether this catalogue tells of the film already, under another key."""
        kept = self._connection.execute(
            select(told.c.key).where(told.c.film == number, told.c.kind == self._kind).limit(1)
        ).scalar()
        slug = self._addresses.slugs.get(number)
        return kept is not None and (kept or slug) != key

    def _link(self, number: int, key: str, links: Sequence[str]) -> None:
        films = self._addresses.films
        if self._addresses.slugs.get(number) != key:
            self._links.append((key, key, "", number))
        for name in links:
            if name == key or films.get(name, number) != number:
                continue
            if not self._addresses.fits(number, name):
                self.tally.apart += 1
                continue
            films[name] = number
            self._addresses.note(number, name)
            self._links.append((name, key, self._kind, number))

    def _unlink(self, named: Mapping[str, Sequence[str]]) -> None:
        """Let go of addresses that rows named once, and do not name any more."""
        lost = [
            (name, key, number)
            for name, key, number, kind in among(self._connection, _LINKS_OF, named)
            if kind == self._kind and name not in named[key]
        ]
        kind = self._kind
        write(self._connection, _OLD_LINK, [(name, key, kind) for name, key, _ in lost])
        for number in {number for _, _, number in lost}:
            self.changed |= {number, *part(self._connection, number)}
            self.may_hide = True

    def _write(self) -> None:
        write(self._connection, _NEW_FILM, self._films)
        if write(self._connection, _NEW_LINK, self._links):
            self.changed.update([number for _, _, _, number in self._links])
        # Of what is told twice in one batch the last counts, so that the same again is no change.
        told = list({row[:3]: row for row in self._told}.values()) if self._repeats else self._told
        changed = write(self._connection, _NEW_ROW, told)
        if changed:
            self.tally.changed += changed
            # Which of them is not told; whoever keeps a copy compares anyway.
            self.changed.update([row[0] for row in self._told])
        self._films, self._links, self._told = [], [], []


def addresses(connection: Connection, names: Collection[str]) -> Addresses:
    """The films that these addresses lead to."""
    films: dict[str, int] = dict(_by_slug(connection, names))
    slugs = {number: slug for slug, number in films.items()}
    if not has_links(connection):
        return Addresses(films, slugs, has_links=False)
    linked = among(connection, _BY_LINK, names)
    for name, number, slug in linked:
        films[name] = number
        slugs[number] = slug
    return Addresses(films, slugs, has_links=bool(linked))


def _by_slug(connection: Connection, names: Collection[str]) -> list[tuple[Any, ...]]:
    """Films with these slugs; there may be others among them."""
    if names and list(names) == sorted(names):
        # A table in the order of its films: theirs stand side by side, and so are found at once.
        most = _SPREAD * len(names)
        found = asked(connection, _BETWEEN_SLUGS, (min(names), max(names), most))
        if len(found) < most:
            return found
    return among(connection, _BY_SLUG, names)


def know_sites(connection: Connection, known: Addresses) -> None:
    """Fill in which address each site gives these films."""
    for number, slug in known.slugs.items():
        known.note(number, slug)
    for number, name in among(connection, _LINKS_OF_FILMS, list(known.slugs.values())):
        known.note(number, name)


def has_links(connection: Connection) -> bool:
    """Whether any film has a second address."""
    return connection.execute(select(link.c.film).limit(1)).first() is not None


def name_people(connection: Connection, names: Sequence[tuple[str, str]]) -> int:
    """Keep what people are called, by a catalogue's key; how many are new or renamed."""
    return write(connection, _NEW_PERSON, names)


def keep_themes(connection: Connection, themes: Sequence[tuple[str, str]]) -> int:
    """Keep which themes are kinds of which; how many are new or say something else."""
    return write(connection, _NEW_THEME, themes)


def _first_free(connection: Connection, many: int) -> int:
    """The first of so many film ids that nobody else gets."""
    if connection.dialect.name == "sqlite":
        return (connection.execute(select(func.max(film.c.id))).scalar() or 0) + 1
    name = "pg_get_serial_sequence('film', 'id')"
    first = connection.execute(text(f"SELECT nextval({name})")).scalar_one()
    connection.execute(text(f"SELECT setval({name}, :last)"), {"last": first + many})
    return int(first)
