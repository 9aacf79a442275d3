"""Progress: where each reader stands in each film, and what changed it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, delete, exists, insert, select, update

from lookback.film.mention import Mention
from lookback.film.moment import Moment
from lookback.film.progress import Progress, Watched
from lookback.film.record import OutsideId, Runtime
from lookback.film.standing import Standing
from lookback.store import votes
from lookback.store.revisions import in_utc
from lookback.store.tables import change, film, progress, reader, report, viewing

FOUND: Final = "found"
"""Why a standing changed: a film that was kept without the guide is one of the guide's."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One film in one reader's keeping.

    Attributes:
        slug: of the film, or empty where the guide does not have it.
        mention: what the source called it, and all that is known where the guide lacks it.
        touched: when it last changed, in UTC.
    """

    id: int
    reader: int
    slug: str
    mention: Mention
    standing: Standing
    touched: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a standing, and where it came from.

    Attributes:
        source: ``reader``, or the name of a server or of a history's format.
        why: what was done, in one word.
    """

    id: int
    at: datetime
    source: str
    why: str
    before: Standing
    after: Standing


def watched(connection: Connection, reader_id: int) -> Watched:
    """How far a reader has come in all films of the guide."""
    rows = connection.execute(
        select(film.c.slug, progress.c.position, progress.c.finished)
        .join(film, film.c.id == progress.c.film)
        .where(progress.c.reader == reader_id)
    )
    return Watched({row.slug: Progress(Moment(row.position), row.finished) for row in rows})


def kept_by(connection: Connection, reader_id: int) -> Iterator[Kept]:
    """All films in a reader's keeping, the one touched last first."""
    query = _kept(reader_id).order_by(progress.c.touched.desc(), progress.c.id.desc())
    return map(_read, connection.execute(query).mappings())


def kept_film(connection: Connection, reader_id: int, slug: str) -> Kept | None:
    """A film of the guide in a reader's keeping, or ``None``."""
    return _only(connection, _kept(reader_id).where(film.c.slug == slug))


def kept_item(connection: Connection, reader_id: int, item: int) -> Kept | None:
    """What a reader keeps under this number; another reader's is not there."""
    return _only(connection, _kept(reader_id).where(progress.c.id == item))


def kept_mention(
    connection: Connection, reader_id: int, mention: Mention, chooser: str
) -> Kept | None:
    """What a reader keeps that a source called just so, or ``None``.

    Args:
        chooser: a film of the guide counts only where this one has said that it is meant.
    """
    told = _mentioned(mention)
    same = [progress.c[name] == told[name] for name in ("title", "original", "year", "ids")]
    is_chosen = exists().where(
        change.c.progress == progress.c.id, change.c.source == chooser, change.c.why == FOUND
    )
    rows = _kept(reader_id).where(*same, progress.c.film.is_(None) | is_chosen)
    return _only(connection, rows.order_by(progress.c.id).limit(1))


def pending(connection: Connection, reader_id: int | None = None) -> Iterator[Kept]:
    """What one reader, or every reader, keeps without the guide having it."""
    query = _kept(reader_id).where(progress.c.film.is_(None)).order_by(progress.c.id)
    return map(_read, connection.execute(query).mappings())


def _only(connection: Connection, query: Any) -> Kept | None:
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else _read(row)


def _kept(reader_id: int | None) -> Any:
    query = select(progress, film.c.slug).outerjoin(film, film.c.id == progress.c.film)
    return query if reader_id is None else query.where(progress.c.reader == reader_id)


def keep(
    connection: Connection, reader_id: int, slug: str, mention: Mention, *, at: datetime
) -> Kept:
    """Begin to keep a film, not begun.

    Args:
        slug: of the film, or empty where the guide does not have it.
    """
    film_id = _film_id(connection, slug)
    values = {
        "reader": reader_id,
        "film": film_id,
        **_mentioned(mention),
        **_stood(Standing()),
        "touched": at,
    }
    made = connection.execute(insert(progress).returning(progress.c.id), values)
    return Kept(made.scalar_one(), reader_id, slug, mention, Standing(), at)


