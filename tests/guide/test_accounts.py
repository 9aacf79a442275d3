import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import update
from tests.guide.housing import HERE, PASSWORD, House, housed

from lookback.errors import (
    InvitationInvalid,
    LookBackError,
    NameInvalid,
    PasswordInvalid,
    SignInFailed,
    SignUpClosed,
    TooManyTries,
)
from lookback.film.reader import Reader, Role
from lookback.guide.accounts import Accounts, SignUp
from lookback.guide.passwords import Passwords
from lookback.store import accounts as kept_accounts
from lookback.store.tables import reader

MINUTE = timedelta(minutes=1)
WRONG = "wrong"


def failure(accounts: Accounts, name: str, password: str = WRONG, where: str = HERE) -> str:
    """What somebody is told who tries to sign in."""
    with pytest.raises(LookBackError) as told:
        accounts.sign_in(name, password, where=where)
    return str(told.value)


def test_the_first_to_sign_up_becomes_the_operator(database: str) -> None:
    with housed(database, sign_up=SignUp.OPEN) as house:
        assert not house.accounts.has_readers()
        assert house.accounts.sign_up("Ana", PASSWORD).role is Role.OPERATOR
        assert house.accounts.has_readers()
        assert house.accounts.sign_up("Bo", PASSWORD).role is Role.READER


def test_of_two_who_sign_up_first_at_once_one_becomes_the_operator(database: str) -> None:
    with housed(database) as guide, ThreadPoolExecutor(4) as pool:

        def joined(name: str) -> Reader | None:
            try:
                return guide.accounts.sign_up(name, PASSWORD)
            except SignUpClosed:
                return None

        made = list(pool.map(joined, ["Ana", "Bo", "Cy", "Di"]))
        assert [one.role for one in made if one] == [Role.OPERATOR]
        assert len(guide.accounts.readers()) == 1


@pytest.mark.parametrize("sign_up", [SignUp.CLOSED, SignUp.INVITED])
def test_where_sign_up_is_not_open_only_invitations_let_in(
    sqlite_path: Path, sign_up: SignUp
) -> None:
    with housed(str(sqlite_path), sign_up=sign_up) as house:
        house.accounts.sign_up("Ana", PASSWORD)
        with pytest.raises(SignUpClosed):
            house.accounts.sign_up("Ana", "short")  # says nothing about names
        invitation = house.accounts.invite()
        assert house.accounts.sign_up("Bo", PASSWORD, invitation=invitation).name == "Bo"


def test_a_taken_name_is_refused_in_the_words_of_an_impossible_one(database: str) -> None:
    with housed(database, sign_up=SignUp.OPEN) as house:
        house.join("Ana")
        told = set()
        for name in ("ana", "ＡＮＡ", " Ana ", "operator", "", "a\0"):
            with pytest.raises(NameInvalid) as refused:
                house.accounts.sign_up(name, PASSWORD)
            told.add(str(refused.value))
        assert len(told) == 1


def test_a_password_that_is_too_short_makes_no_reader(database: str) -> None:
    with housed(database) as house:
        with pytest.raises(PasswordInvalid):
            house.accounts.sign_up("Ana", "short")
        assert not house.accounts.has_readers()


def test_ten_an_hour_can_sign_up_from_one_place(sqlite_path: Path) -> None:
    with housed(str(sqlite_path), sign_up=SignUp.OPEN) as house:
        house.join("Ana")

        def joined(name: str, where: str = HERE) -> None:
            with pytest.raises(NameInvalid):
                house.accounts.sign_up(name, PASSWORD, where=where)

        for _ in range(10):
            joined("ana")
        for name in ("ana", "somebody new"):
            with pytest.raises(TooManyTries):
                house.accounts.sign_up(name, PASSWORD, where=HERE)
        joined("ana", where="192.0.2.2")
        house.wait(60 * MINUTE)
        joined("ana")
        for _ in range(20):
            joined("ana", where="")  # the command line


def test_a_reader_signs_in_whatever_the_case_of_their_name(database: str) -> None:
    with housed(database) as house:
        ana = house.join("Ána")
        for name in ("Ána", "áNA", " A\u0301na "):
            assert house.accounts.sign_in(name, PASSWORD, where=HERE) == ana


