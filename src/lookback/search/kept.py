"""What can be read back of each film of an index: in a file beside it, written once.

Of films that are written later, the index itself has it.
"""

import os
import struct
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from lookback.film.finding import Findable, Kind

_PARTS: Final = (None, Kind.PERSON, Kind.GENRE, Kind.THEME, Kind.COUNTRY)
_HEAD: Final = 4
"""Values before the parts."""
_PART: Final = "\x1f"
_VALUE: Final = "\n"
_BUFFER: Final = 1 << 20
_END: Final = struct.Struct("<QQ8s")
"""How many films a file has, where their numbers begin, and the mark of its end."""
_MARK: Final = b"kept end"
_ALIGNED: Final = 8
_EACH: Final = ("<u8", "<u8", "<u4")
"""Of each film its number, where it begins, and its length; the lowest number first."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What can be read back of a film; most of it is not asked for, so it is split when it is."""

    head: tuple[str, ...]
    parts: tuple[str, ...]

    @classmethod
    def read(cls, data: bytes) -> "Kept":
        """Read what ``kept_of`` wrote.

        Raises:
            ValueError: it is something else.
        """
        first, *parts = data.decode().split(_PART)
        head = first.split(_VALUE, 3)
        if len(head) != _HEAD or len(parts) != len(_PARTS) + 1:
            raise ValueError("it is damaged")
        return cls(tuple(head), tuple(parts))

    @property
    def number(self) -> int:
        """The film's own."""
        return int(self.head[0])

    @property
    def slug(self) -> str:
        """The last part of its address."""
        return self.head[1]

    @property
    def year(self) -> int:
        """Of its first release, or 0."""
        return int(self.head[2])

    @property
    def titles(self) -> list[str]:
        """The one that is shown, and all others."""
        return self.parts[0].split(_VALUE)

    def names(self, kind: Kind) -> list[str]:
        """People, genres, themes or countries."""
        part = self.parts[_PARTS.index(kind)]
        return part.split(_VALUE) if part else []

    def everything(self) -> list[str]:
        """All texts that have its words."""
        return [text for part in self.parts for text in part.split(_VALUE)]


def kept_of(film: Findable) -> bytes:
    """All of a film that the index has, in few bytes: it is read back, and compared."""
    years = film.years
    kept = (
        f"{film.number}\n{film.slug}\n{years[0] if years else 0}\n{film.minutes} {film.score}"
        f" {film.votes} {film.has_page:d} {' '.join(map(str, years))}{_PART}"
        f"{_part([film.title, *film.titles])}{_PART}{_part(film.people)}{_PART}"
        f"{_part(film.genres)}{_PART}{_part(film.themes)}{_PART}{_part(film.countries)}{_PART}"
        f"{_part([*film.roles, *film.texts])}"
    )
    return kept.encode("utf-8", "replace")


def _part(values: Sequence[str]) -> str:
    """The values, and nothing in them that divides values."""
    if not values:
        return ""
    part = _VALUE.join(values)
    if part.count(_VALUE) >= len(values) or _PART in part:
        part = _VALUE.join(" ".join(value.replace(_PART, " ").split()) for value in values)
    return part


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
