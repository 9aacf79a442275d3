import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, select, text, update
from tests.conftest import NewDatabase
from tests.guides import opened

from lookback.errors import GuideUnusable
from lookback.store import engine as engine_module
from lookback.store.engine import open_engine, reading, writing
from lookback.store.store import Store
from lookback.store.tables import guide, revision


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    with opened(database) as store:
        yield store._engine


def changes(engine: Engine) -> int:
    with reading(engine) as connection:
        return int(connection.execute(select(guide.c.changes)).scalar_one())


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 10_000)]
)
def test_every_connection_to_sqlite_is_prepared(
    sqlite_path: Path, pragma: str, value: object
) -> None:
    with opened(str(sqlite_path)) as store:
        connections = [store._engine.connect() for _ in range(3)]
        found = [one.exec_driver_sql(f"PRAGMA {pragma}").scalar() for one in connections]
        for connection in connections:
            connection.close()
    assert found == [value] * 3


def test_a_row_cannot_belong_to_one_that_is_not_there(engine: Engine) -> None:
    orphan = {
        "film": 999, "number": 1, "format": "markdown", "filename": "a.md", "source": b"",
        "digest": b"", "by": "", "at": None, "why": "",
    }  # fmt: skip
    with pytest.raises(GuideUnusable), writing(engine) as connection:
        connection.execute(revision.insert(), orphan)


def test_a_reader_sees_one_state_throughout_while_another_writes(engine: Engine) -> None:
    query = select(guide.c.changes)
    with reading(engine) as reader:
        before = reader.execute(query).scalar_one()
        with writing(engine) as writer:
            writer.execute(update(guide).values(changes=before + 1))
        assert reader.execute(query).scalar_one() == before
    assert changes(engine) == before + 1


def test_a_writer_waits_for_the_one_before_and_sees_what_it_did(engine: Engine) -> None:
    tries = threading.Event()
    seen: list[int] = []

    def second() -> None:
        tries.set()
        with writing(engine) as connection:
            seen.append(connection.execute(select(guide.c.changes)).scalar_one())
            connection.execute(update(guide).values(changes=guide.c.changes + 1))

    thread = threading.Thread(target=second)
    with writing(engine) as connection:
        thread.start()
        tries.wait()
        thread.join(0.3)
        assert seen == []
        connection.execute(update(guide).values(changes=41))
    thread.join()
    assert (seen, changes(engine)) == ([41], 42)


def test_a_writer_that_waits_too_long_is_told_why(
    sqlite_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "_WAIT_SECONDS", 0)
    with opened(str(sqlite_path)) as store, writing(store._engine):
        refused = pytest.raises(GuideUnusable, match="another import is running")
        with refused, writing(store._engine):
            pass


def test_what_is_written_before_an_error_is_gone(engine: Engine) -> None:
    before = changes(engine)

    def interrupted() -> None:
        with writing(engine) as connection:
            connection.execute(update(guide).values(changes=before + 1))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert changes(engine) == before


def test_a_guide_of_a_newer_version_is_refused_and_left_alone(database: str) -> None:
    with opened(database) as store, writing(store._engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for create in (False, True):
        with pytest.raises(GuideUnusable, match="a newer Look Back made it"):
            Store.open(database, create=create)


def test_a_database_of_something_else_is_refused_and_left_alone(new_database: NewDatabase) -> None:
    url = new_database()
    with opened(url) as store, writing(store._engine) as connection:
        for table in reversed(inspect(connection).get_table_names()):
            connection.execute(text(f'DROP TABLE "{table}"{_cascade(connection.dialect.name)}'))
        connection.execute(text("CREATE TABLE recipes (name TEXT)"))
    with pytest.raises(GuideUnusable, match="something else"):
        Store.open(url, create=True)


def _cascade(dialect: str) -> str:
    return " CASCADE" if dialect == "postgresql" else ""


def test_a_file_of_something_else_keeps_every_byte(sqlite_path: Path) -> None:
    connection = sqlite3.connect(sqlite_path)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    before = sqlite_path.read_bytes()
    with pytest.raises(GuideUnusable, match="something else"):
        Store.open(str(sqlite_path), create=True)
    assert sqlite_path.read_bytes() == before
    assert list(sqlite_path.parent.iterdir()) == [sqlite_path]


def test_a_file_that_is_no_database_is_refused_and_kept(sqlite_path: Path) -> None:
    sqlite_path.write_text("Dear diary, " * 500)
    with pytest.raises(GuideUnusable, match="something else or is damaged"):
        Store.open(str(sqlite_path), create=True)
    assert sqlite_path.read_text().startswith("Dear diary")


def test_without_leave_to_make_one_no_file_is_made(sqlite_path: Path) -> None:
    with pytest.raises(GuideUnusable, match="there is none yet"):
        open_engine(str(sqlite_path), create=False)
    assert not sqlite_path.exists()


def test_an_empty_database_is_no_guide_yet(empty_database: str) -> None:
    if "://" not in empty_database:
        Path(empty_database).touch()
    with pytest.raises(GuideUnusable, match="there is none yet"):
        open_engine(empty_database, create=False)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(GuideUnusable, match="in a folder that exists"):
        open_engine(str(tmp_path / "none" / "guide.db"), create=True)


@pytest.mark.parametrize("name", ["a?b.db", "100%20.db", "with space#1.db", "映画.db"])
def test_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    with opened(str(tmp_path / name)):
        assert (tmp_path / name).is_file()


@pytest.mark.parametrize("url", ["mysql://root@localhost/films", "http://films", "://", "x://y:z"])
def test_an_address_of_another_kind_is_told_what_was_expected(url: str) -> None:
    with pytest.raises(GuideUnusable, match="expected a file, or postgresql://"):
        open_engine(url, create=True)


def test_a_server_that_does_not_answer_is_told_without_the_password() -> None:
    with pytest.raises(GuideUnusable, match="a PostgreSQL server that answers") as refused:
        open_engine("postgresql://ana:sesame@127.0.0.1:1/films", create=True)
    assert "sesame" not in str(refused.value)


def test_postgres_is_the_same_as_postgresql(postgresql: str) -> None:
    other = postgresql.replace("postgresql://", "postgres://", 1)
    with pytest.raises(GuideUnusable, match="there is none yet"):
        open_engine(other, create=False)
