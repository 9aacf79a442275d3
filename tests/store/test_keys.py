from datetime import timedelta

from sqlalchemy import Connection
from tests.guides import NOW, opened

from lookback.film.reader import Reader, Role, Scope
from lookback.store import accounts, keys

HOUR = timedelta(hours=1)


def add(connection: Connection, name: str) -> Reader:
    return accounts.add_reader(
        connection, name=name, name_key=name, password="", role=Role.READER, changes=0, at=NOW
    )


def test_a_session_is_found_by_its_digest_while_it_is_in_use(database: str) -> None:
    with opened(database) as store, store.change() as connection:
        ana = add(connection, "ana")
        keys.add_session(connection, ana.id, b"s" * 32, agent="Testfox", at=NOW)
        found = keys.find_session(connection, b"s" * 32, since=NOW)
        assert found is not None
        assert (found[0], found[1].agent, found[1].made) == (ana, "Testfox", NOW)
        assert keys.find_session(connection, b"S" * 32, since=NOW) is None
        assert keys.find_session(connection, b"s" * 32, since=NOW + HOUR) is None
        keys.see_session(connection, b"s" * 32, at=NOW + HOUR)
        assert keys.find_session(connection, b"s" * 32, since=NOW + HOUR) is not None


def test_sessions_are_listed_from_the_newest_and_end_one_by_one(database: str) -> None:
    with opened(database) as store, store.change() as connection:
        ana, bo = add(connection, "ana"), add(connection, "bo")
        for number, digest in enumerate((b"a", b"b", b"c")):
            keys.add_session(
                connection, ana.id, digest * 32, agent=digest.decode(), at=NOW + number * HOUR
            )
        first = keys.sessions(connection, ana.id, since=NOW)
        assert [one.agent for one in first] == ["c", "b", "a"]
        assert not keys.revoke_session(connection, bo.id, first[0].id)
        assert keys.revoke_session(connection, ana.id, first[0].id)
        assert not keys.revoke_session(connection, ana.id, first[0].id)
        keys.end_old_sessions(connection, before=NOW + HOUR)
        assert [one.agent for one in keys.sessions(connection, ana.id, since=NOW)] == ["b"]
        keys.end_sessions(connection, ana.id, but=b"b" * 32)
        assert keys.sessions(connection, ana.id, since=NOW)
        keys.end_session(connection, b"b" * 32)
        assert keys.sessions(connection, ana.id, since=NOW) == []


def test_all_sessions_of_one_reader_can_end_and_nobody_elses(database: str) -> None:
    with opened(database) as store, store.change() as connection:
        ana, bo = add(connection, "ana"), add(connection, "bo")
        keys.add_session(connection, ana.id, b"a" * 32, agent="", at=NOW)
        keys.add_session(connection, bo.id, b"b" * 32, agent="", at=NOW)
        keys.end_sessions(connection, ana.id)
        assert keys.find_session(connection, b"a" * 32, since=NOW) is None
        assert keys.find_session(connection, b"b" * 32, since=NOW) is not None


def test_a_token_keeps_its_scopes_and_when_it_was_used(database: str) -> None:
    scopes = frozenset({Scope.READ, Scope.WRITE})
    with opened(database) as store, store.change() as connection:
        ana, bo = add(connection, "ana"), add(connection, "bo")
        keys.add_token(connection, ana.id, b"t" * 32, name="Kodi", scopes=scopes, at=NOW)
        kept = keys.Token("Kodi", scopes, NOW, None)
        assert keys.find_token(connection, b"t" * 32) == (ana, kept)
        assert keys.find_token(connection, b"T" * 32) is None
        keys.see_token(connection, b"t" * 32, at=NOW + HOUR)
        assert keys.tokens(connection, ana.id) == [keys.Token("Kodi", scopes, NOW, NOW + HOUR)]
        assert keys.tokens(connection, bo.id) == []
        assert not keys.revoke_token(connection, bo.id, "Kodi")
        assert keys.revoke_token(connection, ana.id, "Kodi")
        assert keys.find_token(connection, b"t" * 32) is None


def test_a_reader_has_one_webhook(database: str) -> None:
    with opened(database) as store, store.change() as connection:
        ana = add(connection, "ana")
        assert keys.hook_made(connection, ana.id) is None
        keys.set_hook(connection, ana.id, b"1" * 32, at=NOW)
        keys.set_hook(connection, ana.id, b"2" * 32, at=NOW + HOUR)
        assert keys.find_hook(connection, b"1" * 32) is None
        assert keys.find_hook(connection, b"2" * 32) == ana
        assert keys.hook_made(connection, ana.id) == NOW + HOUR
