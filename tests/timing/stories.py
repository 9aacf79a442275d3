"""Films made of words that nobody has said, so that where each is said is known."""

import random
from dataclasses import dataclass

from lookback.film.subtitle import Cue, Subtitles
from lookback.film.timing import Statement

_SYLLABLES = ("ba", "du", "ke", "li", "mo", "na", "pu", "ri", "so", "ta", "ve", "zu")
_SMALL_TALK = (
    "Hello there.",
    "Are you all right?",
    "I told you so.",
    "Come on, now.",
    "Never mind.",
)
SCENE = 120.0


@dataclass(frozen=True)
class Story:
    """A film and what is told of it.

    Attributes:
        told: which scene each statement tells.
    """

    statements: tuple[Statement, ...]
    subtitles: Subtitles
    told: tuple[int, ...]

    @property
    def runtime(self) -> float:
        """In seconds."""
        return self.subtitles.end

    def error(self, at: int, shown: float) -> float:
        """How far a moment is from the scene of a statement, as a share of the film."""
        begin = self.told[at] * SCENE
        outside = max(0.0, begin - shown, shown - (begin + SCENE))
        return outside / self.runtime


def story(seed: int = 1, scenes: int = 45, told: tuple[int, ...] = ()) -> Story:
    """A film of as many scenes of two minutes, every third of which is told.

    Args:
        told: the scenes in the order of the synopsis, instead.
    """
    chance = random.Random(seed)  # noqa: S311 - no secret
    words = [_words(chance, 6) for _ in range(scenes)]
    told = told or tuple(range(1, scenes, 3))
    cues = []
    for number, scene in enumerate(words):
        for line in range(12):
            start = number * SCENE + line * 10
            text = chance.choice(_SMALL_TALK)
            if line % 3 == 0:
                text = f"{text} The {chance.choice(scene)} and the {chance.choice(scene)}!"
            cues.append(Cue(start, start + 4, text))
    statements = tuple(
        Statement(f"Then the {' '.join(chance.sample(words[scene], 4))} returns.") for scene in told
    )
    return Story(statements, Subtitles(tuple(cues), "en"), told)


def _words(chance: random.Random, many: int) -> list[str]:
    return ["".join(chance.choices(_SYLLABLES, k=4)) for _ in range(many)]
