"""The door of the API: who asks, what they may, and what every answer carries."""

from collections.abc import Callable, Coroutine, MutableMapping
from email.message import Message
from hashlib import blake2b
from typing import Annotated, Any, Final

from anyio import to_thread
from fastapi import APIRouter, Depends
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from lookback.errors import NotAllowed, SignInNeeded
from lookback.faces.api.cursors import Cursors
from lookback.faces.web.headers import ALWAYS, PRIVATE
from lookback.film.reader import Reader, Scope
from lookback.guide.guide import Guide

SCHEME: Final = "token"
"""What the document calls the way in."""
_MOST: Final = {"application/json": 100_000, "multipart/form-data": 50_000_000}
"""How many bytes of each kind of body are read."""
_OF_BODIES: Final = {"content-length", "content-type", "content-disposition"}
_HEADERS: Final = dict((*ALWAYS, *PRIVATE))


def noun(name: str) -> APIRouter:
    """Where the operations of one noun are gathered."""
    return APIRouter(
        prefix="/v1",
        tags=[name],
        route_class=Route,
        generate_unique_id_function=lambda route: route.name,
    )


def needs(scope: Scope) -> dict[str, Any]:
    """What an operation says that a token must be allowed."""
    return {"security": [{SCHEME: [scope.value]}]}


def open_to_all(scope: Scope | None = None) -> dict[str, Any]:
    """What an operation says that also answers those who have no token."""
    return {"security": [{}, {SCHEME: [scope.value] if scope else []}]}


class Route(APIRoute):
    """One operation. What its description says of tokens and bodies is what is checked."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The operation between the door's two sides."""
        handle = super().get_route_handler()

        async def answered(request: Request) -> Response:
            # Before anything of the body is read.
            request.state.reader, request.state.scopes = await self._let_in(request)
            answer = await handle(self._bounded(request))
            answer.headers.update(_HEADERS)
            return tagged(request, answer) if request.method == "GET" else answer

        return answered

    async def _let_in(self, request: Request) -> tuple[Reader | None, frozenset[Scope]]:
        ways = (self.openapi_extra or {})["security"]
        sent = request.headers.get("authorization")
        if sent is None:
            if {} in ways:
                return None, frozenset()
            raise SignInNeeded("expected a token of this guide in the header Authorization")
        kind, _, token = sent.partition(" ")
        guide: Guide = request.app.state.guide
        found = await to_thread.run_sync(guide.accounts.of_token, token.strip())
        if kind.lower() != "bearer" or found is None:
            raise SignInNeeded("expected Bearer and a token of this guide")
        wanted = [Scope(name) for way in ways for name in way.get(SCHEME, ())]
        if not found[1].issuperset(wanted):
            raise NotAllowed(f"expected a token with the scope {', '.join(wanted)}")
        return found

    def _bounded(self, request: Request) -> Request:
        """The request with a body of the right kind, which is read only so far."""
        if self.body_field is None:
            return request
        kind = getattr(self.body_field.field_info, "media_type", "")
        told = Message()
        told["Content-Type"] = request.headers.get("content-type", kind)
        if told.get_content_type() != kind:
            raise HTTPException(415)
        left = _MOST[kind]

        async def receive() -> MutableMapping[str, Any]:
            nonlocal left
            message = await request.receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise HTTPException(413)
            return message

        return Request(request.scope, receive)


def etag_of(body: bytes) -> str:
    """The strong tag of these bytes."""
    return f'"{blake2b(body, digest_size=16).hexdigest()}"'


def has_tag(tags: str, etag: str, *, weakly: bool) -> bool:
    """Whether a header names the tag (RFC 9110, 8.8.3).

    Args:
        weakly: whether a weak tag counts, too.
    """
    told = {tag.strip() for tag in tags.split(",")}
    if weakly:
        told = {tag.removeprefix("W/") for tag in told}
    return not told.isdisjoint((etag, "*"))


def tagged(request: Request, answer: Response) -> Response:
    """The answer with its tag, or word that the caller has these bytes already."""
    answer.headers["ETag"] = etag = etag_of(bytes(answer.body))
    if not has_tag(request.headers.get("if-none-match", ""), etag, weakly=True):
        return answer
    headers = {name: told for name, told in answer.headers.items() if name not in _OF_BODIES}
    return Response(status_code=304, headers=headers)


async def _guide(request: Request) -> Guide:
    guide: Guide = request.app.state.guide
    return guide


async def _cursors(request: Request) -> Cursors:
    cursors: Cursors = request.app.state.cursors
    return cursors


async def _visitor(request: Request) -> Reader | None:
    reader: Reader | None = request.state.reader
    return reader


async def _reader(request: Request) -> Reader:
    reader: Reader = request.state.reader
    return reader


async def _scopes(request: Request) -> frozenset[Scope]:
    scopes: frozenset[Scope] = request.state.scopes
    return scopes


TheGuide = Annotated[Guide, Depends(_guide)]
TheCursors = Annotated[Cursors, Depends(_cursors)]
TheVisitor = Annotated[Reader | None, Depends(_visitor)]
"""Who asks, or ``None`` without a token: for operations that are open to all."""
TheReader = Annotated[Reader, Depends(_reader)]
"""Who asks: for operations that need a token."""
TheirScopes = Annotated[frozenset[Scope], Depends(_scopes)]
