"""The web application: addresses to pages, and nothing decided here about what may be seen."""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any, Final
from urllib.parse import parse_qs, quote, urlsplit

from anyio import to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from lookback.errors import FilmMissing, GuideUnusable, LookBackError, TooLarge
from lookback.faces.web.assets import Assets
from lookback.faces.web.cookie import Cookies, cookies_of, moved
from lookback.faces.web.film_pages import Answer, FilmPages
from lookback.faces.web.front import KINDS, front_page
from lookback.faces.web.headers import ALWAYS, HTML, IMMUTABLE, PRIVATE
from lookback.faces.web.pages import STEP, Renderer
from lookback.film.moment import ENDING, Moment
from lookback.film.progress import Progress, Watched
from lookback.film.record import Runtime
from lookback.guide.guide import Guide

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_FILMS: Final = "/films/"
_LONGEST_FORM: Final = 4096
_MOST_RECENT: Final = 256
"""About 3 MB of answers: most readers ask for few pages at few minutes."""
_LONGEST_RECENT: Final = 8192
_STATUS: Final[dict[type[LookBackError], int]] = {TooLarge: 413, GuideUnusable: 503}


class App:
    """The guide for browsers.

    Film pages in memory are answered here, before any routing: they are what most readers ask
    for. All else goes through Starlette.
    """

    def __init__(self, guide: Guide, *, secret: bytes, public_url: str = "") -> None:
        self._guide = guide
        self._public_url = public_url
        self._cookies = Cookies(secret)
        self._recent: dict[tuple[int, str, bytes], Answer] = {}
        self._assets = Assets()
        self._renderer = Renderer(self._assets, public_url)
        self.film_pages = FilmPages(guide, self._renderer)
        self._rest = Starlette(
            routes=self.routes(),
            exception_handlers={
                HTTPException: self._failed,
                LookBackError: self._refused,
                Exception: self._broken,
            },
        )
        self._rest.router.redirect_slashes = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI 3)."""
        if scope["type"] == "http" and scope["path"].startswith(_FILMS):
            answer = self._at_hand(scope)
            if answer is not None:
                await _sent(answer, scope, send)
                return
        await self._rest(scope, receive, send)

    def routes(self) -> list[Route]:
        """Every address that is answered."""
        return [
            Route("/", self.front),
            Route("/films/{slug}", self.film),
            Route("/films/{slug}/progress", self.progress, methods=["POST"]),
            Route("/films/{slug}/interpretations/{anchor}", self.interpretation),
            Route("/static/{address:path}", self.static),
            Route("/health", self.health),
            Route("/robots.txt", self.robots),
            Route("/sitemap.xml", self.sitemap),
        ]

    def _at_hand(self, scope: Scope) -> Answer | None:
        """A film page for which nothing has to be waited, or ``None``."""
        state = self._guide.state
        if scope["method"] != "GET" or scope["query_string"] or state is None:
            return None
        # The same question has the same answer for as long as the guide stays the same.
        path, cookies = scope["path"], cookies_of(scope["headers"])
        asked = (state, path, cookies)
        answer = self._recent.get(asked)
        if answer is None:
            answer = self._made_at_hand(path[len(_FILMS) :], cookies)
            is_same = state == self._guide.state  # and not of what came in the meantime
            if answer is not None and is_same and len(cookies) < _LONGEST_RECENT:
                if len(self._recent) >= _MOST_RECENT:
                    self._recent.clear()
                self._recent[asked] = answer
        return answer

    def _made_at_hand(self, slug: str, cookies: bytes) -> Answer | None:
        if not self._guide.is_at_hand(slug):
            return None
        try:
            watched = self._cookies.watched(cookies)
            return self.film_pages.answer(slug, watched, from_address=False)
        except LookBackError:
            return None  # told by the long way

    def _watched(self, scope: Scope) -> Watched:
        return self._cookies.watched(cookies_of(scope["headers"]))

    async def front(self, request: Request) -> Response:
        """The films of the guide."""
        asked = {key: request.query_params.get(key, "") for key in (*KINDS, "page")}
        asked["page"] = asked["page"] or "1"
        watched = self._watched(request.scope)
        html = await to_thread.run_sync(front_page, self._guide, self._renderer, asked, watched)
        if html is None:
            raise FilmMissing
        return _page(html)

    async def film(self, request: Request) -> Response:
        """A film page, as far as its reader has watched."""
        slug = request.path_params["slug"]
        watched = self._watched(request.scope)
        at = request.query_params.get("at")
        if at is not None:
            watched = moved(watched, slug, Progress.at(Moment.parse(at)))
        answer = await to_thread.run_sync(
            lambda: self.film_pages.answer(slug, watched, from_address=at is not None)
        )
        return _Page(answer)

    async def progress(self, request: Request) -> Response:
        """Set how far the visitor has watched, then show the film from there."""
        slug = request.path_params["slug"]
        self._check_own_form(request)
        form = await _form(request)
        watched = self._watched(request.scope)
        at = request.query_params.get("at")
        before = Progress.at(Moment.parse(at)) if at else watched.of(slug)
        view = await to_thread.run_sync(self._guide.view, slug, watched)
        told = _told(form, before, view.runtime)
        headers = dict((*ALWAYS, *PRIVATE))
        if at:
            # Whoever looks at a state by its address goes on from there, and keeps their own.
            state = "ending" if told.finished else told.position.clock
            return RedirectResponse(f"{_FILMS}{quote(slug)}?at={quote(state)}", 303, headers)
        secure = request.url.scheme == "https" or self._public_url.startswith("https:")
        headers["Set-Cookie"] = self._cookies.header(moved(watched, slug, told), secure=secure)
        return RedirectResponse(f"{_FILMS}{quote(slug)}", 303, headers)

    def _check_own_form(self, request: Request) -> None:
        """Refuse what another site's page sends: a browser says where a form comes from."""
        site = request.headers.get("sec-fetch-site")
        origin = request.headers.get("origin")
        ours = {f"{scheme}://{request.headers.get('host')}" for scheme in ("http", "https")}
        if site is None:
            is_ours = origin is None or origin in ours or origin == _origin(self._public_url)
        else:
            is_ours = site in {"same-origin", "none"}
        if not is_ours:
            raise HTTPException(403)

    async def interpretation(self, request: Request) -> Response:
        """One interpretation on its own page: missing and hidden are the same."""
        slug = request.path_params["slug"]
        watched = self._watched(request.scope)
        at = request.query_params.get("at")
        if at is not None:
            watched = moved(watched, slug, Progress.at(Moment.parse(at)))
        view = await to_thread.run_sync(self._guide.view, slug, watched)
        query = f"?at={quote(at)}" if at is not None else ""
        html = self._renderer.interpretation(view, request.path_params["anchor"], query)
        if html is None:
            raise FilmMissing
        return _page(html)

    async def static(self, request: Request) -> Response:
        """A style sheet, script, font or picture."""
        asset = self._assets.by_address.get(request.path_params["address"])
        if asset is None:
            raise FilmMissing
        headers = dict((*ALWAYS, *IMMUTABLE, ("Content-Type", asset.media_type)))
        return Response(asset.data, headers=headers)

    async def health(self, _request: Request) -> Response:
        """Whether the guide answers, its database included."""
        await to_thread.run_sync(self._guide.check_alive)
        return PlainTextResponse("ok\n", headers=dict((*ALWAYS, ("Cache-Control", "no-store"))))

    async def robots(self, _request: Request) -> Response:
        """What search engines may read: film pages, but no state of them."""
        told = "User-agent: *\nDisallow: /*?at=\nDisallow: /films/*/interpretations/\n"
        return PlainTextResponse(told, headers=dict(ALWAYS))

    async def sitemap(self, request: Request) -> Response:
        """The addresses of all film pages."""
        slugs = await to_thread.run_sync(lambda: list(self._guide.slugs()))
        xml = self._renderer.sitemap(slugs, self._public_url or str(request.base_url).rstrip("/"))
        return Response(xml, headers=dict(ALWAYS), media_type="application/xml")

    async def _failed(self, _request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        if status == 404:
            return self._missing()
        told = {405: "That cannot be done here"}.get(status, "That did not work")
        page = self._renderer.error(status, told, "Go back and try it another way.")
        answer = _page(page, status)
        answer.headers.update(getattr(error, "headers", None) or {})
        return answer

    async def _refused(self, _request: Request, error: Exception) -> Response:
        if not isinstance(error, LookBackError) or isinstance(error, FilmMissing):
            return self._missing()
        status = _STATUS.get(type(error), 400)
        advice = f"{error.expected[:1].upper()}{error.expected[1:]}."
        return _page(self._renderer.error(status, "That cannot be read", advice), status)

    async def _broken(self, _request: Request, _error: Exception) -> Response:
        advice = "The guide's operator finds the cause in its log."
        return _page(self._renderer.error(500, "Something went wrong", advice), 500)

    def _missing(self) -> Response:
        """Hidden and missing look the same."""
        advice = "The guide has no such page, or not for you, or not yet."
        return _page(self._renderer.error(404, "Not here", advice), 404)


class _Page(Response):
    """A film page as Starlette takes it: the same bytes as without it."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self._answer = answer

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        await _sent(self._answer, scope, send)


async def _sent(answer: Answer, scope: Scope, send: Send) -> None:
    body, headers, status = answer.body, answer.headers, 200
    if _is_known(answer.etag.encode(), scope["headers"]):
        body, headers, status = b"", headers[:-1], 304  # the last one is the length
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _is_known(etag: bytes, headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether the browser has these bytes already (``If-None-Match``, RFC 9110)."""
    for name, value in headers:
        if name == b"if-none-match":
            tags = {tag.strip().removeprefix(b"W/") for tag in value.split(b",")}
            if not tags.isdisjoint((etag, b"*")):
                return True
    return False


def _page(html: str, status: int = 200) -> Response:
    return Response(html, status, headers=dict((*ALWAYS, *PRIVATE, HTML)))


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


async def _form(request: Request) -> dict[str, str]:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LONGEST_FORM:
            raise TooLarge("expected a short form")
    return {key: values[-1] for key, values in parse_qs(body.decode("latin-1")).items()}


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
