"""How a film is written into the public index, and what of it can be read back."""

from binascii import b2a_base64
from collections.abc import Iterable
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Final, NamedTuple
from zlib import crc32

import tantivy

from lookback.film.finding import Findable, Kind
from lookback.film.title import key_of
from lookback.search.words import ARTICLES, LONGEST_WHOLE, all_words_of

VERSION: Final = 5
"""Of the words and fields: an index of another version is built anew."""
POSITIONED: Final = ("title", "person", "role", "text")
"""Fields that phrases can be looked for in."""
LATER: Final = "later"
"""The field that marks films that were written after the index was made, see ``best_known``."""
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
    for name in ("prominence", "year", "minutes"):
        build.add_unsigned_field(name, fast=True)
    build.add_unsigned_field("decade", indexed=True, fast=True)
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


class Filed(NamedTuple):
    """A film on its way into the index.

    Attributes:
        document: as Tantivy takes it in at once: as JSON, since each call into it costs.
        titles: the words of each title, and of other ways to type it.
        people: the words of each name.
        exact: the number of each whole title.
    """

    document: str
    prominence: int
    titles: list[str]
    people: list[str]
    exact: list[int]


def filed(film: Findable, later: bytes = b"") -> Filed:
    """The film as it is written.

    Args:
        later: what is kept of a film that is written when the index has been made; of the others
            that is in a file beside it.
    """
    titles, exact = titles_of([film.title, *film.titles])
    dated, rest = _dated(tuple(film.years))
    prominence = prominence_of(film)
    document = (
        f'{{"number":{film.number},"prominence":{prominence},{dated}{_field("title", titles)}'
    )
    people: list[str] = []
    if film.people or film.texts or film.roles:
        people = words_of_each(film.people)
        roles, texts = words_of_each(film.roles), words_of_each(film.texts)
        document += _field("person", people) + _field("role", roles) + _field("text", texts)
        document += _field("person_key", list(dict.fromkeys(map(_key_of, film.people))))
        rest = " ".join([rest, *people, *roles, *texts])
    for kind, names in (
        (Kind.GENRE, film.genres), (Kind.THEME, film.themes), (Kind.COUNTRY, film.countries),
    ):  # fmt: skip
        if names:
            keyed, words = _keyed(kind, tuple(names))
            document += keyed
            rest += words
    if film.minutes > 0:
        document += f',"minutes":{film.minutes}'
    if film.votes > 0 and 0 <= film.score <= 10:
        document += f',"score":{film.score}'
    if later:
        kept = b2a_base64(later, newline=False).decode()
        document += f',"{LATER}":1,"exact":{exact},"kept":"{kept}"'
    return Filed(f"{document}{_field('rest', [rest])}}}", prominence, titles, people, exact)


def titles_of(titles: list[str]) -> tuple[list[str], list[int]]:
    """The words of each title and of other ways to type it, and the number of each whole one."""
    found: list[str] = []
    exact: list[int] = []
    for title in dict.fromkeys(titles):
        words, more = all_words_of(title)
        whole = " ".join(words)
        found.append(whole)
        exact.append(exact_of(whole))
        if len(words) > 1 and words[0] in ARTICLES:
            exact.append(exact_of(whole[len(words[0]) + 1 :]))
        if more:
            found.append(" ".join(more))
    return found, exact


def words_of_each(texts: Iterable[str]) -> list[str]:
    """The words of each text and other ways to type them, with spaces between."""
    return list(map(_joined, texts))


def _field(name: str, values: list[str]) -> str:
    """The values of one field, to follow another. None has a character that cannot be printed."""
    if not values:
        return ""
    said = '","'.join(values)
    if "\\" in said or said.count('"') > 2 * len(values) - 2:
        said = '","'.join([encode_basestring(value)[1:-1] for value in values])
    return f',"{name}":["{said}"]'


def _joined(text: str) -> str:
    words, more = all_words_of(text)
    return " ".join(words + more) if more else " ".join(words)


@lru_cache(maxsize=1024)
def _dated(years: tuple[int, ...]) -> tuple[str, str]:
    """The fields of the years of release, and their words."""
    known = [year for year in years if year > 0]
    decade = known[0] // 10 * 10 if known else 0
    return f'"decade":{decade},"year":{known}', " ".join(map(str, known))


@lru_cache(maxsize=4096)
def _keyed(kind: Kind, names: tuple[str, ...]) -> tuple[str, str]:
    """The field of names that many films have together, and their words to follow others."""
    return (
        _field(key_field(kind), list(dict.fromkeys(map(key_of, names)))),
        " " + " ".join(map(_joined, names)),
    )


_key_of = lru_cache(maxsize=30_000)(key_of)
"""Most people are in many films."""
