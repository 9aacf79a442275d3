"""What Trakt exports."""

from datetime import date

import pytest
from tests.formats.histories.samples import TRAKT, film, listed, only, refusal, titles, zipped

from lookback.film.entry import Entry, Sign
from lookback.film.mention import Mention
from lookback.film.record import OutsideId
from lookback.formats.histories.base import Skipped, Upload
from lookback.formats.histories.table import read_history

IDS = (OutsideId("imdb", "tt0000321"), OutsideId("tmdb", "321"))


def test_the_export_gives_every_list_and_counts_series() -> None:
    reading = read_history(TRAKT)
    assert reading.source == "trakt"
    assert [(entry.sign, entry.mention.title) for entry in reading.entries] == [
        (Sign.SEEN, "The Fog Bell"),
        (Sign.SEEN, "Paper Harbour"),
        (Sign.STOPPED, "Low Tide"),
        (Sign.RATED, "Salt"),
        (Sign.WANTED, "Nine Umbrellas"),
    ]
    assert reading.skipped == {Skipped.SERIES: 1}


def test_a_viewing_says_its_day_as_it_is_written_and_the_ids_of_the_film() -> None:
    row = {"watched_at": "2014-04-05T23:27:00.000Z", "type": "movie", "movie": film()}
    assert only(listed("watched-history-3.json", row)) == Entry(
        "watched-history-3.json", 1, Sign.SEEN, Mention("The Fog Bell", year=1988, ids=IDS),
        date(2014, 4, 5),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "dated"),
    [
        ("watched-movies.json", "last_watched_at"),
        ("watched-movies2.json", "last_watched_at"),
        ("ratings-movies.json", "rated_at"),
        ("Lists-Watchlist (1).json", "listed_at"),
    ],
)
def test_each_list_is_read_alone_too_with_its_own_day(name: str, dated: str) -> None:
    row = {dated: "2026-01-03T20:00:00Z", "movie": film()}
    assert only(listed(name, row)).on == date(2026, 1, 3)


@pytest.mark.parametrize("progress", [0, 50, 99.999, 1e-05, "12.5", 100])
def test_a_paused_film_says_a_share_of_its_running_time(progress: float | str) -> None:
    row = {"progress": progress, "paused_at": "2026-01-03T20:00:00Z", "movie": film()}
    entry = only(listed("watched-playback.json", row))
    assert (entry.sign, entry.percent) == (Sign.STOPPED, float(progress))


@pytest.mark.parametrize("progress", [-1, 100.1, "half", True, None, [1]])
def test_a_paused_film_without_a_share_is_refused_with_its_place(progress: object) -> None:
    rows = [{"progress": 5, "movie": film()}, {"progress": progress, "movie": film()}]
    error = refusal(listed("watched-playback.json", *rows))
    assert (error.code, error.file, error.line) == ("value-invalid", "watched-playback.json", 2)


@pytest.mark.parametrize(("said", "rating"), [(1, 10), (7, 70), (10, 100)])
def test_tenths_become_tenths_of_a_hundred(said: int, rating: int) -> None:
    row = {"rating": said, "type": "movie", "movie": film()}
    assert only(listed("ratings-movies.json", row)).rating == rating


@pytest.mark.parametrize("said", [0, 11, -1, "x", False, {}])
def test_what_is_no_rating_is_refused(said: object) -> None:
    row = {"rating": said, "type": "movie", "movie": film()}
    assert refusal(listed("ratings-movies.json", row)).code == "value-invalid"


def test_ids_that_cannot_be_are_left_out() -> None:
    row = {"movie": film(ids={"imdb": "nm1", "tmdb": -4, "plex": {"guid": "x"}})}
    assert only(listed("watched-history-1.json", row)).mention == Mention("The Fog Bell", year=1988)


def test_a_film_with_an_id_alone_is_still_read() -> None:
    row = {"movie": {"title": None, "year": None, "ids": {"tmdb": 321}}}
    assert only(listed("lists-watchlist.json", row)).mention.ids == (OutsideId("tmdb", "321"),)


def test_series_seasons_episodes_and_people_are_counted() -> None:
    kinds = ("show", "season", "episode", "person")
    rows = [*({"type": kind, kind: {}} for kind in kinds), {"show": {}}, {}]
    reading = read_history(listed("lists-watchlist.json", *rows))
    assert reading.entries == ()
    assert reading.skipped == {Skipped.SERIES: 4, Skipped.OTHER: 2}


def test_histories_of_the_same_name_in_two_folders_are_both_read() -> None:
    def one(title: str) -> bytes:
        return listed("", {"movie": film(title)}).data

    name = "watched-history-1.json"
    both = zipped((f"a/{name}", one("Salt")), (f"lists/b/{name}", one("Low Tide")))
    assert titles(read_history(both)) == ["Salt", "Low Tide"]


@pytest.mark.parametrize(
    "row", [7, "x", [], {"type": "movie"}, {"movie": []}, {"movie": {"ids": 3, "title": "x"}}]
)
def test_an_item_that_is_no_row_is_refused_with_its_place(row: object) -> None:
    error = refusal(listed("watched-history-1.json", {"movie": film()}, row))
    assert (error.code, error.line) == ("value-invalid", 2)


def test_a_list_of_another_name_is_no_history() -> None:
    assert refusal(listed("lists-favorites.json", {"movie": film()})).code == "format-unknown"


@pytest.mark.parametrize(
    "data",
    [
        b"[NaN]", b"[Infinity]", b"[-Infinity]", b"[1e999]", b"[" + b"9" * 5000 + b"]",
        b"[" * 100_000, b'[{"a":' * 50_000, b"[1,]", b"[1] [", b'["\x01"]', b"[",
    ],
)  # fmt: skip
def test_json_with_surprises_is_refused(data: bytes) -> None:
    error = refusal(Upload("watched-history-1.json", data))
    assert (error.code, error.file) == ("text-invalid", "watched-history-1.json")
    assert error.line >= 1


def test_json_that_ends_too_early_is_refused_with_its_line() -> None:
    assert refusal(Upload("watched-history-1.json", b'[\n{"movie":\n{,}}]')).line == 3


def test_half_of_a_character_is_no_title() -> None:
    data = b'[{"movie": {"title": "\\ud800"}}]'
    assert refusal(Upload("watched-history-1.json", data)).code == "text-invalid"
