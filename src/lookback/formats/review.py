"""A review, or any other text about a film, cut into its sentences under their headings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from lookback.errors import FrontMatterInvalid, TooLarge
from lookback.formats.document import Block, Document, Kind, bare, blocks
from lookback.formats.sentences import VEIL, plain_words, spans

_SAID: Final = frozenset({Kind.PARAGRAPH, Kind.ITEM, Kind.OTHER})
MOST_SENTENCES: Final = 20_000
"""The most sentences of a review: more than a long book has."""
_HIDDEN: Final = "…"
"""Stands for what its author hides between bars already."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a review.

    Attributes:
        line: of the file, where it begins, counted from 1.
        heading: that it stands under, or empty.
    """

    line: int
    heading: str
    says: str


def read_review(text: str) -> Iterator[Sentence]:
    """The sentences of a review in Markdown or plain text; front matter is passed over.

    Raises:
        TooLarge: it has more than anybody would write.
    """
    heading, count = "", 0
    for block in _blocks(text):
        if block.kind is Kind.HEADING:
            heading = plain_words(block.text)
        elif block.kind in _SAID:
            said = VEIL.sub(_HIDDEN, "\n".join(map(bare, block.lines)))
            for begin, end in spans(said):
                line = block.line + said.count("\n", 0, begin)
                count += 1
                if count > MOST_SENTENCES:
                    raise TooLarge(f"expected at most {MOST_SENTENCES:,} sentences", line=line)
                yield Sentence(line, heading, plain_words(said[begin:end]))


def _blocks(text: str) -> Iterable[Block]:
    try:
        return Document.parse(text).blocks
    except FrontMatterInvalid:  # as most reviews have none
        return blocks(text.split("\n"))
