"""Catalogues that tell of a film in one object: what is kept of it, and what that states."""

from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import NamedTuple

from lookback.film.gate import CLOSED, OPEN
from lookback.film.page import Passage
from lookback.film.part import Part
from lookback.formats.catalogues.base import Catalogue, Naming
from lookback.formats.catalogues.json_rows import (
    Fields,
    fields_of,
    kept,
    listed,
    number,
    text,
    texts,
)
from lookback.formats.catalogues.loglines import parted
from lookback.formats.catalogues.statements import MOST, Statements, title_of, words


class Record(NamedTuple):
    """What an object says of a film; what it does not say is empty.

    Attributes:
        working: titles of other kinds than those that everybody may see.
        released: a date or a year, as ``Release`` reads it.
        cast: names and roles, in the order of billing.
        ratings: score, votes, highest score and whose they are.
        about: texts of unknown safety, the shortest kind first.
        revenue: in US dollars.
        links: what is kept for later, and shown to nobody.
    """

    title: str
    original: str = ""
    titles: Sequence[str] = ()
    working: Sequence[str] = ()
    released: str = ""
    countries: Sequence[str] = ()
    minutes: int = 0
    genres: Sequence[str] = ()
    directors: Sequence[str] = ()
    cast: Sequence[tuple[str, str]] = ()
    ratings: Sequence[tuple[str, str, str, str]] = ()
    tagline: str = ""
    about: Sequence[str] = ()
    keywords: Sequence[str] = ()
    revenue: int = 0
    links: Fields = MappingProxyType({})

    def written(self) -> str:
        """The record on one line, the same for the same record."""
        told = self._asdict()
        for name in ("title", "original", "tagline", "released"):
            told[name] = words(told[name])
        for name in ("titles", "working", "countries", "genres", "directors", "about", "keywords"):
            evened = [words(one) for one in told[name]]
            told[name] = list(dict.fromkeys(filter(None, evened)))[:MOST]
        told["cast"] = [[words(name), words(role)] for name, role in self.cast[:MOST]]
        told["ratings"] = [list(map(words, rating)) for rating in self.ratings[:MOST]]
        told["links"] = dict(self.links)
        return kept(told)


class Recorded(Catalogue):
    """A kind of file whose rows are kept as a ``Record``."""

    def passages(self, says: str, _named: Naming) -> Sequence[Passage]:
        """The record; of a text about the film, at most its first sentence is open."""
        made, fields = Statements(self.name), fields_of(says)
        title, original = text(fields, "title"), text(fields, "original")
        made.titles(title, original, texts(fields, "titles"))
        for working in texts(fields, "working"):
            made.text(Part.ALSO_KNOWN_AS, working, CLOSED)
        made.release(text(fields, "released"), texts(fields, "countries"))
        made.runtime(number(fields, "minutes"))
        for score, votes, scale, source in _rows(fields, "ratings", 4):
            made.rating(score, votes, source, scale)
        for director in texts(fields, "directors"):
            made.text(Part.DIRECTOR, director)
        for name, role in _rows(fields, "cast", 2):
            made.credit(name, role)
        for genre in texts(fields, "genres"):
            made.text(Part.GENRES, genre)
        made.money(number(fields, "revenue"), "USD")
        # A tagline is there to make curious, and anybody can write one into a catalogue.
        made.text(Part.TAGLINE, text(fields, "tagline"), CLOSED)
        for keyword in texts(fields, "keywords"):
            made.text(Part.THEMES, keyword, CLOSED)
        _about(made, texts(fields, "about"), [title_of(title), title_of(original)])
        return made


def _about(made: Statements, about: Iterable[str], titles: Sequence[str]) -> None:
    sentence = ""
    for told in about:
        # A plot often begins with the whole outline.
        shown, waits = ("", words(told)) if sentence else parted(words(told), titles)
        made.prose(Part.PREMISE, shown, OPEN)
        made.prose(Part.PREMISE, waits.removeprefix(sentence))
        sentence = sentence or shown


def _rows(fields: Fields, name: str, length: int) -> list[list[str]]:
    """The lists of so many texts in the list of that name."""
    return [
        row
        for row in listed(fields, name)
        if isinstance(row, list) and len(row) == length and all(isinstance(one, str) for one in row)
    ]
