import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.search.shelf import filled

from lookback.film.finding import Findable, Kind, Suggestion
from lookback.search.index import Index


def _said(index: Index, typed: str) -> list[str]:
    return [one.says for one in index.suggest(typed)]


def test_after_each_key_the_film_is_suggested(index: Index) -> None:
    for end in range(1, len("Spirited Away") + 1):
        assert "Spirited Away" in _said(index, "Spirited Away"[:end])


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("awa", "Spirited Away"),
        ("the m", "The Matrix Revisited"),
        ("matr", "The Matrix Revisited"),
        ("revi", "The Matrix Revisited"),
        ("るっ", "ルックバック"),
        ("千", "千と千尋の神隠し"),
        ("尋", "千と千尋の神隠し"),
        ("rukku b", "Rukku Bakku"),
        ("ame", "Amélie"),
        ("amé", "Amélie"),
        ("poul", "Le Fabuleux Destin d'Amélie Poulain"),
        ("spiderm", "Spider-Man"),
        ("ocean's", "Ocean's Eleven"),
    ],
)
def test_a_title_is_suggested_as_it_is_typed(index: Index, typed: str, says: str) -> None:
    assert _said(index, typed)[0] == says


def test_the_title_typed_in_full_comes_first(index: Index) -> None:
    assert _said(index, "matrix")[:2] == ["The Matrix", "The Matrix Revisited"]


def test_people_genres_and_themes_are_suggested(index: Index) -> None:
    assert index.suggest("keanu") == (Suggestion("Keanu Reeves", "keanu-reeves", Kind.PERSON),)
    assert index.suggest("reev") == (Suggestion("Keanu Reeves", "keanu-reeves", Kind.PERSON),)
    assert Suggestion("Science Fiction", "science-fiction", Kind.GENRE) in index.suggest("fict")
    assert Suggestion("Friendship", "friendship", Kind.THEME) in index.suggest("frie")


def test_a_film_is_suggested_with_its_year_and_address(index: Index) -> None:
    assert index.suggest("hustle") == (Suggestion("Kung Fu Hustle", "kung-fu-hustle", None, 2004),)


def test_a_word_that_has_ended_is_whole(index: Index) -> None:
    assert _said(index, "spirit ") == []
    assert _said(index, "spirited ") == ["Spirited Away"]


@pytest.mark.parametrize("famous", [0, 3, 8, 30])
def test_the_best_known_come_first_however_many_are_famous(tmp_path: Path, famous: int) -> None:
    chance = random.Random(famous)  # noqa: S311 - no secret
    shelf = [
        Findable(n, f"f{n}", f"Red {n:03}", votes=chance.choice((2, 31, 999)))
        for n in range(1, 100)
    ]
    for film in chance.sample(shelf, famous):
        film.votes = chance.randint(1000, 9000)
    chance.shuffle(shelf)
    best = [film.slug for film in sorted(shelf, key=lambda film: (-film.votes, film.number))]
    index = filled(tmp_path / "index", shelf)
    for typed in ("r", "red", "red 0"):
        assert [one.key for one in index.suggest(typed)] == best[:8]


@pytest.mark.parametrize("films", [5, 32, 99, 100, 101, 250])
def test_few_films_are_suggested_as_many_are(tmp_path: Path, films: int) -> None:
    shelf = [
        Findable(n, f"f{n}", f"Red {word}", people=[f"Jo {word}"], votes=n % 7)
        for n in range(1, films + 1)
        for word in [("Sun", "Moon")[n % 2]]
    ]
    index = filled(tmp_path / "index", shelf)
    for typed in ("red s", "red mo"):
        told = [one.key for one in index.suggest(typed) if one.kind is None]
        ends = typed.partition(" ")[2]
        named = {one.slug for one in shelf if one.title.lower().split()[1].startswith(ends)}
        votes = {one.slug: (-one.votes, one.number) for one in shelf}
        assert told == sorted(named, key=votes.__getitem__)[:8]
    assert {one.says for one in index.suggest("jo m")} == {"Jo Moon"}


def test_a_person_stands_by_their_best_known_film(index: Index) -> None:
    assert _said(index, "a")[:2] == ["Carrie-Anne Moss", "Spirited Away"]


def test_nothing_is_suggested_for_nothing(index: Index) -> None:
    for typed in ("", " ", "zzzz", "!?"):
        assert index.suggest(typed) == ()


@given(st.text(), st.integers(-1, 9))
def test_whatever_is_typed_is_answered_within_the_limit(
    index: Index, typed: str, limit: int
) -> None:
    assert len(index.suggest(typed, limit)) <= max(limit, 0)
