"""Captions that roll: each cue says the line before once more above its own."""

from collections.abc import Sequence
from typing import Final

from lookback.formats.subtitles.base import Raw

_TOUCHING: Final = 100
"""Milliseconds between cues that follow each other without a pause."""
_SHARE: Final = 0.2
_FEWEST: Final = 5


def unrolled(raws: Sequence[Raw]) -> list[Raw]:
    """The cues by their start, with each line said once.

    A cue that stands twice in the file, with the same times and text, is taken once. Lines
    that are merely said twice in a film stay: only in a file where it is the rule that cues
    repeat the line before does a repeated line go.
    """
    ordered = sorted(dict.fromkeys(raws), key=lambda raw: (raw.start, raw.end))
    rolls = sum(map(_rolls, ordered, ordered[1:]))
    if rolls < _FEWEST or rolls < _SHARE * len(ordered):
        return ordered
    kept: list[Raw] = []
    before: Raw | None = None
    for raw in ordered:
        lines = raw.lines
        if before is not None and _rolls(before, raw):
            lines = lines[_common(before.lines, lines) :]
        if lines:
            kept.append(Raw(raw.start, raw.end, lines, raw.speaker))
        before = raw
    return kept


def _rolls(before: Raw, after: Raw) -> bool:
    return after.start - before.end <= _TOUCHING and _common(before.lines, after.lines) > 0


def _common(before: tuple[str, ...], after: tuple[str, ...]) -> int:
    """How many lines at the end of one cue are those at the beginning of the next."""
    most = min(len(before), len(after), 4)
    return next((n for n in range(most, 0, -1) if before[-n:] == after[:n]), 0)
