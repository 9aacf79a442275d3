"""The API over a guide of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.faces.api.asking import ALL, Asking, asking


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Asking]:
    """The application, and a reader with a token for everything."""
    with asking(tmp_path) as made:
        yield made


@pytest.fixture
def other(api: Asking) -> str:
    """Another reader's token for everything."""
    reader = api.guide.accounts.by_login("test", "bo", "Bo")
    return api.guide.accounts.make_token(reader, "all", ALL)
