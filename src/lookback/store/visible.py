"""The firewall's rule as a WHERE: what ``rules.py`` says, for all films at once.

A property test (tests/laws/test_visible.py) holds the two equal on both databases.
"""

import json
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    cast,
    exists,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB

from lookback.film.moment import ENDING
from lookback.film.progress import Progress, Watched
from lookback.store.tables import elsewhere, film, passage


def visible(watched: Watched, dialect: str) -> Select[Any]:
    """A query for every passage that the reader may see, with its film's slug.

    Args:
        dialect: ``sqlite`` or ``postgresql``.
    """
    reached = _reached(watched, dialect)
    replacing = passage.alias("replacing")
    is_replaced = exists().where(
        replacing.c.film == passage.c.film,
        replacing.c.replaces == passage.c.name,
        replacing.c.ordinal != passage.c.ordinal,
        _opens(replacing, reached),
    )
    return (
        select(passage, film.c.slug)
        .join(film, film.c.id == passage.c.film)
        .where(_opens(passage, reached), (passage.c.name == "") | ~is_replaced)
    )


def reach(progress: Progress) -> int:
    """The last second whose gates are open: gates at the ending lie beyond all positions."""
    return ENDING.seconds if progress.finished else progress.position.seconds


def _reached(watched: Watched, dialect: str) -> CTE:
    """The reader's progress as a table, passed as one parameter however much was watched."""
    told = json.dumps([[slug, reach(progress)] for slug, progress in watched.films.items()])
    slug: ColumnElement[Any]
    seconds: ColumnElement[Any]
    if dialect == "postgresql":
        pairs = cast(bindparam("watched", told), JSONB)
        pair = func.jsonb_array_elements(pairs).column_valued("pair")
        slug, seconds = pair.op("->>")(0), pair.op("->>")(1)
    else:
        row = func.json_each(bindparam("watched", told)).table_valued("value")
        slug = func.json_extract(row.c.value, "$[0]")
        seconds = func.json_extract(row.c.value, "$[1]")
    as_slug, as_seconds = cast(slug, String), cast(seconds, Integer)
    return select(as_slug.label("slug"), as_seconds.label("seconds")).cte("reached")


def _opens(passages: FromClause, reached: CTE) -> ColumnElement[bool]:
    """Rule 2 of the firewall."""
    own = (
        select(reached.c.seconds)
        .join(film, film.c.slug == reached.c.slug)
        .where(film.c.id == passages.c.film)
        .correlate(passages)
        .scalar_subquery()
    )
    there = (
        select(reached.c.seconds)
        .where(reached.c.slug == elsewhere.c.slug)
        .correlate(elsewhere)
        .scalar_subquery()
    )
    is_closed_elsewhere = exists().where(
        elsewhere.c.film == passages.c.film,
        elsewhere.c.ordinal == passages.c.ordinal,
        elsewhere.c.needs > func.coalesce(there, 0),
    )
    return and_(passages.c.needs_own <= func.coalesce(own, 0), ~is_closed_elsewhere)
