"""Law 1: what a reader may not see changes nothing that they get.

The same for readers with an account, programs and the command line: test_readers.py,
test_commands.py.
"""

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from starlette.exceptions import HTTPException
from starlette.routing import Match, Route
from tests.laws.asking import Question, scope_of
from tests.laws.pairs import Pair, pairs
from tests.laws.pairs import Twins as Film
from tests.laws.questions import of_reader, of_visitor
from tests.laws.twins import SECRET, Twins

from lookback.errors import FilmMissing
from lookback.faces.web.app import App
from lookback.faces.web.films import Films
from lookback.film.gate import Gate
from lookback.film.page import Page
from lookback.film.progress import FINISHED, NOT_BEGUN, Watched
from lookback.firewall import view as firewall_view
from lookback.firewall.rules import Reason, judge, reasons
from lookback.firewall.view import Sealed, View

LETTER = "---\ntitle: The Letter\n---\n\nA letter comes.\n"


def test_every_address_answers_a_visitor_the_same_whatever_is_hidden(twins: Twins) -> None:
    twins.hold(twins.check, pairs(), examples=14)


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
