"""Advanced SubStation Alpha and SubStation Alpha (ASS, SSA).

pysubs2 takes all of such a file or nothing, and the same columns whatever the file says they
are. So the columns are told apart here, and each text is given to pysubs2.
"""

import re
from typing import Final

from lookback.formats.subtitles.base import LONGEST_TEXT, Found
from lookback.formats.subtitles.clock import milliseconds

_COLUMNS: Final = (
    "layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text",
)  # fmt: skip
_NEEDED: Final = frozenset({"start", "end", "text"})
_MOST_COLUMNS: Final = 30
_DRAWS: Final = re.compile(r"\\p[1-9]", re.ASCII)
_LONGEST_RAW: Final = LONGEST_TEXT * 4
"""Characters of the longest text with its marks: each syllable of a song can have some."""


def read_substation(text: str) -> Found:
    """Read ASS or SSA; a ``Reader``. Comments and drawings say nothing, and are passed over."""
    from pysubs2 import SSAEvent

    found, in_events = Found(), True
    columns: tuple[str, ...] = _COLUMNS
    for number, line in enumerate(text.split("\n"), 1):
        kind, colon, rest = line.strip().partition(":")
        kind = kind.strip().lower()
        if kind.startswith("["):
            in_events = kind.startswith("[events")
        elif kind == "format" and colon and in_events:
            columns = _columns(rest) or columns
        elif kind == "dialogue" and colon:
            cells = rest.split(",", len(columns) - 1)
            if len(cells) < len(columns):
                found.damage(number)
                continue
            row = dict(zip(columns, cells, strict=True))
            start, end = milliseconds(row["start"].strip()), milliseconds(row["end"].strip())
            if start is None or end is None or len(row["text"]) > _LONGEST_RAW:
                found.damage(number)
            elif not _DRAWS.search(row["text"]):
                said = SSAEvent(text=row["text"]).plaintext
                found.add(start, end, said, line=number, speaker=row.get("name", "").strip())
        elif in_events and colon and "dialogue" in kind:
            found.damage(number)
    return found


def _columns(text: str) -> tuple[str, ...]:
    """The columns as the file names them, or none where the text is not the last."""
    names = tuple(name.strip().lower() for name in text.split(","))
    names = tuple("name" if name == "actor" else name for name in names)
    sound = len(set(names)) == len(names) <= _MOST_COLUMNS
    return names if sound and set(names) >= _NEEDED and names[-1] == "text" else ()
