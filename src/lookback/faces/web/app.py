"""The web application: addresses to pages, and nothing decided here about what may be seen."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from anyio import to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from lookback.errors import (
    FilmMissing,
    GuideUnusable,
    IndexBusy,
    IndexUnusable,
    ItemMissing,
    LookBackError,
    NotAllowed,
    SignInNeeded,
    TooLarge,
    TooManyTries,
)
from lookback.faces.api.app import make_api
from lookback.faces.web.accounts import AccountPages
from lookback.faces.web.answers import Answer, Receive, Scope, Send, page
from lookback.faces.web.assets import Assets
from lookback.faces.web.bringing import Bringing
from lookback.faces.web.browsing import Browsing
from lookback.faces.web.cookie import Cookies, cookies_of
from lookback.faces.web.film_pages import FilmPages
from lookback.faces.web.films import FILMS, Films
from lookback.faces.web.headers import ALWAYS, IMMUTABLE, PRIVATE
from lookback.faces.web.hooks import Hooks
from lookback.faces.web.identity import Identity
from lookback.faces.web.mine import Mine
from lookback.faces.web.pages import Renderer
from lookback.faces.web.proxies import Proxies
from lookback.faces.web.searching import Searching
from lookback.faces.web.story_pages import StoryPages
from lookback.faces.web.timing import TimingPages
from lookback.faces.web.visitor import Visitors
from lookback.film.progress import NOTHING
from lookback.film.reader import Reader
from lookback.guide.guide import Guide

if TYPE_CHECKING:  # Authlib is slow to import, and few guides need it
    from lookback.faces.web.oidc import Oidc

_API: Final = "/api"
_MOST_RECENT: Final = 256
"""About 3 MB of answers: most readers ask for few pages at few minutes."""
_LONGEST_RECENT: Final = 8192
_STATUS: Final[Mapping[type[LookBackError], int]] = {
    TooLarge: 413,
    GuideUnusable: 503,
    IndexBusy: 503,
    IndexUnusable: 503,
    NotAllowed: 403,
    TooManyTries: 429,
}
_MISSING: Final = (FilmMissing, ItemMissing)


class App:
    """The guide for browsers, media servers and programs.

    Film pages in memory are answered here, before any routing: they are what most readers ask
    for. All else goes through Starlette.
    """

    def __init__(
        self,
        guide: Guide,
        *,
        secret: bytes,
        public_url: str = "",
        proxies: Proxies | None = None,
        oidc: "Oidc | None" = None,
    ) -> None:
        self._guide = guide
        self._public_url = public_url
        self._cookies = Cookies(secret)
        self._oidc = oidc
        self._identity = Identity(guide.accounts, public_url=public_url, proxies=proxies)
        self._recent: dict[tuple[int, str, bytes], Answer] = {}
        self._assets = Assets()
        self._renderer = Renderer(self._assets, public_url)
        self.film_pages = FilmPages(guide, self._renderer)
        self._api = make_api(guide, self._renderer)
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
        if scope["type"] == "http":
            if scope["path"].startswith(FILMS):
                answer = self._at_hand(scope)
                if answer is not None:
                    await answer.send(scope, send)
                    return
            elif scope["path"].startswith(f"{_API}/"):
                # Starlette's Mount would not match every path, and programs are told in JSON.
                there = {**scope, "root_path": scope.get("root_path", "") + _API}
                await self._api(there, receive, send)
                return
        await self._rest(scope, receive, send)

    def routes(self) -> list[Route]:
        """Every address that is answered, but for those of the API."""
        guide, renderer, identity = self._guide, self._renderer, self._identity
        visitors = Visitors(guide, self._cookies, identity)
        return [
            *Films(guide, renderer, self.film_pages, self._cookies, identity).routes(),
            *TimingPages(guide, renderer, identity).routes(),
            *StoryPages(guide, renderer, identity, visitors).routes(),
            *Searching(guide, renderer, identity, visitors).routes(),
            *Browsing(guide, renderer, visitors).routes(),
            # Before those of single films, whose numbers would match anything.
            *Bringing(guide, renderer, identity, visitors).routes(),
            *Mine(guide, renderer, identity, visitors).routes(),
            *AccountPages(guide.accounts, renderer, identity, self._signed_in, self._oidc).routes(),
            *Hooks(guide).routes(),
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
        if self._identity.may_be_reader(scope):
            return None  # a reader's progress stands in the database
        # The same question has the same answer for as long as the guide stays the same.
        path, cookies = scope["path"], cookies_of(scope["headers"])
        asked = (state, path, cookies)
        answer = self._recent.get(asked)
        if answer is None:
            answer = self._made_at_hand(path[len(FILMS) :], cookies)
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

    async def _signed_in(self, request: Request, reader: Reader, answer: Response) -> None:
        """A new reader's positions come along from the cookie, which is then done with."""
        visitor = self._cookies.watched(cookies_of(request.scope["headers"]))
        if not visitor.films:
            return
        watching = self._guide.watching
        if not await to_thread.run_sync(watching.items, reader):
            await to_thread.run_sync(watching.take_along, reader, visitor)
        secure = self._identity.is_secure(request)
        answer.headers.append("set-cookie", self._cookies.header(NOTHING, secure=secure))

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
        told = (
            "User-agent: *\nDisallow: /*?at=\nDisallow: /films/*/interpretations/\n"
            "Disallow: /films/*/story\n"
        )
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
        answer = page(self._renderer.error(status, told, "Go back and try it another way."), status)
        answer.headers.update(getattr(error, "headers", None) or {})
        return answer

    async def _refused(self, request: Request, error: Exception) -> Response:
        if not isinstance(error, LookBackError) or isinstance(error, _MISSING):
            return self._missing()
        if isinstance(error, SignInNeeded):
            return self._to_sign_in(request)
        status = _STATUS.get(type(error), 400)
        advice = f"{error.expected[:1].upper()}{error.expected[1:]}." if error.expected else ""
        told = "Not just now" if status == 503 else "That cannot be read"
        return page(self._renderer.error(status, told, advice), status)

    def _to_sign_in(self, request: Request) -> Response:
        """Whoever only wanted to look at a page comes back to it after signing in."""
        there = f"?next={quote(request.scope['path'])}" if request.method == "GET" else ""
        return RedirectResponse(f"/sign-in{there}", 303, dict((*ALWAYS, *PRIVATE)))

    async def _broken(self, _request: Request, _error: Exception) -> Response:
        advice = "The guide's operator finds the cause in its log."
        return page(self._renderer.error(500, "Something went wrong", advice), 500)

    def _missing(self) -> Response:
        """Hidden and missing look the same."""
        advice = "The guide has no such page, or not for you, or not yet."
        return page(self._renderer.error(404, "Not here", advice), 404)
