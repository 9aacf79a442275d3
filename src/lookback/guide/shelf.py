"""The pages in use, kept in memory until the guide changes."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Final

from lookback.errors import SlugInvalid
from lookback.film.page import Page
from lookback.film.slug import parse_slug
from lookback.firewall.steps import Steps
from lookback.store.store import Store

_LOOK_AGAIN_AFTER: Final = 0.25
"""How long another process' change may go unseen, in seconds."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """A page with the moments at which its view changes."""

    revision: int
    page: Page
    steps: Steps


class Shelf:
    """At most ``size`` pages, the least recently used leaving first."""

    def __init__(self, store: Store, clock: Callable[[], float], size: int = 512) -> None:
        self._store = store
        self._clock = clock
        self._size = size
        self._pages: OrderedDict[str, Shelved] = OrderedDict()
        self._changes = store.changes()
        self._looked = clock()
        self._lock = Lock()

    @property
    def changes(self) -> int:
        """The guide's change counter, looked up at most every quarter of a second."""
        now = self._clock()
        if now - self._looked >= _LOOK_AGAIN_AFTER:
            self.look_again()
        return self._changes

    def look_again(self) -> None:
        """Forget all pages where the guide has changed."""
        with self._lock:
            self._looked = self._clock()
            changes = self._store.changes()
            if changes != self._changes:
                self._pages.clear()
                self._changes = changes

    def page(self, slug: str) -> Shelved | None:
        """The current page of a film, or ``None``."""
        before = self.changes
        shelved = self._pages.get(slug)
        if shelved is not None:
            return shelved
        try:
            found = self._store.current(parse_slug(slug))
        except SlugInvalid:
            return None
        if found is None:
            return None
        shelved = Shelved(found.revision, found.page, Steps.of(found.page))
        with self._lock:
            if before == self._changes:
                self._pages[slug] = shelved
                while len(self._pages) > self._size:
                    self._pages.popitem(last=False)
        return shelved
