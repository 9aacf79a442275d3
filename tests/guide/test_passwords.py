import secrets

import pytest
from argon2 import PasswordHasher, extract_parameters
from hypothesis import given, settings
from hypothesis import strategies as st

from lookback.errors import PasswordInvalid
from lookback.guide import passwords
from lookback.guide.passwords import Passwords

PASSWORDS = Passwords(secrets.token_bytes)
NOBODY = passwords._NOBODY
"""Both as a guide has them: taken before the tests hash with less work (see conftest.py)."""


def test_a_password_fits_its_own_hash_and_no_other_does() -> None:
    kept = PASSWORDS.hash("correct horse")
    assert PASSWORDS.fits(kept, "correct horse")
    for wrong in ("correct horsE", "correct hors", "correct horse ", "", kept):
        assert not PASSWORDS.fits(kept, wrong)


def test_it_is_kept_by_argon2id_with_salt_of_its_own() -> None:
    one, other = PASSWORDS.hash("correct horse"), PASSWORDS.hash("correct horse")
    assert one.startswith("$argon2id$")
    assert one != other
    assert extract_parameters(one) == extract_parameters(PasswordHasher().hash("x"))


def test_it_is_the_same_password_however_it_is_typed() -> None:
    kept = PASSWORDS.hash("caf\xe9 au lait")
    assert PASSWORDS.fits(kept, "cafe\u0301 au lait")


@pytest.mark.parametrize("text", ["", "a" * 9, "a" * 1001, "ﷺ" * 100])
def test_too_short_and_too_long_ones_are_refused(text: str) -> None:
    with pytest.raises(PasswordInvalid) as told:
        PASSWORDS.hash(text)
    assert told.value.expected == "expected 10 to 1,000 characters"


@pytest.mark.parametrize("text", ["a" * 10, "a" * 1000, "灯" * 10, " " * 10, "\0" * 10])
def test_any_others_are_taken(text: str) -> None:
    assert PASSWORDS.fits(PASSWORDS.hash(text), text)


@given(st.text(st.characters()))
@settings(max_examples=10)
def test_where_there_is_no_password_none_fits(text: str) -> None:
    assert not PASSWORDS.fits("", text)


def test_what_is_compared_where_there_is_no_password_takes_the_same_work() -> None:
    assert not PASSWORDS.is_old(NOBODY)


def test_a_hash_made_with_less_care_is_old() -> None:
    assert PASSWORDS.is_old(PasswordHasher(time_cost=1).hash("correct horse"))
    assert not PASSWORDS.is_old(PASSWORDS.hash("correct horse"))


def test_a_damaged_hash_lets_nobody_in() -> None:
    for kept in ("x", "$argon2id$", PASSWORDS.hash("correct horse")[:-5]):
        assert not PASSWORDS.fits(kept, "correct horse")
