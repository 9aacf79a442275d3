"""A page of films that were found or listed: their cards, what narrows them, and the next page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode

from lookback.errors import FilmMissing
from lookback.faces.web.front import Card, card
from lookback.film.finding import Choice, Kind
from lookback.film.progress import Watched
from lookback.guide.finding import PER_PAGE, Results

PLURALS: Final[Mapping[Kind, str]] = {
    Kind.PERSON: "people",
    Kind.THEME: "themes",
    Kind.GENRE: "genres",
    Kind.DECADE: "decades",
    Kind.COUNTRY: "countries",
}
"""The first parts of addresses."""
_MOST_NARROWINGS: Final = 6
_AT_A_GLANCE: Final = 8
"""So few films need not be narrowed down."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One way to see fewer films."""

    name: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of films.

    Attributes:
        narrowings: by what they are called: ``Genres``.
        earlier, later: addresses of the pages before and after, or empty.
    """

    cards: tuple[Card, ...]
    total: int
    narrowings: Mapping[str, tuple[Narrowing, ...]]
    earlier: str
    later: str


def listed(
    results: Results, watched: Watched, words: str, number: int, path: str, **asked: str
) -> Listed:
    """One page of what the guide found.

    Args:
        words: what finds the same films, for a search that finds fewer.
        number: of the page, from 1.
        path: where it stands.
        asked: what else its address says.

    Raises:
        FilmMissing: there are not so many pages.
    """
    if number > 1 and not results.views:
        raise FilmMissing

    def page(other: int) -> str:
        told = {**asked, "page": str(other)} if other > 1 else asked
        return f"{path}?{urlencode(told)}" if told else path

    return Listed(
        cards=tuple(card(view, watched.of(view.slug)) for view in results.views),
        total=results.total,
        narrowings=_narrowings(results, words),
        earlier=page(number - 1) if number > 1 else "",
        later=page(number + 1) if number * PER_PAGE < results.total else "",
    )


def _narrowings(results: Results, words: str) -> dict[str, tuple[Narrowing, ...]]:
    """What some of the films have and others have not, the most frequent first."""
    found: dict[str, tuple[Narrowing, ...]] = {}
    if results.total <= _AT_A_GLANCE:
        return found
    for kind, plural in PLURALS.items():
        some = [one for one in results.choices.get(kind, ()) if one.count < results.total]
        if some:
            found[plural.capitalize()] = tuple(
                Narrowing(one.name, one.count, searching(f"{words} {field(one)}"))
                for one in some[:_MOST_NARROWINGS]
            )
    return found


def field(choice: Choice) -> str:
    """What somebody would type to find films by it."""
    value = choice.key if choice.kind is Kind.DECADE else choice.name.replace('"', " ")
    return f'{choice.kind}:"{value}"'


def searching(words: str) -> str:
    """The address of a search."""
    return f"/search?{urlencode({'q': words.strip()})}"


def address(kind: Kind, key: str) -> str:
    """Where films are listed that have it."""
    return f"/{PLURALS[kind]}/{quote(key, safe='')}"
