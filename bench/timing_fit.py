"""Fits the numbers behind the gates to labelled films: those that make the labels likeliest."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lookback.timing.dialogue import SLICES
from lookback.timing.known import Calibration, Weighed, known

BEGINNING: Final = Calibration(0.0, 1.0, -0.7, -2.0, 0.3, 1.0, 0.5, -1.5, 1.0)
"""What is believed before any film was seen."""
_SPREAD: Final = np.array([0.5, 0.7, 0.7, 1.5, 0.7, 1.5, 1.5, 1.0, 1.0])
"""How far from it a number may be without much evidence: standard deviations."""
_ROUNDS: Final = 40
_STEP: Final = 0.4
_NEAR: Final = 1
"""Slices beside the labelled one that are as good."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A film whose sentences were labelled: the share of the film at which each is known."""

    weighed: Weighed
    safe: NDArray[np.float64]


def fitted(films: Sequence[Labelled]) -> Calibration:
    """The calibration that fits best, by a search along its coordinates (Hooke and Jeeves)."""
    numbers = np.array(astuple(BEGINNING))
    steps = np.full(len(numbers), _STEP)
    best = _cost(numbers, films)
    for _ in range(_ROUNDS):
        for at in range(len(numbers)):
            for sign in (1, -1):
                other = numbers.copy()
                other[at] += sign * steps[at]
                cost = _cost(other, films)
                if cost < best:
                    best, numbers = cost, other
                    steps[at] *= 1.5
                    break
            else:
                steps[at] /= 2
    return Calibration(*(round(float(number), 2) for number in numbers))


def _cost(numbers: NDArray[np.float64], films: Sequence[Labelled]) -> float:
    by = Calibration(*map(float, numbers))
    missed = sum(_surprise(film, by) for film in films)
    away = (numbers - np.array(astuple(BEGINNING))) / _SPREAD
    return missed + 0.5 * float(away @ away)


def _surprise(film: Labelled, by: Calibration) -> float:
    """How unlikely the labels are: minus the sum of their logs."""
    chances, _ = known(film.weighed, by)
    sure = np.cumsum(chances, axis=1)
    labelled = np.minimum(SLICES - 1, (film.safe * SLICES).astype(int))
    rows = np.arange(len(labelled))
    until = sure[rows, np.minimum(SLICES - 1, labelled + _NEAR)]
    before = np.where(labelled > _NEAR, sure[rows, np.maximum(0, labelled - _NEAR - 1)], 0.0)
    return -float(np.log(np.maximum(until - before, 0.0) + 1e-6).sum())
