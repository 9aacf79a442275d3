"""A page of films: what narrows it, and the pages before and after."""

import pytest

from lookback.errors import FilmMissing
from lookback.faces.web.listing import address, field, listed
from lookback.film.finding import Choice, Kind
from lookback.film.progress import NOTHING
from lookback.guide.finding import Results

DRAMA = Choice(Kind.GENRE, "Drama", "drama", 9)
ALL = Choice(Kind.GENRE, "Film", "film", 30)
MANY = Results((), 30, {Kind.GENRE: (ALL, DRAMA)})


def test_a_way_to_fewer_films_adds_a_field_to_the_words() -> None:
    found = listed(MANY, NOTHING, "the sea", 1, "/search", q="the sea")
    (way,) = found.narrowings["Genres"]
    assert (way.name, way.count) == ("Drama", 9)
    assert way.address == "/search?q=the+sea+genre%3A%22Drama%22"


def test_a_few_films_need_not_be_narrowed_down() -> None:
    assert not listed(Results((), 8, MANY.choices), NOTHING, "sea", 1, "/search").narrowings


def test_the_first_page_has_no_number_and_the_last_no_next() -> None:
    first = listed(MANY, NOTHING, "", 1, "/people/ana")
    assert (first.earlier, first.later) == ("", "/people/ana?page=2")
    with pytest.raises(FilmMissing):
        listed(MANY, NOTHING, "", 2, "/people/ana")


def test_a_quotation_mark_in_a_name_does_not_end_it() -> None:
    assert field(Choice(Kind.PERSON, 'Ana "Ink" Muster', "ana-ink-muster", 1)) == (
        'person:"Ana  Ink  Muster"'
    )


def test_a_decade_is_searched_for_by_its_first_year() -> None:
    assert field(Choice(Kind.DECADE, "1990s", "1990", 1)) == 'decade:"1990"'


def test_addresses_are_encoded() -> None:
    assert address(Kind.PERSON, "浦沢直樹") == "/people/%E6%B5%A6%E6%B2%A2%E7%9B%B4%E6%A8%B9"
