import json
from base64 import b64decode

from hypothesis import given
from hypothesis import strategies as st

from lookback.film.finding import Findable
from lookback.search.filing import (
    exact_of,
    filed,
    number_of,
    prominence_from,
    prominence_of,
)
from lookback.search.kept import kept_of


@given(
    st.lists(st.text(), max_size=3),
    st.lists(st.text(st.sampled_from('a\n\x1f \ud800"\\')), max_size=3),
)
def test_no_text_breaks_a_document(titles: list[str], people: list[str]) -> None:
    film = Findable(7, "a-film", "A", titles=titles, people=people, genres=["Drama"])
    document = json.loads(filed([film], [kept_of(film)]).documents[0].encode())
    assert b64decode(document["kept"]) == kept_of(film)
    assert document["genre_key"] == ["drama"]
    assert "kept" not in json.loads(filed([film]).documents[0])


def test_two_titles_that_are_written_alike_are_one_number() -> None:
    one, other = filed([Findable(1, "a", "The Mätrix!"), Findable(2, "b", "the matrix")]).exact
    assert one == other == [exact_of("the matrix"), exact_of("matrix")]


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
