"""A reader's own films: going on, finished, to confirm, pending; and the answers to questions."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from lookback.errors import ItemMissing, ValueInvalid
from lookback.faces.web.answers import page
from lookback.faces.web.front import shares
from lookback.faces.web.headers import ALWAYS, PRIVATE
from lookback.faces.web.identity import own_path
from lookback.faces.web.own_pages import OwnPages
from lookback.faces.wording import language, standing_at, worded
from lookback.film.moment import Moment
from lookback.film.part import Part
from lookback.film.reader import Reader
from lookback.film.record import Release
from lookback.firewall.view import View
from lookback.guide.watching import Answer, Item, Kept

PER_SECTION: Final = 24
_SECTIONS: Final = {
    "confirm": ("To confirm", "Your player said something that only you can know."),
    "going": ("Going on", ""),
    "pending": ("Not in this guide yet", "Kept for you, and found as soon as somebody adds it."),
    "wanted": ("Not begun", ""),
    "finished": ("Finished", ""),
}


@dataclass(frozen=True, slots=True)
class Card:
    """One film as its reader's list shows it."""

    item: Item
    slug: str
    title: str
    lang: str
    year: int
    watched: str
    shares: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Some of a reader's films under one heading.

    Attributes:
        more: the address of the next ones, or empty.
    """

    name: str
    heading: str
    advice: str
    cards: tuple[Card, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A film that may be meant."""

    slug: str
    title: str
    facts: str


class Mine(OwnPages):
    """Answers with a reader's own films."""

    def routes(self) -> list[Route]:
        """Every address of a reader's own films."""
        return [
            Route("/mine", self.films),
            Route("/mine/export.json", self.as_json),
            Route("/mine/letterboxd.csv", self.as_letterboxd),
            Route("/mine/{number}", self.item),
            Route("/mine/{number}/answer", self.answer, methods=["POST"]),
            Route("/mine/{number}/undo", self.undo, methods=["POST"]),
            Route("/mine/{number}/film", self.choose, methods=["POST"]),
        ]

    async def films(self, request: Request) -> Response:
        """All of a reader's films, in sections, or the films of one section."""
        reader = await self._visitors.reader(request)
        show = request.query_params.get("show", "all")
        number = _number(request.query_params.get("page", "1"))
        if show != "all" and show not in _SECTIONS:
            raise ItemMissing
        return page(await to_thread.run_sync(self._films, reader, show, number))

    def _films(self, reader: Reader, show: str, number: int) -> str:
        by_section: dict[str, list[Kept]] = {name: [] for name in _SECTIONS}
        for kept in self._guide.watching.items(reader):
            by_section[_section_of(kept)].append(kept)
        count = sum(map(len, by_section.values()))
        tabs = [("all", "All", count)]
        tabs += [(name, _SECTIONS[name][0], len(kept)) for name, kept in by_section.items() if kept]
        names = list(_SECTIONS) if show == "all" else [show]
        sections = [self._section(name, by_section[name], number) for name in names]
        return self._renderer.page(
            "mine.html",
            signed_in=True,
            any=count > 0,
            show=show,
            tabs=tabs,
            sections=[one for one in sections if one.cards],
        )

    def _section(self, name: str, kept: list[Kept], number: int) -> Section:
        heading, advice = _SECTIONS[name]
        first = (number - 1) * PER_SECTION
        some = kept[first : first + PER_SECTION]
        more = ""
        if len(kept) > first + PER_SECTION:
            more = f"/mine?show={name}&page={number + 1}"
        cards = tuple(map(card, self._guide.watching.shown(some)))
        return Section(name, heading, advice, cards, more)

    async def item(self, request: Request) -> Response:
        """One film's history, and which film a pending one is."""
        reader = await self._visitors.reader(request)
        return page(await to_thread.run_sync(self._item, reader, _number_of(request)))

    def _item(self, reader: Reader, number: int) -> str:
        item = self._guide.watching.item(reader, number)
        changes = self._guide.watching.history(reader, number)
        slugs = () if item.kept.slug else self._guide.watching.candidates(item.kept)
        return self._renderer.page(
            "item.html",
            signed_in=True,
            card=card(item),
            here=f"/mine/{number}",
            changes=changes,
            candidates=[candidate(self._guide.start(slug)) for slug in slugs],
        )

    async def answer(self, request: Request) -> Response:
        """The reader's answer to what they were asked."""
        reader, form = await self.said(request)
        try:
            word = Answer(form.get("answer", ""))
        except ValueError:
            raise ValueInvalid("expected one of the answers that the page offers") from None
        held = Moment.parse(form["held"]) if "held" in form else None
        number = _number_of(request)
        await to_thread.run_sync(
            lambda: self._guide.watching.answer(reader, number, word, held=held)
        )
        return _then(form, number)

    async def undo(self, request: Request) -> Response:
        """Take the latest change back."""
        reader, form = await self.said(request)
        number, change = _number_of(request), _number(form.get("change", ""))
        await to_thread.run_sync(self._guide.watching.undo, reader, number, change)
        return _then(form, number)

    async def choose(self, request: Request) -> Response:
        """Which film of the guide a pending one is."""
        reader, form = await self.said(request)
        slug, number = form.get("film", ""), _number_of(request)
        kept = await to_thread.run_sync(self._guide.watching.choose, reader, number, slug)
        return _then(form, kept.id)

    async def as_json(self, request: Request) -> Response:
        """All that the reader gave."""
        reader = await self._visitors.reader(request)
        data = await to_thread.run_sync(self._guide.histories.as_json, reader)
        return _file(data, "look-back.json", "application/json")

    async def as_letterboxd(self, request: Request) -> Response:
        """What the reader has seen, for Letterboxd."""
        reader = await self._visitors.reader(request)
        data = await to_thread.run_sync(self._guide.histories.as_letterboxd, reader)
        return _file(data, "look-back-for-letterboxd.csv", "text/csv; charset=utf-8")


