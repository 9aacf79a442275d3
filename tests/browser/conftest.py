"""A real Chromium in front of a real server with the sample guide."""

import asyncio
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    sync_playwright,
)

import lookback
from lookback.assemble import Settings, open_guide
from lookback.faces.web.app import App

_CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
FILM = Path(__file__).parent / "the-lamp.md"


@contextmanager
def served(guide: Path, *more: Path) -> Iterator[str]:
    """Serves the sample guide, and more pages where they are given, and gives the address."""
    opened = open_guide(Settings(guide=str(guide)))
    with as_file(files(lookback) / "sample") as sample:
        opened.take([sample, *more], by="test")
    app = App(opened, secret=b"a secret for tests")
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
    listening = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve([listening])), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    listening.close()
    opened.close()


@contextmanager
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """The system's Chromium, or else the one that Playwright brought."""
    path = next(filter(None, map(shutil.which, _CHROMIUMS)), None)
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    browser = playwright.chromium.launch(executable_path=path, args=flags)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the sample guide and one short film more are served."""
    with served(tmp_path_factory.mktemp("served") / "guide.db", FILM) as at:
        yield at


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the tests of a file; each opens a context of its own.

    Not for longer: while Playwright runs, no other test can start an event loop.
    """
    with sync_playwright() as playwright, chromium(playwright) as launched:
        yield launched


def strict(context: BrowserContext) -> Page:
    """A page in which any message of the console is an error."""

    def complain(what: object) -> None:
        raise AssertionError(what)

    def heard(message: ConsoleMessage) -> None:
        # A remark of Chromium's where a test types before the page is first drawn.
        if not message.text.startswith("Autofocus processing was blocked"):
            complain(message.text)

    page = context.new_page()
    page.on("console", heard)
    page.on("pageerror", complain)
    return page
