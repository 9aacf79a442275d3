"""Small bodies of every player, about films that nobody has made; changed by each test."""

import json
from collections.abc import Mapping
from typing import Any, Final

from lookback.film.report import Report
from lookback.formats.players.base import Body
from lookback.formats.players.table import read_report

Json = dict[str, Any]

JELLYFIN: Final[Json] = {
    "ServerName": "den",
    "NotificationType": "PlaybackStop",
    "UtcTimestamp": "2026-03-01T20:15:30.1234567Z",
    "Name": "The Paper Boat",
    "ItemType": "Movie",
    "RunTimeTicks": 54_000_000_000,
    "Year": 2001,
    "Provider_imdb": "tt0000011",
    "Provider_tmdb": "211",
    "UserId": "user",
    "DeviceId": "device",
    "DeviceName": "Sofa",
    "ClientName": "Web",
    "PlaybackPositionTicks": 18_009_999_999,
    "PlaybackPosition": "00:30:00",
    "PlayedToCompletion": False,
}
EMBY: Final[Json] = {
    "Title": "somebody has stopped something",
    "Date": "2026-03-01T20:15:30.1234567Z",
    "Event": "playback.stop",
    "User": {"Name": "somebody", "Id": "user"},
    "Item": {
        "Name": "The Paper Boat",
        "OriginalTitle": "紙の舟",
        "Type": "Movie",
        "ProductionYear": 2001,
        "RunTimeTicks": 54_000_000_000,
        "ProviderIds": {"Tmdb": "211", "Imdb": "tt0000011"},
    },
    "Session": {"DeviceId": "device", "Client": "Web", "DeviceName": "Sofa"},
    "PlaybackInfo": {"PositionTicks": 18_009_999_999, "PlayedToCompletion": False},
}
UNOFFICIAL: Final[Json] = {
    "Event": "Stop",
    "User": {"Name": "somebody", "Id": "user"},
    "Item": {**EMBY["Item"], "UserData": {"Played": False}},
    "Session": {"DeviceId": "device", "PlayState": {"PositionTicks": 18_009_999_999}},
    "Series": None,
}
PLEX: Final[Json] = {
    "event": "media.stop",
    "user": True,
    "owner": True,
    "Account": {"id": 7, "title": "somebody"},
    "Server": {"title": "den", "uuid": "server"},
    "Player": {"title": "Sofa", "uuid": "device", "publicAddress": "192.0.2.1"},
    "Metadata": {
        "type": "movie",
        "title": "The Paper Boat",
        "originalTitle": "紙の舟",
        "year": 2001,
        "guid": "plex://movie/1",
        "Guid": [{"id": "imdb://tt0000011"}, {"id": "tmdb://211"}, {"id": "tvdb://9"}],
        "duration": 5_400_000,
        "viewOffset": 1_800_999,
    },
}
KODI: Final[Json] = {
    "method": "Player.OnStop",
    "item": {
        "type": "movie",
        "title": "The Paper Boat",
        "originaltitle": "紙の舟",
        "year": 2001,
        "uniqueid": {"imdb": "tt0000011", "tmdb": "211"},
    },
    "player": {
        "time": {"hours": 0, "minutes": 30, "seconds": 0},
        "totaltime": {"hours": 1, "minutes": 30, "seconds": 0},
    },
    "params": {"data": {"end": False}},
}
KODI_FLAT: Final[Json] = {
    "event": "playback_paused",
    "session_id": "session",
    "position_seconds": 1800.9,
    "total_seconds": 5400,
    "item": {"type": "movie", "label": "The Paper Boat", "year": 2001, "imdbnumber": "tt0000011"},
}
TAUTULLI: Final[Json] = {
    "source": "tautulli",
    "action": "stop",
    "media_type": "movie",
    "live": "0",
    "title": "The Paper Boat",
    "year": "2001",
    "imdb_id": "tt0000011",
    "themoviedb_id": "211",
    "duration_sec": "5400",
    "progress_duration_sec": "1800",
    "machine_id": "device",
    "user_id": "7",
    "utctime": "2026-03-01T20:15:30.123456Z",
}
SAMPLES: Final[Mapping[str, Json]] = {
    "jellyfin": JELLYFIN,
    "emby": EMBY,
    "unofficial": UNOFFICIAL,
    "plex": PLEX,
    "kodi": KODI,
    "flat kodi": KODI_FLAT,
    "tautulli": TAUTULLI,
}


def told(body: Json) -> Report | None:
    """What is read from a body that comes as JSON."""
    return read_report(Body("application/json", json.dumps(body).encode()))


def report(body: Json) -> Report:
    """The same, where there is something to read."""
    read = told(body)
    assert read is not None
    return read


def with_changes(body: Json, *path: str, **changes: object) -> Json:
    """A copy of a body in which some values differ, in the object below a path."""
    if not path:
        return {**body, **changes}
    return {**body, path[0]: with_changes(body.get(path[0], {}), *path[1:], **changes)}


def without(body: Json, *keys: str) -> Json:
    """A copy of a body without these keys."""
    return {key: value for key, value in body.items() if key not in keys}


def as_text(value: object) -> object:
    """A copy of a body in which every value is text, as templates write them."""
    if isinstance(value, dict):
        return {key: as_text(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_text(one) for one in value]
    return str(value)
