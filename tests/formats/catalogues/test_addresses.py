"""Ids in addresses of pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookback.film.record import OutsideId
from lookback.formats.catalogues.addresses import chief, ids_in


@pytest.mark.parametrize(
    ("address", "site", "value"),
    [
        ("https://www.imdb.com/title/tt0000321/", "imdb", "tt0000321"),
        ("http://m.imdb.com/de/title/tt0000321/?ref_=x", "imdb", "tt0000321"),
        ("https://www.wikidata.org/wiki/Q321", "wikidata", "Q321"),
        ("http://www.wikidata.org/entity/Q321", "wikidata", "Q321"),
        ("https://www.themoviedb.org/movie/321-the-fog-bell", "tmdb", "321"),
        ("https://letterboxd.com/film/the-fog-bell/", "letterboxd", "the-fog-bell"),
        ("https://en.wikipedia.org/wiki/Caf%C3%A9_(film)#Plot", "wikipedia", "Café_(film)"),
    ],
)
def test_a_page_of_a_film_is_its_id(address: str, site: str, value: str) -> None:
    assert ids_in([address]) == (OutsideId(site, value),)


@pytest.mark.parametrize(
    "address",
    ["", "tt0000321", "https://www.imdb.com/name/nm0000001/", "https://de.wikipedia.org/wiki/A",
     "https://example.org/imdb.com/title/tt0000321", "https://www.themoviedb.org/tv/5",
     "https://notimdb.com/title/tt0000321", "https://en.wikipedia.org/wiki/a%20b"],
)  # fmt: skip
def test_any_other_address_says_nothing(address: str) -> None:
    assert ids_in([address]) == ()


@given(st.lists(st.text()))
def test_any_text_is_an_address_or_none(addresses: list[str]) -> None:
    assert ids_in([*addresses, *(f"https://en.wikipedia.org/wiki/{one}" for one in addresses)]) or 1


def test_the_chief_id_is_the_one_that_most_sites_know() -> None:
    ids = (OutsideId("wikipedia", "A"), OutsideId("tmdb", "1"), OutsideId("imdb", "tt0000001"))
    assert chief(ids) == ids[2]
    assert chief(()) is None
