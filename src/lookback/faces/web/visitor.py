"""Who asks, and how far they have watched: a reader by their account, a visitor by their cookie."""

from typing import NamedTuple

from anyio import to_thread
from starlette.requests import Request

from lookback.errors import SignInNeeded
from lookback.faces.web.cookie import Cookies, cookies_of, moved
from lookback.faces.web.identity import Identity
from lookback.film.moment import Moment
from lookback.film.progress import Progress, Watched
from lookback.film.reader import Reader
from lookback.guide.guide import Guide


class Visitor(NamedTuple):
    """Whoever asks.

    Attributes:
        reader: ``None`` for visitors without an account.
        watched: how far they may see in every film.
    """

    reader: Reader | None
    watched: Watched


class Visitors:
    """Tells who asks."""

    def __init__(self, guide: Guide, cookies: Cookies, identity: Identity) -> None:
        self._guide = guide
        self._cookies = cookies
        self._identity = identity

    async def of(self, request: Request) -> Visitor:
        """Whoever sent this request."""
        reader = await self._identity.reader(request)
        if reader is None:
            return Visitor(None, self._cookies.watched(cookies_of(request.scope["headers"])))
        watched = await to_thread.run_sync(self._guide.watching.watched, reader)
        return Visitor(reader, watched)

    async def reader(self, request: Request) -> Reader:
        """The reader who sent this request.

        Raises:
            SignInNeeded: a visitor did.
        """
        reader = await self._identity.reader(request)
        if reader is None:
            raise SignInNeeded
        return reader


def seen_at(watched: Watched, slug: str, at: str | None) -> Watched:
    """How far somebody sees in a film where an address names a moment in it (``?at=``)."""
    return watched if at is None else moved(watched, slug, Progress.at(Moment.parse(at)))
