"""What speaks for a film when somebody half remembers one: a handful of named clues, weighed.

A film's score is the sum of what its clues measure times their weights. The weights are those of
a log-linear model: ``exp(score)`` is proportional to how likely this film is the one that is
meant. They were fitted by ``bench/find.py --fit``, which also tells what each clue is worth.
"""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Protocol

from lookback.search.recall_words import Question

SATURATION = 0.6
"""BM25's k1: a film's text is short, so that a term's second mention adds little."""
LENGTH_NORM = 0.3
"""BM25's b: a long text is that of a well-known film, so that it counts little against it."""
FITTED_TO = 36_000
"""How many films the weights were fitted to. In a guide of a dozen films a word of one film alone
must outweigh a film's age just as well, so rarity is scaled to what it would be among these."""
NEUTRAL_YEAR = 1990
"""Of a film without a year: neither for nor against it."""


@dataclass(frozen=True, slots=True)
class Card:
    """What is kept of a film to be compared with a memory: how often it has each term."""

    number: int
    slug: str
    words: Mapping[str, int]
    roles: Mapping[str, int]
    people: int = 0
    year: int = 0
    votes: int = 0

    def packed(self) -> bytes:
        """The card as the index keeps it."""
        return json.dumps([getattr(self, each.name) for each in fields(self)]).encode()

    @classmethod
    def unpacked(cls, kept: bytes) -> "Card":
        """The card that was packed."""
        return cls(*json.loads(kept))


@dataclass(frozen=True, slots=True)
class Totals:
    """What the index knows of all its films together: mean numbers of terms, and of films."""

    films: int = 0
    words: float = 1.0
    roles: float = 1.0


class Statistics(Protocol):
    """What clues need to know of all films."""

    @property
    def totals(self) -> Totals:
        """Of all films."""

    def films_with(self, part: str, term: str) -> int:
        """How many films have a term in their ``words`` or ``roles``."""


Measure = Callable[[Card], float]


@dataclass(frozen=True, slots=True)
class Clue:
    """One thing that speaks for a film.

    Attributes:
        name: short, for tables.
        weight: what one unit of the measure adds to the score.
        why: what the clue stands for, in words.
        of: makes the measure for one question.
    """

    name: str
    weight: float
    why: str
    of: Callable[[Question, Statistics], Measure] = field(repr=False)


def told(question: Question, statistics: Statistics) -> Measure:
    """BM25 of all that is told over all that is known, repeated terms counted repeatedly."""
    return _bm25(question.counts, "words", statistics)


def roles(question: Question, statistics: Statistics) -> Measure:
    """BM25 of the names that are told, each once, over the names of characters."""
    return _bm25(dict.fromkeys(question.names, 1), "roles", statistics)


def _bm25(counts: Mapping[str, int], part: str, statistics: Statistics) -> Measure:
    films = statistics.totals.films
    scale = (SATURATION + 1) * math.log1p(FITTED_TO) / math.log1p(max(films, 1))
    weights: dict[str, float] = {}
    # In the order of the alphabet: sums of floats depend on it in their last digit.
    for term, count in sorted(counts.items()):
        having = statistics.films_with(part, term)
        if having:
            rarity = math.log1p((films - having + 0.5) / (having + 0.5))
            weights[term] = count * rarity * scale
    mean: float = max(getattr(statistics.totals, part), 1e-9)

    def measure(card: Card) -> float:
        of_card: Mapping[str, int] = getattr(card, part)
        shared = [term for term in weights if term in of_card]
        if not shared:
            return 0.0
        length = sum(of_card.values()) / mean
        room = SATURATION * (1 - LENGTH_NORM + LENGTH_NORM * length)
        return sum(weights[term] * of_card[term] / (of_card[term] + room) for term in shared)

    return measure


def cast(_question: Question, _statistics: Statistics) -> Measure:
    """How many people are named: logarithm."""
    return lambda card: math.log1p(card.people)


def year(_question: Question, _statistics: Statistics) -> Measure:
    """How late the film is: quarters of a century after 1990."""
    return lambda card: ((card.year or NEUTRAL_YEAR) - NEUTRAL_YEAR) / 25


def votes(_question: Question, _statistics: Statistics) -> Measure:
    """How many have rated it: decimal logarithm, 0 where that is not known."""
    return lambda card: math.log10(1 + card.votes)


CLUES = (
    Clue("told", 0.18, "what is told of it: scenes, people, genres, the title", told),
    Clue("roles", 0.25, "names are what a memory of scenes is surest of", roles),
    Clue("cast", 0.62, "a film with a long list of people is one that many have seen", cast),
    Clue("year", 0.54, "later films are remembered by more people", year),
    Clue(
        "votes",
        0.3,
        "a film that many have rated is one that many have seen. Not fitted, for want of films "
        "with votes: kept so small that ten times the votes weigh less than one name",
        votes,
    ),
)
