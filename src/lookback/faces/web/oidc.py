"""Signing in with an OpenID provider: discovery, code flow with PKCE, state and nonce (Authlib)."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import httpx2
from authlib.integrations.starlette_client import (  # type: ignore[import-untyped] # it has no types
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
_SIGNED_BY: Final = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})  # fmt: skip # noqa: E501 - one list
"""Only the provider can sign by these: never unsigned, never with a secret that others know."""
_CARRIED: Final = ("next", "invitation")
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
        carried: what they brought along when they left for the provider.
    """

    issuer: str
    subject: str
    name: str
    carried: Mapping[str, str]


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

    async def begin(self, request: Request, callback: str, *, secure: bool) -> Response:
        """Send somebody to the provider.

        Args:
            callback: where the provider sends them back to.

        Raises:
            SignInFailed: the provider does not answer as one.
        """
        # Authlib keeps state, nonce and verifier where Starlette keeps sessions. Here these last
        # for one way there and back, in a cookie of their own.
        request.scope["session"] = kept = {}
        try:
            await self._known()
            answer: Response = await self._client.authorize_redirect(request, callback)
        except _FAILURES:
            raise SignInFailed from None
        carried = {key: request.query_params.get(key, "") for key in _CARRIED}
        cookie = self._serializer.dumps({"kept": kept, "carried": carried})
        return _with_cookie(answer, cookie, secure=secure)

    async def finish(self, request: Request) -> Vouched:
        """Whom the provider vouches for, when it sends them back.

        Raises:
            SignInFailed: nobody, or not to this browser, or not for this guide.
        """
        try:
            told = self._serializer.loads(request.cookies.get(COOKIE, ""), _TAKES_SECONDS)
            request.scope["session"] = told["kept"]
            issuer = await self._known()
            options = {
                "iss": {"essential": True, "value": issuer},
                "aud": {"essential": True, "value": self._client_id},
            }
            token = await self._client.authorize_access_token(request, claims_options=options)
            claims = token["userinfo"]
            name = claims.get("preferred_username") or claims.get("name") or ""
            return Vouched(issuer, str(claims["sub"]), str(name), told["carried"])
        except (BadData, *_FAILURES):
            raise SignInFailed from None

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


def ended(answer: Response, *, secure: bool) -> Response:
    """The same answer, with the way there and back forgotten: it was gone once."""
    return _with_cookie(answer, "", secure=secure)


def _with_cookie(answer: Response, value: str, *, secure: bool) -> Response:
    answer.headers.update(dict((*ALWAYS, *PRIVATE)))
    answer.set_cookie(
        COOKIE,
        value,
        max_age=_TAKES_SECONDS if value else 0,
        path=_PATH,
        secure=secure,
        httponly=True,
        samesite="lax",
    )
    return answer
