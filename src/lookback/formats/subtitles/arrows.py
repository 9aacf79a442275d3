"""SubRip (SRT), WebVTT and SubViewer: a line with two times, then the text.

pysubs2 takes a line of times that it cannot read for text of the cue before. Here such a line
ends that cue, and what follows it is left out.
"""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from lookback.formats.subtitles.base import Found
from lookback.formats.subtitles.clock import CLOCK, from_match

_FULL: Final = r"[0-9]{1,2} ?: ?[0-9]{1,2} ?: ?[0-9]{1,2} ?[.,]"
_BETWEEN: Final = (
    r"[ \t]*(?:-{1,3} ?>|→)[ \t]*"
    # Between two whole times anything may stand that is no letter and no digit.
    rf"|(?:(?<=[.,][0-9]{{2}})|(?<=[.,][0-9]{{3}}))[^0-9A-Za-z\n]{{1,6}}(?={_FULL})"
)
_TIMES: Final = re.compile(
    rf"(?<!\S){CLOCK.format('a')}(?:{_BETWEEN}){CLOCK.format('b')}(?!\S)", re.ASCII
)
"""Two times. A piece of a damaged one must not be taken for a time, so nothing may touch them."""
_SETTINGS: Final = re.compile(r"(?:[ \t]+(?:[A-Za-z][A-Za-z0-9]*:[^ \t]*))+[ \t]*|[ \t]*", re.ASCII)
"""What may follow the times: ``align:start`` of WebVTT, ``X1:100`` of SRT."""
_NUMBER: Final = re.compile(r"[ \t]*([0-9]{1,6})[ \t]*", re.ASCII)
_TEXT_AND_NUMBER: Final = re.compile(r"(.*?)[ \t]+([0-9]{1,6})[ \t]*", re.ASCII)
_TIMES_OR_DAMAGE: Final = re.compile(r"-->|--|[0-9] ?[:.,] ?[0-9]", re.ASCII)
_CLOCK: Final = re.compile(r"[0-9]{1,2} ?: ?[0-9]{2} ?[:.,]", re.ASCII)
_BLOCKS: Final = re.compile(r"(?:NOTE|STYLE|REGION|WEBVTT)(?:[ \t].*|$)")
_DOUBLED: Final = 0.9
"""The share of every second line that is empty where all lines were doubled."""
_LONGEST_LINE: Final = 10_000


def read_arrows(text: str) -> Found:
    """Read SRT, WebVTT or SubViewer; a ``Reader``."""
    lines, step = _undoubled(text.replace("[br]", "\n").split("\n"))
    scan = _Scan(step)
    for number, paragraph in _paragraphs(lines):
        scan.paragraph(number, paragraph)
    scan.end()
    return scan.found


def _undoubled(lines: list[str]) -> tuple[list[str], int]:
    """The lines without the empty one that follows each, where it does; and how many went."""
    for first in (0, 1):
        between = lines[1 - first :: 2]
        if len(between) > 3 and sum(not line.strip() for line in between) > _DOUBLED * len(between):
            kept = lines[first::2]
            # In a file with empty lines between short cues, the other half has empty ones, too.
            if sum(not line.strip() for line in kept) < len(kept) / 2:
                return kept, 2
    return lines, 1


def _paragraphs(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """What stands between empty lines, each with the index of its first line."""
    first, paragraph = 0, list[str]()
    for index, line in enumerate(lines):
        if line and not line.isspace():
            if not paragraph:
                first = index
            paragraph.append(line)
        elif paragraph:
            yield first, paragraph
            paragraph = []
    if paragraph:
        yield first, paragraph


class _Scan:
    """A way through the paragraphs of a file; the cue that it has come to is open."""

    def __init__(self, step: int) -> None:
        self.found = Found()
        self._step = step
        self._number = 0  # of the open cue, or of the last that had one
        self._times: tuple[int, int] | None = None
        self._line = 0
        self._text: list[str] = []

    def paragraph(self, first: int, lines: list[str]) -> None:
        """Go through a paragraph, whose first line has an index."""
        before: list[str] = []
        waiting = self._times is not None and not self._text
        headed = False
        for offset, line in enumerate(lines):
            at = (first + offset) * self._step + 1
            for part in _parts(line):
                if isinstance(part, str):
                    (self._text if headed else before).append(part)
                    continue
                above = self._take_number if headed else partial(self._before, at)
                number = above(self._text if headed else before)
                self.end()
                headed = True
                self._number = number or self._number + 1
                self._open(part, at)
        if not headed:
            self._headless(before, first * self._step + 1, waiting=waiting)

    def _open(self, times: re.Match[str] | None, at: int) -> None:
        start = from_match(times, "a") if times else None
        end = from_match(times, "b") if times else None
        self._line = at
        if start is None or end is None:
            self.found.damage(at)
            self._times = None
        else:
            self._times = start, end
        self._text = []

    def end(self) -> None:
        """End the open cue."""
        if self._times is not None:
            self.found.add(*self._times, "\n".join(self._text), line=self._line)
        self._times, self._text = None, []

    def _take_number(self, text: list[str]) -> int:
        """Take the number of the next cue off the end of a text, if that is what it is."""
        match = _NUMBER.fullmatch(text[-1]) if text else None
        if match and int(match[1]) == self._number + 1:
            text.pop()
            return int(match[1])
        glued = _TEXT_AND_NUMBER.fullmatch(text[-1]) if text else None
        if glued and int(glued[2]) == self._number + 1:
            text[-1] = glued[1]
            return int(glued[2])
        return 0

    def _before(self, at: int, before: list[str]) -> int:
        """The number above a cue's times; anything above that belonged to a cue with none."""
        match = _NUMBER.fullmatch(before[-1]) if before else None
        if len(before) > 1 and not _BLOCKS.fullmatch(before[0]):
            self.found.damage(at)
        return int(match[1]) if match else 0

    def _headless(self, lines: list[str], at: int, *, waiting: bool) -> None:
        """A paragraph without times.

        It is the text of a cue whose text has not come yet, or else there is no telling what
        it belongs to: to the cue before, or to one whose times are destroyed.
        """
        if _BLOCKS.fullmatch(lines[0]) or (len(lines) == 1 and _NUMBER.fullmatch(lines[0])):
            return
        if waiting and not _NUMBER.fullmatch(lines[0]):
            self._text.extend(lines)
        else:
            self.end()
            self.found.damage(at)


def _parts(line: str) -> Iterator[str | re.Match[str] | None]:
    """A line as text, times, or nothing for times that are destroyed, in their order.

    Times in the middle of a line are recovered, with what stands before and after them.
    """
    if not _TIMES_OR_DAMAGE.search(line):
        yield line
        return
    rest = line[:_LONGEST_LINE]
    found = False
    while match := _TIMES.search(rest):
        before, rest = rest[: match.start()].strip(), rest[match.end() :]
        if before:
            yield from _text_or_damage(before)
        found = True
        yield match
        # Settings belong to the times, up to the next ones.
        rest = rest[settings.end() :] if (settings := _SETTINGS.match(rest)) else rest
    if rest.strip() or not found:
        yield from _text_or_damage(rest)


def _text_or_damage(text: str) -> Iterator[str | None]:
    if "-->" in text or _is_damaged(text):
        yield None
    else:
        yield text


def _is_damaged(text: str) -> bool:
    """Whether a line without an arrow seems to be one of times: it has little but digits."""
    digits, letters = sum(map(str.isdigit, text)), sum(map(str.isalpha, text))
    return digits >= 10 and letters <= 3 and _CLOCK.search(text) is not None
