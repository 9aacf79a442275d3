"""Readers of a guide, and what their players say, for tests."""

import os
from datetime import UTC, datetime
from itertools import count
from typing import Any

from sqlalchemy import insert

from lookback.errors import FilmMissing
from lookback.film.mention import Mention
from lookback.film.moment import Moment
from lookback.film.progress import NOTHING
from lookback.film.reader import Reader
from lookback.film.record import OutsideId, Runtime
from lookback.film.report import Act, Report
from lookback.firewall.view import View, clear
from lookback.guide.histories import Histories
from lookback.guide.watching import Watching
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


class Bench:
    """The use cases of readers on a store, with a clock that stands still unless it is moved."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.now = THE_DAY
        self._tokens = count(1)
        parts: dict[str, Any] = {
            "start": self.start,
            "now": lambda: self.now,
            "token": lambda: next(self._tokens),
        }
        self.watching = Watching(store, **parts)
        self.histories = Histories(store, random=os.urandom, **parts)

    def start(self, slug: str) -> View:
        """What everyone may see of a film."""
        current = self.store.current(slug)
        if current is None:
            raise FilmMissing
        return clear(current.page, NOTHING)
