"""What can be read back of each film of an index: in a file beside it, written once.

Of films that are written later, the index itself has it.
"""

import os
import struct
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from msgspec import MsgspecError, convert, msgpack, to_builtins

from lookback.film.finding import Findable

_PACKED: Final = msgpack.Encoder().encode
_READ: Final = msgpack.Decoder(Findable).decode
_MOST: Final = (1 << 63) - 1
_BUFFER: Final = 1 << 20
_END: Final = struct.Struct("<QQ8s")
"""How many films a file has, where their numbers begin, and the mark of its end."""
_MARK: Final = b"kept end"
_ALIGNED: Final = 8
_EACH: Final = ("<u8", "<u8", "<u4")
"""Of each film its number, where it begins, and its length; the lowest number first."""


def kept_of(film: Findable) -> bytes:
    """All of a film that the index has, in few bytes: it is read back, and compared."""
    try:
        return _PACKED(film)
    except (UnicodeEncodeError, OverflowError):
        return _PACKED(convert(_sound(to_builtins(film)), Findable))


def read(data: bytes) -> Findable:
    """Read what ``kept_of`` wrote.

    Raises:
        ValueError: it is something else.
    """
    try:
        return _READ(data)
    except MsgspecError as error:
        raise ValueError("it is damaged") from error


def _sound(value: Any) -> Any:
    """The value without what cannot be packed: halves of characters, and endless numbers."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, Sequence):
        return list(map(_sound, value))
    return min(max(value, -_MOST), _MOST) if isinstance(value, int) else value


class Keeping:
    """Films that come some at a time, on their way to a file."""

    def __init__(self, path: Path) -> None:
        """Begin the file.

        Raises:
            OSError: it cannot be written; so it is below.
        """
        self._file = path.open("wb", _BUFFER)
        self._numbers = array("Q")
        self._lengths = array("I")

    def add(self, numbers: Iterable[int], kept: Sequence[bytes]) -> None:
        """More films, with what ``kept_of`` made of each."""
        self._file.write(b"".join(kept))
        self._numbers.extend(numbers)
        self._lengths.extend(map(len, kept))

    def close(self, *, whole: bool) -> None:
        """End the file, and where it is whole, wait until it is on the disk."""
        with self._file as file:
            if not whole:
                return
            numbers = np.array(self._numbers, np.uint64)
            lengths = np.array(self._lengths, np.uint64)
            ends = np.cumsum(lengths, dtype=np.uint64)
            order = np.argsort(numbers, kind="stable")
            at = int(ends[-1]) if len(ends) else 0
            file.write(bytes(-at % _ALIGNED))
            for each, kind in zip((numbers, ends - lengths, lengths), _EACH, strict=True):
                file.write(each[order].astype(kind, copy=False).data)
            file.write(_END.pack(len(numbers), at + -at % _ALIGNED, _MARK))
            file.flush()
            os.fsync(file.fileno())


class KeptFilms:
    """What ``Keeping`` wrote; the file is not read, but mapped into memory."""

    def __init__(self, path: Path) -> None:
        """Take it up.

        Raises:
            OSError: it cannot be read.
            ValueError: it is damaged.
        """
        data = np.memmap(path, np.uint8, "r")
        end = len(data) - _END.size
        count, at, mark = _END.unpack(data[end:].tobytes()) if end >= 0 else (0, 0, b"")
        if mark != _MARK or at + count * sum(int(kind[-1]) for kind in _EACH) != end:
            raise ValueError("it is damaged")
        # Looked at one by one, which a memoryview does in a third of the time.
        parts: list[memoryview] = []
        for kind in _EACH:
            parts.append(np.frombuffer(data, kind, count, at).data)
            at += count * int(kind[-1])
        self._data = data.data
        self._numbers, self._begins, self._lengths = parts

    def __len__(self) -> int:
        return len(self._numbers)

    def data(self, number: int) -> bytes:
        """What is kept of a film.

        Raises:
            ValueError: it is not there.
        """
        at = bisect_left(self._numbers, number)
        if at == len(self._numbers) or self._numbers[at] != number:
            raise ValueError("it is not there")
        begin = self._begins[at]
        return self._data[begin : begin + self._lengths[at]].tobytes()
