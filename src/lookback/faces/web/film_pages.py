"""Film pages as bytes: rendered once for each class of readers, and kept."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Final, NamedTuple
from urllib.parse import quote

from lookback.faces.web.drawing import WIDTH, across
from lookback.faces.web.headers import ALWAYS, HTML, PRIVATE, raw
from lookback.faces.web.pages import Renderer
from lookback.faces.web.pieces import Pieces
from lookback.film.progress import Progress, Watched
from lookback.firewall.view import Panel, View
from lookback.guide.guide import Guide, Place

_MOST_KEPT: Final = 2048
"""About 30 MB of pages."""

_SHARED: Final = b"Address of this page as you see it"
_YOURS: Final = b"Back to where you are in this film"
_HEADERS: Final = raw(*ALWAYS, *PRIVATE, HTML)


@dataclass(frozen=True, slots=True)
class _Rendered:
    """A page of one class of readers, and the panel that they stand in."""

    pieces: Pieces
    now: Panel | None


class Answer(NamedTuple):
    """A page for one reader, with all of its headers."""

    body: bytes
    etag: str
    headers: tuple[tuple[bytes, bytes], ...]


class FilmPages:
    """Answers with film pages; at most ``size`` are kept, the least recently used leaving first."""

    def __init__(self, guide: Guide, renderer: Renderer, size: int = _MOST_KEPT) -> None:
        self._guide = guide
        self._renderer = renderer
        self._size = size
        self._kept: OrderedDict[Place, _Rendered] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def answer(self, slug: str, watched: Watched, *, from_address: bool) -> Answer:
        """The page for one reader: rendered before, or now.

        Raises:
            FilmMissing: the guide does not have the film.
        """
        place = self._guide.place(slug, watched)
        with self._lock:
            rendered = self._kept.get(place)
            if rendered is not None:
                self._kept.move_to_end(place)
        if rendered is None:
            rendered = self._made(place, watched)
        return _spliced(rendered, watched.of(slug), from_address=from_address)

    def _made(self, place: Place, watched: Watched) -> _Rendered:
        """Render the page of a class of readers, and keep it."""
        finished = watched.of(place.slug).finished
        view = self._guide.view(place.slug, watched)
        html = self._renderer.film(view, self._guide.start(place.slug), finished=finished)
        rendered = _Rendered(Pieces.cut(html), None if finished else _now(view))
        if self._guide.place(place.slug, watched) != place:
            return rendered  # the guide has changed meanwhile: this is no page of that place
        with self._lock:
            self._kept[place] = rendered
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return rendered


def _now(view: View) -> Panel | None:
    return next((panel for panel in reversed(view.panels) if panel.drawn), None)


def _spliced(rendered: _Rendered, progress: Progress, *, from_address: bool) -> Answer:
    """Fill in what differs between the readers of one class."""
    position, now = progress.position, rendered.now
    there = b"?at=" + quote("ending" if progress.finished else position.clock).encode()
    values = {
        "clock": position.clock.encode(),
        "minutes": b"%d" % (position.seconds // 60),
        "other": b"" if from_address else there,
        "other_says": _YOURS if from_address else _SHARED,
        "here": b"%d" % (across(now, position) if now else WIDTH),
        "query": there if from_address else b"",
    }
    flags = f"{position.seconds}{'f' * progress.finished}{'a' * from_address}"
    body, etag = rendered.pieces.filled(values), f'"{rendered.pieces.tag}-{flags}"'
    own = raw(("ETag", etag), ("Content-Length", str(len(body))))
    return Answer(body, etag, (*_HEADERS, *own))
