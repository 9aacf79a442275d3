from datetime import timedelta

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError
from tests.guides import NOW, opened

from lookback.errors import GuideUnusable
from lookback.film.reader import Reader, Role
from lookback.store import accounts

WEEK = timedelta(days=7)


def add(connection: Connection, name: str, role: Role = Role.READER) -> Reader:
    return accounts.add_reader(
        connection,
        name=name,
        name_key=name.lower(),
        password="a hash",
        role=role,
        changes=7,
        at=NOW,
    )


def test_a_reader_is_found_by_the_key_of_their_name(database: str) -> None:
    with opened(database) as store:
        with store.change() as connection:
            assert not accounts.has_readers(connection)
            ana = add(connection, "Ana", Role.AUTHOR)
            add(connection, "Bo")
        with store.read() as connection:
            assert accounts.has_readers(connection)
            assert accounts.find_reader(connection, "ana") == ana
            assert accounts.find_reader(connection, "Ana") is None
            assert [one.name for one in accounts.readers(connection)] == ["Ana", "Bo"]


def test_two_readers_cannot_have_one_name(database: str) -> None:
    with opened(database) as store:
        with store.change() as connection:
            add(connection, "Ana")
        with pytest.raises(GuideUnusable) as told, store.change() as connection:
            add(connection, "ANA")
        assert isinstance(told.value.__cause__, IntegrityError)


def test_settings_passwords_and_roles_are_kept(database: str) -> None:
    with opened(database) as store:
        with store.change() as connection:
            ana = add(connection, "Ana")
            accounts.set_password(connection, ana.id, "another hash")
            accounts.set_role(connection, ana.id, Role.OPERATOR)
            accounts.settle(
                connection, ana.id, margin=timedelta(minutes=5), trusts_player=True, changes=2**55
            )
        with store.read() as connection:
            kept = accounts.find_reader(connection, "ana")
            assert kept == Reader(
                ana.id, "Ana", Role.OPERATOR, timedelta(minutes=5), True, changes=2**55
            )
            assert accounts.password_of(connection, ana.id) == "another hash"
            assert accounts.count_operators(connection) == 1


def test_a_login_is_its_issuer_and_subject_together(database: str) -> None:
    with opened(database) as store:
        with store.change() as connection:
            ana = add(connection, "Ana")
            accounts.add_login(connection, ana.id, "https://id.example.org", "42")
        with store.read() as connection:
            assert accounts.find_login(connection, "https://id.example.org", "42") == ana
            assert accounts.find_login(connection, "https://id.example.org", "43") is None
            assert accounts.find_login(connection, "https://other.example.org", "42") is None


def test_an_invitation_can_be_used_until_it_expires(database: str) -> None:
    digest = b"i" * 32
    with opened(database) as store, store.change() as connection:
        accounts.add_invitation(
            connection, digest, role=Role.AUTHOR, reader_id=None, expires=NOW + WEEK
        )
        for after, is_there in ((timedelta(), True), (WEEK, False)):
            found = accounts.find_invitation(connection, digest, now=NOW + after)
            assert (found == accounts.Invitation(Role.AUTHOR, None)) is is_there
        accounts.end_invitation(connection, digest)
        assert accounts.find_invitation(connection, digest, now=NOW) is None


def test_invitations_end_with_time_or_with_the_reader_they_are_for(database: str) -> None:
    with opened(database) as store, store.change() as connection:
        ana, bo = add(connection, "Ana"), add(connection, "Bo")
        for digest, reader, age in ((b"a", ana, 0), (b"b", bo, 0), (b"c", bo, 8)):
            accounts.add_invitation(
                connection,
                digest * 32,
                role=Role.READER,
                reader_id=reader.id,
                expires=NOW + WEEK - timedelta(days=age),
            )
        accounts.end_invitations(connection, of_reader=ana.id, now=NOW)
        there = [
            digest
            for digest in (b"a", b"b", b"c")
            if accounts.find_invitation(connection, digest * 32, now=NOW - WEEK)
        ]
        assert there == [b"b"]
