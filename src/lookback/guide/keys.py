"""Keys that stand for a reader: sessions of browsers, tokens of programs, a webhook of servers."""

import hashlib
import unicodedata
from base64 import urlsafe_b64encode
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from lookback.errors import GuideUnusable, ItemMissing, NameInvalid, NotAllowed, ValueInvalid
from lookback.film.reader import Reader, Scope
from lookback.guide.naming import parse_token_name
from lookback.store import keys
from lookback.store.keys import Session, Token
from lookback.store.store import Store

__all__ = ["Keys", "Session", "Token"]

UNUSED_FOR: Final = timedelta(days=90)
MOST_TOKENS: Final = 100
_TOKENS_BEGIN: Final = "lb_"
"""By this, scanners of published code know it for a secret."""
_NOTED_EVERY: Final = timedelta(hours=1)
_KEY_BYTES: Final = 32
_LONGEST_AGENT: Final = 200
_MOST_ID: Final = 2**63


class Keys:
    """Makes keys, tells whose they are, and ends them."""

    def __init__(
        self, store: Store, now: Callable[[], datetime], random: Callable[[int], bytes]
    ) -> None:
        self._store = store
        self._now = now
        self._random = random

    def _new_key(self) -> str:
        return urlsafe_b64encode(self._random(_KEY_BYTES)).rstrip(b"=").decode()

    # Sessions.

    def open_session(self, reader: Reader, agent: str) -> str:
        """Let a browser in as this reader.

        Args:
            agent: what the browser calls itself.

        Returns:
            The key for its cookie.
        """
        key, now = self._new_key(), self._now()
        told = "".join(sign for sign in agent if unicodedata.category(sign)[0] != "C")
        with self._store.change() as connection:
            keys.end_old_sessions(connection, before=now - UNUSED_FOR)
            keys.add_session(
                connection, reader.id, digest_of(key), agent=told[:_LONGEST_AGENT], at=now
            )
        return key

    def of_session(self, key: str) -> Reader | None:
        """The reader whose session this is; ``None`` where it is none, or was not used for long."""
        digest, now = digest_of(key), self._now()
        with self._store.read() as connection:
            found = keys.find_session(connection, digest, since=now - UNUSED_FOR)
        if found is None:
            return None
        reader, session = found
        if now - session.seen >= _NOTED_EVERY:
            with suppress(GuideUnusable), self._store.change() as connection:
                keys.see_session(connection, digest, at=now)  # not worth an error where it waits
        return reader

    def sessions(self, reader: Reader) -> tuple[Session, ...]:
        """Where a reader is signed in, the newest first."""
        with self._store.read() as connection:
            return tuple(keys.sessions(connection, reader.id, since=self._now() - UNUSED_FOR))

    def is_of(self, session: Session, key: str) -> bool:
        """Whether this is the session that the key opens."""
        return session.digest == digest_of(key)

    def close_session(self, key: str) -> None:
        """Sign a browser out."""
        with self._store.change() as connection:
            keys.end_session(connection, digest_of(key))

    def revoke_session(self, reader: Reader, session_id: int) -> None:
        """End one of the reader's sessions.

        Raises:
            ItemMissing: they have no such session.
        """
        with self._store.change() as connection:
            is_id = 0 < session_id < _MOST_ID
            if not is_id or not keys.revoke_session(connection, reader.id, session_id):
                raise ItemMissing

    # Tokens.

    def make_token(self, reader: Reader, name: str, scopes: frozenset[Scope]) -> str:
        """Let a program ask in the reader's name.

        Returns:
            The token, which cannot be shown again.

        Raises:
            NameInvalid: it is no name, or another token of theirs has it.
            ValueInvalid: it may be used for nothing.
            NotAllowed: they have very many already.
        """
        name = parse_token_name(name)
        if not scopes:
            raise ValueInvalid("expected at least one thing that the token may be used for")
        token = _TOKENS_BEGIN + self._new_key()
        with self._store.change() as connection:
            others = {one.name for one in keys.tokens(connection, reader.id)}
            if name in others:
                raise NameInvalid("expected a name that none of your tokens has")
            if len(others) >= MOST_TOKENS:
                raise NotAllowed(f"expected at most {MOST_TOKENS} tokens")
            keys.add_token(
                connection, reader.id, digest_of(token), name=name, scopes=scopes, at=self._now()
            )
        return token

    def tokens(self, reader: Reader) -> tuple[Token, ...]:
        """The reader's tokens, the newest first."""
        with self._store.read() as connection:
            return tuple(keys.tokens(connection, reader.id))

    def revoke_token(self, reader: Reader, name: str) -> None:
        """End one of the reader's tokens.

        Raises:
            ItemMissing: they have no such token.
        """
        try:
            name = parse_token_name(name)
        except NameInvalid:
            raise ItemMissing from None
        with self._store.change() as connection:
            if not keys.revoke_token(connection, reader.id, name):
                raise ItemMissing

    def of_token(self, token: str) -> tuple[Reader, frozenset[Scope]] | None:
        """Whose token this is and what it may be used for; ``None`` where it is none."""
        digest, now = digest_of(token), self._now()
        with self._store.read() as connection:
            found = keys.find_token(connection, digest)
        if found is None:
            return None
        reader, kept = found
        if kept.seen is None or now - kept.seen >= _NOTED_EVERY:
            with suppress(GuideUnusable), self._store.change() as connection:
                keys.see_token(connection, digest, at=now)
        return reader, kept.scopes

    # Webhooks.

    def turn_hook(self, reader: Reader) -> str:
        """A new secret for the reader's media servers; the one before is dead at once.

        Returns:
            The secret, which cannot be shown again.
        """
        secret = self._new_key()
        with self._store.change() as connection:
            keys.set_hook(connection, reader.id, digest_of(secret), at=self._now())
        return secret

    def hook_made(self, reader: Reader) -> datetime | None:
        """When the reader's webhook was made, in UTC; ``None`` where they have none."""
        with self._store.read() as connection:
            return keys.hook_made(connection, reader.id)

    def of_hook(self, secret: str) -> Reader | None:
        """The reader whose servers know this secret, or ``None``."""
        with self._store.read() as connection:
            return keys.find_hook(connection, digest_of(secret))


def digest_of(key: str) -> bytes:
    """What is kept of a key: SHA-256, since nobody can guess 32 random bytes."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
