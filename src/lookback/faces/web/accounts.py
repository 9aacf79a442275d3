"""Signing up, in and out."""

from datetime import timedelta
from typing import Any, Final

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lookback.errors import (
    InvitationInvalid,
    LookBackError,
    NameInvalid,
    PasswordInvalid,
    SignInFailed,
    SignUpClosed,
    TooManyTries,
)
from lookback.faces.web.answers import page
from lookback.faces.web.entrance import Entrance, SignedIn, gone_to
from lookback.faces.web.forms import read_form
from lookback.faces.web.identity import Identity, own_path
from lookback.faces.web.oidc import Oidc, ended
from lookback.faces.web.pages import Renderer
from lookback.faces.web.readers import ReadersPage
from lookback.faces.web.settings import SettingsPages
from lookback.film.reader import Reader
from lookback.guide.accounts import SIGN_IN_WINDOW, SIGN_UP_WINDOW, Accounts, SignUp

_CALLBACK: Final = "/sign-in/oidc/callback"
_STATUS: Final[dict[type[LookBackError], int]] = {
    SignInFailed: 401,
    SignUpClosed: 403,
    TooManyTries: 429,
}
_REFUSALS: Final = (
    InvitationInvalid, NameInvalid, PasswordInvalid, SignInFailed, SignUpClosed, TooManyTries,
)  # fmt: skip


class AccountPages:
    """Answers with all that has to do with accounts."""

    def __init__(
        self,
        accounts: Accounts,
        renderer: Renderer,
        identity: Identity,
        signed_in: SignedIn,
        oidc: Oidc | None = None,
    ) -> None:
        self._accounts = accounts
        self._renderer = renderer
        self._identity = identity
        self._oidc = oidc
        self._entrance = Entrance(accounts, identity, signed_in)
        self._settings = SettingsPages(accounts, renderer, identity, self._entrance)
        self._readers = ReadersPage(accounts, renderer, identity)

    def routes(self) -> list[Route]:
        """Every address of accounts and their settings."""
        with_oidc = [
            Route("/sign-in/oidc", self.begin_oidc),
            Route(_CALLBACK, self.finish_oidc),
        ]
        return [
            Route("/sign-in", self.show_sign_in),
            Route("/sign-in", self.sign_in, methods=["POST"]),
            *(with_oidc if self._oidc else []),
            Route("/sign-up", self.show_sign_up),
            Route("/sign-up", self.sign_up, methods=["POST"]),
            Route("/sign-out", self.sign_out, methods=["POST"]),
            *self._settings.routes(),
            *self._readers.routes(),
        ]

    async def show_sign_in(self, request: Request) -> Response:
        """Where readers sign in; whoever is in already goes on."""
        there = own_path(request.query_params.get("next", ""), "")
        if await self._identity.reader(request) is not None:
            return gone_to(there or "/")
        if not await to_thread.run_sync(self._accounts.has_readers):
            return gone_to("/sign-up")
        return self._sign_in_page(there=there)

    async def sign_in(self, request: Request) -> Response:
        """Let a reader in, or say why not: the same for every name."""
        self._identity.check_own_form(request)
        form = await read_form(request)
        name, there = form.get("name", ""), own_path(form.get("next", ""), "")
        where = self._identity.where(request)
        try:
            reader = await to_thread.run_sync(
                lambda: self._accounts.sign_in(name, form.get("password", ""), where=where)
            )
        except _REFUSALS as refused:
            return self._sign_in_page(refused, name=name, there=there)
        return await self._entrance.enter(request, reader, there)

    def _sign_in_page(
        self, refused: LookBackError | None = None, *, name: str = "", there: str = ""
    ) -> Response:
        html = self._renderer.page(
            "sign_in.html",
            signed_in=False,
            refused=refused.code if refused else "",
            name=name,
            there=there,
            oidc=self._oidc.name if self._oidc else "",
            may_sign_up=self._accounts.policy is SignUp.OPEN,
        )
        return _answered(html, refused, SIGN_IN_WINDOW)

    async def begin_oidc(self, request: Request) -> Response:
        """Go to the provider."""
        assert self._oidc is not None  # noqa: S101 - its routes are there only then
        callback = self._identity.address(request, _CALLBACK)
        secure = self._identity.is_secure(request)
        try:
            return await self._oidc.begin(request, callback, secure=secure)
        except SignInFailed:
            return self._unreachable()

    async def finish_oidc(self, request: Request) -> Response:
        """Come back from the provider."""
        assert self._oidc is not None  # noqa: S101 - its routes are there only then
        try:
            vouched = await self._oidc.finish(request)
            reader = await to_thread.run_sync(
                lambda: self._accounts.by_login(
                    vouched.issuer,
                    vouched.subject,
                    vouched.name,
                    invitation=vouched.carried["invitation"],
                )
            )
            answer = await self._entrance.enter(request, reader, vouched.carried["next"])
        except _REFUSALS as refused:
            answer = self._sign_in_page(refused)
        return ended(answer, secure=self._identity.is_secure(request))
