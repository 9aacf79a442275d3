"""A provider that runs here, with real keys, over real HTTP, and answers as badly as is asked."""

import base64
import hashlib
import hmac
import json
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx2
import pytest
import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from tests.faces.web.knocking import Door, door

from lookback.faces.web.identity import COOKIE as SESSION
from lookback.faces.web.oidc import COOKIE, Oidc
from lookback.film.reader import Role
from lookback.guide.accounts import SignUp

CLIENT = "look-back"
KEY = RSAKey.generate_key(2048, {"kid": "1"}, private=True)
ANOTHER_KEY = RSAKey.generate_key(2048, {"kid": "1"}, private=True)


@dataclass
class Provider:
    """What the provider says; a test changes it to see it refused."""

    address: str = ""
    metadata: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    without: set[str] = field(default_factory=set)
    header: dict[str, Any] = field(default_factory=lambda: {"alg": "RS256", "kid": "1"})
    key: Any = field(default_factory=lambda: KEY)
    token_status: int = 200
    asked: dict[str, str] = field(default_factory=dict)
    exchanged: dict[str, str] = field(default_factory=dict)

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/jwks",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            **self.metadata,
        }

    def id_token(self) -> str:
        now = int(time.time())
        told = {
            "iss": self.address, "aud": CLIENT, "sub": "42", "exp": now + 300, "iat": now,
            "nonce": self.asked.get("nonce"), "preferred_username": "Ana", **self.claims,
        }  # fmt: skip
        told = {name: value for name, value in told.items() if name not in self.without}
        if self.header["alg"] == "RS256":
            return jwt.encode(self.header, told, self.key)
        # No library makes these, so they are made by hand.
        text = ".".join(_packed(json.dumps(part).encode()) for part in (self.header, told))
        public = KEY.as_pem(private=False)
        signed = hmac.digest(public, text.encode(), "sha256") if "HS" in self.header["alg"] else b""
        return f"{text}.{_packed(signed)}"

    def token(self) -> dict[str, Any]:
        return {"access_token": "a", "token_type": "Bearer", "id_token": self.id_token()}


def _packed(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@pytest.fixture
def provider() -> Iterator[Provider]:
    made = Provider()

    async def discovery(_request: Request) -> Response:
        return JSONResponse(made.discovery())

    async def jwks(_request: Request) -> Response:
        return JSONResponse({"keys": [KEY.as_dict(private=False)]})

    async def token(request: Request) -> Response:
        body = (await request.body()).decode()
        made.exchanged = {name: values[0] for name, values in parse_qs(body).items()}
        if made.token_status != 200:
            return JSONResponse({"error": "invalid_grant"}, made.token_status)
        return JSONResponse(made.token())

    app = Starlette(
        routes=[
            Route("/.well-known/openid-configuration", discovery),
            Route("/jwks", jwks),
            Route("/token", token, methods=["POST"]),
        ]
    )
    listening = socket.create_server(("127.0.0.1", 0))
    made.address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    yield made
    server.should_exit = True
    thread.join()
    listening.close()


@pytest.fixture
def at(tmp_path: Path, provider: Provider) -> Iterator[Door]:
    with door(tmp_path, sign_up=SignUp.OPEN, oidc=known(provider.address)) as made:
        yield made


def known(issuer: str) -> Oidc:
    return Oidc(
        issuer=issuer, client_id=CLIENT, client_secret="sesame", name="Club", secret=b"a secret"
    )


def left(browser: TestClient, provider: Provider, **query: str) -> httpx2.Response:
    """Leave for the provider."""
    answer = browser.get("/sign-in/oidc", params=query)
    asked = parse_qs(urlsplit(answer.headers.get("location", "")).query)
    provider.asked = {name: values[0] for name, values in asked.items()}
    return answer


def back(browser: TestClient, provider: Provider, **query: str) -> httpx2.Response:
    """Come back from the provider."""
    told = {"code": "c", "state": provider.asked.get("state", ""), **query}
    return browser.get(f"/sign-in/oidc/callback?{urlencode(told)}")


def is_refused(at: Door, answer: httpx2.Response) -> bool:
    """Whether nobody was let in, and nobody was made."""
    return (
        answer.status_code in {401, 403}
        and SESSION not in answer.cookies
        and not at.accounts.has_readers()
    )


def test_a_reader_comes_in_by_the_provider(at: Door, provider: Provider) -> None:
    gone = left(at.client, provider, next="/mine")
    assert gone.status_code == 302
    assert gone.headers["location"].startswith(f"{provider.address}/authorize?")
    assert gone.headers["cache-control"] == "private, no-store"
    cookie = gone.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert "HttpOnly; Max-Age=600; Path=/sign-in/oidc; SameSite=lax" in cookie
    answer = back(at.client, provider)
    assert (answer.status_code, answer.headers["location"]) == (303, "/mine")
    assert at.client.get("/settings").status_code == 200
    assert at.accounts.by_name("Ana").role is Role.OPERATOR
    assert at.came_in == ["Ana"]
    back(at.browser(), provider)
    left(at.client, provider)
    back(at.client, provider)
    assert len(at.accounts.readers()) == 1


def test_the_way_there_has_state_nonce_and_a_challenge(at: Door, provider: Provider) -> None:
    left(at.client, provider)
    asked = provider.asked
    assert asked["redirect_uri"] == "http://guide/sign-in/oidc/callback"
    assert asked["scope"] == "openid profile"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["state"]) >= 20
    assert len(asked["nonce"]) >= 20
    back(at.client, provider)
    verifier = provider.exchanged["code_verifier"]
    assert _packed(hashlib.sha256(verifier.encode()).digest()) == asked["code_challenge"]


