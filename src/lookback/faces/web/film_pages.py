"""Film pages as bytes: rendered once for each class of readers, and kept."""

from collections import OrderedDict
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock
from typing import Final, NamedTuple
from urllib.parse import quote

from lookback.faces.web.answers import Answer
from lookback.faces.web.drawing import WIDTH, across
from lookback.faces.web.headers import ALWAYS, HTML, PRIVATE, raw
from lookback.faces.web.pages import Renderer
from lookback.faces.web.pieces import Pieces
from lookback.film.progress import Progress, Watched
from lookback.firewall.panels import Panel
from lookback.firewall.view import View
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


class Own(NamedTuple):
    """What a film page says to one reader with an account.

    Attributes:
        progress: how far they have come, without their margin.
        asks: what waits for their word, as HTML.
        mine: the latest change of their progress, as HTML.
    """

    progress: Progress
    asks: str
    mine: str


class FilmPages:
    """Answers with film pages; at most ``size`` are kept, the least recently used leaving first."""

    def __init__(self, guide: Guide, renderer: Renderer, size: int = _MOST_KEPT) -> None:
        self._guide = guide
        self._renderer = renderer
        self._size = size
        self._accounts = {
            signed_in: renderer.page("account.html", signed_in=signed_in).encode()
            for signed_in in (False, True)
        }
        self._kept: OrderedDict[Place, _Rendered] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def answer(
        self, slug: str, watched: Watched, *, from_address: bool, own: Own | None = None
    ) -> Answer:
        """The page for one reader: rendered before, or now.

        Args:
            own: what it says to this reader alone; ``None`` for visitors.

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
        account = self._accounts[own is not None]
        return _spliced(
            rendered, watched.of(slug), from_address=from_address, account=account, own=own
        )

    def _made(self, place: Place, watched: Watched) -> _Rendered:
        """Render the page of a class of readers, and keep it."""
        finished = watched.of(place.slug).finished
        view = self._guide.view(place.slug, watched)
        html = self._renderer.film(
            view,
            self._guide.start(place.slug),
            finished=finished,
            sources=self._guide.sources(place.slug, watched),
        )
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


def _spliced(
    rendered: _Rendered,
    progress: Progress,
    *,
    from_address: bool,
    account: bytes,
    own: Own | None,
) -> Answer:
    """Fill in what differs between the readers of one class."""
    now = rendered.now
    # The address is believed before the account, and its reader moves in addresses only.
    told = progress if own is None or from_address else own.progress
    position = told.position
    there = b"?at=" + quote("ending" if told.finished else position.clock).encode()
    values = {
        "clock": position.clock.encode(),
        "minutes": b"%d" % (position.seconds // 60),
        "other": b"" if from_address else there,
        "other_says": _YOURS if from_address else _SHARED,
        "here": b"%d" % (across(now, progress.position) if now else WIDTH),
        "query": there if from_address else b"",
        "account": account,
        "asks": b"",
        "mine": b"",
    }
    flags = f"{position.seconds}{'f' * told.finished}{'a' * from_address}"
    if own is not None:
        if not from_address:
            values["asks"], values["mine"] = own.asks.encode(), own.mine.encode()
        tag = blake2b(b"\0".join(values.values()), digest_size=12)
        flags = f"{flags}-{tag.hexdigest()}"
    body, etag = rendered.pieces.filled(values), f'"{rendered.pieces.tag}-{flags}"'
    headers = raw(("ETag", etag), ("Content-Length", str(len(body))))
    return Answer(body, etag, (*_HEADERS, *headers))
