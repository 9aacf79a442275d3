"""Wikipedia: films of its yearly lists, as JSON with the first lines of each article.

The files of https://github.com/prust/wikipedia-movie-data, one list for each decade or for all.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import BinaryIO, ClassVar, Final

from lookback.errors import ValueInvalid
from lookback.film.gate import OPEN
from lookback.film.page import Passage
from lookback.film.part import Part
from lookback.formats.catalogues.base import Catalogue, Head, Naming, Told
from lookback.formats.catalogues.json_rows import (
    fields_of,
    kept,
    keys_of,
    number,
    objects,
    text,
    texts,
)
from lookback.formats.catalogues.loglines import parted
from lookback.formats.catalogues.made_keys import made_key
from lookback.formats.catalogues.statements import MOST, Statements, outside_ids, title_of, words

_YEAR: Final = re.compile(r"\(([0-9]{4})_(?:[^()]*_)?(?:film|serial)\)", re.ASCII)
_KEYS: Final = frozenset({"title", "year", "cast", "genres"})


class Wikipedia(Catalogue):
    """One film an object."""

    name: ClassVar[str] = "wikipedia"
    source: ClassVar[str] = "Wikipedia"
    licence: ClassVar[str] = (
        "Text from Wikipedia is under CC BY-SA 4.0 "
        "(https://creativecommons.org/licenses/by-sa/4.0/): where it is shown, name Wikipedia, "
        "and pass it on under the same licence."
    )

    def claims(self, head: Head) -> bool:
        """Whether the first object has the fields that all have."""
        return keys_of(head.data) >= _KEYS

    def rows(self, file: BinaryIO) -> Iterator[Told | int]:
        """Each film, with its article as its id where that can be one."""
        # The lists name a few films twice; each is kept.
        told: Counter[str] = Counter()
        for row in objects(file):
            title, year = title_of(text(row.fields, "title")), number(row.fields, "year")
            if not title:
                raise ValueInvalid("expected a title", line=row.line)
            cast = [words(name) for name in texts(row.fields, "cast")[:MOST]]
            href = text(row.fields, "href")
            says = kept(
                {
                    "title": title,
                    "year": year,
                    "cast": cast,
                    "genres": [words(genre) for genre in texts(row.fields, "genres")[:MOST]],
                    "extract": words(text(row.fields, "extract")),
                }
            )
            key = made_key(title, year, href, *cast[:1])
            ids = [("wikipedia", href)] if _is_of(href, year) else []
            yield Told(key, says, outside_ids(ids), told[key])
            told[key] += 1
            yield row.read

    def passages(self, says: str, _named: Naming) -> Sequence[Passage]:
        """The record, and the article's first lines as far as they may be shown."""
        made, fields = Statements(self.name), fields_of(says)
        title = text(fields, "title")
        made.text(Part.TITLE, title)
        made.release(text(fields, "year"))
        for name in texts(fields, "cast"):
            made.credit(name)
        for genre in texts(fields, "genres"):
            made.text(Part.GENRES, genre)
        shown, waits = parted(words(text(fields, "extract")), [title])
        made.prose(Part.PREMISE, shown, OPEN)
        made.prose(Part.PREMISE, waits)
        return made


def _is_of(href: str, year: int) -> bool:
    """Whether the article can be the film's: a list sometimes links a remake's instead."""
    named = _YEAR.search(href)
    return named is None or abs(int(named[1]) - year) <= 1
