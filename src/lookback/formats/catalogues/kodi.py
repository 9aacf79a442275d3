"""Kodi: the NFO file beside a film.

Described at https://kodi.wiki/view/NFO_files/Movies.
"""

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO, ClassVar, Final
from xml.etree.ElementTree import ParseError  # only the name: the parser is a defused one

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped] # has no types
from defusedxml.ElementTree import XMLParser  # type: ignore[import-untyped] # has no types

from lookback.errors import TextInvalid, ValueInvalid
from lookback.formats.catalogues.addresses import chief
from lookback.formats.catalogues.base import Head, Told
from lookback.formats.catalogues.lines import whole
from lookback.formats.catalogues.made_keys import made_key
from lookback.formats.catalogues.recorded import Record, Recorded
from lookback.formats.catalogues.statements import (
    minutes_of,
    outside_ids,
    source_of,
    title_of,
    year_of,
)
from lookback.formats.histories.nfo import LARGEST_NFO

_BEGINS: Final = re.compile(rb"<movie[\s>/]")
_BEFORE: Final = ((b"<?", b"?>"), (b"<!--", b"-->"))
_MARK: Final = b"\xef\xbb\xbf"
_END: Final = "</movie>"
_ADDRESS: Final = ("http://", "https://")
_NEVER: Final = "1601"
"""The year in which Kodi's clock begins: how it says that there is no day."""
_DEEPEST: Final = 4


class _Nfo:
    """The target of a parser: what stands in the elements below ``movie``.

    Attributes:
        said: by path, the texts of all elements that have it.
        ids: pairs of a site and what it calls the film.
        cast: pairs of a name and a role.
        ratings: score, votes, highest score and whose they are.
    """

    def __init__(self) -> None:
        self.said: dict[str, list[str]] = {}
        self.ids: list[tuple[str, str]] = []
        self.cast: list[tuple[str, str]] = []
        self.ratings: list[tuple[str, str, str, str]] = []
        self._path: list[str] = []
        self._attributes: Mapping[str, str] = {}
        self._text: list[str] = []
        self._within: dict[str, str] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._path.append(tag)
        self._text = []
        path = self._below_root()
        if path in {"actor", "ratings/rating"}:
            self._within = {}
        if path in {"ratings/rating", "uniqueid"}:
            self._attributes = dict(attributes)

    def data(self, text: str) -> None:
        """Some text, perhaps not all of it."""
        self._text.append(text)

    def end(self, _tag: str) -> None:
        """An element ends."""
        path, said = self._below_root(), "".join(self._text).strip()
        self._text = []
        self._path.pop()
        if path == "actor":
            self.cast.append((self._within.get("name", ""), self._within.get("role", "")))
        elif path == "ratings/rating":
            self.ratings.append(
                (
                    self._within.get("value", ""),
                    self._within.get("votes", "").replace(",", ""),
                    self._attributes.get("max", "10"),
                    source_of(self._attributes.get("name", "")),
                )
            )
        elif path == "uniqueid":
            self.ids.append((self._attributes.get("type", "").lower(), said))
        elif path.startswith(("actor/", "ratings/rating/")):
            self._within.setdefault(path.rpartition("/")[2], said)
        elif said:
            self.said.setdefault(path, []).append(said)

    def first(self, path: str) -> str:
        """The first text of that path, or nothing."""
        return self.said.get(path, [""])[0]

    def all(self, path: str) -> list[str]:
        """All texts of that path, and what is written between slashes in them."""
        return [part.strip() for one in self.said.get(path, []) for part in one.split(" / ")]

    def _below_root(self) -> str:
        return "/".join(self._path[1:_DEEPEST])


class KodiNfo(Recorded):
    """One film a file."""

    name: ClassVar[str] = "kodi-nfo"
    source: ClassVar[str] = "Kodi"

    def claims(self, head: Head) -> bool:
        """Whether it is XML that begins with ``movie``."""
        data = head.data.removeprefix(_MARK).lstrip()
        for begins, ends in _BEFORE:
            if data.startswith(begins):
                data = data.partition(ends)[2].lstrip()
        return _BEGINS.match(data) is not None

    def rows(self, file: BinaryIO) -> Iterator[Told | int]:
        """The film."""
        nfo = _read(file)
        title = title_of(nfo.first("title"))
        if not title:
            raise ValueInvalid("expected a title", line=1)
        ids = outside_ids([*nfo.ids, ("imdb", nfo.first("id")), ("tmdb", nfo.first("tmdbid"))])
        premiered = nfo.first("premiered") or nfo.first("releasedate")
        year = year_of(nfo.first("year")) or year_of(premiered[:4])
        released = premiered if premiered and not premiered.startswith(_NEVER) else ""
        record = Record(
            title=title,
            original=nfo.first("originaltitle"),
            released=released or (str(year) if year and str(year) != _NEVER else ""),
            countries=nfo.all("country"),
            minutes=minutes_of(nfo.first("runtime")),
            genres=nfo.all("genre"),
            directors=nfo.all("director"),
            cast=nfo.cast,
            ratings=nfo.ratings,
            tagline=nfo.first("tagline"),
            about=[nfo.first("outline"), nfo.first("plot")],
            keywords=nfo.all("tag"),
        )
        known = chief(ids)
        director = "".join(record.directors[:1])
        key = known.address if known else made_key(title, year, record.original, director)
        yield Told(key, record.written(), tuple(one for one in ids if one != known))


def _read(file: BinaryIO) -> _Nfo:
    text = whole(file, LARGEST_NFO)
    before, end, after = text.rpartition(_END)
    if end and all(word.startswith(_ADDRESS) for word in after.split()):
        text = before + end
    nfo = _Nfo()
    parser = XMLParser(target=nfo, forbid_dtd=True)
    try:
        # As text, so that what the first line says about an encoding does not matter.
        parser.feed(text)
        parser.close()
    except DefusedXmlException:
        raise TextInvalid("expected XML without a document type", line=1) from None
    except ParseError as error:
        raise TextInvalid("expected whole XML", line=max(1, error.position[0])) from None
    return nfo
