"""The guide: every use case in one place, for all faces alike."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from lookback.errors import FilmMissing, SlugInvalid
from lookback.film.part import Part
from lookback.film.progress import NOTHING, Watched
from lookback.film.reader import Reader
from lookback.film.slug import parse_slug
from lookback.firewall.view import Explained, View, clear, explain
from lookback.formats.players.base import Body
from lookback.formats.players.table import read_report
from lookback.guide.accounts import Accounts, SignUp
from lookback.guide.cataloguing import CatalogueFile, Progressing, Stocked, stock
from lookback.guide.composing import catalogued, current
from lookback.guide.exporting import export
from lookback.guide.finding import Finding
from lookback.guide.health import damages
from lookback.guide.histories import Histories
from lookback.guide.indexing import Indexes
from lookback.guide.intake import gather
from lookback.guide.seeing import Seeing
from lookback.guide.shelf import Shelf, Shelved
from lookback.guide.taking import Outcome, Taken, take
from lookback.guide.tales import Tales
from lookback.guide.timing import Desk
from lookback.guide.voting import Voting
from lookback.guide.watching import Watching
from lookback.store.health import Damage
from lookback.store.store import Store

PER_PAGE = 24
"""How many films a page of the catalogue lists."""
_TOKEN_BYTES = 7
"""As many as fit a signed integer of eight bytes."""
_NEWS = {Outcome.NEW, Outcome.CHANGED}


class Place(NamedTuple):
    """What a reader sees of a film, without seeing it: a key for caches.

    Two readers at the same place see the same view. It names a class of progress, and must not
    leave the guide.
    """

    slug: str
    state: bytes
    class_: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Some films of the catalogue.

    Attributes:
        views: in what everyone may see of them.
        total: how many films there are in all.
    """

    views: tuple[View, ...]
    total: int


