"""Films of Wikipedia's yearly lists."""

import json

import pytest
from tests.formats.catalogues.samples import (
    WIKIPEDIA,
    WIKIPEDIA_FILM,
    hidden,
    listed,
    passages,
    read,
    refusal,
    shown,
)

from lookback.film.record import OutsideId

SENTENCE = (
    "The Fog Bell is a 1988 German mystery film directed by Ida Brandt and starring Mette Holm."
)


def film(**more: object) -> bytes:
    return listed({**WIKIPEDIA_FILM, **more})


def test_a_film_states_its_record_and_the_sentence_that_says_no_more() -> None:
    told = passages("wikipedia", WIKIPEDIA)
    assert shown(told) == [
        ("title", "The Fog Bell"),
        ("release", "1988"),
        ("cast", "Mette Holm"),
        ("cast", "Jon Vik"),
        ("genres", "Drama"),
        ("genres", "Mystery"),
        ("premise", SENTENCE),
    ]
    assert hidden(told) == [("premise", "It is revealed that the keeper rings the bell himself.")]


def test_the_article_is_the_id_where_there_is_one() -> None:
    first, second = read("wikipedia", WIKIPEDIA)
    assert first.ids == (OutsideId("wikipedia", "The_Fog_Bell_(1988_film)"),)
    assert second.ids == ()


@pytest.mark.parametrize(
    "href", ["", None, "a b", "<a>", "a|b", "x" * 300, 5.5, "The_Fog_(1930_film)"]
)
def test_an_article_that_cannot_be_the_films_is_no_id(href: object) -> None:
    (told,) = read("wikipedia", film(href=href))
    assert told.ids == () or href == 5.5


def test_a_key_is_made_of_the_title_the_year_and_what_tells_films_apart() -> None:
    (told,) = read("wikipedia", film())
    assert told.key.startswith("the-fog-bell-1988-")
    others = [film(title="The Fog  Bell 2"), film(year=1989), film(href=None), film(cast=[])]
    keys = {read("wikipedia", data)[0].key for data in others}
    assert len(keys | {told.key}) == 5


def test_pictures_and_the_way_that_a_file_is_written_are_not_kept() -> None:
    plain = json.dumps([dict(reversed(WIKIPEDIA_FILM.items()))]).encode()
    assert read("wikipedia", plain) == read("wikipedia", film(thumbnail="x"))


@pytest.mark.parametrize(
    "broken", [WIKIPEDIA[:-20], WIKIPEDIA[:-3], WIKIPEDIA + b"x", b"[1]", film(title=None), b"["]
)
def test_a_file_that_is_not_whole_is_refused(broken: bytes) -> None:
    assert refusal("wikipedia", broken).line >= 1


def test_a_film_without_a_title_is_refused_with_the_line_where_it_begins() -> None:
    assert refusal("wikipedia", b"[\n" + film()[2:-3] + b"},\n{}]").line == 19
