"""Text files of any length, some lines at a time."""

from collections.abc import Iterator
from typing import Final, NamedTuple, Protocol

from lookback.errors import TextInvalid, TooLarge

LONGEST_LINE: Final = 1_000_000
"""The longest line of a table, in bytes."""
_AT_ONCE: Final = 1 << 18
_MARK: Final = b"\xef\xbb\xbf"


class Readable(Protocol):
    """What is read from its beginning to its end, and no more: a file, or part of one."""

    def read(self, size: int, /) -> bytes:
        """So many bytes at most; none at the end."""


class Block(NamedTuple):
    """Some lines that follow one another.

    Attributes:
        first: the number of the first of them, counted from 1.
        lines: without their ends.
        read: how many bytes of the file have been read.
    """

    first: int
    lines: list[str]
    read: int


def blocks(file: Readable, longest: int = LONGEST_LINE) -> Iterator[Block]:
    """All lines of a file, without a byte order mark; the last one may lack its end.

    Raises:
        TextInvalid: bytes that are not UTF-8, or NUL.
        TooLarge: a line of more than ``longest`` bytes.
    """
    rest, first, read = b"", 1, 0
    while data := file.read(_AT_ONCE):
        read += len(data)
        cut = data.rfind(b"\n") + 1
        if not cut:
            rest += data
            _check(rest, longest, first)
            continue
        chunk, rest = rest + data[:cut], data[cut:]
        _check(chunk, longest, first)
        lines = _lines(chunk, first)
        yield Block(first, lines, read)
        first += len(lines)
    if rest:
        _check(rest, longest, first)
        yield Block(first, _lines(rest, first), read)


def whole(file: Readable, most: int) -> str:
    """All of a small file, without a byte order mark.

    Raises:
        TooLarge: more than ``most`` bytes.
        TextInvalid: it is not UTF-8.
    """
    data = bytearray()
    while added := file.read(_AT_ONCE):
        data += added
        if len(data) > most:
            raise TooLarge(f"expected a file of at most {most:,} bytes", line=1)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TextInvalid("expected UTF-8", line=line) from None


def first_line(data: bytes) -> str:
    """The first line of what a file begins with, for a look at it."""
    line, _, _ = data.removeprefix(_MARK).partition(b"\n")
    return line.decode("utf-8", "replace").removesuffix("\r")


def _check(chunk: bytes, longest: int, first: int) -> None:
    # Only the first line of a chunk can have begun in an earlier one.
    end = chunk.find(b"\n")
    if (len(chunk) if end < 0 else end) > longest:
        raise TooLarge(f"expected lines of at most {longest:,} bytes", line=first)


def _lines(chunk: bytes, first: int) -> list[str]:
    nul = chunk.find(b"\0")
    if nul >= 0:
        raise TextInvalid("expected no NUL", line=first + chunk.count(b"\n", 0, nul))
    if first == 1:
        chunk = chunk.removeprefix(_MARK)
    try:
        text = chunk.decode("utf-8")
    except UnicodeDecodeError as error:
        line = first + chunk.count(b"\n", 0, error.start)
        raise TextInvalid("expected UTF-8", line=line) from None
    if "\r" in text:
        text = text.replace("\r\n", "\n").removesuffix("\r")
    return text.removesuffix("\n").split("\n")
