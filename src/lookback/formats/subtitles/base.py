"""What a format of subtitles gives: cues as they stand in the file, and what was damaged."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from lookback.errors import TooLarge

MOST_CUES: Final = 20_000
"""The most cues of a file: ten times what a film has, and what captions have that roll on by the
word for three hours."""
MOST_SAID: Final = 1_000_000
"""Characters that are said in all cues: ten times what a film says that talks without a pause."""
LONGEST_TEXT: Final = 2_000
"""Characters of the longest cue, with its marks: more is no line of a film."""
LONGEST_CUE: Final = 60_000
"""Milliseconds that a cue may stay: one that stays longer has a damaged time, or is a sign."""
LATEST: Final = 24 * 60 * 60 * 1000
"""Milliseconds after which no film goes on."""


@dataclass(frozen=True, slots=True)
class Raw:
    """A cue as it stands in the file.

    Attributes:
        start, end: in milliseconds; ``0 <= start < end < LATEST``.
        lines: of text, not empty, perhaps with marks.
        speaker: where the format has a place for it, else empty.
    """

    start: int
    end: int
    lines: tuple[str, ...]
    speaker: str = ""


@dataclass(slots=True)
class Found:
    """The cues that a format finds, as it goes through a file.

    Attributes:
        raws: in the order of the file.
        damaged: how many cues could not be understood.
        line: of the first of them, counted from 1, or 0.
    """

    raws: list[Raw] = field(default_factory=list)
    damaged: int = 0
    line: int = 0

    def add(self, start: int, end: int, text: str, *, line: int, speaker: str = "") -> None:
        """Take a cue with sound times and a text of a sound length, or count it as damaged.

        An empty one says nothing, and harms nobody: it is dropped.

        Raises:
            TooLarge: there are more than ``MOST_CUES``.
        """
        if len(self.raws) + self.damaged >= MOST_CUES:
            raise TooLarge(f"expected at most {MOST_CUES:,} cues", line=line)
        sound = 0 <= start < end < LATEST and end - start <= LONGEST_CUE
        # An arrow is what is left of another cue, whose own times could not be told apart.
        if not sound or len(text) > LONGEST_TEXT or "-->" in text:
            self.damage(line)
            return
        lines = tuple(stripped for one in text.split("\n") if (stripped := one.strip()))
        if lines:
            self.raws.append(Raw(start, end, lines, speaker))

    def damage(self, line: int) -> None:
        """Count a cue that cannot be understood.

        Raises:
            TooLarge: there are more than ``MOST_CUES``.
        """
        if self.damaged >= MOST_CUES:
            raise TooLarge(f"expected at most {MOST_CUES:,} cues", line=line)
        self.damaged += 1
        self.line = self.line or line


Reader = Callable[[str], Found]
"""Reads the text of a file, whose lines end with line feeds, in one format.

A cue that is damaged is counted, and moves no other.

Raises:
    SubtitlesInvalid, TooLarge: nothing in the file can be read, or it holds too much.
"""
