"""Webhooks: what media servers say comes in here. Nothing of it is logged, or sent back."""

from typing import Final

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from lookback.errors import InputRefused, ItemMissing, TooLarge
from lookback.faces.web.headers import ALWAYS
from lookback.guide.guide import Guide

LARGEST: Final = 10_000_000
"""Plex sends a picture along."""


class Hooks:
    """Answers media servers."""

    def __init__(self, guide: Guide) -> None:
        self._guide = guide

    def routes(self) -> list[Route]:
        """The address of every reader's servers, which only the secret in it tells apart."""
        return [Route("/hooks/{secret}", self.hear, methods=["POST"])]

    async def hear(self, request: Request) -> Response:
        """Take in one event. The answer is the same whatever it changed, or did not change."""
        secret = request.path_params["secret"]
        reader = await to_thread.run_sync(self._guide.accounts.of_hook, secret)
        if reader is None:
            raise ItemMissing
        headers = dict((*ALWAYS, ("Cache-Control", "no-store")))
        kind = request.headers.get("content-type", "")
        try:
            body = await _body(request)
            await to_thread.run_sync(self._guide.hear, reader, kind, body)
        except InputRefused as refused:
            # For the log of a media server, which nobody reads in a browser.
            status = 413 if isinstance(refused, TooLarge) else 400
            return PlainTextResponse(f"{refused} [{refused.code}]\n", status, headers)
        return Response(status_code=204, headers=headers)


async def _body(request: Request) -> bytes:
    chunks, size = [], 0
    async for chunk in request.stream():
        chunks.append(chunk)
        size += len(chunk)
        if size > LARGEST:
            raise TooLarge(f"expected at most {LARGEST:,} bytes")
    return b"".join(chunks)
