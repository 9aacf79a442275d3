"""How a film is written into the public index, and what of it can be read back."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, chain, islice
from typing import Final, NamedTuple
from zlib import crc32

import tantivy
from msgspec import Struct, json

from lookback.film.finding import UNKNOWN, Findable, Kind
from lookback.film.title import key_of
from lookback.search.words import ARTICLES, LONGEST_WHOLE, all_words_of, all_words_of_each

VERSION: Final = 6
"""Of the words and fields: an index of another version is built anew."""
POSITIONED: Final = ("title", "person", "role", "text")
"""Fields that phrases can be looked for in."""
LATER: Final = "later"
"""The field that marks films that were written after the index was made, see ``best_known``."""
_ARTICLES: Final = tuple(f"{article} " for article in ARTICLES)
_CODED: Final = json.Encoder().encode
_MOST_VOTES: Final = (1 << 24) - 1
_LONGEST_TITLE: Final = 63
_NUMBERS: Final = (1 << 32) - 1


def schema() -> tantivy.Schema:
    """The fields. A word is in a title or in ``rest``; the others are for order, lists and syntax.

    ``exact`` and ``kept`` are of films that are written later; of those that are written with the
    index they stand in files beside it, where they cost less.
    """
    build = tantivy.SchemaBuilder()
    for name in ("number", "exact", LATER):
        build.add_unsigned_field(name, indexed=True)
    for name in ("prominence", "year", "decade", "minutes"):
        build.add_unsigned_field(name, fast=True)
    build.add_float_field("score", fast=True)
    build.add_text_field("rest", tokenizer_name="whitespace", index_option="basic")
    for name in POSITIONED:
        build.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for kind in (Kind.PERSON, Kind.GENRE, Kind.THEME, Kind.COUNTRY):
        build.add_text_field(key_field(kind), tokenizer_name="raw", index_option="basic", fast=True)
    build.add_bytes_field("kept", stored=True)
    return build.build()


def key_field(kind: Kind) -> str:
    """The field that has the keys of one kind."""
    return "decade" if kind is Kind.DECADE else f"{kind}_key"


def prominence_of(film: Findable) -> int:
    """One number to order by: votes, a page, the shorter title, the lower number. No two alike."""
    votes, length, number = film.votes, len(film.title), film.number
    if not 0 <= votes <= _MOST_VOTES:
        votes = min(max(votes, 0), _MOST_VOTES)
    short = _LONGEST_TITLE - length if length < _LONGEST_TITLE else 0
    return ((votes << 1 | film.has_page) << 6 | short) << 32 | (_NUMBERS - number & _NUMBERS)


def number_of(prominence: int) -> int:
    """The number of the film that is this prominent."""
    return _NUMBERS - (prominence & _NUMBERS)


def prominence_from(votes: int) -> int:
    """The least prominence of a film with so many votes."""
    return min(votes, _MOST_VOTES + 1) << 39


def exact_of(whole: str) -> int:
    """The words of a whole title as one number; few others share it, so ask for words besides."""
    return crc32(whole[:LONGEST_WHOLE].encode())


class Document(Struct, omit_defaults=True):
    """A film as Tantivy takes it in, by the names of the fields of ``schema``.

    Words have spaces between. It goes as JSON, all of it at once, since each call would cost.
    """

    number: int
    prominence: int
    decade: int
    year: Sequence[int]
    title: Sequence[str]
    genre_key: Sequence[str]
    rest: str
    minutes: int = 0
    score: float = UNKNOWN
    person: Sequence[str] = ()
    person_key: Sequence[str] = ()
    theme_key: Sequence[str] = ()
    country_key: Sequence[str] = ()
    role: Sequence[str] = ()
    text: Sequence[str] = ()
    later: int = 0
    exact: Sequence[int] = ()
    kept: bytes = b""


class Filed(NamedTuple):
    """Films on their way into the index, each in its place.

    Attributes:
        documents: as Tantivy takes them in.
        titles: the words of each film's titles, and of other ways to type them, on lines.
        people: the words of each film's names, on lines.
        exact: the numbers of each film's whole titles.
    """

    documents: list[str]
    prominences: list[int]
    titles: list[str]
    people: list[str]
    exact: list[list[int]]


def filed(films: Sequence[Findable], later: Sequence[bytes] = ()) -> Filed:
    """The films as they are written.

    Args:
        later: what is kept of films that are written when the index has been made; of the others
            that is in a file beside it.
    """
    titles, exact = titled([[film.title, *film.titles] for film in films])
    people = [words_on_lines(film.people) if film.people else "" for film in films]
    prominences = list(map(prominence_of, films))
    documents = list(map(_document, films, prominences, titles, people))
    for document, numbers, kept in zip(documents, exact, later, strict=False):
        document.later, document.exact, document.kept = 1, numbers, kept
    coded = [_CODED(document).decode() for document in documents]
    return Filed(coded, prominences, titles, people, exact)


def _document(film: Findable, prominence: int, titles: str, people: str) -> Document:
    """The film, from the words of its titles and names."""
    decade, years, rest = _dated(tuple(film.years))
    genres, words = _keyed(tuple(film.genres))
    document = Document(
        film.number, prominence, decade, years, titles.split("\n"), genres, rest + words
    )
    if film.minutes > 0:
        document.minutes = film.minutes
    if film.votes > 0 and 0 <= film.score <= 10:
        document.score = film.score
    if people or film.themes or film.countries or film.roles or film.texts:
        document.person = people.split("\n") if people else ()
        document.person_key = _keys(film.people)
        document.role = list(map(_joined, film.roles))
        document.text = list(map(_joined, film.texts))
        document.theme_key, themes = _keyed(tuple(film.themes))
        document.country_key, countries = _keyed(tuple(film.countries))
        told = [*document.person, *document.role, *document.text]
        document.rest += " ".join([themes, countries, *told])
    return document


def titled(films: Sequence[Sequence[str]]) -> tuple[list[str], list[list[int]]]:
    """From each film's titles their words and other ways to type them, and their numbers.

    The words are on lines; the numbers are those of the whole titles, also without articles.
    """
    wholes, others = all_words_of_each(list(chain.from_iterable(films)))
    numbers = map(exact_of, wholes)
    exact = [list(islice(numbers, len(titles))) for titles in films]
    ends = list(accumulate(map(len, films)))
    for place, whole in enumerate(wholes):
        if whole.startswith(_ARTICLES):
            exact[bisect_right(ends, place)].append(exact_of(whole.partition(" ")[2]))
    for place, other in others.items():
        wholes[place] += f"\n{other}"
    words = iter(wholes)
    return ["\n".join(islice(words, len(titles))) for titles in films], exact


def words_on_lines(texts: Sequence[str]) -> str:
    """The words of each text, and other ways to type them, on a line."""
    return "\n".join(map(_joined, texts))


def _joined(text: str) -> str:
    words, more = all_words_of(text)
    return " ".join(words + more) if more else " ".join(words)


@lru_cache(maxsize=1024)
def _dated(years: tuple[int, ...]) -> tuple[int, list[int], str]:
    """The decade and the years of release, and their words."""
    known = [year for year in years if year > 0]
    decade = known[0] // 10 * 10 if known else 0
    return decade, known, " ".join(map(str, known))


@lru_cache(maxsize=4096)
def _keyed(names: tuple[str, ...]) -> tuple[list[str], str]:
    """The keys of names that many films have together, and their words to follow others."""
    return _keys(names), "".join([" " + _joined(name) for name in names])


def _keys(names: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(map(_key_of, names)))


_key_of = lru_cache(maxsize=30_000)(key_of)
"""Most people are in many films."""
