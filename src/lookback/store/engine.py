"""Opening a database: SQLite or PostgreSQL, made new or brought up to date."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from lookback.errors import GuideUnusable

HEAD: Final = "0004"
"""The migration that this code expects."""
_WRITES: Final = "lookback_writes"
_EXPECTED: Final = "expected a file, or postgresql://user:password@host/name"
_WAIT_SECONDS: Final = 10
_ONE_WRITER: Final = 0x4C6F6F6B
"""The advisory lock that PostgreSQL's writers take: one at a time, as in SQLite."""


def open_engine(url: str, *, create: bool) -> Engine:
    """Connect to a guide.

    Args:
        url: a path for SQLite, or ``postgresql://...``.
        create: make a new guide where there is none.

    Raises:
        GuideUnusable: there is none, it is of a newer version, or it cannot be reached.
    """
    with told():
        engine = _postgresql(url) if "://" in url else _sqlite(Path(url), create=create)
        try:
            _up_to_date(engine, create=create)
            if engine.dialect.name == "sqlite":
                _log_ahead(engine)
        except BaseException:
            engine.dispose()
            raise
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the guide throughout."""
    with told(), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection whose changes are kept all together, or not at all."""
    options: dict[str, Any] = {_WRITES: True}
    if engine.dialect.name == "postgresql":
        # A snapshot would be taken before the wait for the lock, and miss what the one who had
        # it changed. Writers come one at a time, so each sees one state anyway.
        options["isolation_level"] = "READ COMMITTED"
    with (
        told(),
        engine.connect().execution_options(**options) as connection,
        connection.begin(),
    ):
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_WRITER})
        yield connection


@contextmanager
def told() -> Iterator[None]:
    """Turn the drivers' errors into ours: no driver's text reaches a user."""
    try:
        yield
    except (ArgumentError, NoSuchModuleError):
        raise GuideUnusable(_EXPECTED) from None
    except PoolTimeoutError:
        raise GuideUnusable("it is busy: try again in a moment") from None
    except DBAPIError as error:
        raise GuideUnusable(_advice(error.orig)) from error
    except sqlite3.Error as error:
        raise GuideUnusable(_advice(error)) from error


def _advice(cause: BaseException | None) -> str:
    name = getattr(cause, "sqlite_errorname", "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "another import is running: try again when it is done"
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return "expected a guide, but this file is something else or is damaged"
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_FULL", "SQLITE_IOERR")):
        return "expected a file that may be written, in a folder that exists"
    if isinstance(cause, sqlite3.Error):
        return "the database refused: lookback doctor tells more"
    return "expected a PostgreSQL server that answers, and a database that may be written"


def _sqlite(path: Path, *, create: bool) -> Engine:
    if not create and not path.is_file():
        raise GuideUnusable("there is none yet: take pages in with lookback import")
    engine = create_engine(
        URL.create("sqlite", database=str(path)), connect_args={"check_same_thread": False}
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        # The driver must not begin transactions by itself: see SQLAlchemy's documentation of
        # SQLite, on serializable isolation.
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {_WAIT_SECONDS * 1000}")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES)
        # A reader that turned writer later could not wait for its turn.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _log_ahead(engine: Engine) -> None:
    """Let readers read while one writes. Said here, when the file is known to be a guide."""
    with closing(engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA journal_mode = WAL")


def _postgresql(url: str) -> Engine:
    try:
        parsed = make_url(url)
    except ValueError:  # a port that is no number
        raise GuideUnusable(_EXPECTED) from None
    if parsed.drivername not in {"postgresql", "postgres"}:
        raise GuideUnusable(_EXPECTED)
    return create_engine(
        parsed.set(drivername="postgresql+psycopg"),
        isolation_level="REPEATABLE READ",
        pool_pre_ping=True,
        connect_args={"connect_timeout": _WAIT_SECONDS},
    )


def _up_to_date(engine: Engine, *, create: bool) -> None:
    with reading(engine) as connection:
        found = _version(connection)
    if found == HEAD:
        return
    if found is None and not create:
        raise GuideUnusable("there is none yet: take pages in with lookback import")
    with writing(engine) as connection:
        # Another process may have done it in the meantime.
        if _version(connection) != HEAD:
            migrate(connection)


def _version(connection: Connection) -> str | None:
    """The migration that a database stands at, or ``None`` for an empty one."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if "alembic_version" not in tables or "passage" not in tables:
        raise GuideUnusable("expected a guide, but this database is something else")
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if version is None or str(version) > HEAD:
        raise GuideUnusable("a newer Look Back made it: install that one")
    return str(version)


def migrate(connection: Connection, to: str = "head") -> None:
    """Run the migrations within the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "lookback.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, to)
