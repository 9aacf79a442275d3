from collections.abc import Iterator

import pytest
from tests.guides import RAIN, opened, page, put

from lookback.film.part import Part
from lookback.film.record import OutsideId
from lookback.store.films import sort_key
from lookback.store.store import Store

TITLES = ("The Zoo", "Éclair", "echo", "A Dog", "An Ant", "雨", "Ash-tray", "Ash Tree", "12 Doors")
IN_ORDER = [
    "12 Doors",
    "An Ant",
    "Ash Tree",
    "Ash-tray",
    "A Dog",
    "echo",
    "Éclair",
    "The Zoo",
    "雨",
]


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with opened(database) as made:
        yield made


def titles(store: Store, *, offset: int = 0, limit: int = 99, **wanted: str) -> list[str]:
    return [one.title for one in store.films(offset=offset, limit=limit, **wanted).pages]


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("The Zoo", "zoo"), ("A Dog", "dog"), ("An Ant", "ant"), ("Théâtre", "theatre"),
        ("Anna", "anna"), ("ÉCLAIR", "eclair"), ("The", "the"), ("雨", "雨"),
    ],
)  # fmt: skip
def test_a_title_sorts_without_article_case_and_accents(title: str, key: str) -> None:
    assert sort_key(title) == key


def test_films_are_listed_in_the_order_of_the_alphabet(store: Store) -> None:
    put(store, *map(page, TITLES))
    assert titles(store) == IN_ORDER
    assert len(list(store.slugs())) == len(TITLES)


def test_the_pages_of_a_listing_are_the_listing(store: Store) -> None:
    put(store, *map(page, TITLES))
    cut = [titles(store, offset=offset, limit=4) for offset in (0, 4, 8, 12)]
    assert [title for some in cut for title in some] == IN_ORDER
    assert [len(titles) for titles in cut] == [4, 4, 1, 0]
    assert {store.films(offset=offset, limit=4).total for offset in (0, 99)} == {len(TITLES)}


def test_a_card_holds_nothing_but_what_everyone_may_see(store: Store) -> None:
    text = RAIN.replace("release: 3 May 1961 France", "release: {release: 1961, from: ending}")
    put(store, text)
    (card,) = store.films(offset=0, limit=9).pages
    told = {passage.part: str(passage.says) for passage in card.passages}
    assert told == {
        Part.TITLE: "The Rain Clerk",
        Part.RUNTIME: "94 min",
        Part.PREMISE: "A clerk counts the rain.",
    }


def test_facets_count_only_what_everyone_may_see(store: Store) -> None:
    hidden = (
        "genres: [{genre: Ghost story, from: ending}]\nrelease: {release: 1999 Peru, from: 1}\n"
    )
    put(store, RAIN, page("A Door", record=hidden), page("A Stair", record="genres: Drama\n"))
    assert {kind: list(values) for kind, values in store.facets().items()} == {
        "genre": [("Drama", 2)],
        "decade": [("1960", 1)],
        "country": [("France", 1)],
    }
    assert titles(store, genre="Ghost story") == []
    assert titles(store, decade="1990") == []
    assert titles(store, genre="Drama") == ["The Rain Clerk", "A Stair"]


def test_facets_are_in_the_same_order_on_every_database(store: Store) -> None:
    put(store, page("A Door", record="genres: [war, Éc, Ant, ant, Ant-hill, 雨, Zoo, Ant z]\n"))
    values = [value for value, _ in store.facets()["genre"]]
    assert values == ["Ant", "Ant z", "Ant-hill", "Zoo", "ant", "war", "Éc", "雨"]


def test_several_filters_must_all_fit(store: Store) -> None:
    put(store, RAIN, page("A Door", record="genres: Drama\nrelease: 1961 Peru\n"))
    assert titles(store, genre="Drama", decade="1960") == ["A Door", "The Rain Clerk"]
    assert titles(store, genre="Drama", decade="1960", country="Peru") == ["A Door"]
    assert store.films(genre="Drama", country="Peru", offset=0, limit=1).total == 1


def test_a_value_that_is_not_public_any_more_filters_no_more(store: Store) -> None:
    put(store, page("A Door", record="genres: Drama\n"))
    put(store, page("A Door", record="genres: {genre: Drama, from: ending}\n"))
    assert titles(store, genre="Drama") == []
    assert store.facets()["genre"] == []


def find(store: Store, title: str, *years: int, ids: str = "") -> list[str]:
    with store.writing() as writer:
        return writer.find([OutsideId.parse(ids)] if ids else [], title, set(years))


def test_a_film_is_found_by_an_outside_id_whatever_its_title(store: Store) -> None:
    put(store, RAIN, page("Another Title"))
    assert find(store, "Another Title", ids="imdb tt0000611") == ["the-rain-clerk"]


@pytest.mark.parametrize(
    ("title", "years", "ids", "found"),
    [
        ("the rain clerk", [1961], "", True),
        ("The Rain Clerk", [], "", True),
        ("The Rain Clerk", [1962], "", False),
        ("The Rain Clerk", [1960, 1961], "", True),
        ("The Rain Clerks", [1961], "", False),
        ("The Rain Clerk", [1961], "imdb tt0000612", False),
        ("The Rain Clerk", [1961], "tmdb 612", True),
    ],
)
def test_a_film_is_found_by_title_and_year_unless_an_id_tells_it_apart(
    store: Store, title: str, years: list[int], ids: str, found: bool
) -> None:
    put(store, RAIN)
    assert find(store, title, *years, ids=ids) == (["the-rain-clerk"] if found else [])


def test_a_hidden_id_or_year_finds_no_film(store: Store) -> None:
    hidden = (
        "ids: {imdb: {value: tt0000611, from: ending}}\n"
        "release: {release: 1961, from: ending}\n"
    )  # fmt: skip
    put(store, page("A Door", record=hidden))
    assert find(store, "Whatever", ids="imdb tt0000611") == []
    assert find(store, "A Door", 1999) == ["a-door"]


def test_films_with_one_title_are_found_together_and_told_apart_by_year(store: Store) -> None:
    for year in (1931, 1961):
        put(store, page("A Door", record=f"release: {year}\n"))
    assert find(store, "A Door") == ["a-door", "a-door-1961"]
    assert find(store, "A Door", 1961) == ["a-door-1961"]


def test_a_new_title_sorts_and_finds_a_film_that_keeps_its_address(store: Store) -> None:
    put(store, page("A Door"))
    put(store, page("A Zoo", record="slug: a-door\n"))
    assert titles(store) == ["A Zoo"]
    assert find(store, "A Zoo") == ["a-door"]
    assert find(store, "A Door") == []
