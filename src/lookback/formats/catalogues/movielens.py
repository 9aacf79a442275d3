"""MovieLens: the tables of films, of their ids elsewhere and of its users' ratings.

Described at https://files.grouplens.org/datasets/movielens/ml-latest-README.html.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO, ClassVar, Final

from lookback.errors import TooLarge, ValueInvalid
from lookback.film.page import Passage
from lookback.film.part import Part
from lookback.formats.catalogues.base import Catalogue, Head, Naming, Told
from lookback.formats.catalogues.lines import blocks, first_line
from lookback.formats.catalogues.statements import MOST, Statements, outside_ids, title_of

MOST_FILMS: Final = 1_000_000
"""The most films of which ratings are counted: their numbers are held in memory."""
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,9}", re.ASCII)
_YEAR: Final = re.compile(r"(.*?) ?\(([0-9]{4})\)", re.ASCII)
_OTHER: Final = re.compile(r"(.*) \(([^()]+)\)")
_ARTICLE: Final = re.compile(
    r"(.+), (The|A|An|Les?|La|L'|Die|Der|Das|Eine?|El|Los|Las|Il|Lo|I|Gli|Une?|Una|De|Den|Det|Os?)"
)
_NO_GENRES: Final = "(no genres listed)"
_AKA: Final = "a.k.a. "
_HALVES: Final = {
    **{f"{half / 2:g}": half for half in range(1, 11)},
    **{f"{half / 2:.1f}": half for half in range(1, 11)},
}
_SAYS: Final = re.compile(r"([0-9])\.([0-9]{2})\t([1-9][0-9]{0,8})", re.ASCII)
_HALF_STARS: Final = 2


class MovieLens(Catalogue):
    """A table of MovieLens, known by its first line.

    Attributes:
        header: the first line.
    """

    source: ClassVar[str] = "MovieLens"
    licence: ClassVar[str] = (
        "MovieLens data is for research and other non-commercial use, with acknowledgement, and "
        "not to be passed on without leave: see the README that comes with it "
        "(https://grouplens.org/datasets/movielens/)."
    )
    header: ClassVar[str]

    def claims(self, head: Head) -> bool:
        """Whether the first line is the table's."""
        return first_line(head.data) == self.header

    def lines(self, file: BinaryIO) -> Iterator[tuple[int, str] | int]:
        """Each line below the first one with its number, and now and then the bytes read."""
        for block in blocks(file):
            for number, line in enumerate(block.lines, block.first):
                if number == 1:
                    if line != self.header:
                        raise self.refused(1)
                elif line:
                    yield number, line
            yield block.read

    def refused(self, line: int) -> ValueInvalid:
        """What a line is told that cannot be read."""
        return ValueInvalid("expected the columns " + self.header.replace(",", ", "), line=line)

    def cells(self, number: int, line: str) -> list[str]:
        """The three cells of a line, the first of them a film's number."""
        try:
            (cells,) = csv.reader([line], strict=True)
        except (csv.Error, ValueError):
            raise self.refused(number) from None
        if len(cells) != 3 or _NUMBER.fullmatch(cells[0]) is None:
            raise self.refused(number)
        return cells


class MovieLensMovies(MovieLens):
    """Titles, years and genres."""

    name: ClassVar[str] = "movielens-movies"
    header: ClassVar[str] = "movieId,title,genres"

    def rows(self, file: BinaryIO) -> Iterator[Told | int]:
        """Every film that has a title."""
        for line in self.lines(file):
            if isinstance(line, int):
                yield line
                continue
            film, title, genres = self.cells(*line)
            if title_of(title):
                yield Told(f"movielens-{film}", f"{title_of(title)}\t{' '.join(genres.split())}")

    def passages(self, says: str, _named: Naming) -> Sequence[Passage]:
        """``Door, The (Tür, Die) (1995)`` is The Door, also known as Die Tür, of 1995."""
        made = Statements(self.name)
        written, _, genres = says.partition("\t")
        written = title_of(written)
        year = _YEAR.fullmatch(written)
        title, others = _titles(year[1] if year else written)
        made.titles(title, others=others)
        made.release(year[2] if year else "")
        for genre in genres.split("|")[:MOST] if genres != _NO_GENRES else ():
            made.text(Part.GENRES, genre)
        return made


class MovieLensLinks(MovieLens):
    """What IMDb and TMDB call the films."""

    name: ClassVar[str] = "movielens-links"
    makes_films: ClassVar[bool] = False
    header: ClassVar[str] = "movieId,imdbId,tmdbId"

    def rows(self, file: BinaryIO) -> Iterator[Told | int]:
        """The ids of every film that has any."""
        for line in self.lines(file):
            if isinstance(line, int):
                yield line
                continue
            film, imdb, tmdb = self.cells(*line)
            pairs = [("imdb", f"tt{imdb.zfill(7)}" if imdb else ""), ("tmdb", tmdb)]
            ids = outside_ids(pairs)
            if len(ids) != bool(imdb) + bool(tmdb):
                raise self.refused(line[0])
            if ids:
                yield Told(f"movielens-{film}", f"{imdb}\t{tmdb}", ids)

    def passages(self, _says: str, _named: Naming) -> Sequence[Passage]:
        """Nothing besides the ids."""
        return ()


class MovieLensRatings(MovieLens):
    """What its users think; only how many and their mean is kept, never who."""

    name: ClassVar[str] = "movielens-ratings"
    makes_films: ClassVar[bool] = False
    header: ClassVar[str] = "userId,movieId,rating,timestamp"

    def rows(self, file: BinaryIO) -> Iterator[Told | int]:
        """At the end of the file, one for each film, in the order of their first ratings."""
        votes: dict[str, int] = {}
        sums: dict[str, int] = {}
        for line in self.lines(file):
            if isinstance(line, int):
                yield line
                continue
            cells = line[1].split(",")
            if len(cells) != 4 or not cells[3]:
                raise self.refused(line[0])
            _, film, rating, _ = cells
            half_stars = _HALVES.get(rating)
            if half_stars is None:
                raise self.refused(line[0])
            if film in votes:
                votes[film] += 1
                sums[film] += half_stars
            else:
                if _NUMBER.fullmatch(film) is None:
                    raise self.refused(line[0])
                if len(votes) >= MOST_FILMS:
                    raise TooLarge(f"expected at most {MOST_FILMS:,} films", line=line[0])
                votes[film], sums[film] = 1, half_stars
        for film, count in votes.items():
            hundredths = (100 * sums[film] + count) // (_HALF_STARS * count)
            whole, rest = divmod(hundredths, 100)
            yield Told(f"movielens-{film}", f"{whole}.{rest:02}\t{count}")

    def passages(self, says: str, _named: Naming) -> Sequence[Passage]:
        """The mean, of 5."""
        made = Statements(self.name)
        if _SAYS.fullmatch(says):
            mean, _, votes = says.partition("\t")
            made.rating(mean, votes, self.source, "5")
        return made


def _titles(written: str) -> tuple[str, list[str]]:
    """The title and the others, which stand in brackets, their articles in front again."""
    others: list[str] = []
    while found := _OTHER.fullmatch(written):
        written = found[1]
        others.insert(0, _in_order(found[2].removeprefix(_AKA)))
    return _in_order(written), others


def _in_order(title: str) -> str:
    found = _ARTICLE.fullmatch(title)
    if found is None:
        return title
    return f"{found[2]}{'' if found[2].endswith(chr(39)) else ' '}{found[1]}"
