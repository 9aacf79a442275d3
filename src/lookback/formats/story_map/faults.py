"""What is wrong with a story map: all of it, so that an author can mend it in one go."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from lookback.notices import Note, Notice

_LONGEST: Final = 80
_NEAR: Final = 0.65
"""From which likeness on two names may be meant for each other: ``kik`` and ``kick`` have 0.75."""


@dataclass(slots=True)
class Faults:
    """Faults with their lines, in the order in which they are found."""

    notes: list[Note] = field(default_factory=list)

    def add(self, notice: Notice, line: int, detail: str = "") -> None:
        """One fault; the detail may hold the author's own words."""
        self.notes.append(Note(notice, line, shortened(detail)))

    def unknown(self, notice: Notice, line: int, name: str, known: Iterable[str]) -> None:
        """A name that nothing has, with the one that may be meant."""
        self.add(notice, line, _guessed(name, known))


def shortened(text: str) -> str:
    """The beginning of what an author wrote, on one line."""
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 3]}..."


def _guessed(name: str, known: Iterable[str]) -> str:
    near = None
    if name and len(name) <= _LONGEST:
        near = process.extractOne(
            name,
            list(known),
            scorer=OSA.normalized_similarity,
            score_cutoff=_NEAR,
            processor=str.lower,
        )
    return f"{shortened(name)}: did you mean {near[0]}?" if near else name
