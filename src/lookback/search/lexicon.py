"""The words of one field in their order, each with the films that have it, the best known first.

Films go by their rank: 0 is the best known of all. So the first of a word's films are those that
are asked for, and few of the others are ever looked at.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint32]
Span = tuple[int, int]
"""Words from one up to another that is not among them, in their order; one word is a span, too."""
Row = tuple[Span, ...]
"""Words that stand side by side, each of them one of a span."""
BLOCK: Final = 2048
"""Of a list of films, so many have their best known picked out beforehand."""
PICKED: Final = 32
"""How many of them."""
_FEW: Final = 2 * BLOCK
"""Films that are sooner put in order than picked out block by block."""
_FEW_LISTED: Final = 200
"""Films that Python puts in order sooner than NumPy."""
_MANY: Final = 20_000
"""Films of many words that are rather not put in order where those of one word can be gone by."""
_ONE_BY_ONE: Final = 32
"""Films that NumPy would not be quicker to look at."""
_FIRST_LOOK: Final = _ONE_BY_ONE
"""Films that are looked at first; each further look takes in more, as long as caches hold them."""
_PATIENCE: Final = 512
"""Films that are sooner looked at than the films of some words put in order."""
_LONGEST_LOOK: Final = 2048
_MOST_SPANS: Final = 5000
"""Words that are remembered, as they are asked for again after each key; then all are forgotten."""
PARTS: Final[Mapping[str, str]] = {
    "letters": "<u1",
    "letters_from": "<u4",
    "films": "<u4",
    "films_from": "<u4",
    "said": "<u4",
    "said_from": "<u4",
    "picked": "<u4",
}
"""What a lexicon is made of, as NumPy has it. ``said`` are the words of each film as they stand,
each by its place among all words plus one; 0 is a gap."""


class Lexicon:
    """Asked by words, it answers with ranks."""

    def __init__(self, parts: Mapping[str, NDArray[Any]]) -> None:
        """Take up what ``Gathering`` made.

        Raises:
            ValueError: the parts do not belong together.
        """
        self.parts = parts
        # Looked at one by one, which a memoryview does in a third of the time.
        self._letters = parts["letters"].data
        self._letters_from = parts["letters_from"].data
        self._films_from = parts["films_from"].data
        self._films, self._picked = parts["films"], parts["picked"].reshape(-1, PICKED)
        self._said, self._said_from = parts["said"], parts["said_from"]
        self._spans: dict[tuple[str, bool], Span] = {}
        words = len(self._letters_from) - 1
        whole = (
            words == len(self._films_from) - 1
            and self._letters_from[words] == len(self._letters)
            and self._films_from[words] == len(self._films)
            and self._said_from[-1] == len(self._said)
            and len(self._picked) == len(self._films) // BLOCK
        )
        if not whole:
            raise ValueError("parts of different lexicons")

    def span_of(self, word: str, *, begun: bool) -> Span:
        """The words that begin so, or the very word."""
        span = self._spans.get((word, begun))
        if span is None:
            if len(self._spans) >= _MOST_SPANS:
                self._spans.clear()
            span = self._spans[word, begun] = self._found(word, begun=begun)
        return span

    def _found(self, word: str, *, begun: bool) -> Span:
        key = word.encode("utf-8", "surrogatepass")
        places = range(len(self._letters_from) - 1)
        low = bisect_left(places, key, key=self._word)
        if begun:
            return low, bisect_left(places, key + b"\xff", low, key=self._word)
        return low, low + (low < len(places) and self._word(low) == key)

    def best(self, rows: Sequence[Row], most: int) -> list[int]:
        """The ranks of the best known films that have all rows, in their order."""
        spans = [(self._count(span), span[1] - span[0] > 1, span) for row in rows for span in row]
        rarest, is_wide, span = min(spans)
        if not rarest:
            return []
        if len(spans) == 1:
            return self._first(span, most)
        if is_wide and rarest > _MANY:
            *_, span = min(spans, key=lambda one: (one[1], one[0]))
        films = self._films_of(span)
        if span[1] - span[0] > 1:
            films = _in_order(films)
        return self.among(films, [row for row in rows if row != (span,)], most)

    def among(self, films: Numbers, rows: Sequence[Row], most: int) -> list[int]:
        """The first of these films that have all rows."""
        lists: list[Numbers] = []
        others: list[Row] = []
        for row in rows:
            if _is_word(row):
                lists.append(self._films_of(row[0]))
            elif len(row) == 1 and self._count(row[0]) <= _MANY and len(films) > _PATIENCE:
                lists.append(_in_order(self._films_of(row[0])))
            else:
                others.append(row)
        found: list[int] = []
        begin, size = 0, _FIRST_LOOK
        while begin < len(films) and len(found) < most:
            some = films[begin : begin + size]
            begin, size = begin + size, min(size * 8, _LONGEST_LOOK)
            for one in lists:
                some = some[one.take(one.searchsorted(some), mode="clip") == some]
            if others and len(some) > _ONE_BY_ONE:
                some = some[self._having(some, others)]
                found += some.tolist()
            else:
                found += [film for film in some.tolist() if self._has(film, others)]
        return found[:most]

    def _has(self, film: int, rows: Sequence[Row]) -> bool:
        """Whether a film has all rows; for a few films this is quicker than ``_having``."""
        if not rows:
            return True
        said = self._said.data[self._said_from.data[film] : self._said_from.data[film + 1]].tolist()
        return all(
            any(
                all(low < word <= high for word, (low, high) in zip(said[at:], row, strict=False))
                for at in range(len(said) - len(row) + 1)
            )
            if len(row) > 1
            else _is_in(said, row[0])
            for row in rows
        )

    def _having(self, films: Numbers, rows: Sequence[Row]) -> NDArray[np.bool_]:
        """Which of the films have all rows."""
        begins = self._said_from[films]
        lengths = self._said_from[films + np.uint32(1)] - begins
        owners = np.repeat(np.arange(len(films)), lengths)
        shifts = begins - np.cumsum(lengths, dtype=np.uint32) + lengths
        said = self._said[np.arange(len(owners), dtype=np.uint32) + shifts[owners]]
        have = np.ones(len(films), np.bool_)
        for row in rows:
            there = _within(said, row[0])
            for beside, span in enumerate(row[1:], 1):
                there = there[:-1] & _within(said[beside:], span)
            one = np.zeros(len(films), np.bool_)
            one[owners[: len(there)][there]] = True
            have &= one
        return have

    def _word(self, at: int) -> bytes:
        return self._letters[self._letters_from[at] : self._letters_from[at + 1]].tobytes()

    def _count(self, span: Span) -> int:
        count: int = self._films_from[span[1]] - self._films_from[span[0]]
        return count

    def _films_of(self, span: Span) -> Numbers:
        return self._films[self._films_from[span[0]] : self._films_from[span[1]]]

    def _first(self, span: Span, most: int) -> list[int]:
        begin, end = self._films_from[span[0]], self._films_from[span[1]]
        if span[1] - span[0] == 1:
            return _listed(self._films[begin : min(begin + most, end)])
        if end - begin <= _FEW_LISTED:
            return sorted(set(self._films[begin:end].tolist()))[:most]
        if end - begin > _FEW and most <= PICKED:
            low, high = -(-begin // BLOCK), end // BLOCK
            picked = self._picked[low:high]
            edges = self._films[begin : low * BLOCK], self._films[high * BLOCK : end]
            found = _least(np.concatenate((picked.ravel(), *edges)), most)
            # One film can be picked for several words. All up to the last one of a block are known.
            if len(found) == most and found[-1] <= picked[:, -1].min():
                return found
        return _least(self._films[begin:end], most)


def differ(values: NDArray[Any]) -> NDArray[np.bool_]:
    """Which of the values in their order differ from the one before."""
    differ = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=differ[1:])
    return differ


def _is_word(row: Row) -> bool:
    return len(row) == 1 and row[0][1] - row[0][0] == 1


def _is_in(said: Sequence[int], span: Span) -> bool:
    low, high = span
    for word in said:  # noqa: SIM110 - asked of each film, where any() would take twice as long
        if low < word <= high:
            return True
    return False


def _within(said: Numbers, span: Span) -> NDArray[np.bool_]:
    low, high = span
    there: NDArray[np.bool_] = said == high if high - low == 1 else (said > low) & (said <= high)
    return there


def _least(films: Numbers, most: int) -> list[int]:
    """The lowest ranks, each once; a film can come once for each of its words."""
    tried = most * 4
    while len(films) > tried:
        some = _in_order(np.partition(films, tried)[:tried])
        if len(some) >= most:
            return _listed(some[:most])
        tried *= 4
    return _listed(_in_order(films)[:most])


def _listed(films: Numbers) -> list[int]:
    ranks: list[int] = films.tolist()
    return ranks


def _in_order(films: Numbers) -> Numbers:
    """Each film once, by its rank; NumPy's own ``unique`` takes several times as long."""
    films = np.sort(films)
    return films[differ(films)]
