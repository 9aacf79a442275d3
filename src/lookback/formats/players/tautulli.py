"""Tautulli, by the template of docs/players.md: all values are text."""

from typing import ClassVar, Final

from lookback.film.report import Act, Report
from lookback.formats.players.base import Player
from lookback.formats.players.facts import digest, instant, mention, position
from lookback.formats.players.told import Told

_WATCHED: Final = "watched"
_ACTS: Final = {
    "play": Act.BEGUN,
    "resume": Act.BEGUN,
    "pause": Act.GOING,
    _WATCHED: Act.GOING,
    "stop": Act.STOPPED,
}


class Tautulli(Player):
    """Bodies that say that they are from Tautulli, with its parameters as values."""

    name: ClassVar[str] = "tautulli"

    def claims(self, told: Told) -> bool:
        """The template names its source."""
        return told.text("source") == self.name

    def read(self, told: Told) -> Report | None:
        """A film that is played."""
        action = told.text("action")
        act = _ACTS.get(action)
        if act is None or told.text("media_type") != "movie" or told.flag("live"):
            return None
        film = mention(
            title=told.text("title"),
            year=told.whole("year"),
            ids=(("imdb", told.text("imdb_id")), ("tmdb", told.text("themoviedb_id"))),
            seconds=told.whole("duration_sec"),
        )
        if film is None:
            return None
        return Report(
            source=self.name,
            player=digest(user=told.text("user_id"), device=told.text("machine_id")),
            mention=film,
            act=act,
            position=position(act, told.whole("progress_duration_sec")),
            played=action == _WATCHED,
            at=instant(told.text("utctime")),
        )
