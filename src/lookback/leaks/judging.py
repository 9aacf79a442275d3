"""How much a single sentence looks as if it told a story's secrets, and by what.

A logistic regression whose every weight has a name: measures of the sentence (see ``features``),
general English words, and the words of the heading that it stands under. A word's weight is mostly
that of the company it keeps in plots, so rare words have one too. ``weights.json`` holds them all;
``bench/check.py --fit`` makes it.
"""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Self

from lookback.film.leak import Judgement
from lookback.leaks.features import measured
from lookback.leaks.words import even, words

_MOST_REASONS: Final = 5
_HIGHEST: Final = 30.0
_FEWEST_LATE: Final = 3


@dataclass(frozen=True, slots=True)
class Weights:
    """What the regression has learnt.

    Attributes:
        bias: of a sentence without any measure.
        measures: the weight of each measure, by its name.
        known: of each word its weight.
        headings: of each word what it adds in the heading above.
        late: how late in stories a word comes, from -0.5 to 0.5.
        told: how much more often a word stands in plots than in talk about films, as a logarithm.
        rarity: how rare a word is in general, from 0 to 1.
    """

    bias: float
    measures: Mapping[str, float]
    known: Mapping[str, float]
    headings: Mapping[str, float]
    late: Mapping[str, float]
    told: Mapping[str, float]
    rarity: Mapping[str, float]

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Self:
        """From what ``weights.json`` holds."""
        table = plain["words"]
        return cls(
            plain["bias"],
            plain["measures"],
            plain["weights"],
            plain["headings"],
            {word: row[0] for word, row in table.items() if row[0] is not None},
            {word: row[1] for word, row in table.items() if row[1] is not None},
            {word: row[2] for word, row in table.items()},
        )


@cache
def learnt() -> Weights:
    """The weights that come with the guide. They never change, so they are read once."""
    text = (files("lookback.leaks") / "weights.json").read_text("utf-8")
    return Weights.of(json.loads(text))


def judge(sentence: str, heading: str = "", *, weights: Weights | None = None) -> Judgement:
    """Whether a sentence, by itself, looks as if it told of what happens in a story.

    It is made for English, and knows nothing of the film. White space tells it nothing.

    Args:
        heading: that the sentence stands under, where there is one.
    """
    known = weights or learnt()
    said = even(sentence)
    parts: list[tuple[str, float]] = []
    measures, held = inputs(said, known)
    for name, value in measures.items():
        parts.append((name, known.measures.get(name, 0.0) * value))
    for word, value in held.items():
        parts.append((f"the word “{word}”", known.known[word] * value))
    for word, value in headed(heading, known).items():
        parts.append((f"“{word}” in its heading", known.headings[word] * value))
    score = known.bias + sum(points for _, points in parts)
    parts.sort(key=lambda part: -abs(part[1]))
    chance = 1 / (1 + math.exp(-max(-_HIGHEST, min(_HIGHEST, score))))
    return Judgement(chance, tuple(parts[:_MOST_REASONS]))


def inputs(said: str, known: Weights) -> tuple[dict[str, float], dict[str, float]]:
    """Every measure of the sentence, and how much each word of the table counts that it holds."""
    measures = measured(said)
    low = [word.casefold() for word in words(said)]
    measures.update(_places(low, known))
    return measures, _held(low, known.known)


def headed(heading: str, known: Weights) -> dict[str, float]:
    """How much each word of a heading counts that has a weight there."""
    return _held([word.casefold() for word in words(heading)], known.headings)


def _held(low: list[str], weights: Mapping[str, float]) -> dict[str, float]:
    held = sorted({word for word in low if word in weights})
    # As many words as a sentence has, it has room for: each counts less in a long one.
    return dict.fromkeys(held, 2 / math.sqrt(len(held) or 1))


def _places(low: list[str], known: Weights) -> Iterator[tuple[str, float]]:
    late = sorted(known.late.get(word, 0.0) for word in low) or [0.0]
    told = [known.told.get(word, 0.0) for word in low] or [0.0]
    yield "words that come late in stories", sum(late) / len(late) * 20
    yield "its latest word", late[-1] * 5
    yield "its latest three words", sum(late[-_FEWEST_LATE:]) * 2
    yield "its earliest word", late[0] * 5
    yield "words of plots", sum(told) / len(told)
    yield "its word that plots favour most", max(told) / 3
    yield "its word that plots favour least", min(told) / 3
    yield "all words of plots", sum(one for one in told if one > 0) / 8
    yield "all words of talk about films", sum(one for one in told if one < 0) / 8
