"""A page as statements: each sentence and value with the moment from which it is told."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from lookback.film.gate import Gate
from lookback.film.moment import Moment
from lookback.film.page import Page, Passage
from lookback.film.part import Part
from lookback.film.prose import Prose
from lookback.film.story import Event, Noun
from lookback.firewall.rules import needs
from lookback.leaks.words import names, sentences, stem, words


@dataclass(frozen=True)
class Statement:
    """One sentence or value.

    Attributes:
        place: of its passage in the page, counted from 0.
        line: in the file, counted from 1.
        opens: the moment in its own film from which it is told.
    """

    place: int
    line: int
    part: Part
    text: str
    opens: Moment

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words, in lower case."""
        return tuple(word.casefold() for word in words(self.text))

    @cached_property
    def stems(self) -> frozenset[str]:
        """Its words without endings."""
        return frozenset(map(stem, self.words))

    @cached_property
    def names(self) -> frozenset[str]:
        """The stems of its names."""
        return frozenset(map(stem, names(self.text)))

    @cached_property
    def second_names(self) -> frozenset[str]:
        """The stems of names that stand right behind a name."""
        written, named = words(self.text), names(self.text)
        return frozenset(
            stem(word)
            for before, word in pairwise(written)
            if word[:1].isupper() and before[:1].isupper() and before in named
        )


def statements(page: Page) -> Iterator[Statement]:
    """Every statement of a page, in its order."""
    for place, (passage, gate) in enumerate(zip(page.passages, needs(page), strict=True)):
        for text, opens in _told(passage, gate):
            for sentence in sentences(text):
                yield Statement(place, passage.line, passage.part, sentence, opens)


def _told(passage: Passage, gate: Gate) -> Iterator[tuple[str, Moment]]:
    """What the passage says at its gate, then what each veil says when it opens."""
    if isinstance(passage.says, Noun):
        # Of a story map, the sentences of its events: they stand at their moment as a recap does.
        if isinstance(passage.says, Event):
            yield passage.says.says, gate.own
        return
    if not isinstance(passage.says, Prose):
        yield str(passage.says), gate.own
        return
    said, later = [], []
    for piece in passage.says.pieces:
        if isinstance(piece, str):
            said.append(piece)
        elif piece.gate.own <= gate.own or piece.stand_in is None:
            said.append(piece.text)
        else:
            said.append(piece.stand_in)
            later.append((piece.text, piece.gate.own))
    yield "".join(said), gate.own
    yield from later
