"""Questions to the story of a film, answered from what somebody may see of it."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from lookback.errors import StoryMissing
from lookback.film.progress import Watched
from lookback.firewall.story import Story
from lookback.firewall.view import View
from lookback.story.answers import Answer
from lookback.story.asking import Asked, answer, compare
from lookback.story.telling import told
from lookback.story.worlds import Agreement, agreeing


@dataclass(frozen=True, slots=True)
class Tale:
    """A film's story, as somebody sees it."""

    view: View
    story: Story

    def heading(self, patch: str) -> str:
        """The interpretation that makes this of the map; empty for the map itself."""
        return next((one.heading for one in self.story.patches if one.name == patch), "")


@dataclass(frozen=True, slots=True)
class Told:
    """One answer, and in words: the short of it first, then the reasons."""

    answer: Answer
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Replies:
    """All answers to one question.

    Attributes:
        told: by the map itself, then as each interpretation has it; or the one asked for.
        differ: whether they do; None where it could not be settled in time.
    """

    asked: Asked
    told: tuple[Told, ...]
    differ: bool | None

    @property
    def distinct(self) -> tuple[tuple[Told, ...], ...]:
        """Those together that are the same in all their reasons, the first of each in its place.

        Interpretations can come to one answer in different ways: then each has to give its own.
        """
        found: dict[tuple[str, ...], list[Told]] = {}
        for one in self.told:
            found.setdefault(one.sentences, []).append(one)
        return tuple(map(tuple, found.values()))


class Tales:
    """What can be asked of stories."""

    def __init__(
        self,
        view: Callable[[str, Watched], View],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin with nothing.

        Args:
            view: all that a reader may see of a film; raises FilmMissing.
            clock: seconds that go forward, by which an answer is given up.
        """
        self._view = view
        self._clock = clock

    def tale(self, slug: str, watched: Watched) -> Tale:
        """The story of a film.

        Raises:
            FilmMissing: there is no such film.
            StoryMissing: there is nothing of its story for them.
        """
        view = self._view(slug, watched)
        if view.story is None:
            raise StoryMissing
        return Tale(view, view.story)

    def ask(self, tale: Tale, asked: Asked, patch: str | None = None) -> Replies:
        """Answer a question.

        Args:
            patch: the interpretation to answer by, empty for the map itself; ``None``: by each.

        Raises:
            QuestionInvalid: it names too few events, or too many.
            EventUnknown: no such event is seen.
            InterpretationUnknown: no such interpretation is seen.
        """
        if patch is not None:
            answers: tuple[Answer, ...] = (answer(tale.story, asked, patch, clock=self._clock),)
            differ: bool | None = False
        else:
            compared = compare(tale.story, asked, clock=self._clock)
            answers, differ = compared.answers, compared.differ
        return Replies(asked, tuple(Told(one, told(one, tale.story)) for one in answers), differ)

    def agreements(self, tale: Tale) -> tuple[Agreement, ...]:
        """For each interpretation whether it agrees with everything that is seen."""
        return agreeing(tale.story)
