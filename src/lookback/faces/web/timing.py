"""An author's desk: which stories wait to be timed, and timing one, sentence by sentence.

Nothing of the subtitles is kept, not even between two requests: the form carries the gates.
"""

from collections.abc import Set
from typing import Any, Final
from urllib.parse import quote

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from lookback.errors import (
    FilmMissing,
    GuideUnusable,
    InputRefused,
    ItemMissing,
    LookBackError,
    PageChanged,
    SubtitlesAtAnotherSpeed,
    SynopsisMissing,
    TooLarge,
    TooManyTries,
    ValueInvalid,
)
from lookback.faces.web.answers import Receive, Scope, Send, page
from lookback.faces.web.drafting import (
    Entries,
    listed,
    numbers,
    read_entries,
    sentences,
    settled,
    timed,
    told,
)
from lookback.faces.web.files import is_with_files, read_files
from lookback.faces.web.forms import read_form
from lookback.faces.web.headers import ALWAYS, PRIVATE
from lookback.faces.web.identity import Identity
from lookback.faces.web.pages import Renderer
from lookback.faces.web.timeline import timeline
from lookback.faces.web.turns import Turns
from lookback.film.moment import ENDING
from lookback.film.reader import Reader, Role
from lookback.guide.guide import PER_PAGE, Guide
from lookback.guide.timing import Draft
from lookback.timing.placing import Speed

LARGEST_FILES: Final = 12_000_000
"""Both files together; the largest subtitles, with drawn signs in them, have some megabytes."""
_MOST_SAVED: Final = 5_000
"""Sentences whose gates are saved at once: more than are ever timed."""
_LONGEST_SAVED: Final = 80 * _MOST_SAVED
_MOST_FIELDS: Final = 2 * _MOST_SAVED + 16
_LONGEST_PAGE: Final = 6
_STATUS: Final[dict[type[LookBackError], int]] = {
    PageChanged: 409,
    TooLarge: 413,
    TooManyTries: 429,
}


class Nowhere:
    """Answers as if there were nothing at an address, whatever the method."""

    async def __call__(self, _scope: Scope, _receive: Receive, _send: Send) -> None:
        """Answer nobody (ASGI 3)."""
        raise ItemMissing


