"""Emby, and Jellyfin by its unofficial webhook plugin: an event, an item and a session."""

from typing import ClassVar, Final

from lookback.film.report import Act, Report
from lookback.formats.players.base import Player
from lookback.formats.players.facts import digest, instant, mention, position
from lookback.formats.players.jellyfin import seconds
from lookback.formats.players.told import Told

_ACTS: Final = {
    "Play": Act.BEGUN,
    "Resume": Act.BEGUN,
    "Progress": Act.GOING,
    "Pause": Act.GOING,
    "Scrobble": Act.GOING,
    "Stop": Act.STOPPED,
    "MarkPlayed": Act.MARKED,
    "MarkUnplayed": Act.UNMARKED,
    "playback.start": Act.BEGUN,
    "playback.unpause": Act.BEGUN,
    "playback.progress": Act.GOING,
    "playback.pause": Act.GOING,
    "playback.stop": Act.STOPPED,
    "item.markplayed": Act.MARKED,
    "item.markunplayed": Act.UNMARKED,
}
_POSITIONS: Final = (("PlaybackInfo",), ("Session", "PlayState"), ("Session",))
"""Where a position may stand, the best first."""


class Nested(Player):
    """Bodies of Emby's own webhooks, and of the plugin's format ``Default``."""

    name: ClassVar[str] = "emby"

    def claims(self, told: Told) -> bool:
        """Every body names its event."""
        return bool(told.text("Event"))

    def read(self, told: Told) -> Report | None:
        """A film that is played, or marked by hand."""
        event, item, session = told.text("Event"), told.part("Item"), told.part("Session")
        act = _ACTS.get(event)
        if act is None or item.text("Type") != "Movie":
            return None
        sites = item.part("ProviderIds")
        film = mention(
            title=item.text("Name"),
            original=item.text("OriginalTitle"),
            year=item.whole("ProductionYear"),
            ids=(("imdb", sites.text("Imdb")), ("tmdb", sites.text("Tmdb"))),
            seconds=seconds(item, "RunTimeTicks"),
        )
        if film is None:
            return None
        return Report(
            source="emby" if "." in event else "jellyfin",
            player=digest(
                user=told.part("User").text("Id"),
                device=session.text("DeviceId"),
                names=(session.text("Client"), session.text("DeviceName")),
            ),
            mention=film,
            act=act,
            position=position(act, _seconds(told)),
            played=event == "Scrobble" or (act is Act.STOPPED and _is_played(told)),
            at=instant(told.text("Date")),
        )


def _seconds(told: Told) -> int | None:
    found = (seconds(told.part(*keys), "PositionTicks") for keys in _POSITIONS)
    return next((one for one in found if one is not None), None)


def _is_played(told: Told) -> bool:
    """Whether it was played to its end; where that is not said, whether it counts as watched."""
    to_end = told.part("PlaybackInfo").flag("PlayedToCompletion")
    counts = told.part("Item", "UserData").flag("Played")
    return bool(counts if to_end is None else to_end)
