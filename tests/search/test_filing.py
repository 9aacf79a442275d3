import dataclasses
import json
from base64 import b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.search.shelf import films

from lookback.film.finding import Findable, Kind
from lookback.search.filing import (
    Kept,
    exact_of,
    filed,
    kept_of,
    number_of,
    prominence_from,
    prominence_of,
)


def test_what_is_kept_can_be_read_back() -> None:
    film = films()[0]
    kept = Kept.read(kept_of(film))
    assert (kept.number, kept.slug, kept.year) == (1, "look-back", 2024)
    assert kept.titles == [film.title, *film.titles]
    assert kept.names(Kind.PERSON) == film.people
    assert kept.names(Kind.COUNTRY) == ["Japan"]
    assert film.texts[0] in kept.everything()


@given(
    st.lists(st.text(), max_size=3),
    st.lists(st.text(st.sampled_from("a\n\x1f \ud800")), max_size=3),
)
def test_no_text_breaks_what_is_kept(titles: list[str], people: list[str]) -> None:
    film = Findable(7, "a-film", "A", titles=titles, people=people, genres=["Drama"])
    data = kept_of(film)
    kept = Kept.read(data)
    assert kept.slug == "a-film"
    assert kept.names(Kind.GENRE) == ["Drama"]
    assert len(kept.titles) == 1 + len(titles)
    document = json.loads(filed(film, data).document.encode())
    assert b64decode(document["kept"]) == data
    assert document["genre_key"] == ["drama"]


def test_two_titles_that_are_written_alike_are_one_number() -> None:
    one = json.loads(filed(Findable(1, "a", "The Mätrix!"), b"").document)["exact"]
    other = json.loads(filed(Findable(2, "b", "the matrix"), b"").document)["exact"]
    assert one == other == [exact_of("the matrix"), exact_of("matrix")]


@pytest.mark.parametrize("field", [field.name for field in dataclasses.fields(Findable)])
def test_every_change_changes_what_is_kept(field: str) -> None:
    film, other = films()[0], films()[0]
    value = getattr(film, field)
    if isinstance(value, list):
        value.append(3 if field == "years" else "more")
    else:
        setattr(film, field, not value if isinstance(value, bool) else value * 2)
    assert kept_of(film) != kept_of(other)


def test_votes_come_before_a_page_a_page_before_shortness_and_that_before_the_number() -> None:
    order = [
        Findable(9, "", "Longer", votes=11),
        Findable(8, "", "Longer", votes=10, has_page=True),
        Findable(7, "", "Short", votes=10),
        Findable(5, "", "Longer", votes=10),
        Findable(6, "", "Longer", votes=10),
    ]
    assert sorted(order, key=prominence_of, reverse=True) == order


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**40), st.text(max_size=100))
def test_prominence_holds_the_number_and_the_votes(number: int, votes: int, title: str) -> None:
    prominence = prominence_of(Findable(number, "", title, votes=votes))
    assert 0 <= prominence < 2**64
    assert number_of(prominence) == number
    assert votes >= 2**24 or prominence_from(votes) <= prominence < prominence_from(votes + 1)