def test_an_unknown_name_and_a_wrong_password_look_the_same(database: str) -> None:
    with housed(database) as house:
        house.join("Ana")
        told = {failure(house.accounts, name) for name in ("Ana", "Bo", "", "a\0b", "\ud800")}
        assert told == {"that name and password do not belong together"}


def test_a_password_is_compared_once_whether_there_is_such_a_reader_or_not(
    sqlite_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = []
    fits = Passwords.fits

    def counted(self: Passwords, kept: str, password: str) -> bool:
        compared.append(kept)
        return fits(self, kept, password)

    with housed(str(sqlite_path)) as house:
        house.join("Ana")
        monkeypatch.setattr(Passwords, "fits", counted)
        failure(house.accounts, "Ana")
        failure(house.accounts, "Bo")
        assert [bool(kept) for kept in compared] == [True, False]


def test_ten_tries_in_fifteen_minutes_are_let_for_every_name_alike(sqlite_path: Path) -> None:
    with housed(str(sqlite_path)) as house:
        house.join("Ana")
        told = {
            name: [failure(house.accounts, name, where=f"192.0.2.{number}") for number in range(12)]
            for name in ("Ana", "Nobody", "a\0b")
        }
        assert told["Ana"] == told["Nobody"] == told["a\0b"]
        assert told["Ana"][9] != told["Ana"][10] == told["Ana"][11]
        assert failure(house.accounts, " ＡＮＡ", PASSWORD) == told["Ana"][10]
        house.wait(15 * MINUTE)
        assert house.accounts.sign_in("Ana", PASSWORD, where=HERE).name == "Ana"


def test_fifty_tries_in_fifteen_minutes_are_let_from_one_place(sqlite_path: Path) -> None:
    with housed(str(sqlite_path)) as house:
        house.join("Ana")
        told = [
            failure(house.accounts, f"n{number}", where=f"2001:db8::{number:x}")
            for number in range(51)
        ]
        assert len(set(told[:50])) == 1
        assert told[50].startswith("too many tries")
        with pytest.raises(TooManyTries):
            house.accounts.sign_in("Ana", PASSWORD, where="2001:db8::ffff")
        assert house.accounts.sign_in("Ana", PASSWORD, where=HERE).name == "Ana"


def test_an_old_hash_is_made_anew_when_its_reader_signs_in(database: str) -> None:
    weak = PasswordHasher(time_cost=1).hash(PASSWORD)
    with housed(database) as house:
        ana = house.join("Ana")
        with house.store.change() as connection:
            connection.execute(update(reader).values(password=weak))
        for _ in range(2):
            house.accounts.sign_in("Ana", PASSWORD, where=HERE)
        with house.store.read() as connection:
            kept = kept_accounts.password_of(connection, ana.id)
        assert Passwords(secrets.token_bytes).is_old(weak)
        assert not Passwords(secrets.token_bytes).is_old(kept)


def test_a_changed_password_ends_all_other_sessions(database: str) -> None:
    with housed(database) as house:
        ana, bo = house.join("Ana"), house.join("Bo")
        kept, other = (house.accounts.open_session(ana, "") for _ in range(2))
        bos = house.accounts.open_session(bo, "")
        house.accounts.change_password(ana, PASSWORD, "another password", keep=kept)
        assert house.accounts.of_session(kept) == ana
        assert house.accounts.of_session(other) is None
        assert house.accounts.of_session(bos) == bo
        assert house.accounts.sign_in("Ana", "another password", where=HERE) == ana
        assert failure(house.accounts, "Ana", PASSWORD)


def test_a_password_is_not_changed_by_a_wrong_one_nor_to_a_short_one(database: str) -> None:
    with housed(database) as house:
        ana = house.join("Ana")
        other = house.accounts.open_session(ana, "")
        with pytest.raises(SignInFailed):
            house.accounts.change_password(ana, "wrong", "another password", keep="")
        with pytest.raises(PasswordInvalid):
            house.accounts.change_password(ana, PASSWORD, "short", keep="")
        assert house.accounts.of_session(other) == ana
        assert house.accounts.sign_in("Ana", PASSWORD, where=HERE) == ana


def test_whoever_sits_at_an_open_browser_cannot_try_passwords_for_long(sqlite_path: Path) -> None:
    with housed(str(sqlite_path)) as house:
        ana = house.join("Ana")
        for _ in range(10):
            with pytest.raises(SignInFailed):
                house.accounts.change_password(ana, "wrong", "another password", keep="")
        with pytest.raises(TooManyTries):
            house.accounts.change_password(ana, PASSWORD, "another password", keep="")


def test_a_login_elsewhere_makes_a_reader_once(database: str) -> None:
    with housed(database, sign_up=SignUp.OPEN) as house:
        ana = house.accounts.by_login("https://id.example.org", "42", "Ana")
        assert ana.role is Role.OPERATOR
        assert house.accounts.by_login("https://id.example.org", "42", "Another name") == ana
        other = house.accounts.by_login("https://other.example.org", "42", "Ana")
        assert (other.name, other.role) == ("Ana 2", Role.READER)
        assert house.accounts.by_login("https://id.example.org", "43", "ANA").name == "ANA 3"


def test_a_login_elsewhere_never_takes_over_an_account_of_that_name(database: str) -> None:
    with housed(database, sign_up=SignUp.OPEN) as house:
        ana = house.join("Ana")
        assert house.accounts.by_login("proxy", "Ana", "Ana").id != ana.id


def test_whoever_signs_in_elsewhere_has_no_password_here(database: str) -> None:
    with housed(database) as house:
        ana = house.accounts.by_login("proxy", "ana", "Ana")
        assert not house.accounts.has_password(ana)
        assert failure(house.accounts, "Ana", "")
        with pytest.raises(SignInFailed):
            house.accounts.change_password(ana, "", PASSWORD, keep="")
        house.accounts.set_password(house.accounts.invite_again("Ana"), PASSWORD)
        assert house.accounts.has_password(ana)
        assert house.accounts.sign_in("Ana", PASSWORD, where=HERE) == ana


def test_a_login_elsewhere_needs_an_invitation_where_signing_up_does(database: str) -> None:
    with housed(database) as house:
        house.join("Ana")
        with pytest.raises(SignUpClosed):
            house.accounts.by_login("proxy", "bo", "Bo")
        with pytest.raises(InvitationInvalid):
            house.accounts.by_login("proxy", "bo", "Bo", invitation="x")
        invitation = house.accounts.invite(Role.AUTHOR)
        bo = house.accounts.by_login("proxy", "bo", "Bo", invitation=invitation)
        assert bo.role is Role.AUTHOR
        assert house.accounts.by_login("proxy", "bo", "Bo", invitation=invitation) == bo
        with pytest.raises(InvitationInvalid):
            house.accounts.by_login("proxy", "cy", "Cy", invitation=invitation)


def test_one_login_that_comes_twice_at_once_makes_one_reader(database: str) -> None:
    with housed(database, sign_up=SignUp.OPEN) as house, ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: house.accounts.by_login("proxy", "a", "Ana"), range(8)))
        assert len(set(made)) == 1
        assert len(house.accounts.readers()) == 1


