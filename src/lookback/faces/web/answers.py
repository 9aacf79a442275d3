"""Answers as bytes: pages with their headers, and what a browser has already is not sent again."""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any, NamedTuple

from starlette.responses import Response

from lookback.faces.web.headers import ALWAYS, HTML, PRIVATE

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Answer(NamedTuple):
    """A page for one reader, with all of its headers; the last one is its length."""

    body: bytes
    etag: str
    headers: tuple[tuple[bytes, bytes], ...]

    async def send(self, scope: Scope, send: Send) -> None:
        """Send it, or tell the browser that it has these bytes already."""
        body, headers, status = self.body, self.headers, 200
        if _is_known(self.etag.encode(), scope["headers"]):
            body, headers, status = b"", headers[:-1], 304
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


class Sent(Response):
    """The same as Starlette takes it."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self._answer = answer

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Send it (ASGI 3)."""
        await self._answer.send(scope, send)


def page(html: str, status: int = 200) -> Response:
    """A page that depends on who asks."""
    return Response(html, status, headers=dict((*ALWAYS, *PRIVATE, HTML)))


def _is_known(etag: bytes, headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether the browser has these bytes already (``If-None-Match``, RFC 9110)."""
    for name, value in headers:
        if name == b"if-none-match":
            tags = {tag.strip().removeprefix(b"W/") for tag in value.split(b",")}
            if not tags.isdisjoint((etag, b"*")):
                return True
    return False
