"""A reader's settings: what is held back, their password, tokens, webhook and sessions."""

from datetime import timedelta
from typing import Any, Final

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lookback.errors import (
    ItemMissing,
    LookBackError,
    NameInvalid,
    NotAllowed,
    PasswordInvalid,
    SignInFailed,
    SignInNeeded,
    TooManyTries,
    ValueInvalid,
)
from lookback.faces.web.agents import called
from lookback.faces.web.answers import page
from lookback.faces.web.entrance import Entrance, gone_to
from lookback.faces.web.forms import read_form
from lookback.faces.web.identity import Identity
from lookback.faces.web.pages import Renderer
from lookback.faces.web.turns import Turns
from lookback.film.reader import Reader, Role, Scope
from lookback.guide.accounts import SIGN_IN_WINDOW, Accounts

_STATUS: Final[dict[type[LookBackError], int]] = {
    NotAllowed: 403,
    SignInFailed: 401,
    TooManyTries: 429,
}
_DONE: Final = {
    "reading": "Saved.",
    "password": "Your password is another one now, and all other sessions have ended.",
    "token": "The token is revoked. Nothing can ask with it any more.",
}


class SettingsPages:
    """Answers with a reader's settings."""

    def __init__(
        self,
        accounts: Accounts,
        renderer: Renderer,
        identity: Identity,
        entrance: Entrance,
        turns: Turns,
    ) -> None:
        self._accounts = accounts
        self._renderer = renderer
        self._identity = identity
        self._entrance = entrance
        self._turns = turns

    def routes(self) -> list[Route]:
        """Every address of the settings."""
        return [
            Route("/settings", self.show),
            Route("/settings", self.settle, methods=["POST"]),
            Route("/settings/password", self.change_password, methods=["POST"]),
            Route("/settings/tokens", self.make_token, methods=["POST"]),
            Route("/settings/tokens/revoke", self.revoke_token, methods=["POST"]),
            Route("/settings/webhook", self.turn_hook, methods=["POST"]),
            Route("/settings/sessions", self.sessions),
            Route("/settings/sessions/revoke", self.revoke_session, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """All settings."""
        reader = await self._reader(request)
        done = _DONE.get(request.query_params.get("done", ""), "")
        return await self._page(reader, done=done)

    async def settle(self, request: Request) -> Response:
        """Keep how the reader wants to read."""
        reader, form = await self._said(request)
        given = form.get("margin", "")
        try:
            margin = _minutes(given)
            await to_thread.run_sync(
                lambda: self._accounts.settle(
                    reader, margin=margin, trusts_player="trusts_player" in form
                )
            )
        except ValueInvalid as refused:
            return await self._page(reader, refused, at="margin", margin=given)
        return gone_to("/settings?done=reading")

    async def change_password(self, request: Request) -> Response:
        """Set another password."""
        reader, form = await self._said(request)
        old, new = form.get("old", ""), form.get("new", "")
        key = await self._identity.key(request)
        try:
            await self._turns.run(
                lambda: self._accounts.change_password(reader, old, new, keep=key)
            )
        except PasswordInvalid as refused:
            return await self._page(reader, refused, at="new")
        except (SignInFailed, TooManyTries) as refused:
            return await self._page(reader, refused, at="old")
        return gone_to("/settings?done=password")

    async def make_token(self, request: Request) -> Response:
        """Make a token, and show it this once."""
        reader, form = await self._said(request)
        name = form.get("name", "")
        scopes = frozenset(scope for scope in Scope if f"scope-{scope}" in form)
        try:
            token = await to_thread.run_sync(self._accounts.make_token, reader, name, scopes)
        except (NameInvalid, NotAllowed, ValueInvalid) as refused:
            at = "scopes" if isinstance(refused, ValueInvalid) else "name"
            return await self._page(reader, refused, at=at, token_name=name, scopes=scopes)
        return await self._page(reader, token=token)

    async def revoke_token(self, request: Request) -> Response:
        """End a token."""
        reader, form = await self._said(request)
        name = form.get("name", "")
        await to_thread.run_sync(self._accounts.revoke_token, reader, name)
        return gone_to("/settings?done=token")

    async def turn_hook(self, request: Request) -> Response:
        """Make another address for media servers, and show it this once."""
        reader, _ = await self._said(request)
        secret = await to_thread.run_sync(self._accounts.turn_hook, reader)
        return await self._page(reader, hook=self._identity.address(request, f"/hooks/{secret}"))

    async def sessions(self, request: Request) -> Response:
        """Where the reader is signed in."""
        reader = await self._reader(request)
        key = await self._identity.key(request)
        sessions = await to_thread.run_sync(self._accounts.sessions, reader)
        shown = [(one, called(one.agent), self._accounts.is_of(one, key)) for one in sessions]
        return page(self._renderer.page("sessions.html", signed_in=True, sessions=shown))

    async def revoke_session(self, request: Request) -> Response:
        """End one session, which may be this one."""
        reader, form = await self._said(request)
        id_ = form.get("id", "")
        if not (id_.isascii() and id_.isdigit() and len(id_) <= 19):
            raise ItemMissing
        await to_thread.run_sync(self._accounts.revoke_session, reader, int(id_))
        if await self._identity.reader(request) is None:
            return await self._entrance.leave(request, "/sign-in")
        return gone_to("/settings/sessions")

    async def _page(
        self, reader: Reader, refused: LookBackError | None = None, **told: Any
    ) -> Response:
        """The settings, with what went wrong at one field, or what is shown only once."""
        html = await to_thread.run_sync(lambda: self._html(reader, refused, told))
        answer = page(html, _STATUS.get(type(refused), 400) if refused else 200)
        if isinstance(refused, TooManyTries):
            answer.headers["Retry-After"] = str(int(SIGN_IN_WINDOW.total_seconds()))
        return answer

    def _html(self, reader: Reader, refused: LookBackError | None, told: dict[str, Any]) -> str:
        shown: dict[str, Any] = {
            "at": "",
            "done": "",
            "margin": str(reader.margin // timedelta(minutes=1)),
            "token": "",
            "token_name": "",
            "scopes": frozenset({Scope.READ}),
            "hook": "",
        }
        return self._renderer.page(
            "settings.html",
            signed_in=True,
            reader=reader,
            is_operator=reader.role is Role.OPERATOR,
            has_password=self._accounts.has_password(reader),
            tokens=self._accounts.tokens(reader),
            hook_made=self._accounts.hook_made(reader),
            refused=_worded(refused) if refused else "",
            **(shown | told),
        )

    async def _reader(self, request: Request) -> Reader:
        reader = await self._identity.reader(request)
        if reader is None:
            raise SignInNeeded
        return reader

    async def _said(self, request: Request) -> tuple[Reader, dict[str, str]]:
        self._identity.check_own_form(request)
        return await self._reader(request), await read_form(request)


def _worded(refused: LookBackError) -> str:
    if isinstance(refused, SignInFailed):
        return "This is not the password that you have"
    told = str(refused)
    return told[:1].upper() + told[1:]


def _minutes(text: str) -> timedelta:
    if not (text.isascii() and text.isdigit() and len(text) <= 3):
        raise ValueInvalid("expected a margin of 0 to 60 whole minutes")
    return timedelta(minutes=int(text))
