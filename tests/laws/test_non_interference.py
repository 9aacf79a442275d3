"""Law 1: what a reader may not see changes nothing that they get."""

import asyncio
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlencode

import pytest
from click.testing import CliRunner
from hypothesis import Phase, given, settings
from sqlalchemy import delete
from starlette.exceptions import HTTPException
from tests.conftest import NewDatabase
from tests.laws.pairs import Pair, pairs

from lookback.errors import FilmMissing
from lookback.faces.cli import main
from lookback.faces.web.app import App
from lookback.faces.web.cookie import Cookies
from lookback.film.gate import Gate
from lookback.film.page import Page
from lookback.film.progress import FINISHED, Watched
from lookback.firewall import view as firewall_view
from lookback.firewall.rules import Reason, judge, reasons
from lookback.firewall.view import Sealed, View
from lookback.guide.guide import Guide
from lookback.store.engine import writing
from lookback.store.store import Store
from lookback.store.tables import metadata

SECRET = b"the same in both guides"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
FOR_READERS = {"show"}
FOR_AUTHORS = {"import", "check", "export", "doctor", "serve"}
"""Commands that open the guide's files, and may tell everything."""

Answer = tuple[int, list[tuple[bytes, bytes]], bytes]


class Twin:
    """One of the two guides: its database is wiped between examples."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.store = Store.open(url, create=True, random=lambda count: SECRET[:count])

    def filled(self, *imports: dict[str, str]) -> App:
        """The web application over a guide with these pages, imported one after the other."""
        with writing(self.store._engine) as connection:
            for table in reversed(metadata.sorted_tables):
                if table.name != "guide":
                    connection.execute(delete(table))
        guide = Guide(self.store, now=lambda: NOW, clock=lambda: 0.0)
        for pages in imports:
            with tempfile.TemporaryDirectory() as folder:
                for slug, text in pages.items():
                    Path(folder, f"{slug}.md").write_text(text, "utf-8")
                taken = guide.take([Path(folder)], by="test")
            assert not [one.refusal for one in taken if one.refusal]
        return App(guide, secret=SECRET)


class Twins:
    """Two guides, and every question that a reader can ask them."""

    def __init__(self, new_database: NewDatabase) -> None:
        self.one = Twin(new_database())
        self.other = Twin(new_database())

    def check(self, pair: Pair) -> None:
        """Fail unless both answer the reader the same bytes."""
        before = {film.slug: film.other_before for film in pair.films if film.other_before}
        one = self.one.filled({film.slug: film.one for film in pair.films})
        other = self.other.filled(before, {film.slug: film.other for film in pair.films})
        asked = list(questions(pair))
        for mine, theirs in zip(ask(one, asked), ask(other, asked), strict=True):
            assert mine == theirs

    def check_commands(self, pair: Pair) -> None:
        """Fail unless both command lines print the same."""
        self.one.filled({film.slug: film.one for film in pair.films})
        self.other.filled({film.slug: film.other for film in pair.films})
        for arguments in commands(pair):
            mine = CliRunner().invoke(main, ["--guide", self.one.url, *arguments])
            theirs = CliRunner().invoke(main, ["--guide", self.other.url, *arguments])
            told = (mine.exit_code, mine.stdout, mine.stderr)
            assert told == (theirs.exit_code, theirs.stdout, theirs.stderr), arguments
            assert not isinstance(mine.exception, Exception) or mine.exit_code

    def close(self) -> None:
        self.one.store.close()
        self.other.store.close()


@pytest.fixture(scope="module")
def twins(new_database: NewDatabase) -> Iterator[Twins]:
    made = Twins(new_database)
    yield made
    made.close()


Question = tuple[str, str, dict[str, str], bytes]


def questions(pair: Pair) -> Iterator[Question]:
    """Every address of the web application, as this reader can ask for it."""
    cookie = Cookies(SECRET).header(pair.reader, secure=False).partition(";")[0]
    reader = {"cookie": cookie, "host": "guide"}
    for slug in (*(film.slug for film in pair.films), "no-such-film", "none\x00"):
        film = f"/films/{quote(slug)}"
        at = pair.reader.of(slug)
        state = "ending" if at.finished else at.position.clock
        yield "GET", film, reader, b""
        yield "GET", film, {**reader, "if-none-match": '"nothing"'}, b""
        yield "HEAD", film, reader, b""
        yield "GET", f"{film}?at={quote(state)}", reader, b""
        yield "POST", f"{film}/progress?at={quote(state)}", reader, f"at={state}".encode()
        yield "GET", f"{film}?at=nonsense", reader, b""
        yield "PUT", film, reader, b""
        for number in range(1, 6):
            for word in ("ink", "rain", "手紙"):
                anchor = quote(f"reading-{number}-{word}")
                yield "GET", f"{film}/interpretations/{anchor}", reader, b""
        yield "GET", f"{film}/interpretations/none", reader, b""
        told = {"finished": "1"} if at.finished else {"at": state}
        yield "POST", f"{film}/progress", reader, urlencode(told).encode()
        yield "POST", f"{film}/progress", reader, b"minutes=none"
        if not at.finished:
            yield "POST", f"{film}/progress", reader, b"step=5"
    for path in (
        "/", "/?page=1", "/?page=2", "/?page=x", "/?genre=Then%20ink", "/?country=Japan",
        "/?genre=%00",
        "/?decade=1990", "/health", "/robots.txt", "/sitemap.xml", "/static/none", "/nothing",
    ):  # fmt: skip
        yield "GET", path, reader, b""


def commands(pair: Pair) -> Iterator[list[str]]:
    """Every command for readers, in every form."""
    # The command line is told of progress in one film only.
    for film in (pair.films[0].slug, "no-such-film"):
        at = pair.reader.of(film)
        state = ["--finished"] if at.finished else ["--at", at.position.clock]
        for shape in (["--format", "text"], ["--format", "markdown"], ["--json"]):
            yield ["show", film, *state, *shape]


def ask(app: App, asked: list[Question]) -> list[Answer]:
    """Ask an application over ASGI, without a client that might tidy up what it gets."""
    return asyncio.run(_asked(app, asked))


async def _asked(app: App, asked: list[Question]) -> list[Answer]:
    """One answer after the other, each asked for again with the tags that have been seen so far.

    What a cache keeps from one question to the next must not tell, either.
    """
    answers: list[Answer] = []
    tags: dict[bytes, bytes] = {}
    for method, address, headers, body in asked:
        known = {"if-none-match": ", ".join(tag.decode() for tag in tags.values())}
        for sent in (headers, {**headers, **known}) if tags and method == "GET" else (headers,):
            answer = await _one(app, (method, address, sent, body))
            answers.append(answer)
            tags.update(header for header in answer[1] if header[0] == b"etag")
    return answers


async def _one(app: App, question: Question) -> Answer:
    method, address, headers, body = question
    path, _, query = address.partition("?")
    sent: list[Any] = []
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "server": ("guide", 80),
        "client": ("reader", 1),
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    content = b"".join(message.get("body", b"") for message in sent)
    return sent[0]["status"], sorted(sent[0]["headers"]), content


@settings(max_examples=30)
@given(pair=pairs())
def test_every_address_answers_the_same_whatever_is_hidden(twins: Twins, pair: Pair) -> None:
    twins.check(pair)


@settings(max_examples=20)
@given(pair=pairs(only_first_watched=True))
def test_every_command_for_readers_prints_the_same_whatever_is_hidden(
    twins: Twins, pair: Pair
) -> None:
    twins.check_commands(pair)


def test_every_command_is_either_for_readers_and_attacked_or_for_authors() -> None:
    assert set(main.commands) == FOR_READERS | FOR_AUTHORS


def test_every_route_is_attacked() -> None:
    app = App.__new__(App)
    attacked = {
        "/",
        "/films/{slug}",
        "/films/{slug}/progress",
        "/films/{slug}/interpretations/{anchor}",
        "/static/{address:path}",
        "/health",
        "/robots.txt",
        "/sitemap.xml",
    }
    assert {route.path for route in app.routes()} == attacked


def _one_too_many(page: Page, needed: Sequence[Gate], watched: Watched) -> list[Reason]:
    told = list(reasons(page, needed, watched))
    if Reason.NOT_REACHED in told:
        told[told.index(Reason.NOT_REACHED)] = Reason.OPEN
    return told


def _hidden(page: Any, watched: Watched) -> list[Any]:
    verdicts = judge(page, watched)
    return [p for p, verdict in zip(page.passages, verdicts, strict=True) if not verdict.reason]


def _with_note(note: Callable[[list[Any]], str]) -> Callable[[Sealed, Watched], View]:
    clear = Sealed.clear

    def leaky(self: Sealed, watched: Watched) -> View:
        view = clear(self, watched)
        told = note(_hidden(self.page, watched))
        return View(**{**_fields(view), "unknown_keys": (*view.unknown_keys, told)})

    return leaky


def _fields(view: View) -> dict[str, Any]:
    return {name: getattr(view, name) for name in View.__dataclass_fields__}


async def _forbidden(self: App, request: Any) -> Any:
    """Tells hidden from missing: 403 where a finished reader would find something."""
    slug, anchor = request.path_params["slug"], request.path_params["anchor"]
    whole = self._guide.view(slug, Watched({slug: FINISHED, "a-film-nobody-has": FINISHED}))
    if any(one.anchor == anchor for one in whole.interpretations):
        raise HTTPException(403)
    raise FilmMissing


MUTANTS: dict[str, tuple[Any, str, Any]] = {
    "one passage too much is shown": (firewall_view, "reasons", _one_too_many),
    "a count leaks": (Sealed, "clear", _with_note(lambda hidden: f"{len(hidden)} hidden")),
    "a length leaks": (
        Sealed,
        "clear",
        _with_note(lambda hidden: "x" * sum(len(str(passage.says)) for passage in hidden)),
    ),
    "hidden is not the same as missing": (App, "interpretation", _forbidden),
}


@pytest.mark.parametrize("mutant", MUTANTS)
def test_the_law_is_broken_when(mutant: str, twins: Twins, monkeypatch: pytest.MonkeyPatch) -> None:
    @settings(max_examples=40, database=None, derandomize=True, phases=[Phase.generate])
    @given(pair=pairs())
    def law(pair: Pair) -> None:
        twins.check(pair)

    monkeypatch.setattr(*MUTANTS[mutant])
    with pytest.raises(AssertionError):
        law()
