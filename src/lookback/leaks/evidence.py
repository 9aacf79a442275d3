"""What speaks for a leak, and the words of a sentence by which secrets are usually told."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lookback.film.leak import LeakKind
from lookback.leaks.classes import CLASSES, PHRASES
from lookback.leaks.nearness import Nearness
from lookback.leaks.statements import Statement
from lookback.leaks.words import stem, words

_MOST_WORDS: Final = 4


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that speaks for a leak.

    Attributes:
        points: how much; two are enough to be told.
        why: in words.
        kind: what kind of leak it would be, or ``None`` where it says nothing of that.
        later: the later statement that would be given away, or ``None``.
    """

    points: float
    why: str
    kind: LeakKind | None = None
    later: Statement | None = None


HEAVY: Final = {
    "dying": LeakKind.DEATH,
    "killing": LeakKind.DEATH,
    "self-harm": LeakKind.DEATH,
    "rising again": LeakKind.OUTCOME,
    "betraying": LeakKind.BETRAYAL,
    "deceiving": LeakKind.BETRAYAL,
    "evil": LeakKind.IDENTITY,
    "madness": LeakKind.TWIST,
    "losing": LeakKind.OUTCOME,
    "weeping": LeakKind.OUTCOME,
    "winning": LeakKind.OUTCOME,
}
"""Classes of words that tell a story's secrets, and what they tell."""
TELLING: Final = {
    "it turns out": (LeakKind.IDENTITY, 1.6),
    "is really": (LeakKind.IDENTITY, 1.6),
    "is revealed": (LeakKind.IDENTITY, 0.7),
    "all a dream": (LeakKind.TWIST, 2.0),
    "there is a twist": (LeakKind.TWIST, 1.6),
    "the killer": (LeakKind.IDENTITY, 1.2),
    "in the end": (LeakKind.OUTCOME, 1.0),
    "one day": (LeakKind.AHEAD, 0.8),
    "will": (LeakKind.AHEAD, 0.5),
    "only one": (LeakKind.OUTCOME, 0.7),
    "he dies": (LeakKind.DEATH, 0.6),
    "betrays": (LeakKind.BETRAYAL, 2.1),
}
"""Phrases that tell of a twist, an identity or a time to come, and how much they weigh."""


def only_later(statement: Statement, nearest: Nearness) -> str:
    """In words: what a statement has that up to its gate no other has, and when that comes."""
    written = [
        word for word in dict.fromkeys(words(statement.text)) if stem(word) in nearest.shared
    ]
    it = "it" if len(written) == 1 else "them"
    said = ", ".join(f"“{word}”" for word in written[:_MOST_WORDS])
    opens = nearest.later.opens if nearest.later else statement.opens
    return f"{said}: nothing up to here has {it}, and {opens} tells of {it}"


def written(key: str, statement: Statement) -> str:
    """A stem as the statement writes it."""
    return next((word for word in words(statement.text) if stem(word) == key), key)


def heavy_words(statement: Statement) -> Iterator[tuple[str, LeakKind]]:
    """The words of a statement that tell a story's secrets, with what they tell of."""
    for word in dict.fromkeys(statement.words):
        key = stem(word)
        for name, kind in HEAVY.items():
            if key in CLASSES[name]:
                yield word, kind
                break


def telling_phrases(text: str) -> Iterator[tuple[str, str, LeakKind, float]]:
    """The phrases of a sentence that tell: as written, the phrase's name, what of, how much."""
    for name, (kind, points) in TELLING.items():
        found = PHRASES[name].search(text)
        if found:
            yield found[0], name, kind, points
