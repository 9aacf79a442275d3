"""The strip of four panels: its drawing is made from what the reader may see, and nothing else."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from lookback.film.moment import Moment
from lookback.firewall.panels import Panel
from lookback.firewall.view import View

ACTS: Final = ("Setup", "Development", "Turn", "Conclusion")
"""What the four panels of a four-panel comic are for (ki, shō, ten, ketsu)."""
WIDTH: Final = 120
_GROUND: Final = 22
_RISES: Final = (11, 17, 8, 14)
_HALF: Final = 4
_MOST_KEPT: Final = 4096


@dataclass(frozen=True, slots=True)
class Drawing:
    """One panel as the page shows it.

    Attributes:
        act: what this quarter of a story is for.
        state: ``blank``, ``drawn``, or ``now`` for the panel that the reader stands in.
        ink: an SVG path with a rise for each moment of the story that the reader knows.
        ink_ends: where the path ends; from there the page draws on to where the reader is.
        caption: Markdown, or empty.
    """

    act: str
    state: str
    begins: Moment
    ends: Moment
    ink: str
    ink_ends: int
    caption: str


def drawings(view: View, *, finished: bool) -> list[Drawing]:
    """The four panels of a view."""
    last = max((index for index, panel in enumerate(view.panels) if panel.drawn), default=-1)
    known = sorted({line.at.seconds for line in view.recap})
    drawn = zip(ACTS, view.panels, strict=True)
    return [
        _drawing(act, panel, known, is_now=index == last and not finished)
        for index, (act, panel) in enumerate(drawn)
    ]


def across(panel: Panel, position: Moment) -> int:
    """Where a position lies in a panel, from 0 to ``WIDTH``."""
    return _across(panel, position.seconds)


def _drawing(act: str, panel: Panel, known: Sequence[int], *, is_now: bool) -> Drawing:
    rises = _rises(panel, known) if panel.drawn else ()
    return Drawing(
        act=act,
        state="now" if is_now else "drawn" if panel.drawn else "blank",
        begins=panel.begins,
        ends=panel.ends,
        ink=_ink(rises, is_now=is_now) if panel.drawn else "",
        ink_ends=rises[-1] + _HALF if rises else 0,
        caption=panel.caption,
    )


@lru_cache(_MOST_KEPT)
def _ink(rises: tuple[int, ...], *, is_now: bool) -> str:
    """The line of a panel: most panels of a page are the same for most of its readers."""
    path = [f"M0 {_GROUND}"]
    for index, x in enumerate(rises):
        left, top, right = max(x - _HALF, 0), _GROUND - 2 * _RISES[index % len(_RISES)], x + _HALF
        path.append(f"L{left} {_GROUND}Q{x} {top} {right} {_GROUND}")
    if not is_now:
        path.append(f"L{WIDTH} {_GROUND}")
    return "".join(path)


def _rises(panel: Panel, known: Sequence[int]) -> tuple[int, ...]:
    """Where in the panel the moments lie, in seconds, that the reader knows."""
    begins, ends = panel.begins.seconds, panel.ends.seconds
    # The very start belongs to the first panel; a moment between two to the one that it ends.
    first = bisect_right(known, begins) if begins else 0
    return tuple(sorted({_across(panel, at) for at in known[first : bisect_right(known, ends)]}))


def _across(panel: Panel, seconds: int) -> int:
    length = panel.ends.seconds - panel.begins.seconds
    share = (seconds - panel.begins.seconds) * WIDTH // max(length, 1)
    return min(max(share, 0), WIDTH)