class Guide:
    """A whole installation. Everything that it gives to readers is a View."""

    def __init__(
        self,
        store: Store,
        *,
        now: Callable[[], datetime],
        clock: Callable[[], float],
        random: Callable[[int], bytes] = secrets.token_bytes,
        sign_up: SignUp = SignUp.INVITED,
        index: Path | None = None,
    ) -> None:
        """Put the use cases on a store.

        Args:
            store: where films are kept.
            now: the time in UTC.
            clock: seconds that only go forward.
            random: so many bytes that nobody can guess.
            sign_up: who may become a reader, once there is an operator.
            index: the folder of the indexes; without one they last as long as the guide is open.
        """

        def token() -> int:
            return int.from_bytes(random(_TOKEN_BYTES), "big")

        self._store = store
        self._now = now
        self._shelf = Shelf(partial(current, store), store.changes, clock)
        self._indexes = Indexes(store, index, lambda: self._shelf.changes)
        self.finding = Finding(store, self._indexes, self.start)
        self.seeing = Seeing(self.view, lambda: self._shelf.changes)
        self.tales = Tales(self.view)
        self.voting = Voting(store, self.view, now)
        self.desk = Desk(store, now, self._shelf.forget)
        self.accounts = Accounts(store, now=now, random=random, sign_up=sign_up)
        self.watching = Watching(store, start=self.start, now=now, token=token)
        self.histories = Histories(store, start=self.start, now=now, random=random, token=token)

    def close(self) -> None:
        """Let go of the store and of the indexes."""
        self._indexes.close()
        self._store.close()

    def secret(self) -> bytes:
        """What this guide signs cookies with."""
        return self._store.secret()

    # What a reader can do.

    @property
    def state(self) -> int | None:
        """What the guide says now, as a number that is another one after each change.

        ``None`` when it is time to look at the database again, which any other call does.
        """
        return self._shelf.state

    def is_at_hand(self, slug: str) -> bool:
        """Whether a film's page can be cleared without reading the database."""
        return slug in self._shelf

    def place(self, slug: str, watched: Watched) -> Place:
        """Where the reader stands in a film.

        Raises:
            FilmMissing: the guide does not have it.
        """
        shelved = self._shelved(slug)
        return Place(slug, shelved.state, shelved.steps.class_of(watched))

    def view(self, slug: str, watched: Watched) -> View:
        """All that the reader may see of a film.

        Raises:
            FilmMissing: the guide does not have it.
        """
        return self._shelved(slug).page.clear(watched)

    def start(self, slug: str) -> View:
        """What everyone may see of a film.

        Raises:
            FilmMissing: the guide does not have it.
        """
        return self._shelved(slug).start

    def moved(self, address: str) -> str:
        """The slug of the film that another address of it leads to, or empty."""
        try:
            slug = self._store.slug_at(parse_slug(address))
        except SlugInvalid:
            return ""
        return "" if slug == address else slug

    def sources(self, slug: str, watched: Watched) -> Mapping[str, Sequence[Part]]:
        """Which catalogues a reader sees facts from, and which; none beside an author's page."""
        made = catalogued(self._store, slug)
        return made.shown(watched) if made else {}

    def films(
        self,
        *,
        number: int = 1,
        genre: str = "",
        decade: str = "",
        country: str = "",
        per_page: int = PER_PAGE,
    ) -> Listing:
        """One page of the catalogue, with what everyone may see of each film."""
        films = self._store.films(
            genre=genre,
            decade=decade,
            country=country,
            offset=(number - 1) * per_page,
            limit=per_page,
        )
        return Listing(tuple(clear(page, NOTHING) for page in films.pages), films.total)

    def search_titles(self, words: str, *, number: int = 1, per_page: int = PER_PAGE) -> Listing:
        """Films that have a title with these words in it."""
        offset = (number - 1) * per_page
        films = self._store.search_titles(words, offset=offset, limit=per_page)
        return Listing(tuple(clear(page, NOTHING) for page in films.pages), films.total)

    def facets(self) -> Mapping[str, Sequence[tuple[str, int]]]:
        """Genres, decades and countries with how many films each has."""
        return self._store.facets()

    def slugs(self) -> Iterator[str]:
        """Every film's address."""
        return self._store.slugs()

    def hear(self, reader: Reader, content_type: str, body: bytes) -> None:
        """Take in what a reader's media server says.

        Raises:
            InputRefused: it cannot be read; nothing was changed.
        """
        report = read_report(Body(content_type, body))
        if report is not None:
            self.watching.hear(reader, report)

    # What an author can do.

    def take(
        self,
        paths: Iterable[Path],
        *,
        by: str,
        why: str = "",
        format_name: str = "",
        preview: bool = False,
        without: Set[Path] = frozenset(),
        progress: Progressing = lambda _done, _total: None,
    ) -> list[Taken]:
        """Import files, folders and zips: all or nothing (see ``taking.take``)."""
        taken = take(
            self._store,
            gather(paths, without),
            at=self._now(),
            by=by,
            why=why,
            format_name=format_name,
            preview=preview,
            progress=progress,
        )
        self._shelf.forget()
        if not preview and any(one.outcome in _NEWS for one in taken):
            self.watching.settle_pending()
        return taken

    def stock(
        self,
        files: Sequence[CatalogueFile],
        *,
        preview: bool = False,
        progress: Progressing = lambda _done, _total: None,
    ) -> list[Stocked]:
        """Take catalogues in (see ``cataloguing.stock``)."""
        stocked = stock(self._store, files, preview=preview, progress=progress)
        self._shelf.forget()
        if any(one.tally.changed for one in stocked):
            self.watching.settle_pending()
        return stocked

    def explain(self, slug: str, watched: Watched) -> tuple[Explained, ...]:
        """Why each passage is shown to a reader or not. For authors only.

        Raises:
            FilmMissing: the guide does not have it.
        """
        return explain(self._shelved(slug).page.page, watched)

    # What an operator can do.

    def check_alive(self) -> None:
        """Look whether the database answers.

        Raises:
            GuideUnusable: it does not.
        """
        self._store.changes()

    def export(self, path: Path, *, history: bool = False, as_markdown: bool = False) -> int:
        """Write every page to files (see ``exporting.export``)."""
        return export(self._store, path, history=history, as_markdown=as_markdown)

    def damages(self) -> Iterator[Damage]:
        """What is wrong with the guide; nothing, if all is well."""
        return damages(self._store)

    def _shelved(self, slug: str) -> Shelved:
        shelved = self._shelf.page(slug)
        if shelved is None:
            raise FilmMissing
        return shelved