def attach(connection: Connection, item: int, slug: str) -> None:
    """The film that was kept without the guide is this one of the guide."""
    film_id = _film_id(connection, slug)
    connection.execute(update(progress).where(progress.c.id == item).values(film=film_id))


def take_over(connection: Connection, kept: Kept, into: int) -> None:
    """Two items are one film: all of the one becomes the other's, its source's words too."""
    for table in (report, change, viewing):
        rows = update(table).where(table.c.progress == kept.id)
        connection.execute(rows.values(progress=into))
    votes.take_over(connection, kept.id, into)
    connection.execute(delete(progress).where(progress.c.id == kept.id))
    # By these words its source will call it again.
    named = update(progress).where(progress.c.id == into)
    connection.execute(named.values(**_mentioned(kept.mention)))


def _film_id(connection: Connection, slug: str) -> int | None:
    return connection.execute(select(film.c.id).where(film.c.slug == slug)).scalar()


def move(
    connection: Connection,
    kept: Kept,
    after: Standing,
    *,
    at: datetime,
    source: str,
    why: str,
    joins: bool = False,
) -> None:
    """Keep a new standing, and what it was before.

    Args:
        joins: where the latest change has the same source and reason, this goes on with it: a
            player that reports every few seconds makes one change.
    """
    connection.execute(
        update(progress).where(progress.c.id == kept.id).values(**_stood(after), touched=at)
    )
    told = json.dumps(_stood(after))
    if joins and _goes_on(connection, kept.id, (source, why), {"after": told, "at": at}):
        return
    row = {
        "progress": kept.id,
        "at": at,
        "source": source,
        "why": why,
        "before": json.dumps(_stood(kept.standing)),
        "after": told,
    }
    connection.execute(insert(change), row)


def _goes_on(
    connection: Connection, item: int, told: tuple[str, str], values: dict[str, Any]
) -> bool:
    """Let the latest change go on, where it has this source and reason."""
    latest = connection.execute(
        select(change).where(change.c.progress == item).order_by(change.c.id.desc()).limit(1)
    ).one_or_none()
    if latest is None or (latest.source, latest.why) != told:
        return False
    connection.execute(update(change).where(change.c.id == latest.id).values(**values))
    return True


def note_change(connection: Connection, reader_id: int, token: int) -> None:
    """Whatever is remembered of this reader's progress is old now."""
    connection.execute(update(reader).where(reader.c.id == reader_id).values(changes=token))


def changes(connection: Connection, item: int) -> list[Change]:
    """What changed a standing, the newest first."""
    rows = connection.execute(
        select(change).where(change.c.progress == item).order_by(change.c.id.desc())
    ).mappings()
    return [
        Change(
            row["id"],
            in_utc(row["at"]),
            row["source"],
            row["why"],
            _standing(json.loads(row["before"])),
            _standing(json.loads(row["after"])),
        )
        for row in rows
    ]


def _read(told: Mapping[Any, Any]) -> Kept:
    ids = tuple(OutsideId(site, value) for site, value in json.loads(told["ids"]).items())
    runtime = Runtime(told["runtime"]) if told["runtime"] else None
    mention = Mention(told["title"], told["original"], told["year"], ids, runtime)
    return Kept(
        told["id"],
        told["reader"],
        told["slug"] or "",
        mention,
        _standing(told),
        in_utc(told["touched"]),
    )


def _mentioned(mention: Mention) -> dict[str, Any]:
    return {
        "title": mention.title,
        "original": mention.original,
        "year": mention.year,
        "ids": json.dumps({one.site: one.value for one in mention.ids}),
        "runtime": mention.runtime.minutes if mention.runtime else 0,
    }


def _stood(standing: Standing) -> dict[str, Any]:
    return {
        "position": standing.progress.position.seconds,
        "finished": standing.progress.finished,
        "said": standing.said.seconds,
        "held": standing.held.seconds,
        "asks_ending": standing.asks_ending,
    }


def _standing(told: Mapping[str, Any]) -> Standing:
    return Standing(
        Progress(Moment(told["position"]), told["finished"]),
        Moment(told["said"]),
        Moment(told["held"]),
        told["asks_ending"],
    )
