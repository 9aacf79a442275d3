"""Our own export, there and back."""

import json
from datetime import date
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.histories.samples import OWN, refusal

from lookback.film.entry import Entry, Sign
from lookback.film.mention import Mention
from lookback.film.moment import START, Moment
from lookback.film.record import OutsideId, Runtime
from lookback.formats.histories.base import Upload
from lookback.formats.histories.own import Export, ExportedFilm, Viewing, compose, parse
from lookback.formats.histories.table import read_history

SALT = Mention("Salt", year=1988)


def entries(*films: ExportedFilm) -> list[Entry]:
    return list(read_history(Upload("h.json", compose(Export("Noa", films=films)))).entries)


words = st.text(st.characters(exclude_categories=["C"]), max_size=30).map(
    lambda text: " ".join(text.split())
)
moments = st.integers(0, 999 * 3600 + 3599).map(Moment)
mentions = st.builds(
    Mention,
    words.filter(bool),
    words,
    st.just(0) | st.integers(1870, 2999),
    st.lists(
        st.sampled_from(
            [
                OutsideId("imdb", "tt0000321"),
                OutsideId("tmdb", "321"),
                OutsideId("wikidata", "Q3"),
                OutsideId("letterboxd", "salt-1988"),
            ]
        )
    ).map(tuple),
    st.none() | st.integers(1, 6000).map(Runtime),
)
viewings = st.builds(
    Viewing,
    st.none() | st.dates(date(1870, 1, 1), date(2999, 12, 31)),
    st.none() | st.integers(0, 100),
    st.booleans(),
    st.text(ascii_lowercase, max_size=12),
)
films = st.builds(
    ExportedFilm,
    mentions,
    moments,
    st.booleans(),
    st.none() | moments,
    st.booleans(),
    st.lists(viewings, max_size=3).map(tuple),
)
exports = st.builds(
    Export, words, st.integers(0, 600), st.booleans(), st.lists(films, max_size=4).map(tuple)
)


@given(exports)
def test_what_was_written_is_read_back_as_it_was(export: Export) -> None:
    assert parse(Upload("history.json", compose(export))) == export


@given(exports)
def test_what_was_written_is_sniffed_as_our_own(export: Export) -> None:
    reading = read_history(Upload("history.json", compose(export)))
    assert reading.source == "lookback"
    assert len(reading.entries) >= len(export.films)


def test_the_written_form_is_the_one_that_is_promised() -> None:
    assert json.loads(compose(parse(OWN))) == json.loads(OWN.data)


def test_each_viewing_is_a_film_seen() -> None:
    seen = Viewing(date(2024, 5, 1), 80, again=True, source="letterboxd")
    assert entries(ExportedFilm(SALT, finished=True, viewings=(seen, Viewing()))) == [
        Entry("h.json", 1, Sign.SEEN, SALT, date(2024, 5, 1), 80, again=True),
        Entry("h.json", 1, Sign.SEEN, SALT),
    ]


def test_a_position_short_of_the_ending_is_where_the_reader_stopped() -> None:
    stopped = Entry("h.json", 1, Sign.STOPPED, SALT, position=Moment(1930))
    assert entries(ExportedFilm(SALT, Moment(1930))) == [stopped]
    assert entries(ExportedFilm(SALT, Moment(1930), viewings=(Viewing(),)))[1] == stopped


def test_a_viewing_of_a_film_that_is_watched_again_does_not_finish_it() -> None:
    noted = Entry("h.json", 1, Sign.NOTED, SALT, date(2024, 5, 1))
    seen = Viewing(date(2024, 5, 1))
    assert entries(ExportedFilm(SALT, viewings=(seen,))) == [noted]
    assert entries(ExportedFilm(SALT, Moment(1930), viewings=(seen,)))[0] == noted


def test_a_film_finished_without_a_viewing_was_seen_on_no_day() -> None:
    film = ExportedFilm(SALT, finished=True)
    assert entries(film) == [Entry("h.json", 1, Sign.SEEN, SALT)]


def test_a_finished_film_keeps_where_its_reader_stopped() -> None:
    film = ExportedFilm(SALT, Moment(1930), finished=True)
    assert entries(film) == [
        Entry("h.json", 1, Sign.STOPPED, SALT, position=Moment(1930)),
        Entry("h.json", 1, Sign.SEEN, SALT),
    ]


def test_a_film_that_was_not_begun_is_one_to_watch() -> None:
    assert entries(ExportedFilm(SALT), ExportedFilm(SALT, START)) == [
        Entry("h.json", 1, Sign.WANTED, SALT),
        Entry("h.json", 2, Sign.WANTED, SALT),
    ]


def test_what_the_film_is_called_elsewhere_comes_along() -> None:
    (first, _) = read_history(OWN).entries
    assert first.mention == Mention(
        "The Fog Bell", year=1988, ids=(OutsideId("imdb", "tt0000321"),), runtime=Runtime(94)
    )


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('"version": 1', '"version": 2', 1),
        ('"version": 1', '"version": true', 1),
        ('"margin": 5', '"margin": 5000', 1),
        ('"trusts_player": false', '"trusts_player": 0', 1),
        ('"0:32:10"', '"ending"', 1),
        ('"0:32:10"', '"0:99"', 1),
        ('"0:32:10"', "null", 1),
        ('"1:20"', '"later"', 1),
        ('"finished": false', '"finished": "no"', 1),
        ('"asks_ending": true,', "", 1),
        ('"2024-05-01"', '"2024-13-01"', 1),
        ("80", "101", 1),
        ('"viewings"', '"seen"', 1),
        ('"films"', '"movies"', 1),
    ],
)
def test_an_export_that_says_something_else_is_refused(old: str, new: str, line: int) -> None:
    error = refusal(Upload("history.json", OWN.data.decode().replace(old, new).encode()))
    assert (error.code, error.file, error.line) == ("value-invalid", "history.json", line)


def test_what_is_refused_says_the_number_of_the_film() -> None:
    good = ExportedFilm(SALT)
    data = compose(Export("Noa", films=(good, good, ExportedFilm(Mention("Low Tide"), Moment(60)))))
    assert refusal(Upload("h.json", data.replace(b'"0:01"', b'"x"'))).line == 3
