"""Histories of somebody who does not exist, of films that do not exist either."""

import io
import json
import zipfile
from collections.abc import Sequence
from typing import Final

import pytest

from lookback.errors import InputRefused
from lookback.film.entry import Entry
from lookback.formats.histories.base import Reading, Upload
from lookback.formats.histories.table import read_history


def zipped(
    *entries: tuple[str, str | bytes], name: str = "export.zip", kind: int = zipfile.ZIP_DEFLATED
) -> Upload:
    """An archive of these names and contents; names may come twice."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", kind) as archive:
        for path, content in entries:
            archive.writestr(zipfile.ZipInfo(path), content, kind)
    return Upload(name, data.getvalue())


def table(name: str, *lines: str) -> Upload:
    """A file of lines."""
    return Upload(name, "\n".join([*lines, ""]).encode())


def listed(name: str, *items: object) -> Upload:
    """A file with a list in JSON."""
    return Upload(name, json.dumps(items).encode())


def film(title: str = "The Fog Bell", **more: object) -> dict[str, object]:
    """A film as Trakt names it."""
    ids = {"trakt": 9, "slug": "x", "imdb": "tt0000321", "tmdb": 321}
    return {"title": title, "year": 1988, "ids": ids, **more}


def nfo(*lines: str, root: str = "movie") -> str:
    """An NFO file; the first of the lines is its third."""
    start = '<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>'
    return "\n".join([start, f"<{root}>", *lines, f"</{root}>", ""])


def only(upload: Upload, name: str = "") -> Entry:
    """The one entry of a history."""
    (entry,) = read_history(upload, name).entries
    return entry


def titles(reading: Reading) -> list[str]:
    """What the entries are about, in their order."""
    return [entry.mention.title for entry in reading.entries]


def refusal(upload: Upload, name: str = "") -> InputRefused:
    """Why a history is refused."""
    with pytest.raises(InputRefused) as caught:
        read_history(upload, name)
    return caught.value


DIARY: Final = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date"
WATCHED: Final = "Date,Name,Year,Letterboxd URI"
RATINGS: Final = "Date,Name,Year,Letterboxd URI,Rating"
REVIEWS: Final = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date"
IMPORT: Final = (
    "LetterboxdURI,tmdbID,imdbID,Title,Year,Directors,WatchedDate,Rating,Rating10,Rewatch,Tags"
)
LETTERBOXD: Final = zipped(
    ("diary.csv", f'{DIARY}\n2024-05-02,"Salt, Mostly",2001,https://x,4.5,Yes,"a, b",2024-05-01\n'),
    ("watched.csv", f"{WATCHED}\n2023-01-01,Nine Umbrellas,,https://x\n"),
    ("ratings.csv", f"{RATINGS}\n2023-01-02,扉の音,1999,https://x,0.5\n"),
    ("reviews.csv", f'{REVIEWS}\n2024-05-02,Low Tide,2001,https://x,3,,"a\nb",,2024-05-01\n'),
    ("watchlist.csv", f"{WATCHED}\n2023-01-03,Paper Harbour,2020,https://x\n"),
    ("likes/films.csv", f"{WATCHED}\n2023-01-03,Liked,2020,https://x\n"),
    ("lists/best.csv", "Letterboxd list export v7\nDate,Name,Tags,URL,Description\n"),
    ("deleted/diary.csv", f"{DIARY}\n2024-05-02,Deleted,2001,https://x,,,,2024-05-01\n"),
    ("orphaned/reviews.csv", f"{REVIEWS}\n2024-05-02,Orphaned,2001,https://x,,,,,2024-05-01\n"),
    ("comments.csv", "Date,Content,Comment\n"),
    ("profile.csv", "Date Joined,Username,Given Name\n2020-01-01,nobody,No\n"),
)
TRAKT: Final = zipped(
    (
        "watched-history-1.json",
        json.dumps(
            [
                {
                    "id": 1,
                    "watched_at": "2014-04-05T23:27:00.000Z",
                    "action": "scrobble",
                    "type": "movie",
                    "movie": film(),
                },
                {"id": 2, "type": "episode", "episode": {}, "show": film("A Series")},
            ]
        ),
    ),
    ("watched/watched-movies.json", json.dumps([{"plays": 2, "movie": film("Paper Harbour")}])),
    (
        "watched-playback.json",
        json.dumps([{"progress": 50.5, "type": "movie", "movie": film("Low Tide")}]),
    ),
    ("ratings-movies.json", json.dumps([{"rating": 7, "type": "movie", "movie": film("Salt")}])),
    ("lists-watchlist.json", json.dumps([{"type": "movie", "movie": film("Nine Umbrellas")}])),
    ("ratings-shows.json", json.dumps([{"rating": 7, "type": "show", "show": film("A Series")}])),
)
IMDB_RATINGS: Final = (
    "Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),"
    "Year,Genres,Num Votes,Release Date,Directors"
)
IMDB_LIST: Final = (
    "Position,Const,Created,Modified,Description,Title,Original Title,URL,Title Type,IMDb Rating,"
    "Runtime (mins),Year,Genres,Num Votes,Release Date,Directors,Your Rating,Date Rated"
)
IMDB: Final = table(
    "ratings.csv",
    IMDB_RATINGS,
    'tt0000321,8,2023-02-03,The Fog Bell,Die Glocke,https://x,Movie,7.1,94,1988,"A, B",12,,',
    "tt0000322,9,2023-02-04,A Series,A Series,https://x,TV Series,7.1,,1988,,12,,",
)
KODI: Final = zipped(
    (
        "films/fog/movie.nfo",
        nfo(
            "<title>The Fog Bell</title>",
            "<year>1988</year>",
            "<playcount>1</playcount>",
            "<lastplayed>2024-05-01 20:10:33</lastplayed>",
            '<uniqueid type="imdb" default="true">tt0000321</uniqueid>',
        )
        + "https://www.themoviedb.org/movie/321\n",
    ),
    (
        "films/tide/movie.nfo",
        nfo("<title>Low Tide</title>", "<resume><position>1930.5</position></resume>"),
    ),
    ("shows/a/tvshow.nfo", nfo("<title>A Series</title>", root="tvshow")),
)
OWN: Final = Upload(
    "history.json",
    json.dumps(
        {
            "lookback": "history",
            "version": 1,
            "reader": {"name": "Noa", "margin": 5, "trusts_player": False},
            "films": [
                {
                    "title": "The Fog Bell",
                    "original": "",
                    "year": 1988,
                    "ids": {"imdb": "tt0000321"},
                    "runtime": 94,
                    "position": "0:32:10",
                    "finished": False,
                    "held": "1:20",
                    "asks_ending": True,
                    "viewings": [
                        {"on": "2024-05-01", "rating": 80, "again": False, "source": "letterboxd"}
                    ],
                }
            ],
        },
        indent=1,
    ).encode(),
)
SAMPLES: Final[Sequence[tuple[str, Upload]]] = (
    ("letterboxd", LETTERBOXD),
    ("letterboxd", table("diary.csv", DIARY, "2024-05-02,Salt,2001,https://x,4,Yes,,2024-05-01")),
    ("letterboxd", table("out.csv", IMPORT, ",321,tt0000321,'=Salt,1988,A,2024-05-01,,8,true,")),
    ("trakt", TRAKT),
    ("trakt", listed("watched-history-2.json", {"watched_at": "2024-05-01", "movie": film()})),
    ("imdb", IMDB),
    (
        "imdb",
        table("WATCHLIST.csv", IMDB_LIST, "1,tt0000321,2020-01-02,,,Salt,Salt,https://x,Movie"),
    ),
    ("kodi", KODI),
    ("kodi", Upload("fog.nfo", nfo("<title>Salt</title>", "<playcount>2</playcount>").encode())),
    ("lookback", OWN),
)
"""One upload at least of each history, each with the name of the service."""
