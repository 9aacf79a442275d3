from collections.abc import Iterator

import pytest
from tests.conftest import NewDatabase
from tests.guides import opened, page, put
from tests.readers import mention

from lookback.film.mention import Mention
from lookback.guide.matching import Match, matched
from lookback.store.store import Store

RECORDS = {
    "The Glass Sea": "release: 1972\noriginal title: Szklane morze\nids: {imdb: tt0000101}",
    "The  Glass Sea": "slug: the-glass-sea-2002\nrelease: 2002\nids: {imdb: tt0000102}",
    "Amélie's Door": "release: 2001",
    "Two Winters": "release: 1990\nids: {imdb: tt0000103, tmdb: 77}",
    "Ash & Ink": "release: 1955",
    "Kept Secret": "release: 1980\nalso known as: {also known as: The Butler, from: ending}",
    "Timeless": "",
}
PAGES = [page(title, record=f"{record}\n") for title, record in RECORDS.items()]


@pytest.fixture(scope="module")
def store(new_database: NewDatabase) -> Iterator[Store]:
    with opened(new_database()) as made:
        assert not [one.refusal for one in put(made, *PAGES) if one.refusal]
        yield made


def found(store: Store, *mentions: Mention) -> list[Match]:
    with store.read() as connection:
        return matched(connection, mentions)


def test_an_outside_id_decides_whatever_the_title(store: Store) -> None:
    named = mention("Another Name Altogether", 1933, imdb="tt0000102")
    assert found(store, named) == [Match("the-glass-sea-2002")]


def test_ids_that_lead_to_two_films_are_the_readers_to_settle(store: Store) -> None:
    named = mention("Two Winters", 1990, imdb="tt0000101", tmdb="77")
    assert found(store, named) == [Match(candidates=("the-glass-sea", "two-winters"))]


def test_title_and_year_decide_where_one_film_has_both(store: Store) -> None:
    years = [1972, 2002]
    assert found(store, *(mention("The Glass Sea", year) for year in years)) == [
        Match("the-glass-sea"),
        Match("the-glass-sea-2002"),
    ]


@pytest.mark.parametrize("title", ["amelie's door", "AMÉLIE’S DOOR", "Amelies Door"])
def test_case_accents_and_apostrophes_make_no_other_title(store: Store, title: str) -> None:
    assert found(store, mention(title, 2001))[0].slug == "amélies-door"


def test_an_ampersand_is_an_and(store: Store) -> None:
    assert found(store, mention("Ash and Ink", 1955))[0].slug == "ash-ink"


def test_a_film_is_found_by_its_original_title(store: Store) -> None:
    assert found(store, mention("Szklane Morze", 1972))[0].slug == "the-glass-sea"
    named = Mention("A Translation", "Szklane morze", 1972)
    assert found(store, named)[0].slug == "the-glass-sea"


def test_a_title_that_is_hidden_finds_nothing(store: Store) -> None:
    assert found(store, mention("The Butler", 1980)) == [Match()]


def test_the_year_before_or_after_makes_a_candidate_only(store: Store) -> None:
    assert found(store, mention("Two Winters", 1991)) == [Match(candidates=("two-winters",))]


def test_another_year_is_another_film(store: Store) -> None:
    assert found(store, mention("Two Winters", 2020)) == [Match()]


def test_a_title_without_a_year_is_never_certain(store: Store) -> None:
    assert found(store, mention("Two Winters", 0)) == [Match(candidates=("two-winters",))]
    assert found(store, mention("The Glass Sea", 0))[0].candidates == (
        "the-glass-sea",
        "the-glass-sea-2002",
    )


def test_a_film_whose_year_the_guide_does_not_know_is_a_candidate(store: Store) -> None:
    assert found(store, mention("Timeless", 1999)) == [Match(candidates=("timeless",))]


def test_another_id_of_the_same_site_tells_films_apart(store: Store) -> None:
    assert found(store, mention("Two Winters", 1990, imdb="tt0000999")) == [Match()]


def test_a_title_that_is_nearly_the_same_makes_a_candidate(store: Store) -> None:
    assert found(store, mention("The Glas Sea", 1972)) == [Match(candidates=("the-glass-sea",))]
    assert found(store, mention("The Brass Tea", 1972)) == [Match()]


def test_a_source_that_gives_an_id_only_is_found_by_it_or_not_at_all(store: Store) -> None:
    assert found(store, mention("", 0, imdb="tt0000103"))[0].slug == "two-winters"
    assert found(store, mention("", 0, imdb="tt0000998")) == [Match()]


def test_more_mentions_than_one_question_takes_are_all_answered(store: Store) -> None:
    named = [mention(f"Film {number}", 1972) for number in range(900)]
    assert found(store, *named, mention("Two Winters", 1990))[-1].slug == "two-winters"
