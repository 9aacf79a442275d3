"""TMDB's list of ids, and films as its API gives them."""

import json

import pytest
from tests.formats.catalogues.samples import (
    TMDB_FILM,
    TMDB_IDS,
    TMDB_MOVIE,
    hidden,
    lines,
    listed,
    passages,
    read,
    refusal,
    shown,
)

from lookback.film.record import OutsideId
from lookback.formats.catalogues.base import Told


def film(**more: object) -> bytes:
    return json.dumps({**TMDB_FILM, **more}).encode()


def test_a_list_of_ids_gives_titles_and_leaves_films_for_adults_out() -> None:
    assert read("tmdb-ids", TMDB_IDS) == [
        Told("tmdb-321", "Die Nebelglocke"), Told("tmdb-323", "扉の音"),
    ]  # fmt: skip
    assert shown(passages("tmdb-ids", TMDB_IDS)) == [("title", "Die Nebelglocke")]


def test_a_film_states_its_record() -> None:
    assert shown(passages("tmdb-movie", TMDB_MOVIE)) == [
        ("title", "The Fog Bell"),
        ("original title", "Die Nebelglocke"),
        ("also known as", "La cloche"),
        ("release", "4 March 1988"),
        ("release", "1988 Germany"),
        ("runtime", "94 min"),
        ("rating", "7.132 of 10 from 85 votes, TMDB"),
        ("director", "Ida Brandt"),
        ("cast", "Mette Holm as Anna Moor"),
        ("cast", "Jon Vik"),
        ("genres", "Drama"),
        ("genres", "Mystery"),
        ("box office", "120,000 USD"),
    ]


def test_what_may_tell_the_story_waits_for_the_ending() -> None:
    assert hidden(passages("tmdb-movie", TMDB_MOVIE)) == [
        ("also known as", "Der Bruder"),
        ("cast", "Jon Vik as Keeper / Twin"),
        ("tagline", "Who rings it?"),
        ("themes", "lighthouse"),
        ("premise", "A keeper of a lighthouse hears a bell that nobody rings."),
    ]


@pytest.mark.parametrize(
    ("kind", "is_shown"),
    [("", True), ("Original  title", True), ("romanization", True), ("DVD title", True),
     ("Titre de tournage", False), ("Codename", False), ("literal title", False),
     ("working title", False), ("original title (working)", False)],
)  # fmt: skip
def test_another_title_waits_where_its_kind_is_not_known(kind: str, is_shown: bool) -> None:
    titles = [{"iso_3166_1": "FR", "title": "Le frère", "type": kind}]
    told = passages("tmdb-movie", film(alternative_titles={"titles": titles}))
    assert (("also known as", "Le frère") in shown(told)) is is_shown
    assert (("also known as", "Le frère") in hidden(told)) is not is_shown


def test_a_film_has_its_number_as_key_and_the_ids_of_other_sites() -> None:
    (told,) = read("tmdb-movie", TMDB_MOVIE)
    assert told.key == "tmdb-321"
    assert told.ids == (OutsideId("imdb", "tt0000321"), OutsideId("wikidata", "Q321"))


def test_one_film_a_list_and_one_film_a_line_read_the_same() -> None:
    (told,) = read("tmdb-movie", TMDB_MOVIE)
    assert read("tmdb-movie", listed(TMDB_FILM, TMDB_FILM)) == [told, told]
    assert read("tmdb-movie", TMDB_MOVIE + b"\n" + TMDB_MOVIE) == [told, told]


def test_the_order_of_fields_and_what_changes_every_day_are_not_kept() -> None:
    turned = json.dumps({**dict(reversed(TMDB_FILM.items())), "popularity": 9.9}).encode()
    assert read("tmdb-movie", turned) == read("tmdb-movie", TMDB_MOVIE)


def test_a_film_for_adults_is_left_out() -> None:
    assert not read("tmdb-movie", film(adult=True))


@pytest.mark.parametrize("outside", ["nm0000001", "", None, 5, "tt1"])
def test_an_id_that_cannot_be_one_is_left_out(outside: object) -> None:
    (told,) = read("tmdb-movie", film(imdb_id=outside, external_ids={}))
    assert told.ids == ()


@pytest.mark.parametrize("number", [0, -1, None, "x", 10**12, True, 1.5])
def test_a_film_without_a_number_is_refused_with_its_line(number: object) -> None:
    error = refusal("tmdb-movie", TMDB_MOVIE + b"\n" + film(id=number))
    assert (error.code, error.line) == ("value-invalid", 2)


def test_a_film_without_a_title_is_refused() -> None:
    assert refusal("tmdb-movie", film(title="")).line == 1


def test_a_rating_without_votes_and_money_of_nothing_say_nothing() -> None:
    told = passages("tmdb-movie", film(vote_count=0, revenue=0))
    assert not {"rating", "box office"} & {part for part, _ in shown(told)}


@pytest.mark.parametrize("line", ['{"adult":false,"id":321', "[]", '"x"', "{}"])
def test_a_line_that_is_none_is_refused(line: str) -> None:
    good = '{"adult":false,"id":321,"original_title":"A"}'
    assert refusal("tmdb-ids", lines(good, line)).line in {2, 3}
