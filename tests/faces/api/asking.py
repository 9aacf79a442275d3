"""Asks the API as a program would, mounted as the web application mounts it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from httpx2 import Response
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send
from tests.guides import NOW, page, written

from lookback.faces.api.app import make_api
from lookback.faces.web.assets import Assets
from lookback.faces.web.pages import Renderer
from lookback.film import reader as film_reader
from lookback.film.reader import Reader
from lookback.guide.accounts import SignUp
from lookback.guide.guide import Guide
from lookback.store.store import Store

THE_LAMP: Final = page(
    "The Lamp",
    record="release: 4 May 2003 Japan\nruntime: 60 min\ngenres: [Drama]\nids: {imdb: tt0000711}\n",
    story="""A *keeper* lights the lamp.

## Story so far

@0:05 He carries the oil up the stairs.

@0:26 A boat answers with a lamp of its own.

## Ending explained

The boat was the one that he had lost as a boy.

## Interpretations

### He dreams

He never left the stairs.

## Story map

```yaml
characters: {keeper: The keeper}
timelines: {dream: {called: The dream, is: dreamt, from: "0:26", adds: [boat]}}
events:
  oil: {at: start, who: keeper, what: The keeper carries oil, choice: yes}
  light: {at: "0:05", who: keeper, what: The lamp is lit, because: oil}
  boat: {at: "0:26", line: dream, what: A boat answers, because: light}
interpretations: {dreams: {of: He dreams, takes: {dream: dreamt}}}
questions: {why: {says: Why is it lit?, ask: why light}}
```
""",
)
PAGES: Final = {
    "lamp.md": THE_LAMP,
    "door.md": page("A Door", record="release: 1998 France\ngenres: [Drama]\n"),
    "rain.md": page("The Rain", record="release: 1961 France\n"),
    "other-rain.md": page("The Rain", record="slug: the-rain-again\nrelease: 1999 Japan\n"),
}
DIARY: Final = """Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date
2026-01-02,The Lamp,2003,https://boxd.it/a,4,,,2026-01-01
2026-01-03,The Rain,,https://boxd.it/b,,,,2026-01-02
2026-01-04,A Film Nobody Has,1950,https://boxd.it/c,,,,2026-01-03
2026-01-04,A Film Nobody Has,1950,https://boxd.it/c,,,,2026-01-03
"""
ALL: Final = frozenset(film_reader.Scope)


class Mounted:
    """The API below ``/api``, as the web application has it."""

    def __init__(self, api: ASGIApp) -> None:
        self._api = api

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI 3)."""
        await self._api({**scope, "root_path": "/api"}, receive, send)


@dataclass(frozen=True)
class Asking:
    """A guide, the application over it, and a reader with a program."""

    guide: Guide
    app: ASGIApp
    client: TestClient
    reader: Reader
    token: str

    def ask(self, method: str, path: str, *, token: str | None = None, **said: Any) -> Response:
        """Ask with a token; an empty one means none."""
        token = self.token if token is None else token
        way_in = {"Authorization": f"Bearer {token}"} if token else {}
        headers = {**way_in, **said.pop("headers", {})}
        return self.client.request(method, f"/api/v1{path}", headers=headers, **said)

    def token_for(self, *scopes: film_reader.Scope) -> str:
        """Another token of the reader."""
        return self.guide.accounts.make_token(self.reader, "-".join(scopes), frozenset(scopes))

    def bring(self, text: str = DIARY, name: str = "diary.csv", **said: Any) -> Response:
        """Upload a history."""
        return self.ask("POST", "/imports", files={"file": (name, text.encode())}, **said)


@contextmanager
def asking(folder: Path, *, raises: bool = True) -> Iterator[Asking]:
    """The application over a guide with a few films.

    Args:
        raises: whether what breaks inside fails the test, or is answered.
    """
    store = Store.open(str(folder / "guide.db"), create=True)
    guide = Guide(store, now=lambda: NOW, clock=lambda: 0.0, sign_up=SignUp.OPEN)
    guide.take([written(folder / "pages", PAGES)], by="test")
    app = Mounted(make_api(guide, Renderer(Assets())))
    reader = guide.accounts.by_login("test", "ana", "Ana")
    token = guide.accounts.make_token(reader, "all", ALL)
    with TestClient(app, base_url="http://guide", raise_server_exceptions=raises) as client:
        yield Asking(guide, app, client, reader, token)
    guide.close()
