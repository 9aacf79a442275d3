"""The story of a film, as far as somebody sees it: its chart, its events, questions and votes."""

import time
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from lookback.errors import FilmMissing, SignInNeeded, ValueInvalid
from lookback.faces.chart_words import described
from lookback.faces.storyline import scrolling
from lookback.faces.web.answers import page
from lookback.faces.web.events import Events
from lookback.faces.web.forms import read_form
from lookback.faces.web.headers import ALWAYS, PRIVATE
from lookback.faces.web.identity import Identity
from lookback.faces.web.outlook import Outlook
from lookback.faces.web.pages import Renderer, languages
from lookback.faces.web.readings import WIDE, bars, readings
from lookback.faces.web.replies import BY_MAP, KINDS, answered, what_if
from lookback.faces.web.turns import Turns
from lookback.faces.web.visitor import Visitor, Visitors, seen_at
from lookback.film.moment import Moment
from lookback.film.progress import Watched
from lookback.guide.guide import Guide
from lookback.guide.tales import Tale
from lookback.story.chart import Chart, chart
from lookback.story.drawn import Order

_ORDERS: Final = {Order.FILM: "as the film shows it", Order.STORY: "as it happens"}


class _Sight(NamedTuple):
    """Somebody in front of a story.

    Attributes:
        watched: how far they see; an address may say so.
        finished: whether they see all of it.
    """

    visitor: Visitor
    watched: Watched
    tale: Tale
    look: Outlook
    finished: bool


