"""Times on a clock."""

import pytest

from lookback.formats.subtitles.clock import milliseconds


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("0:32:10", 1_930_000), ("32:10", 1_930_000), ("00:32:10,5", 1_930_500),
        ("1:02:03.045", 3_723_045), ("00:00:00.000000001", 0), ("00:00:01.23", 1_230),
        ("-0:00:01", -1_000), ("100:00:00", 360_000_000),
    ],
)  # fmt: skip
def test_a_time_is_read_to_the_millisecond(text: str, time: int) -> None:
    assert milliseconds(text) == time


@pytest.mark.parametrize("text", ["", "10", "0:60:00", "0:00:60", "1:2:3:4:5", "0:1x", "٠:٠١"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert milliseconds(text) is None
