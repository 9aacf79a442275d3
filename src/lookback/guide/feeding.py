"""What films are found by: the public words of pages and catalogues, on their way to an index."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

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
from lookback.guide.composing import KNOWN, NAMES_PEOPLE
from lookback.store.passages import read_passages
from lookback.store.stock import Batch, batches, people


def findables(connection: Connection, numbers: Iterable[int] | None) -> Iterator[Findable]:
    """These films, or every film, by what everyone may know of them."""
    for batch in batches(connection, numbers):
        yield from _findables(connection, batch, naming(connection, batch)).values()


def remembered(connection: Connection, *, sealed: bool) -> Iterator[Remembered]:
    """Every film for the index of memories.

    Args:
        sealed: with all that is known of the film, whatever its gates.
    """
    for batch in batches(connection):
        named = naming(connection, batch)
        films = _findables(connection, batch, named)
        kept = _sealed(connection, batch, named) if sealed else {}
        for number, film in films.items():
            yield Remembered(film, kept.get(number, ()))


def naming(connection: Connection, batch: Batch) -> Naming:
    """The names of all people whom the rows of these films speak of."""
    asked = {
        person
        for kind in NAMES_PEOPLE & batch.rows.keys()
        for _, says in batch.rows[kind]
        for person in KNOWN[kind].people(says)
    }
    known = people(connection, asked) if asked else {}
    return lambda person: known.get(person, "")


def _findables(connection: Connection, batch: Batch, named: Naming) -> dict[int, Findable]:
    films = {
        number: Findable(number, slug, has_page=revision > 0)
        for number, slug, revision in batch.films
    }
    # The weightiest catalogue first: what it says of a film stays.
    for kind, catalogue in KNOWN.items():
        if kind in batch.rows:
            catalogue.find(batch.rows[kind], films, named)
    for number, film in films.items():
        if film.has_page:
            films[number] = _written(connection, film)
        elif not film.title:
            film.title = film.slug
    return films


def _written(connection: Connection, told: Findable) -> Findable:
    """A film by its author's page; of what catalogues tell of it counts how well known it is."""
    film = Findable(told.number, told.slug, has_page=True)
    page = Page(film.slug, tuple(read_passages(connection, film.number)))
    find_view(clear(page, NOTHING), film)
    # Not the score: where an author hides it, a search by it would tell it.
    if not film.votes:
        film.score = UNKNOWN
    film.votes = max(film.votes, told.votes)
    return film


def find_view(view: View, film: Findable) -> None:
    """Add what a view says to what its film is found by."""
    said = [Passage(part, value, OPEN) for part, values in view.record.items() for value in values]
    texts = (text for text in (view.logline, *view.premise) if text)
    said += [Passage(Part.PREMISE, Prose((text,)), OPEN) for text in texts]
    find_open(said, film)
    film.themes = [str(value) for value in view.record[Part.THEMES] if isinstance(value, Text)]


def _sealed(connection: Connection, batch: Batch, named: Naming) -> Mapping[int, Sequence[str]]:
    """All that is known of each film, for those who have seen it."""
    written = {number for number, _, revision in batch.films if revision > 0}
    said = {
        number: list(read_passages(connection, number)) if number in written else []
        for number, _, _ in batch.films
    }
    for kind, catalogue in KNOWN.items():
        for number, says in batch.rows.get(kind, ()):
            said[number] += catalogue.passages(says, named)
    return {
        number: [str(one.says) for one in passages if one.gate != OPEN or number in written]
        for number, passages in said.items()
    }
