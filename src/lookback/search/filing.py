"""How a film is written into the public index, and what of it can be read back."""

from binascii import b2a_base64
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Final, NamedTuple
from zlib import crc32

import tantivy

from lookback.film.finding import Findable, Kind
from lookback.film.title import key_of
from lookback.search.words import ARTICLES, LONGEST_WHOLE, all_words_of

VERSION: Final = 4
"""Of the words and fields: an index of another version is built anew."""
POSITIONED: Final = ("title", "person", "role", "text")
"""Fields that phrases can be looked for in."""
LATER: Final = "later"
"""The field that marks films that were written after the index was made, see ``best_known``."""
_MOST_VOTES: Final = (1 << 24) - 1
_LONGEST_TITLE: Final = 63
_NUMBERS: Final = (1 << 32) - 1
_PARTS: Final = (None, Kind.PERSON, Kind.GENRE, Kind.THEME, Kind.COUNTRY)
_PART: Final = "\x1f"
_VALUE: Final = "\n"


@dataclass(frozen=True, slots=True)
class Kept:
    """What can be read back of a film; most of it is not asked for, so it is split when it is."""

    head: tuple[str, ...]
    parts: tuple[str, ...]

    @classmethod
    def read(cls, data: bytes) -> "Kept":
        """Read what ``kept_of`` wrote."""
        head, *parts = data.decode().split(_PART)
        return cls(tuple(head.split(_VALUE, 3)), tuple(parts))

    @property
    def number(self) -> int:
        """The film's own."""
        return int(self.head[0])

    @property
    def slug(self) -> str:
        """The last part of its address."""
        return self.head[1]

    @property
    def year(self) -> int:
        """Of its first release, or 0."""
        return int(self.head[2])

    @property
    def titles(self) -> list[str]:
        """The one that is shown, and all others."""
        return self.parts[0].split(_VALUE)

    def names(self, kind: Kind) -> list[str]:
        """People, genres, themes or countries."""
        part = self.parts[_PARTS.index(kind)]
        return part.split(_VALUE) if part else []

    def everything(self) -> list[str]:
        """All texts that have its words."""
        return [text for part in self.parts for text in part.split(_VALUE)]


def schema() -> tantivy.Schema:
    """The fields. ``all`` has every word once; the others are for order, lists and syntax."""
    build = tantivy.SchemaBuilder()
    for name in ("number", "exact", LATER):
        build.add_unsigned_field(name, indexed=True)
    for name in ("prominence", "year", "minutes"):
        build.add_unsigned_field(name, fast=True)
    build.add_unsigned_field("decade", indexed=True, fast=True)
    build.add_float_field("score", fast=True)
    build.add_text_field("all", tokenizer_name="whitespace", index_option="basic")
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


def kept_of(film: Findable) -> bytes:
    """All of a film that the index has, in few bytes: it is read back, and compared."""
    years = film.years
    titles = _part([film.title, *film.titles]) if film.titles else _part([film.title])
    kept = (
        f"{film.number}\n{film.slug}\n{years[0] if years else 0}\n{film.minutes} {film.score}"
        f" {film.votes} {film.has_page:d} {years}{_PART}{titles}{_PART}{_part(film.people)}{_PART}"
        f"{_part(film.genres)}{_PART}{_part(film.themes)}{_PART}{_part(film.countries)}{_PART}"
        f"{_part(film.roles + film.texts)}"
    )
    return kept.encode("utf-8", "replace")


def _part(values: list[str]) -> str:
    """The values, and nothing in them that divides values."""
    if not values:
        return ""
    part = _VALUE.join(values)
    if part.count(_VALUE) >= len(values) or _PART in part:
        part = _VALUE.join(" ".join(value.replace(_PART, " ").split()) for value in values)
    return part


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


def filed(film: Findable, kept: bytes, *, later: bool = False) -> Filed:
    """The film as it is written.

    Args:
        kept: what ``kept_of`` made of it.
        later: the index has been made before.
    """
    titles, exact = titles_of([film.title, *film.titles] if film.titles else [film.title])
    dated, years = _dated(tuple(film.years))
    prominence = prominence_of(film)
    document = (
        f'{{"kept":"{b2a_base64(kept, newline=False).decode()}","number":{film.number}'
        f',"prominence":{prominence},{dated},"exact":{exact}{_field("title", titles)}'
    )
    everything = [years, *titles]
    people: list[str] = []
    if film.people or film.texts or film.roles:
        people = words_of_each(film.people)
        roles, texts = words_of_each(film.roles), words_of_each(film.texts)
        document += _field("person", people) + _field("role", roles) + _field("text", texts)
        document += _field("person_key", dict.fromkeys(map(_key_of, film.people)))
        everything += people + roles + texts
    for kind, names in (
        (Kind.GENRE, film.genres), (Kind.THEME, film.themes), (Kind.COUNTRY, film.countries),
    ):  # fmt: skip
        if names:
            keyed, words = _keyed(kind, tuple(names))
            document += keyed
            everything.append(words)
    if film.minutes > 0:
        document += f',"minutes":{film.minutes}'
    if film.votes > 0 and 0 <= film.score <= 10:
        document += f',"score":{film.score}'
    if later:
        document += f',"{LATER}":1'
    document = f'{document},"all":{encode_basestring(" ".join(everything))}}}'
    return Filed(document, prominence, titles, people, exact)


def titles_of(titles: list[str]) -> tuple[list[str], list[int]]:
    """The words of each title and of other ways to type it, and the number of each whole one."""
    found: list[str] = []
    exact: list[int] = []
    for title in dict.fromkeys(titles) if len(titles) > 1 else titles:
        words, more = all_words_of(title)
        whole = " ".join(words)
        found.append(whole)
        exact.append(exact_of(whole))
        if words and words[0] in ARTICLES and len(words) > 1:
            exact.append(exact_of(whole[len(words[0]) + 1 :]))
        if more:
            found.append(" ".join(more))
    return found, exact


def words_of_each(texts: Iterable[str]) -> list[str]:
    """The words of each text and other ways to type them, with spaces between."""
    return list(map(_joined, texts))


def _field(name: str, values: Iterable[str]) -> str:
    """The values of one field, to follow another."""
    return f',"{name}":[{",".join(map(encode_basestring, values))}]' if values else ""


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
    """The field of names that many films have together, and their words."""
    return (
        _field(key_field(kind), dict.fromkeys(map(key_of, names))),
        " ".join(map(_joined, names)),
    )


_key_of = lru_cache(maxsize=30_000)(key_of)
"""Most people are in many films."""