def card(item: Item) -> Card:
    """A film as its reader's list shows it: by the guide's own words where it has it."""
    kept, view = item.kept, item.view
    progress = kept.standing.progress
    title = view.title if view else kept.mention.title or "A film without a title"
    releases = _releases(view) if view else []
    return Card(
        item=item,
        slug=view.slug if view else "",
        title=title,
        lang=language(title, tuple(one.country for one in releases)),
        year=releases[0].year if releases else kept.mention.year,
        watched=standing_at(progress),
        shares=shares(view.runtime if view else kept.mention.runtime, progress),
    )


def candidate(view: View) -> Candidate:
    """A film that may be meant, with enough to tell it from others of its name."""
    years = [str(one.year) for one in _releases(view)[:1]]
    names = [str(value) for value in view.record[Part.DIRECTOR][:2]]
    lengths = [worded(value) for value in view.record[Part.RUNTIME]]
    return Candidate(view.slug, view.title, " · ".join([*years, *names, *lengths]))


def _releases(view: View) -> list[Release]:
    return [value for value in view.record[Part.RELEASE] if isinstance(value, Release)]


def _section_of(kept: Kept) -> str:
    standing = kept.standing
    if standing.waits:
        return "confirm"
    if not kept.slug:
        return "pending"
    if standing.progress.finished:
        return "finished"
    return "going" if standing.progress.position.seconds else "wanted"


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 15 and int(text)):
        raise ValueInvalid("expected a number from 1")
    return int(text)


def _number_of(request: Request) -> int:
    """The number in the address; what is none looks missing."""
    try:
        return _number(request.path_params["number"])
    except ValueInvalid:
        raise ItemMissing from None


def _then(form: dict[str, str], number: int) -> Response:
    """Back to where the question was asked."""
    headers = dict((*ALWAYS, *PRIVATE))
    return RedirectResponse(own_path(form.get("next", ""), f"/mine/{number}"), 303, headers)


def _file(data: bytes, name: str, media_type: str) -> Response:
    headers = dict((*ALWAYS, *PRIVATE))
    headers["Content-Disposition"] = f'attachment; filename="{quote(name)}"'
    return Response(data, headers=headers, media_type=media_type)
