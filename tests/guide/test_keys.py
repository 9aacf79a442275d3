import hashlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.guide.housing import PASSWORD, House, housed
from tests.guides import NOW, kept

from lookback.errors import ItemMissing, NameInvalid, NotAllowed, ValueInvalid
from lookback.film.reader import Scope
from lookback.guide import keys

DAY = timedelta(days=1)
READ = frozenset({Scope.READ})


def wrong(key: str) -> list[str]:
    """What somebody could try who knows something like a key."""
    digest = hashlib.sha256(key.encode())
    return ["", key[:-1], key + "A", key.swapcase(), key + " ", digest.hexdigest(), "\ud800", "\0"]


def test_a_session_opens_with_its_key_alone(database: str) -> None:
    with housed(database) as house:
        ana = house.join("Ana")
        key = house.accounts.open_session(ana, "Testfox")
        assert house.accounts.of_session(key) == ana
        assert len(key) == 43
        for guess in wrong(key):
            assert house.accounts.of_session(guess) is None


def test_every_key_is_another_one(sqlite_path: Path) -> None:
    with housed(str(sqlite_path)) as house:
        ana = house.join("Ana")
        made = [house.accounts.open_session(ana, "") for _ in range(5)]
        made += [house.accounts.turn_hook(ana) for _ in range(5)]
        assert len(set(made)) == 10


def test_no_key_stands_in_the_database(sqlite_path: Path) -> None:
    with housed(str(sqlite_path)) as house:
        ana = house.join("Ana")
        secrets = [
            PASSWORD,
            house.accounts.open_session(ana, "Testfox"),
            house.accounts.make_token(ana, "Kodi", READ),
            house.accounts.turn_hook(ana),
            house.accounts.invite(),
        ]
        rows = repr(kept(house.store))
        assert "Testfox" in rows
        for secret in secrets:
            assert secret not in rows


def test_a_session_ends_when_it_was_not_used_for_ninety_days(database: str) -> None:
    with housed(database) as house:
        ana = house.join("Ana")
        used, unused = (house.accounts.open_session(ana, name) for name in ("used", "unused"))
        house.wait(60 * DAY)
        assert house.accounts.of_session(used) == ana
        house.wait(31 * DAY)
        assert house.accounts.of_session(unused) is None
        assert [one.agent for one in house.accounts.sessions(ana)] == ["used"]
        house.accounts.open_session(ana, "new")
        assert len(kept(house.store)["session"]) == 2
        assert house.accounts.of_session(used) == ana


def test_when_a_session_was_used_is_noted_at_most_once_an_hour(database: str) -> None:
    with housed(database) as house:
        ana = house.join("Ana")
        key = house.accounts.open_session(ana, "")
        for minutes, seen in ((59, 0), (1, 60), (30, 60)):
            house.wait(timedelta(minutes=minutes))
            house.accounts.of_session(key)
            (one,) = house.accounts.sessions(ana)
            assert one.seen == NOW + timedelta(minutes=seen)
            assert one.made == NOW


def test_what_a_browser_calls_itself_is_cut_and_has_no_control_characters(database: str) -> None:
    with housed(database) as house:
        ana = house.join("Ana")
        house.accounts.open_session(ana, "\0Test\x1bfox\ud800" + "x" * 1000)
        (one,) = house.accounts.sessions(ana)
        assert one.agent == "Testfox" + "x" * 193


def test_a_reader_knows_which_session_is_the_one_that_they_are_in(database: str) -> None:
    with housed(database) as house:
        ana = house.join("Ana")
        first = house.accounts.open_session(ana, "first")
        house.accounts.open_session(ana, "second")
        found = {
            one.agent: house.accounts.is_of(one, first) for one in house.accounts.sessions(ana)
        }
        assert found == {"first": True, "second": False}


def test_a_closed_session_opens_nothing(database: str) -> None:
    with housed(database) as house:
        ana = house.join("Ana")
        key = house.accounts.open_session(ana, "")
        other = house.accounts.open_session(ana, "")
        house.accounts.close_session(key)
        house.accounts.close_session("never a key")
        assert house.accounts.of_session(key) is None
        assert house.accounts.of_session(other) == ana


def test_another_readers_session_looks_missing(database: str) -> None:
    with housed(database) as house:
        ana, bo = house.join("Ana"), house.join("Bo")
        key = house.accounts.open_session(ana, "")
        (session,) = house.accounts.sessions(ana)
        told = []
        for number in (session.id, session.id + 1, 0, -1, 2**63, 10**30):
            with pytest.raises(ItemMissing) as missing:
                house.accounts.revoke_session(bo, number)
            told.append(str(missing.value))
        assert len(set(told)) == 1
        house.accounts.revoke_session(ana, session.id)
        assert house.accounts.of_session(key) is None


