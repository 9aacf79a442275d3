"""A film page as its author wrote it: raw, with everything that must not be shown yet."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lookback.film.gate import Gate
from lookback.film.part import HEADINGS, NOUNS, VALUES, Part
from lookback.film.prose import Prose
from lookback.film.record import Value
from lookback.film.story import Noun

__all__ = ["HEADINGS", "NOUNS", "VALUES", "Page", "Part", "Passage", "same_but_lines"]


@dataclass(frozen=True, slots=True)
class Passage:
    """One statement of a page with its gate.

    Attributes:
        group: which interpretation or section of the author's own it belongs to, counted from 1
            in the page; 0 for none. Its heading is the passage of the group in ``HEADINGS``.
        name: what a later passage can replace it by; empty for none.
        replaces: the name of the passages that are gone as soon as this one is open.
        line: line in the file that it was read from, counted from 1; 0 where there is none.
    """

    part: Part
    says: Prose | Value | Noun
    gate: Gate
    group: int = 0
    name: str = ""
    replaces: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """All passages of a film page, in the order of the page."""

    slug: str
    passages: tuple[Passage, ...]

    def of(self, *parts: Part) -> Iterator[Passage]:
        """The passages of these parts."""
        return (passage for passage in self.passages if passage.part in parts)

    @property
    def title(self) -> str:
        """The film's title, which is always open."""
        return str(next(self.of(Part.TITLE)).says)


def same_but_lines(one: Iterable[Passage], other: Iterable[Passage]) -> bool:
    """Whether two lists of passages say the same, wherever they stand in a file."""

    def told(passage: Passage) -> tuple[object, ...]:
        return (
            passage.part, passage.says, passage.gate, passage.group, passage.name, passage.replaces
        )  # fmt: skip

    return list(map(told, one)) == list(map(told, other))
