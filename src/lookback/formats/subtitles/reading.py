"""From the bytes of a subtitle file to what is said in a film, and when."""

from typing import Final

from lookback.errors import InputRefused, SubtitlesInvalid, TooLarge
from lookback.film.subtitle import Cue, Subtitles
from lookback.formats.subtitles.base import MOST_SAID, Found, Raw
from lookback.formats.subtitles.cleaning import said
from lookback.formats.subtitles.credit import is_credit
from lookback.formats.subtitles.decoding import decoded
from lookback.formats.subtitles.language import language
from lookback.formats.subtitles.rolling import unrolled
from lookback.formats.subtitles.table import sniff

LARGEST: Final = 5_000_000
"""The largest file, in bytes: fifty times what a film has, since signs can be drawn in it."""
_SILENCE: Final = 60 * 60 * 1000
"""Milliseconds after which no film speaks again ..."""
_STRAY: Final = 0.02
"""... so that what comes after it, if it is at most this share of the cues, is not in the film."""


def read_subtitles(name: str, data: bytes) -> Subtitles:
    """Read subtitles in any of the formats of ``table.py``, in any encoding.

    Nothing of a file is believed but what can be understood: a damaged cue is left out and
    counted, and moves no other.

    Args:
        name: of the file, told in what is refused.
        data: its bytes.

    Raises:
        SubtitlesInvalid: it is in none of the formats, or most of it cannot be understood.
        TooLarge: more than ``LARGEST`` bytes, ``MOST_CUES`` cues, or ``MOST_SAID`` characters in
            them.
    """
    try:
        return _read(data)
    except InputRefused as refused:
        raise refused.at(file=name, line=1) from None


def _read(data: bytes) -> Subtitles:
    if len(data) > LARGEST:
        raise TooLarge(f"expected at most {LARGEST:,} bytes")
    text = decoded(data)
    found = sniff(text)(text)
    if found.damaged > len(found.raws):
        raise SubtitlesInvalid("expected cues most of which can be read", line=found.line)
    return _cleaned(found)


def _cleaned(found: Found) -> Subtitles:
    cues, left_out, length = list[Cue](), found.damaged, 0
    raws, strays = _within_the_film(unrolled(found.raws))
    for raw in raws:
        spoken = () if is_credit(raw.lines) else said(raw)
        cues.extend(spoken)
        left_out += not spoken
        length += sum(len(cue.text) for cue in spoken)
        if length > MOST_SAID:
            raise TooLarge(f"expected at most {MOST_SAID:,} characters that are said")
    if not cues:
        raise SubtitlesInvalid("expected at least one cue that says something", line=found.line)
    return Subtitles(tuple(cues), language(cue.text for cue in cues), left_out + strays)


def _within_the_film(raws: list[Raw]) -> tuple[list[Raw], int]:
    """The cues without a few that come long after all others, and how many those are."""
    most = int(len(raws) * _STRAY)
    for index in range(max(1, len(raws) - most), len(raws)):
        if raws[index].start - raws[index - 1].end > _SILENCE:
            return raws[:index], len(raws) - index
    return raws, 0
