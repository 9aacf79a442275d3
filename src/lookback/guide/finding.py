"""Finding films: by words, by what one types, by lists, by a half memory, and by kinship.

Everything but a memory with the reader's explicit word is answered from what everyone may see.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from lookback.errors import FilmMissing
from lookback.film.finding import Choice, Found, Hit, Kind, Suggestion
from lookback.film.part import Part
from lookback.film.record import Credit, Release, Value
from lookback.film.title import key_of
from lookback.firewall.view import View
from lookback.guide.feeding import findables
from lookback.guide.indexing import Indexes, Progressing
from lookback.guide.kinship import hierarchy, kin_of, worded
from lookback.store.merging import film_at
from lookback.store.stock import how_many, themes
from lookback.store.store import Store

PER_PAGE: Final = 24
_PARTS: Final[Mapping[Kind, tuple[Part, ...]]] = {
    Kind.PERSON: (Part.DIRECTOR, Part.CAST),
    Kind.GENRE: (Part.GENRES,),
    Kind.THEME: (Part.THEMES,),
    Kind.COUNTRY: (Part.RELEASE,),
}


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found.

    Attributes:
        views: in what everyone may see of each film.
        total: how many films were found in all.
        choices: what they can be narrowed down by.
        instead: the words that were searched for instead of those typed, or empty.
        name: of a listing: how the person, theme or place is called.
    """

    views: tuple[View, ...]
    total: int
    choices: Mapping[Kind, tuple[Choice, ...]]
    instead: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Recalled:
    """Films that somebody may mean.

    Attributes:
        looked_in_endings: hidden text was looked in, by the reader's word; show titles only.
        is_ready: false while the index of memories is still being made.
    """

    views: tuple[View, ...]
    looked_in_endings: bool
    is_ready: bool = True


@dataclass(frozen=True, slots=True)
class Kin:
    """A film that is kin to another.

    Attributes:
        view: in what everyone may see of it.
        reasons: what binds the two, in words; the strongest first.
    """

    view: View
    reasons: tuple[str, ...]


class Finding:
    """What is asked of a guide's indexes."""

    def __init__(self, store: Store, indexes: Indexes, start: Callable[[str], View]) -> None:
        """Put the use cases on a store and its indexes.

        Args:
            start: what everyone may see of a film; raises FilmMissing.
        """
        self._store = store
        self._indexes = indexes
        self._start = start

    # What a reader can do.

    def search(self, words: str, *, number: int = 1, per_page: int = PER_PAGE) -> Results:
        """Films with these words; the syntax is told in docs/search.md.

        Raises:
            IndexUnusable: the index cannot be read, nor made anew.
        """
        offset = (number - 1) * per_page
        return self._results(
            self._indexes.ask(lambda index: index.search(words, offset=offset, limit=per_page))
        )

    def suggest(self, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """What somebody may mean who has typed so much.

        Raises:
            IndexUnusable: the index cannot be read, nor made anew.
        """
        return self._indexes.ask(lambda index: index.suggest(typed, limit))

    def listed(self, kind: Kind, key: str, *, number: int = 1, per_page: int = PER_PAGE) -> Results:
        """The films of a person, a theme, a genre, a decade or a country.

        Raises:
            FilmMissing: no film has it.
            IndexUnusable: the index cannot be read, nor made anew.
        """
        offset = (number - 1) * per_page
        found = self._indexes.ask(
            lambda index: index.listed(kind, key, offset=offset, limit=per_page)
        )
        if not found.total:
            raise FilmMissing
        results = self._results(found)
        named = f"{key}s" if kind is Kind.DECADE else key
        name = next(filter(None, (_name(view, kind, key) for view in results.views)), named)
        return Results(results.views, results.total, results.choices, name=name)

    def choices(self, kind: Kind, limit: int = 100) -> tuple[Choice, ...]:
        """What there is of a kind: what most films have.

        Raises:
            IndexUnusable: the index cannot be read, nor made anew.
        """
        return self._indexes.ask(lambda index: index.choices(kind, limit))

    def scores(self, genre: str) -> tuple[int, ...]:
        """How many films of a genre are rated in each tenth.

        Raises:
            IndexUnusable: the index cannot be read, nor made anew.
        """
        return self._indexes.ask(lambda index: index.scores(key_of(genre) if genre else ""))

    def runtimes(self) -> Mapping[int, tuple[int, int, int, int]]:
        """By decade: how many films, and the quartiles of their minutes.

        Raises:
            IndexUnusable: the index cannot be read, nor made anew.
        """
        return self._indexes.ask(lambda index: index.runtimes())

    def recall(
        self,
        memory: str,
        *,
        endings: bool = False,
        limit: int = 10,
        waits: bool = False,
        progress: Progressing = lambda _done, _total: None,
    ) -> Recalled:
        """Films that somebody half remembers.

        Args:
            endings: the reader's explicit word: look in what is hidden, too.
            waits: until the index of memories is made, where it is not.
            progress: told how many of how many films are in it, meanwhile.

        Raises:
            IndexUnusable: the index cannot be read, nor made anew.
        """
        hits = self._indexes.recall(memory, limit, sealed=endings, waits=waits, progress=progress)
        views = tuple(self._views(hits or ()))
        return Recalled(views, endings, is_ready=hits is not None)

    def kindred(self, slug: str, limit: int = 6) -> tuple[Kin, ...]:
        """The nearest kin of a film, and what binds them, by what everyone may see.

        Raises:
            FilmMissing: the guide does not have it.
            IndexUnusable: the index cannot be read, nor made anew.
        """
        self._start(slug)
        with self._store.read() as connection:
            number = film_at(connection, slug)
            film = next(findables(connection, [number] if number else []), None)
            if film is None:
                raise FilmMissing
            known = hierarchy(themes(connection))
            found = self._indexes.ask(
                lambda index: kin_of(
                    film,
                    index,
                    known,
                    read=partial(findables, connection),
                    total=how_many(connection),
                    limit=limit,
                )
            )
        kin = []
        for one in found:
            try:
                kin.append(Kin(self._start(one.slug), worded(one.bonds)))
            except FilmMissing:
                continue
        return tuple(kin)

    # What an operator can do.

    def refresh(
        self, *, anew: bool = False, progress: Progressing = lambda _done, _total: None
    ) -> None:
        """Bring the index up to date, and wait for it (see ``Indexes.refresh``).

        Raises:
            IndexBusy: another process writes the index.
            IndexUnusable: it cannot be written.
        """
        self._indexes.refresh(anew=anew, progress=progress)

    def _results(self, found: Found) -> Results:
        views = tuple(self._views(found.hits))
        return Results(views, found.total, found.choices, found.instead)

    def _views(self, hits: Iterable[Hit]) -> Iterator[View]:
        """What everyone may see of each film; one that has gone in the meantime is left out."""
        for hit in hits:
            try:
                yield self._start(hit.slug)
            except FilmMissing:
                continue


def _name(view: View, kind: Kind, key: str) -> str:
    """How a film's page writes the value that has this key, or empty."""
    said = (value for part in _PARTS.get(kind, ()) for value in view.record[part])
    return next((name for name in map(_named, said) if name and key_of(name) == key), "")


def _named(value: Value) -> str:
    if isinstance(value, Credit):
        return value.name
    return value.country if isinstance(value, Release) else str(value)
