"""Jellyfin, by its official webhook plugin: one flat object."""

import re
from typing import ClassVar, Final

from lookback.film.report import Act, Report
from lookback.formats.players.base import Player
from lookback.formats.players.facts import digest, instant, mention, position
from lookback.formats.players.told import Told

_TICKS: Final = 10_000_000
"""In a second: a tick is 100 ns."""
_ACTS: Final = {
    "PlaybackStart": Act.BEGUN,
    "PlaybackProgress": Act.GOING,
    "PlaybackStop": Act.STOPPED,
}
_CLOCK: Final = re.compile(r"([0-9]{2}):([0-5][0-9]):([0-5][0-9])", re.ASCII)


class Jellyfin(Player):
    """Bodies of a Generic destination, with all properties or through a template."""

    name: ClassVar[str] = "jellyfin"

    def claims(self, told: Told) -> bool:
        """Every body says what kind of notification it is."""
        return bool(told.text("NotificationType"))

    def read(self, told: Told) -> Report | None:
        """A film that is played, or marked by hand."""
        act = _act(told)
        if act is None or told.text("ItemType") != "Movie":
            return None
        film = mention(
            # The plugin escapes quotation marks for templates, and does so without one, too.
            title=told.text("Name").replace('\\"', '"'),
            year=told.whole("Year"),
            ids=(("imdb", told.text("Provider_imdb")), ("tmdb", told.text("Provider_tmdb"))),
            seconds=seconds(told, "RunTimeTicks"),
        )
        if film is None:
            return None
        return Report(
            source=self.name,
            player=digest(
                user=told.text("UserId"),
                device=told.text("DeviceId"),
                names=(told.text("ClientName"), told.text("DeviceName")),
            ),
            mention=film,
            act=act,
            position=position(act, _seconds(told)),
            played=act is Act.STOPPED and told.flag("PlayedToCompletion") is True,
            at=instant(told.text("UtcTimestamp")),
        )


def seconds(told: Told, key: str) -> int | None:
    """What stands there in ticks, in whole seconds, rounded down."""
    ticks = told.whole(key)
    return None if ticks is None else ticks // _TICKS


def _act(told: Told) -> Act | None:
    kind = told.text("NotificationType")
    if kind == "UserDataSaved" and told.text("SaveReason") == "TogglePlayed":
        return {True: Act.MARKED, False: Act.UNMARKED, None: None}[told.flag("Played")]
    return _ACTS.get(kind)


def _seconds(told: Told) -> int | None:
    """Where the player stands: in ticks, or on a clock where a template leaves them out."""
    ticks = seconds(told, "PlaybackPositionTicks")
    clock = _CLOCK.fullmatch(told.text("PlaybackPosition"))
    if ticks is not None or clock is None:
        return ticks
    hours, minutes, rest = map(int, clock.groups())
    return hours * 3600 + minutes * 60 + rest
