"""Readers, what they sign in with, and the invitations that make them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, exists, insert, or_, select, update

from lookback.film.reader import Reader, Role
from lookback.store.tables import invitation, login, reader


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a link lets its holder do.

    Attributes:
        role: of the reader that it makes.
        reader: whose password it sets instead, or ``None``.
    """

    role: Role
    reader: Reader | None


# Readers.


def has_readers(connection: Connection) -> bool:
    """Whether anybody has signed up yet."""
    return bool(connection.execute(select(exists(select(reader.c.id)))).scalar())


def readers(connection: Connection) -> list[Reader]:
    """Everybody, by name."""
    query = select(reader).order_by(reader.c.name_key)
    return [_reader(row) for row in connection.execute(query).mappings()]


def find_reader(connection: Connection, name_key: str) -> Reader | None:
    """The reader of this name, or ``None``."""
    return only_reader(connection, reader.c.name_key == name_key)


def add_reader(
    connection: Connection,
    *,
    name: str,
    name_key: str,
    password: str,
    role: Role,
    changes: int,
    at: datetime,
) -> Reader:
    """One more reader.

    Args:
        password: its hash, or empty where they sign in elsewhere.
    """
    row = {
        "name": name,
        "name_key": name_key,
        "password": password,
        "role": role.value,
        "margin": 0,
        "trusts_player": False,
        "changes": changes,
        "made": at,
    }
    made = connection.execute(insert(reader).returning(reader.c.id), row)
    return Reader(made.scalar_one(), name, role, changes=changes)


def password_of(connection: Connection, reader_id: int) -> str:
    """The hash of a reader's password, or empty where they have none."""
    query = select(reader.c.password).where(reader.c.id == reader_id)
    return str(connection.execute(query).scalar_one())


def set_password(connection: Connection, reader_id: int, password: str) -> None:
    """Keep another hash."""
    _update(connection, reader_id, password=password)


def set_role(connection: Connection, reader_id: int, role: Role) -> None:
    """What a reader may do from now on."""
    _update(connection, reader_id, role=role.value)


def settle(
    connection: Connection, reader_id: int, *, margin: timedelta, trusts_player: bool, changes: int
) -> None:
    """Keep a reader's settings; whatever was remembered of them is old now."""
    minutes = margin // timedelta(minutes=1)
    _update(connection, reader_id, margin=minutes, trusts_player=trusts_player, changes=changes)


def count_operators(connection: Connection) -> int:
    """How many readers run this guide."""
    return sum(one.role is Role.OPERATOR for one in readers(connection))


def _update(connection: Connection, reader_id: int, **values: Any) -> None:
    connection.execute(update(reader).where(reader.c.id == reader_id).values(**values))


def only_reader(connection: Connection, condition: Any) -> Reader | None:
    """The one reader of whom this is true, or ``None``."""
    row = connection.execute(select(reader).where(condition)).mappings().one_or_none()
    return None if row is None else _reader(row)


def _reader(row: Mapping[Any, Any]) -> Reader:
    return Reader(
        row["id"],
        row["name"],
        Role(row["role"]),
        timedelta(minutes=row["margin"]),
        row["trusts_player"],
        row["changes"],
    )


# Those who sign in elsewhere.


def find_login(connection: Connection, issuer: str, subject: str) -> Reader | None:
    """The reader whom a provider or proxy calls by this name, or ``None``."""
    query = select(login.c.reader).where(login.c.issuer == issuer, login.c.subject == subject)
    return only_reader(connection, reader.c.id == query.scalar_subquery())


def add_login(connection: Connection, reader_id: int, issuer: str, subject: str) -> None:
    """From now on this is what the provider calls the reader."""
    connection.execute(insert(login), {"issuer": issuer, "subject": subject, "reader": reader_id})


# Invitations.


def add_invitation(
    connection: Connection,
    digest: bytes,
    *,
    role: Role,
    reader_id: int | None,
    expires: datetime,
) -> None:
    """Keep an invitation.

    Args:
        reader_id: whose password it sets, or ``None`` where it makes a reader.
    """
    row = {"digest": digest, "role": role.value, "reader": reader_id, "expires": expires}
    connection.execute(insert(invitation), row)


def find_invitation(connection: Connection, digest: bytes, *, now: datetime) -> Invitation | None:
    """An invitation that can be used now, or ``None``."""
    row = connection.execute(
        select(invitation.c.role, invitation.c.reader).where(
            invitation.c.digest == digest, invitation.c.expires > now
        )
    ).one_or_none()
    if row is None:
        return None
    of = None if row.reader is None else only_reader(connection, reader.c.id == row.reader)
    return Invitation(Role(row.role), of)


def end_invitation(connection: Connection, digest: bytes) -> None:
    """It was used."""
    connection.execute(delete(invitation).where(invitation.c.digest == digest))


def end_invitations(connection: Connection, *, of_reader: int | None, now: datetime) -> None:
    """Forget those that have expired, and those that set this reader's password."""
    is_over = invitation.c.expires <= now
    if of_reader is not None:
        is_over = or_(is_over, invitation.c.reader == of_reader)
    connection.execute(delete(invitation).where(is_over))