def test_the_way_is_good_once(at: Door, provider: Provider) -> None:
    left(at.client, provider)
    assert back(at.client, provider).status_code == 303
    assert back(at.client, provider).status_code == 401


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"}, {"aud": "another"}, {"aud": ["another"]}, {"aud": []},
        {"iss": "https://another.example"}, {"exp": int(time.time()) - 3600},
        {"iat": int(time.time()) + 3600}, {"azp": "another"}, {"exp": "never"}, {"sub": ""},
    ],
)  # fmt: skip
def test_an_id_token_that_says_something_else_lets_nobody_in(
    at: Door, provider: Provider, claims: dict[str, Any]
) -> None:
    left(at.client, provider)
    provider.claims = claims
    assert is_refused(at, back(at.client, provider))


@pytest.mark.parametrize("name", ["iss", "aud", "exp", "iat", "nonce", "sub"])
def test_an_id_token_that_lacks_something_lets_nobody_in(
    at: Door, provider: Provider, name: str
) -> None:
    left(at.client, provider)
    provider.without = {name}
    assert is_refused(at, back(at.client, provider))


def test_an_unsigned_id_token_lets_nobody_in(at: Door, provider: Provider) -> None:
    left(at.client, provider)
    provider.header = {"alg": "none"}
    assert is_refused(at, back(at.client, provider))


def test_an_id_token_signed_by_somebody_else_lets_nobody_in(at: Door, provider: Provider) -> None:
    left(at.client, provider)
    provider.key = ANOTHER_KEY
    assert is_refused(at, back(at.client, provider))


def test_an_id_token_signed_by_what_everybody_knows_lets_nobody_in(
    at: Door, provider: Provider
) -> None:
    left(at.client, provider)
    provider.header = {"alg": "HS256", "kid": "1"}
    assert is_refused(at, back(at.client, provider))


def test_a_state_of_somebody_else_lets_nobody_in(at: Door, provider: Provider) -> None:
    left(at.browser(), provider)  # somebody else went there, and hands their way back over
    assert is_refused(at, back(at.client, provider))
    mine = at.browser()
    left(mine, provider)
    assert is_refused(at, back(mine, provider, state="another"))


def test_a_cookie_that_was_changed_is_none(at: Door, provider: Provider) -> None:
    gone = left(at.client, provider)
    signed, _, signature = gone.cookies[COOKIE].rpartition(".")
    at.client.cookies.clear()
    # Its first letter: base64's last one carries bits that mean nothing.
    other = "B" if signature[0] == "A" else "A"
    at.client.cookies.set(COOKIE, f"{signed}.{other}{signature[1:]}")
    assert is_refused(at, back(at.client, provider))


@pytest.mark.parametrize(
    "query", [{"error": "access_denied", "error_description": "never to be shown"}, {}]
)
def test_whoever_the_provider_refuses_is_told_so(
    at: Door, provider: Provider, query: dict[str, str]
) -> None:
    left(at.client, provider)
    provider.token_status = 400
    answer = back(at.client, provider, **query)
    assert is_refused(at, answer)
    assert "Nobody was let in." in answer.text
    assert "never to be shown" not in answer.text


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://another.example"},
        {"issuer": None},
        {"id_token_signing_alg_values_supported": ["none", "HS256"]},
        {"authorization_endpoint": None},
    ],
)
def test_a_provider_that_is_another_one_or_none_is_not_gone_to(
    at: Door, provider: Provider, metadata: dict[str, Any]
) -> None:
    provider.metadata = metadata
    assert is_refused(at, left(at.client, provider))


def test_a_provider_that_does_not_answer_is_told(tmp_path: Path) -> None:
    with door(tmp_path, oidc=known("http://127.0.0.1:1")) as made:
        answer = made.client.get("/sign-in/oidc")
        assert is_refused(made, answer)
        assert made.client.get("/sign-in/oidc/callback?code=c&state=s").status_code == 401


def test_nobody_is_sent_elsewhere_after_coming_back(at: Door, provider: Provider) -> None:
    left(at.client, provider, next="//evil.example")
    assert back(at.client, provider).headers["location"] == "/"


def test_whoever_was_not_invited_stays_outside_and_whoever_was_comes_in(
    tmp_path: Path, provider: Provider
) -> None:
    with door(tmp_path, oidc=known(provider.address)) as made:
        made.somebody("Ana")
        left(made.client, provider)
        answer = back(made.client, provider)
        assert answer.status_code == 403
        assert "You are not a reader of this guide yet" in answer.text
        left(made.client, provider, invitation=made.accounts.invite(Role.AUTHOR))
        assert back(made.client, provider).status_code == 303
        assert made.accounts.by_name("Ana 2").role is Role.AUTHOR


def test_the_pages_lead_to_the_provider(at: Door) -> None:
    assert "Sign up with Club" in at.client.get("/sign-up").text
    at.somebody("Ana")
    page = at.client.get("/sign-in", params={"next": "/mine"}).text
    assert 'href="/sign-in/oidc?next=/mine">Sign in with Club' in page
