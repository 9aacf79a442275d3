"""Letterboxd: the export of an account, its tables one by one, and the table that it imports."""

from collections.abc import Iterator
from enum import Enum, auto
from typing import ClassVar, Final

from lookback.film.entry import Entry, Sign
from lookback.film.mention import Mention
from lookback.formats.histories import cells
from lookback.formats.histories.base import History, Skipped, Upload, at_line
from lookback.formats.histories.csv_rows import Cells, columns, csv_rows
from lookback.formats.histories.formula import plain

_YES: Final = frozenset({"yes", "true"})


class _Table(Enum):
    """What a table is about."""

    DIARY = auto()
    """Also the reviews, which have the same columns and one more."""
    WATCHED = auto()
    RATINGS = auto()
    WATCHLIST = auto()
    IMPORT = auto()


class Letterboxd(History):
    """Tables told apart by their columns, and by their names where the columns are the same."""

    name: ClassVar[str] = "letterboxd"

    def takes(self, file: Upload) -> bool:
        """Whether the columns are those of a table of Letterboxd that says what was watched."""
        return _table(file) is not None

    def rows(self, file: Upload) -> Iterator[Entry | Skipped]:
        """An entry for each row."""
        table = _table(file)
        for line, row in csv_rows(file):
            with at_line(line):
                match table:
                    case _Table.IMPORT:
                        yield _imported(file.name, line, row)
                    case _Table.DIARY:
                        yield _diary(file.name, line, row)
                    case _Table.WATCHED:
                        # Its date is the day of logging.
                        yield Entry(file.name, line, Sign.SEEN, _mention(row))
                    case _Table.RATINGS:
                        yield _listed(file.name, line, row, Sign.RATED)
                    case _:
                        yield _listed(file.name, line, row, Sign.WANTED)


def _table(file: Upload) -> _Table | None:
    named = columns(file)
    if named >= {"name", "letterboxd uri"}:
        if "watched date" in named:
            return _Table.DIARY
        if "rating" in named:
            return _Table.RATINGS
        # The films that somebody likes have these columns, too, and are not taken.
        if file.name.lower().startswith("watchlist"):
            return _Table.WATCHLIST
        return _Table.WATCHED if file.name.lower().startswith("watched") else None
    if "watcheddate" in named and not named.isdisjoint({"title", "tmdbid", "imdbid"}):
        return _Table.IMPORT
    return None


def _mention(row: Cells) -> Mention:
    return cells.mention(row["name"], released=row["year"])


def _stars(row: Cells) -> int | None:
    return cells.rating(row["rating"], lowest=0.5, highest=5)


def _diary(file: str, line: int, row: Cells) -> Entry:
    return Entry(
        file=file,
        line=line,
        sign=Sign.SEEN,
        mention=_mention(row),
        on=cells.day(row["watched date"]) or cells.day(row["date"]),
        rating=_stars(row),
        again=row["rewatch"].lower() in _YES,
    )


def _listed(file: str, line: int, row: Cells, sign: Sign) -> Entry:
    on = cells.day(row["date"])
    return Entry(file, line, sign, _mention(row), on=on, rating=_stars(row))


def _imported(file: str, line: int, row: Cells) -> Entry:
    tenths = cells.rating(row["rating10"], lowest=1, highest=10)
    return Entry(
        file=file,
        line=line,
        sign=Sign.SEEN,
        mention=cells.mention(
            plain(row["title"]),
            released=row["year"],
            ids=[("imdb", row["imdbid"]), ("tmdb", row["tmdbid"])],
        ),
        on=cells.day(row["watcheddate"]),
        rating=_stars(row) if tenths is None else tenths,
        again=row["rewatch"].lower() in _YES,
    )
