"""MovieLens's tables."""

import pytest
from tests.formats.catalogues.samples import (
    LINKS,
    MOVIES,
    VOTES,
    found,
    lines,
    passages,
    read,
    refusal,
    shown,
)

from lookback.film.record import OutsideId
from lookback.formats.catalogues import movielens
from lookback.formats.catalogues.base import Told
from lookback.formats.catalogues.table import catalogue_named


def film(title: str, genres: str = "Drama") -> list[tuple[str, str]]:
    row = f'1,"{title}",{genres}'
    return shown(passages("movielens-movies", lines("movieId,title,genres", row)))


def test_a_title_has_its_article_in_front_and_its_year_and_other_title_apart() -> None:
    assert shown(passages("movielens-movies", MOVIES)) == [
        ("title", "The Fog Bell"),
        ("also known as", "Die Nebelglocke"),
        ("release", "1988"),
        ("genres", "Drama"),
        ("genres", "Mystery"),
    ]


@pytest.mark.parametrize(
    ("written", "titles"),
    [
        ("Salt (1995)", ["Salt"]),
        ("Salt", ["Salt"]),
        ("Salt, A (1995)", ["A Salt"]),
        ("Sel, L' (a.k.a. Salt) (1995)", ["L'Sel", "Salt"]),
        ("Salt (Sel, Le) (Sale, Il) (1995)", ["Salt", "Le Sel", "Il Sale"]),
        ("Salt, Mostly (1995)", ["Salt, Mostly"]),
        ("(1995)", []),
    ],
)
def test_titles_are_read_as_they_are_said(written: str, titles: list[str]) -> None:
    assert [says for part, says in film(written) if part in {"title", "also known as"}] == titles


def test_no_genres_are_none() -> None:
    assert film("Salt (1995)", "(no genres listed)") == [("title", "Salt"), ("release", "1995")]


def test_links_tell_what_other_sites_call_a_film() -> None:
    assert [(row.key, row.ids) for row in read("movielens-links", LINKS)] == [
        ("movielens-1", (OutsideId("imdb", "tt0000321"), OutsideId("tmdb", "321"))),
        ("movielens-2", (OutsideId("imdb", "tt10000324"),)),
    ]


def test_ratings_are_counted_and_nobody_is_named() -> None:
    assert read("movielens-ratings", VOTES) == [
        Told("movielens-1", "3.75\t2"), Told("movielens-2", "0.50\t1"),
    ]  # fmt: skip
    assert shown(passages("movielens-ratings", VOTES)) == [
        ("rating", "3.75 of 5 from 2 votes, MovieLens")
    ]


def test_a_rating_of_five_is_found_as_one_of_ten() -> None:
    film = found(catalogue_named("movielens-ratings"), "3.75\t2")
    assert (film.score, film.votes) == (7.5, 2)


def test_more_films_than_are_counted_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(movielens, "MOST_FILMS", 1)
    error = refusal("movielens-ratings", VOTES)
    assert (error.code, error.line) == ("too-large", 3)


@pytest.mark.parametrize(
    ("kind", "header", "row"),
    [
        ("movielens-movies", "movieId,title,genres", "x,Salt,Drama"),
        ("movielens-movies", "movieId,title,genres", '1,"Salt,Drama'),
        ("movielens-movies", "movieId,title,genres", "1,Salt"),
        ("movielens-links", "movieId,imdbId,tmdbId", "1,nm,321"),
        ("movielens-links", "movieId,imdbId,tmdbId", "1,0000321,-"),
        ("movielens-ratings", "userId,movieId,rating,timestamp", "1,1,5.5,1"),
        ("movielens-ratings", "userId,movieId,rating,timestamp", "1,1,0,1"),
        ("movielens-ratings", "userId,movieId,rating,timestamp", "1,x,4.0,1"),
        ("movielens-ratings", "userId,movieId,rating,timestamp", "1,1,4.0"),
        ("movielens-ratings", "userId,movieId,rating,timestamp", "1,1,4.0,"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_with_its_line(
    kind: str, header: str, row: str
) -> None:
    error = refusal(kind, lines(header, row))
    assert (error.code, error.line) == ("value-invalid", 2)
