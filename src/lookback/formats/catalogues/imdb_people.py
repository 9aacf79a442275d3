"""IMDb: who made the films and plays in them, and what these people are called."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO, ClassVar, Final

from lookback.film.page import Passage
from lookback.film.part import Part
from lookback.formats.catalogues.base import Naming, People, Told
from lookback.formats.catalogues.imdb import NONE, Grouped, Table
from lookback.formats.catalogues.statements import Statements, title_of

_PERSON: Final = "nm[0-9]{7,10}"
_PEOPLE: Final = rf"(?:{_PERSON}(?:,{_PERSON})*|\\N)"
_CREW: Final = re.compile(rf"(tt[0-9]{{7,10}})\t({_PEOPLE}\t{_PEOPLE})")
_NAME: Final = re.compile(
    rf"({_PERSON})\t([^\t]*)\t(?:-?[0-9]{{1,4}}|\\N)\t(?:-?[0-9]{{1,4}}|\\N)\t[^\t]*\t[^\t]*"
)
_ONE: Final = re.compile(_PERSON)
_PRINCIPALS: Final = 5
_CAST: Final = frozenset({"actor", "actress", "self"})
_DIRECTOR: Final = "director"
_KEPT: Final = _CAST | {_DIRECTOR}
_MOST_DIRECTORS: Final = 100


class ImdbCrew(Table):
    """Directors; writers are kept, and not shown, since a record has no field for them."""

    name: ClassVar[str] = "imdb-crew"
    makes_films: ClassVar[bool] = False
    header: ClassVar[str] = "tconst\tdirectors\twriters"

    def rows(self, file: BinaryIO) -> Iterator[Told | int]:
        """One for each title of which anybody is known."""
        nobody = f"{NONE}\t{NONE}"
        for block in self.blocks(file):
            for line in block.lines:
                found = _CREW.fullmatch(line)
                if found is None:
                    raise self.refused(block, line)
                if found[2] != nobody:
                    yield Told(found[1], found[2])
            yield block.read

    def passages(self, says: str, named: Naming) -> Sequence[Passage]:
        """The directors whose names are known."""
        made = Statements(self.name)
        for person in self.people(says):
            made.text(Part.DIRECTOR, named(person))
        return made

    def people(self, says: str) -> Sequence[str]:
        """The directors."""
        directors = says.partition("\t")[0].split(",")[:_MOST_DIRECTORS]
        return [person for person in directors if _ONE.fullmatch(person)]


class ImdbPrincipals(Grouped):
    """The cast in the order of billing with their roles, and directors; others are left out."""

    name: ClassVar[str] = "imdb-principals"
    header: ClassVar[str] = "tconst\tordering\tnconst\tcategory\tjob\tcharacters"
    cells: ClassVar[int] = _PRINCIPALS

    def keeps(self, says: str) -> bool:
        """Whether this is about the cast or a director."""
        return says.split("\t", 3)[2] in _KEPT

    def passages(self, says: str, named: Naming) -> Sequence[Passage]:
        """Those whose names are known."""
        made = Statements(self.name)
        for person, category, characters in _principals(says):
            name = title_of(named(person))
            if not name:
                continue
            if category == _DIRECTOR:
                made.text(Part.DIRECTOR, name)
            else:
                made.credit(name, _role(characters))
        return made

    def people(self, says: str) -> Sequence[str]:
        """The cast and the directors."""
        return list(dict.fromkeys(person for person, _, _ in _principals(says)))


class ImdbNames(Table, People):
    """What people are called; when they lived and what for they are known is not kept."""

    name: ClassVar[str] = "imdb-names"
    makes_films: ClassVar[bool] = False
    header: ClassVar[str] = (
        "nconst\tprimaryName\tbirthYear\tdeathYear\tprimaryProfession\tknownForTitles"
    )

    def rows(self, file: BinaryIO) -> Iterator[Told | int]:
        """One for each person who has a name."""
        shape = _NAME.fullmatch
        for block in self.blocks(file):
            for line in block.lines:
                found = shape(line)
                if found is None:
                    raise self.refused(block, line)
                if found[2] not in {"", NONE}:
                    yield Told(found[1], found[2])
            yield block.read

    def name_of(self, says: str) -> str:
        """The name."""
        return title_of(says)


def _principals(says: str) -> Iterator[tuple[str, str, str]]:
    """Of each row the person, the category and the characters."""
    for line in says.split("\n"):
        cells = line.split("\t")
        if len(cells) == _PRINCIPALS and _ONE.fullmatch(cells[1]) and cells[2] in _KEPT:
            yield cells[1], cells[2], cells[4]


def _role(characters: str) -> str:
    """The one character of ``["Anna"]``; several stand beside one another, and so wait."""
    if characters == NONE:
        return ""
    try:
        names = json.loads(characters)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(names, list):
        return ""
    return " / ".join(name for name in names if isinstance(name, str))
