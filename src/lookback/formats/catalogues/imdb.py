r"""IMDb: its public tables of titles, other titles and ratings.

Described at https://developer.imdb.com/non-commercial-datasets/. Cells are parted by tabs, ``\N``
is none, and nothing is quoted.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import BinaryIO, ClassVar, Final

from lookback.errors import ValueInvalid
from lookback.film.finding import Findable
from lookback.film.gate import CLOSED, OPEN
from lookback.film.page import Passage
from lookback.film.part import Part
from lookback.formats.catalogues.base import Catalogue, Head, Naming, Told
from lookback.formats.catalogues.lines import Block, blocks, first_line
from lookback.formats.catalogues.statements import (
    MOST,
    Statements,
    add_rating,
    add_title,
    add_year,
    all_added,
    is_kind,
    minutes_of,
    title_of,
    year_of,
)

NONE: Final = "\\N"
LARGEST_GROUP: Final = 200_000
"""How many characters of one film's rows are kept together at most."""
LICENCE: Final = (
    "IMDb lets its data be used for personal and non-commercial purposes only, and not be passed "
    "on; read its terms at https://developer.imdb.com/non-commercial-datasets/ before you use it. "
    "Where it is shown, say: Information courtesy of IMDb (https://www.imdb.com). "
    "Used with permission."
)
_MANY: Final = "\x02"
_SHOWN_TYPES: Final = frozenset(
    ("", "original", "imdbdisplay", "alternative", "dvd", "festival", "tv", "video")
)
_SHOWN_ATTRIBUTES: Final = frozenset(
    (
        "", "short title", "complete title", "alternative spelling", "alternative transliteration",
        "transliterated title", "transliterated iso-latin-1 title", "reissue title",
        "re-release title", "dubbed version", "subtitled version", "original subtitled version",
        "restored version", "uncut version", "longer version", "cut version", "3-d version",
        "dvd title", "dvd box title", "video box title", "video catalogue title", "poster title",
        "tv title", "cable tv title", "theatrical title", "8mm release title", "new title",
        "imax version", "r-rated version", "silent version", "sound version", "first part title",
    )
)  # fmt: skip
_TITLE_ID: Final = "(tt[0-9]{7,10})"
_FILM: Final = re.compile(
    _TITLE_ID + r"\t((?:movie|short|tvMovie|video|tvShort|tvSpecial)\t(?!\\N\t)[^\t]+\t[^\t]+\t0\t"
    r"(?:[0-9]{4}|\\N)\t(?:[0-9]{4}|\\N)\t(?:[0-9]{1,6}|\\N)\t[^\t]+)"
)
_OTHER: Final = re.compile(
    _TITLE_ID + r"\t[A-Za-z]+\t[^\t]*\t[^\t]*\t[01]\t"
    r"(?:[0-9]{4}|\\N)\t(?:[0-9]{4}|\\N)\t(?:[0-9]{1,6}|\\N)\t[^\t]*"
)
_SCORE: Final = r"[0-9](?:\.[0-9]{1,2})?|10(?:\.0)?"
_RATING: Final = re.compile(rf"{_TITLE_ID}\t((?:{_SCORE})\t[0-9]{{1,12}})")
_RATED: Final = re.compile(rf"({_SCORE})\t([0-9]{{1,12}})")
_KEY: Final = re.compile(_TITLE_ID)
_BASICS: Final = 8
_AKAS: Final = 7
_RATINGS: Final = 2


class Table(Catalogue):
    """A table of IMDb, known by its first line, whatever the file is called.

    Attributes:
        header: the first line.
    """

    source: ClassVar[str] = "IMDb"
    licence: ClassVar[str] = LICENCE
    header: ClassVar[str]

    def claims(self, head: Head) -> bool:
        """Whether the first line is the table's."""
        return first_line(head.data) == self.header

    def blocks(self, file: BinaryIO) -> Iterator[Block]:
        """The lines below the first one.

        Raises:
            ValueInvalid: the first line is not the table's.
        """
        for block in blocks(file):
            if block.first > 1:
                yield block
            elif block.lines[0] != self.header:
                raise ValueInvalid(self.expected(), line=1)
            else:
                yield Block(2, block.lines[1:], block.read)

    def expected(self) -> str:
        """The columns, in words."""
        return "expected the columns " + self.header.replace("\t", ", ")

    def refused(self, block: Block, line: str) -> ValueInvalid:
        """What a line is told that cannot be read."""
        return ValueInvalid(self.expected(), line=block.first + block.lines.index(line))


class Grouped(Table):
    """A table with several rows for one title, which follow one another: they are told at once.

    Where they do not follow one another, or are too many, each group counts from the number of
    its first row, so that no group takes the place of another.
    """

    cells: ClassVar[int]
    makes_films: ClassVar[bool] = False

    def keeps(self, _says: str) -> bool:
        """Whether a row, without the title's id, says anything that is kept."""
        return True

    def rows(self, file: BinaryIO) -> Iterator[Told | int]:
        """One for all rows of a title."""
        tabs, keeps = self.cells - 1, self.keeps
        title, part, size = "", 0, 0
        group: list[str] = []
        for block in self.blocks(file):
            for line in block.lines:
                key, _, says = line.partition("\t")
                if says.count("\t") != tabs:
                    raise self.refused(block, line)
                if key != title or size > LARGEST_GROUP:
                    if group:
                        yield Told(title, "\n".join(group), (), part)
                        group = []
                    number = says.partition("\t")[0]
                    if not _KEY.fullmatch(key) or not _is_number(number):
                        raise self.refused(block, line)
                    title, part, size = key, int(number), 0
                if keeps(says):
                    group.append(says)
                    size += len(says)
            yield block.read
        if group:
            yield Told(title, "\n".join(group), (), part)


