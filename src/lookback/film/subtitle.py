"""What is said in a film, and when. It is read, used, and never kept."""

from dataclasses import dataclass
from typing import Final

UNKNOWN_LANGUAGE: Final = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """One line of subtitles.

    Attributes:
        start, end: when it is on the screen, in seconds from the beginning of the film;
            ``0 <= start < end``.
        text: what is said or sung, on one line, without marks; may be empty.
        speaker: who says it, where the subtitles name them, else empty.
        sounds: what is heard or done, as subtitles for the hard of hearing put it in brackets
            (``phone rings``), else empty.
    """

    start: float
    end: float
    text: str
    speaker: str = ""
    sounds: str = ""


@dataclass(frozen=True, slots=True)
class Subtitles:
    """The subtitles of a film.

    Attributes:
        cues: by their start; at least one.
        language: that most of it is in, as ISO 639-1 has it (``en``), or empty.
        left_out: how many cues could not be understood, or say nothing of the film.
    """

    cues: tuple[Cue, ...]
    language: str = UNKNOWN_LANGUAGE
    left_out: int = 0

    @property
    def end(self) -> float:
        """When the last cue is gone, in seconds."""
        return max(cue.end for cue in self.cues)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a film, as discs and media servers mark it.

    Attributes:
        start: in seconds from the beginning of the film.
        name: what it is called, or empty.
    """

    start: float
    name: str = ""
