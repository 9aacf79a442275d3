"""Asks the pages of accounts as a browser would, with a clock that a test can move."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Final

import httpx2
from argon2 import PasswordHasher
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.testclient import TestClient
from tests.guides import NOW, opened

from lookback.errors import ItemMissing, LookBackError, NotAllowed, SignInNeeded, TooLarge
from lookback.faces.web.accounts import AccountPages
from lookback.faces.web.assets import Assets
from lookback.faces.web.identity import COOKIE, Identity
from lookback.faces.web.oidc import Oidc
from lookback.faces.web.pages import Renderer
from lookback.faces.web.proxies import Proxies
from lookback.film.reader import Reader, Role
from lookback.guide.accounts import Accounts, SignUp

PASSWORD: Final = "correct horse battery staple"
HOST: Final = "http://guide"
_STATUS: Final = {SignInNeeded: 401, NotAllowed: 403, ItemMissing: 404, TooLarge: 413}


@dataclass
class Clock:
    """A clock that a test moves."""

    at: datetime = NOW

    def __call__(self) -> datetime:
        return self.at

    def move(self, by: timedelta) -> None:
        """Let time go by."""
        self.at += by


@dataclass
class Door:
    """The pages of accounts, and somebody in front of them."""

    accounts: Accounts
    pages: AccountPages
    identity: Identity
    app: Starlette
    clock: Clock
    client: TestClient
    came_in: list[str] = field(default_factory=list)

    def browser(self, *, where: str = "192.0.2.1", url: str = HOST) -> TestClient:
        """Another browser, without cookies."""
        return TestClient(
            self.app,
            base_url=url,
            client=(where, 50000),
            headers={"origin": url},
            follow_redirects=False,
        )

    def somebody(self, name: str = "Ana", role: Role = Role.READER) -> Reader:
        """A reader; the first one is an operator whatever is asked for."""
        return self.accounts.sign_up(name, PASSWORD, invitation=self.accounts.invite(role))

    def signed_in(self, name: str = "Ana") -> TestClient:
        """A browser that a reader has signed in with."""
        browser = self.browser()
        key = self.accounts.open_session(self.accounts.by_name(name), "Testfox 1.0")
        browser.cookies.set(COOKIE, key, domain="guide.local")
        return browser


@contextmanager
def door(
    folder: Path,
    *,
    sign_up: SignUp = SignUp.INVITED,
    public_url: str = "",
    proxies: Proxies | None = None,
    oidc: Oidc | None = None,
) -> Iterator[Door]:
    """The pages over a guide where nobody is yet."""
    clock = Clock()
    came_in: list[str] = []

    async def signed_in(_request: Request, reader: Reader, _answer: Response) -> None:
        came_in.append(reader.name)

    with opened(str(folder / "guide.db")) as store:
        accounts = Accounts(store, now=clock, random=secrets.token_bytes, sign_up=sign_up)
        accounts._passwords._hasher = PasswordHasher(time_cost=1, memory_cost=64)  # for speed
        identity = Identity(accounts, public_url=public_url, proxies=proxies)
        pages = AccountPages(accounts, Renderer(Assets()), identity, signed_in, oidc)
        app = Starlette(routes=pages.routes(), exception_handlers={LookBackError: _refused})
        made = Door(accounts, pages, identity, app, clock, TestClient(app), came_in)
        made.client = made.browser()
        yield made


async def _refused(_request: Request, error: Exception) -> Response:
    """As the application would, in fewer words."""
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 400)
    return PlainTextResponse(HTTPStatus(status).phrase, status)


def key_in(answer: httpx2.Response) -> str:
    """The session key that an answer gives."""
    value = answer.cookies.get(COOKIE)
    assert value
    return value


def sign_in(browser: TestClient, name: str, word: str = PASSWORD, **more: str) -> httpx2.Response:
    """Send the form for signing in."""
    return browser.post("/sign-in", data={"name": name, "password": word, **more})
