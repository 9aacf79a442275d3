from pathlib import Path

import pytest
from tests.search.shelf import filled, slugs

from lookback.film.finding import Choice, Findable, Kind
from lookback.search.index import Index


def test_values_are_counted_the_most_frequent_first_and_then_by_key(index: Index) -> None:
    assert index.choices(Kind.GENRE, 4) == (
        Choice(Kind.GENRE, "Action", "action", 2),
        Choice(Kind.GENRE, "Animation", "animation", 2),
        Choice(Kind.GENRE, "Comedy", "comedy", 2),
        Choice(Kind.GENRE, "Drama", "drama", 2),
    )
    assert index.choices(Kind.DECADE, 1) == (Choice(Kind.DECADE, "2000s", "2000", 6),)
    assert len(index.choices(Kind.PERSON)) == 9
    assert index.choices(Kind.COUNTRY, 0) == ()


@pytest.mark.parametrize(
    ("kind", "key", "found"),
    [
        (Kind.PERSON, "hayao-miyazaki", ["spirited-away"]),
        (Kind.GENRE, "animation", ["spirited-away", "look-back"]),
        (Kind.THEME, "art", ["look-back"]),
        (Kind.COUNTRY, "japan", ["spirited-away", "look-back"]),
        (Kind.DECADE, "1990", ["the-matrix"]),
        (Kind.DECADE, "x", []),
        (Kind.DECADE, "0", []),
        (Kind.GENRE, "no-such", []),
    ],
)
def test_films_are_listed_best_known_first(
    index: Index, kind: Kind, key: str, found: list[str]
) -> None:
    listed = index.listed(kind, key)
    assert slugs(listed) == found
    assert listed.total == len(found)


def test_a_list_has_pages_and_choices(index: Index) -> None:
    listed = index.listed(Kind.COUNTRY, "japan", offset=1, limit=1)
    assert slugs(listed) == ["look-back"]
    assert listed.total == 2
    assert Choice(Kind.GENRE, "Animation", "animation", 2) in listed.choices[Kind.GENRE]


def test_films_are_counted_by_their_rating(index: Index) -> None:
    assert index.scores("animation") == (0, 0, 0, 0, 0, 0, 0, 0, 2, 0)
    assert index.scores("no-such") == (0,) * 10


def test_ten_is_in_the_last_tenth_and_what_nobody_rated_in_none(tmp_path: Path) -> None:
    shelf = [
        Findable(1, "ten", "Ten", score=10, votes=1),
        Findable(2, "nine", "Nine", score=9, votes=1),
        Findable(3, "low", "Low", score=0.9, votes=1),
        Findable(4, "none", "None", score=5),
    ]
    assert filled(tmp_path / "index", shelf).scores("") == (1, 0, 0, 0, 0, 0, 0, 0, 0, 2)


def test_runtimes_have_quartiles_by_decade(tmp_path: Path) -> None:
    minutes = [90, 100, 110, 120, 0]
    shelf = [Findable(n, f"f{n}", "F", years=[1990 + n], minutes=m) for n, m in enumerate(minutes)]
    shelf.append(Findable(9, "f9", "F", minutes=300))
    index = filled(tmp_path / "index", shelf)
    assert index.runtimes() == {1990: (4, 100, 110, 120)}


def test_a_value_is_named_as_in_the_best_known_film(tmp_path: Path) -> None:
    shelf = [
        Findable(1, "one", "One", genres=["sci-fi"], votes=1),
        Findable(2, "two", "Two", genres=["Sci-Fi"], votes=9),
    ]
    index = filled(tmp_path / "index", shelf)
    assert index.choices(Kind.GENRE) == (Choice(Kind.GENRE, "Sci-Fi", "sci-fi", 2),)
