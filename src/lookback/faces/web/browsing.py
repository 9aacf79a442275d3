"""Browsing: films by person, theme, genre, decade and country."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final

from anyio import to_thread
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lookback.faces.web.answers import page
from lookback.faces.web.charts import rating_chart, runtime_chart
from lookback.faces.web.front import page_number
from lookback.faces.web.listing import PLURALS, address, field, listed
from lookback.faces.web.pages import Renderer
from lookback.faces.web.visitor import Visitor, Visitors
from lookback.film.finding import Choice, Kind
from lookback.guide.guide import Guide

MOST_CHOICES: Final = 100
_Answers = Callable[[Request], Awaitable[Response]]


class Browsing:
    """Answers with what films can be listed by, and with the films."""

    def __init__(self, guide: Guide, renderer: Renderer, visitors: Visitors) -> None:
        self._guide = guide
        self._renderer = renderer
        self._visitors = visitors

    def routes(self) -> list[Route]:
        """Two addresses for each kind."""
        return [
            route
            for kind, plural in PLURALS.items()
            for route in (
                Route(f"/{plural}", self._answers(self._choices, kind)),
                Route(f"/{plural}/{{key}}", self._answers(self._films, kind)),
            )
        ]

    def _answers(self, show: Callable[[Kind, Request, Visitor], str], kind: Kind) -> _Answers:
        async def answer(request: Request) -> Response:
            visitor = await self._visitors.of(request)
            return page(await to_thread.run_sync(partial(show, kind, request, visitor)))

        return answer

    def _choices(self, kind: Kind, _request: Request, visitor: Visitor) -> str:
        """What there is of a kind: the most frequent first, decades in their order."""
        finding = self._guide.finding
        choices = finding.choices(kind, MOST_CHOICES)
        chart = Markup()
        if kind is Kind.DECADE:
            choices = tuple(sorted(choices, key=lambda choice: choice.key))
            chart = runtime_chart(finding.runtimes())
        return self._renderer.page(
            "choices.html",
            signed_in=visitor.reader is not None,
            kind=PLURALS[kind],
            choices=[(one.name, one.count, address(kind, one.key)) for one in choices],
            is_all=len(choices) < MOST_CHOICES,
            chart=chart,
        )

    def _films(self, kind: Kind, request: Request, visitor: Visitor) -> str:
        """Films that have one key. An unknown one is as missing as a film is."""
        number = page_number(request.query_params.get("page", "") or "1")
        key = request.path_params["key"]
        finding = self._guide.finding
        results = finding.listed(kind, key, number=number)
        words = field(Choice(kind, results.name, key, results.total))
        chart = Markup()
        if kind is Kind.GENRE:
            chart = rating_chart(finding.scores(results.name), results.name)
        return self._renderer.page(
            "listing.html",
            signed_in=visitor.reader is not None,
            kind=PLURALS[kind],
            name=results.name,
            found=listed(results, visitor.watched, words, number, address(kind, key)),
            chart=chart,
        )
