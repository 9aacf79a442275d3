"""Signing up, in and out."""

from datetime import timedelta
from typing import TYPE_CHECKING, Final

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
from lookback.faces.web.oidc_pages import OidcPages
from lookback.faces.web.pages import Renderer
from lookback.faces.web.readers import ReadersPage
from lookback.faces.web.settings import SettingsPages
from lookback.faces.web.turns import Turns
from lookback.film.reader import Reader
from lookback.guide.accounts import SIGN_IN_WINDOW, SIGN_UP_WINDOW, Accounts, SignUp

if TYPE_CHECKING:  # Authlib is slow to import, and few guides need it
    from lookback.faces.web.oidc import Oidc

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
        oidc: "Oidc | None" = None,
    ) -> None:
        self._accounts = accounts
        self._renderer = renderer
        self._identity = identity
        self._oidc = oidc
        self._entrance = Entrance(accounts, identity, signed_in)
        self._oidc_pages = (
            OidcPages(accounts, identity, self._entrance, oidc, self._sign_in_page)
            if oidc
            else None
        )
        self._turns = Turns()
        self._settings = SettingsPages(accounts, renderer, identity, self._entrance, self._turns)
        self._readers = ReadersPage(accounts, renderer, identity)

    def routes(self) -> list[Route]:
        """Every address of accounts and their settings."""
        return [
            Route("/sign-in", self.show_sign_in),
            Route("/sign-in", self.sign_in, methods=["POST"]),
            *(self._oidc_pages.routes() if self._oidc_pages else []),
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
            reader = await self._turns.run(
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

    async def sign_out(self, request: Request) -> Response:
        """End the session of this browser."""
        self._identity.check_own_form(request)
        return await self._entrance.leave(request)

    async def show_sign_up(self, request: Request) -> Response:
        """Where people sign up, or set another password by an invitation."""
        invitation = request.query_params.get("invitation", "")
        return await self._sign_up_page(invitation)

    async def sign_up(self, request: Request) -> Response:
        """Make a reader, or set their password, and let them in."""
        self._identity.check_own_form(request)
        form = await read_form(request)
        name, invitation = form.get("name", ""), form.get("invitation", "")
        password, where = form.get("password", ""), self._identity.where(request)

        def signed_up() -> Reader:
            if "set" in form:
                return self._accounts.set_password(invitation, password)
            return self._accounts.sign_up(name, password, invitation=invitation, where=where)

        try:
            reader = await self._turns.run(signed_up)
        except _REFUSALS as refused:
            return await self._sign_up_page(invitation, refused, name=name)
        return await self._entrance.enter(request, reader, "/")

    async def _sign_up_page(
        self, invitation: str, refused: LookBackError | None = None, *, name: str = ""
    ) -> Response:
        try:
            kind, whose = await to_thread.run_sync(self._kind, invitation)
        except (InvitationInvalid, SignUpClosed) as closed:
            kind, whose, refused = "closed", "", closed
        html = self._renderer.page(
            "sign_up.html",
            signed_in=False,
            kind=kind,
            whose=whose,
            invitation=invitation,
            name=name,
            refused=refused.code if refused else "",
            expected=refused.expected if refused else "",
            oidc=self._oidc.name if self._oidc else "",
        )
        return _answered(html, refused, SIGN_UP_WINDOW)

    def _kind(self, invitation: str) -> tuple[str, str]:
        """What the page is for, and whose password it sets, if that is what it does."""
        if not self._accounts.has_readers():
            return "first", ""
        if invitation:
            reader = self._accounts.invited(invitation).reader
            return ("password", reader.name) if reader else ("invited", "")
        if self._accounts.policy is not SignUp.OPEN:
            raise SignUpClosed
        return "open", ""


def _answered(html: str, refused: LookBackError | None, pause: timedelta) -> Response:
    answer = page(html, _STATUS.get(type(refused), 400) if refused else 200)
    if isinstance(refused, TooManyTries):
        answer.headers["Retry-After"] = str(int(pause.total_seconds()))
    return answer
