"""Cells that become passages, and passages that films are found by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookback.film.finding import Findable
from lookback.film.gate import CLOSED, OPEN
from lookback.film.part import Part
from lookback.film.prose import Prose
from lookback.formats.catalogues.statements import (
    Statements,
    find_open,
    minutes_of,
    outside_ids,
    plain,
    title_of,
    words,
    year_of,
)


@given(st.text())
def test_words_are_printable_and_evened_out(text: str) -> None:
    said = words(text)
    said.encode()
    assert words(said) == said
    assert not {"\0", "\n", "\x7f"} & set(said)


def test_a_title_beyond_the_limit_is_none() -> None:
    assert title_of("a" * 1000)
    assert not title_of("a" * 1001)


@pytest.mark.parametrize(
    ("text", "year"),
    [("1988", 1988), ("0000", 0), ("", 0), ("１９８８", 0), ("19888", 0), ("-988", 0)],
)
def test_a_year_is_four_digits(text: str, year: int) -> None:
    assert year_of(text) == year


@pytest.mark.parametrize(
    ("text", "minutes"), [("94", 94), ("0", 0), ("6001", 0), ("", 0), ("²", 0), ("-5", 0)]
)
def test_minutes_are_those_of_a_film(text: str, minutes: int) -> None:
    assert minutes_of(text) == minutes


def test_ids_that_cannot_be_ones_are_left_out_and_each_site_is_there_once() -> None:
    said = [("imdb", "x"), ("imdb", "tt0000001"), ("imdb", "tt0000002"), ("web", "1")]
    assert [str(known) for known in outside_ids(said)] == ["imdb tt0000001"]


@given(st.text())
def test_nothing_in_plain_text_is_a_gate(text: str) -> None:
    assert Prose.parse(str(plain(text))).veils == ()


def test_a_role_that_waits_is_replaced_and_a_plain_one_is_not() -> None:
    made = Statements("a-kind")
    made.credit("Mette Holm", "Anna")
    made.credit("Jon Vik", "The Killer")
    made.credit("Known as Jon", "Jon")
    made.credit("", "Jon")
    assert [(str(one.says), one.gate, one.name, one.replaces) for one in made] == [
        ("Mette Holm as Anna", OPEN, "", ""),
        ("Jon Vik", OPEN, "a-kind-cast-1", ""),
        ("Jon Vik as The Killer", CLOSED, "", "a-kind-cast-1"),
    ]


def test_a_country_without_a_day_stands_beside_the_year_and_else_after_the_day() -> None:
    made = Statements("a-kind")
    made.release("1988", ["Germany", "1", "Japan", "Japan"])
    made.release("1988-03-04", ["Germany"])
    made.release("soon", ["Germany"])
    assert [str(one.says) for one in made] == [
        "1988 Germany", "1988 Japan", "4 March 1988", "1988 Germany",
    ]  # fmt: skip


def test_only_open_passages_are_found_and_the_rating_with_most_votes_counts() -> None:
    made, film = Statements("a-kind"), Findable(1, "a", title="Salt")
    made.titles("Salt", "Sel", ["Salt", "Sale"])
    made.text(Part.GENRES, "Twist", CLOSED)
    made.text(Part.THEMES, "Loss")
    made.prose(Part.PREMISE, "A film.", OPEN)
    made.prose(Part.PREMISE, "A twist.")
    made.rating("8", "10", "A")
    made.rating("4", "20", "B", "5")
    made.rating("9", "3", "C")
    made.rating("9", "0", "C")
    made.rating("11", "9", "C")
    made.rating("x", "9", "C")
    made.credit("Jon Vik", "The Killer")
    find_open(made, film)
    assert film == Findable(
        1, "a", "Salt", ["Sel", "Sale"], people=["Jon Vik"], texts=["A film."], score=8.0, votes=20
    )
