"""When all that a sentence states has been shown, how sure that is, and the gate that follows.

A sentence is known some time after the film begins to show it. Most are known by the end of the
scene; some tell of things that the film spreads over many scenes, and are known where their words
are said again, or anywhere later. So what is known is a mixture of both, and the weight of the
second depends on the sentence: words such as "various" or "over the years", its place at the
beginning, and whether it says what happened next.

The gate is the moment at which waiting longer would cost more than it saves: a minute of waiting
is weighed against the chance of being early, never below a given quantile (Koenker and Bassett,
*Regression Quantiles*, 1978, is this rule with one price for all). All numbers were fitted to
labelled films by ``bench/timing.py --fit``.
"""

import re
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lookback.timing.dialogue import SLICES, Floats

Integers = NDArray[np.intp]

_GENERAL: Final = re.compile(
    r"\b(?:various|many|several|(?:a )?few times|always|never|every|each|li[fv]es?|years?|months?|"
    r"days?|weeks?|over time|begins?|becom(?:es?|ing)|grows?|increasingly|continues?|also|despite|"
    r"throughout|during|attempts?|struggles?|events?|often|times|all|entire|other|both|meanwhile|"
    r"gradually|eventually|regular(?:ly)?|new|about)\b",
    re.IGNORECASE,
)
"""Words of sentences that sum up many scenes."""
_NEXT: Final = re.compile(
    r"\b(?:then|after|when|before|later|next|while|as|upon|once|arrives?|finds?|sees?|tells?|"
    r"asks?|goes|runs?|kills?|returns?|leaves?)\b",
    re.IGNORECASE,
)
"""Words of sentences that say what happened next, in one scene."""
_MOST_GENERAL: Final = 3


@dataclass(frozen=True, slots=True)
class Traits:
    """What of a sentence tells whether it sums up many scenes.

    Attributes:
        general: how many words it has that sum up, at most 3.
        next: how many that say what happened next.
    """

    general: int
    next: int

    @classmethod
    def of(cls, text: str) -> "Traits":
        """Count the words."""
        general = min(_MOST_GENERAL, len(_GENERAL.findall(text)))
        return cls(general, len(_NEXT.findall(text)))


@dataclass(frozen=True, slots=True)
class Weighed:
    """What is known of the sentences of a synopsis before anything is calibrated.

    Attributes:
        shown: chances of the slices that each is shown in, as ``chain.posterior`` has them.
        scores: of what is said, for each sentence and slice.
        where: their places, 0 to 1.
        traits: of each sentence.
    """

    shown: Floats
    scores: Floats
    where: Floats
    traits: tuple[Traits, ...]


@dataclass(frozen=True, slots=True)
class Calibration:
    """The numbers that make chances out of scores, fitted to labelled films.

    Attributes:
        sharpness: log of the power that the posterior is raised to.
        scene: log of how many slices a scene lasts on average.
        repeated: log of how much a score counts for where a thing is shown again.
        late, general, beginning, no_next: log-odds that a sentence is spread over many scenes:
            of any; for each general word; for standing at the beginning; for not saying what
            happened next.
        anywhere: log-odds that such a sentence is known anywhere later, whatever is said.
        again: log of how many slices it takes where it is shown again.
    """

    sharpness: float
    scene: float
    repeated: float
    late: float
    general: float
    beginning: float
    no_next: float
    anywhere: float
    again: float


@dataclass(frozen=True, slots=True)
class Promise:
    """How late a gate is rather than early.

    Attributes:
        price: what one early gate is worth in lengths of the film.
        surest: the chance of being known that a gate never stays below.
    """

    price: float
    surest: float


BY_SUBTITLES: Final = Calibration(
    sharpness=0.04,
    scene=0.71,
    repeated=0.47,
    late=-3.69,
    general=0.81,
    beginning=0.58,
    no_next=1.78,
    anywhere=-1.62,
    again=-0.43,
)
BY_PLACE: Final = Calibration(
    sharpness=-0.12,
    scene=1.06,
    repeated=-0.7,
    late=-2.3,
    general=0.73,
    beginning=-0.4,
    no_next=0.83,
    anywhere=-1.55,
    again=1.11,
)
USUAL: Final = Promise(1.0, 0.85)
"""At most 5 % early, next to what is said: of the prices and quantiles that kept it on films left
out of the fit, the one that waits least but for a little slack."""
USUAL_BY_PLACE: Final = Promise(1.2, 0.93)
"""The same where only the place in the synopsis is known."""
STRICT: Final = Promise(6.0, 0.97)
"""At most 1 % early, as far as 200 sentences of six films can carry it."""


def known(weighed: Weighed, by: Calibration) -> tuple[Floats, Floats]:
    """When all of each sentence is known: chances of each slice; rows sum to 1.

    Returns:
        Those chances, and the chances of where it is shown with their sharpness put right.
    """
    shown, scores, where, traits = weighed.shown, weighed.scores, weighed.where, weighed.traits
    soft = _rows(shown ** np.exp(by.sharpness))
    soon = _after(soft, by.scene)
    from_middle = np.arange(SLICES)[None, :] >= medians(shown)[:, None] - 2
    heard = np.exp(np.minimum(np.exp(by.repeated) * scores / 2, 500.0))
    again = _after(_rows(heard * from_middle), by.again)
    anywhere = _rows(from_middle.astype(np.float64))
    counted = np.array([(one.general, 1 / (1 + one.next)) for one in traits]).reshape(-1, 2)
    odds = by.late + by.general * counted[:, 0] + by.no_next * counted[:, 1]
    spread = _share(odds + by.beginning * (1 - where))[:, None]
    lost = _share(np.array(by.anywhere))
    return _rows((1 - spread) * soon + spread * ((1 - lost) * again + lost * anywhere)), soft


def gates(chances: Floats, promise: Promise) -> Integers:
    """The slice at whose end each sentence may be shown."""
    sure = np.cumsum(chances, axis=1)
    waited = (np.arange(SLICES)[None, :] + 1) / SLICES
    cost = np.where(sure >= promise.surest - 1e-9, waited + promise.price * (1 - sure), np.inf)
    cost[:, -1] = np.minimum(cost[:, -1], 1 + promise.price)
    best: Integers = np.argmin(cost, axis=1)
    return best


def medians(chances: Floats) -> Integers:
    """The slice that the middle of each row's chances is in."""
    middle: Integers = np.argmax(np.cumsum(chances, axis=1) >= 0.5 - 1e-12, axis=1)
    return middle


def _after(chances: Floats, length: float) -> Floats:
    """Chances of the end of something that begins by these, and lasts exponentially long."""
    lasting = np.exp(-np.arange(SLICES) / np.exp(length))
    reach = 2 * SLICES
    both = np.fft.rfft(chances, reach, axis=1) * np.fft.rfft(lasting / lasting.sum(), reach)
    return _rows(np.maximum(np.fft.irfft(both, reach, axis=1)[:, :SLICES], 0.0))


def _rows(chances: Floats) -> Floats:
    whole: Floats = chances / np.maximum(chances.sum(axis=1, keepdims=True), 1e-300)
    return whole


def _share(odds: Floats) -> Floats:
    share: Floats = 1 / (1 + np.exp(-odds))
    return share
