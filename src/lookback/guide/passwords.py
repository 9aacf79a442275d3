"""Passwords: what may be one, and keeping them so that nobody can read them back."""

import unicodedata
from collections.abc import Callable
from threading import BoundedSemaphore
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from lookback.errors import PasswordInvalid

SHORTEST: Final = 10
LONGEST: Final = 1000
_SALT_BYTES: Final = 16
_AT_ONCE: Final = 4
"""Each takes 64 MB for some 50 ms: many at once would be a way to bring the guide down."""
_NOBODY: Final = (
    "$argon2id$v=19$m=65536,t=3,p=4$AAAAAAAAAAAAAAAAAAAAAA"
    "$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
)
"""What is compared where there is no password, which then takes as long. Nothing fits it."""


class Passwords:
    """Hashes and compares, a few at a time."""

    def __init__(self, random: Callable[[int], bytes]) -> None:
        self._random = random
        self._hasher = PasswordHasher()
        self._turn = BoundedSemaphore(_AT_ONCE)

    def hash(self, password: str) -> str:
        """What is kept of a new password.

        Raises:
            PasswordInvalid: it is too short or too long.
        """
        if not SHORTEST <= len(_normal(password)) <= LONGEST:
            raise PasswordInvalid(f"expected {SHORTEST} to {LONGEST:,} characters")
        with self._turn:
            return self._hasher.hash(_bytes(password), salt=self._random(_SALT_BYTES))

    def fits(self, kept: str, password: str) -> bool:
        """Whether this is the password that was kept; where none was, it takes as long."""
        with self._turn:
            try:
                return self._hasher.verify(kept or _NOBODY, _bytes(password))
            except (VerificationError, InvalidHashError):
                return False

    def is_old(self, kept: str) -> bool:
        """Whether it was hashed with less care than is taken now."""
        return self._hasher.check_needs_rehash(kept)


def _normal(password: str) -> str:
    """The same for the same signs, however a keyboard composes them."""
    return unicodedata.normalize("NFKC", password)


def _bytes(password: str) -> bytes:
    return _normal(password).encode("utf-8", "surrogatepass")
