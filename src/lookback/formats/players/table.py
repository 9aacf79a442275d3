"""The players that there are, and which of them a body is from."""

from typing import Final

from lookback.errors import FormatAmbiguous, FormatUnknown
from lookback.film.report import Report
from lookback.formats.players.base import Body, Player
from lookback.formats.players.jellyfin import Jellyfin
from lookback.formats.players.kodi import Kodi
from lookback.formats.players.nested import Nested
from lookback.formats.players.opening import opened
from lookback.formats.players.plex import Plex
from lookback.formats.players.tautulli import Tautulli

PLAYERS: Final[tuple[Player, ...]] = (Jellyfin(), Nested(), Plex(), Kodi(), Tautulli())


def read_report(body: Body) -> Report | None:
    """What a webhook's body says about somebody's way through a film; ``None`` for nothing.

    Raises:
        FormatUnknown, FormatAmbiguous: no player claims it, or several do.
        TextInvalid, TooLarge: it is not JSON, not a form with JSON, or more than anybody tells.
    """
    told = opened(body)
    claimants = [player for player in PLAYERS if player.claims(told)]
    if len(claimants) == 1:
        return claimants[0].read(told)
    names = ", ".join(player.name for player in claimants or PLAYERS)
    if claimants:
        raise FormatAmbiguous(f"expected an event of one of {names}")
    raise FormatUnknown(f"expected an event of one of {names}")
