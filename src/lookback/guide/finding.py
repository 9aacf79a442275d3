"""Finding films: by words, by what one types, by lists, by a half memory, and by kinship.

Everything but a memory with the reader's explicit word is answered from what everyone may see.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread
from typing import Final, TypeVar

from lookback.errors import FilmMissing, IndexBusy, IndexUnusable, LookBackError
from lookback.film.finding import Choice, Findable, Found, Hit, Kind, Suggestion
from lookback.film.part import Part
from lookback.film.record import Credit, Release, Value
from lookback.film.title import key_of
from lookback.firewall.view import View
from lookback.guide.feeding import findables, remembered
from lookback.search.index import Index
from lookback.search.recalling import Memory
from lookback.store.news import News, news_since, stamp
from lookback.store.stock import how_many
from lookback.store.store import Store

Progressing = Callable[[int, int], object]
PER_PAGE: Final = 24
_AT_ONCE: Final = 2000
"""How many changed films are taken in before an answer; more are taken in beside it."""
_PUBLIC: Final = "public"
_MEMORIES: Final = "memories"
_SEALED: Final = "sealed"
_PARTS: Final[Mapping[Kind, tuple[Part, ...]]] = {
    Kind.PERSON: (Part.DIRECTOR, Part.CAST),
    Kind.GENRE: (Part.GENRES,),
    Kind.THEME: (Part.THEMES,),
    Kind.COUNTRY: (Part.RELEASE,),
}
_Answer = TypeVar("_Answer")
_Film = TypeVar("_Film")


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


class Finding:
    """The indexes of a guide, kept up with it, and what is asked of them."""

    def __init__(
        self,
        store: Store,
        folder: Path,
        *,
        start: Callable[[str], View],
        changes: Callable[[], int],
    ) -> None:
        """Put the use cases on a store.

        Args:
            folder: where the indexes are, or are to be made.
            start: what everyone may see of a film; raises FilmMissing.
            changes: another number after each change of the guide.
        """
        self._store = store
        self._folder = folder
        self._start = start
        self._changes = changes
        self._seen: int | None = None
        self._index: Index | None = None
        self._memories: dict[str, Memory] = {}
        self._lock = Lock()
        self._beside: dict[str, Thread] = {}

    def close(self) -> None:
        """Wait for what is written beside."""
        for thread in list(self._beside.values()):
            thread.join()

    # What a reader can do.

    def search(self, words: str, *, number: int = 1, per_page: int = PER_PAGE) -> Results:
        """Films with these words; the syntax is told in docs/search.md.

        Raises:
            IndexUnusable: the index cannot be read, nor made anew.
        """
        offset = (number - 1) * per_page
        return self._results(
            self._asked(lambda index: index.search(words, offset=offset, limit=per_page))
        )

    def suggest(self, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """What somebody may mean who has typed so much.

        Raises:
            IndexUnusable: the index cannot be read, nor made anew.
        """
        return self._asked(lambda index: index.suggest(typed, limit))

    def listed(self, kind: Kind, key: str, *, number: int = 1, per_page: int = PER_PAGE) -> Results:
        """The films of a person, a theme, a genre, a decade or a country.

        Raises:
            FilmMissing: no film has it.
            IndexUnusable: the index cannot be read, nor made anew.
        """
        offset = (number - 1) * per_page
        found = self._asked(lambda index: index.listed(kind, key, offset=offset, limit=per_page))
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
        return self._asked(lambda index: index.choices(kind, limit))

    def scores(self, genre: str) -> tuple[int, ...]:
        """How many films of a genre are rated in each tenth.

        Raises:
            IndexUnusable: the index cannot be read, nor made anew.
        """
        return self._asked(lambda index: index.scores(key_of(genre) if genre else ""))

    def runtimes(self) -> Mapping[int, tuple[int, int, int, int]]:
        """By decade: how many films, and the quartiles of their minutes.

        Raises:
            IndexUnusable: the index cannot be read, nor made anew.
        """
        return self._asked(lambda index: index.runtimes())

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
            IndexUnusable: the index cannot be made.
        """
        name = _SEALED if endings else _MEMORIES
        index = self._memory(name)
        if not self._is_current(index):
            if waits:
                self._remember(name, progress)
            else:
                self._run_beside(name, lambda: self._remember(name))
        if not index.stamp:
            return Recalled((), endings, is_ready=False)
        return Recalled(tuple(self._views(index.recall(memory, limit))), endings)

    # What an operator can do.

    def refresh(
        self, *, anew: bool = False, progress: Progressing = lambda _done, _total: None
    ) -> None:
        """Take in all that has changed; for the command line, which waits for it.

        Args:
            anew: throw away what is there.
            progress: told how many of how many films are in.

        Raises:
            IndexBusy: another process writes the index.
            IndexUnusable: it cannot be written.
        """
        with self._store.read() as connection:
            index = self._public()
            total = how_many(connection)
            # Where half of the films have changed, all of them are sooner written anew.
            news = news_since(connection, "" if anew else index.stamp, total // 2)
            if news.films is None:
                films = _counted(findables(connection, None), total, progress)
                index.rebuild(films, news.stamp)
            elif news.films or news.stamp != index.stamp:
                self._feed(news, progress)

    # How the indexes keep up.

    def _asked(self, ask: Callable[[Index], _Answer]) -> _Answer:
        self._keep_up()
        index = self._public()
        try:
            return ask(index)
        except IndexUnusable:
            # Damaged since it was opened: it is made anew from the database, which has it all.
            self.refresh(anew=True)
            return ask(index)

    def _keep_up(self) -> None:
        """Take in what has changed since the last question; much of it beside the answer."""
        changes = self._changes()
        if changes == self._seen and self._public().stamp:
            return
        try:
            with self._store.read() as connection:
                index = self._public()
                total = how_many(connection)
                news = news_since(connection, index.stamp, total // 2)
                is_much = (total if news.films is None else len(news.films)) > _AT_ONCE
            if is_much:
                self._run_beside(_PUBLIC, self.refresh)
                self._check_answers()
                return
            with self._lock:
                self.refresh()
        except IndexBusy:
            self._check_answers()
            return  # whoever writes it takes in the same
        self._seen = changes

    def _check_answers(self) -> None:
        """An old index answers while a new one is written; none cannot."""
        if not self._public().stamp:
            raise IndexBusy("it is being made: try again in a moment")

    def _feed(self, news: News, progress: Progressing) -> None:
        numbers = sorted(news.films or ())
        with self._store.read() as connection:
            there: set[int] = set()

            def films() -> Iterator[Findable]:
                for film in findables(connection, numbers):
                    there.add(film.number)
                    yield film

            # Asked for when all films have been read: those that were not among them are gone.
            gone = (number for number in numbers if number not in there)
            counted = _counted(films(), len(numbers), progress)
            self._public().feed(counted, gone, news.stamp)

    def _run_beside(self, name: str, work: Callable[[], None]) -> None:
        def run() -> None:
            try:
                work()
            except LookBackError:
                pass  # the next question tells, or finds it mended
            finally:
                self._beside.pop(name, None)

        with self._lock:
            if name not in self._beside:
                self._beside[name] = Thread(target=run, name=f"index-{name}", daemon=True)
                self._beside[name].start()

    def _remember(self, name: str, progress: Progressing = lambda _done, _total: None) -> None:
        with self._store.read() as connection:
            films = remembered(connection, sealed=name == _SEALED)
            counted = _counted(films, how_many(connection), progress)
            self._memory(name).build(counted, stamp(connection))

    def _is_current(self, index: Memory) -> bool:
        with self._store.read() as connection:
            return bool(index.stamp) and index.stamp == stamp(connection)

    def _public(self) -> Index:
        if self._index is None:
            self._index = Index.open(self._folder / _PUBLIC)
        return self._index

    def _memory(self, name: str) -> Memory:
        if name not in self._memories:
            self._memories[name] = Memory.open(self._folder / name)
        return self._memories[name]

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


def _counted(films: Iterable[_Film], total: int, progress: Progressing) -> Iterator[_Film]:
    for done, film in enumerate(films, 1):
        yield film
        if done % 1000 == 0 or done == total:
            progress(done, total)
