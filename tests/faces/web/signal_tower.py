"""A short film of our own, its story without gates, and the subtitles that go with it."""

from collections.abc import Sequence
from typing import Final

SLUG: Final = "the-signal-tower"
TITLE: Final = "The Signal Tower"
RUNTIME: Final = 90 * 60
_SCENES: Final = (
    (
        3,
        "Marta takes over the signal tower from her uncle.",
        "The tower is yours now, Marta.|Uncle, I have never set a signal.|You will learn",
    ),
    (
        12,
        "A freight train brakes late and crushes a handcart.",
        "Brake! Why does the freight not brake?|The handcart is crushed.|Nobody was on the cart",
    ),
    (
        21,
        "An inspector asks to read the logbook of the night.",
        "I am the inspector from the railway.|Show me the logbook of that night.|It is here",
    ),
    (
        30,
        "She finds that a page was torn out with a knife.",
        "A page is missing.|Somebody cut it with a knife.|Torn out, and I never saw it",
    ),
    (
        40,
        "The telegraph boy Emil confesses that he slept.",
        "I slept, Marta. I was asleep at the telegraph.|Emil, you are a boy.|I must confess",
    ),
    (
        51,
        "They hide the logbook under the coal in the cellar.",
        "Put the book under the coal.|In the cellar nobody looks.|My hands are black with coal",
    ),
    (
        62,
        "Snow covers the points and the express is due.",
        "Snow on the points, and more to come.|The express is due at nine.|Shovel the snow away",
    ),
    (
        73,
        "Marta walks along the track with a red lantern.",
        "Give me the red lantern.|You cannot walk the track in this.|They must see the lantern",
    ),
    (
        82,
        "The express stops a step before her.",
        "It stopped. The express stopped.|One step more, and you were gone.|She stood there",
    ),
)
_BETWEEN: Final = (
    "Good morning.", "Is there any tea left?", "I did not hear you come in.", "Close the door.",
    "What time is it?", "He never writes.", "Sit down for a while.", "It is cold in here.",
    "Did you sleep well?", "Thank you.", "Nothing. It was nothing.", "We should go home soon.",
)  # fmt: skip
SENTENCES: Final = tuple(sentence for _, sentence, _ in _SCENES)
MINUTES: Final = tuple(minute for minute, _, _ in _SCENES)
PAGE: Final = f"""---
title: {TITLE}
release: 2 March 1934
runtime: 90 min
---

A signal tower, and one night that is not in its book.

## Story so far

@0:05 {SENTENCES[0]}

{" ".join(SENTENCES[1:4])}

{" ".join(SENTENCES[4:7])}

{" ".join(SENTENCES[7:])}

## Ending explained

The page was torn out by the one who asked for it.
"""


def subtitles(*, speed: float = 1.0) -> bytes:
    """What is said in the film, as SubRip: each scene in its minute, and small talk between.

    Args:
        speed: of the copy that they are for: 1.04 ends four hundredths early.
    """
    said = [(minute * 60 + 4, line) for minute, line in enumerate(_BETWEEN * 7, 1)]
    for minute, _, lines in _SCENES:
        said += [(minute * 60 + 15 * n, line) for n, line in enumerate(lines.split("|"))]
    return as_srt([(int(at / speed), line) for at, line in sorted(said)])


def of_another_film() -> bytes:
    """As long, and about something else."""
    lines = ("Order!", "The jury has left.", "My client is not well.", "Objection, your honour.")
    return as_srt([(minute * 60, lines[minute % 4]) for minute in range(1, 89)])


def as_srt(said: Sequence[tuple[int, str]]) -> bytes:
    """Lines with their seconds, as SubRip."""
    cues = [
        f"{number}\n{_clock(at)},000 --> {_clock(at + 3)},500\n{line}\n"
        for number, (at, line) in enumerate(said, 1)
    ]
    return "\n".join(cues).encode()


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
