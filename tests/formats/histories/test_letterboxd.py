"""What Letterboxd exports, and what it imports."""

from datetime import date

import pytest
from tests.formats.histories.samples import (
    DIARY,
    IMPORT,
    LETTERBOXD,
    RATINGS,
    REVIEWS,
    WATCHED,
    only,
    refusal,
    table,
    titles,
    zipped,
)

from lookback.film.entry import Entry, Sign
from lookback.film.mention import Mention
from lookback.film.record import OutsideId
from lookback.formats.histories.table import read_history


def test_the_export_gives_every_table_in_the_order_of_the_archive() -> None:
    reading = read_history(LETTERBOXD)
    assert reading.source == "letterboxd"
    assert [(entry.file, entry.sign, entry.mention.title) for entry in reading.entries] == [
        ("diary.csv", Sign.SEEN, "Salt, Mostly"),
        ("watched.csv", Sign.SEEN, "Nine Umbrellas"),
        ("ratings.csv", Sign.RATED, "扉の音"),
        ("reviews.csv", Sign.SEEN, "Low Tide"),
        ("watchlist.csv", Sign.WANTED, "Paper Harbour"),
    ]
    assert reading.skipped == {}


def test_a_row_of_the_diary_says_the_day_the_stars_and_whether_it_was_seen_before() -> None:
    entry = only(table("diary.csv", DIARY, "2024-05-02,Salt,2001,https://x,4.5,Yes,,2024-05-01"))
    assert entry == Entry(
        "diary.csv", 2, Sign.SEEN, Mention("Salt", year=2001), date(2024, 5, 1), 90, again=True
    )


def test_a_diary_without_a_day_of_watching_falls_back_to_the_day_of_logging() -> None:
    assert only(table("d.csv", DIARY, "2024-05-02,Salt,2001,,,,,")).on == date(2024, 5, 2)


@pytest.mark.parametrize(("said", "again"), [("Yes", True), ("No", False), ("", False)])
def test_only_yes_means_that_it_was_seen_before(said: str, *, again: bool) -> None:
    assert only(table("d.csv", DIARY, f"2024-05-02,Salt,2001,,,{said},,")).again is again


@pytest.mark.parametrize(("stars", "rating"), [("0.5", 10), ("3", 60), ("3.5", 70), ("5", 100)])
def test_half_stars_become_tenths_of_a_hundred(stars: str, rating: int) -> None:
    assert only(table("r.csv", RATINGS, f"2024-05-02,Salt,2001,,{stars}")).rating == rating


def test_the_date_of_a_watched_film_is_the_day_of_logging_and_is_not_taken() -> None:
    assert only(table("watched.csv", WATCHED, "2024-05-02,Salt,2001,")).on is None


def test_a_row_without_a_year_is_still_read() -> None:
    assert only(table("watched.csv", WATCHED, "2024-05-02,Salt,,")).mention == Mention("Salt")


def test_each_table_is_read_alone_too() -> None:
    row = "2024-05-02,Salt,2001,https://x"
    signs = {
        name: only(table(name, header, row)).sign
        for name, header in [
            ("diary (1).csv", DIARY),
            ("renamed.csv", REVIEWS),
            ("ratings.csv", RATINGS),
            ("watched-2.csv", WATCHED),
            ("Watchlist-noa-2025.csv", WATCHED),
        ]
    }
    assert list(signs.values()) == [Sign.SEEN, Sign.SEEN, Sign.RATED, Sign.SEEN, Sign.WANTED]


def test_columns_are_found_by_name_whatever_their_order_and_case() -> None:
    entry = only(table("d.csv", "letterboxd uri,WATCHED DATE,name", "x,2024-05-01,Salt"))
    assert (entry.mention.title, entry.on) == ("Salt", date(2024, 5, 1))


def test_a_list_of_liked_films_alone_is_no_history() -> None:
    assert refusal(table("films.csv", WATCHED, "2024-05-02,Salt,2001,")).code == "format-unknown"


def test_two_diaries_in_one_archive_are_both_read() -> None:
    diary = f"{DIARY}\n2024-05-02,{{}},2001,,,,,2024-05-01\n"
    both = zipped(("a/diary.csv", diary.format("Salt")), ("b/diary.csv", diary.format("Low Tide")))
    assert titles(read_history(both)) == ["Salt", "Low Tide"]


def test_the_table_that_letterboxd_imports_says_ids() -> None:
    row = ",321,tt0000321,Salt,1988,A,2024-05-01,,8,true,"
    entry = only(table("import.csv", IMPORT, row))
    ids = (OutsideId("imdb", "tt0000321"), OutsideId("tmdb", "321"))
    assert entry.mention == Mention("Salt", year=1988, ids=ids)
    assert (entry.sign, entry.on, entry.rating, entry.again) == (
        Sign.SEEN, date(2024, 5, 1), 80, True,
    )  # fmt: skip


def test_a_row_to_import_may_have_an_id_and_no_title() -> None:
    assert only(table("i.csv", "tmdbID,WatchedDate,Rating", "321,,4.5")).rating == 90


def test_a_row_with_neither_a_title_nor_an_id_is_refused_with_its_line() -> None:
    error = refusal(table("diary.csv", DIARY, "2024-05-02,Salt,,,,,,", "2024-05-02, ,2001,,,,,"))
    assert (error.code, error.file, error.line) == ("value-invalid", "diary.csv", 3)


@pytest.mark.parametrize("stars", ["0", "5.5", "6", "-1", "4,5", "four", "nan", "1_0", "٤"])
def test_what_are_no_stars_is_refused_with_its_line(stars: str) -> None:
    error = refusal(table("r.csv", RATINGS, f'2024-05-02,Salt,2001,,"{stars}"'))
    assert (error.code, error.file, error.line) == ("value-invalid", "r.csv", 2)


@pytest.mark.parametrize(
    "day", ["2024-02-30", "1.5.2024", "1869-12-31", "3000-01-01", "2024-5-1", "20240501", "soon"]
)
def test_what_is_no_day_is_refused_with_its_line(day: str) -> None:
    error = refusal(table("d.csv", DIARY, "", "", f"2024-05-02,Salt,2001,,,,,{day}"))
    assert (error.code, error.file, error.line) == ("value-invalid", "d.csv", 4)


@pytest.mark.parametrize("year", ["88", "1869", "3000", "x", "1988.0"])
def test_what_is_no_year_is_refused(year: str) -> None:
    assert refusal(table("d.csv", DIARY, f"2024-05-02,Salt,{year},,,,,")).code == "value-invalid"
