"""Schema.org: films described in JSON-LD, alone or within a page in HTML.

Described at https://schema.org/Movie.
"""

import html
import re
from collections.abc import Iterator
from typing import BinaryIO, ClassVar, Final
from urllib.parse import urlsplit

from lookback.errors import TextInvalid, ValueInvalid
from lookback.formats.catalogues.addresses import chief, ids_in
from lookback.formats.catalogues.base import Head, Told
from lookback.formats.catalogues.json_rows import (
    Fields,
    Row,
    inner,
    inners,
    keys_of,
    listed,
    objects,
    parsed_all,
    text,
    texts,
)
from lookback.formats.catalogues.lines import whole
from lookback.formats.catalogues.made_keys import made_key
from lookback.formats.catalogues.recorded import Record, Recorded
from lookback.formats.catalogues.statements import minutes_of, title_of, year_of

LARGEST_PAGE: Final = 8_000_000
"""The largest page in HTML, in bytes."""
_LD: Final = "ld+json"
_SCRIPT: Final = "<script"
_SCRIPT_ENDS: Final = "</script"
_HTML: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head)[\s>]", re.IGNORECASE)
_LASTS: Final = re.compile(r"P(?:T(?:([0-9]{1,2})H)?(?:([0-9]{1,4})M)?(?:[0-9]{1,5}S)?)", re.ASCII)
_DATE: Final = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?", re.ASCII)
_SOURCES: Final = {
    "imdb.com": "IMDb",
    "themoviedb.org": "TMDB",
    "letterboxd.com": "Letterboxd",
    "metacritic.com": "Metacritic",
    "rottentomatoes.com": "Rotten Tomatoes",
    "trakt.tv": "Trakt",
    "movielens.org": "MovieLens",
    "allocine.fr": "AlloCiné",
}


class SchemaOrg(Recorded):
    """One film an object whose type is ``Movie``."""

    name: ClassVar[str] = "schema-org"
    source: ClassVar[str] = "schema.org"

    def claims(self, head: Head) -> bool:
        """Whether the first object is JSON-LD, or it is a page in HTML with some."""
        if _HTML.match(head.data):
            return _LD.encode() in head.data
        return not keys_of(head.data).isdisjoint({"@type", "@graph"})

    def rows(self, file: BinaryIO) -> Iterator[Told | int]:
        """The films; whatever else is described is left out."""
        start = file.read(1 << 16)
        rest = _Joined(start, file)
        for row in _scripts(rest) if _HTML.match(start) else objects(rest):
            for fields in _movies(row.fields):
                yield _told(fields, row.line)
            yield row.read


class _Joined:
    """A file of which the beginning has been read already."""

    def __init__(self, start: bytes, file: BinaryIO) -> None:
        self.start = start
        self.file = file

    def read(self, size: int, /) -> bytes:
        """Some bytes; none at the end."""
        start, self.start = self.start, b""
        return start or self.file.read(size)


def _scripts(file: "_Joined") -> Iterator[Row]:
    """The objects in the scripts of a page that are JSON-LD."""
    page = whole(file, LARGEST_PAGE)
    at, folded = 0, _folded(page)
    while (begins := folded.find(_SCRIPT, at)) >= 0:
        inside = folded.find(">", begins) + 1
        ends = folded.find(_SCRIPT_ENDS, inside) if inside else -1
        if ends < 0:
            if inside and _LD not in folded[begins:inside]:
                return
            raise TextInvalid("expected a whole page", line=page.count("\n", 0, begins) + 1)
        if _LD in folded[begins:inside]:
            line = page.count("\n", 0, inside) + 1
            for fields in parsed_all(page[inside:ends], line):
                yield Row(fields, line, ends)
        at = ends


def _folded(page: str) -> str:
    """The page in which A and a are the same; every character stays in its place."""
    return page.translate({upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)})


def _movies(fields: Fields) -> Iterator[Fields]:
    for one in (fields, *inners(fields, "@graph")):
        if any(kind.rpartition("/")[2] == "Movie" for kind in texts(one, "@type")):
            yield one


def _told(fields: Fields, line: int) -> Told:
    title = title_of(_text(fields, "name"))
    if not title:
        raise ValueInvalid("expected a name", line=line)
    own = [text(fields, "url"), text(fields, "@id")]
    ids = ids_in([*own, *texts(fields, "sameAs")])
    published = _DATE.match(text(fields, "datePublished"))
    released = published[0] if published else ""
    record = Record(
        title=title,
        titles=list(map(html.unescape, texts(fields, "alternateName"))),
        released=released,
        countries=_names(fields, "countryOfOrigin"),
        minutes=_minutes(text(fields, "duration")),
        genres=list(map(html.unescape, texts(fields, "genre"))),
        directors=_names(fields, "director"),
        cast=list(_cast(fields)),
        ratings=list(_ratings(fields, own)),
        about=[_text(fields, "description")],
        keywords=_keywords(fields),
    )
    known = chief(ids)
    director = "".join(record.directors[:1])
    key = known.address if known else made_key(title, year_of(released[:4]), director, *own)
    return Told(key, record.written(), tuple(one for one in ids if one != known))


def _text(fields: Fields, name: str) -> str:
    return html.unescape(text(fields, name))


def _names(fields: Fields, name: str) -> list[str]:
    """What the people or countries of a property are called."""
    return list(filter(None, map(_name, listed(fields, name))))


def _name(value: object) -> str:
    if isinstance(value, dict):
        return _text(value, "name")
    return html.unescape(value) if isinstance(value, str) else ""


def _cast(fields: Fields) -> Iterator[tuple[str, str]]:
    for one in listed(fields, "actor"):
        if isinstance(one, dict) and "actor" in one:
            role = " / ".join(map(html.unescape, texts(one, "characterName")))
            for name in _names(one, "actor"):
                yield name, role
        elif name := _name(one):
            yield name, ""


def _ratings(fields: Fields, own: list[str]) -> Iterator[tuple[str, str, str, str]]:
    rating = inner(fields, "aggregateRating")
    votes = text(rating, "ratingCount") or text(rating, "reviewCount")
    if votes:
        scale = text(rating, "bestRating") or "5"
        yield text(rating, "ratingValue"), votes, scale, _site(own)


def _site(own: list[str]) -> str:
    """Whose page it is, where that is known by name: a host can say anything."""
    for address in own:
        try:
            host = (urlsplit(address).hostname or "").removeprefix("www.")
        except ValueError:
            continue
        if host:
            return _SOURCES.get(host, "")
    return ""


def _keywords(fields: Fields) -> list[str]:
    return [html.unescape(part) for one in texts(fields, "keywords") for part in one.split(",")]


def _minutes(lasts: str) -> int:
    found = _LASTS.fullmatch(lasts)
    if found is None:
        return 0
    return minutes_of(str(int(found[1] or 0) * 60 + int(found[2] or 0)))