def test_a_token_is_good_for_its_scopes_until_it_is_revoked(database: str) -> None:
    with housed(database) as house:
        ana = house.join("Ana")
        scopes = frozenset({Scope.READ, Scope.TOKENS})
        token = house.accounts.make_token(ana, " Kodi ", scopes)
        assert token.startswith("lb_")
        assert house.accounts.of_token(token) == (ana, scopes)
        house.accounts.revoke_token(ana, "Kodi")
        assert house.accounts.of_token(token) is None


def test_a_token_cannot_be_guessed_from_something_like_it(database: str) -> None:
    with housed(database) as house:
        ana = house.join("Ana")
        token = house.accounts.make_token(ana, "Kodi", READ)
        session, hook = house.accounts.open_session(ana, ""), house.accounts.turn_hook(ana)
        for guess in [*wrong(token), token.removeprefix("lb_"), session, hook, f"lb_{session}"]:
            assert house.accounts.of_token(guess) is None
        for guess in (token, token.removeprefix("lb_")):
            assert house.accounts.of_session(guess) is None
            assert house.accounts.of_hook(guess) is None


def test_when_a_token_was_used_is_noted(database: str) -> None:
    with housed(database) as house:
        ana = house.join("Ana")
        token = house.accounts.make_token(ana, "Kodi", READ)
        assert house.accounts.tokens(ana)[0].seen is None
        for minutes, seen in ((5, 5), (30, 5), (30, 65)):
            house.wait(timedelta(minutes=minutes))
            house.accounts.of_token(token)
            assert house.accounts.tokens(ana)[0].seen == NOW + timedelta(minutes=seen)


def test_two_readers_may_call_a_token_the_same_and_one_reader_may_not(database: str) -> None:
    with housed(database) as house:
        ana, bo = house.join("Ana"), house.join("Bo")
        house.accounts.make_token(ana, "Kodi", READ)
        house.accounts.make_token(bo, "Kodi", READ)
        with pytest.raises(NameInvalid):
            house.accounts.make_token(ana, "Kodi", READ)
        with pytest.raises(NameInvalid):
            house.accounts.make_token(ana, "", READ)
        with pytest.raises(ValueInvalid):
            house.accounts.make_token(ana, "Nothing", frozenset())


def test_a_reader_has_only_so_many_tokens(
    sqlite_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "MOST_TOKENS", 1)
    with housed(str(sqlite_path)) as house:
        ana = house.join("Ana")
        house.accounts.make_token(ana, "one", READ)
        with pytest.raises(NotAllowed):
            house.accounts.make_token(ana, "two", READ)


@pytest.mark.parametrize("name", ["Kodi", "kodi", "None", "", "a\0b", "\ud800", "k" * 10_000])
def test_another_readers_token_looks_missing(database: str, name: str) -> None:
    with housed(database) as house:
        ana, bo = house.join("Ana"), house.join("Bo")
        token = house.accounts.make_token(ana, "Kodi", READ)
        with pytest.raises(ItemMissing) as missing:
            house.accounts.revoke_token(bo, name)
        assert str(missing.value) == "there is no such thing here"
        assert house.accounts.of_token(token) is not None


def test_a_new_webhook_ends_the_one_before(database: str) -> None:
    with housed(database) as house:
        ana, bo = house.join("Ana"), house.join("Bo")
        assert house.accounts.hook_made(ana) is None
        first = house.accounts.turn_hook(ana)
        assert house.accounts.of_hook(first) == ana
        house.wait(DAY)
        second = house.accounts.turn_hook(ana)
        assert house.accounts.of_hook(first) is None
        assert house.accounts.of_hook(second) == ana
        assert house.accounts.hook_made(ana) == NOW + DAY
        assert house.accounts.hook_made(bo) is None
        for guess in wrong(second):
            assert house.accounts.of_hook(guess) is None


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with housed(str(tmp_path_factory.mktemp("keys") / "guide.db")) as made:
        made.join("Ana")
        yield made


@given(key=st.text())
def test_no_text_is_a_key_by_chance(house: House, key: str) -> None:
    assert house.accounts.of_session(key) is None
    assert house.accounts.of_token(key) is None
    assert house.accounts.of_hook(key) is None
    house.accounts.close_session(key)
