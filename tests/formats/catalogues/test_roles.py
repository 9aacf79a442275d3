"""Names of characters that tell nothing but a name."""

import pytest

from lookback.formats.catalogues.roles import is_plain


@pytest.mark.parametrize(
    "role", ["Anna", "Anna Moor", "Dr. Moor", "Jean-Luc O'Hara", "Ida van der Holm", "Anna B. Moor"]
)
def test_a_name_is_plain(role: str) -> None:
    assert is_plain(role)


@pytest.mark.parametrize(
    "role",
    ["", "anna", "Keeper / Twin", "Anna (voice)", "Older Anna", "Young Jon", "Anna's Mother",
     "Self", "The Killer", "Ghost", "Anna, the bride", "Cop #2", "Jon 2", "Anna as a child", "母",
     "Father Moor", "Mutter", "A B C D E", "Anna\nMoor", "a" * 70, "Twin-Brother", "Half Brother"],
)  # fmt: skip
def test_whatever_says_more_than_a_name_is_not_plain(role: str) -> None:
    assert not is_plain(role)
