"""What IMDb exports, and has exported."""

from datetime import date

import pytest
from tests.formats.histories.samples import IMDB, IMDB_LIST, IMDB_RATINGS, only, refusal, table

from lookback.film.entry import Entry, Sign
from lookback.film.mention import Mention
from lookback.film.record import OutsideId, Runtime
from lookback.formats.histories.base import Skipped, Upload
from lookback.formats.histories.table import read_history

IDS = (OutsideId("imdb", "tt0000321"),)


def test_a_rating_says_the_film_its_running_time_and_the_day_of_rating() -> None:
    reading = read_history(IMDB)
    mention = Mention("The Fog Bell", "Die Glocke", 1988, IDS, Runtime(94))
    assert reading.entries == (
        Entry("ratings.csv", 2, Sign.RATED, mention, date(2023, 2, 3), rating=80),
    )
    assert reading.skipped == {Skipped.SERIES: 1}


def test_a_film_of_a_list_that_is_not_rated_is_one_to_watch() -> None:
    row = "1,tt0000321,2020-01-02,2020-01-03,,Salt,Salt,https://x,Movie,7,94,1988,,,,,,"
    entry = only(table("list.csv", IMDB_LIST, row))
    assert (entry.sign, entry.on, entry.rating) == (Sign.WANTED, date(2020, 1, 2), None)
    assert entry.mention == Mention("Salt", "", 1988, IDS, Runtime(94))


def test_a_film_of_a_list_that_is_rated_is_a_rating() -> None:
    row = "1,tt0000321,2020-01-02,,,Salt,Salt,https://x,Movie,7,94,1988,,,,,9,2021-05-06"
    entry = only(table("list.csv", IMDB_LIST, row))
    assert (entry.sign, entry.on, entry.rating) == (Sign.RATED, date(2021, 5, 6), 90)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (
            "Const,Your Rating,Date Rated,Title,Title Type,Year",
            "tt0000321,8,2010-11-27,Salt,movie,",
        ),
        ("const,you rated,Title,Title type,created", "tt0000321,8,Salt,,Sat Nov 27 00:00:00 2010"),
        ("const,you rated,title,date added", "tt0000321,8,Salt,2010-11-27"),
        (
            '"position","const","created","Title","Title type","You rated"',
            '"1","tt0000321","Sat Nov 27 00:00:00 2010","Salt","Feature Film","8"',
        ),
    ],
)
def test_older_exports_say_the_same(header: str, row: str) -> None:
    entry = only(table("ratings.csv", header, row))
    assert (entry.sign, entry.rating, entry.on) == (Sign.RATED, 80, date(2010, 11, 27))
    assert entry.mention == Mention("Salt", ids=IDS)


@pytest.mark.parametrize(
    "kind",
    [
        "Movie", "movie", "TV Movie", "tvMovie", "Short", "short", "TV Short", "tvShort", "Video",
        "video", "TV Special", "tvSpecial", "",
    ],
)  # fmt: skip
def test_films_of_every_length_are_kept(kind: str) -> None:
    header = "Const,Title,Title Type,Your Rating"
    assert only(table("r.csv", header, f"tt0000321,Salt,{kind},8")).rating == 80


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("TV Series", Skipped.SERIES), ("tvSeries", Skipped.SERIES),
        ("TV Mini Series", Skipped.SERIES), ("tvMiniSeries", Skipped.SERIES),
        ("TV Mini-Series", Skipped.SERIES), ("TV Episode", Skipped.SERIES),
        ("tvEpisode", Skipped.SERIES), ("Podcast Series", Skipped.SERIES),
        ("Video Game", Skipped.OTHER), ("videoGame", Skipped.OTHER),
        ("Music Video", Skipped.OTHER),
    ],
)  # fmt: skip
def test_what_is_no_film_is_skipped_and_counted(kind: str, why: Skipped) -> None:
    rows = [f"tt0000321,Salt,{kind},8"] * 2
    reading = read_history(table("r.csv", "Const,Title,Title Type,Your Rating", *rows))
    assert (reading.entries, reading.skipped) == ((), {why: 2})


