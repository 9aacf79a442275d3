"""Accounts: signing up and signing in, here or by somebody who vouches."""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection

from lookback.errors import (
    InvitationInvalid,
    NameInvalid,
    ReaderMissing,
    SignInFailed,
    SignUpClosed,
)
from lookback.film.reader import Reader, Role
from lookback.guide.keys import Session, Token, digest_of
from lookback.guide.limiting import Limit, network_of
from lookback.guide.members import Invitation, Members
from lookback.guide.naming import fitting, key_of, name_taken, parse_name
from lookback.guide.passwords import Passwords
from lookback.store import accounts, keys
from lookback.store.store import Store

__all__ = ["Accounts", "Invitation", "Session", "SignUp", "Token"]

SIGN_IN_WINDOW: Final = timedelta(minutes=15)
SIGN_UP_WINDOW: Final = timedelta(hours=1)
_LONGEST_LOGIN: Final = 255


class SignUp(StrEnum):
    """Who may become a reader, once there is an operator."""

    CLOSED = "closed"
    INVITED = "invited"
    OPEN = "open"


class Accounts(Members):
    """What readers can do with their accounts, and operators with those of others."""

    def __init__(
        self,
        store: Store,
        *,
        now: Callable[[], datetime],
        random: Callable[[int], bytes],
        sign_up: SignUp = SignUp.INVITED,
    ) -> None:
        super().__init__(store, now, random)
        self._policy = sign_up
        self._passwords = Passwords(random)
        self._tries_of_name = Limit(10, SIGN_IN_WINDOW, now)
        self._tries_from = Limit(50, SIGN_IN_WINDOW, now)
        self._sign_ups_from = Limit(10, SIGN_UP_WINDOW, now)

    # Signing up.

    @property
    def policy(self) -> SignUp:
        """Who may become a reader, once there is an operator."""
        return self._policy

    def has_readers(self) -> bool:
        """Whether anybody is here yet: the first to sign up becomes the operator."""
        with self._store.read() as connection:
            return accounts.has_readers(connection)

    def sign_up(self, name: str, password: str, *, invitation: str = "", where: str = "") -> Reader:
        """Become a reader.

        Args:
            where: the network address that asks, or empty where nobody counts.

        Raises:
            SignUpClosed: nobody may, or not without an invitation.
            InvitationInvalid: the invitation is none, or was used.
            NameInvalid: somebody has that name, or nobody can.
            PasswordInvalid: it is too short or too long.
            TooManyTries: many have signed up from there.
        """
        if where:
            self._sign_ups_from.hit(network_of(where))
        with self._store.read() as connection:
            self._role(connection, invitation)  # before anything that takes time
        name = parse_name(name)
        kept = self._passwords.hash(password)
        with self._store.change() as connection:
            role = self._role(connection, invitation)
            accounts.end_invitation(connection, digest_of(invitation))
            if accounts.find_reader(connection, key_of(name)) is not None:
                raise name_taken()
            return self._add(connection, name, kept, role)

    def by_login(self, issuer: str, subject: str, name: str, *, invitation: str = "") -> Reader:
        """The reader whom a provider or a proxy vouches for, made new where there is none.

        Args:
            issuer: who vouches.
            subject: what they call the reader, always the same.
            name: what a new reader would like to be called; a number is added where it is taken.

        Raises:
            SignInFailed: what they call the reader cannot be kept.
            SignUpClosed: they are new, and nobody may sign up, or not without an invitation.
            InvitationInvalid: they are new, and the invitation is none, or was used.
        """
        if not all(map(_is_login, (issuer, subject))):
            raise SignInFailed
        with self._store.read() as connection:
            found = accounts.find_login(connection, issuer, subject)
        if found is not None:
            return found
        with self._store.change() as connection:
            found = accounts.find_login(connection, issuer, subject)
            if found is not None:  # by another request, in the meantime
                return found
            role = self._role(connection, invitation)
            accounts.end_invitation(connection, digest_of(invitation))
            made = self._add(connection, _free_name(connection, name), "", role)
            accounts.add_login(connection, made.id, issuer, subject)
            return made

    def _role(self, connection: Connection, invitation: str) -> Role:
        """The role that somebody gets who signs up now, if they may."""
        if not accounts.has_readers(connection):
            return Role.OPERATOR
        if invitation:
            invited = self._invited(connection, invitation)
            if invited.reader is not None:
                raise InvitationInvalid
            return invited.role
        if self._policy is not SignUp.OPEN:
            raise SignUpClosed
        return Role.READER

    def _add(self, connection: Connection, name: str, password: str, role: Role) -> Reader:
        return accounts.add_reader(
            connection,
            name=name,
            name_key=key_of(name),
            password=password,
            role=role,
            changes=self._another_number(),
            at=self._now(),
        )

    # Signing in.

    def sign_in(self, name: str, password: str, *, where: str) -> Reader:
        """The reader with this name and password.

        Args:
            where: the network address that asks.

        Raises:
            SignInFailed: there is none.
            TooManyTries: many tried this name, or from there, whether there is such a reader.
        """
        self._tries_from.hit(network_of(where))
        self._tries_of_name.hit(_counted(name))
        found, kept = self._kept(name)
        if not self._passwords.fits(kept, password) or found is None:
            raise SignInFailed
        if self._passwords.is_old(kept):
            again = self._passwords.hash(password)
            with self._store.change() as connection:
                if accounts.password_of(connection, found.id) == kept:  # not changed meanwhile
                    accounts.set_password(connection, found.id, again)
        return found

    def _kept(self, name: str) -> tuple[Reader | None, str]:
        """The reader of this name, and the hash of their password, or an empty one."""
        try:
            found = self.by_name(name)
        except ReaderMissing:
            return None, ""
        with self._store.read() as connection:
            return found, accounts.password_of(connection, found.id)

    # Passwords.

    def has_password(self, reader: Reader) -> bool:
        """Whether the reader can sign in here, or only elsewhere."""
        with self._store.read() as connection:
            return bool(accounts.password_of(connection, reader.id))

    def change_password(self, reader: Reader, old: str, new: str, *, keep: str) -> None:
        """Set another password; all other sessions end.

        Args:
            keep: the key of the session that goes on.

        Raises:
            SignInFailed: the old one is another.
            PasswordInvalid: the new one is too short or too long.
            TooManyTries: this name was tried many times.
        """
        self._tries_of_name.hit(_counted(reader.name))
        with self._store.read() as connection:
            kept = accounts.password_of(connection, reader.id)
        if not self._passwords.fits(kept, old):
            raise SignInFailed
        made = self._passwords.hash(new)
        with self._store.change() as connection:
            self._replace_password(connection, reader, made, but=digest_of(keep))

    def set_password(self, invitation: str, password: str) -> Reader:
        """Set a password by an invitation; all sessions end.

        Raises:
            InvitationInvalid: it is none, was used, or is one to sign up with.
            PasswordInvalid: it is too short or too long.
        """
        with self._store.read() as connection:
            self._whose(connection, invitation)  # before anything that takes time
        made = self._passwords.hash(password)
        with self._store.change() as connection:
            reader = self._whose(connection, invitation)
            self._replace_password(connection, reader, made)
        return reader

    def _whose(self, connection: Connection, invitation: str) -> Reader:
        found = self._invited(connection, invitation)
        if found.reader is None:
            raise InvitationInvalid
        return found.reader

    def _replace_password(
        self, connection: Connection, reader: Reader, made: str, *, but: bytes = b""
    ) -> None:
        accounts.set_password(connection, reader.id, made)
        accounts.end_invitations(connection, of_reader=reader.id, now=self._now())
        keys.end_sessions(connection, reader.id, but=but)


def _free_name(connection: Connection, wanted: str) -> str:
    number = 1
    while True:
        try:
            name = parse_name(fitting(wanted, number))
        except NameInvalid:  # reserved
            name = ""
        if name and accounts.find_reader(connection, key_of(name)) is None:
            return name
        number += 1


def _is_login(text: str) -> bool:
    return 1 <= len(text) <= _LONGEST_LOGIN and text.isprintable()


def _counted(name: str) -> str:
    """What tries of a name are counted under: no longer than a digest, whatever is sent."""
    return digest_of(key_of(name)).hex()
