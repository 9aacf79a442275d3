"""How near an early statement is to a later one."""

from tests.leaks.pages import film

from lookback.film.moment import Moment
from lookback.film.page import Page
from lookback.leaks.nearness import Nearness, Surroundings, rarity
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
