"""A film page as JSON: the same as ``lookback show --json`` prints (see ``showing.as_json``)."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from lookback.faces.api.shapes import Told
from lookback.faces.api.story_shapes import StoryMap


@dataclass(frozen=True, slots=True)
class Record(Told):
    """The facts of a film, each as it is written; empty where you may not see any."""

    original_title: Annotated[tuple[str, ...], Field(alias="original title")]
    """Titles in the film's own language."""
    also_known_as: Annotated[tuple[str, ...], Field(alias="also known as")]
    """Other titles."""
    tagline: tuple[str, ...]
    """What the posters say."""
    release: tuple[str, ...]
    """Days of release with their countries, such as `28 June 2024 Japan`."""
    runtime: tuple[str, ...]
    """How long it runs, such as `58 min`."""
    rating: tuple[str, ...]
    """Ratings with their votes."""
    director: tuple[str, ...]
    """Who directed it."""
    cast: tuple[str, ...]
    """Who plays, and whom as far as you may know."""
    genres: tuple[str, ...]
    """Genres."""
    themes: tuple[str, ...]
    """Themes, as far as you may know."""
    box_office: Annotated[tuple[str, ...], Field(alias="box office")]
    """What it took in, with the currency."""
    ids: tuple[str, ...]
    """Its ids on other sites, such as `imdb tt0000611`."""


@dataclass(frozen=True, slots=True)
class Line(Told):
    """One line of the story so far."""

    at: str
    """The moment of the film at which it may be told."""
    text: str
    """Markdown."""


@dataclass(frozen=True, slots=True)
class Panel(Told):
    """One quarter of the film."""

    begins: str
    """Where it begins, such as `0:15`."""
    ends: str
    """Where it ends."""
    drawn: bool
    """Whether you have come into this quarter."""
    caption: str
    """The latest thing that you may know of it, in Markdown, or empty."""


@dataclass(frozen=True, slots=True)
class Interpretation(Told):
    """One way to understand the film."""

    anchor: str
    """Its own part of the page's address."""
    heading: str
    """What it is called."""
    how_common: str
    """How common it is by the author's word, or empty."""
    claim: tuple[str, ...]
    """What it says, in paragraphs of Markdown."""
    speaks_for: Annotated[tuple[str, ...], Field(alias="for")]
    """What speaks for it."""
    against: tuple[str, ...]
    """What speaks against it."""


@dataclass(frozen=True, slots=True)
class Section(Told):
    """A section of the author's own."""

    heading: str
    """What it is called."""
    blocks: tuple[str, ...]
    """Its paragraphs, in Markdown."""


@dataclass(frozen=True, slots=True)
class FilmPage(Told):
    """All that you may see of a film, as far as you have watched it. Texts are Markdown."""

    slug: str
    """The last part of its address."""
    title: str
    """Its title."""
    record: Record
    """Its facts."""
    unknown_keys: tuple[str, ...]
    """Other facts that the author noted."""
    logline: str
    """What it is about, in a paragraph that tells nothing."""
    premise: tuple[str, ...]
    """More of the same."""
    recap: tuple[Line, ...]
    """The story so far."""
    panels: tuple[Panel, Panel, Panel, Panel]
    """The four quarters of the film."""
    ending_explained: tuple[str, ...]
    """What the ending means, once you have seen it."""
    interpretations_lead: tuple[str, ...]
    """What is said before the interpretations."""
    interpretations: tuple[Interpretation, ...]
    """Ways to understand the film."""
    story_map: tuple[str, ...]
    """What is said beside the map of the story."""
    story: StoryMap
    """The events of the story and their causes; empty lists where nothing may be seen."""
    sections: tuple[Section, ...]
    """What else the author has written."""


@dataclass(frozen=True, slots=True)
class Card(Told):
    """A film in a list, in what everyone may see of it."""

    slug: str
    """The last part of its address."""
    title: str
    """Its title."""
    original_title: tuple[str, ...]
    """Titles in its own language."""
    release: tuple[str, ...]
    """Days of release with their countries."""
    runtime: tuple[str, ...]
    """How long it runs."""
    director: tuple[str, ...]
    """Who directed it."""
    logline: str
    """What it is about, in Markdown."""


@dataclass(frozen=True, slots=True)
class FilmList(Told):
    """Some films, in the order of their titles."""

    films: tuple[Card, ...]
    """The films."""
    total: int
    """How many there are in the whole list."""
    next: str
    """The cursor of what follows, or empty at the end."""