class TimingPages:
    """Answers authors, and nobody else: for them these addresses are missing ones."""

    def __init__(self, guide: Guide, renderer: Renderer, identity: Identity) -> None:
        self._guide = guide
        self._renderer = renderer
        self._identity = identity
        self._turns = Turns()

    def routes(self) -> list[Route]:
        """The addresses of the desk, and of timing a film's page."""
        return [
            Route("/desk", self.desk),
            Route("/desk", Nowhere()),
            Route("/films/{slug}/timing", self.show),
            Route("/films/{slug}/timing", self.act, methods=["POST"]),
            Route("/films/{slug}/timing", Nowhere()),
        ]

    async def _author(self, request: Request) -> Reader:
        reader = await self._identity.reader(request)
        if reader is None or reader.role is Role.READER:
            raise ItemMissing  # and not "sign in first", which would tell that there is something
        return reader

    async def desk(self, request: Request) -> Response:
        """Pages, and how many sentences of each wait."""
        await self._author(request)
        asked = request.query_params.get("page", "1")
        if not (asked.isascii() and asked.isdigit() and len(asked) <= _LONGEST_PAGE and int(asked)):
            raise ItemMissing
        words = request.query_params.get("q", "").strip()
        return page(await to_thread.run_sync(self._desk, words, int(asked)))

    def _desk(self, words: str, number: int) -> str:
        if words:
            listing = self._guide.search_titles(words, number=number)
        else:
            listing = self._guide.films(number=number)
        return self._renderer.page(
            "desk.html",
            signed_in=True,
            words=words,
            number=number,
            total=listing.total,
            has_more=number * PER_PAGE < listing.total,
            films=[(view, self._waiting(view.slug)) for view in listing.views],
        )

    def _draft(self, slug: str) -> Draft:
        self._guide.start(slug)  # knows what can be no slug, and says that it is missing
        return self._guide.desk.draft(slug)

    def _waiting(self, slug: str) -> tuple[int, int] | None:
        """How many sentences a page has, and how many have no gate yet."""
        try:
            statements = self._guide.desk.draft(slug).statements
        except (FilmMissing, GuideUnusable, SynopsisMissing):
            return None
        return len(statements), sum(one.gate is None and not one.is_last for one in statements)

    async def show(self, request: Request) -> Response:
        """A page's sentences with their gates, and where subtitles are given."""
        await self._author(request)
        slug = request.path_params["slug"]
        written = numbers(request.query_params.get("written", ""))
        left = numbers(request.query_params.get("left", ""))
        return await to_thread.run_sync(self._show, slug, written, left)

    def _show(self, slug: str, written: Set[int], left: Set[int]) -> Response:
        try:
            draft = self._draft(slug)
        except FilmMissing:
            moved = self._guide.moved(slug)
            if not moved:
                raise
            headers = dict((*ALWAYS, *PRIVATE))
            return RedirectResponse(f"/films/{quote(moved)}/timing", 308, headers)
        except SynopsisMissing as refused:
            return self._page(self._empty(slug), refused, status=200)
        return self._page(draft, written=written, left=left)

    async def act(self, request: Request) -> Response:
        """Time the page, or write gates into it."""
        author = await self._author(request)
        self._identity.check_own_form(request)
        slug = request.path_params["slug"]
        if is_with_files(request):
            return await self._time(request, slug)
        try:
            form = await read_form(request, longest=_LONGEST_SAVED, most=_MOST_FIELDS)
        except TooLarge:
            refused = TooLarge(f"expected gates of at most {_MOST_SAVED:,} sentences at once")
            return await to_thread.run_sync(lambda: self._refused(slug, refused))
        return await to_thread.run_sync(self._save, slug, author, form)

    async def _time(self, request: Request, slug: str) -> Response:
        told: dict[str, Any] = {}
        await to_thread.run_sync(self._guide.start, slug)
        try:
            fields, files = await read_files(request, longest=LARGEST_FILES, most=2)
            subtitles, chapters = files.get("subtitles"), files.get("chapters")
            strict = "strict" in fields
            told = {"strict": strict, "has_file": subtitles is not None}
            draft = await self._turns.run(
                lambda: self._guide.desk.time(
                    slug,
                    subtitles.data if subtitles else None,
                    subtitles.name if subtitles else "",
                    strict=strict,
                    speed=_speed(fields.get("speed", "")),
                    chapters=chapters.data if chapters else None,
                )
            )
        except (InputRefused, TooManyTries) as error:
            told["are_files"] = True
            refused = error  # the name of an exception is gone after its clause
            return await to_thread.run_sync(lambda: self._refused(slug, refused, **told))
        return await to_thread.run_sync(lambda: self._page(draft, **told))

    def _refused(self, slug: str, refused: LookBackError, **told: Any) -> Response:
        try:
            draft = self._draft(slug)
        except SynopsisMissing:
            draft = self._empty(slug)
        return self._page(draft, refused, **told)

    def _save(self, slug: str, author: Reader, form: dict[str, str]) -> Response:
        try:
            draft = self._draft(slug)
        except SynopsisMissing as refused:
            return self._page(self._empty(slug), refused)
        entries = read_entries(form)
        if form.get("version") != draft.version:
            return self._page(draft, PageChanged(), entries=entries.moved_to(draft))
        gates = entries.gates(draft)
        if entries.errors:
            return self._page(draft, ValueInvalid("expected moments"), entries=entries)
        if gates:
            try:
                self._guide.desk.save(
                    slug, gates, version=draft.version, by=author.name, why="timed on the web"
                )
            except InputRefused as refused:
                now = self._guide.desk.draft(slug)
                return self._page(now, refused, entries=entries.moved_to(now))
        have, left = settled(gates, self._guide.desk.draft(slug))
        done = f"written={listed(have) or 0}" + (f"&left={listed(left)}" if left else "")
        headers = dict((*ALWAYS, *PRIVATE))
        return RedirectResponse(f"/films/{quote(slug)}/timing?{done}", 303, headers)

    def _empty(self, slug: str) -> Draft:
        return Draft(slug, self._guide.start(slug).title, "", (), (), 0.0)

    def _page(
        self,
        draft: Draft,
        refused: LookBackError | None = None,
        *,
        entries: Entries | None = None,
        written: Set[int] = frozenset(),
        left: Set[int] = frozenset(),
        strict: bool = False,
        has_file: bool = False,
        are_files: bool = False,
        status: int = 0,
    ) -> Response:
        """The page of one draft, with what went wrong.

        Args:
            are_files: it went wrong with files.
        """
        entries = entries or Entries()
        timing = draft.timing or timed(draft)
        shown = sentences(draft, timing, entries)
        numbered = {one.number for one in shown}
        html = self._renderer.page(
            "timing.html",
            signed_in=True,
            draft=draft,
            is_timed=draft.timing is not None,
            timeline=timeline(timing, draft.runtime) if draft.statements else "",
            sentences=shown,
            ending=str(ENDING),
            refused=told(refused, draft, are_files=are_files) if refused else None,
            asks_speed=isinstance(refused, SubtitlesAtAnotherSpeed),
            gone=entries.gone,
            written=listed(sorted(written & numbered), ", "),
            left=listed(sorted(left & numbered), ", "),
            is_written=written & numbered,
            is_back=bool(written or left),
            strict=strict,
            has_file=has_file,
        )
        return page(html, status or (_STATUS.get(type(refused), 400) if refused else 200))


def _speed(text: str) -> Speed:
    try:
        return Speed(text)
    except ValueError:
        return Speed.ASK
