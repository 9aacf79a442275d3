"""TMDB: its daily list of ids, and films as its API gives them.

Described at https://developer.themoviedb.org/docs/daily-id-exports and
https://developer.themoviedb.org/reference/movie-details.
"""

from collections.abc import Iterator, Sequence
from typing import BinaryIO, ClassVar, Final

from lookback.errors import ValueInvalid
from lookback.film.page import Passage
from lookback.film.part import Part
from lookback.formats.catalogues.base import Catalogue, Head, Naming, Told
from lookback.formats.catalogues.json_rows import (
    Fields,
    Row,
    inner,
    inners,
    keys_of,
    number,
    objects,
    text,
)
from lookback.formats.catalogues.recorded import Record, Recorded
from lookback.formats.catalogues.statements import Statements, outside_ids, title_of

LICENCE: Final = (
    "TMDB's data is free for non-commercial use with attribution; commercial use needs an "
    "agreement (https://www.themoviedb.org/api-terms-of-use). Where it is shown, say: This "
    "product uses the TMDB API but is not endorsed or certified by TMDB."
)
_LISTED: Final = frozenset({"adult", "id", "original_title", "popularity", "video"})
_MOVIE: Final = frozenset({"id", "title", "original_title"})
_SHOWN: Final = frozenset(
    (
        "", "original title", "short title", "romanization", "romanized title", "romaji", "pinyin",
        "transliteration", "international title", "international english title", "english title",
        "dvd title", "blu-ray title", "video title", "tv title", "theatrical title",
        "festival title", "reissue title", "re-release title", "alternative spelling",
        "alternative title",
    )
)  # fmt: skip
"""The kinds of other titles that tell no more than a title; anybody can write another one."""
_LARGEST_LISTED: Final = 1_000_000


class TmdbIds(Catalogue):
    """One film a line: its number and its original title."""

    name: ClassVar[str] = "tmdb-ids"
    source: ClassVar[str] = "TMDB"
    licence: ClassVar[str] = LICENCE

    def claims(self, head: Head) -> bool:
        """Whether the first object has the fields of the list, and no title besides."""
        keys = keys_of(head.data)
        return keys >= _LISTED and "title" not in keys

    def rows(self, file: BinaryIO) -> Iterator[Told | int]:
        """Every film that is not for adults. How popular it is today is not kept."""
        read = 0
        for row in objects(file, _LARGEST_LISTED):
            title = title_of(text(row.fields, "original_title"))
            key = _key(row)
            if title and row.fields.get("adult") is not True:
                yield Told(key, title)
            if row.read != read:
                read = row.read
                yield read

    def passages(self, says: str, _named: Naming) -> Sequence[Passage]:
        """The title."""
        made = Statements(self.name)
        made.text(Part.TITLE, says)
        return made


class TmdbMovie(Recorded):
    """One film an object, perhaps with credits, other titles, keywords and outside ids."""

    name: ClassVar[str] = "tmdb-movie"
    source: ClassVar[str] = "TMDB"
    licence: ClassVar[str] = LICENCE

    def claims(self, head: Head) -> bool:
        """Whether the first object has a number, a title and an original title."""
        return keys_of(head.data) >= _MOVIE

    def rows(self, file: BinaryIO) -> Iterator[Told | int]:
        """Every film that is not for adults."""
        for row in objects(file):
            key, fields = _key(row), row.fields
            if not title_of(text(fields, "title")):
                raise ValueInvalid("expected a title", line=row.line)
            if fields.get("adult") is not True:
                outside = inner(fields, "external_ids")
                imdb = text(fields, "imdb_id") or text(outside, "imdb_id")
                wikidata = text(outside, "wikidata_id")
                ids = outside_ids([("imdb", imdb), ("wikidata", wikidata)])
                yield Told(key, _record(fields, self.source).written(), ids)
            yield row.read


def _key(row: Row) -> str:
    film = number(row.fields, "id")
    if not 0 < film < 10**10:
        raise ValueInvalid("expected the number of a film", line=row.line)
    return f"tmdb-{film}"


def _record(fields: Fields, source: str) -> Record:
    credits_, titles = inner(fields, "credits"), inner(fields, "alternative_titles")
    others = [
        (text(one, "title"), _is_shown(text(one, "type"))) for one in inners(titles, "titles")
    ]
    score, votes = text(fields, "vote_average"), text(fields, "vote_count")
    cast = sorted(inners(credits_, "cast"), key=lambda one: number(one, "order"))
    return Record(
        title=text(fields, "title"),
        original=text(fields, "original_title"),
        titles=[title for title, is_shown in others if is_shown],
        working=[title for title, is_shown in others if not is_shown],
        released=text(fields, "release_date"),
        countries=_names(fields, "production_countries"),
        minutes=number(fields, "runtime"),
        genres=_names(fields, "genres"),
        directors=[
            text(one, "name") for one in inners(credits_, "crew") if text(one, "job") == "Director"
        ],
        cast=[(text(one, "name"), text(one, "character")) for one in cast],
        ratings=[(score, votes, "10", source)] if votes else (),
        tagline=text(fields, "tagline"),
        about=[text(fields, "overview")],
        keywords=_names(inner(fields, "keywords"), "keywords"),
        revenue=number(fields, "revenue"),
    )


def _names(fields: Fields, name: str) -> list[str]:
    return [text(one, "name") for one in inners(fields, name)]


def _is_shown(kind: str) -> bool:
    return " ".join(kind.casefold().split()) in _SHOWN
