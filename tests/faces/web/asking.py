"""Asks the web application as a browser would, over a guide with a few short pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from starlette.testclient import TestClient

from lookback.faces.web.app import App
from lookback.faces.web.identity import COOKIE
from lookback.film.reader import Reader
from lookback.guide.accounts import SignUp
from lookback.guide.guide import Guide
from lookback.store.store import Store

HOST: Final = "http://guide"
THE_LAMP: Final = """---
title: The Lamp
original title: 灯り
release: 4 May 2003 Japan
runtime: 60 min
rating: 7.5 of 10 from 1,200 votes
director: Ida Example
cast: [Bo Sample as the keeper]
genres: [Drama]
---

A *keeper* lights the lamp on a night without a ship in sight.

## Story so far

@0:05 He carries the oil up the stairs.

@0:26 A boat answers with a lamp of its own.

## Ending explained

The boat was the one that he had lost as a boy.

## Interpretations

### He dreams

He never left the stairs.
"""


@dataclass(frozen=True)
class Asking:
    """A guide, the application over it, and somebody who asks."""

    guide: Guide
    app: App
    client: TestClient
    folder: Path

    def take(self, **pages: str) -> None:
        """Import pages by name."""
        for name, text in pages.items():
            path = self.folder / f"{name}.md"
            path.write_text(text, "utf-8")
            assert not [one.refusal for one in self.guide.take([path], by="test") if one.refusal]

    def browser(self, name: str = "") -> TestClient:
        """A browser that has come to the guide's own pages; with a name, signed in."""
        browser = TestClient(
            self.app, base_url=HOST, headers={"origin": HOST}, follow_redirects=False
        )
        if name:
            reader = self.guide.accounts.by_login("test", name, name)
            key = self.guide.accounts.open_session(reader, "a browser")
            browser.cookies.set(COOKIE, key, domain="guide.local")
        return browser

    def reader(self, name: str) -> Reader:
        """The reader as the guide knows them now."""
        return self.guide.accounts.by_name(name)


@contextmanager
def asking(folder: Path, *, public_url: str = "") -> Iterator[Asking]:
    """The application over a guide with one film."""
    store = Store.open(str(folder / "guide.db"), create=True)
    ticks = iter(range(10**9))
    guide = Guide(
        store,
        now=lambda: datetime(2026, 1, 1, tzinfo=UTC),
        clock=lambda: next(ticks),
        sign_up=SignUp.OPEN,
    )
    app = App(guide, secret=b"a secret", public_url=public_url)
    with TestClient(app, base_url=HOST) as client:
        made = Asking(guide, app, client, folder)
        made.take(lamp=THE_LAMP)
        yield made
    guide.close()
