"""Kindred: films that are kin to a film, and what binds them."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookback.film.finding import Findable
from lookback.film.title import key_of
from lookback.search.kindred import Kindred, Rarity, bonds, kindred
from lookback.search.themes import Themes

HIERARCHY = Themes(
    [
        ("loss of a friend", ["grief"]),
        ("loss of a parent", ["grief"]),
        ("grief", ["emotion"]),
        ("envy", ["emotion"]),
        ("first love", ["Love"]),
        ("emotion", ["everything"]),
        ("love", ["everything"]),
        ("strange", ["stranger"]),
        ("stranger still", ["stranger"]),
    ]
)
ALL_RARE = Rarity(1000, lambda _kind, _key: 2)


def film(
    number: int,
    *,
    people: Sequence[str] = (),
    roles: Sequence[str] = (),
    genres: Sequence[str] = (),
    themes: Sequence[str] = (),
    texts: Sequence[str] = (),
    title: str = "",
) -> Findable:
    return Findable(
        number,
        f"film-{number}",
        title=title,
        people=list(people),
        roles=list(roles),
        genres=list(genres),
        themes=list(themes),
        texts=list(texts),
    )


def told(one: Findable, other: Findable, rarity: Rarity = ALL_RARE) -> list[tuple[str, str]]:
    return [(bond.kind, bond.name) for bond in bonds(one, other, rarity, HIERARCHY)]


def weight(one: Findable, other: Findable, rarity: Rarity = ALL_RARE) -> float:
    return sum(bond.weight for bond in bonds(one, other, rarity, HIERARCHY))


def numbers(found: Sequence[Kindred]) -> list[int]:
    return [one.number for one in found]


def some(values: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values.split(", ")), max_size=4, unique=True)


def films(
    people: str, themes: str, genres: str, texts: str, first: int
) -> st.SearchStrategy[list[Findable]]:
    one = st.builds(
        Findable,
        st.just(0),
        st.just(""),
        people=some(people),
        roles=some(people),
        genres=some(genres),
        themes=some(themes),
        texts=some(texts),
    )
    return st.lists(one, min_size=1, max_size=8).map(lambda found: _numbered(found, first))


def _numbered(found: list[Findable], first: int) -> list[Findable]:
    for number, one in enumerate(found, first):
        one.number, one.slug = number, f"film-{number}"
    return found


known = films(
    "Ida Berg, Ole Dahl, Eva Lind",
    "loss of a friend, loss of a parent, grief, envy, first love, love",
    "Drama, Comedy",
    "A lighthouse keeper, A keeper of letters, Letters from the lighthouse",
    1,
)
strangers = films("Bo Ek, Liv", "strange, stranger still, other", "Western", "Dust and horses", 100)


def test_films_that_share_nothing_are_not_bound() -> None:
    assert told(film(1, people=["Ida Berg"]), film(2, people=["Ole Dahl"])) == []


def test_what_is_shared_is_told_the_strongest_first() -> None:
    one = film(1, people=["Ida Berg"], genres=["Drama"], themes=["Grief"])
    other = film(2, people=["IDA BERG"], genres=["drama"], themes=["grief"])
    assert told(one, other) == [("person", "Ida Berg"), ("theme", "Grief"), ("genre", "Drama")]


def test_a_name_that_is_billed_first_binds_more_than_one_billed_later() -> None:
    one = film(1, people=["Ida Berg", "Ole Dahl", *"abcdefg", "Eva Lind"])
    by_place = [weight(one, film(2, people=[name])) for name in ("Ida Berg", "Ole Dahl", "g")]
    assert by_place == sorted(by_place, reverse=True)
    first, tenth = film(2, people=["Ida Berg"]), film(2, people=[*"hijklmnop", "Ida Berg"])
    assert weight(one, first) > 2 * weight(one, tenth)


def test_a_rare_value_binds_more_than_a_frequent_one() -> None:
    one = film(1, themes=["envy", "grief"])
    rarity = Rarity(1000, lambda _kind, key: 3 if key == "envy" else 300)
    of_envy = weight(one, film(2, themes=["envy"]), rarity)
    of_grief = weight(one, film(2, themes=["grief"]), rarity)
    assert of_envy > 5 * of_grief


def test_themes_under_a_near_parent_bind_less_than_the_same_theme() -> None:
    one = film(1, themes=["loss of a friend"])
    same, sibling = film(2, themes=["loss of a friend"]), film(2, themes=["loss of a parent"])
    cousin = film(2, themes=["envy"])
    assert told(one, sibling) == [("broader theme", "grief")]
    assert told(one, film(2, themes=["grief"])) == [("broader theme", "grief")]
    assert weight(one, same) > weight(one, sibling) > weight(one, cousin) > 0


def test_a_parent_that_half_of_the_films_share_binds_nothing() -> None:
    one, other = film(1, themes=["loss of a friend"]), film(2, themes=["loss of a parent"])
    assert told(one, other, Rarity(1000, lambda _kind, _key: 500)) == []


def test_each_theme_binds_once() -> None:
    one = film(1, themes=["loss of a friend"])
    other = film(2, themes=["loss of a friend", "loss of a parent", "grief", "envy"])
    assert told(one, other) == [("theme", "loss of a friend")]


def test_a_theme_counts_less_in_a_film_of_many_themes() -> None:
    one = film(1, themes=["envy"])
    few = film(2, themes=["envy", "chess"])
    many = film(2, themes=["envy", *map(str, range(60))])
    assert weight(one, few) > weight(one, many)


def test_roles_bind_a_series() -> None:
    one = film(1, roles=["Mara Quill", "Guard"])
    assert told(one, film(2, roles=["MARA QUILL"])) == [("role", "Mara Quill")]
    of_name = weight(one, film(2, roles=["Mara Quill"]))
    assert of_name > weight(one, film(2, roles=["Guard"]))


def test_rare_words_of_titles_and_safe_texts_bind() -> None:
    one = film(1, title="The Lighthouse", texts=["A keeper of the lamp, in 1950."])
    other = film(2, texts=["The keeper leaves the lighthouse in 1950."])
    assert told(one, other) == [("words", "keeper"), ("words", "lighthouse")]
    frequent = Rarity(1000, lambda _kind, _key: 400)
    assert told(one, other, frequent) == []


def test_two_characters_of_a_script_without_spaces_are_a_word() -> None:
    assert told(film(1, title="灯台の人"), film(2, title="人と灯台")) == [("words", "灯台")]


def test_films_with_nothing_but_common_genres_are_not_kin() -> None:
    genres = ["Drama", "Comedy", "War", "Western", "Crime", "Horror"]
    one, other = film(1, genres=genres), film(2, genres=genres)
    assert told(one, other) != []
    assert kindred(one, [other], ALL_RARE, HIERARCHY) == ()


def test_two_of_three_films_are_kin_by_a_director_or_a_theme() -> None:
    ida, envy = film(1, people=["Ida Berg"]), film(1, themes=["envy"])
    for one, other in ((ida, film(2, people=["Ida Berg"])), (envy, film(2, themes=["envy"]))):
        all_films = [one, other, film(3)]
        rarity = Rarity.of(all_films, HIERARCHY)
        assert numbers(kindred(one, all_films, rarity, HIERARCHY)) == [2]


def test_the_nearest_kin_comes_first_and_no_film_is_its_own() -> None:
    one = film(1, people=["Ida Berg", "Ole Dahl"], themes=["envy"])
    others = [
        film(4, people=["Eva Lind", "Ole Dahl"], themes=["envy"]),
        film(3, people=["Ida Berg"], themes=["envy"]),
        film(2, people=["Ida Berg"]),
        one,
    ]
    assert numbers(kindred(one, others, ALL_RARE, HIERARCHY)) == [3, 4, 2]
    assert numbers(kindred(one, others, ALL_RARE, HIERARCHY, limit=1)) == [3]
    assert kindred(one, others, ALL_RARE, HIERARCHY, limit=0) == ()


def test_of_two_as_near_the_lower_number_comes_first() -> None:
    others = [film(number, people=["Ida Berg"]) for number in (9, 3, 5)]
    found = kindred(film(1, people=["Ida Berg"]), others, ALL_RARE, HIERARCHY)
    assert numbers(found) == [3, 5, 9]


def test_films_are_counted_by_their_values() -> None:
    all_films = [
        film(1, themes=["loss of a friend", "Grief"], people=["Ida Berg", "Ida BERG"]),
        film(2, themes=["loss of a parent"], texts=["A keeper. A keeper!"]),
        film(3, themes=["envy"]),
    ]
    rarity = Rarity.of(all_films, HIERARCHY)
    assert rarity.total == 3
    assert rarity.counts("theme", "grief") == 1
    assert rarity.counts("broader theme", "grief") == 2
    assert rarity.counts("broader theme", "emotion") == 3
    assert rarity.counts("person", "ida-berg") == 1
    assert rarity.counts("words", "keeper") == 1
    assert rarity.counts("genre", "drama") == 0


@given(known.flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))))
def test_the_order_of_the_others_does_not_matter(
    orders: tuple[list[Findable], list[Findable]],
) -> None:
    all_films, shuffled = orders
    rarity = Rarity.of(all_films, HIERARCHY)
    expected = kindred(all_films[0], all_films, rarity, HIERARCHY)
    assert kindred(all_films[0], shuffled, rarity, HIERARCHY) == expected


@given(known, strangers)
def test_films_that_share_nothing_change_nothing_but_through_the_total(
    all_films: list[Findable], others: list[Findable]
) -> None:
    """With the same total the answer is the same; with a higher one nothing weighs less."""
    one, everyone = all_films[0], all_films + others
    before, after = Rarity.of(all_films, HIERARCHY), Rarity.of(everyone, HIERARCHY)
    expected = kindred(one, all_films, before, HIERARCHY, 99)
    assert kindred(one, everyone, before, HIERARCHY, 99) == expected
    same_total = Rarity(before.total, after.counts)
    assert kindred(one, everyone, same_total, HIERARCHY, 99) == expected
    grown = {kin.number: kin for kin in kindred(one, everyone, after, HIERARCHY, 99)}
    assert grown.keys() <= {one.number for one in all_films}
    for kin in expected:
        weights = {(bond.kind, bond.name): bond.weight for bond in grown[kin.number].bonds}
        assert all(bond.weight <= weights[bond.kind, bond.name] for bond in kin.bonds)


names = st.one_of(
    st.text(),
    st.text("aAbB .-'’&é\u0301ガ"),
    st.sampled_from(["Ida Berg", "IDA BERG", "ida-berg", "Ída Berg", "A & B", "a and b", "&" * 90]),
)


@given(names, names)
@pytest.mark.parametrize("field", ["people", "roles"])
def test_names_are_the_same_if_their_keys_are(field: str, name: str, other: str) -> None:
    one, two = film(1), film(2)
    setattr(one, field, [name])
    setattr(two, field, ["", other])
    bound = bool(name.strip() and other.strip()) and key_of(name) == key_of(other)
    assert bool(told(one, two)) == bound


@given(st.lists(names), st.lists(names), st.lists(names), st.integers(-5, 9), st.integers(-5, 9))
def test_films_with_any_values_can_be_compared(
    people: list[str], themes: list[str], texts: list[str], total: int, count: int
) -> None:
    one = film(1, people=people, themes=themes, texts=texts, genres=themes, roles=people)
    other = film(2, people=people[1:], themes=themes[:2], texts=texts[::-1], roles=texts)
    for rarity in (Rarity(total, lambda _kind, _key: count), Rarity.of([one, other], HIERARCHY)):
        shared = bonds(one, other, rarity, HIERARCHY)
        weights = [bond.weight for bond in shared]
        assert weights == sorted(weights, reverse=True)
        assert all(0 < bond.weight <= 2 for bond in shared)
