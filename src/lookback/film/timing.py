"""When each sentence of a synopsis becomes safe, and how sure that is."""

from dataclasses import dataclass
from enum import StrEnum

from lookback.film.moment import Moment


class Basis(StrEnum):
    """What an estimate rests on."""

    AUTHOR = "the author's own gate"
    SUBTITLES = "what is said in the film"
    PLACE = "its place in the synopsis"
    ENDING = "it is about the ending, or nothing supports an earlier moment"


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a synopsis.

    Attributes:
        text: as it is written, in plain words.
        gate: that its author has set; ``None`` where none is known. An anchor for the others.
        is_last: it stands in the last part of the story, that tells the ending.
    """

    text: str
    gate: Moment | None = None
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class Estimate:
    """When one sentence is safe.

    Attributes:
        shown: the point estimate of where the film shows it, in seconds.
        gate: from when it may be shown: never before ``shown``, later by the calibrated margin.
        basis: what the estimate rests on.
        confidence: how likely it is that ``shown`` is right to within a twentieth of the film,
            0 to 1.
        cue: index of the cue that supports it most, or ``None``.
        chances: how likely each slice of the film is to be where it is shown; the slices are of
            the same length, and sum to 1.
    """

    shown: float
    gate: Moment
    basis: Basis
    confidence: float
    cue: int | None
    chances: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Timing:
    """When all sentences of a synopsis are safe.

    Attributes:
        runtime: of the film, in seconds.
        estimates: one for each sentence, in their order.
        dialogue: which share of each slice of the film is spoken, 0 to 1; the slices are those of
            ``Estimate.chances``; empty without subtitles.
        fit: how much better the subtitles fit the sentences than chance does, in standard
            deviations; 0 without subtitles.
    """

    runtime: float
    estimates: tuple[Estimate, ...]
    dialogue: tuple[float, ...] = ()
    fit: float = 0.0
