"""The way to an OpenID provider and back."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lookback.errors import InvitationInvalid, LookBackError, SignInFailed, SignUpClosed
from lookback.faces.web.entrance import Entrance
from lookback.faces.web.identity import Identity
from lookback.guide.accounts import Accounts

if TYPE_CHECKING:  # Authlib is slow to import, and few guides need it
    from lookback.faces.web.oidc import Oidc

CALLBACK: Final = "/sign-in/oidc/callback"


class OidcPages:
    """Answers where readers sign in with a provider."""

    def __init__(
        self,
        accounts: Accounts,
        identity: Identity,
        entrance: Entrance,
        oidc: "Oidc",
        refusal: Callable[[LookBackError], Response],
    ) -> None:
        self._accounts = accounts
        self._identity = identity
        self._entrance = entrance
        self._oidc = oidc
        self._refusal = refusal

    def routes(self) -> list[Route]:
        """The addresses of the way there and back."""
        return [Route("/sign-in/oidc", self.begin), Route(CALLBACK, self.finish)]

    async def begin(self, request: Request) -> Response:
        """Go to the provider."""
        callback = self._identity.address(request, CALLBACK)
        try:
            answer = await self._oidc.begin(request, callback)
        except SignInFailed as failed:
            return self._refusal(failed)
        return self._oidc.remember(request, answer, secure=self._identity.is_secure(request))

    async def finish(self, request: Request) -> Response:
        """Come back from the provider."""
        try:
            vouched = await self._oidc.finish(request)
            reader = await to_thread.run_sync(
                lambda: self._accounts.by_login(
                    vouched.issuer, vouched.subject, vouched.name, invitation=vouched.invitation
                )
            )
        except (InvitationInvalid, SignInFailed, SignUpClosed) as refused:
            answer = self._refusal(refused)
        else:
            answer = await self._entrance.enter(request, reader, vouched.there)
        return self._oidc.forget(answer)
