"""Readers' names, and the names that they give to things."""

import unicodedata
from typing import Final

from lookback.errors import NameInvalid

LONGEST: Final = 40
LONGEST_OF_TOKENS: Final = 64
_RESERVED: Final = {"anonymous", "author", "look back", "lookback", "operator", "reader", "visitor"}
"""What the guide itself says of somebody, or of itself."""


def name_taken() -> NameInvalid:
    """The one refusal of a reader's name, whether it is taken, reserved, or none."""
    return NameInvalid(f"expected 1 to {LONGEST} letters and signs that nobody here goes by")


def parse_name(text: str) -> str:
    """A name that a reader could go by.

    Raises:
        NameInvalid: nobody could.
    """
    name = _cleaned(text)
    if not _is_name(name, LONGEST) or key_of(name) in _RESERVED:
        raise name_taken()
    return name


def parse_token_name(text: str) -> str:
    """A name that a token could have.

    Raises:
        NameInvalid: none could.
    """
    name = _cleaned(text)
    if not _is_name(name, LONGEST_OF_TOKENS):
        raise NameInvalid(f"expected 1 to {LONGEST_OF_TOKENS} letters and signs")
    return name


def fitting(text: str, number: int) -> str:
    """What a provider calls somebody, made into a name, with a number where that is not 1."""
    kept = "".join(sign for sign in _cleaned(text) if _is_plain(sign)).strip()
    if not any(map(str.isalnum, kept)):
        kept = "Somebody"
    ending = f" {number}" if number > 1 else ""
    return kept[: LONGEST - len(ending)].strip() + ending


def key_of(name: str) -> str:
    """The same for names that differ in case alone."""
    return _cleaned(_cleaned(name).casefold()).casefold()


def _cleaned(text: str) -> str:
    # Keyboards of phones add a space after a word.
    return unicodedata.normalize("NFKC", text).strip(" ")


def _is_name(name: str, longest: int) -> bool:
    return (
        1 <= len(name) <= longest
        and all(map(_is_plain, name))
        and any(map(str.isalnum, name))  # not of spaces and marks alone
    )


def _is_plain(sign: str) -> bool:
    """No control or format character, nothing unassigned, and no space but the plain one."""
    return sign == " " or unicodedata.category(sign)[0] not in "CZ"
