"""Progress as JSON: where a reader stands, what waits for their word, and what changed it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import Field, StrictBool

from lookback.faces.api.shapes import Asked, Id, Told
from lookback.film.standing import Standing
from lookback.firewall.view import View
from lookback.guide.watching import Answer, Change, Kept

Position = Annotated[
    str,
    Field(
        pattern="^(start|[0-9]{1,3}:[0-5][0-9](:[0-5][0-9])?|[0-9]{1,4})$",
        examples=["0:32"],
    ),
]


@dataclass(frozen=True, slots=True)
class Progress(Told):
    """How far you have come in one film."""

    film: str
    """The last part of the film's address, or empty where the guide does not have it yet."""
    number: int
    """The film's number in your keeping, or 0 before you have begun it."""
    title: str
    """What it is called."""
    year: int
    """The year of its release as your source gave it, or 0."""
    position: str
    """Up to here you have watched, such as `0:32`."""
    finished: bool
    """Whether you have seen the end."""
    held: str
    """How far your player says you are, where you may have jumped; or empty. Answer `confirm` or
    `decline`."""
    asks_ending: bool
    """Whether your player says that it is over. Answer `seen` or `unseen`."""
    changed: datetime | None
    """When it last changed, or null before you have begun."""
    candidates: tuple[str, ...]
    """Films of the guide that one without an address may be: choose one."""

    @classmethod
    def of(
        cls, kept: Kept | None, view: View | None, candidates: tuple[str, ...] = ()
    ) -> "Progress":
        """Where a reader stands in a film that they keep, or that the guide has, or both."""
        standing = kept.standing if kept else Standing()
        title = view.title if view else kept.mention.title if kept else ""
        return cls(
            film=view.slug if view else "",
            number=kept.id if kept else 0,
            title=title,
            year=kept.mention.year if kept else 0,
            position=standing.progress.position.clock,
            finished=standing.progress.finished,
            held=standing.held.clock if standing.held.seconds else "",
            asks_ending=standing.asks_ending,
            changed=kept.touched if kept else None,
            candidates=candidates,
        )


@dataclass(frozen=True, slots=True)
class ProgressList(Told):
    """Films in your keeping, the one that changed last first."""

    films: tuple[Progress, ...]
    """The films."""
    next: str
    """The cursor of what follows, or empty at the end."""


@dataclass(frozen=True, slots=True)
class Stood(Told):
    """Where you stood in a film."""

    position: str
    """Up to here you had watched."""
    finished: bool
    """Whether you had seen the end."""

    @classmethod
    def of(cls, standing: Standing) -> "Stood":
        """What counts of a standing."""
        return cls(standing.progress.position.clock, standing.progress.finished)


@dataclass(frozen=True, slots=True)
class ProgressChange(Told):
    """One change of your progress."""

    id: int
    """Names the change, for `undo`."""
    at: datetime
    """When."""
    source: str
    """`reader`, or the server or the history that said so."""
    why: str
    """What was done, in a word."""
    before: Stood
    """Where you stood before."""
    after: Stood
    """Where you stood then."""

    @classmethod
    def of(cls, change: Change) -> "ProgressChange":
        """A change as it is told."""
        before, after = Stood.of(change.before), Stood.of(change.after)
        return cls(change.id, change.at, change.source, change.why, before, after)


@dataclass(frozen=True, slots=True)
class ProgressHistory(Told):
    """What changed your progress in a film, the newest first."""

    changes: tuple[ProgressChange, ...]
    """The changes."""


@dataclass(frozen=True, slots=True)
class NewProgress(Asked):
    """How far you have come, by your own word; this may also go back."""

    position: Position
    """Up to here you have watched: `0:32`, `0:32:10`, `32` (minutes) or `start`."""
    finished: StrictBool = False
    """Whether you have seen the end."""


@dataclass(frozen=True, slots=True)
class NewAnswer(Asked):
    """Your word on what your player says."""

    answer: Annotated[Answer, Field(examples=["confirm"])]
    """`confirm` or `decline` what is held; `seen` or `unseen`, where the end is asked for."""
    held: Position | None = None
    """The held position that you answer for; if it is another one by now, nothing happens."""


@dataclass(frozen=True, slots=True)
class Undoing(Asked):
    """The change that is to be undone."""

    change: Annotated[Id, Field(examples=[7])]
    """Its id; if another one came after it, nothing happens."""


@dataclass(frozen=True, slots=True)
class Choice(Asked):
    """The film of the guide that is meant."""

    film: Annotated[str, Field(max_length=200, examples=["look-back"])]
    """The last part of its address."""
