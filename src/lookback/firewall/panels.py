"""The four panels of a film page: a quarter of the running time each, from cleared lines alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from lookback.film.moment import ENDING, Moment
from lookback.film.progress import Progress
from lookback.film.record import Runtime

UNKNOWN_RUNTIME: Final = Runtime(120)
"""What the panels are cut from where the reader may not know the runtime: no line on it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A cleared passage: Markdown, and the moment of the film that it needed."""

    at: Moment
    text: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One quarter of the running time.

    Attributes:
        begins, ends: positions in the film.
        drawn: whether the reader has come into this quarter.
        caption: the latest thing that may be said of it, in Markdown, or empty.
    """

    begins: Moment
    ends: Moment
    drawn: bool
    caption: str


def quarters(runtime: Runtime) -> tuple[Moment, ...]:
    """The five moments that bound the four panels."""
    return tuple(Moment(runtime.end.seconds * quarter // 4) for quarter in range(5))


def panels(
    runtime: Runtime | None, captions: Sequence[Line], recap: Sequence[Line], progress: Progress
) -> tuple[Panel, Panel, Panel, Panel]:
    """The panels for one reader.

    Args:
        runtime: as far as the reader may know it.
        captions: what the author wrote for panels; where nothing is, the recap speaks.
    """
    bounds = quarters(runtime or UNKNOWN_RUNTIME)

    def panel(quarter: int) -> Panel:
        begins, ends = bounds[quarter], bounds[quarter + 1]
        drawn = progress.finished or progress.position > begins
        said = (_latest(lines, begins, ends, last=quarter == 3) for lines in (captions, recap))
        return Panel(begins, ends, drawn, next(filter(None, said), "") if drawn else "")

    return panel(0), panel(1), panel(2), panel(3)


def _latest(lines: Iterable[Line], begins: Moment, ends: Moment, *, last: bool) -> str:
    """The text of the latest line within a quarter; the ending belongs to the last one."""
    first, end = begins.seconds, ends.seconds
    latest, text = 0, ""
    for line in lines:
        at = line.at.seconds
        inside = first < at <= end or first == 0 == at or (last and at == ENDING.seconds)
        if inside and at >= latest:
            latest, text = at, line.text
    return text
