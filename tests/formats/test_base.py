"""The door that every file comes through."""

import pytest

from lookback.errors import InputRefused
from lookback.formats.base import LARGEST, MOST_LINES, MOST_MARKS, Source


def refused(data: bytes) -> InputRefused:
    with pytest.raises(InputRefused) as caught:
        Source("a.md", data).text()
    return caught.value


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_all_line_ends_become_line_feeds(ends: str) -> None:
    assert Source("a.md", f"a{ends}b{ends}".encode()).text() == "a\nb\n"


def test_a_byte_order_mark_is_no_text() -> None:
    assert Source("a.md", b"\xef\xbb\xbfa").text() == "a"


@pytest.mark.parametrize(
    ("data", "line"), [(b"\xff", 1), (b"a\nb\xff\n", 2), ("扉".encode("utf-16"), 1)]
)
def test_bytes_that_are_not_utf_8_are_refused_with_their_line(data: bytes, line: int) -> None:
    error = refused(data)
    assert (error.code, error.line) == ("text-invalid", line)


@pytest.mark.parametrize("control", ["\x00", "\x0b", "\x0c", "\x1b", "\x7f", "\x85"])
@pytest.mark.parametrize(("before", "line"), [("", 1), ("a\n\n", 3), ("a\rb\r", 3)])
def test_control_characters_are_refused_with_their_line(
    control: str, before: str, line: int
) -> None:
    error = refused(f"{before}b{control}".encode())
    assert (error.code, error.line) == ("text-invalid", line)


def test_tabs_and_characters_beyond_the_first_plane_are_text() -> None:
    assert Source("a.md", "a\t😀\u2028".encode()).text() == "a\t😀\u2028"


@pytest.mark.parametrize(
    ("most", "more"),
    [
        (b"a" * LARGEST, b"a" * (LARGEST + 1)),
        (b"\n" * (MOST_LINES - 1), b"\n" * MOST_LINES),
        (b"[" * MOST_MARKS, b"<" * (MOST_MARKS + 1)),
    ],
    ids=["bytes", "lines", "marks"],
)
def test_more_than_the_guide_takes_is_refused_and_the_most_is_not(most: bytes, more: bytes) -> None:
    assert Source("a.md", most).text() == most.decode()
    assert refused(more).code == "too-large"


def test_an_error_never_repeats_what_was_refused() -> None:
    assert "secret" not in str(refused(b"secret \xff secret"))
