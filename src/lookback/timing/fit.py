"""Whether subtitles are those of the film that a synopsis tells, and at its speed."""

from collections.abc import Collection, Iterable
from typing import Final

import numpy as np

from lookback.errors import SubtitlesAtAnotherSpeed
from lookback.film.moment import Moment
from lookback.timing.chain import evidence, heard
from lookback.timing.dialogue import Floats

_TRUST: Final = 0.8
"""More than where a sentence is placed: chance must not come near by the place alone."""
_ORDERS: Final = 100
"""How many other orders of the sentences chance is measured by."""
_SEED: Final = 20
LEAST_FIT: Final = 4.0
"""Of six labelled films, the right subtitles came to 11 and more, those of the other five to 3.3
and less (docs/benchmarks.md)."""
FEWEST: Final = 6
"""Sentences. Fewer have too few orders to tell anything from chance."""
_FEW_NAMES: Final = 2
_SAID_ANYWHERE: Final = 0.4
"""The share of a synopsis' names that may be said in any film."""
_NAMED: Final = 15.0
"""What all of the others are worth, next to standard deviations."""
_UNSAID: Final = 2
"""Names that are taken to be said in no film, so that a name or two prove nothing."""
_SPEEDS: Final = (24000 / 1001 / 25, 24 / 25, 25 / 24, 25 / (24000 / 1001))
"""What times are multiplied by from the frame rate of one medium to that of another."""
_WHOLE: Final = 80 * 60.0
"""Seconds. Subtitles that end before may be one part of several, unless the film is known to be as
short: those of a second part begin anew at 0, and all that is timed by them opens too early."""
_SLACK: Final = 30.0
"""Seconds by which the last line may be past the film's running time, which is in minutes."""
_CREDITS: Final = 0.9
"""The last line of a film is hardly ever said before this share of it."""


def fit(scores: Floats, names: Collection[str], said: Iterable[Collection[str]]) -> float:
    """How much better subtitles fit a synopsis than chance does, in standard deviations.

    Chance is the same sentences in other orders: a film goes mostly forward, as its synopsis
    does. Names of the synopsis that are said count beside it.

    Args:
        scores: of the sentences, by what is said: shape (sentences, slices).
        names: terms of the names in the synopsis.
        said: the terms of each cue.

    Returns:
        Below ``LEAST_FIT`` where they are no better than chance. Fewer than ``FEWEST`` sentences
        are no better only where several names are in them, and none is said.
    """
    spoken = {term for terms in said for term in terms}
    share = sum(name in spoken for name in names) / (len(names) + _UNSAID)
    if len(scores) < FEWEST:
        return 0.0 if len(names) >= _FEW_NAMES and not share else LEAST_FIT
    random = np.random.default_rng(_SEED)
    numbers = np.arange(len(scores))
    others = [random.permutation(numbers) for _ in range(_ORDERS)]
    likely = evidence(heard(scores, _TRUST), np.array([numbers, *others]))
    spread = float(likely[1:].std())
    away = float(likely[0] - likely[1:].mean()) / spread if spread > 1e-9 else 0.0
    return away + _NAMED * max(0.0, share - _SAID_ANYWHERE)


def rescaling(last: float, runtime: float) -> float:
    """What the times of subtitles must be multiplied by to be those of the film, or 1.

    Args:
        last: when their last line ends, in seconds.
        runtime: of the film, in seconds.
    """
    if _is_at_speed(last, runtime):
        return 1.0
    fitting = [by for by in _SPEEDS if _is_at_speed(last * by, runtime)]
    # Of two that are nearly the same, the one that brings the last line nearer to the end.
    return min(fitting, key=lambda by: abs(last * by - runtime), default=1.0)


def check_length(last: float, runtime: float) -> None:
    """Refuse subtitles that end where the film cannot.

    Args:
        last: when their last line ends, in seconds.
        runtime: of the film, in seconds; 0 where it is not known.

    Raises:
        SubtitlesAtAnotherSpeed: they do, and it tells what might be done.
    """
    if not runtime and last < _WHOLE:
        raise SubtitlesAtAnotherSpeed(
            f"their last line is at {Moment(int(last)).clock}, and nobody has said how long the "
            "film is: say its running time, or take them as they are if it is that short"
        )
    if not runtime or _is_at_speed(last, runtime):
        return
    ends = f"their last line is at {Moment(int(last)).clock} of {Moment(int(runtime)).clock}"
    if rescaling(last, runtime) == 1.0:
        raise SubtitlesAtAnotherSpeed(
            f"{ends}, which no frame rate explains: expected those of the whole film and this "
            "cut; take them as they are if long credits or a wrong running time explain it"
        )
    raise SubtitlesAtAnotherSpeed(
        f"{ends}: rescale them to the film's running time if they are for another frame rate, "
        "or take them as they are if long credits or a wrong running time explain it"
    )


def _is_at_speed(last: float, runtime: float) -> bool:
    return _CREDITS * runtime <= last <= runtime + _SLACK