@pytest.mark.parametrize("subject", ["", "a" * 256, "a\0b", "a\nb", "\ud800"])
def test_a_login_that_cannot_be_kept_lets_nobody_in(database: str, subject: str) -> None:
    with housed(database, sign_up=SignUp.OPEN) as house:
        for issuer, told in (("proxy", subject), (subject, "a")):
            with pytest.raises(SignInFailed):
                house.accounts.by_login(issuer, told, "Ana")
        assert not house.accounts.has_readers()


@pytest.mark.parametrize("name", ["", "\0", "operator", "a" * 500, "\u200b", "..."])
def test_whatever_a_provider_calls_them_readers_get_a_name(database: str, name: str) -> None:
    with housed(database, sign_up=SignUp.OPEN) as house:
        made = [house.accounts.by_login("proxy", subject, name).name for subject in "abc"]
        assert len(set(made)) == 3
        assert all(house.accounts.by_name(one).name == one for one in made)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("accounts")
    with housed(str(folder / "guide.db"), sign_up=SignUp.OPEN) as made:
        yield made


@given(name=st.text(), password=st.text(min_size=8, max_size=1002))
@settings(max_examples=30)
def test_whoever_could_sign_up_can_sign_in(house: House, name: str, password: str) -> None:
    try:
        made = house.accounts.sign_up(name, password)
    except (NameInvalid, PasswordInvalid):
        return
    house.wait(15 * MINUTE)
    assert house.accounts.sign_in(name, password, where=HERE) == made
