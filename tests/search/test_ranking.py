import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.search.shelf import Finds, filled, films, slugs

from lookback.film.finding import Choice, Findable, Kind
from lookback.search.index import Index


@pytest.mark.parametrize(
    "words",
    ["ルック", "るっく", "ﾙｯｸ", "ルックバック", "ッ", "rukku", "look back", "LOOK", "Bakku"],
)
def test_a_title_is_found_in_each_way_to_write_it(finds: Finds, words: str) -> None:
    assert finds(words)[0] == "look-back"


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("千", "spirited-away"),
        ("千尋", "spirited-away"),
        ("神隠し", "spirited-away"),
        ("功夫", "kung-fu-hustle"),
        ("人々", "dots"),
        ("...", "dots"),
        ("amelie", "amelie"),
        ("amélie poulain", "amelie"),
        ("oceans eleven", "oceans-eleven"),
        ("ocean's eleven", "oceans-eleven"),
        ("ocean", "oceans-eleven"),
        ("spiderman", "spider-man"),
        ("spider-man", "spider-man"),
        ("miyazaki", "spirited-away"),
        ("carrie-anne moss", "the-matrix"),
        ("neo", "the-matrix"),
        ("science fiction", "the-matrix"),
        ("friendship", "look-back"),
        ("hong kong", "kung-fu-hustle"),
        ("newspaper", "look-back"),
        ("matrix 1973", "matrix"),
        ("keanu matrix", "the-matrix"),
    ],
)
def test_a_film_is_found_by_what_everyone_may_know(finds: Finds, words: str, slug: str) -> None:
    assert finds(words)[0] == slug


def test_characters_that_stand_apart_are_not_found_together(finds: Finds) -> None:
    for words in ("千神", "バル", "功千", "神千隠尋"):
        assert finds(words) == []


def test_a_sentence_without_spaces_is_found_by_its_parts(finds: Finds) -> None:
    assert finds("昨日見たのは千と千尋の神隠") == ["spirited-away"]


def test_the_title_comes_before_titles_with_the_words_and_these_before_other_places(
    finds: Finds,
) -> None:
    assert finds("matrix") == ["the-matrix", "matrix", "the-matrix-revisited", "spider-man"]
    assert finds("the matrix")[:2] == ["the-matrix", "the-matrix-revisited"]


def test_a_word_twice_in_a_title_is_asked_for_twice(finds: Finds) -> None:
    assert finds("duran duran")[0] == "duran-duran"
    assert finds("duran") == ["duran", "duran-duran"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ('"matrix revisited"', ["the-matrix-revisited"]),
        ('"revisited matrix"', []),
        ('"science fiction"', ["the-matrix"]),
        ("title:matrix", ["the-matrix-revisited", "the-matrix", "matrix"]),
        ("text:matrix", ["spider-man"]),
        ('person:"keanu reeves"', ["the-matrix"]),
        ("person:reeves", ["the-matrix"]),
        ("role:neo", ["the-matrix"]),
        ("genre:fiction", ["the-matrix"]),
        ('genre:"science fiction"', ["the-matrix"]),
        ("theme:reality", ["the-matrix"]),
        ("country:kong", ["kung-fu-hustle"]),
        ("year:2021", ["the-matrix"]),
        ("decade:1990s", ["the-matrix"]),
        ("decade:70s", ["matrix"]),
        ("decade:1973", ["matrix"]),
        ("runtime:<99", ["look-back"]),
        ("runtime:<=99", ["kung-fu-hustle", "look-back"]),
        ("runtime:>130", ["the-matrix"]),
        ("rating:>=8.6", ["the-matrix", "spirited-away"]),
        ("rating:<6", ["matrix"]),
        ("votes:<11", ["matrix", "duran-duran", "dots"]),
        ("votes:411", ["look-back"]),
        ("matrix -revisited -the", ["matrix"]),
        ("matrix -genre:drama -text:webs", ["the-matrix", "the-matrix-revisited"]),
        ('matrix -"matrix revisited" year:1990..2001', ["the-matrix"]),
        ("genre:animation -country:japan", []),
        ("year:2001..2001 country:france", ["amelie"]),
        ("year:1960-1980", ["matrix"]),
        ("year:..1960", ["dots"]),
        ("year:2010..", ["the-matrix", "look-back"]),
        ("year:9..1", []),
    ],
)
def test_the_syntax_narrows(index: Index, words: str, found: list[str]) -> None:
    answer = index.search(words)
    assert slugs(answer) == found
    assert answer.total == len(found)


def test_without_words_all_that_is_not_excluded_is_found(index: Index) -> None:
    assert index.search("-matrix").total == len(films()) - 4


def test_nothing_is_found_with_nothing(index: Index) -> None:
    for words in ("", "  ", "year:9999", "zzzzzz", ":", '"'):
        assert index.search(words).total == 0


def test_what_is_found_can_be_narrowed_down(index: Index) -> None:
    choices = index.search("matrix").choices
    assert choices[Kind.DECADE] == (
        Choice(Kind.DECADE, "2000s", "2000", 2),
        Choice(Kind.DECADE, "1970s", "1970", 1),
        Choice(Kind.DECADE, "1990s", "1990", 1),
    )
    assert choices[Kind.COUNTRY] == (Choice(Kind.COUNTRY, "United States", "united-states", 2),)
    assert Choice(Kind.GENRE, "Science Fiction", "science-fiction", 1) in choices[Kind.GENRE]


