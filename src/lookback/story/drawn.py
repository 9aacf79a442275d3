"""What a storyline chart is drawn of, in pixels from its upper left corner."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lookback.film.story import Event, Status
from lookback.story.joins import Point, Tie

WORDS: Final[Mapping[Status, str]] = {
    Status.REAL: "real",
    Status.ALTERNATE: "another course of events",
    Status.REMEMBERED: "remembered",
    Status.TOLD: "told",
    Status.IMAGINED: "imagined",
    Status.DREAMT: "dreamt",
}
"""What a timeline is taken to be, in words."""


class Order(StrEnum):
    """What goes to the right."""

    FILM = "film"
    STORY = "story"


@dataclass(frozen=True, slots=True)
class Column:
    """One event.

    Attributes:
        number: its place in the order of the film, from 1, however the chart is ordered.
        ties: how it hangs on others, by the interpretation, and their numbers.
    """

    event: Event
    number: int
    x: float
    ties: tuple[tuple[Tie, int], ...]


@dataclass(frozen=True, slots=True)
class Band:
    """One timeline, in its frame.

    Attributes:
        status: what the interpretation takes it to be, or else the story.
        label: what it is called, as far as there is room, and what it is.
        leaves: the number of the event at which it leaves the real one, or 0.
        without: the numbers of the events that do not happen on it.
    """

    timeline: str
    called: str
    status: Status
    label: str
    left: float
    top: float
    right: float
    bottom: float
    leaves: int
    without: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """One character on one timeline.

    Attributes:
        character: the name in the story.
        kind: the character's place in the cast, from 0: the same on all timelines.
        label: the name, as far as there is room; it ends at ``label_at``.
        again: the middles of the same name along a long curve.
        points: one for each column of the band, from its first event to its last.
    """

    character: str
    called: str
    kind: int
    band: int
    label: str
    label_at: Point
    again: tuple[Point, ...]
    points: tuple[Point, ...]
