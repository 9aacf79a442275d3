"""What a history would do, row by row, before anything is written."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from lookback.film.entry import Entry, Sign
from lookback.film.mention import Mention
from lookback.film.moment import Moment
from lookback.film.progress import Progress
from lookback.film.record import Runtime
from lookback.film.title import key_of
from lookback.guide.matching import Match
from lookback.store.progress import Kept
from lookback.store.viewings import Viewing

__all__ = ["Entry", "Fate", "Film", "Films", "Row", "Sign"]

_ORDER: Final = (Sign.SEEN, Sign.NOTED, Sign.RATED, Sign.STOPPED, Sign.WANTED)
"""What says most comes first: the rest of what a history says of a film then adds little."""
_VIEWINGS: Final = {Sign.SEEN, Sign.NOTED}


class Fate(StrEnum):
    """What would become of a row."""

    READY = "ready"
    THERE = "already there"
    DUPLICATE = "duplicate"
    REVIEW = "needs review"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a history, and what would become of it.

    Attributes:
        number: counted from 1 in the history.
        slug: the film of the guide that it means, or empty: the guide does not have it, or the
            reader must say which of the candidates it is.
        candidates: films of the guide that it may mean.
    """

    number: int
    entry: Entry
    fate: Fate
    slug: str = ""
    candidates: tuple[str, ...] = ()


@dataclass(slots=True)
class Film:
    """What is known of one film while a history is gone through.

    Attributes:
        slug: of the film, or empty where the guide does not have it.
        mention: what the reader, or the first row that means it, calls it.
        kept: what the reader has of it already, or ``None``.
        progress: how far that and the rows so far say that the reader has come.
        days: on which it was seen.
        ratings: that it was given.
        is_new: whether a row of this history has said something of it.
    """

    slug: str
    mention: Mention
    kept: Kept | None = None
    progress: Progress | None = None
    days: set[date] = field(default_factory=set)
    ratings: set[int] = field(default_factory=set)
    is_new: bool = False

    def take(self, entry: Entry, progress: Progress) -> bool:
        """Note what a row says; whether it says anything that was not known."""
        if self._tells_of_before(entry):
            return False
        before = self.progress or Progress()
        at = max(progress.position, before.position)
        after = Progress(at, progress.finished or before.finished)
        is_news = self.progress is None or after.finished != before.finished
        is_news |= not after.finished and after.position > before.position
        self.progress = after
        if entry.sign in _VIEWINGS and entry.on:
            is_news |= entry.on not in self.days
            self.days.add(entry.on)
        if entry.rating is not None:
            is_news |= entry.rating not in self.ratings
            self.ratings.add(entry.rating)
        self.is_new |= is_news
        return is_news

    def _tells_of_before(self, entry: Entry) -> bool:
        """Whether a row is of a time before, where the reader is watching the film again."""
        if self.is_new or not self.days or self.progress is None or self.progress.finished:
            return False
        if entry.sign is Sign.RATED:
            return entry.rating is None or entry.rating in self.ratings
        return entry.sign is Sign.SEEN and (entry.on is None or entry.on in self.days)


class Films:
    """The films of one reader and one history, found as their sources name them."""

    def __init__(self, kept: Iterable[Kept], seen: Mapping[int, Iterable[Viewing]]) -> None:
        self._named: dict[Hashable, Film] = {}
        self._all: list[Film] = []
        for one in kept:
            film = Film(one.slug, one.mention, one, one.standing.progress)
            for viewing in seen.get(one.id, ()):
                film.days |= {viewing.on} if viewing.on else set()
                film.ratings |= {viewing.rating} if viewing.rating is not None else set()
            self._add(film)

    def __iter__(self) -> Iterator[Film]:
        return iter(self._all)

    def of(self, mention: Mention, slug: str) -> Film:
        """The film that is meant, which may be new."""
        for name in _names(mention, slug):
            film = self._named.get(name)
            if film is not None and (slug or film.mention.is_same(mention)):
                return film
        return self._add(Film(slug, mention))

    def _add(self, film: Film) -> Film:
        self._all.append(film)
        for name in _names(film.mention, film.slug):
            self._named.setdefault(name, film)
        return film


def _names(mention: Mention, slug: str) -> list[Hashable]:
    if slug:
        return [slug]
    return [*mention.ids, *([(key_of(mention.title), mention.year)] if mention.title else [])]


def foreseen(
    entries: Sequence[Entry],
    matches: Sequence[Match],
    films: Films,
    runtimes: Mapping[str, Runtime],
    *,
    counts_ratings: bool,
) -> list[Row]:
    """What would become of each row, in the order of the history.

    Args:
        matches: what each row's film can mean.
        films: what the reader has already; changed by what the rows say.
        runtimes: of films of the guide, for rows that say a share of the running time.
    """
    rows = {}
    for number, entry in _in_order(entries):
        found = matches[number - 1]
        if not found.slug and found.candidates:
            rows[number] = Row(number, entry, Fate.REVIEW, candidates=found.candidates)
            continue
        film = films.of(entry.mention, found.slug)
        was_new = film.is_new
        runtime = runtimes.get(found.slug) or entry.mention.runtime
        if film.take(entry, progress_of(entry, runtime, counts_ratings=counts_ratings)):
            fate = Fate.READY
        else:
            fate = Fate.DUPLICATE if was_new else Fate.THERE
        rows[number] = Row(number, entry, fate, found.slug)
    return [rows[number] for number in sorted(rows)]


def progress_of(entry: Entry, runtime: Runtime | None, *, counts_ratings: bool) -> Progress:
    """How far a row says that its reader has come.

    Args:
        runtime: of the film, for rows that say a share of it; without one they say nothing.
        counts_ratings: whether whoever has rated a film has seen its end.
    """
    if entry.sign is Sign.SEEN or (entry.sign is Sign.RATED and counts_ratings):
        return Progress(finished=True)
    if entry.position is not None:
        return Progress(entry.position)
    if entry.percent is not None and runtime is not None:
        return Progress(Moment(int(runtime.end.seconds * min(entry.percent, 100) / 100)))
    return Progress()


def viewing_of(entry: Entry, source: str) -> Viewing | None:
    """The day and the rating that a row tells of, if it does."""
    on = entry.on if entry.sign in _VIEWINGS else None
    if on is None and entry.rating is None:
        return None
    return Viewing(on, entry.rating, entry.again, source)


def _in_order(entries: Sequence[Entry]) -> list[tuple[int, Entry]]:
    numbered = enumerate(entries, 1)
    return sorted(numbered, key=lambda one: (_ORDER.index(one[1].sign), one[1].on is None, one[0]))
