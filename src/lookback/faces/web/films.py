"""The catalogue's addresses: the front page, film pages, and setting how far one has watched."""

from typing import Final
from urllib.parse import quote

from anyio import to_thread
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from lookback.errors import FilmMissing
from lookback.faces.web.answers import Sent, page
from lookback.faces.web.charts import bucket_of, rating_chart
from lookback.faces.web.cookie import Cookies, moved
from lookback.faces.web.film_pages import FilmPages, Own
from lookback.faces.web.forms import read_form
from lookback.faces.web.front import KINDS, front_page
from lookback.faces.web.headers import ALWAYS, PRIVATE
from lookback.faces.web.identity import Identity
from lookback.faces.web.pages import STEP, Renderer
from lookback.faces.web.visitor import Visitors, seen_at
from lookback.film.moment import ENDING, Moment
from lookback.film.part import Part
from lookback.film.progress import NOT_BEGUN, Progress
from lookback.film.reader import Reader
from lookback.film.record import Rating, Runtime
from lookback.firewall.view import View
from lookback.guide.guide import Guide

FILMS: Final = "/films/"


class Films:
    """Answers for films."""

    def __init__(
        self,
        guide: Guide,
        renderer: Renderer,
        pages: FilmPages,
        cookies: Cookies,
        identity: Identity,
    ) -> None:
        self._guide = guide
        self._renderer = renderer
        self._pages = pages
        self._cookies = cookies
        self._identity = identity
        self._visitors = Visitors(guide, cookies, identity)

    def routes(self) -> list[Route]:
        """Every address of films."""
        return [
            Route("/", self.front),
            Route("/films/{slug}", self.film),
            Route("/films/{slug}/progress", self.progress, methods=["POST"]),
            Route("/films/{slug}/kindred", self.kindred),
            Route("/films/{slug}/interpretations/{anchor}", self.interpretation),
        ]

    async def front(self, request: Request) -> Response:
        """The films of the guide."""
        asked = {key: request.query_params.get(key, "") for key in (*KINDS, "page")}
        asked["page"] = asked["page"] or "1"
        visitor = await self._visitors.of(request)
        html = await to_thread.run_sync(
            lambda: front_page(
                self._guide,
                self._renderer,
                asked,
                visitor.watched,
                signed_in=visitor.reader is not None,
            )
        )
        if html is None:
            raise FilmMissing
        return page(html)

    async def film(self, request: Request) -> Response:
        """A film page, as far as its reader has watched."""
        slug = request.path_params["slug"]
        visitor = await self._visitors.of(request)
        at = request.query_params.get("at")
        watched = seen_at(visitor.watched, slug, at)

        def answer() -> Response:
            own = self._own(visitor.reader, slug) if visitor.reader else None
            try:
                return Sent(self._pages.answer(slug, watched, from_address=at is not None, own=own))
            except FilmMissing:
                return self._elsewhere(request, slug)

        return await to_thread.run_sync(answer)

    def _elsewhere(self, request: Request, slug: str) -> Response:
        """The way to a film that has another address now, by what everyone may know.

        Raises:
            FilmMissing: there is none.
        """
        moved = self._guide.moved(slug)
        if not moved:
            raise FilmMissing
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{FILMS}{quote(moved)}{query}", 308, dict((*ALWAYS, *PRIVATE)))

    async def kindred(self, request: Request) -> Response:
        """Films that are kin to one, and how its rating stands among others: the same for all.

        It has its own address since it changes with other films, and film pages do not.
        """
        slug = request.path_params["slug"]
        visitor = await self._visitors.of(request)
        return page(await to_thread.run_sync(self._kindred, slug, visitor.reader is not None))

    def _kindred(self, slug: str, signed_in: bool) -> str:
        start = self._guide.start(slug)
        return self._renderer.page(
            "akin.html",
            signed_in=signed_in,
            view=start,
            kindred=self._guide.finding.kindred(slug),
            rating_chart=self._rated(start),
        )

    def _rated(self, start: View) -> Markup:
        """The film's rating among its first genre."""
        ratings = [value for value in start.record[Part.RATING] if isinstance(value, Rating)]
        if not ratings or not start.record[Part.GENRES]:
            return Markup()
        genre = str(start.record[Part.GENRES][0])
        return rating_chart(self._guide.finding.scores(genre), genre, bucket_of(ratings[0]))

    def _own(self, reader: Reader, slug: str) -> Own:
        """What the page says to this reader alone."""
        kept = self._guide.watching.kept(reader, slug)
        if kept is None:
            return Own(NOT_BEGUN, "", "")
        (item,) = self._guide.watching.shown([kept])
        change = self._guide.watching.latest(reader, kept.id)
        here = f"{FILMS}{quote(slug)}"
        asks = mine = ""
        if kept.standing.waits:
            asks = self._renderer.page("asks.html", item=item, next=here)
        if change is not None:
            mine = self._renderer.page("latest.html", item=item, change=change, next=here)
        return Own(kept.standing.progress, asks, mine)

    async def progress(self, request: Request) -> Response:
        """Set how far somebody has watched, then show the film from there."""
        slug = request.path_params["slug"]
        self._identity.check_own_form(request)
        form = await read_form(request)
        visitor = await self._visitors.of(request)
        at = request.query_params.get("at")
        view = await to_thread.run_sync(self._guide.view, slug, visitor.watched)
        headers = dict((*ALWAYS, *PRIVATE))
        there = f"{FILMS}{quote(slug)}"
        if at:
            # Whoever looks at a state by its address goes on from there, and keeps their own.
            told = _told(form, Progress.at(Moment.parse(at)), view.runtime)
            state = "ending" if told.finished else told.position.clock
            return RedirectResponse(f"{there}?at={quote(state)}", 303, headers)
        if visitor.reader is not None:
            await to_thread.run_sync(self._move, visitor.reader, slug, form, view.runtime)
        else:
            told = _told(form, visitor.watched.of(slug), view.runtime)
            cookie = moved(visitor.watched, slug, told)
            secure = self._identity.is_secure(request)
            headers["Set-Cookie"] = self._cookies.header(cookie, secure=secure)
        return RedirectResponse(there, 303, headers)

    def _move(
        self, reader: Reader, slug: str, form: dict[str, str], runtime: Runtime | None
    ) -> None:
        kept = self._guide.watching.kept(reader, slug)
        before = kept.standing.progress if kept else NOT_BEGUN
        told = _told(form, before, runtime)
        if told != before:
            self._guide.watching.move(reader, slug, told)

    async def interpretation(self, request: Request) -> Response:
        """One interpretation on its own page: missing and hidden are the same."""
        slug = request.path_params["slug"]
        visitor = await self._visitors.of(request)
        at = request.query_params.get("at")
        watched = seen_at(visitor.watched, slug, at)
        view = await to_thread.run_sync(self._guide.view, slug, watched)
        query = f"?at={quote(at)}" if at is not None else ""
        html = self._renderer.interpretation(
            view, request.path_params["anchor"], query, signed_in=visitor.reader is not None
        )
        if html is None:
            raise FilmMissing
        return page(html)


def _told(form: dict[str, str], before: Progress, runtime: Runtime | None) -> Progress:
    """The progress that a form tells; a reader's own hand may also go back."""
    if "finished" in form:
        return Progress(before.position, finished=True)
    if "step" in form:
        ends = runtime.end if runtime else Moment.minute(6000)
        later = before.position.seconds + STEP * 60
        return Progress(max(before.position, min(Moment(later), ends)), before.finished)
    told = Moment.parse(form.get("at") or form.get("minutes") or "")
    if told == ENDING:
        return Progress(before.position, finished=True)
    shown = runtime.end if before.finished and runtime else before.position
    if "at" not in form and told.seconds // 60 == shown.seconds // 60:
        return before  # nothing but the minute that the page showed
    return Progress(told)
