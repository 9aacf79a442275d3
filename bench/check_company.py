"""Which company words keep: words that stand among the same words get numbers that are alike."""

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lookback.leaks.words import even, words

Floats = NDArray[np.float64]
SIDES: Final = 50
"""By how many numbers the company of a word is told."""
_NEAR: Final = 10
_CONTEXTS: Final = 3000
_FEWEST: Final = 10
_SMALL_SHARE: Final = 0.5
_RARE_CONTEXTS: Final = 0.75
"""Rare neighbours count as if they were a little less rare, or they would outweigh all others."""
_END: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Company:
    """The company of words.

    Attributes:
        places: the row of each word.
        sides: for each word its numbers, of length 1 together.
    """

    places: dict[str, int]
    sides: Floats

    @classmethod
    def of(cls, told: Sequence[list[str]]) -> "Company":
        """Of the general words in these sentences: the main parts of what stands near them.

        What stands near is counted by positive pointwise mutual information.
        """
        count = Counter(word.casefold() for sentence in told for word in sentence)
        held = [word for word, times in count.most_common() if times >= _FEWEST]
        general = _general(told, count)
        kept = [word for word in held if word in general]
        rows = {word: place for place, word in enumerate(kept)}
        near = _counted(told, rows, {word: n for n, word in enumerate(held[:_CONTEXTS])})
        often = near.sum(0) ** _RARE_CONTEXTS
        often = often / often.sum()
        with np.errstate(divide="ignore", invalid="ignore"):
            known = np.log(near / (near.sum(1, keepdims=True) * often))
        known = np.where(near > 0, np.maximum(known, 0), 0)
        worth, parts = np.linalg.eigh(known.T @ known)
        found = known @ (parts[:, -SIDES:] * worth[-SIDES:] ** -0.25)
        lengths = np.sqrt((found**2).sum(1, keepdims=True))
        return cls(rows, found / np.maximum(lengths, 1e-9))


def _general(told: Iterable[list[str]], count: Counter[str]) -> set[str]:
    """Words that are mostly written small, so no names."""
    small = Counter(word for sentence in told for word in sentence if word == word.casefold())
    return {
        word
        for word, times in small.items()
        if times >= _SMALL_SHARE * count[word] and word.replace("'", "").replace("-", "").isalpha()
    }


def _counted(told: Sequence[list[str]], rows: dict[str, int], columns: dict[str, int]) -> Floats:
    """How often each of the rows' words has each of the columns' words near it."""
    gap = [""] * _NEAR
    line = [word.casefold() for sentence in told for word in (*sentence, *gap)]
    row = np.array([rows.get(word, -1) for word in line])
    column = np.array([columns.get(word, -1) for word in line])
    found = np.zeros(len(rows) * len(columns))
    for far in range(1, _NEAR + 1):
        for one, other in ((row[:-far], column[far:]), (row[far:], column[:-far])):
            both = (one >= 0) & (other >= 0)
            places, times = np.unique(one[both] * len(columns) + other[both], return_counts=True)
            found[places] += times
    return found.reshape(len(rows), len(columns))


def read_stories(data: Path) -> Iterator[list[str]]:
    """The words of each sentence of plots, of the first lines of articles, and of memories."""
    csv.field_size_limit(sys.maxsize)
    with (data / "plots" / "british_movie_plots.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield from _cut(row["plot"])
    for path in sorted((data / "catalogue").glob("*.json")):
        for film in json.loads(path.read_text("utf-8")):
            yield from _cut(film.get("extract") or "")
    for asked in json.loads((data / "find" / "queries.json").read_text("utf-8")):
        yield from _cut(asked["query"])


def _cut(text: str) -> Iterator[list[str]]:
    for sentence in _END.split(text):
        yield words(even(sentence))
