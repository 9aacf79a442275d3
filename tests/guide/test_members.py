from datetime import timedelta
from pathlib import Path

import pytest
from tests.guide.housing import HERE, PASSWORD, housed

from lookback.errors import InvitationInvalid, NotAllowed, ReaderMissing, SignUpClosed, ValueInvalid
from lookback.film.reader import Role

MINUTE = timedelta(minutes=1)
WEEK = timedelta(days=7)


def test_an_invitation_makes_one_reader_with_its_role(database: str) -> None:
    with housed(database) as house:
        house.join("Ana")
        invitation = house.accounts.invite(Role.AUTHOR)
        assert house.accounts.invited(invitation).role is Role.AUTHOR
        assert house.accounts.sign_up("Bo", PASSWORD, invitation=invitation).role is Role.AUTHOR
        with pytest.raises(InvitationInvalid):
            house.accounts.sign_up("Cy", PASSWORD, invitation=invitation)
        with pytest.raises(InvitationInvalid):
            house.accounts.invited(invitation)


def test_an_invitation_expires_after_a_week(database: str) -> None:
    with housed(database) as house:
        house.join("Ana")
        invitation = house.accounts.invite()
        house.wait(WEEK - MINUTE)
        house.accounts.invited(invitation)
        house.wait(MINUTE)
        with pytest.raises(InvitationInvalid):
            house.accounts.sign_up("Bo", PASSWORD, invitation=invitation)


def test_a_refused_name_does_not_use_the_invitation_up(database: str) -> None:
    with housed(database) as house:
        house.join("Ana")
        invitation = house.accounts.invite()
        for name, password in (("ANA", PASSWORD), ("", PASSWORD), ("Bo", "short")):
            with pytest.raises(Exception, match="cannot be used"):
                house.accounts.sign_up(name, password, invitation=invitation)
        assert house.accounts.sign_up("Bo", PASSWORD, invitation=invitation).name == "Bo"


@pytest.mark.parametrize("guess", ["x", "\0", "\ud800", "A" * 43, "A" * 10_000])
def test_an_invitation_cannot_be_guessed(database: str, guess: str) -> None:
    with housed(database) as house:
        house.join("Ana")
        house.accounts.invite()
        for use in (
            lambda: house.accounts.invited(guess),
            lambda: house.accounts.sign_up("Bo", PASSWORD, invitation=guess),
            lambda: house.accounts.set_password(guess, PASSWORD),
        ):
            with pytest.raises(InvitationInvalid):
                use()


def test_a_lost_password_is_set_anew_by_a_link_and_all_sessions_end(database: str) -> None:
    with housed(database) as house:
        house.join("Ana")
        bo = house.join("Bo")
        key = house.accounts.open_session(bo, "")
        link = house.accounts.invite_again("bO")
        assert house.accounts.invited(link).reader == bo
        assert house.accounts.set_password(link, "another password") == bo
        assert house.accounts.of_session(key) is None
        assert house.accounts.sign_in("Bo", "another password", where=HERE) == bo
        with pytest.raises(InvitationInvalid):
            house.accounts.set_password(link, PASSWORD)


def test_a_second_link_ends_the_first_and_a_changed_password_ends_both(database: str) -> None:
    with housed(database) as house:
        house.join("Ana")
        bo = house.join("Bo")
        first, second = (house.accounts.invite_again("Bo") for _ in range(2))
        with pytest.raises(InvitationInvalid):
            house.accounts.invited(first)
        house.accounts.change_password(bo, PASSWORD, "another password", keep="")
        with pytest.raises(InvitationInvalid):
            house.accounts.set_password(second, PASSWORD)


def test_neither_kind_of_invitation_stands_in_for_the_other(database: str) -> None:
    with housed(database) as house:
        house.join("Ana")
        house.join("Bo")
        with pytest.raises(InvitationInvalid):
            house.accounts.sign_up("Cy", PASSWORD, invitation=house.accounts.invite_again("Bo"))
        with pytest.raises(InvitationInvalid):
            house.accounts.set_password(house.accounts.invite(), PASSWORD)


def test_settings_are_kept_and_change_the_number_of_the_reader(database: str) -> None:
    with housed(database) as house:
        ana = house.join("Ana")
        first = house.accounts.settle(ana, margin=5 * MINUTE)
        second = house.accounts.settle(first, trusts_player=True)
        assert (second.margin, second.trusts_player) == (5 * MINUTE, True)
        assert len({ana.changes, first.changes, second.changes}) == 3
        assert house.accounts.by_name("Ana") == second


@pytest.mark.parametrize(
    "margin",
    [
        -MINUTE,
        61 * MINUTE,
        timedelta(seconds=30),
        MINUTE + timedelta(microseconds=1),
        timedelta.max,
    ],
)
def test_a_margin_is_of_whole_minutes_up_to_an_hour(sqlite_path: Path, margin: timedelta) -> None:
    with housed(str(sqlite_path)) as house:
        ana = house.join("Ana")
        with pytest.raises(ValueInvalid):
            house.accounts.settle(ana, margin=margin)
        assert house.accounts.by_name("Ana") == ana


def test_a_role_is_given_by_name_and_holds_in_sessions_that_are_open(database: str) -> None:
    with housed(database) as house:
        house.join("Ana")
        bo = house.join("Bo")
        key = house.accounts.open_session(bo, "")
        assert house.accounts.give_role("BO", Role.AUTHOR).role is Role.AUTHOR
        found = house.accounts.of_session(key)
        assert found is not None
        assert found.role is Role.AUTHOR
        assert [(one.name, one.role) for one in house.accounts.readers()] == [
            ("Ana", Role.OPERATOR),
            ("Bo", Role.AUTHOR),
        ]


def test_the_last_operator_stays_one(database: str) -> None:
    with housed(database) as house:
        house.join("Ana")
        house.join("Bo")
        with pytest.raises(NotAllowed):
            house.accounts.give_role("Ana", Role.READER)
        assert house.accounts.give_role("Ana", Role.OPERATOR).role is Role.OPERATOR
        house.accounts.give_role("Bo", Role.OPERATOR)
        assert house.accounts.give_role("Ana", Role.READER).role is Role.READER
        with pytest.raises(NotAllowed):
            house.accounts.give_role("Bo", Role.AUTHOR)


@pytest.mark.parametrize("name", ["Nobody", "", "a\0b", "\ud800"])
def test_a_name_that_nobody_has_is_told(database: str, name: str) -> None:
    with housed(database) as house:
        house.join("Ana")
        for ask in (
            lambda: house.accounts.by_name(name),
            lambda: house.accounts.invite_again(name),
            lambda: house.accounts.give_role(name, Role.AUTHOR),
        ):
            with pytest.raises(ReaderMissing):
                ask()


def test_without_an_invitation_nobody_comes_in_by_default(sqlite_path: Path) -> None:
    with housed(str(sqlite_path)) as house:
        house.join("Ana")
        with pytest.raises(SignUpClosed):
            house.accounts.sign_up("Bo", PASSWORD)
