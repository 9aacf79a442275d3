"""What a reader and their media server bring on an evening."""

import io
import json
import urllib.request
import zipfile

from playwright.sync_api import FilePayload

DIARY = """Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date
2026-01-02,Vertigo,1958,https://boxd.it/a,4,,,2026-01-01
2026-01-03,Inception,2011,https://boxd.it/b,,,,2026-01-02
"""


def letterboxd() -> FilePayload:
    """A Letterboxd export of two films, one with a year that is not quite the guide's."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("diary.csv", DIARY)
    return {"name": "letterboxd.zip", "mimeType": "application/zip", "buffer": data.getvalue()}


def play(hook: str, title: str, year: int, seconds: int, *, played: bool) -> None:
    """What a media server sends when somebody stops."""
    told = {
        "NotificationType": "PlaybackStop",
        "ItemType": "Movie",
        "Name": title,
        "Year": year,
        "PlaybackPositionTicks": seconds * 10_000_000,
        "PlayedToCompletion": played,
        "DeviceId": hook,
    }
    kind = {"Content-Type": "application/json"}
    request = urllib.request.Request(hook, json.dumps(told).encode(), kind)  # noqa: S310 - ours
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - our own server
        assert answer.status == 204
