"""Readers as the guide's members: their settings, their roles, and inviting more of them."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection

from lookback.errors import (
    InvitationInvalid,
    NameInvalid,
    NotAllowed,
    ReaderMissing,
    ValueInvalid,
)
from lookback.film.reader import Reader, Role
from lookback.guide.keys import Keys, digest_of
from lookback.guide.naming import key_of, parse_name
from lookback.store import accounts
from lookback.store.accounts import Invitation

__all__ = ["Invitation", "Members"]

LARGEST_MARGIN: Final = timedelta(minutes=60)
_INVITED_FOR: Final = timedelta(days=7)
_MINUTE: Final = timedelta(minutes=1)
_CHANGES_BYTES: Final = 7
"""As many as fit a signed integer of eight bytes."""


class Members(Keys):
    """Who is here, and what each may do."""

    def by_name(self, name: str) -> Reader:
        """The reader of this name, whatever its case.

        Raises:
            ReaderMissing: there is none.
        """
        try:
            key = key_of(parse_name(name))
        except NameInvalid:
            raise ReaderMissing from None
        with self._store.read() as connection:
            found = accounts.find_reader(connection, key)
        if found is None:
            raise ReaderMissing
        return found

    # Settings and roles.

    def settle(
        self, reader: Reader, *, margin: timedelta | None = None, trusts_player: bool | None = None
    ) -> Reader:
        """Keep a reader's settings; what is not given stays as it is.

        Raises:
            ValueInvalid: the margin is not of whole minutes, or not from 0 to 60.
        """
        margin = reader.margin if margin is None else margin
        if not timedelta() <= margin <= LARGEST_MARGIN or margin % _MINUTE:
            raise ValueInvalid("expected a margin of 0 to 60 whole minutes")
        settled = replace(
            reader,
            margin=margin,
            trusts_player=reader.trusts_player if trusts_player is None else trusts_player,
            changes=self._another_number(),
        )
        with self._store.change() as connection:
            accounts.settle(
                connection,
                reader.id,
                margin=settled.margin,
                trusts_player=settled.trusts_player,
                changes=settled.changes,
            )
        return settled

    def readers(self) -> tuple[Reader, ...]:
        """Everybody, by name. For operators only."""
        with self._store.read() as connection:
            return tuple(accounts.readers(connection))

    def give_role(self, name: str, role: Role) -> Reader:
        """Let a reader do more, or less. For operators only.

        Raises:
            ReaderMissing: there is no such reader.
            NotAllowed: they are the last operator.
        """
        name_key = key_of(self.by_name(name).name)
        with self._store.change() as connection:
            kept = accounts.find_reader(connection, name_key)
            if kept is None:
                raise ReaderMissing
            is_last = accounts.count_operators(connection) == 1
            if kept.role is Role.OPERATOR and role is not Role.OPERATOR and is_last:
                raise NotAllowed("expected another operator who stays")
            accounts.set_role(connection, kept.id, role)
            return replace(kept, role=role)

    def _another_number(self) -> int:
        return int.from_bytes(self._random(_CHANGES_BYTES), "big")

    # Invitations.

    def invite(self, role: Role = Role.READER) -> str:
        """Let one more reader sign up, within seven days.

        Returns:
            The invitation, which cannot be shown again.
        """
        with self._store.change() as connection:
            return self._invite(connection, role, None)

    def invite_again(self, name: str) -> str:
        """Let a reader who has lost their password set another, within seven days.

        Returns:
            The invitation, which cannot be shown again; those before it are dead.

        Raises:
            ReaderMissing: there is no such reader.
        """
        reader = self.by_name(name)
        with self._store.change() as connection:
            return self._invite(connection, reader.role, reader)

    def _invite(self, connection: Connection, role: Role, reader: Reader | None) -> str:
        made, now = self._new_key(), self._now()
        of_reader = reader.id if reader else None
        accounts.end_invitations(connection, of_reader=of_reader, now=now)
        accounts.add_invitation(
            connection,
            digest_of(made),
            role=role,
            reader_id=of_reader,
            expires=now + _INVITED_FOR,
        )
        return made

    def invited(self, invitation: str) -> Invitation:
        """What an invitation lets its holder do.

        Raises:
            InvitationInvalid: it is none, or was used.
        """
        with self._store.read() as connection:
            return self._invited(connection, invitation)

    def _invited(self, connection: Connection, invitation: str) -> Invitation:
        found = accounts.find_invitation(connection, digest_of(invitation), now=self._now())
        if found is None:
            raise InvitationInvalid
        return found
