"""Kodi, by add-ons that send its notifications on: Kodi itself has no webhooks."""

from typing import ClassVar, Final

from lookback.film.report import Act, Report
from lookback.formats.players.base import Player
from lookback.formats.players.facts import digest, mention, position
from lookback.formats.players.told import Told

_ACTS: Final = {
    "Player.OnPlay": Act.BEGUN,
    "Player.OnAVStart": Act.BEGUN,
    "Player.OnResume": Act.BEGUN,
    "Player.OnSeek": Act.BEGUN,
    "Player.OnPause": Act.GOING,
    "Player.OnAVChange": Act.GOING,
    "Player.OnStop": Act.STOPPED,
    "playback_started": Act.BEGUN,
    "playback_resumed": Act.BEGUN,
    "playback_seeked": Act.BEGUN,
    "playback_paused": Act.GOING,
    "playback_stopped": Act.STOPPED,
}
_PLACES: Final = ((), ("data",), ("params", "data"))
"""Where the item and the player may stand: by an add-on, or in Kodi's own notification."""
_CLOCK: Final = (("hours", 3600), ("minutes", 60), ("seconds", 1))
_FEWEST_SECONDS: Final = 600
"""A running time of fewer is in minutes: Kodi's interface counts in seconds, its files in minutes,
and neither says so. No film is ten hours long, and hardly one shorter than ten minutes."""


class Kodi(Player):
    """Bodies with a method of Kodi's, or an event, and the item that is played."""

    name: ClassVar[str] = "kodi"

    def claims(self, told: Told) -> bool:
        """Every body names its method, or its event in words with underscores."""
        return _event(told).startswith(("Player.", "playback_"))

    def read(self, told: Told) -> Report | None:
        """A film that is played."""
        act = _ACTS.get(_event(told))
        item, player = _below(told, "item"), _below(told, "player")
        if act is None or item.text("type") != "movie":
            return None
        sites = item.part("uniqueid")
        film = mention(
            title=item.text("title") or item.text("label"),
            original=item.text("originaltitle"),
            year=item.whole("year"),
            ids=(
                ("imdb", sites.text("imdb")),
                # What was looked up elsewhere has another site's id there, which is left out.
                ("imdb", item.text("imdbnumber")),
                ("tmdb", sites.text("tmdb")),
            ),
            seconds=_runtime(told, player, item),
        )
        if film is None:
            return None
        return Report(
            source=self.name,
            player=digest(user="", device=told.text("session_id")),
            mention=film,
            act=act,
            position=position(act, _first(told.whole("position_seconds"), _clock(player, "time"))),
            played=act is Act.STOPPED and told.part("params", "data").flag("end") is True,
        )


def _event(told: Told) -> str:
    return told.text("method") or told.text("event")


def _below(told: Told, key: str) -> Told:
    found = (told.part(*place, key) for place in _PLACES)
    return next(filter(None, found), Told())


def _runtime(told: Told, player: Told, item: Told) -> int | None:
    """The running time in seconds."""
    counted = _first(told.whole("total_seconds"), _clock(player, "totaltime"))
    said = item.whole("runtime")
    if counted or said is None:
        return counted
    return said if said >= _FEWEST_SECONDS else said * 60


def _clock(player: Told, key: str) -> int | None:
    """Seconds, from hours, minutes and seconds; ``None`` where none of them is said."""
    time = player.part(key)
    parts = [(time.whole(unit), length) for unit, length in _CLOCK]
    known = [(count, length) for count, length in parts if count is not None]
    return sum(count * length for count, length in known) if known else None


def _first(one: int | None, other: int | None) -> int | None:
    return other if one is None else one
