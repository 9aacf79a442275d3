"""Two guides for the tests of a file: their databases are wiped between examples."""

from collections.abc import Iterator

import pytest
from tests.conftest import NewDatabase
from tests.laws.twins import Twins


@pytest.fixture(scope="module")
def twins(new_database: NewDatabase) -> Iterator[Twins]:
    """Both, on each kind of database in turn."""
    made = Twins(new_database)
    yield made
    made.close()
