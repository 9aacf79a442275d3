"""The words of films that come one by one, on their way to a lexicon."""

from array import array
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from lookback.search.lexicon import BLOCK, PARTS, PICKED, Lexicon, Numbers, differ

_GAP: Final = "\x01"
"""Stands after each text, so that no row goes on in the next; no word has it."""
_END: Final = "\x02"
"""Stands for the gap after a film's last text, so that many films can be taken in at once."""
_AT_ONCE: Final = 1 << 20
"""Words of films that are put in order at once, so that memory is bounded."""
_FILMS_AT_ONCE: Final = 1 << 16


class Gathering:
    """The words of films that come one by one, on their way to a lexicon."""

    def __init__(self) -> None:
        self._numbers = _Numbers()
        self._numbers |= {_GAP: 0, _END: 1}
        self._said = array("I")
        self._lengths = array("I")

    def add(self, films: Sequence[str]) -> None:
        """More films, each with its texts on lines: words with spaces between."""
        if not any(films):
            self._lengths.extend([0] * len(films))
            return
        words = f" {_END} ".join([*films, ""]).replace("\n", f" {_GAP} ").split()
        numbers = np.fromiter(map(self._numbers.__getitem__, words), np.uint32, len(words))
        ends = np.flatnonzero(numbers == 1)
        lengths = np.diff(ends, prepend=-1)
        is_bare = lengths == 1  # without any text: then there is no gap either
        lengths[is_bare] = 0
        self._said.frombytes(np.delete(numbers, ends[is_bare]).tobytes())
        self._lengths.frombytes(lengths.astype(np.uint32).tobytes())

    def made(self, order: Numbers) -> Lexicon:
        """The lexicon of all films, which are then forgotten here.

        Args:
            order: their places among those that came, the best known first.
        """
        _, _, *words = self._numbers
        keys = [word.encode("utf-8", "surrogatepass") for word in words]
        sorting = sorted(range(len(keys)), key=keys.__getitem__)
        places = np.zeros(len(keys) + 2, np.uint32)
        places[np.array(sorting, np.int64) + 2] = np.arange(1, len(keys) + 1)
        said, said_from = self._in_order(order, places)
        self._said = array("I")
        films, films_from = _inverted(said, said_from, len(keys))
        blocks = films[: len(films) // BLOCK * BLOCK].reshape(-1, BLOCK)
        picked = np.partition(blocks, PICKED - 1, axis=1)[:, :PICKED]
        picked.sort(axis=1)
        made: dict[str, NDArray[Any]] = {
            "letters": np.frombuffer(b"".join(keys[at] for at in sorting), np.uint8),
            "letters_from": _sums([len(keys[at]) for at in sorting]),
            "films": films,
            "films_from": films_from,
            "said": said,
            "said_from": said_from,
            "picked": picked.ravel(),
        }
        return Lexicon({name: made[name].astype(kind, copy=False) for name, kind in PARTS.items()})

    def _in_order(self, order: Numbers, places: Numbers) -> tuple[Numbers, Numbers]:
        """The words of all films by their places, and where each film's begin."""
        old = np.frombuffer(self._said, np.uint32) if self._said else places[:0]
        came = np.frombuffer(self._lengths, np.uint32) if self._lengths else order
        came_from, lengths = _sums(came), came[order]
        said_from = _sums(lengths)
        said = np.empty(len(old), np.uint32)
        for at in range(0, len(order), _FILMS_AT_ONCE):
            some = slice(at, at + _FILMS_AT_ONCE)
            begins, ends_at = said_from[some], said_from[min(at + _FILMS_AT_ONCE, len(order))]
            begins = begins[: len(order) - at]
            those = np.arange(begins[0], ends_at, dtype=np.uint32)
            those += np.repeat(came_from[order[some]] - begins, lengths[some])
            said[begins[0] : ends_at] = places[old[those]]
        return said, said_from


class _Numbers(dict[str, int]):
    """Each word has the next number when it first comes."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


def _sums(lengths: Sequence[int] | NDArray[Any]) -> Numbers:
    return np.concatenate(([0], np.cumsum(lengths))).astype(np.uint32)


def _inverted(said: Numbers, said_from: Numbers, words: int) -> tuple[Numbers, Numbers]:
    """The films of each word, each film once, and where each word's begin; some words at a time."""
    counts = np.zeros(words + 1, np.int64)
    for at in range(0, len(said), _AT_ONCE):
        counts += np.bincount(said[at : at + _AT_ONCE], minlength=words + 1)
    counts[0] = 0
    ends = np.cumsum(counts)
    films = np.empty(ends[-1], np.uint32)
    low, found = 1, 0
    while low <= words:
        high = max(int(np.searchsorted(ends, ends[low - 1] + _AT_ONCE, "right")), low + 1)
        those = np.flatnonzero((said >= low) & (said < high))
        keys = said[those].astype(np.uint64)
        keys <<= np.uint64(32)
        # Looked up: a table of whose each word is would be as large as all of them.
        keys |= np.searchsorted(said_from, those, "right").astype(np.uint64) - np.uint64(1)
        keys.sort()
        keys = keys[differ(keys)]
        films[found : found + len(keys)] = keys.astype(np.uint32)
        found += len(keys)
        keys >>= np.uint64(32)
        counts[low:high] = np.bincount(keys.astype(np.int64) - low, minlength=high - low)
        low = high
    return films[:found], _sums(counts[1:])
