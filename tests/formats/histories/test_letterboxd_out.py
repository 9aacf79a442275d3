"""The table that Letterboxd imports, written and read back."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.histories.samples import only

from lookback.film.entry import Sign
from lookback.film.mention import Mention
from lookback.film.moment import Moment
from lookback.film.record import OutsideId
from lookback.formats.histories.base import Upload
from lookback.formats.histories.formula import harmless, plain
from lookback.formats.histories.letterboxd_out import compose_csv
from lookback.formats.histories.own import Export, ExportedFilm, Viewing
from lookback.formats.histories.table import read_history

IDS = (OutsideId("imdb", "tt0000321"), OutsideId("tmdb", "321"))
SALT = Mention("Salt", year=1988, ids=IDS)


def written(*films: ExportedFilm) -> Upload:
    return Upload("letterboxd.csv", compose_csv(Export("Noa", films=films)))


def rows(*films: ExportedFilm) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written(*films).data.decode(), newline="")))


def test_there_is_a_row_for_each_viewing() -> None:
    first, again = Viewing(date(2024, 5, 1), 80), Viewing(date(2025, 6, 2), again=True)
    assert rows(ExportedFilm(SALT, finished=True, viewings=(first, again))) == [
        ["tmdbID", "imdbID", "Title", "Year", "WatchedDate", "Rating10", "Rewatch"],
        ["321", "tt0000321", "Salt", "1988", "2024-05-01", "8", "false"],
        ["321", "tt0000321", "Salt", "1988", "2025-06-02", "", "true"],
    ]


def test_a_film_finished_without_a_viewing_has_a_row_without_a_day() -> None:
    film = ExportedFilm(Mention("Salt"), finished=True)
    assert rows(film)[1:] == [["", "", "Salt", "", "", "", "false"]]


def test_a_film_that_was_not_finished_has_no_row() -> None:
    assert rows(ExportedFilm(SALT), ExportedFilm(SALT, Moment(60)))[1:] == []


@pytest.mark.parametrize(("rating", "tenths"), [(0, "1"), (14, "1"), (15, "2"), (100, "10")])
def test_ratings_are_whole_tenths_from_1(rating: int, tenths: str) -> None:
    film = ExportedFilm(SALT, finished=True, viewings=(Viewing(rating=rating),))
    assert rows(film)[1][5] == tenths


def test_a_film_that_was_only_rated_is_not_told_as_watched() -> None:
    day = Viewing(date(2024, 5, 1))
    assert rows(ExportedFilm(SALT, viewings=(Viewing(rating=80),)))[1:] == []
    assert len(rows(ExportedFilm(SALT, viewings=(Viewing(rating=80), day)))[1:]) == 1


def test_what_was_written_is_read_as_films_seen() -> None:
    viewing = Viewing(date(2024, 5, 1), 80, again=True)
    entry = only(written(ExportedFilm(SALT, viewings=(viewing,))))
    assert (entry.sign, entry.mention, entry.on) == (Sign.SEEN, SALT, viewing.on)
    assert (entry.rating, entry.again) == (80, True)


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@a", "'=1", "''@", "'71", "'", "a=1"])
def test_a_title_that_a_spreadsheet_would_run_is_written_as_text_and_read_back(title: str) -> None:
    film = ExportedFilm(Mention(title), finished=True)
    assert rows(film)[1][2][0] not in "=+-@\t\r"
    assert only(written(film)).mention.title == title


@given(st.text())
def test_every_cell_is_harmless_and_comes_back_as_it_was(cell: str) -> None:
    assert not harmless(cell).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert plain(harmless(cell)) == cell


def test_nothing_seen_is_a_table_without_rows() -> None:
    assert read_history(written()).entries == ()