class StoryPages:
    """Answers with the story of a film. What is hidden is missing, and both are the same."""

    def __init__(
        self,
        guide: Guide,
        renderer: Renderer,
        identity: Identity,
        visitors: Visitors,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._guide = guide
        self._renderer = renderer
        self._identity = identity
        self._visitors = visitors
        self._clock = clock
        self._asking = Turns()
        # Apart from the questions: whoever asks many of them makes nobody wait who reads.
        self._drawing = Turns()

    def routes(self) -> list[Route]:
        """Every address of stories."""
        return [
            Route("/films/{slug}/story", self.story),
            Route("/films/{slug}/story/{event}", self.event),
            Route("/films/{slug}/vote", self.vote, methods=["POST"]),
        ]

    async def story(self, request: Request) -> Response:
        """The story as a chart and in words; to those who have finished, what can be asked of it.

        A question that cannot be read is answered on the same page, with what to do.
        """
        sight = await self._sight(request)
        if not sight.finished:
            return page(await self._drawing.run(lambda: self._so_far(sight, request.query_params)))
        html, status = await self._asking.run(lambda: self._whole(sight, request.query_params))
        return page(html, status)

    async def event(self, request: Request) -> Response:
        """One event, what it hangs on, and what hangs on it."""
        sight = await self._sight(request)
        name = request.path_params["event"]
        return page(await self._drawing.run(lambda: self._event(sight, name)))

    async def vote(self, request: Request) -> Response:
        """Hold an interpretation, or none any more; then show how many hold which."""
        slug = request.path_params["slug"]
        self._identity.check_own_form(request)
        form = await read_form(request)
        visitor = await self._visitors.of(request)
        reader = visitor.reader
        if reader is None:
            raise SignInNeeded
        anchor = form.get("anchor", "")
        if not anchor and "withdraw" not in form:
            raise ValueInvalid("choose one of the interpretations, then vote")
        chosen = "" if "withdraw" in form else anchor
        # All that can be wrong with the request is found out before anything is written.
        watched = seen_at(visitor.watched, slug, request.query_params.get("at"))

        def voted() -> str:
            self._guide.voting.vote(reader, visitor.watched, slug, chosen)
            view = self._guide.view(slug, watched)
            if view.story is None:
                return Outlook(slug, request.query_params.get("at")).film
            return Outlook.of(slug, request.query_params, view.story).story("vote")

        there = await to_thread.run_sync(voted)
        return RedirectResponse(there, 303, dict((*ALWAYS, *PRIVATE)))

    async def _sight(self, request: Request) -> _Sight:
        """Raises FilmMissing where there is nothing of a story to be seen."""
        slug, asked = request.path_params["slug"], request.query_params
        visitor = await self._visitors.of(request)
        watched = seen_at(visitor.watched, slug, asked.get("at"))
        tale = await to_thread.run_sync(self._guide.tales.tale, slug, watched)
        look = Outlook.of(slug, asked, tale.story)
        return _Sight(visitor, watched, tale, look, watched.of(slug).finished)

    def _so_far(self, sight: _Sight, asked: Mapping[str, str]) -> str:
        return self._renderer.page("story.html", **self._seen(sight, asked.get("event", "")))

    def _seen(self, sight: _Sight, chosen: str) -> dict[str, Any]:
        """What everybody is told who sees anything of a story."""
        look, drawn = sight.look, self._chart(sight, chosen)
        events = Events(sight.tale.story, drawn, look.patch)
        return {
            **self._always(sight, drawn, events),
            "orders": _ORDERS,
            "finished": sight.finished,
            "heading": sight.tale.heading(look.patch),
            "denied": events.not_happening(look.patch) if look.patch else (),
            "timelines": described(drawn)[: len(drawn.bands)],
            "carried": described(drawn)[len(drawn.bands) + len(drawn.columns) :],
        }

    def _whole(self, sight: _Sight, asked: Mapping[str, str]) -> tuple[str, int]:
        """The page of those who have finished, and its status."""
        slug, tales, tale = sight.look.slug, self._guide.tales, sight.tale
        seen = self._seen(sight, asked.get("event", ""))
        told = what_if(tales, tale, asked)
        reader = sight.visitor.reader
        held = self._guide.voting.held(reader, slug, sight.watched) if reader else None
        shows = bool(held) or "shares" in asked
        html = self._renderer.page(
            "story.html",
            **seen,
            questions=tuple(answered(tales, tale, self._clock)),
            readings=tuple(readings(tale, seen["events"], tales.agreements(tale))),
            what_if=told,
            kinds=KINDS,
            by_map=BY_MAP,
            may_vote=reader is not None and sight.visitor.watched.of(slug).finished,
            held=held,
            bars=bars(self._guide.voting.shares(slug, sight.watched)) if shows else (),
            wide=WIDE,
        )
        return html, 400 if told.wrong else 200

    def _event(self, sight: _Sight, name: str) -> str:
        story = sight.tale.story
        event = next((one for one in story.events if one.name == name), None)
        if event is None:
            raise FilmMissing
        drawn = self._chart(sight, name)
        events = Events(story, drawn, sight.look.patch)
        before, after = events.around(name)
        others = [rule for patch in story.patches for rule in events.rules(patch)]
        return self._renderer.page(
            "event.html",
            **self._always(sight, drawn, events),
            event=event,
            told=events.told(event),
            hanging=events.after(name),
            carried=events.carried(name),
            others=[one for one in others if one.event.name == name],
            before=before,
            after=after,
            finished=sight.finished,
            heading=sight.tale.heading(sight.look.patch),
        )

    def _always(self, sight: _Sight, drawn: Chart, events: Events) -> dict[str, Any]:
        look = sight.look
        return {
            "signed_in": sight.visitor.reader is not None,
            "view": sight.tale.view,
            "lang": languages(sight.tale.view),
            "look": look,
            "patches": sight.tale.story.patches,
            "events": events,
            "chart": scrolling(drawn, href=look.event),
            "pencil": not all(band.status.is_fact for band in drawn.bands),
        }

    def _chart(self, sight: _Sight, chosen: str) -> Chart:
        return chart(
            sight.tale.story,
            patch=sight.look.patch,
            order=sight.look.order,
            end=_end(sight),
            chosen=chosen,
        )


def _end(sight: _Sight) -> Moment | None:
    """Where the film ends, for those who have seen it."""
    runtime = sight.tale.view.runtime
    return runtime.end if runtime and sight.finished else None
