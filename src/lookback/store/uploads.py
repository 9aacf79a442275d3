"""Uploads: histories that a reader looks at before they are taken."""

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from lookback.film.entry import Entry, Sign
from lookback.film.mention import Mention
from lookback.film.moment import Moment
from lookback.film.record import OutsideId, Runtime
from lookback.store.revisions import in_utc
from lookback.store.tables import upload


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A history as it was read.

    Attributes:
        id: names it in addresses; nobody can guess it.
        source: the name of its format.
        made: when it came, in UTC.
        outcome: how many rows of each kind were taken; ``None`` until it is confirmed.
    """

    id: str
    source: str
    entries: tuple[Entry, ...]
    made: datetime
    outcome: dict[str, int] | None


def put(
    connection: Connection,
    reader_id: int,
    *,
    id_: str,
    source: str,
    digest: bytes,
    entries: Iterable[Entry],
    at: datetime,
) -> str:
    """Keep a history to look at; the same one that is being looked at already is kept once.

    Args:
        digest: of the file.

    Returns:
        The id that it has.
    """
    same = select(upload.c.id).where(
        upload.c.reader == reader_id, upload.c.digest == digest, upload.c.outcome == ""
    )
    kept = connection.execute(same).scalar()
    if kept is not None:
        return str(kept)
    packed = zlib.compress(json.dumps([_told(one) for one in entries]).encode())
    row = {
        "id": id_,
        "reader": reader_id,
        "source": source,
        "digest": digest,
        "entries": packed,
        "made": at,
        "outcome": "",
    }
    connection.execute(insert(upload), row)
    return id_


def get(connection: Connection, reader_id: int, id_: str) -> Uploaded | None:
    """A reader's upload; another reader's is not there."""
    row = connection.execute(
        select(upload).where(upload.c.id == id_, upload.c.reader == reader_id)
    ).one_or_none()
    if row is None:
        return None
    entries = tuple(map(_entry, json.loads(zlib.decompress(row.entries))))
    outcome = json.loads(row.outcome) if row.outcome else None
    return Uploaded(row.id, row.source, entries, in_utc(row.made), outcome)


def confirm(connection: Connection, id_: str, outcome: dict[str, int]) -> None:
    """The history has been taken; its rows are no longer needed."""
    none = zlib.compress(b"[]")
    query = update(upload).where(upload.c.id == id_)
    connection.execute(query.values(outcome=json.dumps(outcome), entries=none))


def forget_before(connection: Connection, moment: datetime) -> None:
    """Uploads that nobody has come back to are forgotten."""
    connection.execute(delete(upload).where(upload.c.made < moment))


def _told(entry: Entry) -> dict[str, Any]:
    mention = entry.mention
    return {
        "file": entry.file,
        "line": entry.line,
        "sign": entry.sign.value,
        "title": mention.title,
        "original": mention.original,
        "year": mention.year,
        "ids": {one.site: one.value for one in mention.ids},
        "runtime": mention.runtime and mention.runtime.minutes,
        "on": entry.on and entry.on.isoformat(),
        "rating": entry.rating,
        "again": entry.again,
        "position": entry.position and entry.position.seconds,
        "percent": entry.percent,
    }


def _entry(told: dict[str, Any]) -> Entry:
    ids = tuple(OutsideId(site, value) for site, value in told["ids"].items())
    runtime = Runtime(told["runtime"]) if told["runtime"] else None
    return Entry(
        told["file"],
        told["line"],
        Sign(told["sign"]),
        Mention(told["title"], told["original"], told["year"], ids, runtime),
        date.fromisoformat(told["on"]) if told["on"] else None,
        told["rating"],
        told["again"],
        None if told["position"] is None else Moment(told["position"]),
        told["percent"],
    )
