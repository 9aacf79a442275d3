"""Signing in with an OpenID provider: discovery, code flow with PKCE, state and nonce (Authlib)."""

from typing import Any, Final, NamedTuple

import httpx2
from authlib.integrations.starlette_client import (  # type: ignore[import-untyped] # has no types
    OAuth,
    OAuthError,
)
from itsdangerous import BadData, URLSafeTimedSerializer
from joserfc.errors import JoseError
from starlette.requests import Request
from starlette.responses import Response

from lookback.errors import SignInFailed
from lookback.faces.web.headers import ALWAYS, PRIVATE

COOKIE: Final = "lookback-oidc"
_PATH: Final = "/sign-in/oidc"
_TAKES_SECONDS: Final = 600
_SIGNED_BY: Final = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
)
"""Only the provider can sign by these: never unsigned, never with a secret that others know."""
_FAILURES: Final = (
    OAuthError, JoseError, httpx2.HTTPError, httpx2.InvalidURL, RuntimeError, ValueError, KeyError,
    TypeError, AttributeError,
)  # fmt: skip
"""What Authlib raises at whatever a provider may send."""


class Vouched(NamedTuple):
    """Somebody whom the provider vouches for.

    Attributes:
        subject: what the provider calls them, always the same.
        name: what they would like to be called.
        there: where they wanted to go when they left for the provider.
        invitation: what they were invited with, or empty.
    """

    issuer: str
    subject: str
    name: str
    there: str
    invitation: str


class Oidc:
    """One provider."""

    def __init__(
        self, *, issuer: str, client_id: str, client_secret: str, name: str, secret: bytes
    ) -> None:
        """Know the provider, without asking it anything yet.

        Args:
            name: what readers call it.
            secret: what the cookie is signed with that remembers them on their way.
        """
        self.name = name
        self._issuer = issuer
        self._client_id = client_id
        self._client = OAuth().register(
            "provider",
            client_id=client_id,
            client_secret=client_secret,
            server_metadata_url=issuer.rstrip("/") + "/.well-known/openid-configuration",
            client_kwargs={"scope": "openid profile", "code_challenge_method": "S256"},
        )
        self._serializer = URLSafeTimedSerializer(secret, salt="oidc")

    async def begin(self, request: Request, callback: str) -> Response:
        """Send somebody to the provider.

        Args:
            callback: where the provider sends them back to.

        Raises:
            SignInFailed: the provider does not answer as one.
        """
        # Authlib keeps state, nonce and verifier where Starlette keeps sessions. Here these last
        # for one way there and back, in a cookie of their own.
        request.scope["session"] = {}
        try:
            await self._known()
            answer: Response = await self._client.authorize_redirect(request, callback)
        except _FAILURES:
            raise SignInFailed from None
        return answer

    def remember(self, request: Request, answer: Response, *, secure: bool) -> Response:
        """The answer of ``begin``, with all that ``finish`` needs in a signed cookie."""
        asked = request.query_params
        told = {
            "session": request.scope["session"],
            "there": asked.get("next", ""),
            "invitation": asked.get("invitation", ""),
        }
        answer.headers.update(dict((*ALWAYS, *PRIVATE)))
        answer.set_cookie(
            COOKIE,
            self._serializer.dumps(told),
            max_age=_TAKES_SECONDS,
            path=_PATH,
            secure=secure,
            httponly=True,
            samesite="lax",
        )
        return answer

    def forget(self, answer: Response) -> Response:
        """The answer of ``finish``, with the cookie taken back: it was good for one way."""
        answer.delete_cookie(COOKIE, path=_PATH)
        return answer

    async def finish(self, request: Request) -> Vouched:
        """Whom the provider vouches for, when it sends them back.

        Raises:
            SignInFailed: nobody, or not to this browser, or not for this guide.
        """
        try:
            told = self._serializer.loads(request.cookies.get(COOKIE, ""), _TAKES_SECONDS)
            request.scope["session"] = told["session"]
            issuer = await self._known()
            options = {
                "iss": {"essential": True, "value": issuer},
                "aud": {"essential": True, "value": self._client_id},
            }
            token = await self._client.authorize_access_token(request, claims_options=options)
            claims = token["userinfo"]
        except (BadData, *_FAILURES):
            raise SignInFailed from None
        name = claims.get("preferred_username") or claims.get("name") or ""
        return Vouched(issuer, str(claims["sub"]), str(name), told["there"], told["invitation"])

    async def _known(self) -> str:
        """The provider's own name for itself, once it was asked what it can do."""
        metadata: dict[str, Any] = await self._client.load_server_metadata()
        issuer = str(metadata["issuer"])
        if issuer.rstrip("/") != self._issuer.rstrip("/"):
            raise ValueError("the metadata are another provider's")
        told = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
        signed_by = sorted(_SIGNED_BY.intersection(told))
        if not signed_by:
            raise ValueError("the provider signs by nothing that is safe")
        metadata["id_token_signing_alg_values_supported"] = signed_by
        return issuer
