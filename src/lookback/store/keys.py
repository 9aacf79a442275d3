"""Sessions, tokens and webhooks: keys that stand for a reader. Only their digests are kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from lookback.film.reader import Reader, Scope
from lookback.store.accounts import only_reader
from lookback.store.revisions import in_utc
from lookback.store.tables import reader, session, token


@dataclass(frozen=True, slots=True)
class Session:
    """One browser that a reader has signed in with.

    Attributes:
        agent: what the browser calls itself.
        made: when they signed in, in UTC.
        seen: when it was last used, in UTC, to the hour.
        digest: of its key.
    """

    id: int
    agent: str
    made: datetime
    seen: datetime
    digest: bytes


@dataclass(frozen=True, slots=True)
class Token:
    """What a program asks in a reader's name with.

    Attributes:
        made: in UTC.
        seen: when it was last used, in UTC, to the hour; ``None`` where it never was.
    """

    name: str
    scopes: frozenset[Scope]
    made: datetime
    seen: datetime | None


# Sessions.


def add_session(
    connection: Connection, reader_id: int, digest: bytes, *, agent: str, at: datetime
) -> None:
    """A reader has signed in."""
    row = {"reader": reader_id, "digest": digest, "agent": agent, "made": at, "seen": at}
    connection.execute(insert(session), row)


def find_session(
    connection: Connection, digest: bytes, *, since: datetime
) -> tuple[Reader, Session] | None:
    """The session with this key that was used since then, and whose it is, or ``None``."""
    row = _session_row(connection, digest)
    if row is None or in_utc(row["seen"]) < since:
        return None
    found = only_reader(connection, reader.c.id == row["reader"])
    return None if found is None else (found, _session(row))


def see_session(connection: Connection, digest: bytes, *, at: datetime) -> None:
    """It was used just now."""
    connection.execute(update(session).where(session.c.digest == digest).values(seen=at))


def sessions(connection: Connection, reader_id: int, *, since: datetime) -> list[Session]:
    """A reader's sessions that were used since then, the newest first."""
    rows = connection.execute(
        select(session)
        .where(session.c.reader == reader_id, session.c.seen >= since)
        .order_by(session.c.made.desc(), session.c.id.desc())
    ).mappings()
    return [_session(row) for row in rows]


def end_session(connection: Connection, digest: bytes) -> None:
    """Its key opens nothing any more."""
    connection.execute(delete(session).where(session.c.digest == digest))


def revoke_session(connection: Connection, reader_id: int, session_id: int) -> bool:
    """End one of a reader's sessions; whether they had it."""
    ended = connection.execute(
        delete(session).where(session.c.reader == reader_id, session.c.id == session_id)
    )
    return ended.rowcount == 1


def end_sessions(connection: Connection, reader_id: int, *, but: bytes = b"") -> None:
    """End all of a reader's sessions but the one of this digest."""
    connection.execute(
        delete(session).where(session.c.reader == reader_id, session.c.digest != but)
    )


def end_old_sessions(connection: Connection, *, before: datetime) -> None:
    """Forget the sessions that nobody has used since then."""
    connection.execute(delete(session).where(session.c.seen < before))


def _session_row(connection: Connection, digest: bytes) -> Mapping[Any, Any] | None:
    query = select(session).where(session.c.digest == digest)
    return connection.execute(query).mappings().one_or_none()


def _session(row: Mapping[Any, Any]) -> Session:
    return Session(
        row["id"], row["agent"], in_utc(row["made"]), in_utc(row["seen"]), bytes(row["digest"])
    )


# Tokens and webhooks.


def add_token(
    connection: Connection,
    reader_id: int,
    digest: bytes,
    *,
    name: str,
    scopes: frozenset[Scope],
    at: datetime,
) -> None:
    """Keep a token."""
    told = " ".join(sorted(scopes))
    row = {"reader": reader_id, "name": name, "scopes": told, "digest": digest, "made": at}
    connection.execute(insert(token), row)


def find_token(connection: Connection, digest: bytes) -> tuple[Reader, Token] | None:
    """The token of this digest, and whose it is, or ``None``."""
    row = connection.execute(select(token).where(token.c.digest == digest)).mappings().one_or_none()
    if row is None:
        return None
    found = only_reader(connection, reader.c.id == row["reader"])
    return None if found is None else (found, _token(row))


def see_token(connection: Connection, digest: bytes, *, at: datetime) -> None:
    """It was used just now."""
    connection.execute(update(token).where(token.c.digest == digest).values(seen=at))


def tokens(connection: Connection, reader_id: int) -> list[Token]:
    """A reader's tokens, the newest first."""
    rows = connection.execute(
        select(token)
        .where(token.c.reader == reader_id)
        .order_by(token.c.made.desc(), token.c.id.desc())
    ).mappings()
    return [_token(row) for row in rows]


def revoke_token(connection: Connection, reader_id: int, name: str) -> bool:
    """End one of a reader's tokens; whether they had it."""
    ended = connection.execute(
        delete(token).where(token.c.reader == reader_id, token.c.name == name)
    )
    return ended.rowcount == 1


def _token(row: Mapping[Any, Any]) -> Token:
    scopes = frozenset(map(Scope, row["scopes"].split()))
    seen = None if row["seen"] is None else in_utc(row["seen"])
    return Token(row["name"], scopes, in_utc(row["made"]), seen)


def set_hook(connection: Connection, reader_id: int, digest: bytes, *, at: datetime) -> None:
    """Another webhook; the one before opens nothing any more."""
    values = {"hook": digest, "hook_made": at}
    connection.execute(update(reader).where(reader.c.id == reader_id).values(values))


def hook_made(connection: Connection, reader_id: int) -> datetime | None:
    """When a reader's webhook was made, or ``None`` where they have none."""
    query = select(reader.c.hook_made).where(reader.c.id == reader_id)
    made = connection.execute(query).scalar()
    return None if made is None else in_utc(made)


def find_hook(connection: Connection, digest: bytes) -> Reader | None:
    """The reader whose webhook this is, or ``None``."""
    return only_reader(connection, reader.c.hook == digest)
