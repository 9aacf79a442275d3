"""One index of the shelf for all tests that only ask."""

import pytest
from tests.search.shelf import Finds, filled, slugs

from lookback.search.index import Index


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The shelf, to ask; tests that write make their own."""
    return filled(tmp_path_factory.mktemp("search") / "index")


@pytest.fixture
def finds(index: Index) -> Finds:
    """What is found with words."""
    return lambda words: slugs(index.search(words))
