"""Law 1: what a reader may not see changes nothing that they get."""

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import Phase, given, settings
from sqlalchemy import delete, text
from starlette.exceptions import HTTPException
from starlette.routing import Match, Route
from tests.conftest import NewDatabase
from tests.laws.asking import Question, ask, scope_of
from tests.laws.pairs import Pair, pairs
from tests.laws.pairs import Twins as Film
from tests.laws.questions import Keys, of_program, of_reader, of_visitor

from lookback.errors import FilmMissing
from lookback.faces.cli import main
from lookback.faces.web.app import App
from lookback.faces.web.films import Films
from lookback.film.gate import Gate
from lookback.film.page import Page
from lookback.film.progress import FINISHED, NOT_BEGUN, Watched
from lookback.film.reader import Scope
from lookback.firewall import view as firewall_view
from lookback.firewall.rules import Reason, judge, reasons
from lookback.firewall.view import Sealed, View
from lookback.guide.accounts import SignUp
from lookback.guide.guide import Guide
from lookback.store.engine import writing
from lookback.store.store import Store
from lookback.store.tables import metadata

LETTER = "---\ntitle: The Letter\n---\n\nA letter comes.\n"
SECRET = b"the same in both guides"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
FOR_READERS = {"show", "search", "find"}
FOR_AUTHORS = {"import", "check", "time", "export", "doctor", "serve", "invite", "index"}
"""Commands that open the guide's files, and may tell everything."""


class Dice:
    """Random bytes that are the same in both guides: 16 of them name an upload."""

    def __init__(self) -> None:
        self._uploads = count(1)
        self._others = count()

    def __call__(self, length: int) -> bytes:
        if length == 16:
            return bytes([next(self._uploads)] * length)
        return hashlib.shake_256(str(next(self._others)).encode()).digest(length)


@dataclass
class Filled:
    """A guide with some pages and a reader with an account, and the application over it."""

    app: App
    keys: Keys


