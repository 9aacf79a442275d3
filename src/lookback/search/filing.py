"""How a film is written into the public index, and what of it can be read back."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import tantivy

from lookback.film.finding import Findable, Kind
from lookback.film.title import key_of
from lookback.search.words import ARTICLES, LONGEST_WHOLE, all_words_of, whole_of

VERSION: Final = 1
"""Of the words and fields: an index of another version is built anew."""
POSITIONED: Final = ("title", "person", "role", "text")
"""Fields that phrases can be looked for in."""
FAMES: Final = (1000, 30)
"""Votes from which a film's titles and people are kept in fields of their own besides: where
enough is found among the few best known films, the many others need not be looked at."""
_FAMOUS: Final = ("title", "person")
_MOST_VOTES: Final = (1 << 24) - 1
_LONGEST_TITLE: Final = 63
_NUMBERS: Final = (1 << 32) - 1
_PARTS: Final = (None, Kind.PERSON, Kind.GENRE, Kind.THEME, Kind.COUNTRY)
_PART: Final = "\x1f"
_VALUE: Final = "\n"
_HEAD_LINES: Final = 3


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
    build.add_unsigned_field("number", indexed=True)
    for name in ("digest", "prominence", "year", "minutes"):
        build.add_unsigned_field(name, fast=True)
    build.add_unsigned_field("decade", indexed=True, fast=True)
    build.add_float_field("score", fast=True)
    build.add_text_field("all", tokenizer_name="whitespace", index_option="basic")
    build.add_text_field("exact", tokenizer_name="raw", index_option="basic")
    famous = [famous_field(name, fame) for name in _FAMOUS for fame in FAMES]
    for name in (*POSITIONED, *famous):
        build.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for kind in (Kind.PERSON, Kind.GENRE, Kind.THEME, Kind.COUNTRY):
        build.add_text_field(key_field(kind), tokenizer_name="raw", index_option="basic", fast=True)
    build.add_bytes_field("kept", stored=True)
    return build.build()


def key_field(kind: Kind) -> str:
    """The field that has the keys of one kind."""
    return "decade" if kind is Kind.DECADE else f"{kind}_key"


def famous_field(field: str, fame: int) -> str:
    """The field that has the words of another, of films with so many votes."""
    return f"{field}_{fame}"


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
    """All of a film that the index has, in few bytes: it is read back, and its digest compared."""
    years = film.years
    lists = (
        [film.title, *film.titles],
        film.people,
        film.genres,
        film.themes,
        film.countries,
        film.roles + film.texts if film.roles or film.texts else film.roles,
    )
    head = (
        f"{film.number}\n{film.slug}\n{years[0] if years else 0}\n{film.minutes} {film.score}"
        f" {film.votes} {film.has_page:d} {years}"
    )
    kept = _PART.join((head, *map(_VALUE.join, lists)))
    divided = sum(len(values) - 1 for values in lists if values) + _HEAD_LINES
    if kept.count(_VALUE) != divided or kept.count(_PART) != len(lists):
        clean = ([_clean(value) for value in values] for values in lists)
        kept = _PART.join((head, *map(_VALUE.join, clean)))
    return kept.encode("utf-8", "replace")


def digest_of(kept: bytes) -> int:
    """Tells whether a film is as it was written."""
    return int.from_bytes(hashlib.blake2b(kept, digest_size=8).digest())


def document_of(film: Findable, kept: bytes) -> tantivy.Document:
    """The film as Tantivy takes it in."""
    document = tantivy.Document()
    document.add_bytes("kept", kept)
    unsigned = document.add_unsigned
    unsigned("number", film.number)
    unsigned("digest", digest_of(kept))
    unsigned("prominence", prominence_of(film))
    years = [year for year in film.years if year > 0]
    unsigned("decade", years[0] // 10 * 10 if years else 0)
    for year in years:
        unsigned("year", year)
    if film.minutes > 0:
        unsigned("minutes", film.minutes)
    if film.votes > 0:
        document.add_float("score", film.score)
    fames = [fame for fame in FAMES if film.votes >= fame]
    everything = list(map(str, years))
    for field, joined in (*_titles(film), *_texts(film)):
        document.add_text(field, joined)
        if field != "exact":
            everything.append(joined)
        if field in _FAMOUS:
            for fame in fames:
                document.add_text(famous_field(field, fame), joined)
    for key in dict.fromkeys(map(_key_of, film.people)):
        document.add_text("person_key", key)
    _add_keyed(document, everything, "genre_key", film.genres)
    _add_keyed(document, everything, "theme_key", film.themes)
    _add_keyed(document, everything, "country_key", film.countries)
    document.add_text("all", " ".join(everything))
    return document


def _titles(film: Findable) -> Iterator[tuple[str, str]]:
    """The titles, by the fields that have their words."""
    titles = dict.fromkeys((film.title, *film.titles)) if film.titles else (film.title,)
    for title in titles:
        words, more = all_words_of(title)
        joined = " ".join(words)
        yield "title", joined
        yield "exact", joined[:LONGEST_WHOLE]
        if len(words) > 1 and words[0] in ARTICLES:
            yield "exact", whole_of(words[1:])
        if more:
            yield "title", " ".join(more)


def _texts(film: Findable) -> Iterator[tuple[str, str]]:
    """All other texts, by the fields that have their words."""
    for field, values in (("person", film.people), ("role", film.roles), ("text", film.texts)):
        for value in values:
            words, more = all_words_of(value)
            yield field, " ".join(words + more)


def _add_keyed(
    document: tantivy.Document, everything: list[str], field: str, names: list[str]
) -> None:
    if names:
        keys, joined = zip(*map(_keyed, names), strict=True)
        everything += joined
        for key in dict.fromkeys(keys):
            document.add_text(field, key)


_key_of = lru_cache(maxsize=30_000)(key_of)
"""Most people are in many films."""


@lru_cache(maxsize=4096)
def _keyed(name: str) -> tuple[str, str]:
    """The key and the words of a name that many films have."""
    words, more = all_words_of(name)
    return key_of(name), " ".join(words + more)


def _clean(value: str) -> str:
    return " ".join(value.replace(_PART, " ").split())
