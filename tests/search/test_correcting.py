from pathlib import Path

import pytest
from tests.search.shelf import filled, slugs

from lookback.film.finding import Findable
from lookback.search.index import Index


@pytest.mark.parametrize(
    ("words", "slug", "instead"),
    [
        ("matrx", "the-matrix", "matrix"),
        ("the martix", "the-matrix", "the matrix"),
        ("atrix", "the-matrix", "matrix"),
        ("maatrix", "the-matrix", "matrix"),
        ("spiritted awya", "spirited-away", "spirited away"),
        ("revixited", "the-matrix-revisited", "revisited"),
        ("revixted", "the-matrix-revisited", "revisited"),
        ("miyasaki", "spirited-away", "miyazaki"),
        ("newspapre", "look-back", "newspaper"),
        ("fujono", "look-back", "fujino"),
        ("amelei", "amelie", "amelie"),
        ("spidermann", "spider-man", "spiderman"),
        ("animatoin japan", "spirited-away", "animation japan"),
        ("lok bakc", "look-back", "lok back"),
    ],
)
def test_a_mistyped_word_is_searched_as_the_nearest_one(
    index: Index, words: str, slug: str, instead: str
) -> None:
    found = index.search(words)
    assert slugs(found)[0] == slug
    assert found.instead == instead


def test_a_word_that_some_film_has_is_left_alone(index: Index) -> None:
    assert index.search("matrix").instead == ""
    assert index.search("duran matrix revisited").instead == ""


def test_a_short_word_has_no_mistakes(index: Index) -> None:
    assert index.search("nea").total == 0


def test_two_mistakes_are_too_many_for_a_word_of_seven_letters(index: Index) -> None:
    assert index.search("mtrexx").total == 0


def test_a_word_that_is_only_elsewhere_is_taken_for_its_neighbour(tmp_path: Path) -> None:
    shelf = [Findable(1, "one", "Green Mile"), Findable(2, "two", "Grean Forest")]
    found = filled(tmp_path / "index", shelf).search("grean mile")
    assert slugs(found) == ["one"]
    assert found.instead == "green mile"


def test_the_best_known_film_is_meant(tmp_path: Path) -> None:
    shelf = [Findable(1, "cart", "Cart", votes=5), Findable(2, "card", "Card", votes=50)]
    assert slugs(filled(tmp_path / "index", shelf).search("carx")) == ["card"]


def test_conditions_hold_for_what_is_searched_instead(index: Index) -> None:
    assert slugs(index.search("matrx year:1973")) == ["matrix"]
    assert slugs(index.search("matrx -the")) == ["matrix"]
