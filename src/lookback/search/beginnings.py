"""What the films of an index begin with: made when all of them are written, asked after each key.

Tantivy looks at every film that a prefix finds. Here films stand in their order, so that only the
best known are looked at. Films that are written later are not in it: see ``best_known``.
"""

import json
import os
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from lookback.search.gathering import Gathering
from lookback.search.lexicon import PARTS, Lexicon, Numbers, Row, differ
from lookback.search.words import is_unspaced

Field = Literal["title", "person"]
Runs = tuple[tuple[str, ...], ...]
"""Words as they are asked for: one by one, those written without spaces side by side."""
_FIELDS: Final[tuple[Field, ...]] = ("title", "person")
_OWN: Final = {"prominence": "<u8", "exact": "<u4", "exact_films": "<u4"}
_ALIGNED: Final = 8
_LONGEST_HEAD: Final = 4096


class Beginnings:
    """The words of titles and of people's names, and whole titles, with the films that have them.

    Films are told by their prominence, the best known first.
    """

    def __init__(self, own: dict[str, NDArray[Any]], lexicons: dict[Field, Lexicon]) -> None:
        self._own = own
        self._lexicons = lexicons
        self._prominence = own["prominence"].data
        self._exact = own["exact"].data

    @classmethod
    def read(cls, path: Path) -> "Beginnings":
        """What ``write`` wrote; the file is not read, but mapped into memory.

        Raises:
            OSError: it cannot be read.
            ValueError: it is damaged.
        """
        data = np.memmap(path, np.uint8, "r")
        head, line, _ = data[:_LONGEST_HEAD].tobytes().partition(b"\n")
        lengths = json.loads(head)
        if not line or not isinstance(lengths, dict):
            raise ValueError("no head")
        parts: dict[str, NDArray[Any]] = {}
        at = _aligned(len(head) + 1)
        for name, kind in _kinds().items():
            length = lengths.get(name, -1)
            end = at + length
            if not isinstance(length, int) or not at <= end <= len(data):
                raise ValueError("it ends too soon")
            # No subclass: NumPy asks it what to do at every turn.
            parts[name] = np.asarray(data[at:end]).view(kind)
            at = _aligned(end)
        if at != len(data):
            raise ValueError("it is too long")
        lexicons = {
            field: Lexicon({name: parts[f"{field} {name}"] for name in PARTS}) for field in _FIELDS
        }
        return cls({name: parts[name] for name in _OWN}, lexicons)

    def write(self, path: Path) -> None:
        """Write a file, and wait until it is on the disk.

        Raises:
            OSError: it cannot be written.
        """
        parts = self._own | {
            f"{field} {name}": part
            for field, lexicon in self._lexicons.items()
            for name, part in lexicon.parts.items()
        }
        head = json.dumps({name: parts[name].nbytes for name in _kinds()}).encode() + b"\n"
        with path.open("wb") as file:
            file.write(head.ljust(_aligned(len(head)), b"\0"))
            for name in _kinds():
                part = np.ascontiguousarray(parts[name])
                file.write(part.data)
                file.write(bytes(_aligned(part.nbytes) - part.nbytes))
            file.flush()
            os.fsync(file.fileno())

    def best(self, field: Field, runs: Runs, most: int, *, ended: bool) -> list[int]:
        """The best known films that have all words, the last of which may be only begun.

        Raises:
            ValueError: it is damaged.
        """
        lexicon = self._lexicons[field]
        try:
            rows = _rows(lexicon, runs, ended=ended)
            return self._known(lexicon.best(rows, most)) if rows else []
        except IndexError as error:
            raise ValueError("it is damaged") from error

    def exact(self, whole: int, most: int) -> list[int]:
        """The best known films with a whole title of this number.

        Raises:
            ValueError: it is damaged.
        """
        try:
            return self._known(self._exactly(whole)[:most].tolist())
        except IndexError as error:
            raise ValueError("it is damaged") from error

    def _exactly(self, whole: int) -> Numbers:
        low = bisect_left(self._exact, whole)
        films: Numbers = self._own["exact_films"][low : bisect_right(self._exact, whole, low)]
        return films

    def exactly(self, whole: int, runs: Runs, most: int) -> list[int]:
        """The best known films that have all words, and a whole title of this number.

        Raises:
            ValueError: it is damaged.
        """
        lexicon = self._lexicons["title"]
        films = self._exactly(whole)
        try:
            rows = _rows(lexicon, runs, ended=True) if len(films) else []
            return self._known(lexicon.among(films, rows, most)) if rows else []
        except IndexError as error:
            raise ValueError("it is damaged") from error

    def _known(self, ranks: Sequence[int]) -> list[int]:
        return [self._prominence[rank] for rank in ranks]


class Filling:
    """Films that come some at a time, on their way to ``Beginnings``."""

    def __init__(self) -> None:
        self._prominence = array("Q")
        self._exact = array("I")
        self._exact_each = array("I")
        self._titles, self._people = Gathering(), Gathering()

    def add(
        self,
        prominences: Sequence[int],
        titles: Sequence[str],
        people: Sequence[str],
        exact: Sequence[Sequence[int]],
    ) -> None:
        """More films; titles and people are on lines, in words with spaces between."""
        self._prominence.extend(prominences)
        self._titles.add(titles)
        self._people.add(people)
        self._exact.extend(chain.from_iterable(exact))
        self._exact_each.extend(map(len, exact))

    def made(self) -> Beginnings:
        """All that came, in its order; it is forgotten here."""
        prominence = np.array(self._prominence, np.uint64)
        order = np.argsort(prominence)[::-1].astype(np.uint32)
        # The largest first, while there is nothing else.
        lexicons: dict[Field, Lexicon] = {
            "title": self._titles.made(order),
            "person": self._people.made(order),
        }
        keys = self._whole_titles(order)
        own: dict[str, NDArray[Any]] = {
            "prominence": prominence[order],
            "exact": (keys >> np.uint64(32)).astype(np.uint32),
            "exact_films": keys.astype(np.uint32),
        }
        return Beginnings(own, lexicons)

    def _whole_titles(self, order: Numbers) -> NDArray[np.uint64]:
        """The number of each whole title with the rank of its film, in their order."""
        ranks = np.empty(len(order), np.uint32)
        ranks[order] = np.arange(len(order), dtype=np.uint32)
        keys = np.array(self._exact, np.uint64)
        keys <<= np.uint64(32)
        keys |= np.repeat(ranks, np.array(self._exact_each, np.uint32))
        keys.sort()
        return keys[differ(keys)]


def _rows(lexicon: Lexicon, runs: Runs, *, ended: bool) -> list[Row]:
    """The runs as they stand in a lexicon; none where one of their words is in no film."""
    *whole, last = runs
    begun = not ended and not is_unspaced(last[-1][0])
    rows = [
        tuple(lexicon.span_of(word, begun=False) for word in run) for run in dict.fromkeys(whole)
    ]
    if begun:
        rows += [(lexicon.span_of(word, begun=True),) for word in last[-1:]]
    elif last not in whole:
        rows.append(tuple(lexicon.span_of(word, begun=False) for word in last))
    return rows if all(low < high for row in rows for low, high in row) else []


def _kinds() -> dict[str, str]:
    return _OWN | {f"{field} {name}": kind for field in _FIELDS for name, kind in PARTS.items()}


def _aligned(length: int) -> int:
    return -(-length // _ALIGNED) * _ALIGNED
