"""What a catalogue is, and how every one of them is read."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, ClassVar

from msgspec import Struct

from lookback.film.finding import Findable
from lookback.film.page import Passage
from lookback.film.record import OutsideId
from lookback.formats.catalogues.statements import find_open

Naming = Callable[[str], str]
"""The name of a person, of whom a row says only what the catalogue calls them: ``nm0000001``.

Empty where nobody knows.
"""


class Told(Struct, frozen=True, gc=False):
    """What one row of a catalogue tells of one film; there are millions of them.

    Attributes:
        key: the address of a film that this catalogue alone knows, made from what the catalogue
            calls it: ``tt0109288``, ``tmdb-603``, ``q83495``. It has the shape of a slug.
        says: the row, in the catalogue's own form without what is not kept, on one line or more.
            The same row always says the same, byte for byte.
        ids: what other sites call the film, as the row says; the catalogue's own id need not be
            among them where ``key`` is made from it (see ``OutsideId.address``).
        part: counts up where a catalogue tells of one film in several rows that stand apart.
    """

    key: str
    says: str
    ids: tuple[OutsideId, ...] = ()
    part: int = 0


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a file, unpacked: what its kind is told by.

    Attributes:
        name: of the file, without folders, and without ``.gz``.
        data: the first bytes, at most 64 KiB.
    """

    name: str
    data: bytes


class Catalogue(ABC):
    """One kind of file of one catalogue.

    To add one:

    1. Write a module with a subclass: ``claims`` is true for no file of another kind; ``rows``
       streams, and never holds more than a row; ``passages`` and ``find`` read what ``rows``
       kept, and never raise for it.
    2. Add it to the table in ``table.py``.
    3. Add a sample to ``tests/formats/catalogues/samples.py``, where the hostile tests find it,
       and describe it in docs/catalogues.md.

    Text of unknown safety is never shown as safe: its gate is ``CLOSED`` (see ``loglines.py``
    for the one sentence that may be open), and ``find`` leaves it out.

    Attributes:
        name: as said to ``--format``, and as kept with each row: ``imdb-basics``.
        source: how the catalogue is called where a fact is shown: ``IMDb``.
        makes_films: whether a row of it makes a film that the guide does not have; other kinds
            (ratings, other titles) only add to films.
        licence: what an operator must be told before they use it, or empty.
    """

    name: ClassVar[str]
    source: ClassVar[str]
    makes_films: ClassVar[bool] = True
    licence: ClassVar[str] = ""

    @abstractmethod
    def claims(self, head: Head) -> bool:
        """Whether this file is of this kind."""

    @abstractmethod
    def rows(self, file: BinaryIO) -> Iterator[Told | int]:
        """Every film that the file tells of, in its order.

        Between rows, or in the place of a row that is no film (an episode, a game), it may give
        the number of bytes read so far, for a progress bar.

        Raises:
            InputRefused: a row cannot be read; it says which line.
        """

    @abstractmethod
    def passages(self, says: str, named: Naming) -> Sequence[Passage]:
        """What a kept row says, each statement with its gate; lines are 0.

        Outside ids are not among them: ``rows`` told them, and they are kept with the film.
        Several rows of one film can state the same: who shows them keeps each statement once.
        A stand-in (see ``Passage.name``) is named after the catalogue, so that stand-ins of
        several catalogues stay apart. Groups count from 1 within the row: who joins rows to a
        page counts them on.
        """

    def find(
        self, rows: Iterable[tuple[int, str]], films: Mapping[int, Findable], named: Naming
    ) -> None:
        """Add what the open passages of kept rows say to what their films are found by.

        The same as by way of ``passages``, and faster where a kind has its own way: a million
        films are indexed at once. A title that a film has already stays; the others are added
        to ``titles``.

        Args:
            rows: of each the number of its film, and what it says.
            films: by their numbers.
            named: the name of a person, by what the catalogue calls them.
        """
        for number, says in rows:
            find_open(self.passages(says, named), films[number])

    def people(self, _says: str) -> Sequence[str]:
        """Whose names a kept row needs: all that ``passages`` can ask ``named`` for."""
        return ()


class People(Catalogue):
    """One kind of file whose rows tell of people, not of films.

    The key of each row is what the catalogue calls the person. Rows are kept by key, apart from
    those of films, and ``named`` is made of them by way of ``name_of``.
    """

    makes_films: ClassVar[bool] = False

    @abstractmethod
    def name_of(self, says: str) -> str:
        """The person's name, empty where the row does not say; it never raises."""

    def passages(self, _says: str, _named: Naming) -> Sequence[Passage]:
        """Nothing: no film is told of."""
        return ()


class Hierarchy(Catalogue):
    """One kind of file whose rows tell which themes are kinds of which, and of no film."""

    makes_films: ClassVar[bool] = False

    @abstractmethod
    def theme_of(self, says: str) -> tuple[str, tuple[str, ...]]:
        """The theme, and those that it is a kind of; it never raises."""

    def passages(self, _says: str, _named: Naming) -> Sequence[Passage]:
        """Nothing: no film is told of."""
        return ()


def nobody(_person: str) -> str:
    """Where no file of people has been read, nobody's name is known."""
    return ""