def test_short_rows_and_columns_beyond_the_header_are_tolerated() -> None:
    short, long = "tt0000321,8,2023-02-03,Salt", "tt0000321,8,2023-02-03,Salt" + "," * 30 + "x"
    reading = read_history(table("r.csv", IMDB_RATINGS, short, long))
    assert [entry.mention for entry in reading.entries] == [Mention("Salt", ids=IDS)] * 2


@pytest.mark.parametrize("minutes", ["", "0", "x", "51420", "94.5"])
def test_a_running_time_that_cannot_be_is_left_out(minutes: str) -> None:
    row = f"tt0000321,Salt,8,{minutes}"
    entry = only(table("r.csv", "Const,Title,Your Rating,Runtime (mins)", row))
    assert entry.mention.runtime is None


def test_an_id_that_cannot_be_is_left_out() -> None:
    assert only(table("r.csv", "Const,Title", "nm1,Salt")).mention == Mention("Salt")


@pytest.mark.parametrize("rating", ["0", "11", "8/10", "x"])
def test_what_is_no_rating_is_refused_with_its_line(rating: str) -> None:
    error = refusal(
        table("r.csv", "Const,Title,Your Rating", "tt0000321,Salt,8", f",Salt,{rating}")
    )
    assert (error.code, error.file, error.line) == ("value-invalid", "r.csv", 3)


@pytest.mark.parametrize("day", ["Sat Foo 27 00:00:00 2010", "a b c d e", "27 Nov 2010"])
def test_what_is_no_day_is_refused(day: str) -> None:
    error = refusal(table("r.csv", "Const,Title,Created", f"tt0000321,Salt,{day}"))
    assert error.code == "value-invalid"


def test_a_formula_is_text() -> None:
    row = '"=HYPERLINK(""https://example.org"")",8'
    entry = only(table("r.csv", "Title,Your Rating,Const", row))
    assert entry.mention.title == '=HYPERLINK("https://example.org")'


def test_a_byte_order_mark_and_other_line_ends_do_not_matter() -> None:
    for ends in (b"\r\n", b"\r"):
        data = b"\xef\xbb\xbf" + IMDB.data.replace(b"\n", ends)
        assert read_history(Upload("ratings.csv", data)) == read_history(IMDB)


def test_the_line_of_a_row_is_the_one_on_which_it_begins() -> None:
    header = "Const,Title,Description,Your Rating"
    rows = 'tt0000321,"Salt,\n Mostly","a\r\nb",8', "", "tt0000322,Low Tide,,9", "tt0000323,x,,99"
    good = read_history(table("r.csv", header, *rows[:-1]))
    assert [(entry.line, entry.mention.title) for entry in good.entries] == [
        (2, "Salt, Mostly"),
        (6, "Low Tide"),
    ]
    assert refusal(table("r.csv", header, *rows)).line == 7


@pytest.mark.parametrize("row", ['tt1,"Salt\n,\n,8', 'tt1,"Salt"x,8', "tt1,Salt," + "8" * 140_000])
def test_broken_csv_is_refused_with_the_line_on_which_the_row_begins(row: str) -> None:
    error = refusal(table("r.csv", "Const,Title,Your Rating", "tt0000321,Salt,8", row))
    assert (error.code, error.file, error.line) == ("text-invalid", "r.csv", 3)


@pytest.mark.parametrize("control", ["\x00", "\x0b", "\x1b", "\x1c", "\x85", "\x7f"])
def test_control_characters_in_a_title_are_refused_with_their_line(control: str) -> None:
    error = refusal(table("r.csv", "Const,Title", f"tt0000321,Sa{control}lt"))
    assert (error.code, error.file, error.line) == ("text-invalid", "r.csv", 2)


def test_the_longest_title_is_taken_and_a_longer_one_is_not() -> None:
    assert len(only(table("r.csv", "Const,Title", f",{'a' * 1000}")).mention.title) == 1000
    assert refusal(table("r.csv", "Const,Title", f",{'a' * 1001}")).code == "too-large"
