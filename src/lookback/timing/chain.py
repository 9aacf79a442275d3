"""Where in the film each sentence is shown, given that a synopsis mostly goes forward.

A hidden Markov chain: its states are the slices of the film, its steps the sentences. The
posterior of each sentence comes from all others, by the forward-backward algorithm (Rabiner,
*A Tutorial on Hidden Markov Models*, 1989).
"""

from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np

from lookback.timing.dialogue import SLICES, Floats, centres

TRUST: Final = 0.5
"""How much a score counts (see ``from_scores``)."""
_ELSEWHERE: Final = 0.15
"""How likely it is that what is said says nothing of where a sentence is shown."""
_STEP: Final = 0.05
"""How far a sentence goes on from the one before on average, as a share of the film."""
_BACK: Final = 0.05
"""How likely a sentence is to go back: a flashback, or told out of order."""
_FAR_BACK: Final = 0.15
"""How far it goes back on average, as a share of the film."""
_PLACE: Final = 0.35
"""How much the place in the synopsis counts beside what is said."""
_PLACE_SPREAD: Final = 0.18
"""How far a sentence is from its place, as a share of the film."""
_CURVE: Final = 0.9
"""Synopses tell beginnings at length: a sentence at place ``p`` is about at ``p ** 0.9``."""


def places(texts: Sequence[str]) -> Floats:
    """Where in the film each sentence would be, were they spread by their length; 0 to 1."""
    lengths = np.array([max(1, len(text)) for text in texts], dtype=np.float64)
    ends = np.cumsum(lengths)
    middles: Floats = (ends - lengths / 2) / ends[-1]
    curved: Floats = middles**_CURVE
    return curved


def from_place(where: Floats) -> Floats:
    """The log of each slice's chance by the place alone, up to a constant."""
    away = (centres()[None, :] - where[:, None]) / _PLACE_SPREAD
    chances: Floats = -0.5 * _PLACE * away**2
    return chances


def from_scores(scores: Floats, trust: float = TRUST) -> Floats:
    """The log of each slice's chance by what is said alone.

    Args:
        trust: how much a score counts: the log of a chance, for each point of BM25.
    """
    logs = trust * scores
    logs = logs - _log_sum(logs)
    chances: Floats = np.log((1 - _ELSEWHERE) * np.exp(logs) + _ELSEWHERE / SLICES)
    return chances


def posterior(logs: Floats) -> Floats:
    """The chances of each slice for each sentence, given all of them; rows sum to 1.

    Args:
        logs: of each sentence's own chances, up to a constant.
    """
    own = np.exp(logs - logs.max(axis=1, keepdims=True))
    steps = _steps()
    before, after = np.empty_like(own), np.ones_like(own)
    before[0] = own[0] / own[0].sum()
    for row in range(1, len(own)):
        reached = (before[row - 1] @ steps) * own[row]
        before[row] = reached / reached.sum()
    for row in range(len(own) - 2, -1, -1):
        onward = steps @ (own[row + 1] * after[row + 1])
        after[row] = onward / onward.sum()
    both = before * after
    chances: Floats = both / both.sum(axis=1, keepdims=True)
    return chances


def evidence(logs: Floats) -> Floats:
    """The log of how likely orders of the same sentences are.

    Args:
        logs: of the chances of each sentence by what is said, for each order: shape (orders,
            sentences, slices).

    Returns:
        One number for each order.
    """
    top = logs.max(axis=2, keepdims=True)
    chances = np.exp(logs - top)
    steps = _steps()
    reached = chances[:, 0] / SLICES
    total: Floats = top[:, :, 0].sum(axis=1)
    for row in range(logs.shape[1]):
        if row:
            reached = (reached @ steps) * chances[:, row]
        whole = reached.sum(axis=1, keepdims=True)
        total = total + np.log(whole[:, 0])
        reached = reached / whole
    return total


@cache
def _steps() -> Floats:
    """How likely each slice is after each: mostly a little further, sometimes back."""
    ahead = centres()[None, :] - centres()[:, None]
    onward = np.where(ahead >= 0, np.exp(-np.maximum(ahead, 0) / _STEP), 0.0)
    back = np.where(ahead < 0, np.exp(np.minimum(ahead, 0) / _FAR_BACK), 0.0)
    back /= np.maximum(back.sum(axis=1, keepdims=True), 1e-300)
    onward /= onward.sum(axis=1, keepdims=True)
    steps: Floats = (1 - _BACK) * onward + _BACK * (back + 1 / SLICES) / 2
    return steps


def _log_sum(logs: Floats) -> Floats:
    top = logs.max(axis=1, keepdims=True)
    total: Floats = top + np.log(np.exp(logs - top).sum(axis=1, keepdims=True))
    return total
