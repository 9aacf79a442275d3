"""A film's timeline in a few lines of text, for a terminal."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from lookback.film.moment import ENDING, Moment
from lookback.guide.drafting import Draft

CELLS: Final = 60
_HEIGHTS: Final = " ▁▂▃▄▅▆▇█"
_MARKS: Final = 4
_MANY: Final = 9


def timeline(draft: Draft) -> Iterator[str]:
    """Where it is spoken, where the sentences are shown, and where they open.

    Each character is a sixtieth of the film; a digit is a number of sentences, ``+`` more than
    nine.
    """
    timing = draft.timing
    if timing is None or timing.runtime <= 0:
        return
    end = timing.runtime
    gates = [
        estimate.gate if statement.gate is None else statement.gate
        for statement, estimate in zip(draft.statements, timing.estimates, strict=True)
    ]
    step = CELLS // _MARKS
    marks = "".join(clock(end * n / _MARKS).ljust(step) for n in range(_MARKS))
    yield ""
    yield f"        {marks}{clock(end)}"
    if any(timing.dialogue):
        yield f"spoken  {_heights(timing.dialogue)}"
    yield f"shown   {_counts([one.shown / end for one in timing.estimates])}"
    opened = _counts([gate.seconds / end for gate in gates if gate != ENDING])
    ending = sum(gate == ENDING for gate in gates)
    yield f"opens   {opened}{f'  {ending} at the ending' if ending else ''}"


def clock(seconds: float) -> str:
    """As ``0:32``; to the minute."""
    return Moment.minute(round(seconds / 60)).clock


def _heights(shares: Sequence[float]) -> str:
    told = ""
    for cell in range(CELLS):
        first = cell * len(shares) // CELLS
        part = shares[first : max(first + 1, (cell + 1) * len(shares) // CELLS)]
        share = min(1.0, sum(part) / len(part))
        told += _HEIGHTS[round(share * (len(_HEIGHTS) - 1))]
    return told


def _counts(shares: Sequence[float]) -> str:
    counts = Counter(min(CELLS - 1, max(0, int(share * CELLS))) for share in shares)
    return "".join(_digit(counts[cell]) for cell in range(CELLS))


def _digit(count: int) -> str:
    if not count:
        return "·"
    return str(count) if count <= _MANY else "+"
