"""The strip of four panels: its drawing is made from what the reader may see, and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from lookback.film.moment import ENDING, START, Moment
from lookback.firewall.view import Panel, View

ACTS: Final = ("Setup", "Development", "Turn", "Conclusion")
"""What the four panels of a four-panel comic are for (ki, shō, ten, ketsu)."""
WIDTH: Final = 120
HEIGHT: Final = 28
_GROUND: Final = 22
_RISES: Final = (11, 17, 8, 14)
_HALF: Final = 4


@dataclass(frozen=True, slots=True)
class Drawing:
    """One panel as the page shows it.

    Attributes:
        act: what this quarter of a story is for.
        state: ``blank``, ``drawn``, or ``now`` for the panel that the reader stands in.
        ink: an SVG path with a rise for each moment of the story that the reader knows.
        caption: Markdown, or empty.
    """

    act: str
    state: str
    begins: Moment
    ends: Moment
    ink: str
    caption: str


def drawings(view: View, *, finished: bool) -> list[Drawing]:
    """The four panels of a view."""
    last = max((index for index, panel in enumerate(view.panels) if panel.drawn), default=-1)
    known = [line.at for line in view.recap]
    return [
        Drawing(
            act=act,
            state=_state(panel, is_last=index == last and not finished),
            begins=panel.begins,
            ends=panel.ends,
            ink=_ink(panel, known, whole=index < last or finished) if panel.drawn else "",
            caption=panel.caption,
        )
        for index, (act, panel) in enumerate(zip(ACTS, view.panels, strict=True))
    ]


def across(panel: Panel, position: Moment) -> int:
    """Where a position lies in a panel, from 0 to ``WIDTH``."""
    length = panel.ends.seconds - panel.begins.seconds
    share = (position.seconds - panel.begins.seconds) * WIDTH // max(length, 1)
    return min(max(share, 0), WIDTH)


def _state(panel: Panel, *, is_last: bool) -> str:
    if not panel.drawn:
        return "blank"
    return "now" if is_last else "drawn"


def _ink(panel: Panel, known: Iterable[Moment], *, whole: bool) -> str:
    inside = sorted(
        {across(panel, at) for at in known if panel.begins < at <= panel.ends != ENDING}
        | ({0} if panel.begins == START and START in known else set())
    )
    path = [f"M0 {_GROUND}"]
    for index, x in enumerate(inside):
        rise = _RISES[index % len(_RISES)]
        path.append(
            f"L{max(x - _HALF, 0)} {_GROUND}Q{x} {_GROUND - 2 * rise} {x + _HALF} {_GROUND}"
        )
    if whole:
        path.append(f"L{WIDTH} {_GROUND}")
    return "".join(path)
