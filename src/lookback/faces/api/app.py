"""The API as an application, which the web application mounts under ``/api``."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any, Final

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lookback.errors import LookBackError
from lookback.faces.api import export, films, health, imports, progress, story, tokens
from lookback.faces.api.cursors import Cursors
from lookback.faces.api.docs import docs_page
from lookback.faces.api.document import document
from lookback.faces.api.door import tagged
from lookback.faces.api.problems import answer, of_error, of_request, of_status
from lookback.faces.web.headers import ALWAYS
from lookback.faces.web.pages import Renderer
from lookback.guide.guide import Guide

ROUTES: Final = tuple(
    route
    for noun in (films, story, progress, imports, export, tokens, health)
    for route in noun.routes.routes
)


@cache
def described() -> dict[str, Any]:
    """The OpenAPI document. It is the same for every guide, and made when it is first asked for."""
    return document(ROUTES)


def make_api(guide: Guide, renderer: Renderer) -> FastAPI:
    """The API of a guide; its own addresses begin at ``/v1``, ``/openapi.json`` and ``/docs``."""

    @cache
    def page() -> bytes:
        return docs_page(described(), renderer).encode()

    @cache
    def told() -> bytes:
        return json.dumps(described(), ensure_ascii=False, indent=1).encode()

    api = FastAPI(
        routes=[
            *ROUTES,
            Route("/openapi.json", _public(told, "application/json")),
            Route("/docs", _public(page, "text/html")),
        ],
        openapi_url=None,
        redirect_slashes=False,
        exception_handlers=dict.fromkeys(
            (LookBackError, RequestValidationError, HTTPException, Exception), _failed
        ),
    )
    api.state.guide = guide
    api.state.cursors = Cursors(guide.secret())
    api.add_middleware(_Heads)
    return api


class _Heads:
    """Answers HEAD wherever GET is answered, with the same headers and no body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def headers_only(message: Message) -> None:
            await send({**message, "body": b""} if "body" in message else message)

        await self._app({**scope, "method": "GET"}, receive, headers_only)


async def _failed(request: Request, error: Exception) -> Response:
    match error:
        case LookBackError():
            return answer(request, of_error(error))
        case RequestValidationError():
            return answer(request, of_request(error))
        case HTTPException(status_code=405):
            return answer(request, of_status(405), {"Allow": ", ".join(_allowed(request))})
        case HTTPException():
            return answer(request, of_status(error.status_code))
        case _:
            return answer(request, of_status(500))


def _public(made: Callable[[], bytes], media_type: str) -> Callable[[Request], Response]:
    """Answers the same bytes to all, until the program is another one."""
    headers = {**dict(ALWAYS), "Cache-Control": "no-cache"}

    def answered(request: Request) -> Response:
        return tagged(request, Response(made(), 200, headers, media_type))

    return answered


def _allowed(request: Request) -> list[str]:
    """Every method of an address: the router alone names those of one operation."""
    fitting = (one for one in request.app.routes if one.matches(request.scope)[0] is not Match.NONE)
    methods: set[str] = set().union(*(one.methods for one in fitting))
    return sorted(methods | ({"HEAD"} if "GET" in methods else set()))
