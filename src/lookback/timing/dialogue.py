"""What is said in a film, slice by slice, and how well each sentence fits each slice.

The score is BM25 (Robertson and Zaragoza, *The Probabilistic Relevance Framework*, 2009) with
the neighbourhood of a slice as the document: words said near it count less with their distance.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lookback.film.subtitle import Chapter, Cue
from lookback.timing.words import terms_of

Floats = NDArray[np.float64]

SLICES: Final = 240
"""How many slices a film is cut into: half a minute of a long one."""
_SPREAD: Final = 22.5
"""Standard deviation of the neighbourhood, in seconds: a scene lasts a minute or two."""
_SATURATION: Final = 1.5
"""BM25's k1: how soon saying a word again stops counting."""
_LENGTH: Final = 0.7
"""BM25's b: how much a neighbourhood with much talk is held to be long."""
_OF_FILM: Final = 0.3
"""How much less a word counts that many sentences of the synopsis share."""
_OF_SENTENCE: Final = 0.4
"""How much less the words of a long sentence count."""
_USUAL: Final = 8
"""Terms of a sentence of usual length."""
_LEAST: Final = 3
"""Terms. Shorter sentences count no more for it."""
_CHAPTER: Final = 120.0
"""Seconds from its start that a chapter's name speaks for."""


@dataclass(frozen=True, slots=True)
class Scores:
    """How well sentences fit the slices of a film.

    Attributes:
        of: one row for each sentence, one column for each slice; 0 where nothing fits.
        weights: what saying a term is worth.
    """

    of: Floats
    weights: dict[str, float]


class Dialogue:
    """What is said in a film, in terms.

    Attributes:
        end: of the film, in seconds.
        language: that the terms are compared in, as ISO 639-1 has it.
        said: for each cue, its terms.
    """

    def __init__(self, cues: Sequence[Cue], end: float, language: str) -> None:
        """Read the cues once."""
        self.end = end
        self.said = [terms_of(words_of(cue), language) for cue in cues]
        self._cues = cues
        self.language = language
        self._where: dict[str, list[int]] = defaultdict(list)
        for at, terms in enumerate(self.said):
            for term in dict.fromkeys(terms):
                self._where[term].append(at)

    def score(self, sentences: Sequence[Sequence[str]], chapters: Sequence[Chapter]) -> Scores:
        """Score each sentence, given as its terms, in each slice.

        Args:
            chapters: their names count as said during their first minutes.
        """
        terms = sorted({term for sentence in sentences for term in sentence})
        columns = {term: at for at, term in enumerate(terms)}
        near = _smoothed(self._counted(columns, chapters), self.end)
        counts, lengths = near[:, :-1], near[:, -1:]
        weights = _weights(counts, sentences, columns)
        worth = _saturated(counts, lengths) * weights
        of = np.zeros((len(sentences), SLICES))
        for at, sentence in enumerate(sentences):
            distinct = sorted({columns[term] for term in sentence})
            if distinct:
                share = (_USUAL / max(_LEAST, len(distinct))) ** _OF_SENTENCE
                of[at] = share * worth[:, distinct].sum(axis=1)
        return Scores(of, {term: float(weights[at]) for term, at in columns.items()})

    def best_cue(
        self, terms: Iterable[str], weights: Mapping[str, float], chances: Floats
    ) -> int | None:
        """Which cue supports a sentence most where it may be shown, or ``None``.

        Args:
            terms: of the sentence.
            weights: what saying a term is worth.
            chances: of each slice.
        """
        worth: dict[int, float] = defaultdict(float)
        for term in sorted(set(terms)):
            for at in self._where.get(term, ()):
                worth[at] += weights[term]

        def supports(at: int) -> tuple[float, int]:
            chance = float(chances[slice_at(self._cues[at].start, self.end)])
            return worth[at] * chance, -at

        return max(worth, key=supports, default=None)

    def _counted(self, columns: Mapping[str, int], chapters: Sequence[Chapter]) -> Floats:
        """How often each term is said in each slice, and in the last column, how many are."""
        said = np.zeros((SLICES, len(columns) + 1))
        for cue, terms in zip(self._cues, self.said, strict=True):
            at = slice_at((cue.start + cue.end) / 2, self.end)
            said[at, -1] += len(terms)
            for term in terms:
                column = columns.get(term)
                if column is not None:
                    said[at, column] += 1
        for chapter in chapters:
            named = [columns[t] for t in terms_of(chapter.name, self.language) if t in columns]
            until = min(self.end, chapter.start + _CHAPTER)
            # They are no talk, and make no neighbourhood longer.
            said[slice_at(chapter.start, self.end) : slice_at(until, self.end) + 1, named] += 1
        return said


def words_of(cue: Cue) -> str:
    """All words of a cue: what is said, by whom, and what is heard."""
    return " ".join(part for part in (cue.speaker, cue.text, cue.sounds) if part)


def slice_at(seconds: float, end: float) -> int:
    """The slice that a moment of the film is in."""
    return max(0, min(SLICES - 1, int(seconds / end * SLICES)))


def centres() -> Floats:
    """The middle of each slice, as a share of the film."""
    return (np.arange(SLICES) + 0.5) / SLICES


def density(cues: Iterable[Cue], end: float) -> Floats:
    """Which share of each slice is spoken, 0 to 1."""
    width = end / SLICES
    spoken = np.zeros(SLICES)
    for cue in cues:
        for at in range(slice_at(cue.start, end), slice_at(cue.end, end) + 1):
            inside = min(cue.end, (at + 1) * width) - max(cue.start, at * width)
            spoken[at] += max(0.0, inside)
    return np.minimum(spoken / width, 1.0)


def _smoothed(columns: Floats, end: float) -> Floats:
    """Each column, with what stands near counted less and less."""
    spread = _SPREAD / (end / SLICES)
    away = np.arange(SLICES)[:, None] - np.arange(SLICES)[None, :]
    smoothed: Floats = np.exp(-0.5 * (away / spread) ** 2) @ columns
    return smoothed


def _saturated(counts: Floats, lengths: Floats) -> Floats:
    """What saying a term so often is worth, next to saying it once."""
    long = lengths / max(float(lengths.mean()), 1e-9)
    held = counts + _SATURATION * (1 - _LENGTH + _LENGTH * long)
    worth: Floats = counts * (_SATURATION + 1) / np.maximum(held, 1e-9)
    return worth


def _weights(counts: Floats, sentences: Sequence[Sequence[str]], columns: dict[str, int]) -> Floats:
    """What a term is worth: the rarer in the film and in the synopsis, the more."""
    common = np.minimum(counts, 1.0).mean(axis=0)
    rare = np.log1p((1 - common) / (common + 0.5 / SLICES))
    shared: dict[str, int] = defaultdict(int)
    for terms in sentences:
        for term in set(terms):
            shared[term] += 1
    many = len(sentences)
    told = np.array([np.log1p(many / shared[term]) / np.log1p(many) for term in columns])
    weights: Floats = rare * told**_OF_FILM
    return weights
