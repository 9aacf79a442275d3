"""Plex, by the webhooks of an account; Tautulli can be set up to write the same."""

import re
from collections.abc import Iterator
from typing import ClassVar, Final

from lookback.film.report import Act, Report
from lookback.formats.players.base import Player
from lookback.formats.players.facts import digest, mention, position
from lookback.formats.players.told import Told

_GROUPS: Final = ("media.", "library.", "playback.", "device.", "admin.")
"""How all events of Plex begin."""
_ACTS: Final = {
    "media.play": Act.BEGUN,
    "media.resume": Act.BEGUN,
    "media.pause": Act.GOING,
    "media.scrobble": Act.GOING,
    "media.watched": Act.GOING,
    "media.stop": Act.STOPPED,
}
_PLAYED: Final = frozenset({"media.scrobble", "media.watched"})
"""At about 90 % of the film: by Plex, and by Tautulli in the shape of Plex."""
_GUID: Final = re.compile(r"(imdb|tmdb|themoviedb)://([a-z0-9]{1,16})", re.ASCII)
_SITES: Final = {"themoviedb": "tmdb"}


class Plex(Player):
    """Bodies with an event, an account, a player and the film's metadata."""

    name: ClassVar[str] = "plex"

    def claims(self, told: Told) -> bool:
        """Every body names its event, which begins with its group."""
        return told.text("event").startswith(_GROUPS)

    def read(self, told: Told) -> Report | None:
        """A film that the owner of the webhook plays."""
        event, item = told.text("event"), told.part("Metadata")
        act = _ACTS.get(event)
        if act is None or item.text("type") != "movie" or item.flag("live"):
            return None
        if told.flag("user") is False:
            # Who owns a server is told, too, what everybody else watches on it.
            return None
        film = mention(
            title=item.text("title"),
            original=item.text("originalTitle"),
            year=item.whole("year"),
            ids=_ids(item),
            seconds=_seconds(item, "duration"),
        )
        if film is None:
            return None
        return Report(
            source=self.name,
            player=digest(
                user=told.part("Account").text("id"), device=told.part("Player").text("uuid")
            ),
            mention=film,
            act=act,
            position=position(act, _seconds(item, "viewOffset")),
            played=event in _PLAYED,
        )


def _ids(item: Told) -> Iterator[tuple[str, str]]:
    """The ids of a list, or the one that the older agents of Plex name a film by."""
    for told in (*(one.text("id") for one in item.parts("Guid")), item.text("guid")):
        if found := _GUID.search(told):
            yield _SITES.get(found[1], found[1]), found[2]


def _seconds(item: Told, key: str) -> int | None:
    """What stands there in milliseconds, in whole seconds, rounded down."""
    milliseconds = item.whole(key)
    return None if milliseconds is None else milliseconds // 1000
