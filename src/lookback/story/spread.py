"""How far apart the columns of a storyline chart stand, in pixels."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

STEP: Final = 40.0
"""At least: a mark, and its time above it, have room."""
_FAIR: Final = 56.0
_ROOM: Final = 960.0
"""A desk's width, less what stands at the sides: as wide as a chart is, unless it must be wider."""
_SLACK: Final = 1.05


def evenly(columns: int) -> list[float]:
    """The gaps between so many columns, all the same."""
    gaps = columns - 1
    return [min(_FAIR, max(STEP, _ROOM / gaps))] * gaps if gaps > 0 else []


def by_time(seconds: Sequence[int]) -> list[float]:
    """The gaps between moments in ascending order, by what lies between them, where there is room.

    No gap is narrower than ``STEP``, and the wider ones share what that leaves.
    """
    times = [after - before for before, after in pairwise(seconds)]
    least = STEP * len(times)
    total = max(least * _SLACK, min(_FAIR * len(times), _ROOM))
    wide = set(range(len(times)))
    while True:
        time = sum(times[index] for index in wide)
        if not time:
            return [STEP] * len(times)
        scale = (total - STEP * (len(times) - len(wide))) / time
        narrow = {index for index in wide if times[index] * scale < STEP}
        if not narrow:
            return [times[i] * scale if i in wide else STEP for i in range(len(times))]
        wide -= narrow
