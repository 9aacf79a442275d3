"""A film page as its author wrote it: raw, with everything that must not be shown yet."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from lookback.film.gate import Gate
from lookback.film.prose import Prose
from lookback.film.record import Credit, Money, OutsideId, Rating, Release, Runtime, Text, Value


class Part(StrEnum):
    """What a passage is part of: a field of the record, or a section of the story."""

    TITLE = "title"
    ORIGINAL_TITLE = "original title"
    ALSO_KNOWN_AS = "also known as"
    TAGLINE = "tagline"
    RELEASE = "release"
    RUNTIME = "runtime"
    RATING = "rating"
    DIRECTOR = "director"
    CAST = "cast"
    GENRES = "genres"
    THEMES = "themes"
    BOX_OFFICE = "box office"
    IDS = "ids"
    UNKNOWN_KEY = "unknown key"
    LOGLINE = "logline"
    PREMISE = "premise"
    RECAP = "story so far"
    PANELS = "four panels"
    ENDING = "ending explained"
    INTERPRETATIONS_LEAD = "interpretations"
    INTERPRETATION = "interpretation"
    COMMONNESS = "how common"
    CLAIM = "claim"
    FOR = "for"
    AGAINST = "against"
    STORY_MAP = "story map"
    HEADING = "heading"
    SECTION = "section"


VALUES: Final[Mapping[Part, type[Value]]] = MappingProxyType(
    {
        Part.TITLE: Text,
        Part.ORIGINAL_TITLE: Text,
        Part.ALSO_KNOWN_AS: Text,
        Part.TAGLINE: Text,
        Part.RELEASE: Release,
        Part.RUNTIME: Runtime,
        Part.RATING: Rating,
        Part.DIRECTOR: Text,
        Part.CAST: Credit,
        Part.GENRES: Text,
        Part.THEMES: Text,
        Part.BOX_OFFICE: Money,
        Part.IDS: OutsideId,
        Part.UNKNOWN_KEY: Text,
    }
)
"""What kind of value each field of the record holds; all other parts hold prose."""

HEADINGS: Final = frozenset({Part.INTERPRETATION, Part.HEADING})
"""Parts that open a group: the passages of the group wait for them."""


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
    says: Prose | Value
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
