"""The front page: the guide's films, in what everyone may see of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from urllib.parse import urlencode

from lookback.errors import ValueInvalid
from lookback.faces.web.pages import Renderer
from lookback.faces.wording import language, standing_at, worded
from lookback.film.part import Part
from lookback.film.progress import Progress, Watched
from lookback.film.record import Release, Runtime
from lookback.firewall.panels import UNKNOWN_RUNTIME, quarters
from lookback.firewall.view import View
from lookback.guide.guide import PER_PAGE, Guide

KINDS: Final = ("genre", "decade", "country")
_PANE: Final = 29
"""How wide one of the four panels of a card is drawn."""


@dataclass(frozen=True, slots=True)
class Card:
    """A film as the front page lists it.

    Attributes:
        shares: how much of each of the four panels is inked, from 0 to ``_PANE``.
        watched: the same in words.
    """

    slug: str
    title: str
    lang: str
    original: str
    original_lang: str
    facts: str
    logline: str
    shares: tuple[int, ...]
    watched: str


def front_page(
    guide: Guide,
    renderer: Renderer,
    asked: Mapping[str, str],
    watched: Watched,
    *,
    signed_in: bool,
) -> str | None:
    """The page that was asked for, or ``None`` where the catalogue does not reach so far.

    Raises:
        ValueInvalid: the number of the page is none.
    """
    number = page_number(asked.get("page", "1"))
    chosen = {kind: asked.get(kind, "") for kind in KINDS}
    if "\x00" in "".join(chosen.values()):
        raise ValueInvalid("expected words to filter by")
    films = guide.films(
        number=number,
        genre=chosen["genre"],
        decade=chosen["decade"],
        country=chosen["country"],
    )
    if number > 1 and not films.views:
        return None
    return renderer.page(
        "front.html",
        signed_in=signed_in,
        cards=[card(view, watched.of(view.slug)) for view in films.views],
        total=films.total,
        facets=guide.facets(),
        chosen=chosen,
        earlier=_link(chosen, number - 1) if number > 1 else "",
        later=_link(chosen, number + 1) if number * PER_PAGE < films.total else "",
    )


def page_number(text: str) -> int:
    """The number of a page in an address.

    Raises:
        ValueInvalid: it is none.
    """
    if not (text.isascii() and text.isdigit() and 1 <= len(text) <= 6 and int(text)):
        raise ValueInvalid("page: expected a number from 1")
    return int(text)


def _link(chosen: Mapping[str, str], number: int) -> str:
    asked = {kind: value for kind, value in chosen.items() if value}
    if number > 1:
        asked["page"] = str(number)
    return f"/?{urlencode(asked)}" if asked else "/"


def card(view: View, progress: Progress) -> Card:
    """A film as lists show it, and how far somebody has come in it."""
    releases = _releases(view)
    countries = tuple(release.country for release in releases)
    originals = [str(value) for value in view.record[Part.ORIGINAL_TITLE]]
    original = originals[0] if originals else ""
    return Card(
        slug=view.slug,
        title=view.title,
        lang=language(view.title, countries),
        original=original,
        original_lang=language(original, countries),
        facts=" · ".join(_facts(view, releases)),
        logline=view.logline,
        shares=shares(view.runtime, progress),
        watched=standing_at(progress),
    )


def _releases(view: View) -> list[Release]:
    return [value for value in view.record[Part.RELEASE] if isinstance(value, Release)]


def _facts(view: View, releases: list[Release]) -> Iterator[str]:
    if releases:
        yield f"{releases[0].year} {releases[0].country}".strip()
    yield from (str(value) for value in view.record[Part.DIRECTOR][:2])
    yield from (worded(value) for value in view.record[Part.RUNTIME])


def shares(runtime: Runtime | None, progress: Progress) -> tuple[int, ...]:
    """How much of each of four small panels is inked."""
    if progress.finished:
        return (_PANE,) * 4
    inked = []
    for begins, ends in pairwise(quarters(runtime or UNKNOWN_RUNTIME)):
        into = progress.position.seconds - begins.seconds
        length = max(ends.seconds - begins.seconds, 1)
        inked.append(min(max(into * _PANE // length, 0), _PANE))
    return tuple(inked)
