"""How near an early statement is to a later one."""

import time
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.leaks.pages import film

from lookback.film.moment import Moment
from lookback.film.page import Page
from lookback.film.part import Part
from lookback.leaks.nearness import Nearness, Surroundings, rarity
from lookback.leaks.page import find_leaks
from lookback.leaks.statements import Statement, statements


def nearest(told: Page, begins: str) -> Nearness:
    all_of_it = list(statements(told))
    [one] = [each for each in all_of_it if each.text.startswith(begins)]
    return Surroundings(told, all_of_it).nearest(one, 0.0, 0.1)


def test_small_words_weigh_nothing_and_rare_ones_all() -> None:
    assert rarity("the") == rarity("who") == rarity("7") == 0
    assert rarity("zeugma") == 1
    assert 0 < rarity("hous") < rarity("lighthous") <= 1


def test_the_later_statement_with_most_of_the_words_is_the_nearest() -> None:
    told = film(
        "## Story so far",
        "@0:10 Zora hides a ledger in the cistern.",
        "@0:40 A ledger is missing.",
        "@0:50 Below the cistern lies the ledger.",
    )
    found = nearest(told, "Zora")
    assert isinstance(found.later, Statement)
    assert found.later.opens == Moment.minute(50)
    assert set(found.shared) == {"ledg", "cistern"}


def test_words_that_stand_earlier_too_do_not_count() -> None:
    told = film("A ledger.", "## Story so far", "@0:10 Zora reads a ledger.", "@0:50 The ledger!")
    assert nearest(told, "Zora") == Nearness()


def test_what_replaces_a_block_may_share_its_words() -> None:
    told = film(
        "## Story so far",
        "@0:10 name: guest\nA stranger hides in the cistern.",
        "@0:50 replaces: guest\nThe stranger who hid in the cistern is Zora.",
    )
    assert nearest(told, "A stranger") == Nearness()


def test_signs_that_only_join_words_weigh_nothing() -> None:
    assert rarity("ない") == 0
    assert rarity("灯台") == 1


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=12))
def test_where_a_word_comes_first_elsewhere_is_what_looking_at_all_of_them_finds(
    told: list[tuple[int, int]],
) -> None:
    said = [Statement(place, 1, Part.RECAP, "a ledger", Moment(at)) for place, at in told]
    around = Surroundings(film("A man."), said)
    for place, at in product(range(5), range(5)):
        one = Statement(place, 1, Part.RECAP, "a Ledger", Moment(at))
        others = [other.opens for other in said if other.place != place]
        assert around.first_elsewhere("ledg", one) == min(others, default=None)
        later = [other for other in said if other.opens >= one.opens]
        first = min(later, key=lambda other: (other.opens, other.place), default=None)
        assert around.at(one.opens, ["ledg"]) == first


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 90)), max_size=12),
    st.integers(0, 90),
)
def test_a_name_is_kept_for_later_where_no_other_passage_has_it_between(
    told: list[tuple[int, int]], opens: int
) -> None:
    page = film("A man.")
    said = [Statement(one, 1, Part.RECAP, "a Zora", Moment.minute(at)) for one, at in told]
    role = Statement(9, 1, Part.CAST, "Bo as Zora", Moment.minute(opens))
    around = Surroundings(page, [*said, role])
    for one in said:
        is_far = around.share(role.opens) - around.share(one.opens) >= 0.05
        between = [o for o in said if one.opens != o.opens < role.opens and o.place != one.place]
        assert around.gated_names(one) == ({"zora": role.opens} if is_far and not between else {})


@pytest.mark.parametrize("gates", ["falling", "rising", "the same"])
def test_a_long_page_that_repeats_its_names_is_checked_within_seconds(gates: str) -> None:
    count = 1900
    seconds = {"falling": range(count, 0, -1), "rising": range(count), "the same": [600] * count}
    blocks = [f"@{Moment(60 + at)} Hans Gruber meets Sister Maria." for at in seconds[gates]]
    page = film("A man.", "## Story so far", *blocks)
    began = time.process_time()
    find_leaks(page)
    assert time.process_time() - began < 5
