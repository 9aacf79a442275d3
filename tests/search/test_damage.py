import pytest
import tantivy

from lookback.errors import IndexUnusable
from lookback.search.damage import DAMAGE


@pytest.mark.parametrize("error", [ValueError, OSError, PermissionError])
def test_what_goes_wrong_with_files_is_one_error(error: type[Exception]) -> None:
    with pytest.raises(IndexUnusable), DAMAGE:
        raise error


def test_what_tantivy_says_is_that_error() -> None:
    with pytest.raises(IndexUnusable), DAMAGE:
        tantivy.Index.open("/dev/null/none")


def test_a_panic_is_that_error() -> None:
    panic = type("PanicException", (BaseException,), {})
    with pytest.raises(IndexUnusable), DAMAGE:
        raise panic


@pytest.mark.parametrize("error", [KeyError, KeyboardInterrupt, IndexUnusable])
def test_all_else_is_left_as_it_is(error: type[BaseException]) -> None:
    with pytest.raises(error), DAMAGE:
        raise error
