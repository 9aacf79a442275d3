"""IMDb: the tables of ratings, of the watchlist and of other lists, of 2010 to now."""

from collections.abc import Iterator
from typing import ClassVar, Final

from lookback.film.entry import Entry, Sign
from lookback.film.record import Release
from lookback.formats.histories import cells
from lookback.formats.histories.base import History, Skipped, Upload, at_line
from lookback.formats.histories.csv_rows import Cells, columns, csv_rows

_FILMS: Final = frozenset(
    {
        "movie", "tvmovie", "short", "tvshort", "video", "tvspecial", "featurefilm", "shortfilm",
        "documentary",
    }
)  # fmt: skip
_SERIES: Final = ("series", "episode", "pilot")
_OLD_DAY_PARTS: Final = 5


class Imdb(History):
    """Tables with a column for the id; which other columns there are has changed often."""

    name: ClassVar[str] = "imdb"

    def takes(self, file: Upload) -> bool:
        """Whether there are columns for the id and the title."""
        return columns(file) >= {"const", "title"}

    def rows(self, file: Upload) -> Iterator[Entry | Skipped]:
        """A rating where there is one, and else a film to watch; series and games are skipped."""
        for line, row in csv_rows(file):
            with at_line(line):
                yield _row(file.name, line, row)


def _row(file: str, line: int, row: Cells) -> Entry | Skipped:
    # "TV Mini Series", "tvMiniSeries" and "Mini-Series" have all been in use.
    kind = "".join(filter(str.isalnum, row["title type"])).lower()
    if kind and kind not in _FILMS:
        return Skipped.SERIES if kind.endswith(_SERIES) else Skipped.OTHER
    rated = row["your rating"] or row["you rated"]
    rating = cells.rating(rated, lowest=1, highest=10)
    original, title = row["original title"], row["title"]
    return Entry(
        file=file,
        line=line,
        sign=Sign.WANTED if rating is None else Sign.RATED,
        mention=cells.mention(
            title,
            original="" if original == title else original,
            released=row["year"],
            ids=[("imdb", row["const"])],
            lasts=row["runtime (mins)"],
        ),
        on=cells.day(_day(row["date rated"] or row["created"] or row["date added"])),
        rating=rating,
    )


def _day(text: str) -> str:
    """The day as it is written now; once it was ``Sat Nov 27 00:00:00 2010``."""
    parts = text.split()
    if len(parts) != _OLD_DAY_PARTS:
        return text
    _, month, day, _, year = parts
    return Release.parse(f"{month} {day} {year}").iso
