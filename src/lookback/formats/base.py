"""What a format is, and the door that every file comes through."""

import unicodedata
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar, Final

from lookback.errors import TextInvalid, TooLarge
from lookback.film.leak import Silence
from lookback.film.page import Page
from lookback.notices import Note

LARGEST: Final = 1_000_000
"""The largest page that is taken, in bytes: ten times the longest that anyone has written."""
MOST_LINES: Final = 20_000
"""The most lines of a page: each can be a block of its own, which takes time to read."""
MOST_MARKS: Final = 30_000
"""The most characters that may be Markdown: each takes a while to render."""
MOST_GROUPS: Final = 1_000
"""The most interpretations and sections of the author's own in a page."""
_MARKS: Final = "[<&*`\\|"
_KEPT_CONTROLS: Final = "\t\n"


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it came: its name, without folders, and its bytes."""

    name: str
    data: bytes

    def text(self) -> str:
        """The file's text, with line feeds alone as line ends and no byte order mark.

        Raises:
            TooLarge: it is larger than a page may be.
            TextInvalid: it is not UTF-8, or holds control characters.
        """
        if len(self.data) > LARGEST:
            raise TooLarge(f"expected at most {LARGEST:,} bytes", line=1)
        try:
            text = self.data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = self.data.count(b"\n", 0, error.start) + 1
            raise TextInvalid("expected UTF-8", line=line) from None
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        lines = text.split("\n")
        if len(lines) > MOST_LINES:
            raise TooLarge(f"expected at most {MOST_LINES:,} lines", line=MOST_LINES + 1)
        if sum(map(text.count, _MARKS)) > MOST_MARKS:
            raise TooLarge(f"expected at most {MOST_MARKS:,} brackets, stars and the like", line=1)
        for line, content in enumerate(lines, 1):
            if not content.isprintable() and any(map(_is_control, content)):
                raise TextInvalid("expected no control characters", line=line)
        return text


def _is_control(char: str) -> bool:
    return unicodedata.category(char) == "Cc" and char not in _KEPT_CONTROLS


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says: the page, and what its author must be told.

    Attributes:
        silences: warnings of leaks that the author has answered. They are no part of the page:
            nobody is ever shown them, and the guide keeps them in the page's source only.
    """

    page: Page
    notes: tuple[Note, ...]
    silences: tuple[Silence, ...] = ()


class Format(ABC):
    """One way to write a film page.

    To add one:

    1. Write a module with a subclass: ``claims`` looks at the text only, and is true for no file
       of another format; ``read`` gives the page, and raises ``InputRefused`` with a line for
       what cannot be taken. Whatever is not understood becomes a passage that is hidden until
       the ending, with a note: nothing is dropped and nothing is guessed silently.
    2. Add it to the table in ``table.py``.
    3. Put examples into ``tests/examples/`` and describe it in docs/page-format.md.

    Attributes:
        name: as said to ``--format``.
        suffix: of the files that ``export`` writes.
    """

    name: ClassVar[str]
    suffix: ClassVar[str]

    @abstractmethod
    def claims(self, text: str) -> bool:
        """Whether this text is written in this format."""

    @abstractmethod
    def read(self, text: str) -> Reading:
        """Read a page; errors carry the line, and the caller adds the file.

        Raises:
            InputRefused: the text cannot be taken.
        """
