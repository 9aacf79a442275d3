"""What a history is, and how every one of them is read."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final

from lookback.errors import FormatUnknown, InputRefused, TextInvalid, TooLarge
from lookback.film.entry import Entry

MOST_ROWS: Final = 200_000
"""The most rows of a history, in all its files: a film a day for five hundred years."""
MOST_VALUES: Final = 5_000_000
"""The most commas and brackets of one file: each can become a value, which takes memory."""
_LONGEST_NAME: Final = 100


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came, or one out of an archive: its bytes, and a name that is safe to show.

    Attributes:
        name: without folders, which are dropped, whichever way their slashes lean. What cannot
            be printed becomes ``?``, and of a very long name the end is kept.
    """

    name: str
    data: bytes

    def __post_init__(self) -> None:
        base = self.name.replace("\\", "/").rpartition("/")[2][-_LONGEST_NAME:]
        safe = "".join(char if char.isprintable() else "?" for char in base)
        object.__setattr__(self, "name", safe)

    def text(self) -> str:
        """The file's text, without a byte order mark.

        Raises:
            TextInvalid: it is not UTF-8.
            TooLarge: it holds more values than any history does.
        """
        try:
            text = self.data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = self.data.count(b"\n", 0, error.start) + 1
            raise TextInvalid("expected UTF-8", file=self.name, line=line) from None
        if sum(map(text.count, ",[{")) > MOST_VALUES:
            raise TooLarge(f"expected at most {MOST_VALUES:,} values", file=self.name, line=1)
        return text


class Skipped(StrEnum):
    """Why a row is left out."""

    SERIES = "series and episodes"
    OTHER = "games and other things that are no films"
    NOT_BEGUN = "films not begun"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a history says.

    Attributes:
        source: the name of the format that it was read in.
        entries: in the order of the files and of their rows.
        skipped: how many rows were left out, and why.
    """

    source: str
    entries: tuple[Entry, ...]
    skipped: Mapping[Skipped, int]


class History(ABC):
    """One service's way to write down what somebody has watched.

    To add one:

    1. Write a module with a subclass: ``takes`` looks at one file, and is true for no file of
       another service; ``rows`` reads a file that it takes. A row that is no film is a
       ``Skipped``. A row that says how far somebody has watched and cannot be read is refused,
       with its line: half a history is worse than none. What only helps to find the film, such
       as an outside id, is left out where it cannot be read.
    2. Add it to the table in ``table.py``.
    3. Add a sample to ``tests/formats/histories/samples.py``, where the hostile tests find it,
       and describe it in docs/histories.md.

    Attributes:
        name: as the reader is told it, and as ``source`` says it.
    """

    name: ClassVar[str]

    @abstractmethod
    def takes(self, file: Upload) -> bool:
        """Whether this is a file of the service that says what was watched."""

    @abstractmethod
    def rows(self, file: Upload) -> Iterator[Entry | Skipped]:
        """Read a file that is taken; errors carry the line, and the caller adds the file.

        Raises:
            InputRefused: the file cannot be taken.
        """

    def claims(self, files: Sequence[Upload]) -> bool:
        """Whether this upload comes from the service."""
        return any(map(self.takes, files))

    def read(self, files: Sequence[Upload]) -> Reading:
        """Read the files that are taken, and leave the others alone.

        Raises:
            FormatUnknown: none is taken.
            TooLarge: more than ``MOST_ROWS`` rows.
            InputRefused: a file cannot be taken; it says which, and the line.
        """
        taken = [file for file in files if self.takes(file)]
        if not taken:
            raise FormatUnknown(f"expected a history of {self.name}")
        entries: list[Entry] = []
        skipped: Counter[Skipped] = Counter()
        for file in taken:
            try:
                for row in self.rows(file):
                    if isinstance(row, Skipped):
                        skipped[row] += 1
                    else:
                        entries.append(row)
                    if len(entries) + skipped.total() > MOST_ROWS:
                        raise TooLarge(f"expected at most {MOST_ROWS:,} rows")
            except InputRefused as refused:
                raise refused.at(file=file.name, line=1) from None
        return Reading(self.name, tuple(entries), dict(skipped))


@contextmanager
def at_line(line: int) -> Iterator[None]:
    """Give what is refused within the line that it was read from."""
    try:
        yield
    except InputRefused as refused:
        raise refused.at(line=line) from None
