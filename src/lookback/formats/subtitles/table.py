"""The formats of subtitles that there are, and which of them a text is in."""

import re
from typing import Final

from lookback.errors import SubtitlesInvalid
from lookback.formats.subtitles.arrows import read_arrows
from lookback.formats.subtitles.base import Reader
from lookback.formats.subtitles.lines import read_microdvd, read_mpl2, read_tmp
from lookback.formats.subtitles.sami import read_sami
from lookback.formats.subtitles.substation import read_substation
from lookback.formats.subtitles.ttml import read_ttml

FORMATS: Final[tuple[tuple[str, str, Reader], ...]] = (
    ("SRT, WebVTT or SubViewer",
     r"[0-9][ \t]*(?:-{1,3} ?>|→)[ \t]*-?[0-9]|^[0-9:]{7,8}\.[0-9]{2,3},[0-9:]{7,8}\.",
     read_arrows),
    ("ASS or SSA", r"^[ \t]*Dialogue[ \t]*:", read_substation),
    ("SAMI", r"<SYNC\b", read_sami),
    ("TTML", r"<(?:[a-z0-9]{1,20}:)?p\b[^<>]{0,500}\bbegin[ \t\n]*=", read_ttml),
    ("MicroDVD", r"^ *\{ *[0-9]+ *\} *\{ *[0-9]+ *\}", read_microdvd),
    ("MPL2", r"^ *\[ *[0-9]+ *\] *\[ *[0-9]+ *\]", read_mpl2),
    ("TMP", r"^ *[0-9]{1,2}:[0-9]{2}:[0-9]{2}[:=]", read_tmp),
)  # fmt: skip
"""The name of each format, what each of its cues has, and what reads it."""
_CUES: Final = tuple(
    (re.compile(cue, re.IGNORECASE | re.MULTILINE | re.ASCII), reader) for _, cue, reader in FORMATS
)


def sniff(text: str) -> Reader:
    """What reads the format that most cues are in: a name proves nothing.

    Raises:
        SubtitlesInvalid: no format has any.
    """
    counts = [sum(1 for _ in cue.finditer(text)) for cue, _ in _CUES]
    most = max(counts)
    if most == 0:
        names = ", ".join(name for name, _, _ in FORMATS)
        raise SubtitlesInvalid(f"expected subtitles in one of {names}", line=1)
    return _CUES[counts.index(most)][1]
