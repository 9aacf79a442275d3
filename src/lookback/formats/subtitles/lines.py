"""MicroDVD, MPL2 and TMP: one cue a line."""

import re
from collections.abc import Iterator
from typing import Final

from lookback.errors import SubtitlesInvalid
from lookback.formats.subtitles.base import Found
from lookback.formats.subtitles.clock import CLOCK, from_match

_MICRODVD: Final = re.compile(r" *\{ *([0-9]{1,7}) *\} *\{ *([0-9]{1,7}) *\}(.*)", re.ASCII)
_MPL2: Final = re.compile(r" *\[ *([0-9]{1,6}) *\] *\[ *([0-9]{1,6}) *\](.*)", re.ASCII)
_TMP: Final = re.compile(r" *(?=[0-9]{1,2}:[0-9]{2}:[0-9]{2})" + CLOCK.format("") + "[:=](.*)")
_RATE: Final = re.compile(r" *([0-9]{2,3}(?:[.,][0-9]{1,6})?) *(?:fps)? *", re.ASCII)
_SLOWEST: Final = 10.0
_FASTEST: Final = 130.0
READING_TIME: Final = 67
"""Milliseconds that a character stays where a format says no end: fifteen in a second ..."""
SHORTEST: Final = 500
"""... and this much more."""


def read_microdvd(text: str) -> Found:
    """Read MicroDVD, whose times are numbers of frames; a ``Reader``.

    Raises:
        SubtitlesInvalid: it does not say how many frames a second has.
    """
    from pysubs2.time import frames_to_ms

    found, rate = Found(), 0.0
    for number, line in _lines(text):
        match = _MICRODVD.fullmatch(line)
        if match is None:
            found.damage(number)
            continue
        first, last, said = int(match[1]), int(match[2]), match[3]
        if not rate:
            rate = _rate(first, last, said, number)
            continue
        found.add(
            frames_to_ms(first, rate), frames_to_ms(last, rate), _said(said), line=number
        )  # fmt: skip
    return found


def _rate(first: int, last: int, said: str, line: int) -> float:
    match = _RATE.fullmatch(said)
    rate = float(match[1].replace(",", ".")) if match else 0.0
    if first > 1 or last > 1 or not _SLOWEST <= rate <= _FASTEST:
        raise SubtitlesInvalid(
            "expected the frames per second in the first line, such as {1}{1}23.976", line=line
        )
    return rate


def read_mpl2(text: str) -> Found:
    """Read MPL2, whose times are tenths of a second; a ``Reader``."""
    found = Found()
    for number, line in _lines(text):
        match = _MPL2.fullmatch(line)
        if match is None:
            found.damage(number)
        else:
            found.add(
                int(match[1]) * 100, int(match[2]) * 100, _said(match[3]), line=number
            )  # fmt: skip
    return found


def read_tmp(text: str) -> Found:
    """Read TMP, which says no ends; a ``Reader``."""
    found, cues = Found(), list[tuple[int, str, int]]()
    for number, line in _lines(text):
        match = _TMP.fullmatch(line)
        start = from_match(match) if match else None
        if match is None or start is None:
            found.damage(number)
        else:
            cues.append((start, _said(match[match.lastindex or 0]), number))
    add_without_ends(found, cues)
    return found


def add_without_ends(found: Found, cues: list[tuple[int, str, int]]) -> None:
    """Take cues (start, text, line) that stay until they are read, or until the next one.

    An empty one ends the one before it.
    """
    cues.sort(key=lambda cue: cue[0])
    starts = [start for start, _, _ in cues]
    for index, (start, said, line) in enumerate(cues):
        later = (one for one in starts[index + 1 : index + 3] if one > start)
        end = min(start + SHORTEST + READING_TIME * len(said), next(later, 2**40))
        found.add(start, end, said, line=line)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line and not line.isspace():
            yield number, line


def _said(text: str) -> str:
    """The text with its lines apart, and without the slash that makes a line slant."""
    return "\n".join(line.strip().removeprefix("/") for line in text.split("|"))
