"""Trakt: the export of an account, or one file of it."""

import re
from collections.abc import Iterator
from typing import ClassVar, Final

from lookback.film.entry import Entry, Sign
from lookback.formats.histories import cells
from lookback.formats.histories.base import History, Skipped, Upload, at_line
from lookback.formats.histories.json_values import Fields, fields_of, items_of, json_of, said

_FILE: Final = re.compile(
    r"(watched-history|watched-movies|watched-playback|ratings-movies|lists-watchlist).*\.json",
    re.IGNORECASE | re.DOTALL,
)
_SIGNS: Final = {
    "watched-history": Sign.SEEN,
    "watched-movies": Sign.SEEN,
    "watched-playback": Sign.STOPPED,
    "ratings-movies": Sign.RATED,
    "lists-watchlist": Sign.WANTED,
}
_DAYS: Final = ("watched_at", "last_watched_at", "paused_at", "rated_at", "listed_at")
_SERIES: Final = frozenset({"show", "season", "episode"})


class Trakt(History):
    """Lists told apart by their names; the folders that some exports have do not matter."""

    name: ClassVar[str] = "trakt"

    def takes(self, file: Upload) -> bool:
        """Whether it has one of the names, and is a list."""
        start = file.data[:100].removeprefix(b"\xef\xbb\xbf").lstrip()
        return _FILE.fullmatch(file.name) is not None and start.startswith(b"[")

    def rows(self, file: Upload) -> Iterator[Entry | Skipped]:
        """An entry for each film; series are skipped, and whatever else Trakt lists."""
        named = _FILE.fullmatch(file.name)
        sign = _SIGNS[named[1].lower()] if named else Sign.WANTED
        for line, item in enumerate(items_of(json_of(file)), 1):
            with at_line(line):
                yield _row(file.name, line, sign, fields_of(item))


def _row(file: str, line: int, sign: Sign, item: Fields) -> Entry | Skipped:
    kind = said(item, "type") or next((kind for kind in ("movie", *_SERIES) if kind in item), "")
    if kind != "movie":
        return Skipped.SERIES if kind in _SERIES else Skipped.OTHER
    movie = fields_of(item.get("movie"))
    ids = fields_of(movie.get("ids"))
    return Entry(
        file=file,
        line=line,
        sign=sign,
        mention=cells.mention(
            said(movie, "title"),
            released=said(movie, "year"),
            ids=[(site, said(ids, site)) for site in ("imdb", "tmdb")],
        ),
        on=cells.day(next(filter(None, (said(item, name) for name in _DAYS)), "")),
        rating=cells.rating(said(item, "rating"), lowest=1, highest=10),
        percent=_percent(item) if sign is Sign.STOPPED else None,
    )


def _percent(item: Fields) -> float:
    return cells.number(said(item, "progress"), 0, 100, "expected a progress from 0 to 100")
