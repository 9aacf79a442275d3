"""Where in the film each sentence is shown, given that a synopsis mostly goes forward.

A hidden Markov chain: its states are the slices of the film, its steps the sentences. The
posterior of each sentence comes from all others, by the forward-backward algorithm (Rabiner,
*A Tutorial on Hidden Markov Models*, 1989).
"""

from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lookback.timing.dialogue import SLICES, Floats, centres

Orders = NDArray[np.intp]

TRUST: Final = 0.5
"""How much a score counts (see ``from_scores``)."""
_ELSEWHERE: Final = 0.1
"""How likely it is that what is said says nothing of where the synopsis has come to."""
_EXCURSION: Final = 0.6
"""How likely a sentence whose words are said in one place elsewhere is to be shown there."""
_ONE_PLACE: Final = 3
"""Slices on both sides of the likeliest that are one place with it."""
_STEP: Final = 0.05
"""How far a sentence goes on from the one before on average, as a share of the film."""
_LEAP: Final = 0.05
"""How likely a sentence is to leap on, to anywhere later."""
_BACK: Final = 0.05
"""How likely a synopsis is to go back, and on from there."""
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


def heard(scores: Floats, trust: float = TRUST) -> Floats:
    """The chances of each slice by what is said alone; rows sum to 1.

    Args:
        trust: how much a score counts: the log of a chance, for each point of BM25.
    """
    logs = trust * scores
    chances = np.exp(logs - logs.max(axis=1, keepdims=True))
    return _rows(chances)


def posterior(by_words: Floats, by_place: Floats) -> Floats:
    """The chances of each slice for each sentence, given all of them; rows sum to 1.

    Some sentences are excursions: flashbacks, or told out of order, after which the synopsis goes
    on from where it was.

    Args:
        by_words: the chances of each slice by what is said, or by an author's gate.
        by_place: the logs of those by the place, up to a constant.
    """
    line = on_line(by_words)
    along = _along(np.log(line) + by_place)
    here = (1 - _ELSEWHERE) * by_words / line
    away = (along * (1 - here)).sum(axis=1, keepdims=True)
    out = _EXCURSION * _concentration(by_words)
    return _rows(along * (here + (1 - here) * (1 - out)) + out * away * by_words)


def on_line(by_words: Floats) -> Floats:
    """How likely what is said is, were the synopsis to have come to each slice."""
    return (1 - _ELSEWHERE) * by_words + _ELSEWHERE / SLICES


def _along(logs: Floats) -> Floats:
    """The posterior of the line that the synopsis follows.

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
    return _rows(before * after)


def _concentration(chances: Floats) -> Floats:
    """Which share of the chances is in one place: a column."""
    best = chances.argmax(axis=1)[:, None]
    near = np.abs(np.arange(SLICES)[None, :] - best) <= _ONE_PLACE
    share: Floats = (chances * near).sum(axis=1, keepdims=True)
    return share


def evidence(by_words: Floats, orders: Orders) -> Floats:
    """The log of how likely orders of the same sentences are.

    Args:
        by_words: the chances of each slice by what is said: shape (sentences, slices).
        orders: the numbers of the sentences in each order: shape (orders, sentences).

    Returns:
        One number for each order.
    """
    own, steps = on_line(by_words), _steps()
    reached = np.full((len(orders), SLICES), 1 / SLICES)
    total = np.zeros(len(orders))
    for at, told in enumerate(orders.T):
        reached = (reached @ steps if at else reached) * own[told]
        whole = reached.sum(axis=1, keepdims=True)
        total += np.log(whole[:, 0])
        reached /= whole
    return total


@cache
def _steps() -> Floats:
    """How likely each slice is after each: mostly a little further, sometimes back."""
    ahead = centres()[None, :] - centres()[:, None]
    onward = np.where(ahead >= 0, np.exp(-np.maximum(ahead, 0) / _STEP), 0.0)
    leap = np.where(ahead >= 0, 1.0, 0.0)
    back = np.where(ahead < 0, np.exp(np.minimum(ahead, 0) / _FAR_BACK), 0.0)
    near = (1 - _LEAP - _BACK) * _rows(onward) + _LEAP * _rows(leap)
    return near + _BACK * (_rows(back) + 1 / SLICES) / 2


def _rows(chances: Floats) -> Floats:
    whole: Floats = chances / np.maximum(chances.sum(axis=1, keepdims=True), 1e-300)
    return whole
