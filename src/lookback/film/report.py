"""What a media server says about somebody watching a film."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lookback.film.mention import Mention
from lookback.film.moment import Moment


class Act(StrEnum):
    """What the player did."""

    BEGUN = "begun"
    """It starts or goes on: the position is where the player was put, not what was watched."""
    GOING = "going"
    """It plays, or was paused: the position is where it had come to."""
    STOPPED = "stopped"
    """It ended here."""
    MARKED = "marked"
    """Somebody marked the film as watched by hand, on the server."""
    UNMARKED = "unmarked"
    """Somebody took that mark back."""


@dataclass(frozen=True, slots=True)
class Report:
    """One event of a player.

    Attributes:
        source: the kind of server: ``jellyfin``, ``emby``, ``plex``, ``kodi`` or ``tautulli``.
        player: tells one player from another within the source, by a digest; or empty.
        position: where the player stands, or ``None`` where it is not said; never ``ENDING``.
        played: the server calls the film watched, which it does at about 90 %.
        at: when, by the server's clock, in UTC; ``None`` where it is not said.
    """

    source: str
    player: str
    mention: Mention
    act: Act
    position: Moment | None
    played: bool = False
    at: datetime | None = None
