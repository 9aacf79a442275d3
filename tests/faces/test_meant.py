import pytest

from lookback.errors import EventUnknown
from lookback.faces.meant import meant


@pytest.mark.parametrize(
    ("near", "told"),
    [
        ((), "a name"),
        (("warn",), "a name; did you mean warn?"),
        (("warn", "warm"), "a name; did you mean warn or warm?"),
    ],
)
def test_names_that_are_near_are_told_after_what_was_expected(
    near: tuple[str, ...], told: str
) -> None:
    assert meant(EventUnknown("a name", near=near)) == told
    assert meant(EventUnknown("another", near=near), "a name") == told
