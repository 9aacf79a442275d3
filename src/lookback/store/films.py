"""Films: finding them, listing them, and the facets that they are filtered by."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Select, and_, delete, exists, func, insert, or_, select

from lookback.film.page import Page
from lookback.film.part import Part
from lookback.film.progress import NOTHING
from lookback.film.record import OutsideId, Release
from lookback.film.slug import slug_of
from lookback.film.title import key_of
from lookback.firewall.view import View, clear
from lookback.store.passages import Rows, pages
from lookback.store.tables import facet, film, identity, passage
from lookback.store.visible import visible

YEAR: Final = "year"
TITLE: Final = "title"
_ARTICLES: Final = ("the ", "a ", "an ")
_TITLES: Final = (Part.TITLE, Part.ORIGINAL_TITLE, Part.ALSO_KNOWN_AS)
_ON_A_CARD: Final = (
    Part.TITLE, Part.ORIGINAL_TITLE, Part.RELEASE, Part.RUNTIME, Part.DIRECTOR, Part.PREMISE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Films:
    """Some films of a listing: their public passages, and how many films there are in all."""

    pages: tuple[Page, ...]
    total: int


def sort_key(title: str) -> str:
    """A title as an alphabet sorts it: without its article, case and accents."""
    folded = unicodedata.normalize("NFKD", title).casefold()
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    article = next((article for article in _ARTICLES if plain.startswith(article)), "")
    return plain[len(article) :]


def list_films(
    connection: Connection,
    *,
    genre: str = "",
    decade: str = "",
    country: str = "",
    offset: int = 0,
    limit: int = 24,
) -> Films:
    """Films with a page in alphabetical order, filtered by what everyone may see of them."""
    wanted = {"genre": genre, "decade": decade, "country": country}
    fitting = [_has(kind, value) for kind, value in wanted.items() if value]
    return _listed(connection, fitting, offset=offset, limit=limit)


def _listed(connection: Connection, fitting: Sequence[Any], *, offset: int, limit: int) -> Films:
    fits = (film.c.revision > 0, *fitting)
    total = connection.execute(select(func.count()).select_from(film).where(*fits)).scalar_one()
    chosen = (
        select(film.c.id, film.c.slug)
        .where(*fits)
        .order_by(film.c.sort, film.c.id)
        .offset(offset)
        .limit(limit)
    )
    ids = {row.id: row.slug for row in connection.execute(chosen)}
    rows = connection.execute(
        visible(NOTHING, connection.dialect.name)
        .where(passage.c.film.in_(ids), passage.c.part.in_([part.value for part in _ON_A_CARD]))
        .order_by(passage.c.film, passage.c.ordinal)
    )
    by_slug = pages(rows.mappings())
    return Films(tuple(by_slug[slug] for slug in ids.values()), total)


def search_titles(connection: Connection, words: str, *, offset: int, limit: int) -> Films:
    """Films that have a title with these words in it, in alphabetical order.

    Titles are compared without case and accents (see ``title.key_of``).
    """
    called = exists().where(
        identity.c.film == film.c.id,
        identity.c.site == TITLE,
        identity.c.value.contains(key_of(words), autoescape=True),
    )
    return _listed(connection, [called], offset=offset, limit=limit)


def _has(kind: str, value: str) -> Any:
    return exists().where(facet.c.film == film.c.id, facet.c.kind == kind, facet.c.value == value)


def list_facets(connection: Connection) -> Mapping[str, Sequence[tuple[str, int]]]:
    """For each kind its values in order, each with how many films have it."""
    found: dict[str, list[tuple[str, int]]] = {"genre": [], "decade": [], "country": []}
    rows = connection.execute(
        select(facet.c.kind, facet.c.value, func.count())
        .group_by(facet.c.kind, facet.c.value)
        .order_by(facet.c.kind, facet.c.value)
    )
    for kind, value, count in rows:
        found[kind].append((value, count))
    return found


def list_slugs(connection: Connection) -> Iterator[str]:
    """The address of every film with a page, in alphabetical order of the titles."""
    written = select(film.c.slug).where(film.c.revision > 0).order_by(film.c.sort, film.c.id)
    yield from connection.execute(written).scalars()


def find_films(
    connection: Connection, ids: Iterable[OutsideId], title: str, years: set[int]
) -> list[str]:
    """The films that a page could be about, by outside id, else by title and year.

    Where a year is missing on either side the title alone decides; another id of the same site
    tells films apart.
    """
    told = {id_.site: id_.value for id_ in ids}
    by_id = _slugs_with(told)
    if by_id is not None and (found := connection.execute(by_id).scalars().all()):
        return list(found)
    alike = connection.execute(
        select(film.c.id, film.c.slug)
        .where(film.c.revision > 0, film.c.title_key == slug_of(title))
        .order_by(film.c.id)
    ).all()
    known = _identities(connection, [row.id for row in alike])
    return [row.slug for row in alike if _may_be_same(known.get(row.id, {}), told, years)]


def _slugs_with(told: Mapping[str, str]) -> Select[str] | None:
    if not told:
        return None
    either = or_(
        *(and_(identity.c.site == site, identity.c.value == value) for site, value in told.items())
    )
    return (
        select(film.c.slug)
        .distinct()
        .join(identity, identity.c.film == film.c.id)
        .where(either)
        .order_by(film.c.slug)
    )


def _identities(connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, set[str]]]:
    known: dict[int, dict[str, set[str]]] = {}
    for row in connection.execute(select(identity).where(identity.c.film.in_(ids))):
        known.setdefault(row.film, {}).setdefault(row.site, set()).add(row.value)
    return known


def _may_be_same(known: Mapping[str, set[str]], told: Mapping[str, str], years: set[int]) -> bool:
    if any(site in known and value not in known[site] for site, value in told.items()):
        return False
    theirs = known.get(YEAR, set())
    return not theirs or not years or not theirs.isdisjoint(map(str, years))


def write_public(connection: Connection, film_id: int, page: Page) -> list[OutsideId]:
    """Put in order what a film is found and filtered by: only what everyone may see.

    Returns:
        What other sites call the film.
    """
    for table, rows in zip((facet, identity), public_rows(film_id, page), strict=True):
        connection.execute(delete(table).where(table.c.film == film_id))
        if rows:
            connection.execute(insert(table), rows)
    shown = clear(page, NOTHING).record[Part.IDS]
    return [value for value in shown if isinstance(value, OutsideId)]


def public_rows(film_id: int, page: Page) -> tuple[Rows, Rows]:
    """The rows of ``facet`` and of ``identity`` that a page makes."""
    view = clear(page, NOTHING)
    facets = [{"film": film_id, "kind": kind, "value": value} for kind, value in _facets(view)]
    ids = [{"film": film_id, "site": site, "value": value} for site, value in _ids(view)]
    return facets, ids


def _facets(view: View) -> list[tuple[str, str]]:
    releases = [value for value in view.record[Part.RELEASE] if isinstance(value, Release)]
    told = {("genre", str(value)) for value in view.record[Part.GENRES]}
    told |= {("decade", str(release.year // 10 * 10)) for release in releases}
    told |= {("country", release.country) for release in releases if release.country}
    return sorted(told)


def _ids(view: View) -> list[tuple[str, str]]:
    releases = [value for value in view.record[Part.RELEASE] if isinstance(value, Release)]
    told = {(YEAR, str(release.year)) for release in releases}
    told |= {
        (value.site, value.value) for value in view.record[Part.IDS] if isinstance(value, OutsideId)
    }
    titles = (value for part in _TITLES for value in view.record[part])
    told |= {(TITLE, key_of(str(value))) for value in titles}
    return sorted(told)
