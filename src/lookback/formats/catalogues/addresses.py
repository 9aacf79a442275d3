"""What the address of a film's page on another site says of it."""

import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import unquote

from lookback.film.record import OutsideId
from lookback.formats.catalogues.statements import outside_ids

_SITES: Final = {
    site: re.compile(rf"https?://(?:[a-z0-9-]+\.)?{pattern}", re.ASCII)
    for site, pattern in {
        "imdb": r"imdb\.com/(?:[a-z]{2}/)?title/(tt[0-9]+)",
        "wikidata": r"wikidata\.org/(?:wiki|entity)/(Q[0-9]+)",
        "tmdb": r"themoviedb\.org/movie/([0-9]+)",
        "letterboxd": r"letterboxd\.com/film/([a-z0-9-]+)",
    }.items()
}
_ARTICLE: Final = re.compile(r"https?://en\.(?:m\.)?wikipedia\.org/wiki/([^?#\s]+)", re.ASCII)
_ORDER: Final = ("imdb", "wikidata", "tmdb", "letterboxd", "wikipedia")


def ids_in(addresses: Iterable[str]) -> tuple[OutsideId, ...]:
    """The outside ids in addresses of pages of films; other addresses say nothing."""
    return outside_ids(pair for address in addresses for pair in _pairs(address.strip()))


def chief(ids: Iterable[OutsideId]) -> OutsideId | None:
    """The id that a film without a number of its own is kept under."""
    return min(ids, key=lambda one: _ORDER.index(one.site), default=None)


def _pairs(address: str) -> Iterator[tuple[str, str]]:
    for site, shape in _SITES.items():
        if found := shape.match(address):
            yield site, found[1]
    if found := _ARTICLE.match(address):
        yield "wikipedia", unquote(found[1], errors="replace")
