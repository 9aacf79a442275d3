"""Searching: by words, by what one types, and by what one half remembers."""

import json
from typing import Final
from urllib.parse import quote

from anyio import to_thread
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lookback.errors import ValueInvalid
from lookback.faces.web.answers import page
from lookback.faces.web.forms import read_form
from lookback.faces.web.front import card, page_number
from lookback.faces.web.headers import ALWAYS, PRIVATE
from lookback.faces.web.identity import Identity
from lookback.faces.web.listing import address, listed
from lookback.faces.web.pages import Renderer
from lookback.faces.web.turns import Turns
from lookback.faces.web.visitor import Visitor, Visitors
from lookback.faces.wording import year_of
from lookback.film.finding import Suggestion
from lookback.film.moment import ENDING
from lookback.guide.guide import Guide
from lookback.search.seen import SeenHit

LONGEST: Final = 2000
"""Of a memory, in characters."""
_LONGEST_FORM: Final = 20 * LONGEST
_MARK: Final = Markup("<mark>{}</mark>")
_JSON: Final = ("Content-Type", "application/json")


class Searching:
    """Answers with films that were looked for."""

    def __init__(
        self, guide: Guide, renderer: Renderer, identity: Identity, visitors: Visitors
    ) -> None:
        self._guide = guide
        self._renderer = renderer
        self._identity = identity
        self._visitors = visitors
        self._turns = Turns()

    def routes(self) -> list[Route]:
        """Every address of searches."""
        return [
            Route("/search", self.search),
            Route("/suggest", self.suggest),
            Route("/find", self.find),
            Route("/find", self.found, methods=["POST"]),
        ]

    async def search(self, request: Request) -> Response:
        """Films with these words."""
        words = _plain(request.query_params.get("q", "")).strip()
        number = page_number(request.query_params.get("page", "") or "1")
        visitor = await self._visitors.of(request)
        return page(await to_thread.run_sync(self._search, words, number, visitor))

    def _search(self, words: str, number: int, visitor: Visitor) -> str:
        signed_in = visitor.reader is not None
        if not words:
            return self._renderer.page(
                "search.html", signed_in=signed_in, asked="", instead="", found=None, seen=()
            )
        results = self._guide.finding.search(words, number=number)
        meant = results.instead or words
        seen = self._guide.seeing.search(visitor.watched, words)[0] if number == 1 else ()
        return self._renderer.page(
            "search.html",
            signed_in=signed_in,
            asked=words,
            instead=results.instead,
            seen=[_marked(hit) for hit in seen],
            found=listed(results, visitor.watched, meant, number, "/search", q=words),
        )

    async def suggest(self, request: Request) -> Response:
        """What somebody may mean who has typed so much, as JSON."""
        typed = _plain(request.query_params.get("q", ""))
        told = await to_thread.run_sync(self._guide.finding.suggest, typed)
        data = json.dumps([_suggested(one) for one in told], ensure_ascii=False)
        return Response(data, headers=dict((*ALWAYS, *PRIVATE, _JSON)))

    async def find(self, request: Request) -> Response:
        """Where somebody writes what they remember."""
        visitor = await self._visitors.of(request)
        return page(self._renderer.page("find.html", **_memory("", visitor), recalled=None))

    async def found(self, request: Request) -> Response:
        """Films that it may be. What was remembered stands in no address, and so in no log."""
        self._identity.check_own_form(request)
        form = await read_form(request, longest=_LONGEST_FORM)
        memory = _plain(form.get("memory", "")).strip()[:LONGEST]
        visitor = await self._visitors.of(request)
        told = _memory(memory, visitor, endings=form.get("endings") == "yes")
        if not memory:
            return page(self._renderer.page("find.html", **told, recalled=None))
        return page(await self._turns.run(lambda: self._found(told, visitor)))

    def _found(self, told: dict[str, object], visitor: Visitor) -> str:
        recalled = self._guide.finding.recall(str(told["memory"]), endings=told["endings"] is True)
        if recalled.looked_in_endings:
            # Whatever is said besides a title could tell why the film was found.
            cards = [(view.slug, view.title, year_of(view)) for view in recalled.views]
            return self._renderer.page("find.html", **told, recalled=recalled, titles=cards)
        shown = [card(view, visitor.watched.of(view.slug)) for view in recalled.views]
        return self._renderer.page("find.html", **told, recalled=recalled, cards=shown)


def _marked(hit: SeenHit) -> dict[str, object]:
    """A passage that was found in what somebody has seen, with its words marked."""
    pieces: list[Markup] = []
    done = 0
    for begin, end in hit.marks:
        pieces += [escape(hit.snippet[done:begin]), _MARK.format(hit.snippet[begin:end])]
        done = end
    pieces.append(escape(hit.snippet[done:]))
    shown = hit.shown
    return {
        "slug": shown.slug,
        "title": shown.title,
        "place": shown.place,
        "at": shown.at.clock if shown.at != ENDING else "",
        "snippet": Markup().join(pieces),
    }


def _memory(memory: str, visitor: Visitor, *, endings: bool = False) -> dict[str, object]:
    return {
        "signed_in": visitor.reader is not None,
        "memory": memory,
        "endings": endings,
        "longest": LONGEST,
    }


def _plain(text: str) -> str:
    if "\x00" in text:
        raise ValueInvalid("expected words to search for")
    return text


def _suggested(one: Suggestion) -> dict[str, str | int]:
    where = f"/films/{quote(one.key)}" if one.kind is None else address(one.kind, one.key)
    return {
        "says": one.says,
        "address": where,
        "kind": "film" if one.kind is None else str(one.kind),
        "year": one.year,
    }
