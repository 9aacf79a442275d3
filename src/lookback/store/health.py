"""Looking whether a guide is whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

from sqlalchemy import Connection, RowMapping, exists, select, text

from lookback.errors import GuideUnusable
from lookback.film.page import Page
from lookback.film.part import Part
from lookback.film.slug import slug_of
from lookback.store.films import public_rows, sort_key
from lookback.store.passages import passage_rows, read_passages
from lookback.store.revisions import read_revisions
from lookback.store.tables import elsewhere, facet, film, identity, link, passage, told


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is wrong. Codes are listed in docs/errors.md.

    Attributes:
        slug: of the film, or empty for the guide as a whole.
    """

    code: str
    slug: str = ""


CODES = (
    "database-damaged",
    "reference-broken",
    "revision-missing",
    "source-damaged",
    "passages-damaged",
    "gates-differ",
    "public-rows-differ",
    "page-differs-from-source",
)
"""Everything that ``doctor`` can find; the last is found by the guide, which reads sources."""


def damages(connection: Connection) -> Iterator[Damage]:
    """What is wrong with the database, film by film."""
    yield from _database(connection)
    yield from _catalogue(connection)
    sound: set[str] = set()
    for revision in read_revisions(connection, history=True):
        if not revision.is_whole:
            yield Damage("source-damaged", revision.slug)
        if revision.is_current:
            sound.add(revision.slug)
    written = select(film).where(film.c.revision > 0).order_by(film.c.slug)
    for row in connection.execute(written).mappings().all():
        if row["slug"] not in sound:
            yield Damage("revision-missing", row["slug"])
        yield from _film(connection, row)


def _database(connection: Connection) -> Iterator[Damage]:
    if connection.dialect.name != "sqlite":
        return
    if connection.execute(text("PRAGMA integrity_check")).scalars().all() != ["ok"]:
        yield Damage("database-damaged")
    if connection.execute(text("PRAGMA foreign_key_check")).first() is not None:
        yield Damage("reference-broken")


def _catalogue(connection: Connection) -> Iterator[Damage]:
    """Rows of catalogues that belong to no film, or to another than their key leads to."""
    lost = ~exists().where(film.c.id == told.c.film)
    leads = exists().where(link.c.slug == told.c.key, link.c.film == told.c.film)
    astray = (told.c.key != "") & ~leads
    if connection.execute(select(told.c.film).where(lost | astray).limit(1)).first() is not None:
        yield Damage("reference-broken")


def _film(connection: Connection, row: RowMapping) -> Iterator[Damage]:
    film_id, slug = row["id"], row["slug"]

    def kept(table: Any, *order: Any) -> list[RowMapping]:
        query = select(table).where(table.c.film == film_id).order_by(*order)
        return list(connection.execute(query).mappings())

    rows = kept(passage, passage.c.ordinal)
    try:
        page = Page(slug, tuple(read_passages(connection, film_id)))
    except GuideUnusable:
        yield Damage("passages-damaged", slug)
        return
    in_order = all(row["ordinal"] == at for row, at in zip(rows, count(), strict=False))
    if not in_order or len(list(page.of(Part.TITLE))) != 1:
        yield Damage("passages-damaged", slug)
        return
    there = kept(elsewhere, elsewhere.c.ordinal, elsewhere.c.slug)
    if passage_rows(film_id, page) != ([dict(row) for row in rows], [dict(row) for row in there]):
        yield Damage("gates-differ", slug)
    facets = kept(facet, facet.c.kind, facet.c.value)
    ids = kept(identity, identity.c.site, identity.c.value)
    kept_public = ([dict(row) for row in facets], [dict(row) for row in ids])
    named = (row["sort"], row["title_key"]) == (sort_key(page.title), slug_of(page.title))
    if not named or public_rows(film_id, page) != kept_public:
        yield Damage("public-rows-differ", slug)