def test_pages_follow_one_another_through_all_tiers(index: Index) -> None:
    whole = index.search("matrix")
    parts = [index.search("matrix", offset=at, limit=1) for at in range(5)]
    assert [hit for part in parts for hit in part.hits] == list(whole.hits)
    assert {part.total for part in parts} == {4}


def test_a_film_with_most_of_many_words_is_found(index: Index) -> None:
    words = "there were two girls at some school who would draw comics for a newspaper once"
    assert slugs(index.search(words))[0] == "look-back"
    assert index.search(words).instead == ""


def test_where_no_film_has_all_words_those_with_most_are_found(index: Index) -> None:
    assert slugs(index.search("girls comics webs"))[0] == "look-back"


def test_films_of_equal_weight_stand_by_prominence(tmp_path: Path) -> None:
    many = [Findable(n, f"film-{n}", "Red Car", votes=n % 50) for n in range(1, 400)]
    index = filled(tmp_path / "index", many)
    for words in ("red car", "red car " + " ".join(f"w{n}" for n in range(20))):
        found = index.search(words, limit=100)
        numbers = [hit.number for hit in found.hits]
        assert numbers == sorted(numbers, key=lambda n: (-(n % 50), n))
        assert found.total == 399


def test_the_order_of_feeding_changes_nothing(tmp_path: Path) -> None:
    chance = random.Random(1)  # noqa: S311 - no secret
    names = ["Red", "Blue", "Car", "House", "Night", "Day"]
    many = [
        Findable(
            n,
            f"film-{n}",
            " ".join(chance.choices(names, k=3)),
            years=[chance.randint(1950, 2000)],
            people=[chance.choice(names)],
            genres=chance.sample(["Drama", "War", "Horror"], 2),
            votes=chance.randint(0, 9),
        )
        for n in range(1, 300)
    ]
    one = filled(tmp_path / "one", many)
    other = Index.open(tmp_path / "other")
    other.feed(many[200:], [], "1")
    other.feed([Findable(500, "gone", "Red Blue Car", votes=99), *reversed(many[:200])], [], "2")
    other.feed([Findable(5, "film-5", "Other")], [500], "3")
    other.feed([many[4]], [], "4")
    asked = ["red", "red blue", "house day car", "-red", "genre:war", "redd", "blu car nigth"]
    asked += ["red blue car house night day xx yy zz uu vv ww", "car"]
    for words in asked:
        for offset in (0, 7):
            assert one.search(words, offset=offset) == other.search(words, offset=offset), words
        assert one.suggest(words[:3]) == other.suggest(words[:3])


_PIECES = st.sampled_from(
    ["title:", "year:", '"', "-", "..", "<", ">=", " ", "matrix", "千", "1999", "genre:", "votes:"]
)


@given(
    st.one_of(st.text(), st.lists(_PIECES).map("".join)), st.integers(-2, 20), st.integers(-1, 5)
)
def test_whatever_is_asked_is_answered_within_the_limit(
    index: Index, words: str, offset: int, limit: int
) -> None:
    found = index.search(words, offset=offset, limit=limit)
    assert len(found.hits) <= max(limit, 0)
    assert found.total <= len(films())
    assert set(found.hits) <= set(index.search(words, limit=50).hits)


def test_a_title_comes_first_also_of_films_that_were_written_later(tmp_path: Path) -> None:
    shelf = [Findable(n, f"f{n}", "Red Sun", votes=n) for n in range(1, 200)]
    shelf += [Findable(n, f"f{n}", "Red Sun Rising", votes=1000 + n) for n in range(200, 220)]
    index = filled(tmp_path / "index", shelf)
    changed = {
        199: Findable(199, "f199", "Sun, Red", votes=199),  # not that title any more
        210: Findable(210, "f210", "The Red Sun", votes=5),  # that title now
        300: Findable(300, "f300", "Red Sun", votes=150),
    }
    gone = [*range(100, 140), 205]
    index.feed(changed.values(), gone, "2")
    others = {film.number: film for film in shelf} | changed
    anew = filled(
        tmp_path / "anew", [film for number, film in others.items() if number not in gone]
    )
    for words in ("red sun", "red sun votes:<120", "the red sun", "sun red"):
        for limit in (1, 24, 90, 500):
            assert index.search(words, limit=limit) == anew.search(words, limit=limit), words
    assert index.search("red sun").hits[0].number == 198


def test_a_word_that_few_films_have_counts_though_others_are_gone(tmp_path: Path) -> None:
    words = [f"w{chr(97 + n)}" for n in range(20)]
    shelf = [
        Findable(number, f"f{number}", " ".join(words[number % 7 : 1 + number % 23]) or "none")
        for number in range(1, 300)
    ]
    index = filled(tmp_path / "index", shelf)
    gone = [film.number for film in shelf if "wt" in film.title.split()][2:]
    index.feed([], gone, "2")
    anew = filled(tmp_path / "anew", [film for film in shelf if film.number not in gone])
    for asked in (" ".join(words), " ".join(words[5:]), " ".join([*words, "none", "nowhere"])):
        assert index.search(asked, limit=50) == anew.search(asked, limit=50)
