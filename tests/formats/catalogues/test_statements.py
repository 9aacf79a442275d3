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
    is_kind,
    minutes_of,
    outside_ids,
    plain,
    rating_of,
    source_of,
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


def cast(*credits_: tuple[str, str]) -> list[tuple[str, bool]]:
    """Each line of the cast, and whether everybody may see it."""
    made = Statements("a-kind")
    for name, role in credits_:
        made.credit(name, role)
    return [(str(one.says), one.gate == OPEN) for one in made]


def test_a_second_role_of_one_name_waits_without_a_second_line_for_everybody() -> None:
    assert cast(("Jon Vik", "Jon"), ("Mette Holm", "Anna"), ("JON VIK", "Carl")) == [
        ("Jon Vik as Jon", True), ("Mette Holm as Anna", True), ("JON VIK as Carl", False),
    ]  # fmt: skip
    assert cast(("Jon Vik", "The Killer"), ("Jon Vik", "Carl"), ("Jon Vik", "")) == [
        ("Jon Vik", True), ("Jon Vik as The Killer", False), ("Jon Vik as Carl", False),
    ]  # fmt: skip


def test_a_role_that_another_name_plays_too_waits() -> None:
    assert cast(("Jon Vik", "Carl"), ("Mette Holm", "CARL")) == [
        ("Jon Vik as Carl", True), ("Mette Holm", True), ("Mette Holm as CARL", False),
    ]  # fmt: skip


def test_a_name_without_a_role_and_then_with_one_is_no_second_role() -> None:
    assert cast(("Jon Vik", ""), ("Jon Vik", "Carl")) == [
        ("Jon Vik", True), ("Jon Vik as Carl", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "genre", ["Drama", "Sci-Fi", "Action & Adventure", "Film-Noir", "Children", "Comédie"]
)
def test_a_genre_is_one_to_three_words(genre: str) -> None:
    assert is_kind(genre)


@pytest.mark.parametrize(
    "genre",
    ["", "Plot: he left", "The keeper rings the bell", "Keeper is a Ghost", "Ghost", "ужасы",
     "Drama 2", "Drama (late)", "Drama, he left", "a" * 41],
)  # fmt: skip
def test_what_can_be_no_genre_waits(genre: str) -> None:
    assert not is_kind(genre)
    made = Statements("a-kind")
    made.text(Part.GENRES, genre)
    assert all(one.gate == CLOSED for one in made)


def test_a_rating_names_no_site_but_a_known_one() -> None:
    assert source_of("ALLOCINÉ") == source_of("allocine") == "AlloCiné"
    assert source_of("rottentomatoes") == source_of("tomatometerallaudience") == "Rotten Tomatoes"
    assert source_of("He left long ago") == ""
    assert str(rating_of("7", "5", "He left long ago")) == "7 of 10 from 5 votes"


@pytest.mark.parametrize(
    ("score", "scale"),
    [("7 of 10 from 5 votes, he left", "10"), ("7", "10 from 5 votes, he left"), ("٧", "10")],
)
def test_a_score_holds_no_words(score: str, scale: str) -> None:
    assert rating_of(score, "5", "", scale) is None


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
