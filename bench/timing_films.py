"""Films whose synopses were labelled by hand, and ways to damage their subtitles."""

import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lookback.film.subtitle import Cue, Subtitles
from lookback.film.timing import Statement
from lookback.formats.subtitles.reading import read_subtitles
from lookback.timing.words import names_in, terms_of

_SEED: Final = 20


@dataclass(frozen=True, slots=True)
class Film:
    """A film with a synopsis.

    Attributes:
        subtitles: its file.
        starts, safe: when the film begins to show each sentence, and when all of it is known, in
            seconds.
        counts: whether a label is sure enough to be scored.
    """

    name: str
    statements: tuple[Statement, ...]
    subtitles: Path
    starts: NDArray[np.float64]
    safe: NDArray[np.float64]
    counts: NDArray[np.bool_]

    def read(self) -> Subtitles:
        """Its subtitles."""
        return read_subtitles(self.subtitles.name, self.subtitles.read_bytes())


def films_in(folder: Path) -> list[Film]:
    """The films of a folder: ``*/film.json``, each with ``subtitles.srt`` beside it."""
    found = []
    for path in sorted(folder.glob("*/film.json")) or sorted(folder.glob("timing/*/film.json")):
        told = json.loads(path.read_text("utf-8"))
        sentences = told["sentences"]
        found.append(
            Film(
                told["title"],
                tuple(Statement(one["text"]) for one in sentences),
                path.with_name("subtitles.srt"),
                np.array([one["start_s"] for one in sentences], dtype=np.float64),
                np.array([one["safe_s"] for one in sentences], dtype=np.float64),
                np.array([one.get("confidence") != "low" for one in sentences]),
            )
        )
    return found


def _fewer(cues: Sequence[Cue], share: float) -> list[Cue]:
    chance = random.Random(_SEED)  # noqa: S311 - chance, not a secret
    return [cue for cue in cues if chance.random() >= share]


def _without_names(film: Film, cues: Sequence[Cue]) -> list[Cue]:
    names = names_in(statement.text for statement in film.statements)

    def stripped(text: str) -> str:
        return " ".join(word for word in text.split() if not names.intersection(terms_of(word)))

    return [replace(cue, text=stripped(cue.text), speaker="") for cue in cues]


def _moved(cues: Sequence[Cue], by: float, times: float = 1.0) -> list[Cue]:
    return [replace(cue, start=cue.start * times + by, end=cue.end * times + by) for cue in cues]


def _garbled(cues: Sequence[Cue]) -> list[Cue]:
    """One of ten is lost, moved, or says something else."""
    chance = random.Random(_SEED)  # noqa: S311 - chance, not a secret
    end = cues[-1].end
    kept = []
    for cue in cues:
        fate = chance.random()
        if fate < 0.03:
            continue
        if fate < 0.06:
            at = chance.uniform(0, end)
            cue = replace(cue, start=at, end=at + 2)  # noqa: PLW2901 - the damaged one
        elif fate < 0.1:
            cue = replace(cue, text=chance.choice(cues).text)  # noqa: PLW2901 - the damaged one
        kept.append(cue)
    return sorted(kept, key=lambda cue: cue.start)


DAMAGES: Final[Mapping[str, Callable[[Film, Sequence[Cue]], list[Cue]]]] = MappingProxyType(
    {
        "one cue in ten lost, moved or exchanged": lambda _film, cues: _garbled(cues),
        "40 % of the cues missing": lambda _film, cues: _fewer(cues, 0.4),
        "60 s late": lambda _film, cues: _moved(cues, 60),
        "60 s early": lambda _film, cues: [cue for cue in _moved(cues, -60) if cue.start >= 0],
        "4 % slow": lambda _film, cues: _moved(cues, 0, 1.04),
        "4 % fast": lambda _film, cues: _moved(cues, 0, 0.96),
        "names removed": _without_names,
    }
)