class ImdbBasics(Table):
    """Titles, years, running times and genres."""

    name: ClassVar[str] = "imdb-basics"
    header: ClassVar[str] = (
        "tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\t"
        "runtimeMinutes\tgenres"
    )

    def rows(self, file: BinaryIO) -> Iterator[Told | int]:
        """The films; series, episodes, games and films for adults are left out."""
        film, other = _FILM.fullmatch, _OTHER.fullmatch
        for block in self.blocks(file):
            for line in block.lines:
                found = film(line)
                if found is not None:
                    yield Told(found[1], found[2])
                elif other(line) is None:
                    raise self.refused(block, line)
            yield block.read

    def passages(self, says: str, _named: Naming) -> Sequence[Passage]:
        """The record's first fields."""
        made = Statements(self.name)
        cells = says.split("\t")
        if len(cells) == _BASICS:
            _, title, original, _, year, _, minutes, genres = cells
            made.titles(title, original)
            if year_of(year):
                made.release(year)
            made.runtime(minutes_of(minutes))
            for genre in genres.split(",")[:MOST] if genres != NONE else ():
                made.text(Part.GENRES, genre)
        return made

    def find(
        self, rows: Iterable[tuple[int, str]], films: Mapping[int, Findable], _named: Naming
    ) -> None:
        """The same."""
        for number, says in rows:
            cells = says.split("\t")
            if len(cells) != _BASICS:
                continue
            _, title, original, _, year, _, minutes, genres = cells
            film, main = films[number], title_of(title)
            if main and not film.title:
                film.title = main
            elif main:
                add_title(film, main)
            if original != title and (other := title_of(original)):
                add_title(film, other)
            if released := year_of(year):
                add_year(film, released)
            film.minutes = film.minutes or minutes_of(minutes)
            film.genres = all_added(film.genres, _genres(genres))


class ImdbAkas(Grouped):
    """The titles that a film has in other countries and languages."""

    name: ClassVar[str] = "imdb-akas"
    header: ClassVar[str] = (
        "titleId\tordering\ttitle\tregion\tlanguage\ttypes\tattributes\tisOriginalTitle"
    )
    cells: ClassVar[int] = _AKAS

    def passages(self, says: str, _named: Naming) -> Sequence[Passage]:
        """Each title once; one of a kind that is not known to be harmless waits."""
        made = Statements(self.name)
        for line in says.split("\n"):
            cells = line.split("\t")
            if len(cells) == _AKAS:
                title, is_open = _title(cells)
                made.text(Part.ALSO_KNOWN_AS, title, OPEN if is_open else CLOSED)
        return made

    def find(
        self, rows: Iterable[tuple[int, str]], films: Mapping[int, Findable], _named: Naming
    ) -> None:
        """The same."""
        for number, says in rows:
            film = films[number]
            for line in says.split("\n"):
                cells = line.split("\t")
                # Most are the title, and told apart before anything else is done.
                if len(cells) == _AKAS and cells[1] != film.title:
                    title, is_open = _title(cells)
                    if title and is_open:
                        add_title(film, title)


class ImdbRatings(Table):
    """What IMDb's users think."""

    name: ClassVar[str] = "imdb-ratings"
    makes_films: ClassVar[bool] = False
    header: ClassVar[str] = "tconst\taverageRating\tnumVotes"

    def rows(self, file: BinaryIO) -> Iterator[Told | int]:
        """One for each title, of whatever kind."""
        shape = _RATING.fullmatch
        for block in self.blocks(file):
            for line in block.lines:
                found = shape(line)
                if found is None:
                    raise self.refused(block, line)
                yield Told(found[1], found[2])
            yield block.read

    def passages(self, says: str, _named: Naming) -> Sequence[Passage]:
        """The rating."""
        made = Statements(self.name)
        found = _RATED.fullmatch(says)
        if found is not None:
            made.rating(found[1], found[2], self.source)
        return made

    def find(
        self, rows: Iterable[tuple[int, str]], films: Mapping[int, Findable], _named: Naming
    ) -> None:
        """The same."""
        for number, says in rows:
            found = _RATED.fullmatch(says)
            if found is not None:
                score, votes = found.groups()
                add_rating(films[number], float(score), int(votes))


def _title(cells: Sequence[str]) -> tuple[str, bool]:
    """The title of a row of other titles, or nothing; and whether it may be shown."""
    title = title_of(cells[1])
    return ("", False) if title == NONE else (title, _is_shown(cells[4], cells[5]))


@lru_cache(maxsize=1024)
def _is_shown(types: str, attributes: str) -> bool:
    return _marks(types) <= _SHOWN_TYPES and _marks(attributes) <= _SHOWN_ATTRIBUTES


def _marks(said: str) -> set[str]:
    return {"" if mark == NONE else mark.lower().strip() for mark in said.split(_MANY)}


@lru_cache(maxsize=1024)
def _genres(said: str) -> Sequence[str]:
    """The genres of a cell, of which there are only so many; each once."""
    if said == NONE:
        return ()
    return list(dict.fromkeys(filter(is_kind, map(title_of, said.split(",")[:MOST])))) or ()


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 9
