"""Readers of a guide, and what their players say, for tests."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from sqlalchemy import insert

from lookback.film.mention import Mention
from lookback.film.moment import Moment
from lookback.film.reader import Reader
from lookback.film.record import OutsideId, Runtime
from lookback.film.report import Act, Report
from lookback.store.store import Store
from lookback.store.tables import reader

THE_DAY = datetime(2026, 1, 1, 20, tzinfo=UTC)
_numbers = count(1)


def made_reader(store: Store, name: str = "", **settings: Any) -> Reader:
    """A reader without a password."""
    name = name or f"reader {next(_numbers)}"
    values = {
        "name": name,
        "name_key": name,
        "password": "",
        "role": "reader",
        "margin": 0,
        "trusts_player": False,
        "changes": 0,
        "made": THE_DAY,
        **settings,
    }
    with store.change() as connection:
        id_ = connection.execute(insert(reader).returning(reader.c.id), values).scalar_one()
    return Reader(id_, name, trusts_player=values["trusts_player"])


def mention(title: str = "The Rain Clerk", year: int = 1961, **ids: str) -> Mention:
    """A film as a source names it."""
    outside = tuple(OutsideId(site, value) for site, value in ids.items())
    return Mention(title, "", year, outside, Runtime(94))


def report(
    position: int | None,
    *,
    act: Act = Act.STOPPED,
    film: Mention | None = None,
    played: bool = False,
    at: datetime | None = None,
    player: str = "tv",
    source: str = "jellyfin",
) -> Report:
    """What a player says: a position in seconds."""
    moment = None if position is None else Moment(position)
    return Report(source, player, film or mention(), act, moment, played, at)
