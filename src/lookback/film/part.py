"""What a passage can be part of."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from lookback.film.record import Credit, Money, OutsideId, Rating, Release, Runtime, Text, Value
from lookback.film.story import Character, Event, Noun, Patch, Question, Thing, Timeline


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
    CHARACTER = "character"
    TIMELINE = "timeline"
    EVENT = "event"
    THING = "thing"
    PATCH = "patch"
    QUESTION = "question"
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
"""What kind of value each field of the record holds."""

NOUNS: Final[Mapping[Part, type[Noun]]] = MappingProxyType(
    {
        Part.CHARACTER: Character,
        Part.TIMELINE: Timeline,
        Part.EVENT: Event,
        Part.THING: Thing,
        Part.PATCH: Patch,
        Part.QUESTION: Question,
    }
)
"""What each part of a story map holds; all parts in neither table hold prose."""

HEADINGS: Final = frozenset({Part.INTERPRETATION, Part.HEADING})
"""Parts that open a group: the passages of the group wait for them."""
