"""The pages in use, kept in memory until the guide changes."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Final

from lookback.errors import SlugInvalid
from lookback.film.progress import NOTHING
from lookback.film.slug import parse_slug
from lookback.firewall.steps import Steps
from lookback.firewall.view import Sealed, View
from lookback.store.store import Current

_LOOK_AGAIN_AFTER: Final = 0.25
"""How long another process' change may go unseen, in seconds."""

_SHORT: Final = 400
"""As many passages as a long page has; rendering them takes about three milliseconds."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """A page, what everyone may see of it, and the moments at which its view changes."""

    state: bytes
    page: Sealed
    start: View
    steps: Steps

    @property
    def is_short(self) -> bool:
        """Whether rendering it takes less time than handing it to another thread is worth."""
        return len(self.page.page.passages) <= _SHORT


class Shelf:
    """At most ``size`` pages, the least recently used leaving first."""

    def __init__(
        self,
        current: Callable[[str], Current | None],
        changes: Callable[[], int],
        clock: Callable[[], float],
        size: int = 512,
    ) -> None:
        """Begin with no page.

        Args:
            current: a film's page as it is now.
            changes: another number after each change of the guide.
            clock: seconds that only go forward.
        """
        self._current = current
        self._look = changes
        self._clock = clock
        self._size = size
        self._pages: OrderedDict[str, Shelved] = OrderedDict()
        self._changes = changes()
        self._looked = clock()
        self._lock = Lock()

    @property
    def changes(self) -> int:
        """Another number after each change; looked up at most every quarter of a second."""
        if self._is_due():
            self.look_again()
        return self._changes

    @property
    def state(self) -> int | None:
        """The number of the last look, or ``None`` when it is time for the next."""
        return None if self._is_due() else self._changes

    def _is_due(self) -> bool:
        return self._clock() - self._looked >= _LOOK_AGAIN_AFTER

    def look_again(self) -> None:
        """Forget all pages where the guide has changed."""
        self._looked = self._clock()
        changes = self._look()  # without the lock: others need not wait for a database
        with self._lock:
            if changes != self._changes:
                self._pages.clear()
                self._changes = changes

    def forget(self) -> None:
        """Forget all pages."""
        with self._lock:
            self._pages.clear()
        self.look_again()

    def __contains__(self, slug: str) -> bool:
        """Whether a page is at hand, so that nothing has to be waited for."""
        shelved = self._pages.get(slug)
        return shelved is not None and shelved.is_short

    def page(self, slug: str) -> Shelved | None:
        """The current page of a film, or ``None``."""
        before = self.changes
        with self._lock:
            shelved = self._pages.get(slug)
            if shelved is not None:
                self._pages.move_to_end(slug)
                return shelved
        try:
            found = self._current(parse_slug(slug))
        except SlugInvalid:
            return None
        if found is None:
            return None
        page = Sealed(found.page)
        shelved = Shelved(found.state, page, page.clear(NOTHING), Steps.of(found.page))
        with self._lock:
            if before == self._changes:
                self._pages[slug] = shelved
                while len(self._pages) > self._size:
                    self._pages.popitem(last=False)
        return shelved
