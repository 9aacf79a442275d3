"""What films are found by: the public words of pages and catalogues, on their way to an index."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from sqlalchemy import Connection

from lookback.film.finding import UNKNOWN, Findable, Remembered
from lookback.film.gate import OPEN
from lookback.film.page import Page, Passage
from lookback.film.part import Part
from lookback.film.progress import NOTHING
from lookback.film.prose import Prose
from lookback.film.record import Text
from lookback.firewall.view import View, clear
from lookback.formats.catalogues.base import Naming
from lookback.formats.catalogues.statements import find_open
from lookback.guide.composing import KNOWN, NAMES_PEOPLE, in_order
from lookback.store.passages import read_passages
from lookback.store.stock import Stock, people, stocks

_AT_ONCE: Final = 500
"""How many films are looked at together, so that people's names are asked for at once."""


def findables(connection: Connection, numbers: Iterable[int] | None) -> Iterator[Findable]:
    """These films, or every film, by what everyone may know of them."""
    for some in _batched(stocks(connection, numbers)):
        named = naming(connection, some)
        for one in some:
            yield _findable(connection, one, named)


def remembered(connection: Connection, *, sealed: bool) -> Iterator[Remembered]:
    """Every film for the index of memories.

    Args:
        sealed: with all that is known of the film, whatever its gates.
    """
    for some in _batched(stocks(connection)):
        named = naming(connection, some)
        for one in some:
            film = _findable(connection, one, named)
            yield Remembered(film, _sealed(connection, one, named) if sealed else ())


def naming(connection: Connection, films: Iterable[Stock]) -> Naming:
    """The names of all people whom the rows of these films speak of."""
    asked = {
        person
        for film in films
        for kind, says in film.rows
        if kind in NAMES_PEOPLE
        for person in KNOWN[kind].people(says)
    }
    known = people(connection, asked) if asked else {}
    return lambda person: known.get(person, "")


def _batched(films: Iterator[Stock]) -> Iterator[list[Stock]]:
    while some := list(islice(films, _AT_ONCE)):
        yield some


def _findable(connection: Connection, film: Stock, named: Naming) -> Findable:
    made = Findable(film.id, film.slug, has_page=film.has_page)
    if film.has_page:
        page = Page(film.slug, tuple(read_passages(connection, film.id)))
        find_view(clear(page, NOTHING), made)
        _add_votes(film, named, made)
        return made
    for catalogue, says in in_order(film.rows):
        catalogue.find(says, made, named)
    made.title = made.title or film.slug
    return made


def find_view(view: View, film: Findable) -> None:
    """Add what a view says to what its film is found by."""
    said = [Passage(part, value, OPEN) for part, values in view.record.items() for value in values]
    texts = (text for text in (view.logline, *view.premise) if text)
    said += [Passage(Part.PREMISE, Prose((text,)), OPEN) for text in texts]
    find_open(said, film)
    film.themes += [str(value) for value in view.record[Part.THEMES] if isinstance(value, Text)]


def _add_votes(film: Stock, named: Naming, made: Findable) -> None:
    """How well known a film is, which catalogues know better; nothing else beside its page."""
    other = Findable(film.id, film.slug)
    for catalogue, says in in_order(film.rows):
        catalogue.find(says, other, named)
    # Not the score: where an author hides it, a search by it would tell it.
    if not made.votes:
        made.score = UNKNOWN
    made.votes = max(made.votes, other.votes)


def _sealed(connection: Connection, film: Stock, named: Naming) -> Sequence[str]:
    """All that is known of a film, for those who have seen it."""
    said: list[Passage] = []
    if film.has_page:
        said += read_passages(connection, film.id)
    for catalogue, says in in_order(film.rows):
        said += catalogue.passages(says, named)
    return [str(passage.says) for passage in said if passage.gate != OPEN or film.has_page]
