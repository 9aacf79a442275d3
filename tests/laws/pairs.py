"""Pairs of guides that agree on all that one reader may see, and differ in what is hidden."""

import random
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from tests.laws.films import TITLES, Film

from lookback.film.moment import Moment
from lookback.film.progress import FINISHED, NOT_BEGUN, Progress, Watched
from lookback.film.slug import slug_of

_LAST_POSITION = 90


@dataclass(frozen=True, repr=False)
class Twins:
    """One film, as each of the two guides has it: Markdown, and what it said before, if at all.

    Attributes:
        titles: all that either guide gives the film, hidden ones too.
    """

    slug: str
    one: str
    other: str
    other_before: str | None
    titles: frozenset[str] = frozenset()

    @property
    def title(self) -> str:
        """The film's title, which everyone may see."""
        return next(title for title in TITLES if slug_of(title) == self.slug)


@dataclass(frozen=True, repr=False)
class Pair:
    """Two guides and the reader who must not be able to tell them apart."""

    reader: Watched
    films: tuple[Twins, ...]

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        lengths = [(len(film.one), len(film.other)) for film in self.films]
        printer.text(f"Pair({self.reader}, lengths of the pages: {lengths})")


@st.composite
def pairs(
    draw: st.DrawFn,
    *,
    only_first_watched: bool = False,
    begun: bool = True,
    only_stories: bool = False,
) -> Pair:
    """Pairs of guides with one to three films.

    Args:
        begun: whether the reader has begun any of them.
        only_stories: whether there is one film, of which its page says only what happens.
    """
    # A seeded generator makes large pages quickly; Hypothesis chooses the seed.
    rng = random.Random(draw(st.integers(0, 2**32 - 1)))  # noqa: S311 - no secret
    slugs = [slug_of(title) for title in TITLES[: draw(st.integers(1, 3))]]
    watched = slugs[: only_first_watched or None] if begun else []
    reader = Watched({slug: draw(progresses()) for slug in watched})
    made = slugs[: 1 if only_stories else None]
    films = (Film(rng, index, reader, only_story=only_stories) for index in range(len(made)))
    return Pair(reader, tuple(map(_twins, films)))


def _twins(film: Film) -> Twins:
    """The film's page in two guides, and perhaps an older one in the second."""
    before = film.page() if film.rng.random() < 0.3 else None
    return Twins(film.slug, film.page(), film.page(), before, frozenset(film.titles))


def progresses() -> st.SearchStrategy[Progress]:
    """Not begun, somewhere, or finished."""
    somewhere = st.integers(1, _LAST_POSITION).map(lambda at: Progress(Moment.minute(at)))
    return st.one_of(st.just(NOT_BEGUN), somewhere, st.just(FINISHED))