class Twin:
    """One of the two guides: its database is wiped between examples."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.store = Store.open(url, create=True, random=lambda count: SECRET[:count])

    def filled(self, reader: Watched, *imports: dict[str, str]) -> Filled:
        """A guide with these pages, imported one after the other, and this reader."""
        self.wipe()
        guide = Guide(
            self.store, now=lambda: NOW, clock=lambda: 0.0, random=Dice(), sign_up=SignUp.OPEN
        )
        for pages in imports:
            with tempfile.TemporaryDirectory() as folder:
                for slug, text in pages.items():
                    Path(folder, f"{slug}.md").write_text(text, "utf-8")
                taken = guide.take([Path(folder)], by="test")
            assert not [one.refusal for one in taken if one.refusal]
        return Filled(App(guide, secret=SECRET), self.signed_up(guide, reader))

    def signed_up(self, guide: Guide, watched: Watched) -> Keys:
        """A reader who has watched so far; the first one, who runs the guide, is another."""
        for name in ("operator", "ana"):
            reader = guide.accounts.by_login("test", name, name)
        for slug, progress in watched.films.items():
            with suppress(FilmMissing):
                guide.watching.move(reader, slug, progress)
        accounts = guide.accounts
        return Keys(
            accounts.open_session(reader, "a browser"),
            accounts.make_token(reader, "all", frozenset(Scope)),
            accounts.turn_hook(reader),
        )

    def wipe(self) -> None:
        with writing(self.store._engine) as connection:
            names = [table.name for table in metadata.sorted_tables if table.name != "guide"]
            if connection.dialect.name == "postgresql":
                # Numbers begin anew, too: they are in answers.
                quoted = ", ".join(f'"{name}"' for name in names)
                connection.execute(text(f"TRUNCATE {quoted} RESTART IDENTITY"))
            else:
                for name in reversed(names):
                    connection.execute(delete(metadata.tables[name]))


class Twins:
    """Two guides, and every question that a reader can ask them."""

    def __init__(self, new_database: NewDatabase) -> None:
        self.one = Twin(new_database())
        self.other = Twin(new_database())

    def filled(self, pair: Pair) -> tuple[Filled, Filled]:
        """Both guides with their pages; the second had others before, perhaps."""
        before = {film.slug: film.other_before for film in pair.films if film.other_before}
        one = self.one.filled(pair.reader, {film.slug: film.one for film in pair.films})
        other = {film.slug: film.other for film in pair.films}
        return one, self.other.filled(pair.reader, before, other)

    def check(self, pair: Pair) -> None:
        """Fail unless both answer a visitor the same bytes."""
        one, other = self.filled(pair)
        self.compare(one, other, list(of_visitor(pair, SECRET)))

    def check_reader(self, pair: Pair) -> None:
        """Fail unless both answer a reader with an account the same bytes."""
        one, other = self.filled(pair)
        assert one.keys == other.keys
        named = sorted(set().union(*(film.titles for film in pair.films)))
        self.compare(one, other, list(of_reader(pair, one.keys, named)))

    def check_program(self, pair: Pair) -> None:
        """Fail unless both answer a program without a token the same bytes."""
        one, other = self.filled(pair)
        self.compare(one, other, list(of_program(pair)))

    def compare(self, one: Filled, other: Filled, asked: list[Question]) -> None:
        for mine, theirs in zip(ask(one.app, asked), ask(other.app, asked), strict=True):
            assert mine == theirs

    def check_commands(self, pair: Pair) -> None:
        """Fail unless both command lines print the same."""
        self.filled(pair)
        with tempfile.TemporaryDirectory() as folder:
            self.compare_commands(pair, Path(folder))

    def compare_commands(self, pair: Pair, folder: Path) -> None:
        for arguments in commands(pair):
            mine, theirs = (
                CliRunner().invoke(
                    main,
                    ["--guide", twin.url, *arguments],
                    env={"LOOKBACK_INDEX": str(folder / name)},
                )
                for name, twin in (("one", self.one), ("other", self.other))
            )
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


def commands(pair: Pair) -> Iterator[list[str]]:
    """Every command for readers, in every form."""
    # The command line is told of progress in one film only.
    for film in (pair.films[0].slug, "no-such-film"):
        at = pair.reader.of(film)
        state = ["--finished"] if at.finished else ["--at", at.position.clock]
        for shape in (["--format", "text"], ["--format", "markdown"], ["--json"]):
            yield ["show", film, *state, *shape]
    for words in ("ink", "ghost", "genre:ink", "the rain"):
        yield ["search", words, "--json"]
        yield ["find", f"somebody finds {words} at the window"]


# Guides as large as these cannot be made much smaller, and trying takes minutes.
@settings(max_examples=20, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(pair=pairs())
def test_every_address_answers_a_visitor_the_same_whatever_is_hidden(
    twins: Twins, pair: Pair
) -> None:
    twins.check(pair)


@settings(max_examples=8, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(pair=pairs())
def test_every_address_answers_a_reader_the_same_whatever_is_hidden(
    twins: Twins, pair: Pair
) -> None:
    twins.check_reader(pair)


@settings(max_examples=12, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(pair=pairs(begun=False))
def test_the_api_answers_a_program_the_same_whatever_is_hidden(twins: Twins, pair: Pair) -> None:
    twins.check_program(pair)


@settings(max_examples=20)
@given(pair=pairs(only_first_watched=True))
def test_every_command_for_readers_prints_the_same_whatever_is_hidden(
    twins: Twins, pair: Pair
) -> None:
    twins.check_commands(pair)


def test_every_command_is_either_for_readers_and_attacked_or_for_authors() -> None:
    assert set(main.commands) == FOR_READERS | FOR_AUTHORS


def answered(routes: list[Route], question: Question) -> set[tuple[str, str]]:
    """The method and address of the route that a question is led to: the first that fits."""
    led = (route for route in routes if route.matches(scope_of(question))[0] is Match.FULL)
    return {(question[0], route.path) for route in islice(led, 1)}


def test_every_route_is_attacked(twins: Twins) -> None:
    """By a visitor and by a reader; the API's own test does the same for its operations."""
    film = Film("the-letter", LETTER, LETTER, None)
    pair = Pair(Watched({film.slug: NOT_BEGUN}), (film,))
    filled = twins.one.filled(pair.reader, {film.slug: LETTER})
    routes = filled.app.routes()
    there = {
        (method, route.path)
        for route in routes
        for method in route.methods or ()
        if method != "HEAD"
    }
    led = [
        set().union(*(answered(routes, question) for question in asked))
        for asked in (
            of_visitor(pair, SECRET),
            of_reader(pair, filled.keys, ["Another Title"]),
        )
    ]
    assert led[0] | led[1] >= there
    assert led[1] >= {one for one in there if one[1].startswith(("/mine", "/settings", "/hooks"))}


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
    "hidden is not the same as missing": (Films, "interpretation", _forbidden),
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
