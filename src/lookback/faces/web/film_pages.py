"""Film pages as bytes: rendered once for each class of readers, and kept."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Final, NamedTuple
from urllib.parse import quote

from lookback.faces.web.drawing import WIDTH, across
from lookback.faces.web.pages import Renderer
from lookback.faces.web.pieces import Pieces
from lookback.film.progress import NOTHING, Progress, Watched
from lookback.firewall.view import Panel, View
from lookback.guide.guide import Guide, Place

_MOST_KEPT: Final = 2048
"""About 30 MB of pages."""


@dataclass(frozen=True, slots=True)
class _Rendered:
    """A page of one class of readers, and the panel that they stand in."""

    pieces: Pieces
    now: Panel | None


class Answer(NamedTuple):
    """A page for one reader."""

    body: bytes
    etag: str


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

    def kept(self, slug: str, watched: Watched, *, from_address: bool) -> Answer | None:
        """The page where it has been rendered already.

        Raises:
            FilmMissing: the guide does not have the film.
        """
        place = self._guide.place(slug, watched)
        rendered = self._kept.get(place)
        if rendered is None:
            return None
        return _spliced(rendered, watched.of(slug), from_address=from_address)

    def made(self, slug: str, watched: Watched, *, from_address: bool) -> Answer:
        """The page, rendered now and kept.

        Raises:
            FilmMissing: the guide does not have the film.
        """
        place = self._guide.place(slug, watched)
        progress = watched.of(slug)
        view = self._guide.view(slug, watched)
        start = self._guide.view(slug, NOTHING)
        html = self._renderer.film(view, start, finished=progress.finished)
        rendered = _Rendered(Pieces.cut(html), None if progress.finished else _now(view))
        with self._lock:
            self._kept[place] = rendered
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return _spliced(rendered, progress, from_address=from_address)


def _now(view: View) -> Panel | None:
    return next((panel for panel in reversed(view.panels) if panel.drawn), None)


def _spliced(rendered: _Rendered, progress: Progress, *, from_address: bool) -> Answer:
    """Fill in what differs between the readers of one class."""
    values, flags = _values(progress, rendered.now, from_address=from_address)
    return Answer(rendered.pieces.filled(values), f'"{rendered.pieces.tag}-{flags}"')


@lru_cache(_MOST_KEPT)
def _values(
    progress: Progress, now: Panel | None, *, from_address: bool
) -> tuple[Mapping[str, bytes], str]:
    """What is spliced in, and what of it the entity tag must tell."""
    position = progress.position
    at = "ending" if progress.finished else position.clock
    values = {
        "clock": position.clock.encode(),
        "minutes": b"%d" % (position.seconds // 60),
        "at": at.encode(),
        "here": b"%d" % (across(now, position) if now else WIDTH),
        "query": f"?at={quote(at)}".encode() if from_address else b"",
    }
    return values, f"{position.seconds}{'f' * progress.finished}{'a' * from_address}"
