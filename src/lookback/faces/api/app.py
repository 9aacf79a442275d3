"""The API as an application, which the web application mounts under ``/api``."""

import json
from collections.abc import Awaitable, Callable

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import lookback
from lookback.errors import LookBackError
from lookback.faces.api import export, films, health, imports, progress, tokens
from lookback.faces.api.cursors import Cursors
from lookback.faces.api.docs import docs_page
from lookback.faces.api.document import document
from lookback.faces.api.door import tagged
from lookback.faces.api.problems import answer, of_error, of_request, of_status
from lookback.faces.web.headers import ALWAYS
from lookback.faces.web.pages import Renderer
from lookback.guide.guide import Guide


def make_api(guide: Guide, renderer: Renderer) -> FastAPI:
    """The API of a guide; its own addresses begin at ``/v1``, ``/openapi.json`` and ``/docs``."""
    api = FastAPI(
        title="Look Back",
        version=lookback.__version__,
        openapi_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
        exception_handlers=dict.fromkeys(
            (LookBackError, RequestValidationError, HTTPException, Exception), _failed
        ),
    )
    api.state.guide = guide
    api.state.cursors = Cursors(guide.secret())
    for noun in (films, progress, imports, export, tokens, health):
        api.include_router(noun.routes, prefix="/v1")
    described = document(api)
    told = json.dumps(described, ensure_ascii=False, indent=1).encode()
    shown = docs_page(described, renderer).encode()
    api.add_route("/openapi.json", _public(told, "application/json"), ["GET"])
    api.add_route("/docs", _public(shown, "text/html"), ["GET"])
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


def _public(body: bytes, media_type: str) -> Callable[[Request], Awaitable[Response]]:
    """Answers the same bytes to all, until the program is another one."""
    headers = {**dict(ALWAYS), "Cache-Control": "no-cache"}

    async def answered(request: Request) -> Response:
        return tagged(request, Response(body, 200, headers, media_type))

    return answered


def _allowed(request: Request) -> list[str]:
    """Every method of an address: the router alone names those of one operation."""
    methods: set[str] = set()
    for route in iter_route_contexts(request.app.routes):
        if route.matches(request.scope)[0] is not Match.NONE:
            methods |= route.methods or set()
    return sorted(methods | ({"HEAD"} if "GET" in methods else set()))
