"""Text files of any length."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.hostile import tried

from lookback.errors import TextInvalid, TooLarge
from lookback.formats.catalogues.lines import LONGEST_LINE, blocks, first_line, whole


def lines(data: bytes) -> list[tuple[int, str]]:
    return [
        (number, line)
        for block in blocks(io.BytesIO(data))
        for number, line in enumerate(block.lines, block.first)
    ]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\ufeff")))
def test_all_lines_come_with_their_numbers(text: str) -> None:
    expected = text.removesuffix("\n").split("\n") if text else []
    assert lines(text.encode()) == list(enumerate(expected, 1))


@given(st.binary())
def test_any_bytes_are_lines_or_refused(data: bytes) -> None:
    _, refused = tried(lambda: lines(data))
    assert refused is None or refused.line >= 1


def test_lines_beyond_what_is_read_at_once_are_counted_on() -> None:
    data = b"".join(b"%d\n" % number for number in range(1, 200_001))
    assert lines(data) == [(number, str(number)) for number in range(1, 200_001)]
    read = [block.read for block in blocks(io.BytesIO(data))]
    assert read == sorted(read)
    assert read[-1] == len(data)


def test_a_mark_at_the_beginning_and_ends_of_lines_of_windows_are_dropped() -> None:
    assert lines(b"\xef\xbb\xbfa\r\nb\r\n") == [(1, "a"), (2, "b")]
    assert first_line(b"\xef\xbb\xbfa\r\nb") == "a"


@pytest.mark.parametrize("bad", [b"\xff", b"\0", "é".encode()[:1]])
@pytest.mark.parametrize("before", [0, 5, 300_000])
def test_what_is_no_text_is_refused_with_its_line(bad: bytes, before: int) -> None:
    with pytest.raises(TextInvalid) as caught:
        lines(b"a\n" * before + bad)
    assert caught.value.line == before + 1


def test_the_longest_line_is_read_and_a_longer_one_is_refused() -> None:
    assert lines(b"b\n" + b"a" * LONGEST_LINE) == [(1, "b"), (2, "a" * LONGEST_LINE)]
    with pytest.raises(TooLarge) as caught:
        lines(b"b\n" + b"a" * (LONGEST_LINE + 1) + b"\nc\n")
    assert caught.value.line == 2


def test_a_small_file_is_read_whole_or_refused() -> None:
    assert whole(io.BytesIO(b"\xef\xbb\xbfa\n"), 10) == "a\n"
    with pytest.raises(TooLarge):
        whole(io.BytesIO(b"a" * 11), 10)
    with pytest.raises(TextInvalid) as caught:
        whole(io.BytesIO(b"a\n\xff"), 10)
    assert caught.value.line == 2
