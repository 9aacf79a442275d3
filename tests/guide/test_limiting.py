from datetime import timedelta

import pytest
from tests.guides import NOW

from lookback.errors import TooManyTries
from lookback.guide import limiting
from lookback.guide.limiting import Limit, network_of

MINUTE = timedelta(minutes=1)


def is_let(limit: Limit, key: str) -> bool:
    try:
        limit.hit(key)
    except TooManyTries:
        return False
    return True


def test_so_many_tries_are_let_and_no_more_until_the_first_is_long_ago() -> None:
    now = NOW
    limit = Limit(2, 15 * MINUTE, lambda: now)
    assert [is_let(limit, "ana") for _ in range(3)] == [True, True, False]
    assert is_let(limit, "bo")
    now += 15 * MINUTE - timedelta(seconds=1)
    assert not is_let(limit, "ana")
    now += timedelta(seconds=1)
    assert [is_let(limit, "ana") for _ in range(3)] == [True, True, False]


def test_the_window_moves_with_each_try() -> None:
    now = NOW
    limit = Limit(2, 15 * MINUTE, lambda: now)
    assert is_let(limit, "ana")
    now += 10 * MINUTE
    assert is_let(limit, "ana")
    now += 6 * MINUTE  # the first is over, the second is not
    assert [is_let(limit, "ana") for _ in range(2)] == [True, False]


def test_the_refusal_says_how_long_to_wait_and_not_for_whom() -> None:
    limit = Limit(0, 15 * MINUTE, lambda: NOW)
    with pytest.raises(TooManyTries) as told:
        limit.hit("ana")
    assert str(told.value) == "too many tries: expected a pause of 15 minutes"


def test_what_is_remembered_stays_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiting, "_MOST_KEPT", 10)
    limit = Limit(1, MINUTE, lambda: NOW)
    for number in range(100):
        limit.hit(str(number))
    assert len(limit._tries) == 10
    assert not is_let(limit, "99")


@pytest.mark.parametrize(
    ("where", "network"),
    [("192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"),
     ("2001:db8:1:2::1", "20010db800010002::"), ("2001:db8:1:2:ffff::", "20010db800010002::"),
     ("2001:db8:1:3::1", "20010db800010003::"), ("testclient", "testclient"), ("", "")],
)  # fmt: skip
def test_an_address_counts_as_the_network_that_one_household_has(where: str, network: str) -> None:
    assert network_of(where).zfill(18 if ":" in network else 0) == network
