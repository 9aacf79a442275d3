"""Letting readers in and out: the session's cookie is given here, and taken back."""

from collections.abc import Awaitable, Callable

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lookback.faces.web.headers import ALWAYS, PRIVATE
from lookback.faces.web.identity import Identity, keys_of, own_path
from lookback.film.reader import Reader
from lookback.guide.accounts import Accounts

SignedIn = Callable[[Request, Reader, Response], Awaitable[None]]
"""What else happens when a reader comes in: it may add to the answer."""


class Entrance:
    """Opens and closes sessions."""

    def __init__(self, accounts: Accounts, identity: Identity, signed_in: SignedIn) -> None:
        self._accounts = accounts
        self._identity = identity
        self._signed_in = signed_in

    async def enter(self, request: Request, reader: Reader, there: str) -> Response:
        """Let the reader in, and go on.

        The key is a new one, and the one before is dead: nobody can have handed it to them.

        Args:
            there: where they wanted to go, as it was asked for.
        """
        agent = request.headers.get("user-agent", "")
        await to_thread.run_sync(self._close, request)
        key = await to_thread.run_sync(self._accounts.open_session, reader, agent)
        answer = gone_to(own_path(there))
        answer.headers.append("set-cookie", self._identity.cookie(request, key))
        await self._signed_in(request, reader, answer)
        return answer

    async def leave(self, request: Request, there: str = "/") -> Response:
        """Sign the browser out."""
        await to_thread.run_sync(self._close, request)
        answer = gone_to(there)
        answer.headers.append("set-cookie", self._identity.cookie(request, ""))
        return answer

    def _close(self, request: Request) -> None:
        for key in keys_of(request.scope):
            self._accounts.close_session(key)


def gone_to(path: str) -> Response:
    """Go on to another page of the guide."""
    return RedirectResponse(path, 303, dict((*ALWAYS, *PRIVATE)))
