"""News: which films changed, and in what order, for those who keep a copy of what films say.

A copy notes the stamp of the state that it was made of. With that it asks for what has changed
since; where the guide does not know the stamp (it was restored, or the copy is too old to be
mended), the copy is made anew.
"""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, delete, func, insert, select, update

from lookback.store.tables import guide, news

KEPT: Final = 4096
"""How many changes are remembered: copies that lag by more are made anew."""


@dataclass(frozen=True, slots=True)
class News:
    """What a copy has missed.

    Attributes:
        stamp: of the state that the copy is of when it has taken this in.
        films: ids of the films that changed or are gone; ``None``: everything may have.
        may_hide: something that was public may not be any more: what the copy says is not to be
            told before it has taken this in.
    """

    stamp: str
    films: frozenset[int] | None
    may_hide: bool


def note_news(connection: Connection, films: Iterable[int], token: int, *, may_hide: bool) -> None:
    """These films have changed, and the guide with them.

    Args:
        may_hide: an author may have hidden something; catalogues only add, or correct.
        token: another number each time, which nobody can guess.
    """
    ids = sorted(set(films))
    newest = connection.execute(select(func.max(news.c.number))).scalar() or 0
    row = {
        "number": newest + 1,
        "token": token,
        "films": struct.pack(f"<{len(ids)}q", *ids),
        "may_hide": may_hide,
    }
    connection.execute(insert(news), row)
    connection.execute(delete(news).where(news.c.number <= newest + 1 - KEPT))
    connection.execute(update(guide).values(changes=token))


def forget_news(connection: Connection, token: int) -> None:
    """Any film may have changed: every copy is old, and is made anew."""
    newest = connection.execute(select(func.max(news.c.number))).scalar() or 0
    connection.execute(delete(news))
    row = {"number": newest + 1, "token": token, "films": b"", "may_hide": True}
    connection.execute(insert(news), row)
    connection.execute(update(guide).values(changes=token))


def stamp(connection: Connection) -> str:
    """Names the state that the guide's films are in."""
    row = connection.execute(select(news).order_by(news.c.number.desc()).limit(1)).one_or_none()
    return _stamp(row.number, row.token) if row else ""


def news_since(connection: Connection, known: str, most: int) -> News:
    """What has changed since the state of this stamp.

    Args:
        most: how many changes are worth telling one by one.
    """
    now = stamp(connection)
    if known == now:
        return News(now, frozenset(), may_hide=False)
    number = known.partition("-")[0]
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return News(now, None, may_hide=True)
    rows = connection.execute(
        select(news).where(news.c.number >= int(number)).order_by(news.c.number)
    ).all()
    if not rows or _stamp(rows[0].number, rows[0].token) != known:
        return News(now, None, may_hide=True)
    may_hide = any(row.may_hide for row in rows[1:])
    if sum(len(row.films) for row in rows[1:]) // 8 > most:
        return News(now, None, may_hide=may_hide)
    changed: set[int] = set()
    for row in rows[1:]:
        changed.update(struct.unpack(f"<{len(row.films) // 8}q", row.films))
    return News(now, frozenset(changed), may_hide=may_hide)


def _stamp(number: int, token: int) -> str:
    return f"{number}-{token:x}"
