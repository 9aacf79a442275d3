"""Kodi's NFO files."""

import pytest
from tests.formats.catalogues.samples import NFO, hidden, passages, read, refusal, shown

from lookback.film.record import OutsideId


def nfo(*elements: str) -> bytes:
    return f"<movie>{''.join(elements)}</movie>".encode()


TITLE = "<title>Salt</title>"


def test_a_film_states_its_record() -> None:
    assert shown(passages("kodi-nfo", NFO)) == [
        ("title", "The Fog Bell"),
        ("original title", "Die Nebelglocke"),
        ("release", "4 March 1988"),
        ("release", "1988 Germany"),
        ("runtime", "94 min"),
        ("rating", "7.1 of 10 from 1,204 votes, IMDb"),
        ("rating", "7.132 of 10 from 85 votes, TMDB"),
        ("director", "Ida Brandt"),
        ("cast", "Mette Holm as Anna Moor"),
        ("cast", "Jon Vik"),
        ("genres", "Drama"),
        ("genres", "Mystery"),
        ("premise", "The Fog Bell is a 1988 German mystery film directed by Ida Brandt."),
    ]


def test_the_plot_the_tags_the_tagline_and_a_telling_role_wait() -> None:
    assert hidden(passages("kodi-nfo", NFO)) == [
        ("cast", "Jon Vik as Keeper (as a ghost)"),
        ("tagline", "Who rings it?"),
        ("themes", "lighthouse"),
        ("premise", "The keeper rings it."),
    ]


def test_a_film_is_kept_under_the_best_known_of_its_ids() -> None:
    (told,) = read("kodi-nfo", NFO)
    assert (told.key, told.ids) == ("tt0000321", (OutsideId("tmdb", "321"),))


def test_the_id_of_earlier_versions_is_imdbs() -> None:
    assert read("kodi-nfo", nfo(TITLE, "<id>tt0000321</id>"))[0].key == "tt0000321"


def test_a_film_without_an_id_has_a_key_of_its_title_and_year() -> None:
    (told,) = read("kodi-nfo", nfo(TITLE, "<year>1988</year>"))
    assert told.key.startswith("salt-1988-")
    assert told.ids == ()


def test_the_year_in_which_kodis_clock_begins_is_none() -> None:
    told = passages("kodi-nfo", nfo(TITLE, "<premiered>1601-01-01</premiered>"))
    assert shown(told) == [("title", "Salt")]


def test_genres_between_slashes_are_several() -> None:
    told = passages("kodi-nfo", nfo(TITLE, "<genre>Drama / Mystery</genre>"))
    assert [says for part, says in shown(told) if part == "genres"] == ["Drama", "Mystery"]


def test_words_in_the_place_of_a_site_or_a_genre_are_not_shown() -> None:
    rating = '<rating name="He left long ago" max="10"><value>7</value><votes>9</votes></rating>'
    genre = "<genre>Plot: he left</genre><genre>Drama</genre>"
    told = passages("kodi-nfo", nfo(TITLE, f"<ratings>{rating}</ratings>", genre))
    assert shown(told) == [
        ("title", "Salt"), ("rating", "7 of 10 from 9 votes"), ("genres", "Drama"),
    ]  # fmt: skip
    assert hidden(told) == [("genres", "Plot: he left")]


@pytest.mark.parametrize(
    "data",
    [nfo(), nfo("<title/>"), nfo(TITLE)[:-3], nfo(TITLE) + b"x", b"", b"<movie>",
     b'<!DOCTYPE movie [<!ENTITY a "b">]>' + nfo("<title>&a;</title>"), nfo(TITLE, "&a;"),
     nfo(TITLE, "x" * 1_000_000)],
)  # fmt: skip
def test_what_is_no_whole_film_is_refused(data: bytes) -> None:
    assert refusal("kodi-nfo", data).line >= 1
